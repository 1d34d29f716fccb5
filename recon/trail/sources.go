package trail

import (
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// retired is for how many days a source may be silent before another one that
// is current answers alone: an acquirer that was left, a wallet closed.
const retired = 35

// sources lists the sources of a kind that speak of this merchant, retired ones left out.
func (l *ledger) sources(kind record.Kind) []Freshness {
	if current, known := l.kinds[kind]; known {
		return current
	}
	var current []Freshness
	var newest calendar.Date
	for _, s := range l.Sources {
		if s.Kind == kind {
			current = append(current, s)
			newest = max(newest, s.Covers)
		}
	}
	current = slices.DeleteFunc(current, func(s Freshness) bool { return s.Covers < newest-retired })
	if l.kinds == nil {
		l.kinds = map[record.Kind][]Freshness{}
	}
	l.kinds[kind] = current
	return current
}

// settlersOf lists the settlement sources that could tell of a swipe: the
// witness of the swipe itself where it settles too (a wallet), else all.
func (l *ledger) settlersOf(t *swipe) []Freshness {
	all := l.sources(record.Lines)
	for i := range all {
		if all[i].Source == t.Source {
			return all[i : i+1]
		}
	}
	return all
}

// lateFor gives the source of those that does not cover the day yet, the one
// furthest behind; nil if all do.
func lateFor(sources []Freshness, day calendar.Date) *Freshness {
	var late *Freshness
	for i, s := range sources {
		if s.Covers < day && (late == nil || older(&s, late)) {
			late = &sources[i]
		}
	}
	return late
}

// unknown says that a file which does not cover a day yet hides what became of
// the money. The file is late once its schedule says so, and until then there is
// nothing to do but wait; where none is known, it is late as soon as it is wanted.
func (s *standing) unknown(f *Freshness, day calendar.Date, now time.Time) {
	s.late = f
	s.because(NotKnownYet)
	if e, known := f.Rule.Expect(day); known && now.Before(e.LateSince) {
		s.next, s.nextOf = Clock, NotKnownYet
		return
	}
	s.because(FileLate)
}

// lateBank gives the bank's file that comes regularly (its usual hour is known)
// and does not cover the day yet: its silence proves nothing. nil if it does.
// Where statements come by hand and seldom, the product cannot tell late from
// never, and a payout that does not show is missing, as the setting says.
func (l *ledger) lateBank(day calendar.Date) *Freshness {
	var regular []Freshness
	for _, s := range l.sources(record.Entries) {
		if s.Usual != "" {
			regular = append(regular, s)
		}
	}
	return lateFor(regular, day)
}

// owed gives the source of a kind whose file of a day is still to come by its
// schedule: nothing came from it since the hour at which it should have. nil
// where none is, or no schedule is known: silence then means what it says.
func (l *ledger) owed(kind record.Kind, day calendar.Date) *Freshness {
	list := l.sources(kind)
	for i := range list {
		s := &list[i]
		if s.Covers >= day {
			continue
		}
		if e, known := s.Rule.Expect(day); known && calendar.DateOf(s.Imported.In(s.Rule.Zone)) < calendar.DateOf(e.At) {
			return s
		}
	}
	return nil
}

// behindBank gives the bank's file that by its schedule should be here by now
// and tell of the day, and does not; nil if there is none.
func (l *ledger) behindBank(day calendar.Date) *Freshness {
	all := l.sources(record.Entries)
	for i := range all {
		if e, known := all[i].Rule.Expect(day); known && all[i].Covers < day && !l.now.Before(e.LateSince) {
			return &all[i]
		}
	}
	return nil
}

// older says whether a is less current than b: imported earlier, else covering less.
func older(a, b *Freshness) bool {
	if !a.Imported.Equal(b.Imported) {
		return a.Imported.Before(b.Imported)
	}
	return a.Covers < b.Covers
}

// oldest keeps the least current of the sources it is shown; of equals the first.
type oldest struct{ *Freshness }

func (o *oldest) see(f *Freshness) {
	if f != nil && (o.Freshness == nil || older(f, o.Freshness)) {
		o.Freshness = f
	}
}

func (o *oldest) seeAll(list []Freshness) {
	for i := range list {
		o.see(&list[i])
	}
}

// value gives the least current; zero of none.
func (o oldest) value() Freshness {
	if o.Freshness == nil {
		return Freshness{}
	}
	return *o.Freshness
}

// freshness gives what is known of one source, nil for nothing.
func (l *ledger) freshness(kind record.Kind, source string) *Freshness {
	for i := range l.Sources {
		if s := &l.Sources[i]; s.Source == source && s.Kind == kind {
			return s
		}
	}
	return nil
}

// asOf is the least current source that an answer about t rests on: the
// witnesses of its hops, and those whose silence it reports.
func (l *ledger) asOf(t *Trail, row *swipe) Freshness {
	var used oldest
	used.see(l.freshness(record.Transactions, row.Source))
	lines := l.linesOf(row)
	for _, line := range lines {
		used.see(l.freshness(record.Lines, line.Source))
	}
	if len(lines) == 0 && t.State == Captured {
		used.seeAll(l.settlersOf(row))
	}
	if t.Payout != nil {
		used.see(l.payoutSource(l.payout(t.Payout.Row)))
	}
	used.see(t.Late)
	return used.value()
}

// payoutSource is the least current source of a payout: its own, and the
// bank's. nil where none is known.
func (l *ledger) payoutSource(p *settled) *Freshness {
	if p.asked {
		return p.asOf
	}
	var used oldest
	if !p.Implied {
		used.see(l.freshness(record.Payouts, p.Source))
	}
	for i := range p.Entries {
		used.see(l.freshness(record.Entries, p.Entries[i].Source))
	}
	if len(p.Entries) == 0 && p.bankSeen {
		used.seeAll(l.sources(record.Entries))
	}
	p.asked, p.asOf = true, used.Freshness
	return p.asOf
}
