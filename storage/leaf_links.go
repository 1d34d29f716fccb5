package storage

import (
	"encoding/binary"
	"slices"

	"moneytrail/recon/match"
	"moneytrail/recon/trail"
)

// linked is what was concluded of one settlement line.
type linked struct {
	row         int64
	transaction int64
	payout      int64
	matchedBy   string
	state       string
	explanation string
	candidates  []int64
	waits       bool // it names its payout and is not paid in it
	reserve     bool // it is no transaction's: it moves into the reserve, or out of it
}

// Flags of an entry: what matched it, its state, and whether more follows.
const (
	leafSaid       = 0x40 // the explanation is that of the entry before
	leafCandidates = 0x80
)

// reserveLine stands where a row of a transaction would.
const reserveLine = -1

// Both lists are part of the stored form: new ones are added at the end.
func leafRules() [5]string {
	return [5]string{match.ByNone, match.ByID, match.ByReference, match.ByDetails, "confirmed"}
}

func leafLineStates() [6]string {
	return [6]string{"", match.Matched, match.Mismatch, match.Duplicate, match.Orphan, match.Account}
}

// packLinks gives the stored form of the lines that settled on one day, in order of row.
func packLinks(list []linked) []byte {
	rules, states := leafRules(), leafLineStates()
	body := make([]byte, 0, 16*len(list))
	row, said := int64(0), ""
	for _, e := range list {
		flags := byte(max(0, slices.Index(rules[:], e.matchedBy))) | byte(max(0, slices.Index(states[:], e.state)))<<3
		if e.explanation == said {
			flags |= leafSaid
		}
		if len(e.candidates) > 0 {
			flags |= leafCandidates
		}
		body = append(binary.AppendUvarint(body, uint64(e.row-row)), flags)
		row = e.row
		transaction, payout := e.transaction, e.payout // rows are above 0: what is below says more of a line
		if e.reserve && transaction == 0 {
			transaction = reserveLine
		}
		if e.waits {
			payout = -payout
		}
		body = binary.AppendVarint(body, transaction)
		body = binary.AppendVarint(body, payout)
		if e.explanation != said {
			body = append(binary.AppendUvarint(body, uint64(len(e.explanation))), e.explanation...)
			said = e.explanation
		}
		if len(e.candidates) > 0 {
			body = appendKeys(body, e.candidates)
		}
	}
	return body
}

// unpackLinks hands over the entries of a leaf.
func unpackLinks(body []byte, yield func(linked)) error {
	rules, states := leafRules(), leafLineStates()
	r := leafReader{body: body}
	said := ""
	for row := int64(0); len(r.body) > 0 && !r.bad; {
		row += int64(r.uvarint())
		flags := r.byte()
		e := linked{row: row, transaction: r.varint(), payout: r.varint()}
		if e.transaction == reserveLine {
			e.transaction, e.reserve = 0, true
		}
		if e.payout < 0 {
			e.payout, e.waits = -e.payout, true
		}
		rule, state := int(flags&7), int(flags>>3&7)
		if rule >= len(rules) || state >= len(states) {
			return errPacked
		}
		e.matchedBy, e.state = rules[rule], states[state]
		if flags&leafSaid == 0 {
			n := r.uvarint()
			if n > uint64(len(r.body)) {
				return errPacked
			}
			said, r.body = string(r.body[:n]), r.body[n:]
		}
		e.explanation = said
		if flags&leafCandidates != 0 {
			e.candidates = r.keys(nil)
		}
		if !r.bad {
			yield(e)
		}
	}
	if r.bad {
		return errPacked
	}
	return nil
}

// payoutLine is one line of a payout.
type payoutLine struct {
	row, net int64
	apart    bool // it names the payout and is not paid in it
}

// packPayoutLines gives the stored form of the lines of a payout, in order of row.
func packPayoutLines(list []payoutLine) []byte {
	body := make([]byte, 0, 6*len(list))
	row := int64(0)
	for _, l := range list {
		body = binary.AppendUvarint(body, uint64(l.row-row)<<1|uint64(truth(l.apart)))
		row = l.row
		body = binary.AppendVarint(body, l.net)
	}
	return body
}

func unpackPayoutLines(body []byte) ([]payoutLine, error) {
	r := leafReader{body: body}
	var list []payoutLine
	for row := int64(0); len(r.body) > 0 && !r.bad; {
		v := r.uvarint()
		row += int64(v >> 1)
		list = append(list, payoutLine{row: row, net: r.varint(), apart: v&1 != 0})
	}
	if r.bad {
		return nil, errPacked
	}
	return list, nil
}

// netsOf gives the nets over which the payout's difference is spread.
func netsOf(list []payoutLine) []trail.LineNet {
	nets := make([]trail.LineNet, 0, len(list))
	for _, l := range list {
		if !l.apart {
			nets = append(nets, trail.LineNet{Row: l.row, Net: l.net})
		}
	}
	return nets
}
