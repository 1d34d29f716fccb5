package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strconv"
	"strings"

	"moneytrail/recon/importer/statement"
	"moneytrail/recon/record"
)

// numbered gives the entries of a file their ids: 24 bytes a row.
//
// An id must be the same in every file that tells the entry: a notification at
// noon and the statement of the night. So it is made of what both print: the
// bank's reference where there is one, else the payment's references, else the
// text; and account, booking date, direction and amount, as banks use one
// reference for a payment, its fee and its reversal. Where entries of one
// statement agree in all of that they are told apart by their order.
type numbered struct {
	seed  maphash.Seed
	told  map[uint64]uint32 // (id, content, occurrence): the ordinal it got
	count map[uint64]uint32 // id: ordinals given
	scope string
	here  map[uint64]uint32 // (id, content): occurrences in this statement
}

func newNumbered() *numbered {
	return &numbered{seed: maphash.MakeSeed(), told: map[uint64]uint32{}, count: map[uint64]uint32{}, here: map[uint64]uint32{}}
}

// name gives the id of an entry; again tells that the same entry came earlier, in another statement of the file.
func (n *numbered) name(rec *record.Entry, e *statement.Entry) (id string, again bool) {
	id = entryID(rec, e)
	if scope := e.Account + "\x1f" + e.Scope; scope != n.scope {
		n.scope = scope
		clear(n.here)
	}
	base := maphash.String(n.seed, id)
	content := n.hash(base, fmt.Sprint(rec.Memo, rec.BookedAt.UnixNano(), rec.Extra))
	n.here[content]++
	told := n.hash(content, strconv.Itoa(int(n.here[content])))
	ordinal, again := n.told[told]
	if !again {
		n.count[base]++
		ordinal = n.count[base]
		n.told[told] = ordinal
	}
	if ordinal > 1 {
		id += "#" + strconv.Itoa(int(ordinal))
	}
	return id, again
}

func (n *numbered) hash(before uint64, s string) uint64 {
	return maphash.String(n.seed, strconv.FormatUint(before, 36)+"\x1f"+s)
}

// entryID is the bank's reference with eight hex digits behind it, or the
// booking date with sixteen. The account goes in as its sealed key only.
func entryID(rec *record.Entry, e *statement.Entry) string {
	said := strings.Join([]string{rec.Account.Key, rec.Account.Last4, e.BookedOn.String(), string(e.Direction), e.Currency,
		strconv.FormatInt(e.Amount, 10)}, "\x1f")
	ref := strings.Join(strings.Fields(e.BankRef), " ")
	if ref != "" && hideAccounts(hideCards(ref, true)) == ref {
		sum := sha256.Sum256([]byte(said + "\x1f" + ref))
		return ref + "/" + hex.EncodeToString(sum[:4])
	}
	text := strings.Join(e.References, "\x1f")
	if text == "" {
		text = e.Memo
	}
	sum := sha256.Sum256([]byte(said + "\x1f" + text))
	return e.BookedOn.String() + "/" + hex.EncodeToString(sum[:8])
}

func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
