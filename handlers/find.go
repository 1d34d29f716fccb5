package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/dialogue"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// pageSize is how many swipes or payouts one list shows.
const pageSize = 6

// seek finds what a question with facts is about, and asks where one more is needed.
func (t *turn) seek(s session.Slots) error {
	return t.advance(flow.Begin{Flow: dialogue.Find, Slots: facts(s)})
}

// find answers a question with facts: one fit is shown, several are listed to
// tap, none is said, with swipes that share the day or the amount. What comes of it is
// that of the check "find".
func (t *turn) find(s session.Slots) (flow.Checked, error) {
	f, err := t.search(s)
	if err != nil {
		return flow.Checked{}, err
	}
	if f.empty() && s.Last4 != "" && s.Last4 == t.merchant.Account.Last4 { // digits of their account, not of a card
		s.Last4 = ""
		return t.find(arrivals(s))
	}
	if f.empty() && t.namesOwnAccount(s) {
		return t.findBesideAccount(s)
	}
	if card, ok := asCard(s); ok && f.empty() { // "6688" alone may be a card as well
		last, err := t.search(card)
		if err != nil {
			return flow.Checked{}, err
		}
		if !last.empty() {
			f, s, t.flow.Slots = last, card, card
		}
	}
	f = f.meant(s)
	done := flow.Checked{Outcome: told}
	switch repeated := slices.DeleteFunc(slices.Clone(f.trails), func(tr trail.Trail) bool { return !tr.Has(trail.Duplicate) }); {
	case len(f.trails) == 1:
		return done, t.showTrail(f.trails[0], t.asked())
	case len(repeated) == 1 && s.Intent == understand.DuplicateCharge:
		return done, t.showTrail(repeated[0], t.asked())
	case len(f.payouts) == 1:
		return done, t.showPayout(f.payouts[0], t.asked())
	case s.Intent == understand.Refund && len(refundsIn(f.trails)) == 1: // not the sale of the same amount
		return done, t.showTrail(refundsIn(f.trails)[0], t.asked())
	case len(f.trails) > pageSize && onlyDays(s) && s.Hour < 0 && !(f.landing && s.Dates[0].Of != understand.OfArrival):
		return done, t.overview(f, s)
	case !f.empty():
		t.list(f, s, 0)
		return done, nil
	case onlyDays(s) && s.Intent == understand.SettlementTiming:
		return done, t.timing()
	case s.Intent == understand.FeeQuestion && s.Reference == "" && s.RRN == "" && s.Last4 == "":
		return done, t.fees()
	}
	return t.nothingFits(s)
}

// turnPage shows a further page of the list that answered the last question.
func (t *turn) turnPage(page int) error {
	t.paging = t.tg.CallbackID != ""
	s := t.flow.Slots
	f, err := t.search(s)
	if err != nil {
		return err
	}
	if f = f.meant(s); f.empty() {
		return t.nothingFound(s)
	}
	t.list(f, s, page)
	return nil
}

// meant leaves out what a question does not mean: voids beside their sale, and
// of days alone what is not of the kind of trouble that is asked about.
func (f finding) meant(s session.Slots) finding {
	f.trails = originals(f.trails)
	if onlyDays(s) {
		f.trails = ofKind(f.trails, s.Intent)
	}
	return f
}

// asCard reads a bare figure of four digits as the last four of a card.
func asCard(s session.Slots) (session.Slots, bool) {
	if len(s.Amounts) != 1 || s.Last4 != "" {
		return s, false
	}
	a := s.Amounts[0]
	if a.Op != understand.Eq || a.Rough() || a.Currency != "" || len(a.Value) != 4 || strings.Trim(a.Value, "0123456789") != "" {
		return s, false
	}
	s.Last4, s.Amounts = a.Value, nil
	return s, true
}

// originals leaves out the voids and reversals whose sale is there too: they
// tell the same story a second time.
func originals(found []trail.Trail) []trail.Trail {
	there := map[int64]bool{}
	for _, tr := range found {
		there[tr.Row] = true
	}
	return slices.DeleteFunc(slices.Clone(found), func(tr trail.Trail) bool { return tr.Shares != 0 && there[tr.Shares] })
}

// refundsIn gives the refunds among some swipes.
func refundsIn(found []trail.Trail) []trail.Trail {
	return slices.DeleteFunc(slices.Clone(found), func(tr trail.Trail) bool { return tr.Type != record.Refund })
}

// arrivals reads the days of a question as days on which money arrived.
func arrivals(s session.Slots) session.Slots {
	s.Dates = slices.Clone(s.Dates)
	for i := range s.Dates {
		s.Dates[i].Of = understand.OfArrival
	}
	return s
}

