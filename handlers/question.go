package handlers

import (
	"slices"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
)

// missesBeforePerson is how many messages in a row may not be understood
// before a person is brought.
const missesBeforePerson = 2

// handOver brings a person, with the words that the kind of trouble needs.
func (t *turn) handOver(r understand.Reading, text string) error {
	switch r.Intent {
	case understand.ChangeAccount:
		return t.refuseAccount(text)
	case understand.Suspicious:
		if r.PayFirst {
			return t.payFirst(text)
		}
		if r.OtherMerchant {
			return t.urgent(cases.Security, understand.Suspicious, text, voice.otherMerchant)
		}
		return t.suspicious(text)
	}
	if err := t.pointAt(session.Of(r)); err != nil {
		return err
	}
	t.flow.Slots = t.flow.Slots.Merge(session.Of(r))
	return t.person(wish{words: text, intent: r.Intent})
}

// missed answers what was not understood: with buttons once, then with a person.
func (t *turn) missed(text string, r understand.Reading) error {
	if facts := session.Of(r); facts.Any() {
		joins, err := t.carriesOver(facts)
		if err != nil {
			return err
		}
		if !joins {
			t.flow.Slots = session.Slots{Intent: t.flow.Slots.Intent, Hour: -1}
		}
		t.flow.Slots = t.flow.Slots.Merge(facts)
	}
	if t.session.Misses > 0 || followsOn(text) { // whoever takes it reads both
		text = t.andAsked(text)
	}
	t.flow.Asked = text
	t.unclear(t.tg.Text)
	if done, err := t.surely(r); done || err != nil {
		return err
	}
	if named := session.Of(r); r.Decision == understand.Ask && named.Reference != "" && understand.NamesOrder(text, named.Reference) {
		named.Intent, t.session.Misses = understand.WhereIsMyMoney, 0
		return t.question(named, text) // whatever is asked of it, it is looked up first
	}
	if r.Intent == understand.OutOfScope {
		if done, err := t.guideOn(text); done || err != nil {
			return err
		}
	}
	if says(t.tg.Text) {
		t.session.Misses++
	}
	c, how, err := t.inFocus()
	if err != nil {
		return err
	}
	if len(t.between) > 0 {
		t.askWhose(t.between, text)
		return nil
	}
	if how != tieNone {
		if done, err := t.otherMoney(c, r, text); done || err != nil {
			return err
		}
		return t.passedOn(c)
	}
	if t.session.Misses < missesBeforePerson {
		if done, err := t.afterEnd(); done || err != nil {
			return err
		}
	}
	if t.session.Misses >= missesBeforePerson {
		if done, err := t.findable(r); done || err != nil {
			return err
		}
		if err := t.pointAt(session.Of(r)); err != nil { // not at what was talked about before
			return err
		}
		return t.person(wish{words: text})
	}
	open, err := t.openCases()
	if err != nil {
		return err
	}
	if r.Intent == understand.OutOfScope && r.Decision == understand.Act {
		if len(t.took.files) > 0 { // what is on the picture may say more
			t.took.filesTold = true
			if len(open) > 1 {
				return t.whichCase(open)
			}
			return t.offerSwipes()
		}
		t.reply(t.voice().outOfScope(open))
		return nil
	}
	t.flow.Offered = true
	t.reply(t.voice().choose(r.Choices, open))
	return nil
}

// surely answers a message that may mean several things, all of them about one
// swipe or payout that its amount or reference names: what is known of that one
// answers them all. False where it names none, or several fit.
func (t *turn) surely(r understand.Reading) (bool, error) {
	s := session.Of(r)
	if r.Decision != understand.Ask || len(r.Choices) == 0 || slices.ContainsFunc(r.Choices, aboutMore) {
		return false, nil
	}
	f, one, err := t.theOne(s)
	if err != nil || !one {
		return false, err
	}
	s.Intent = understand.WhereIsMyMoney
	t.flow.Slots, t.session.Misses = s, 0
	if len(f.payouts) == 1 {
		return true, t.showPayout(f.payouts[0], t.asked())
	}
	return true, t.showTrail(f.trails[0], t.asked())
}

