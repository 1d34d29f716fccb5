package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// told is one record on its way into its table. A batch holds very many: they
// have no pointers, so that the collector of garbage does not look through them.
type told struct {
	names      [namesTold]uint64 // hashes of what it is called
	party, row int64
	// day is the business date that the row speaks of, at the day under which it is kept; 0 none.
	day      calendar.Date
	at       int32
	line, of uint32 // of: the row of the batch that it is of
	by       uint32 // the teller, see writer
	more     uint32 // in its batch, from 1; 0: nothing of it
	body     bodyAt
	what     uint8 // its noun, among nouns
}

// bodyAt is where a batch has a body.
type bodyAt struct{ block, from, to uint32 }

// namesTold is how many names a record has at most: its id, and a transaction its
// RRN and its order. Who looks for one of these mostly looks for both.
const namesTold = 3

// toldMore is what few records have.
type toldMore struct {
	id      string    // of terms, whose body does not begin with it
	origins [2]uint64 // hashes of what a transaction says its original is called
	extra   []any     // values of noun.extra
	words   []string
}

func (t *told) noun() *noun { return nouns()[t.what] }

// spoken is what is said of a record when it is taken apart.
type spoken struct {
	by    alias             // the source, and the merchant as printed
	names [namesTold]string // forms, beside the hashes of told
	body  []byte
	more  *toldMore // nil: nothing of it
}

// What a row is called or refers to by, in the indexes; part of the stored form.
const (
	refID          byte = 0
	refCalled      byte = 1 // its RRN or order
	refOriginalRRN byte = 3
	refOriginalID  byte = 4
)

// tell takes a record apart; its body goes to the end of p's.
func tell(p *packer, rec any) (t told, s spoken, err error) {
	var o record.Origin
	var kind record.Kind
	var id string
	switch r := rec.(type) {
	case *record.Transaction:
		kind, o, id, s.by.ref, t.day = record.Transactions, r.Origin, r.ID, r.MerchantID, calendar.DateOf(r.Time.Time)
		t.at, s.names[1], s.names[2] = int32(dayIn(r.Time)), formOf(record.PlainRRN(r.RRN)), formOf(r.OrderID)
		if s.names[2] == s.names[1] { // some providers give both the same number
			s.names[2] = ""
		}
		if rrn := originalRRN(r); rrn != "" || r.OriginalID != "" {
			s.more = &toldMore{origins: [2]uint64{hashOf(refOriginalRRN, record.PlainRRN(rrn)), hashOf(refOriginalID, r.OriginalID)}}
		}
		s.body = packTransaction(p, r)
	case *record.Line:
		kind, o, id, s.by.ref, t.day = record.Lines, r.Origin, r.ID, r.MerchantID, r.SettledOn
		t.at, s.body = int32(r.SettledOn), packLine(p, r)
	case *record.Payout:
		kind, o, id, s.by.ref, t.day = record.Payouts, r.Origin, r.ID, r.MerchantID, dayOf(r.SentAt)
		s.more, s.body = &toldMore{extra: []any{r.Amount, r.BankReference, r.Account.Key}}, packPayout(p, r)
	case *record.Entry:
		kind, o, id, t.day = record.Entries, r.Origin, r.ID, r.BookedOn
		s.more = &toldMore{extra: []any{int64(r.BookedOn), r.Amount, string(r.Owner), placeOf(*r)}, words: match.Words(r.Memo)}
		s.body = packEntry(p, r)
	case *record.Event:
		if r.ID == "" {
			r.ID = eventID(*r)
		}
		kind, o, id, s.by.ref, t.day = record.Events, r.Origin, r.ID, r.MerchantID, calendar.DateOf(r.Time.Time)
		s.body = packEvent(p, r)
	case *record.Merchant:
		kind, o, id, s.more = record.Merchants, r.Origin, r.ID, &toldMore{extra: []any{r.Account.Key}}
		if s.body, err = packMerchant(p, r); err != nil {
			return t, s, err
		}
	case *record.Terms: // keyed by what it applies to
		kind, o = record.TermsRows, r.Origin
		id = strings.Join([]string{r.MerchantID, r.Scheme, r.CardType, r.ValidFrom.String()}, "|")
		s.more, s.body = &toldMore{id: id, extra: []any{r.MerchantID}}, packTerms(p, r)
	default:
		return told{}, s, fmt.Errorf("storage: a record of type %T", rec)
	}
	if id == "" {
		return told{}, s, fmt.Errorf("a row of %s has no id", kind)
	}
	s.names[0] = formOf(id)
	for i, name := range s.names {
		t.names[i] = hashOfForm(min(byte(i), refCalled), name)
	}
	t.what = uint8(slices.IndexFunc(nouns(), func(n *noun) bool { return n.kind == kind }))
	s.by.source, t.line = o.Source, uint32(o.Line)
	return t, s, nil
}

