package trail

import (
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// retired is for how many days a source may be silent before another one that
// is current answers alone: an acquirer that was left, a wallet closed.
const retired = 35

// sources lists the sources of a kind that speak of this merchant, retired ones left out.
func (l *ledger) sources(kind record.Kind) []Freshness {
	var all []Freshness
	var newest calendar.Date
	for _, s := range l.Sources {
		if s.Kind == kind {
			all = append(all, s)
			newest = max(newest, s.Covers)
		}
	}
	return slices.DeleteFunc(all, func(s Freshness) bool { return s.Covers < newest-retired })
}

// settlers lists the settlement sources that could tell of a swipe: the
// witness of the swipe itself where it settles too (a wallet), else all.
func (l *ledger) settlers(t record.Transaction) []Freshness {
	all := l.sources(record.Lines)
	for _, s := range all {
		if s.Source == t.Source {
			return []Freshness{s}
		}
	}
	return all
}

// lateFor gives the source of those that does not cover the day yet, the one
// furthest behind; nil if all do.
func lateFor(sources []Freshness, day calendar.Date) *Freshness {
	var late *Freshness
	for i, s := range sources {
		if s.Covers < day && (late == nil || older(s, *late)) {
			late = &sources[i]
		}
	}
	return late
}

// lateBank gives the bank's file that comes regularly (its usual hour is known)
// and does not cover the day yet: its silence proves nothing. nil if it does.
// Where statements come by hand and seldom, the product cannot tell late from
// never, and a payout that does not show is missing, as the setting says.
func (l *ledger) lateBank(day calendar.Date) *Freshness {
	regular := slices.DeleteFunc(l.sources(record.Entries), func(s Freshness) bool { return s.Usual == "" })
	return lateFor(regular, day)
}

// older says whether a is less current than b: imported earlier, else covering less.
func older(a, b Freshness) bool {
	if !a.Imported.Equal(b.Imported) {
		return a.Imported.Before(b.Imported)
	}
	return a.Covers < b.Covers
}

// freshness gives what is known of one source.
func (l *ledger) freshness(kind record.Kind, source string) (Freshness, bool) {
	for _, s := range l.Sources {
		if s.Kind == kind && s.Source == source {
			return s, true
		}
	}
	return Freshness{}, false
}

// oldest gives the least current of some sources; zero of none.
func oldest(list []Freshness) Freshness {
	var out Freshness
	for i, s := range list {
		if i == 0 || older(s, out) {
			out = s
		}
	}
	return out
}

// asOf is the least current source that an answer about t rests on: the
// witnesses of its hops, and those whose silence it reports.
func (l *ledger) asOf(t Trail, row record.Transaction) Freshness {
	var used []Freshness
	add := func(kind record.Kind, source string) {
		if f, ok := l.freshness(kind, source); ok {
			used = append(used, f)
		}
	}
	add(record.Transactions, row.Source)
	for _, line := range l.lines[row.Row] {
		add(record.Lines, line.Source)
	}
	if len(l.lines[row.Row]) == 0 && t.State == Captured {
		used = append(used, l.settlers(row)...)
	}
	if t.Payout != nil {
		used = append(used, l.payoutSources(l.payouts[t.Payout.Row])...)
	}
	if t.Late != nil {
		used = append(used, *t.Late)
	}
	return oldest(used)
}

func (l *ledger) payoutSources(p *settled) []Freshness {
	if p == nil {
		return nil
	}
	var used []Freshness
	if f, ok := l.freshness(record.Payouts, p.Source); ok && !p.Implied {
		used = append(used, f)
	}
	for _, e := range p.Entries {
		if f, ok := l.freshness(record.Entries, e.Source); ok {
			used = append(used, f)
		}
	}
	if len(p.Entries) == 0 && p.bankSeen {
		used = append(used, l.sources(record.Entries)...)
	}
	return used
}
