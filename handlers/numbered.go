package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

// shown notes which buttons stand last on the person's screen: a number is one of them.
func (t *turn) shown(r answer.Reply) {
	t.flow.Screen = nil
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Data != "" {
				t.flow.Screen = append(t.flow.Screen, b.Data)
			}
		}
	}
}

// numbered answers a message that is nothing but a small number: it means what
// stands last on the screen. That is a line of the support team, which is
// answered by it; else a question that takes numbers; else the button of that
// number, but in a list of lines that are numbered themselves. Whom the person
// talks with gets what answers no question of the product. A number that nothing
// has is asked about, and one of two digits is read as any sentence is.
func (t *turn) numbered(text string) (bool, error) {
	n, bare := steer.Choice(text)
	if n == 0 {
		return false, nil
	}
	if done, err := t.teamAsked(text); done || err != nil {
		return done, err
	}
	if err := t.clearScreen(); err != nil {
		return false, err
	}
	at, asks := t.openStep()
	asks = asks && t.flow.Talk.Asking() && at.Step != nil && t.standsLast(at.Frame)
	if !asks && !t.choosing() {
		if _, talking, err := t.withAgent(); err != nil || talking {
			return false, err
		}
	}
	if asks && bare && (at.Step.Kind == flow.Amount || at.Step.Kind == flow.Text) {
		return false, nil
	}
	if asks && len(at.Listed()) > 1 { // its lines have numbers of their own
		t.flow.Asked = t.andAsked(text)
		return true, t.advance(flow.Missed{})
	}
	ofMonth := asks && bare && at.Step.Kind == flow.Date
	if p, ok := t.button(n); ok && (!ofMonth || holdsDay(p)) {
		t.tg.Text = "" // nothing was said but which
		return true, t.tapped(p)
	}
	switch day, ok := t.dayOf(n); {
	case ofMonth && ok:
		days := flow.DaysOf(understand.DateRange{From: day, To: day, Of: understand.OfSwipe})
		return true, t.takes(flow.Answered{Facts: map[string]flow.Value{"day": days}, Text: text})
	case bare && n > 9: // more than any list has: an amount, or what else it is read as
		return false, nil
	case asks:
		return true, t.advance(flow.Missed{})
	}
	t.reply(t.whatNumber(text, n, bare))
	return true, nil
}

// button gives the n-th button on the screen, or the last, if a number may mean
// it: who wants a person, or says how a case stands, does not say so by a number.
func (t *turn) button(n int) (press.Press, bool) {
	if n == steer.Last {
		for n = len(t.flow.Screen); n > 0 && !byNumber(t.flow.Screen[n-1]); n-- {
		}
	}
	if n < 1 || n > len(t.flow.Screen) || !byNumber(t.flow.Screen[n-1]) {
		return press.Press{}, false
	}
	return press.Parse(t.flow.Screen[n-1]), true
}

// byNumber tells whether a number may mean a button.
func byNumber(data string) bool {
	switch press.Parse(data).Verb {
	case press.Person, press.CaseOver, press.CaseOther, press.CaseNot, press.CaseAdd:
		return false
	}
	return true
}

// holdsDay tells a button that answers a question by a day.
func holdsDay(p press.Press) bool {
	_, err := calendar.ParseDate(p.Arg(1))
	return p.Verb == press.Question && err == nil
}

// choosing tells whether the screen asks which of several payments is meant.
func (t *turn) choosing() bool {
	payments := 0
	for _, data := range t.flow.Screen {
		switch p := press.Parse(data); {
		case p.Verb == press.Swipe, p.Verb == press.Payout && p.Arg(1) == "", p.Verb == press.Entry:
			payments++
		}
	}
	return payments > 1
}

// clearScreen forgets the buttons of the last turn where a case of the person's
// changed since: what they were told of that has buttons of its own.
func (t *turn) clearScreen() error {
	if len(t.flow.Screen) == 0 || t.asking {
		return nil
	}
	own, err := t.watched()
	if err != nil {
		return err
	}
	kept := t.session.UpdatedAt
	for _, c := range own {
		told := c.ChangedAt.After(kept)
		if !told && c.IsOpen() {
			words, err := t.Rolls.LastWords(t.ctx, c.ID)
			if err != nil {
				return fmt.Errorf("read history: %w", err)
			}
			told = words.Desk.After(kept)
		}
		if told {
			t.flow.Screen = nil
			return nil
		}
	}
	return nil
}

// teamAsked brings a number into the case whose line stands last on the screen,
// or is quoted: it answers that. done is false where none does.
func (t *turn) teamAsked(text string) (done bool, err error) {
	c, how, err := t.inFocus()
	if err != nil || how < tieAwaited {
		return false, err
	}
	if torn := t.between; len(torn) > 0 {
		t.askWhose(torn, text)
		return true, nil
	}
	if how == tieAwaited {
		words, err := t.Rolls.LastWords(t.ctx, c.ID)
		if err != nil || !words.Desk.After(t.session.UpdatedAt) {
			return false, err
		}
	}
	t.unclear(text)
	t.toThread(c, text, t.key())
	return true, t.passedOn(c)
}

// standsLast tells whether the question of a flow is what stands last on the screen.
func (t *turn) standsLast(f flow.Frame) bool {
	own := press.Data(press.Question, strconv.Itoa(f.Serial), "")
	return !t.listed() || slices.ContainsFunc(t.flow.Screen, func(data string) bool { return strings.HasPrefix(data, own) })
}

// listed tells whether there is anything to choose on the screen besides a person.
func (t *turn) listed() bool {
	return slices.ContainsFunc(t.flow.Screen, func(data string) bool { return press.Parse(data).Verb != press.Person })
}

// dayOf gives the latest date, today or before, that is the n-th of its month.
func (t *turn) dayOf(n int) (calendar.Date, bool) {
	for day := t.today(); day > t.today()-62; day-- {
		if day.In(time.UTC).Day() == n {
			return day, true
		}
	}
	return 0, false
}

// whatNumber asks what a number means that nothing on the screen has. Of a bare
// one an amount is offered, to be tapped.
func (t *turn) whatNumber(text string, n int, bare bool) answer.Reply {
	v := t.voice()
	said := map[string]any{"Said": strings.TrimSpace(text)}
	if !bare {
		return v.plain("talk.no_such_choice", said)
	}
	button := t.lookFor(session.Slots{Amounts: []understand.Amount{{Op: understand.Eq, Value: strconv.Itoa(n)}}, Hour: -1}, text)
	r := v.plain("talk.which_number", said)
	return answer.Reply{Text: r.Text, Buttons: [][]outbox.Button{{button}, r.Buttons[len(r.Buttons)-1]}}
}

// lookFor offers to look for the money that a message tells of. What is talked
// about stays as it is before the button is tapped.
func (t *turn) lookFor(s session.Slots, text string) outbox.Button {
	v := t.voice()
	s.Intent = understand.WhereIsMyMoney
	t.flow.Look = session.Look{Message: t.tg.MessageID, Slots: s, Text: text}
	return outbox.Button{Text: v.say("button.look_for", map[string]any{"Asked": t.book.Facts(v.a, v.asked(s))}),
		Data: press.Row(press.Look, int64(t.tg.MessageID))}
}

// looked looks for the money that the button under the answer to a message offers.
func (t *turn) looked(message int) error {
	if l := t.flow.Look; l.Message != 0 && l.Message == message {
		return t.question(l.Slots, l.Text)
	}
	t.reply(t.voice().oldButton())
	return nil
}
