package handlers

import (
	"slices"

	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// ofQuoted answers what is said of the message that the person answers: a
// number chooses among what it shows, a bare question is asked of that. done is false
// where it was about nothing, or where the words ask for something else.
func (t *turn) ofQuoted(text string, r understand.Reading) (done bool, err error) {
	if err := t.standsUnasked(text, r); err != nil || t.quote == nil {
		return false, err
	}
	switch r.Intent {
	case understand.TalkToHuman, understand.ChangeLanguage, understand.ChangeAccount, understand.Suspicious:
		return false, nil
	}
	if r.Decision == understand.HandOver || r.Future {
		return false, nil
	}
	points := follow.Points(text)
	if points == follow.Nowhere && r.Decision == understand.Act && isTalk(r.Intent) {
		return false, nil
	}
	if s := session.Of(r); s.Any() {
		return t.factsOfQuoted(s, text)
	}
	if said, err := t.saidToCase(r, text); err != nil || said {
		return false, err
	}
	if done, err := t.followed(text, r); done || err != nil {
		return done, err
	}
	if len(t.quote.days) > 0 {
		return t.daysOfQuoted(text, r, points)
	}
	asks := points != follow.Nowhere || r.Decision == understand.Ask && len(r.Choices) > 0 && !slices.ContainsFunc(r.Choices[:1], aboutMore) ||
		r.Decision == understand.Act && (asksWhere(r.Intent) || r.Intent == understand.Statement || r.Intent == understand.ProvideDetails)
	if a, ok := t.quote.one(); ok {
		if !asks { // what else is asked of it finds it by what is talked about
			return false, nil
		}
		t.session.Misses, t.flow.Asked = 0, t.andAsked(text)
		return true, t.pick(a)
	}
	if asks = asks || follow.Of(text).Aspect != follow.None || r.Decision == understand.Act && isQuestion(r.Intent) && !aboutMore(r.Intent); !asks {
		return false, nil
	}
	f, err := t.itemsOf(func(trail.Trail) bool { return true }, func(trail.PayoutView) bool { return true })
	if err != nil || f.empty() {
		return false, err
	}
	return true, t.among(f, session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}, text)
}

// saidToCase tells whether words that ask nothing answer a line of a case: they are
// for the support team, and choose nothing that the case is about.
func (t *turn) saidToCase(r understand.Reading, text string) (bool, error) {
	if follow.Points(text) != follow.Nowhere || follow.Of(text).Aspect != follow.None || r.Decision == understand.Act && isQuestion(r.Intent) || steer.Asks(text) {
		return false, nil
	}
	return t.quotes()
}

// daysOfQuoted asks a bare question of the days that the message told of.
func (t *turn) daysOfQuoted(text string, r understand.Reading, points follow.Pointing) (bool, error) {
	s := session.Slots{Intent: understand.WhereIsMyMoney, Dates: t.quote.days[:1], Hour: -1}
	switch {
	case points == follow.AtWhich:
		f, err := t.search(s)
		if f = f.meant(s); err != nil || f.empty() {
			return false, err
		}
		return true, t.among(f, s, text)
	case points == follow.AtThis || follow.Of(text).Aspect != follow.None:
	case r.Decision == understand.Act && isQuestion(r.Intent) && !aboutMore(r.Intent):
		s.Intent = r.Intent
	default:
		return false, nil
	}
	t.session.Misses = 0
	return true, t.question(s, text)
}

