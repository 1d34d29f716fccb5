package handlers

import (
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/dialogue"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// press answers a pressed inline button. What it names is read within the
// presser's scope as if it had been typed; the spinner ends in any case.
func (t *turn) press() error {
	t.pressed("")
	if len(t.members) == 0 {
		return t.stranger()
	}
	return t.tapped(press.Parse(t.tg.Data))
}

// tapped does what a button says that was pressed, or named by its number.
func (t *turn) tapped(p press.Press) error {
	t.session.Misses = 0
	if p.Verb == press.Menu || p.Verb == press.Look {
		return t.beside(func() error { return t.pressedOn(p) })
	}
	if err := t.pressedOn(p); err != nil {
		return err
	}
	switch f, ok := t.flow.Talk.Top(); {
	case !ok || f.Flow != dialogue.Find:
	case p.Verb == press.Swipe, p.Verb == press.Payout, p.Verb == press.Entry: // that is what was looked for
		return t.advance(flow.Cancel{})
	}
	return nil
}

// pressedOn does what a button says.
func (t *turn) pressedOn(p press.Press) error {
	a, isAbout := pressedAbout(p)
	switch p.Verb {
	case press.Swipe, press.Payout:
		if p.Verb == press.Payout && p.Arg(1) != "" {
			return t.payoutPage(p.Row(0), page(p.Row(1)), (*answer.Book).PayoutPage)
		}
		if a, ok := subjectFrom(press.Data(p.Verb, p.Arg(0))); ok {
			return t.pick(a)
		}
	case press.Entry:
		return t.entryOf(p.Row(0))
	case press.Proof:
		if isAbout && a.payout && p.Arg(2) != "" {
			return t.payoutPage(a.row, page(p.Row(2)), (*answer.Book).ProofPage)
		}
		if isAbout {
			return t.proof(a)
		}
	case press.Seen:
		if isAbout {
			return t.seen(a)
		}
	case press.NotSeen:
		if isAbout {
			return t.notSeen(a)
		}
	case press.Person:
		if isAbout {
			t.flow.About = a.key()
		}
		return t.person(wish{})
	case press.More:
		return t.turnPage(int(min(p.Row(0), deep)))
	case press.Guide:
		return t.guide(p)
	case press.Question:
		in := tappedValue(strings.Join(p.Args[min(1, len(p.Args)):], ":"))
		in.Serial = int(p.Row(0))
		return t.walkOn(in)
	case press.Menu:
		return t.menu(understand.Intent(p.Arg(0)))
	case press.Look:
		return t.looked(int(p.Row(0)))
	case press.Member:
		if p.Arg(1) == press.All && p.Arg(2) != "" {
			return t.sameOfAll(p)
		}
		return t.switchTo(t.merchantBy(p))
	case press.Merchant:
		return t.switchTo(strings.Join(p.Args, ":")) // an id may have a colon in it
	case press.Language:
		lang := p.Arg(0)
		if lang == "zh" {
			lang = t.chinese()
		}
		return t.speakOn(lang)
	case press.Case, press.CaseOver, press.CaseNot, press.CaseAdd, press.CaseOther:
		if p.Verb == press.Case && p.Arg(0) == "" {
			return t.ownCases()
		}
		return t.ownCase(p)
	case press.Day:
		if day, err := calendar.ParseDate(p.Arg(0)); err == nil {
			if p.Arg(1) != "" {
				return t.moreOfDay(day, p)
			}
			return t.day(day)
		}
	case press.Latest:
		return t.latestSwipes()
	case press.Open:
		return t.moreOpen(p)
	case press.Shop:
		return t.ofShop(p)
	case press.Days:
		return t.moreShops(p)
	case press.Sheet, press.Chart:
		return t.document(p)
	case press.Team:
		return t.teamPress(p)
	case press.Mute:
		return t.mute(p.Arg(0), p.Arg(1) != "off")
	}
	t.reply(t.voice().oldButton())
	return nil
}

// menu asks by button: among offered choices with the facts that were told,
// else anew.
func (t *turn) menu(intent understand.Intent) error {
	switch intent {
	case "", understand.Help, understand.Greet:
		return t.welcome(t.voice().help())
	case understand.TalkToHuman:
		return t.person(wish{})
	case understand.ChangeAccount:
		return t.refuseAccount(t.flow.Asked)
	case understand.Suspicious:
		return t.suspicious(t.flow.Asked)
	case understand.ChangeLanguage:
		t.reply(t.voice().languages())
		return nil
	}
	if t.flow.Offered {
		s := t.flow.Slots
		s.Intent, t.flow.Offered = intent, false
		return t.question(s, t.flow.Asked)
	}
	s := session.Slots{Intent: intent, Hour: -1}
	t.flow.Slots, t.flow.Asked, t.flow.About = s, "", ""
	if intent == understand.Statement {
		return t.statement(s)
	}
	return t.general(intent)
}

// switchTo makes another of the person's merchants the current one.
func (t *turn) switchTo(merchant string) error {
	if !t.actsFor(merchant) && !strings.HasPrefix(merchant, whole) {
		t.reply(t.voice().oldButton())
		return nil
	}
	if merchant != t.session.MerchantID {
		t.flow.Forget()
	}
	if err := t.actFor(merchant); err != nil {
		return err
	}
	t.reply(t.voice().actingFor())
	return nil
}

// seen is "it has arrived": an open case about it is over.
func (t *turn) seen(a about) error {
	if err := t.caseShop(a, true); err != nil {
		return err
	}
	c, open, err := t.Rolls.OpenCase(t.ctx, t.merchant.ID, a.subject())
	if err != nil {
		return err
	}
	if open && c.Watches(t.tg.User) {
		return t.closedByMerchant(c)
	}
	amount, currency, ok, err := t.amountOf(a)
	if err != nil {
		return err
	}
	if !ok {
		return t.nothingFound(unnamed)
	}
	t.reply(t.voice().glad(amount, currency))
	return nil
}

// amountOf gives what a swipe or payout is worth to the person.
func (t *turn) amountOf(a about) (amount int64, currency string, ok bool, err error) {
	if a.payout {
		p, ok, err := t.payoutIn(a.row)
		return p.Amount, p.Currency, ok, err
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
	return tr.Amount, tr.Currency, ok, err
}

// notSeen is "I do not see it on my statement": what to look for, and a person.
func (t *turn) notSeen(a about) error {
	row := a.row
	if !a.payout {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
		if err != nil {
			return err
		}
		if !ok {
			return t.nothingFound(unnamed)
		}
		if tr.Payout == nil || tr.Payout.Row == 0 || !t.scope.Totals() {
			return t.showTrail(tr, 0)
		}
		row = tr.Payout.Row
	}
	p, ok, err := t.payoutIn(row)
	if err != nil {
		return err
	}
	if !ok {
		return t.nothingFound(unnamed)
	}
	t.flow.About = a.key()
	t.answer(t.guided(t.voice().notSeen(p), []trail.Reason{trail.PaidButNotSeen}, about{payout: true, row: p.Row}))
	return nil
}

// ownCase shows, closes or reopens a case that the person watches.
func (t *turn) ownCase(p press.Press) error {
	c, ok, err := t.Rolls.Case(t.ctx, p.Row(0))
	if err != nil {
		return err
	}
	if !ok || !c.Watches(t.tg.User) || !t.actsFor(c.MerchantID) {
		return t.nothingFound(unnamed)
	}
	switch {
	case p.Verb == press.CaseOver && c.IsOpen():
		if said := t.flow.Unclear; said.Message != 0 && said.Message == t.session.LastMessage && !said.Added && steer.EndsCase(said.Text) != steer.NoEnd {
			t.flow.Unclear.Added = true // the words by which it was asked which one is over
			t.toThread(c, said.Text, t.keyOf(said.Message))
		}
		return t.closedByMerchant(c)
	case p.Verb == press.CaseNot && c.CanReopen(t.machine):
		words := ""
		if said := t.flow.Unclear; said.Message != 0 && said.Message == t.session.LastMessage && !said.Added {
			words, t.flow.Unclear.Added = said.Text, true
		}
		return t.reopenedByMerchant(c, words)
	case p.Verb == press.CaseNot && !c.IsOpen():
		return t.person(wish{words: c.Words, subject: c.Subject})
	}
	switch p.Verb {
	case press.CaseAdd:
		return t.addToCase(c, int(p.Row(1)))
	case press.CaseOther:
		return t.otherMatter(c, int(p.Row(1)))
	}
	return t.showCase(c)
}

// mute turns a kind of notice off or on for the current merchant.
func (t *turn) mute(kind string, on bool) error {
	if kind != "summary" && kind != "notices" {
		t.reply(t.voice().oldButton())
		return nil
	}
	for _, m := range t.acting() {
		m.Mute = slices.DeleteFunc(slices.Clone(m.Mute), func(k string) bool { return k == kind })
		if on {
			m.Mute = append(m.Mute, kind)
		}
		t.changeMember(m)
		t.audit(t.actor(), "mute", subjectOf(m), kind)
	}
	t.reply(t.voice().muted(on))
	return nil
}

// watcher makes the person of this turn a watcher of a case.
func (t *turn) watcher() cases.Watcher {
	return cases.Watcher{Chat: t.tg.Chat, User: t.tg.User, Name: t.tg.Name, Language: t.lang, Question: t.asked()}
}
