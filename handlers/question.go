package handlers

import (
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// missesBeforePerson is how many messages in a row may not be understood
// before a person is brought.
const missesBeforePerson = 2

// message answers what a member wrote or sent.
func (t *turn) message() error {
	e := t.tg
	if code, ok := people.Code(e.Text); ok {
		known, err := t.isInvite(code)
		if err != nil {
			return err
		}
		if known || people.Starts(e.Text) {
			return t.redeem(code)
		}
	}
	if e.Album != "" && e.Album == t.flow.Album {
		return t.sibling()
	}
	t.flow.Album = e.Album
	if e.Media != nil || strings.TrimSpace(e.Text) == "" {
		return t.media()
	}
	if command, rest, ok := command(e.Text); ok {
		return t.command(command, rest)
	}
	return t.read(e.Text)
}

// isInvite tells a typed code from a merchant's own reference of the same shape.
func (t *turn) isInvite(code string) (bool, error) {
	_, ok, err := t.Rolls.Invite(t.ctx, people.Hash(code))
	return ok, err
}

// command takes "/word@Bot rest" apart.
func command(text string) (word, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "/") {
		return "", "", false
	}
	word, rest, _ = strings.Cut(text[1:], " ")
	word, _, _ = strings.Cut(word, "@")
	return strings.ToLower(word), strings.TrimSpace(rest), word != ""
}

// command answers a slash command; what is none of ours is read as a sentence.
func (t *turn) command(word, rest string) error {
	switch word {
	case "start", "help", "menu":
		t.reply(t.voice().help())
		return nil
	case "person", "human", "agent":
		return t.person(wish{words: rest})
	case "cases":
		return t.ownCases()
	case "lang", "language":
		if rest == "" {
			t.reply(t.voice().languages())
			return nil
		}
		t.speak(t.wanted(rest))
		t.reply(t.voice().languageSet())
		return nil
	case "summary", "today":
		return t.statement(session.Slots{Intent: understand.Statement, Hour: -1})
	case "shops", "merchants":
		return t.shops()
	}
	return t.read(strings.TrimSpace(strings.ReplaceAll(word, "_", " ") + " " + rest))
}

// read reads a sentence and does what it asks for.
func (t *turn) read(text string) error {
	r := t.Reader.Read(text, t.now)
	t.listen(r)
	if err := t.forward(text); err != nil {
		return err
	}
	if done, err := t.stillNot(text, r); done || err != nil {
		return err
	}
	switch {
	case r.Decision == understand.HandOver:
		return t.handOver(r, text)
	case r.Decision == understand.Ask:
		return t.missed(text, r)
	}
	return t.act(r, text)
}

// handOver brings a person, with the words that the kind of trouble needs.
func (t *turn) handOver(r understand.Reading, text string) error {
	switch r.Intent {
	case understand.ChangeAccount:
		return t.refuseAccount(text)
	case understand.Suspicious:
		return t.suspicious(text)
	}
	t.flow.Slots = t.flow.Slots.Merge(session.Of(r))
	return t.person(wish{words: text, intent: r.Intent})
}

// missed answers what was not understood: with buttons once, then with a person.
func (t *turn) missed(text string, r understand.Reading) error {
	if facts := session.Of(r); facts.Any() {
		t.flow.Slots = t.flow.Slots.Merge(facts)
	}
	t.flow.Asked = text
	t.session.Misses++
	c, open, err := t.currentCase()
	if err != nil {
		return err
	}
	if open {
		return t.passedOn(c)
	}
	if t.session.Misses >= missesBeforePerson {
		return t.person(wish{words: text, missed: true})
	}
	if r.Intent == understand.OutOfScope && r.Decision == understand.Act {
		t.reply(t.voice().outOfScope())
		return nil
	}
	t.reply(t.voice().choose(r.Choices))
	return nil
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
		t.flow.Slots = t.flow.Slots.Merge(slots)
		return t.person(wish{words: text})
	}
	t.session.Misses = 0
	switch r.Intent {
	case understand.Greet:
		t.reply(t.voice().greet())
	case understand.Thanks:
		t.reply(t.voice().thanks())
	case understand.Help:
		t.reply(t.voice().help())
	case understand.ChangeLanguage:
		t.speak(t.wanted(text))
		t.reply(t.voice().languageSet())
	case understand.CancelDeny:
		t.flow.Slots = session.Slots{Hour: -1}
		t.reply(t.voice().cancelled())
	case understand.Affirm:
		return t.affirm()
	case understand.ProvideDetails:
		merged := t.flow.Slots.Merge(slots)
		if merged.Intent == "" || merged.Intent == understand.ProvideDetails {
			merged.Intent = understand.WhereIsMyMoney
		}
		return t.question(merged, text)
	default:
		return t.question(slots, text)
	}
	return nil
}

