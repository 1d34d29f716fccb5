package handlers

import (
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
// number, but in a list of lines that are numbered themselves. Where nothing has the number, it is asked about: it is not taken for money.
func (t *turn) numbered(text string) (bool, error) {
	n, bare := steer.Choice(text)
	if n == 0 {
		return false, nil
	}
	if done, err := t.teamAsked(text); done || err != nil {
		return done, err
	}
	at, asks := t.openStep()
	asks = asks && t.flow.Talk.Asking() && at.Step != nil && t.standsLast(at.Frame)
	if asks && bare && (at.Step.Kind == flow.Amount || at.Step.Kind == flow.Text) {
		return false, nil
	}
	if asks && len(at.Listed()) > 1 { // its lines have numbers of their own
		t.flow.Asked = text
		return true, t.advance(flow.Missed{})
	}
	if n == steer.Last {
		n = len(t.flow.Screen)
		if n > 1 && press.Parse(t.flow.Screen[n-1]).Verb == press.Person {
			n--
		}
	}
	if n <= len(t.flow.Screen) && t.listed() {
		t.tg.Text = "" // nothing was said but which
		return true, t.tapped(press.Parse(t.flow.Screen[n-1]))
	}
	switch day, ok := t.dayOf(n); {
	case asks && bare && ok && at.Step.Kind == flow.Date:
		days := flow.DaysOf(understand.DateRange{From: day, To: day, Of: understand.OfSwipe})
		return true, t.takes(flow.Answered{Facts: map[string]flow.Value{"day": days}, Text: text})
	case asks:
		return true, t.advance(flow.Missed{})
	case bare && n > 9: // more than any list has
		return false, nil
	}
	t.reply(t.whatNumber(text, n, bare))
	return true, nil
}

// teamAsked brings a number into the case whose line stands last on the screen,
// or is quoted: it answers that. done is false where none does.
func (t *turn) teamAsked(text string) (done bool, err error) {
	c, how, err := t.inFocus()
	if err != nil || how < tieAwaited {
		return false, err
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

// dayOf gives the newest day of the business month's n-th.
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
	amount := strconv.Itoa(n)
	t.flow.Slots = session.Slots{Amounts: []understand.Amount{{Op: understand.Eq, Value: amount}}, Hour: -1}
	t.flow.Asked, t.flow.About, t.flow.Offered = text, "", true
	r := v.plain("talk.which_number", said)
	return answer.Reply{Text: r.Text, Buttons: [][]outbox.Button{{v.lookFor(t.flow.Slots)}, r.Buttons[len(r.Buttons)-1]}}
}

// lookFor offers to look for the money that was told of.
func (v voice) lookFor(s session.Slots) outbox.Button {
	return outbox.Button{Text: v.say("button.look_for", map[string]any{"Asked": v.t.book.Facts(v.a, v.asked(s))}),
		Data: press.Data(press.Menu, string(understand.WhereIsMyMoney))}
}
