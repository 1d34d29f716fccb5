package storage

import (
	"context"
	"fmt"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// quietAfter: what moved longer ago than this many days makes no notice.
const quietAfter = 3

// moved is what moved in a merchant's books.
type moved struct{ transactions, payouts []int64 }

func (m moved) empty() bool { return len(m.transactions)+len(m.payouts) == 0 }

// states stores how far the money of each of a merchant's rows came, and tells
// the inbox what changed.
func (l *linker) states(ctx context.Context, c chore) error {
	s, err := l.shelf(ctx, c)
	if err != nil {
		return err
	}
	f, txns, err := s.all(ctx)
	if err != nil {
		return err
	}
	l.read += len(f.Sales) + len(f.Lines)
	return l.statesOf(ctx, c, f, txns)
}

// statesFrom is states where the rows are at hand, linked.
func (l *linker) statesFrom(ctx context.Context, c chore, txns []txnRow, lines []lineRow) error {
	s, err := l.shelf(ctx, c)
	if err != nil {
		return err
	}
	f, err := s.whole(ctx, txns, lines)
	if err != nil {
		return err
	}
	return l.statesOf(ctx, c, f, txns)
}

func (l *linker) shelf(ctx context.Context, c chore) (s *shelf, err error) {
	if l.came == nil {
		if l.came, err = arrived(ctx, l.q); err != nil {
			return nil, err
		}
	}
	s = shelfOf(l.q, l.reg, c.key)
	s.came = l.came
	return s, nil
}

func (l *linker) statesOf(ctx context.Context, c chore, f trail.Facts, txns []txnRow) error {
	now := l.db.clock.Now()
	edge := dateOf(now.In(f.Zone)) - quietAfter
	var loud, quiet moved
	fresh := false // swipes that are new here, of the last days
	stored := make(map[int64]txnRow, len(txns))
	for _, t := range txns {
		stored[t.Row] = t
	}
	for _, tr := range trail.Build(f, l.db.cals, now) {
		was, lands := stored[tr.Row], int64(landsOn(tr))
		if was.state == tr.State && was.landsOn == lands {
			continue
		}
		l.later(changeState, tr.Row, string(tr.State), lands)
		fresh = fresh || was.state == "" && tr.Business >= edge
		if was.state == tr.State || was.state == "" && !tellsMore(tr.State) {
			continue
		}
		if lastMove(tr) < edge || c.silent {
			quiet.transactions = append(quiet.transactions, tr.Row)
		} else {
			loud.transactions = append(loud.transactions, tr.Row)
		}
	}
	if err := l.payoutStates(ctx, c, f, now, edge, &loud, &quiet); err != nil {
		return err
	}
	if err := l.tell(ctx, c, loud, quiet); err != nil {
		return err
	}
	return l.looks(ctx, c, f, fresh, edge)
}

// payoutStates stores what became of each payout.
func (l *linker) payoutStates(ctx context.Context, c chore, f trail.Facts, now time.Time, edge calendar.Date, loud, quiet *moved) error {
	type kept struct {
		state trail.PayoutState
		lands int64
	}
	rows, err := readRows(ctx, l.q, "payouts", payoutColumns, scanPayout, ofMerchant, c.key)
	if err != nil {
		return err
	}
	stored := map[int64]kept{}
	for _, p := range rows {
		stored[p.Row] = kept{p.state, p.landsOn}
	}
	cal, _ := l.db.cals.Get(calendarName(f.Merchant.Calendar))
	for _, p := range f.Payouts {
		state := trail.PayoutStateOf(p, f.BankSeen[p.Account.Key], cal, now.In(f.Zone))
		day := payoutDay(p, f.Zone)
		was := stored[p.Row]
		if was == (kept{state, int64(day)}) {
			continue
		}
		if _, err := l.q.exec(ctx, "UPDATE payouts SET state = ?, lands_on = ? WHERE row = ?", string(state), int64(day), p.Row); err != nil {
			return fmt.Errorf("state of payout %s: %w", p.ID, err)
		}
		if was.state == state || was.state == "" && state == trail.PayoutExpected {
			continue
		}
		if day < edge || c.silent {
			quiet.payouts = append(quiet.payouts, p.Row)
		} else {
			loud.payouts = append(loud.payouts, p.Row)
		}
	}
	return nil
}

// tellsMore tells whether a state is worth a word when a row is first seen in it.
func tellsMore(s trail.State) bool {
	switch s {
	case trail.Captured, trail.Declined, trail.Reversed, trail.Voided, trail.Unknown:
		return false
	}
	return true
}

// landsOn gives the day the money arrived, else the day on which what comes next is due.
func landsOn(t trail.Trail) calendar.Date {
	for _, h := range t.Hops {
		if h.Name == trail.HopArrived {
			return hopDay(h, t.Time.Location())
		}
	}
	return t.Due.On
}

// lastMove gives the day of the last thing that a witness told of the money.
func lastMove(t trail.Trail) calendar.Date {
	day := t.Business
	for _, h := range t.Hops {
		day = max(day, hopDay(h, t.Time.Location()))
	}
	return day
}

func hopDay(h trail.Hop, zone *time.Location) calendar.Date {
	if h.On == 0 && !h.At.IsZero() {
		return dateOf(h.At.In(zone))
	}
	return h.On
}

// payoutDay gives the day the bank last spoke of a payout, else the day it was sent or should have been.
func payoutDay(p trail.LinkedPayout, zone *time.Location) calendar.Date {
	var day calendar.Date
	for _, e := range p.Entries {
		day = max(day, e.BookedOn)
	}
	if day == 0 && !p.SentAt.IsZero() {
		day = dateOf(p.SentAt.Time.In(zone))
	}
	if day == 0 {
		day = p.ExpectedOn
	}
	return day
}

// calendarName gives the calendar that a merchant who names none has.
func calendarName(name string) string {
	if name == "" {
		return "CN"
	}
	return name
}

// waiting tells whether a merchant has a case that is open, or that was resolved
// so lately that money which comes back reopens it.
func (l *linker) waiting(ctx context.Context, merchant string) (bool, error) {
	if l.waits == nil {
		since := l.db.clock.Machine().Add(-30 * 24 * time.Hour) // as CasesOf
		rows, err := l.t.query(ctx, "SELECT DISTINCT merchant_id FROM cases WHERE status <> 'resolved' OR resolved_at >= ?", millis(since))
		all, err := collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
		if err != nil {
			return false, fmt.Errorf("merchants with cases: %w", err)
		}
		l.waits = make(map[string]bool, len(all))
		for _, id := range all {
			l.waits[id] = true
		}
	}
	return l.waits[merchant], nil
}

// tell puts what moved into the inbox. What is to stay silent is told only
// where a case may be waiting for it.
func (l *linker) tell(ctx context.Context, c chore, loud, quiet moved) error {
	if !quiet.empty() {
		waits, err := l.waiting(ctx, c.key)
		if err != nil {
			return err
		}
		if !waits {
			quiet = moved{}
		}
	}
	for _, m := range []struct {
		moved
		silent bool
	}{{loud, false}, {quiet, true}} {
		if m.empty() {
			continue
		}
		n, err := l.t.next(ctx, "relinked")
		if err != nil {
			return err
		}
		_, err = addEvents(ctx, l.t, []inbox.Event{{
			Key:  fmt.Sprintf("sys:trails:%d:%s:%d", c.file, c.key, n),
			Lane: "sys:" + c.key, Network: inbox.System, Kind: inbox.TrailsChanged, At: l.db.clock.Machine(),
			System: &inbox.SystemEvent{MerchantID: c.key, Transactions: m.transactions, Payouts: m.payouts, Silent: m.silent},
		}})
		if err != nil {
			return err
		}
		l.t.wakes()
	}
	return nil
}
