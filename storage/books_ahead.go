package storage

import (
	"context"
)

// known are rows by what they were asked by. Of each key that is in it all
// rows are.
type known[T any] map[any][]T

// lookUp gives the rows of keys: from what is known, and by asking for the
// rest, which is known from then on. A nil map knows and remembers nothing.
func lookUp[T any](have known[T], keys []any, key func(*T) any, ask func(in string, args []any) ([]T, error)) ([]T, error) {
	if have == nil {
		return byKeys(keys, ask)
	}
	var all []T
	var news []any
	for _, k := range keys {
		rows, there := have[k]
		if !there {
			have[k], news = nil, append(news, k)
		}
		all = append(all, rows...)
	}
	fresh, err := byKeys(news, ask)
	for i := range fresh {
		k := key(&fresh[i])
		have[k] = append(have[k], fresh[i])
	}
	return append(all, fresh...), err
}

// ahead is what a view read for several merchants at once: one statement for
// all of them in place of one for each. What was not read then is read when it
// is asked for. Its zero value remembers nothing: for a view that answers one
// question, or that sees its own writes.
type ahead struct {
	parties known[party]
	payouts map[string]known[payoutRow] // by column
	entries map[string]known[entryRow]
	claims  map[string]known[entryClaim]
	terms   known[termsRow]
	events  known[eventRow]
	sources known[sourceRow]
	banks   known[bankRow]
	words   known[named]
	before  known[saidBefore]
}

func newAhead() ahead {
	return ahead{parties: known[party]{}, terms: known[termsRow]{}, events: known[eventRow]{}, sources: known[sourceRow]{},
		banks: known[bankRow]{}, words: known[named]{}, before: known[saidBefore]{},
		payouts: byColumn[payoutRow]("row", "party", "pay_key", "id", "bank_reference"),
		entries: byColumn[entryRow]("row", "place", "id"), claims: byColumn[entryClaim]("payout", "entry")}
}

func byColumn[T any](columns ...string) map[string]known[T] {
	all := map[string]known[T]{}
	for _, c := range columns {
		all[c] = known[T]{}
	}
	return all
}

// payoutsAhead is of how many payouts merchants are read together at most.
const payoutsAhead = 20_000

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
	v.ahead = newAhead()
	parties, err := v.partiesBy(ctx, anys(keys.list))
	if err != nil {
		return err
	}
	of := make([]any, len(parties))
	for i, p := range parties {
		of[i] = p.id
	}
	if many, err := v.manyPayouts(ctx, of); err != nil || many {
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
		return v.ringsAhead(ctx, places, rows)
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

// manyPayouts tells whether parties have more payouts than are read together.
func (v *view) manyPayouts(ctx context.Context, parties []any) (bool, error) {
	counts, err := byKeys(parties, func(in string, args []any) ([]int64, error) {
		rows, err := v.q.query(ctx, "SELECT COUNT(*) FROM payouts WHERE party"+in, args...)
		return collect(rows, err, scanID)
	})
	n := int64(0)
	for _, c := range counts {
		n += c
	}
	return n > payoutsAhead, err
}

// ringsAhead reads what gather asks for around these accounts and payouts.
func (v *view) ringsAhead(ctx context.Context, places keySet[string], rows keySet[int64]) error {
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
		said.add(memoWords(entries[i].Memo)...)
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
