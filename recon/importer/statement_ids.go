package importer

import (
	"context"
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

// numbered gives the entries of a file their ids, in memory that does not grow
// with the file: the first pass logs what entries say, the second takes what
// was found.
//
// An id must be the same in every file that tells the entry: a notification at
// noon and the statement of the night. So it is made of what both print: the
// bank's reference where there is one, else the payment's references, else the
// text; and account, booking date, direction and amount, as banks use one
// reference for a payment, its fee and its reversal. Where entries of one
// statement agree in all of that they are told apart by their order.
type numbered struct {
	met   *repeats  // of the first pass
	found *findings // of the second
	scope string
	n     uint32 // of the statement
}

// name gives the id of an entry; again tells that the same entry came earlier, in another statement of the file.
func (n *numbered) name(row int, rec *record.Entry, e *statement.Entry) (id string, again bool, err error) {
	id = entryID(rec, e)
	if n.met == nil {
		if ordinal := n.found.ordinal(uint32(row) + 1); ordinal > 1 {
			id += "#" + strconv.Itoa(ordinal)
		}
		return id, n.found.again.has(row), nil
	}
	if scope := e.Account + "\x1f" + e.Scope; scope != n.scope {
		n.scope = scope
		n.n++
	}
	n.met.counted = uint32(row) + 1
	content := maphash.String(n.met.seeds[0], fmt.Sprint(rec.Memo, rec.BookedAt.UnixNano(), rec.Extra))
	return id, false, n.met.note(row, sighting{id: maphash.String(n.met.seeds[0], id), content: content, check: n.n})
}

// entry is what tells an entry within its statement: its id, what it says, and
// which of those that are the same in both it is.
type entry struct {
	id, content uint64
	occurrence  uint32
}

// settleEntries finds the ordinals of all entries that were met, and those
// that an earlier statement told.
func (r *repeats) settleEntries(ctx context.Context) (*findings, error) {
	f := &findings{}
	told, count, here := map[entry]uint32{}, map[uint64]uint32{}, map[entry]within{}
	err := r.eachPart(ctx, func(list []sighting) error {
		clear(told)
		clear(count)
		clear(here)
		for i := range list {
			s := &list[i]
			e := entry{id: s.id, content: s.content}
			w := here[e]
			if w.statement != s.check {
				w = within{statement: s.check}
			}
			w.n++
			here[e] = w
			e.occurrence = w.n
			ordinal, again := told[e]
			if again {
				f.again.add(s.row)
			} else {
				count[s.id]++
				ordinal = count[s.id]
				told[e] = ordinal
			}
			f.place(s.row+1, r.counted, ordinal)
		}
		return nil
	})
	return f, err
}

// within counts the entries of a statement that are the same.
type within struct{ statement, n uint32 }

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

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