// affirm answers a bare "yes": what was open is done, else the menu shows what can be.
func (t *turn) affirm() error {
	if t.flow.Slots.Any() {
		return t.question(t.flow.Slots, t.flow.Asked)
	}
	t.reply(t.voice().help())
	return nil
}

// question answers a question about money and keeps its facts for what follows.
func (t *turn) question(s session.Slots, text string) error {
	t.flow.Slots, t.flow.Asked = s, text
	if s.Intent == understand.Statement {
		return t.statement(s)
	}
	if s.Any() {
		return t.find(s, 0)
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
	if s.payout {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, s.row)
		if err != nil || !ok {
			return false, err
		}
		return true, t.showPayout(p, 0)
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, s.row)
	if err != nil || !ok {
		return false, err
	}
	return true, t.showTrail(tr, 0)
}

// general answers a question without facts: what is open, the exceptions first,
// and the words that belong to the question.
func (t *turn) general(intent understand.Intent) error {
	switch intent {
	case understand.SettlementTiming:
		return t.timing()
	case understand.FeeQuestion:
		return t.fees()
	}
	open, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Open: true, Limit: pageSize * 3})
	if err != nil {
		return err
	}
	latest, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Limit: pageSize})
	if err != nil {
		return err
	}
	t.reply(t.voice().general(intent, open, more, latest))
	return nil
}

// statement answers with the figures of a day or of a period.
func (t *turn) statement(s session.Slots) error {
	t.session.Misses = 0
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	day := calendar.DateOf(t.now) - 1
	if len(s.Dates) > 0 {
		if d := s.Dates[0]; d.From != d.To {
			return t.period(d.From, d.To)
		}
		day = s.Dates[0].From
	}
	return t.day(day)
}

func (t *turn) day(day calendar.Date) error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	d, err := t.Books.Day(t.ctx, t.scope, t.merchant.ID, day)
	if err != nil {
		return err
	}
	r := t.voice().day(d)
	t.flow.Remember(firstLines(r.Text, 6))
	t.send(t.protected(t.tg.Chat, t.lang, r))
	return nil
}

// period answers with the equation by swipes of a range of days.
func (t *turn) period(from, to calendar.Date) error {
	eq, err := t.Books.Period(t.ctx, t.scope, t.merchant.ID, from, to)
	if err != nil {
		return err
	}
	t.reply(t.voice().period(eq, from, to))
	return nil
}

// ownCases lists the cases the person watches.
func (t *turn) ownCases() error {
	all, err := t.Rolls.CasesOf(t.ctx, t.tg.User)
	if err != nil {
		return err
	}
	own := make([]cases.Case, 0, len(all))
	for _, c := range all {
		if t.actsFor(c.MerchantID) {
			own = append(own, c)
		}
	}
	t.reply(t.voice().cases(own))
	return nil
}

// actsFor tells whether the person is an active member of a merchant.
func (t *turn) actsFor(merchant string) bool {
	for _, m := range t.members {
		if m.MerchantID == merchant {
			return true
		}
	}
	return false
}

// shops offers the merchants the person acts for.
func (t *turn) shops() error {
	var list []record.Merchant
	for _, m := range t.members {
		merchant, err := t.merchantOf(m.MerchantID)
		if err != nil {
			return err
		}
		list = append(list, merchant)
	}
	t.reply(t.voice().shops(list))
	return nil
}
