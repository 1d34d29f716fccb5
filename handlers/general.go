package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// openDeep is how many open swipes the general picture adds up.
const openDeep = 1000

// general answers a question without facts: what is open, the exceptions first,
// and the words that belong to the question.
func (t *turn) general(intent understand.Intent) error {
	switch intent {
	case understand.SettlementTiming:
		return t.timing()
	case understand.FeeQuestion:
		return t.fees()
	}
	if fits := troubleOf[intent]; fits != nil {
		return t.wentWrong(intent, fits)
	}
	o, err := t.open()
	if err != nil {
		return err
	}
	if tr, ok := theOne(intent, o); ok {
		return t.showTrail(tr, t.asked())
	}
	if intent == understand.FundsHeld && t.chain != nil && t.scope.Totals() {
		if done, err := t.heldByShop(); done || err != nil {
			return err
		}
	}
	if len(o.Trails) == 0 && len(o.Payouts) == 1 && asksWhere(intent) {
		return t.showPayout(o.Payouts[0], t.asked())
	}
	if len(o.Trails) == 0 {
		if o.Latest, err = t.latest(); err != nil {
			return err
		}
	}
	t.flow.About = listOpen
	if asksWhere(intent) {
		if r, again := t.openAgain(o); again {
			t.answer(r)
			return nil
		}
	}
	if intent == understand.FundsHeld {
		t.flow.About = rowsKey(slices.DeleteFunc(slices.Clone(o.Trails), func(tr trail.Trail) bool { return tr.State != trail.Held }), nil)
	}
	t.answer(t.voice().general(intent, o))
	return nil
}

// openAgain is the general picture for who was shown it in the same talk and asks in
// words once more.
func (t *turn) openAgain(o answer.Open) (r answer.Reply, ok bool) {
	a := t.voice().a
	keys := append([]string{t.session.MerchantID}, t.book.OpenKeys(a, o)...)
	before := t.flow.Listed
	t.flow.Listed = keys
	if len(before) < 2 || before[0] != keys[0] || t.tg.CallbackID != "" || !t.scope.Totals() || o.More {
		return r, false
	}
	return t.book.OpenAgain(a, o, before[1:])
}

func (t *turn) latest() ([]trail.Trail, error) {
	found, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Limit: pageSize})
	if err != nil {
		return nil, fmt.Errorf("read trails: %w", err)
	}
	return originals(found), nil
}

// troubleOf tells which swipes a question about something that went wrong can
// be about. A question whether less arrived is about payouts.
var troubleOf = map[understand.Intent]func(trail.Trail) bool{
	understand.DeclinedButDebited: func(tr trail.Trail) bool {
		return tr.State == trail.Unknown || tr.State == trail.Declined || tr.State == trail.Reversed && tr.Shares == 0
	},
	understand.DuplicateCharge: func(tr trail.Trail) bool { return tr.Has(trail.Duplicate) },
	understand.Refund: func(tr trail.Trail) bool {
		return tr.Type == record.Refund || tr.State == trail.Refunded || tr.Arithmetic.Refunded != 0
	},
	understand.DisputeChargeback: func(tr trail.Trail) bool { return tr.Has(trail.Retrieval) || tr.Has(trail.Chargeback) },
	understand.TerminalProblem:   func(tr trail.Trail) bool { return tr.Has(trail.OfflineNotUploaded) || tr.Has(trail.BatchNotClosed) },
	understand.ShortPayment:      func(trail.Trail) bool { return false },
}

// wentWrong answers a question about something that went wrong and names no
// swipe: with the one it can only be about, else with what to do and those it may be about.
func (t *turn) wentWrong(intent understand.Intent, fits func(trail.Trail) bool) error {
	o, err := t.open()
	if err != nil {
		return err
	}
	recent, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: t.today() - recently, Limit: openDeep})
	if err != nil {
		return fmt.Errorf("read trails: %w", err)
	}
	all, seen := append(o.Trails, recent...), map[int64]bool{}
	o.Trails, o.More = nil, false
	for _, tr := range all {
		if fits(tr) && !seen[tr.Row] {
			seen[tr.Row] = true
			o.Trails = append(o.Trails, tr)
		}
	}
	if intent != understand.ShortPayment {
		o.Payouts = nil
	}
	o.Payouts = slices.DeleteFunc(o.Payouts, func(p trail.PayoutView) bool { return p.State != trail.PayoutShort })
	if intent == understand.ShortPayment && len(o.Payouts) == 0 {
		if o.Payouts, err = t.newestPayouts(); err != nil {
			return err
		}
	}
	if o.Since = t.today() - recently; t.scope.TodayOnly() {
		o.Since = t.today()
	}
	switch {
	case intent == understand.TerminalProblem:
	case len(o.Trails) == 1:
		return t.showTrail(o.Trails[0], t.asked())
	case len(o.Payouts) == 1:
		return t.showPayout(o.Payouts[0], t.asked())
	}
	t.flow.About = rowsKey(o.Trails, o.Payouts)
	if intent == understand.ShortPayment && len(o.Trails) == 0 && len(o.Payouts) > 0 {
		t.answer(t.book.PayoutsShort(t.voice().a, o.Payouts))
		return nil
	}
	t.answer(t.guidedBy(string(intent), t.voice(), t.member.Role, t.voice().general(intent, o)))
	return nil
}

