package storage

import (
	"context"
	"sync"

	"moneytrail/recon/match"
)

// known are rows by what they were asked by. Of each key that is in it all
// rows are. Several views may have it.
type known[T any] struct {
	most int // rows and keys that are kept, 0: all

	mu   sync.Mutex
	kept int
	rows map[any][]T
}

func newKnown[T any](most int) *known[T] { return &known[T]{most: most, rows: map[any][]T{}} }

// those gives the rows of the keys that are known, and the other keys.
func (k *known[T]) those(keys []any) (all []T, news []any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var given keySet[any]
	for _, key := range keys {
		if len(keys) > 1 && !given.add(key) {
			continue
		}
		rows, there := k.rows[key]
		if !there {
			news = append(news, key)
		}
		all = append(all, rows...)
	}
	return all, news
}

// keep remembers all rows of keys, unless they are more than are kept at all.
func (k *known[T]) keep(keys []any, rows []T, key func(*T) any) {
	if k.most > 0 && len(keys)+len(rows) > k.most {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept += len(keys) + len(rows); k.most > 0 && k.kept > k.most {
		k.rows, k.kept = map[any][]T{}, len(keys)+len(rows)
	}
	for _, key := range keys { // another view may have kept them meanwhile, and given them out
		k.rows[key] = nil
	}
	for i := range rows {
		key := key(&rows[i])
		k.rows[key] = append(k.rows[key], rows[i])
	}
}

// lookUp gives the rows of keys: from what is known, and by asking for the
// rest, which is known from then on. Nil knows and remembers nothing.
func lookUp[T any](have *known[T], keys []any, key func(*T) any, ask func(in string, args []any) ([]T, error)) ([]T, error) {
	if have == nil {
		return byKeys(keys, ask)
	}
	all, news := have.those(keys)
	if len(news) == 0 {
		return all, nil
	}
	fresh, err := byKeys(news, ask)
	if err != nil {
		return nil, err
	}
	have.keep(news, fresh, key)
	return append(all, fresh...), nil
}

// ahead is what a view read for several merchants at once, one statement for
// all of them in place of one for each, or what other views of the same edition
// read (memory). What was not read then is read when it is asked for. Its zero
// value remembers nothing: for a view that sees its own writes.
type ahead struct {
	parties *known[party]
	payouts map[string]*known[payoutRow] // by column
	entries map[string]*known[entryRow]
	claims  map[string]*known[entryClaim]
	items   *known[payoutItem]
	terms   *known[termsRow]
	events  *known[eventRow]
	sources *known[sourceRow]
	spoken  *known[sourceRow] // with those of the merchant's accounts
	banks   *known[bankRow]
	seen    *known[bankSeen]
	words   *known[named]
	before  *known[saidBefore]
	rivals  *known[rivalLine]
	unpaid  *known[unpaidNet]
	origins *known[origin]
	loose   *known[rivalLine]
	advised *known[advised] // of lines
}

// newAhead remembers about so many rows of each kind, 0: all that are read.
func newAhead(most int) ahead {
	return ahead{parties: newKnown[party](most), items: newKnown[payoutItem](most), terms: newKnown[termsRow](most),
		events: newKnown[eventRow](most), sources: newKnown[sourceRow](most), spoken: newKnown[sourceRow](most),
		banks: newKnown[bankRow](most), seen: newKnown[bankSeen](most), words: newKnown[named](most),
		before: newKnown[saidBefore](most), rivals: newKnown[rivalLine](most), unpaid: newKnown[unpaidNet](most),
		origins: newKnown[origin](most), loose: newKnown[rivalLine](most), advised: newKnown[advised](most),
		payouts: byColumn[payoutRow](most, "row", "party", "pay_key", "id", "bank_reference"),
		entries: byColumn[entryRow](most, "row", "place", "id"), claims: byColumn[entryClaim](most, "payout", "entry")}
}

func byColumn[T any](most int, columns ...string) map[string]*known[T] {
	all := map[string]*known[T]{}
	for _, c := range columns {
		all[c] = newKnown[T](most)
	}
	return all
}

// mostAhead is of how many payouts, or bank entries, merchants are read together
// at most: beyond, each is read when its turn comes.
const mostAhead = 20_000

// readAhead reads what the books of these merchants need besides their
// transactions and lines, which are read merchant by merchant. With rings, also
// what is linked to their payouts, or may be.
func (v *view) readAhead(ctx context.Context, ids []string, rings bool) error {
	v.ahead = ahead{}
	var keys keySet[int64]
	var merchants, places keySet[string]
	for _, id := range ids {
		if m, there := v.reg.byID[id]; there {
			keys.add(m.Row)
			merchants.add(id)
			places.add(m.Account.Key)
		}
	}
	if len(keys.list) < 2 {
		return nil
	}
	v.ahead = newAhead(0)
	parties, err := v.partiesBy(ctx, anys(keys.list))
	if err != nil {
		return err
	}
	of := make([]any, len(parties))
	for i, p := range parties {
		of[i] = p.id
	}
	if n, err := v.counted(ctx, "SELECT COUNT(*) FROM payouts WHERE party", of); err != nil || n > mostAhead {
		v.ahead = ahead{}
		return err
	}
	payouts, err := v.payoutsBy(ctx, "party", of)
	if err != nil {
		return err
	}
	var rows keySet[int64]
	for i := range payouts {
		rows.add(payouts[i].Row)
		places.add(payouts[i].Account.Key)
	}
	if _, err := v.termsBy(ctx, anys(append(merchants.list, "*"))); err != nil {
		return err
	}
	if _, err := v.eventsBy(ctx, of); err != nil {
		return err
	}
	if _, err := v.sourcesOf(ctx, anys(merchants.list)); err != nil {
		return err
	}
	if _, err := v.banksOf(ctx, anys(places.list)); err != nil {
		return err
	}
	if rings {
		return v.ringsAhead(ctx, places, rows, mostAhead)
	}
	claims, err := v.claimsBy(ctx, "payout", anys(rows.list))
	if err != nil {
		return err
	}
	var entries keySet[int64]
	for _, c := range claims {
		entries.add(c.entry)
	}
	_, err = v.entriesBy(ctx, "row", anys(entries.list))
	return err
}

// counted sums what a count gives for keys.
func (v *view) counted(ctx context.Context, count string, keys []any) (sum int64, err error) {
	counts, err := byKeys(keys, func(in string, args []any) ([]int64, error) {
		rows, err := v.q.query(ctx, count+in, args...)
		return collect(rows, err, scanID)
	})
	for _, n := range counts {
		sum += n
	}
	return sum, err
}

// ringsAhead reads what gather asks for around these accounts and payouts, at
// most of so many payouts and entries, and not around accounts of several
// merchants: those have their turn alone (see shared).
func (v *view) ringsAhead(ctx context.Context, all keySet[string], rows keySet[int64], most int64) error {
	var places keySet[string]
	for _, key := range all.list {
		if v.reg.holders[key] < 2 {
			places.add(key)
		}
	}
	paid, err := v.counted(ctx, "SELECT COUNT(*) FROM payouts WHERE pay_key <> '' AND pay_key", anys(places.list))
	if err != nil {
		return err
	}
	booked, err := v.counted(ctx, "SELECT COUNT(*) FROM bank_entries WHERE place", anys(places.list))
	if err != nil {
		return err
	}
	if paid > most || booked > most { // nor are they kept when they are asked for
		v.ahead.payouts, v.ahead.entries, v.ahead.claims, v.ahead.words, v.ahead.before = nil, nil, nil, nil, nil
		return nil
	}
	payouts, err := v.payoutsBy(ctx, "pay_key", anys(places.list))
	if err != nil {
		return err
	}
	entries, err := v.entriesBy(ctx, "place", anys(places.list))
	if err != nil {
		return err
	}
	var said, names keySet[string]
	var told keySet[int64]
	for i := range entries {
		told.add(entries[i].Row)
		said.add(match.Words(entries[i].Memo)...)
	}
	for _, column := range []string{"id", "bank_reference"} {
		more, err := v.payoutsBy(ctx, column, anys(said.list))
		if err != nil {
			return err
		}
		payouts = append(payouts, more...)
	}
	for i := range payouts {
		p := &payouts[i]
		rows.add(p.Row)
		names.add(wordsOf(p)...)
	}
	if _, err := v.wordsBy(ctx, anys(names.list)); err != nil {
		return err
	}
	for column, keys := range map[string][]any{"payout": anys(rows.list), "entry": anys(told.list)} {
		if _, err := v.claimsBy(ctx, column, keys); err != nil {
			return err
		}
	}
	_, err = v.saidBefore(ctx, anys(rows.list))
	return err
}