// originalRRN gives the RRN by which a transaction refers to its original: a
// void, reversal or capture that names none shares it.
func originalRRN(r *record.Transaction) string {
	switch r.Type {
	case record.Void, record.Reversal, record.Capture:
		if r.OriginalID == "" && r.OriginalRRN == "" {
			return r.RRN
		}
	}
	return r.OriginalRRN
}

// retold is a record that is there already.
type retold struct {
	told
	said spoken
}

// rest gives what few records have, empty for the others.
func (s *spoken) rest() toldMore {
	if s.more == nil {
		return toldMore{}
	}
	return *s.more
}

// origins gives what a transaction says its original is called.
func (r *retold) origins() []origin { return r.said.rest().originsOf(&r.told) }

// words gives what a bank entry is found by.
func (r *retold) words() []named { return r.said.rest().named(r.row) }

// retell gives what is told by a stored body: what is searched and touched by it.
func retell(n *noun, body []byte) (retold, error) {
	var rec any
	var err error
	switch n.kind {
	case record.Transactions:
		rec, err = unpacked(body, unpackTransaction)
	case record.Lines:
		rec, err = unpacked(body, unpackLine)
	case record.Payouts:
		rec, err = unpacked(body, unpackPayout)
	case record.Entries:
		rec, err = unpacked(body, unpackEntry)
	case record.Events:
		rec, err = unpacked(body, unpackEvent)
	case record.Merchants:
		rec, err = unpacked(body, unpackMerchant)
	case record.TermsRows:
		rec, err = unpacked(body, unpackTerms)
	}
	if err != nil {
		return retold{}, err
	}
	t, s, err := tell(&packer{}, rec)
	s.body, t.party = body, partyOf(body)
	return retold{t, s}, err
}

// eventID keys an event without an id by all that it says: the same event told twice is one.
func eventID(r record.Event) string {
	amount := ""
	if r.Amount != nil {
		amount = strconv.FormatInt(*r.Amount, 10)
	}
	said := strings.Join([]string{r.MerchantID, strconv.FormatInt(millis(r.Time.Time), 10), r.Kind, r.TerminalID,
		r.Reference, amount, r.Currency, r.DueOn.String()}, "\x1f")
	sum := sha256.Sum256([]byte(said))
	return "ev-" + hex.EncodeToString(sum[:10])
}

// placeOf gives the merchant's account that a bank entry speaks of.
func placeOf(r record.Entry) string {
	if r.Owner == record.Payer {
		return r.Counterparty.Key
	}
	return r.Account.Key
}

func dayOf(s record.Stamp) calendar.Date {
	if s.IsZero() {
		return 0
	}
	return calendar.DateOf(s.Time)
}

// inZone resolves a printed time in the zone of its merchant.
func inZone(s record.Stamp, zone *time.Location) record.Stamp {
	return record.Stamp{Time: fromMillis(millis(s.In(zone)))}
}

// unpacked gives the record in a body.
func unpacked[T any](body []byte, read func([]byte, *T) error) (any, error) {
	r := new(T)
	err := read(body, r)
	return r, err
}