// asksWhere tells the plain questions about where money is from those about
// something that went wrong.
func asksWhere(i understand.Intent) bool {
	return i == understand.WhereIsMyMoney || i == understand.TransactionStatus
}

// theOne gives the swipe that a question without facts can only be about.
func theOne(intent understand.Intent, o answer.Open) (trail.Trail, bool) {
	fits := func(tr trail.Trail) bool { return asksWhere(intent) }
	if intent == understand.FundsHeld {
		fits = func(tr trail.Trail) bool { return tr.State == trail.Held }
	}
	var one trail.Trail
	n := 0
	for _, tr := range o.Trails {
		if tr.Shares == 0 && !answer.Unseen(tr) && fits(tr) {
			one = tr
			n++
		}
	}
	if asksWhere(intent) && slices.ContainsFunc(o.Payouts, func(p trail.PayoutView) bool { return one.Payout == nil || one.Payout.Row != p.Row }) {
		return one, false
	}
	return one, n == 1 && !o.More
}

// recently is how many days back payouts in trouble are looked for: those that
// came short have no open swipe that leads to them.
const recently = 7

// open reads what has not arrived yet, and the payouts in trouble.
func (t *turn) open() (answer.Open, error) {
	var o answer.Open
	var err error
	if o.Trails, o.More, err = t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Open: true, Limit: openDeep}); err != nil {
		return o, fmt.Errorf("read open trails: %w", err)
	}
	if !t.scope.Totals() {
		return o, nil
	}
	if o.Gathers, err = t.gathers(o.Trails); err != nil {
		return o, err
	}
	recent, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: t.today() - recently, Limit: deep, Troubled: true})
	if err != nil {
		return o, fmt.Errorf("read payouts: %w", err)
	}
	known := map[int64]bool{}
	for _, p := range recent {
		known[p.Row] = true
		if answer.Troubled(p) {
			o.Payouts = append(o.Payouts, p)
		}
	}
	return o, t.addTroubled(&o, known)
}

// addTroubled adds the payouts in trouble that the swipes run through, but for
// those known already.
func (t *turn) addTroubled(o *answer.Open, known map[int64]bool) error {
	for _, tr := range o.Trails {
		if tr.Payout == nil || known[tr.Payout.Row] || !amiss(tr.Payout.State) {
			continue
		}
		known[tr.Payout.Row] = true
		p, ok, err := t.payoutIn(tr.Payout.Row)
		if err != nil {
			return fmt.Errorf("read payout: %w", err)
		}
		if ok && answer.Troubled(p) {
			o.Payouts = append(o.Payouts, p)
		}
	}
	return nil
}

// amiss tells the states of a payout in which its own way went wrong.
func amiss(s trail.PayoutState) bool {
	switch s {
	case trail.PayoutReturned, trail.PayoutMissing, trail.PayoutShort, trail.PayoutOver:
		return true
	}
	return false
}

// moreOpen shows a further page of the general picture, or the swipes that one
// line of it stands for.
func (t *turn) moreOpen(p press.Press) error {
	o, err := t.open()
	if err != nil {
		return err
	}
	o.Page = page(p.Row(0))
	if p.Arg(1) == "" {
		o.Page = max(o.Page, 1)
		t.answer(t.voice().general(understand.WhereIsMyMoney, o))
		return nil
	}
	t.reply(t.book.Alike(t.voice().a, o.Trails, answer.Alike{State: trail.State(p.Arg(1)), Reason: trail.Reason(p.Arg(2)), Page: o.Page}))
	return nil
}

// moreOfDay does the same for the summary of a day.
func (t *turn) moreOfDay(day calendar.Date, p press.Press) error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	if t.chain != nil {
		return t.chainOfDay(day, p)
	}
	d, err := t.Books.Day(t.ctx, t.scope, t.merchant.ID, day)
	if err != nil {
		return err
	}
	r := t.book.DayTroubles(t.voice().a, d, max(page(p.Row(1)), 1))
	if p.Arg(2) != "" {
		r = t.book.DayAlike(t.voice().a, d, answer.Alike{State: trail.State(p.Arg(2)), Reason: trail.Reason(p.Arg(3)), Page: page(p.Row(1))})
	}
	t.shield(r)
	return nil
}

// page reads the number of a page from a button.
func page(n int64) int { return int(min(n, openDeep)) }
