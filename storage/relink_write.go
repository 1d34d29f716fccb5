package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// write stores what was concluded, in one transaction, unless what it rests
// on has changed. A merchant that another process did meanwhile is left out.
func (l *linker) write(ctx context.Context, c concluded, at versions) error {
	if len(c.list) == 0 {
		return nil
	}
	mine := int64(0)
	err := l.db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
		t.calm = true
		now, err := readVersions(ctx, t)
		if err != nil {
			return err
		}
		if now != (versions{at.merchants, at.published, l.mine}) {
			return errMoved
		}
		if mine, err = t.next(ctx, "linked"); err != nil {
			return err
		}
		var list []*verdict
		for _, v := range c.list {
			n, err := t.changes(ctx, "DELETE FROM dirty WHERE what = ? AND key = ?", v.what, v.chore.key)
			if err != nil {
				return err
			}
			if n > 0 {
				list = append(list, v)
			}
		}
		w := &linkWriter{t: t, list: list}
		for _, step := range []func(context.Context) error{w.trails, w.links, w.rivals, w.loose, w.implied, w.payouts, w.entries, w.said, w.sums, w.rest} {
			if err := step(ctx); err != nil {
				return fmt.Errorf("write links: %w", err)
			}
		}
		for _, v := range list {
			if err := l.tell(ctx, t, v.chore, v.loud, v.quiet, len(v.soil) == 0); err != nil {
				return err
			}
			if v.look {
				if err := l.looks(ctx, t, v.chore); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		l.mine = mine
	}
	return err
}

// linkWriter writes verdicts, table by table, each in its own order.
type linkWriter struct {
	t    *tx
	list []*verdict
}

// keyed is a cell of what is written: the merchant's key and the verdict's own.
type keyed[T any] struct {
	merchant int64
	of       T
}

func gathered[T any](list []*verdict, of func(*verdict) []T) []keyed[T] {
	var all []keyed[T]
	for _, v := range list {
		for _, x := range of(v) {
			all = append(all, keyed[T]{v.key, x})
		}
	}
	return all
}

func (w *linkWriter) trails(ctx context.Context) error {
	all := gathered(w.list, func(v *verdict) []trailRow { return v.trails })
	slices.SortFunc(all, func(a, b keyed[trailRow]) int {
		return cmp.Or(cmp.Compare(a.merchant, b.merchant), cmp.Compare(a.of.key, b.of.key))
	})
	_, err := w.t.feed(ctx, "INSERT INTO transaction_trails (merchant, day, open, lands, body) SELECT "+fedNames(5)+" FROM "+fed+
		` WHERE true ON CONFLICT (merchant, day) DO UPDATE SET open = excluded.open, lands = excluded.lands, body = excluded.body`,
		len(all), func(i, c int) any {
			r := &all[i]
			switch c {
			case 0:
				return r.merchant
			case 1:
				return r.of.key
			case 2:
				return truth(r.of.open)
			case 3:
				return r.of.lands
			}
			return r.of.body
		})
	if err != nil {
		return err
	}
	for _, d := range gathered(w.list, func(v *verdict) []int64 { return v.goneTrails }) {
		if _, err := w.t.exec(ctx, "DELETE FROM transaction_trails WHERE merchant = ? AND day = ?", d.merchant, d.of); err != nil {
			return err
		}
	}
	return nil
}

func (w *linkWriter) links(ctx context.Context) error {
	all := gathered(w.list, func(v *verdict) []leaf { return v.links })
	slices.SortFunc(all, func(a, b keyed[leaf]) int {
		return cmp.Or(cmp.Compare(a.merchant, b.merchant), cmp.Compare(a.of.key, b.of.key))
	})
	_, err := w.t.feed(ctx, "INSERT INTO line_links (merchant, day, body) SELECT "+fedNames(3)+" FROM "+fed+
		" WHERE true ON CONFLICT (merchant, day) DO UPDATE SET body = excluded.body", len(all), func(i, c int) any {
		switch c {
		case 0:
			return all[i].merchant
		case 1:
			return all[i].of.key
		}
		return all[i].of.body
	})
	if err != nil {
		return err
	}
	for _, d := range gathered(w.list, func(v *verdict) []int64 { return v.goneLinks }) {
		if _, err := w.t.exec(ctx, "DELETE FROM line_links WHERE merchant = ? AND day = ?", d.merchant, d.of); err != nil {
			return err
		}
	}
	return nil
}

func (w *linkWriter) rivals(ctx context.Context) error {
	return w.lines(ctx, "rivals", func(v *verdict) []int64 { return v.rivals })
}

func (w *linkWriter) loose(ctx context.Context) error {
	return w.lines(ctx, "loose_lines", func(v *verdict) []int64 { return v.loose })
}

// lines writes which lines of the merchants a table names.
func (w *linkWriter) lines(ctx context.Context, table string, of func(*verdict) []int64) error {
	if err := w.clear(ctx, table); err != nil {
		return err
	}
	all := gathered(w.list, of)
	_, err := w.t.feed(ctx, "INSERT INTO "+table+" (merchant, line) SELECT "+fedNames(2)+" FROM "+fed, len(all), func(i, c int) any {
		if c == 0 {
			return all[i].merchant
		}
		return all[i].of
	})
	return err
}

// clear takes away what a table has of the merchants.
func (w *linkWriter) clear(ctx context.Context, table string) error {
	_, err := w.t.feed(ctx, "DELETE FROM "+table+" WHERE merchant IN (SELECT c0 FROM "+fed+")", len(w.list),
		func(i, _ int) any { return w.list[i].key })
	return err
}

// implied adds and drops payouts that only lines name.
func (w *linkWriter) implied(ctx context.Context) error {
	for _, v := range w.list {
		for _, row := range v.gone {
			for _, q := range []string{"DELETE FROM payouts WHERE row = ?", "DELETE FROM payout_entries WHERE payout = ?",
				"DELETE FROM payout_lines WHERE payout = ?"} {
				if _, err := w.t.exec(ctx, q, row); err != nil {
					return err
				}
			}
		}
	}
	all := gathered(w.list, func(v *verdict) []impliedPayout { return v.implied })
	_, err := w.t.feed(ctx, `INSERT INTO payouts (row, id, source, party, implied_for, body, amount, file_id, line_no, bank_reference)
		SELECT c0, c1, c2, c3, c3, c4, c5, 0, 0, '' FROM `+fed, len(all), func(i, c int) any {
		p := &all[i].of
		switch c {
		case 0:
			return p.row
		case 1:
			return p.id
		case 2:
			return p.source
		case 3:
			return p.party
		case 4:
			return p.body
		}
		return p.amount
	})
	if err != nil {
		return err
	}
	lines := gathered(w.list, func(v *verdict) []leaf { return v.itemised })
	slices.SortFunc(lines, func(a, b keyed[leaf]) int { return cmp.Compare(a.of.key, b.of.key) })
	_, err = w.t.feed(ctx, "INSERT INTO payout_lines (payout, body) SELECT "+fedNames(2)+" FROM "+fed+
		" WHERE true ON CONFLICT (payout) DO UPDATE SET body = excluded.body", len(lines), func(i, c int) any {
		if c == 0 {
			return lines[i].of.key
		}
		return lines[i].of.body
	})
	return err
}

// payouts writes what was concluded of payouts.
func (w *linkWriter) payouts(ctx context.Context) error {
	all := gathered(w.list, func(v *verdict) []payoutRow { return v.payouts })
	slices.SortFunc(all, func(a, b keyed[payoutRow]) int { return cmp.Compare(a.of.Row, b.of.Row) })
	columns := strings.Fields("lines_net expected_on pay_key pay_last4 amount matched_by state lands_on")
	set := make([]string, len(columns))
	for i, column := range columns {
		set[i] = fmt.Sprintf("%s = c%d", column, i+1)
	}
	_, err := w.t.feed(ctx, "UPDATE payouts SET "+strings.Join(set, ", ")+" FROM "+fed+" WHERE payouts.row = c0", len(all), func(i, c int) any {
		p := &all[i].of
		switch c {
		case 0:
			return p.Row
		case 1:
			return p.linesNet
		case 2:
			return p.expectedOn
		case 3:
			return p.Account.Key
		case 4:
			return p.Account.Last4
		case 5:
			return p.Amount
		case 6:
			return p.matchedBy
		case 7:
			return string(p.state)
		}
		return p.landsOn
	})
	return err
}

func (w *linkWriter) entries(ctx context.Context) error {
	var all []entryVerdict
	for _, v := range w.list {
		all = append(all, v.entries...)
	}
	return writeEntries(ctx, w.t, all)
}

func (w *linkWriter) said(ctx context.Context) error {
	var all []said
	for _, v := range w.list {
		all = append(all, v.said...)
	}
	return writeSaid(ctx, w.t, all)
}

// writeEntries stores what bank entries are, and their links.
func writeEntries(ctx context.Context, t *tx, all []entryVerdict) error {
	slices.SortFunc(all, func(a, b entryVerdict) int { return cmp.Compare(a.row, b.row) })
	type link struct {
		entry, payout, share int64
		role, rule, text     string
	}
	var links []link
	for _, e := range all {
		for _, k := range e.links {
			links = append(links, link{e.row, k.Payout, shareOf(k, e.amount), k.Role, k.Rule, k.Explanation})
		}
	}
	cell := func(i, c int) any {
		switch c {
		case 0:
			return all[i].row
		case 1:
			return all[i].state
		}
		return all[i].explanation
	}
	if _, err := t.feed(ctx, "DELETE FROM payout_entries WHERE entry IN (SELECT c0 FROM "+fed+")", len(all), cell); err != nil {
		return err
	}
	if _, err := t.feed(ctx, "UPDATE bank_entries SET state = c1, explanation = c2 FROM "+fed+" WHERE bank_entries.row = c0", len(all), cell); err != nil {
		return err
	}
	_, err := t.feed(ctx, "INSERT INTO payout_entries (entry, payout, role, rule, explanation, share) SELECT "+fedNames(6)+" FROM "+fed,
		len(links), func(i, c int) any {
			k := &links[i]
			switch c {
			case 0:
				return k.entry
			case 1:
				return k.payout
			case 2:
				return k.role
			case 3:
				return k.rule
			case 4:
				return k.text
			}
			return k.share
		})
	return err
}

// sums keeps the balances.
func (w *linkWriter) sums(ctx context.Context) error {
	if err := w.clear(ctx, "unpaid"); err != nil {
		return err
	}
	type balance struct {
		merchant, net int64
		currency      string
	}
	var all []balance
	for _, v := range w.list {
		for currency, net := range v.unpaid {
			all = append(all, balance{v.key, net, currency})
		}
	}
	_, err := w.t.feed(ctx, "INSERT INTO unpaid (merchant, currency, net) SELECT "+fedNames(3)+" FROM "+fed, len(all), func(i, c int) any {
		switch c {
		case 0:
			return all[i].merchant
		case 1:
			return all[i].currency
		}
		return all[i].net
	})
	return err
}

// rest keeps the sources, and what is done already or to be done next: what one
// merchant asks for is done again, though another one has done it.
func (w *linkWriter) rest(ctx context.Context) error {
	if err := w.sources(ctx); err != nil {
		return err
	}
	var done []touch
	for _, v := range w.list {
		done = append(done, v.done...)
	}
	_, err := w.t.feed(ctx, "DELETE FROM dirty WHERE (what, key) IN (SELECT c0, c1 FROM "+fed+")", len(done), func(i, c int) any {
		if c == 0 {
			return done[i].what
		}
		return done[i].key
	})
	if err != nil {
		return err
	}
	for _, v := range w.list {
		for _, t := range v.soil {
			if err := soil(ctx, w.t, t, v.file, v.silent, news{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// sources keeps which sources speak of the merchants.
func (w *linkWriter) sources(ctx context.Context) error {
	var all []sourceRow
	for _, v := range w.list {
		for _, s := range v.sources {
			all = append(all, sourceRow{v.chore.key, s})
		}
	}
	_, err := w.t.feed(ctx, "INSERT INTO merchant_sources (merchant_id, kind, source) SELECT "+fedNames(3)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", len(all), func(i, c int) any {
		switch c {
		case 0:
			return all[i].merchant
		case 1:
			return string(all[i].kind)
		}
		return all[i].source
	})
	if err != nil {
		return fmt.Errorf("note sources: %w", err)
	}
	return nil
}
