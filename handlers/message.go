package handlers

import (
	"strings"

	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

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

// command answers a slash command; what is none of ours is read as a sentence.
func (t *turn) command(word, rest string) error {
	switch word {
	case "start", "help", "menu":
		return t.welcome(t.voice().help())
	case "person", "human", "agent":
		return t.person(wish{words: rest})
	case "guide", "guides":
		return t.guides()
	case "cases", "case":
		if caseAlone.MatchString(rest) {
			return t.read("case " + rest)
		}
		return t.beside(t.ownCases)
	case "lang", "language":
		if lang := t.languageIn(rest); lang != "" {
			return t.speakOn(lang)
		}
		t.reply(t.voice().languages())
		return nil
	case "summary":
		return t.beside(func() error { return t.statement(session.Slots{Intent: understand.Statement, Hour: -1}) })
	case "today":
		now := understand.DateRange{From: t.today(), To: t.today(), Of: understand.OfSwipe}
		return t.beside(func() error {
			return t.statement(session.Slots{Intent: understand.Statement, Dates: []understand.DateRange{now}, Hour: -1})
		})
	case "team", "people":
		return t.beside(t.team)
	case "shops", "merchants":
		return t.shops()
	}
	return t.read(strings.TrimSpace(strings.ReplaceAll(word, "_", " ") + " " + rest))
}

// buttonWords answers who types the words of a button of the menu that are no sentence:
// "My cases", and "Yesterday" where no question waits for a day.
func (t *turn) buttonWords(text string) (bool, error) {
	switch {
	case t.asking && t.spoken.is(text, "button.cases"):
		return false, nil
	case t.spoken.is(text, "button.cases"):
		return true, t.ownCases()
	case t.spoken.is(text, "button.yesterday") && !t.flow.Slots.Any() && !t.flow.Talk.Asking():
		s := session.Slots{Intent: understand.Statement, Hour: -1}
		t.flow.Slots, t.flow.Asked = s, text
		return true, t.statement(s)
	}
	return t.caseButton(text)
}

// read reads a sentence and does what it asks for.
func (t *turn) read(text string) error {
	before := t.flow.Slots
	if err := t.named(text); err != nil {
		return err
	}
	if done, err := t.sameHere(text, before); done || err != nil {
		return err
	}
	if t.justNamed(text) {
		t.session.Misses = 0
		t.reply(t.voice().actingFor())
		return nil
	}
	if done, err := t.guideNamed(text); done || err != nil {
		return err
	}
	if done, err := t.buttonWords(text); done || err != nil {
		return err
	}
	if done, err := t.tookBack(text); done || err != nil {
		return err
	}
	if done, err := t.numberOfQuoted(text); done || err != nil {
		return err
	}
	if done, err := t.numbered(text); done || err != nil {
		return err
	}
	r := t.Reader.Read(text, t.now)
	t.ownMoney(&r)
	t.orThatDay(text, &r)
	t.lessAtNamed(text, &r)
	if steer.Of(text) == steer.Skip && r.Decision == understand.HandOver { // "I do not know" alone tells of nothing
		r.Decision = understand.Ask
	}
	t.listen(r)
	t.flow.Offered = false
	if done, err := t.fraudGoesOn(text, r); done || err != nil {
		return err
	}
	if done, err := t.manner(text, r); done || err != nil {
		return err
	}
	if done, err := t.grave(text, r); done || err != nil {
		return err
	}
	if done, err := t.endsCase(text, r); done || err != nil {
		return err
	}
	if done, err := t.caseNamed(text, r); done || err != nil {
		return err
	}
	if done, err := t.caseAsked(text, r); done || err != nil {
		return err
	}
	if done, err := t.ofEnded(text, r); done || err != nil {
		return err
	}
	if done, err := t.toAgent(text, r); done || err != nil {
		return err
	}
	if quotes, err := t.quotes(); err != nil {
		return err
	} else if (quotes || t.quote != nil) && t.flow.Talk.Asking() { // said to the support team, or of something else: the open question stays
		if err := t.beside(func() error { return t.understood(r, text) }); err != nil {
			return err
		}
		return t.forward(r, text)
	}
	if done, err := t.personToo(text, r); done || err != nil {
		return err
	}
	if done, err := t.holdsUp(text, r); done || err != nil {
		return err
	}
	if done, err := t.steered(text); done || err != nil {
		return err
	}
	done, err := t.corrected(text)
	if err == nil && !done && t.flow.Talk.Asking() {
		done, err = true, t.whileAsking(r, text)
	}
	if err == nil && !done {
		err = t.understood(r, text)
	}
	if err != nil {
		return err
	}
	return t.forward(r, text)
}

// understood does what a message asks for.
func (t *turn) understood(r understand.Reading, text string) error {
	done, err := t.stillNot(text, r)
	if !done && err == nil {
		done, err = t.ofQuoted(text, r)
	}
	if !done && err == nil && (r.Decision != understand.HandOver || r.Intent == understand.FundsHeld) {
		done, err = t.preauth(text, r)
	}
	if !done && err == nil && r.Intent == understand.ChangeAccount && understand.WishOf(text) == understand.OwnAccount { // asks which it is
		done, err = t.wished(text, r)
	}
	for _, answers := range []func(string, understand.Reading) (bool, error){t.ofSums, t.ofHeld, t.whoPaid, t.whoErred, t.sheetAsked, t.shopAsked, t.ratesAsked, t.takenBy, t.feeExplained} { // a person need not add up
		if !done && err == nil {
			done, err = answers(text, r)
		}
	}
	if r.Decision != understand.HandOver {
		for _, answers := range []func(string, understand.Reading) (bool, error){t.compared, t.atCounter, t.notAtBank, t.ofShown, t.dayTotal, t.newest, t.otherShop, t.shownToday, t.comingDays, t.dueThen, t.theRest, t.followed, t.worried, t.duties, t.takenOff, t.ofBalance, t.noSlip, t.gaps, t.feeAsked, t.wished, t.whatArrived, t.payoutFailed, t.whatItIs} {
			if done || err != nil {
				break
			}
			done, err = answers(text, r)
		}
	}
	switch {
	case done || err != nil:
		return err
	case r.Decision == understand.HandOver:
		return t.handOver(r, text)
	case r.Decision == understand.Ask:
		return t.missed(text, r)
	}
	return t.act(r, text)
}