// ofKind keeps the swipes of the kind of trouble that a question is about,
// where there are any.
func ofKind(found []trail.Trail, intent understand.Intent) []trail.Trail {
	fits := troubleOf[intent]
	if intent == understand.FundsHeld {
		fits = func(tr trail.Trail) bool { return tr.State == trail.Held }
	}
	if fits == nil {
		return found
	}
	kept := slices.DeleteFunc(slices.Clone(found), func(tr trail.Trail) bool { return !fits(tr) })
	if len(kept) == 0 {
		return found
	}
	return kept
}

// onlyDays tells whether nothing but days is known.
func onlyDays(s session.Slots) bool {
	s.Dates = nil
	return !s.Any()
}

// overview answers about days with many swipes: what of them has not arrived,
// exceptions first; a list only where all has.
func (t *turn) overview(f finding, s session.Slots) error {
	var open []trail.Trail
	for _, tr := range f.trails {
		if isOpen(tr.State) || tr.Payout != nil && amiss(tr.Payout.State) {
			open = append(open, tr)
		}
	}
	switch {
	case len(open) == 0 && s.Intent == understand.SettlementTiming: // all arrived: the rule is asked for
		return t.timing()
	case len(open) == 0:
		t.list(f, s, 0)
		return nil
	}
	if d := s.Dates[0]; f.more && t.scope.Totals() { // too many to add up here: the day's own figures
		if d.From == d.To {
			return t.day(d.From)
		}
		return t.period(d.From, d.To)
	}
	o := answer.Open{From: s.Dates[0].From, To: s.Dates[0].To, Trails: open, More: f.more, Arrived: len(f.trails) - len(open)}
	if err := t.addTroubled(&o, map[int64]bool{}); err != nil {
		return err
	}
	t.flow.About = rowsKey(o.Trails, o.Payouts)
	intent := understand.WhereIsMyMoney // the words of other questions ask for the days that are known here
	if s.Intent == understand.FundsHeld {
		intent = s.Intent
	}
	t.answer(t.voice().general(intent, o))
	return nil
}

// isOpen tells whether money in this state is still to come.
func isOpen(s trail.State) bool {
	switch s {
	case trail.Captured, trail.Cleared, trail.Held, trail.PaidOut, trail.Returned, trail.Unknown:
		return true
	}
	return false
}

// nothingFound says what was looked for, which swipes are near, and which
// files are not here yet. Nothing-found is an answer.
func (t *turn) nothingFound(s session.Slots) error {
	near, all, err := t.near(s)
	if err != nil {
		return err
	}
	late, err := t.lateFiles()
	if err != nil {
		return err
	}
	t.flow.About = ""
	if s.Any() {
		t.flow.Slots, t.flow.About = s, listNone
	}
	t.answer(t.voice().nothing(s, near, all, late))
	return nil
}

// lateFiles names the file that the merchant's newest open swipe waits for, if
// it should be here and is not.
func (t *turn) lateFiles() ([]trail.Freshness, error) {
	latest, _, err := t.Books.Trails(t.ctx, access.For(access.Owner, t.merchant.ID),
		Query{MerchantID: t.merchant.ID, Open: true, Limit: 1})
	if err != nil {
		return nil, fmt.Errorf("read late files: %w", err)
	}
	if len(latest) > 0 && latest[0].Late != nil {
		return []trail.Freshness{*latest[0].Late}, nil
	}
	return nil, nil
}

// list shows one page of what fits; later pages replace the list in place.
func (t *turn) list(f finding, s session.Slots, page int) {
	var r answer.Reply
	if f.landing {
		s = arrivals(s)
	}
	switch shown := f.payouts[:min(len(f.payouts), 2*pageSize)]; {
	case len(shown) > 0 && s.Intent == understand.ShortPayment:
		r = t.book.PayoutsShort(t.voice().a, shown)
	case len(shown) > 0:
		r = t.voice().payouts(shown)
	default:
		pages := (len(f.trails) + pageSize - 1) / pageSize
		page = min(max(page, 0), pages-1)
		from, to := page*pageSize, min((page+1)*pageSize, len(f.trails))
		r = t.voice().swipes(s, f.trails, from, to)
	}
	if t.paging {
		t.redraw(r)
		return
	}
	t.flow.About = rowsKey(f.trails, f.payouts) // several: what was talked about before is not meant any more
	t.answer(r)
}

// today is the current day on the merchant's wall.
func (t *turn) today() calendar.Date { return calendar.DateOf(t.now) }