// factsOfQuoted finds what the facts of a message name among what the message
// that it answers shows, or on its days.
func (t *turn) factsOfQuoted(s session.Slots, text string) (bool, error) {
	if len(s.Dates) > 0 {
		return false, nil
	}
	card, isCard := asCard(s)
	fits := func(tr trail.Trail) bool {
		return (len(s.Amounts) == 0 || t.oneOf(s.Amounts, tr.Amount, tr.Currency) || t.oneOf(s.Amounts, tr.Arithmetic.Net, tr.Currency) || isCard && card.Last4 == tr.Last4) &&
			(s.Last4 == "" || s.Last4 == tr.Last4) && (s.Terminal == "" || s.Terminal == tr.TerminalID) && (s.RRN == "" || s.RRN == tr.RRN) && s.Reference == ""
	}
	of := func(p trail.PayoutView) bool {
		return len(s.Amounts) > 0 && s.Last4 == "" && (t.oneOf(s.Amounts, p.Amount, p.Currency) || t.oneOf(s.Amounts, p.Banked, p.Currency))
	}
	f, err := t.itemsOf(fits, of)
	if err != nil {
		return false, err
	}
	if s.Intent = understand.WhereIsMyMoney; !f.empty() {
		return true, t.among(f, s, text)
	}
	if f, err = t.insideOf(s, fits); err != nil || !f.empty() {
		return !f.empty(), t.among(f, s, text)
	}
	if len(t.quote.days) == 0 {
		return false, nil
	}
	s.Dates = t.quote.days[:1]
	if f, err = t.search(s); err != nil || f.empty() {
		return false, err
	}
	t.session.Misses = 0
	return true, t.question(s, text)
}

// itemsOf reads what of the message's swipes and payouts fits, within the person's scope.
func (t *turn) itemsOf(swipe func(trail.Trail) bool, payout func(trail.PayoutView) bool) (all finding, err error) {
	for _, a := range t.quote.items {
		f, err := t.readOne(a)
		if err != nil {
			return all, err
		}
		all.trails = append(all.trails, slices.DeleteFunc(f.trails, func(tr trail.Trail) bool { return !swipe(tr) })...)
		all.payouts = append(all.payouts, slices.DeleteFunc(f.payouts, func(p trail.PayoutView) bool { return !payout(p) })...)
	}
	return all, nil
}

// insideOf reads what fits of the swipes in the message's payouts.
func (t *turn) insideOf(s session.Slots, fits func(trail.Trail) bool) (all finding, err error) {
	for _, a := range t.quote.items {
		if !a.payout {
			continue
		}
		p, ok, err := t.payoutIn(a.row)
		if err != nil || !ok {
			return all, err
		}
		for _, l := range p.Lines {
			named := t.oneOf(s.Amounts, l.Gross, l.Currency) || t.oneOf(s.Amounts, l.Net, l.Currency) || s.Last4 != "" && s.Last4 == l.Last4
			if l.TransactionRow == 0 || !named || len(all.trails) == 2*pageSize {
				continue
			}
			tr, ok, err := t.Books.Trail(t.ctx, t.scope, l.TransactionRow)
			if err != nil {
				return all, err
			}
			if ok && fits(tr) {
				all.trails = append(all.trails, tr)
			}
		}
	}
	return all, nil
}

// among shows the one thing that was found, or lists several to tap.
func (t *turn) among(f finding, s session.Slots, text string) error {
	t.session.Misses, t.flow.Asked = 0, text
	switch {
	case f.empty():
		return nil
	case len(f.trails) == 1 && len(f.payouts) == 0:
		return t.showTrail(f.trails[0], t.asked())
	case len(f.trails) == 0 && len(f.payouts) == 1:
		return t.showPayout(f.payouts[0], t.asked())
	}
	t.flow.Slots = s
	return t.together(func() error {
		if len(f.trails) > 0 {
			t.list(finding{trails: f.trails, landing: f.landing}, s, 0)
		}
		if len(f.payouts) > 0 {
			t.list(finding{payouts: f.payouts}, s, 0)
		}
		return nil
	})
}

// numberOfQuoted answers a number that chooses among what the replied message
// shows; a line of a case shows nothing to choose from, and who wrote it gets the number.
func (t *turn) numberOfQuoted(text string) (bool, error) {
	n, _ := steer.Choice(text)
	if t.quote == nil || !t.quote.reply || len(t.quote.items) < 2 || n == 0 {
		return false, nil
	}
	if toCase, err := t.quotes(); err != nil || toCase {
		return false, err
	}
	if n == steer.Last {
		n = len(t.quote.items)
	}
	if n < 1 || n > len(t.quote.items) {
		return false, nil
	}
	t.session.Misses = 0
	return true, t.pick(t.quote.items[n-1])
}