// findable answers the second message in a row whose wish is not clear, where it
// may ask for money and its facts find some: that comes before a person.
func (t *turn) findable(r understand.Reading) (bool, error) {
	s := session.Of(r)
	if r.Decision != understand.Ask || !slices.ContainsFunc(r.Choices, asksWhere) || slices.ContainsFunc(r.Choices[:1], aboutMore) || !s.Any() || onlyDays(s) {
		return false, nil
	}
	f, err := t.search(s)
	if err != nil || f.empty() {
		return false, err
	}
	t.session.Misses = 0
	s.Intent = understand.WhereIsMyMoney
	return true, t.question(s, t.flow.Asked)
}

// theOne gives the one swipe or payout that facts name by amount or reference;
// one is false where they name none, or several fit.
func (t *turn) theOne(s session.Slots) (f finding, one bool, err error) {
	if (len(s.Amounts) != 1 || s.Amounts[0].Op != understand.Eq) && s.Last4 == "" && s.RRN == "" && s.Reference == "" {
		return f, false, nil
	}
	if f, err = t.search(s); err != nil {
		return f, false, err
	}
	f.trails = originals(f.trails)
	return f, len(f.trails)+len(f.payouts) == 1, nil
}

// pointAt makes what facts name the one thing that a person is wanted for.
func (t *turn) pointAt(s session.Slots) error {
	if p, _, err := t.payoutShown(s); err != nil || p != nil {
		if p != nil {
			t.flow.About = about{payout: true, row: p.Row}.key()
		}
		return err
	}
	f, one, err := t.theOne(s)
	switch {
	case err != nil || !one:
		return err
	case len(f.payouts) == 1:
		t.flow.About = about{payout: true, row: f.payouts[0].Row}.key()
	default:
		t.flow.About = about{row: f.trails[0].Row}.key()
	}
	return nil
}

// aboutMore tells the intents that the state of one swipe or payout does not answer.
func aboutMore(i understand.Intent) bool {
	switch i {
	case understand.WhereIsMyMoney, understand.TransactionStatus, understand.SettlementTiming, understand.ShortPayment, understand.FeeQuestion,
		understand.Statement, understand.DeclinedButDebited, understand.Refund, understand.FundsHeld, understand.DisputeChargeback:
		return false
	}
	return true
}

// act does what an understood message wants.
func (t *turn) act(r understand.Reading, text string) error {
	slots := session.Of(r)
	switch r.Intent {
	case understand.OutOfScope, "":
		return t.missed(text, r)
	case understand.ChangeAccount:
		return t.refuseAccount(text)
	case understand.Suspicious:
		return t.suspicious(text)
	case understand.TalkToHuman:
		if err := t.pointAt(slots); err != nil {
			return err
		}
		t.flow.Slots = t.flow.Slots.Merge(slots)
		return t.person(wish{words: text})
	}
	t.session.Misses = 0
	if r.Future && onlyDays(slots) && ofMoney(r.Intent) { // a day to come: what is due then
		t.flow.Slots, t.flow.Asked, t.flow.About = session.Slots{Intent: r.Intent, Hour: -1}, text, ""
		if r.Intent == understand.SettlementTiming && containsAny(script.Plain(text), "放假", "假期", "节假日", "过节", "假日", "holiday") {
			return t.timing() // the rule that names the next working day
		}
		return t.general(understand.WhereIsMyMoney)
	}
	if r.NotSeen && !slots.Any() {
		return t.paidNotSeen(text)
	}
	if slots.Any() && isTalk(r.Intent) { // "thanks, and yesterday's 3500?", "no, Thursday"
		return t.details(slots, text)
	}
	switch r.Intent {
	case understand.Greet:
		return t.welcome(t.voice().greet())
	case understand.Thanks:
		t.reply(t.voice().thanks())
	case understand.Help:
		if r.AsksBot {
			t.reply(t.voice().isBot())
			return nil
		}
		return t.welcome(t.voice().help())
	case understand.ChangeLanguage:
		if t.languageIn(text) == "" && !namesNoLanguage(text) { // one that is not spoken
			t.reply(t.voice().languages())
			return nil
		}
		return t.speakOn(t.wanted(text))
	case understand.Affirm, understand.CancelDeny:
		return t.yesOrNo(r.Intent == understand.Affirm, text)
	case understand.ProvideDetails:
		return t.details(slots, text)
	default:
		return t.question(slots, text)
	}
	return nil
}

// isTalk tells the intents of the conversation itself from questions.
func isTalk(i understand.Intent) bool {
	switch i {
	case understand.Greet, understand.Thanks, understand.Affirm, understand.CancelDeny, understand.Help:
		return true
	}
	return false
}

// ofMoney tells the questions that may be about money still to come.
func ofMoney(i understand.Intent) bool {
	switch i {
	case understand.Statement, understand.WhereIsMyMoney, understand.SettlementTiming, understand.ProvideDetails:
		return true
	}
	return false
}

// yesOrNo answers a bare yes or no. Where the support team waits for words it is
// for them; else a yes does what was open, or the menu shows what can be, and a no
// forgets it.
func (t *turn) yesOrNo(yes bool, text string) error {
	c, how, err := t.inFocus()
	switch {
	case err != nil:
		return err
	case len(t.between) > 0:
		t.askWhose(t.between, text)
		return nil
	case how >= tieAwaited:
		t.unclear(text)
		return t.passedOn(c)
	case !yes:
		t.flow.Slots = session.Slots{Hour: -1}
		r, err := t.neverMind()
		if err == nil {
			t.reply(r)
		}
		return err
	case t.flow.Slots.Any():
		return t.question(t.flow.Slots, t.flow.Asked)
	}
	t.reply(t.voice().help())
	return nil
}

// question answers a question about money and keeps its facts for what follows.
func (t *turn) question(s session.Slots, text string) error {
	t.flow.Slots, t.flow.Asked = s, text
	if s.Intent == understand.Statement {
		if understand.AsksSumArrived(text) {
			s = arrivals(s)
		}
		if of, shift := t.shift(s, text); shift {
			return t.ofDayNotShift(of)
		}
		return t.statement(s)
	}
	if s.Intent == understand.FeeQuestion && onlyDays(s) && len(s.Dates) > 0 && t.scope.Totals() {
		return t.feesOf(s.Dates[0])
	}
	if onlyDays(s) && len(s.Dates) > 0 && t.scope.Totals() {
		if done, err := t.beforeRecords(s.Dates[0].From, s.Dates[len(s.Dates)-1].To); done || err != nil {
			return err
		}
	}
	if s.Intent == understand.ShortPayment && onlyDays(s) && len(s.Dates) > 0 && t.scope.Totals() {
		if done, err := t.less(s); done || err != nil {
			return err
		}
	}
	if done, err := t.shortBy(s, text); done || err != nil {
		return err
	}
	if s.Any() && s.Intent != understand.TerminalProblem {
		return t.seek(s)
	}
	if done, err := t.about(s.Intent); done || err != nil {
		return err
	}
	return t.general(s.Intent)
}

// about answers a question without facts that follows on what was just talked about.
func (t *turn) about(intent understand.Intent) (bool, error) {
	switch intent {
	case understand.WhereIsMyMoney, understand.Statement, understand.TerminalProblem, understand.DuplicateCharge:
		return false, nil
	}
	s, ok := subjectFrom(t.flow.About)
	if !ok {
		return false, nil
	}
	if intent == understand.ShortPayment && !s.payout { // less arrived: payouts are asked for, not the swipe seen last
		return false, nil
	}
	if intent == understand.FundsHeld && steer.AsksOfAny(t.flow.Asked) {
		return false, nil
	}
	if s.payout && intent == understand.DisputeChargeback { // customers dispute payments, not payouts
		return false, nil
	}
	if s.payout {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, s.row)
		if err != nil || !ok {
			return false, err
		}
		return true, t.showPayout(p, 0)
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, s.row)
	if err != nil || !ok || intent == understand.FeeQuestion && !tr.Arithmetic.Priced {
		return false, err
	}
	if intent == understand.DisputeChargeback && !troubleOf[intent](tr) { // "any chargebacks?" is not about the last one seen
		return false, nil
	}
	return true, t.showTrail(tr, 0)
}
