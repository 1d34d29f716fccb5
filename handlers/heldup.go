package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// agentWords are the last words of an agent in a case of the person's.
type agentWords struct {
	c    cases.Case
	e    cases.Entry
	said *answer.Said
}

// holdsUp answers who holds up what somebody of ours told them, "but you promised
// Monday": with what the support team last wrote and when, beside what the records
// say now. The words go into that case, and where the day that was told is over
// and the money is not there, that is said. Where nothing was written, that is said too.
func (t *turn) holdsUp(text string, r understand.Reading) (bool, error) {
	claims, firm := steer.ClaimsPromise(text)
	if t.asking || r.Decision == understand.HandOver && r.Intent != understand.TalkToHuman || !claims && !steer.Tells(text) {
		return false, nil
	}
	s := session.Of(r)
	if claims && !firm && len(r.Dates) == 0 && len(s.Amounts) == 0 {
		return false, nil
	}
	words, err := t.agentsWords()
	if err != nil {
		return false, err
	}
	if !claims { // an agent by name: "Amy said tomorrow"
		words = slices.DeleteFunc(words, func(w agentWords) bool {
			name := script.Plain(w.e.Name)
			return name == "" || !strings.Contains(script.Plain(text), name)
		})
		if len(words) == 0 {
			return false, nil
		}
	}
	s.Dates = t.daysOfMoney(text)
	t.session.Misses = 0
	return true, t.beside(func() error {
		return t.together(func() error {
			if w, ok := t.meantWords(words, s); ok {
				return t.heldUp(w, r, text)
			}
			t.reply(t.voice().line(t.voice().say("follow.no_words", nil)))
			s.Intent = understand.WhereIsMyMoney
			if !s.Any() {
				if done, err := t.about(understand.SettlementTiming); done || err != nil {
					return err
				}
			}
			return t.question(s, text)
		})
	})
}

// daysOfMoney gives the days of a message that are those of the money, not of
// what was told of it: "yesterday's 3500 was to come on Friday" has yesterday.
func (t *turn) daysOfMoney(text string) []understand.DateRange {
	all := t.Reader.Read(steer.WithoutPromise(text), t.now).Dates
	return slices.DeleteFunc(slices.Clone(all), func(d understand.DateRange) bool {
		return d.Ahead || d.Of == understand.OfArrival || d.From > t.today()
	})
}

// agentsWords gives what agents last wrote in the person's cases, newest first.
func (t *turn) agentsWords() ([]agentWords, error) {
	own, err := t.watched()
	if err != nil {
		return nil, err
	}
	var out []agentWords
	for _, c := range own {
		if !t.covers(c.MerchantID) {
			continue
		}
		e, ok, err := t.Rolls.AgentSaid(t.ctx, c.ID)
		if err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		if ok && e.Text != "" {
			out = append(out, agentWords{c, e, &answer.Said{Case: c.ID, Name: e.Name, At: t.Clock.Shift(e.At).In(t.now.Location()), Text: e.Text}})
		}
	}
	slices.SortStableFunc(out, func(a, b agentWords) int { return b.e.At.Compare(a.e.At) })
	return out, nil
}

// meantWords gives the words that a message can mean: those about the amount that
// it names, else about what was talked about last, else the newest.
func (t *turn) meantWords(words []agentWords, s session.Slots) (agentWords, bool) {
	if len(s.Amounts) > 0 {
		i := slices.IndexFunc(words, func(w agentWords) bool {
			return len(t.casesOf([]cases.Case{w.c}, s)) > 0 || slices.ContainsFunc(t.Reader.Read(w.e.Text, t.now).Amounts, func(a understand.Amount) bool {
				return slices.ContainsFunc(s.Amounts, func(b understand.Amount) bool { return a.Op == b.Op && a.Value == b.Value })
			})
		})
		if i < 0 {
			return agentWords{}, false
		}
		return words[i], true
	}
	if a, shown := subjectFrom(t.flow.About); shown {
		if i := slices.IndexFunc(words, func(w agentWords) bool { return w.c.Subject == a.subject() }); i >= 0 {
			return words[i], true
		}
	}
	if len(words) == 0 {
		return agentWords{}, false
	}
	return words[0], true
}

// heldUp tells an agent's words beside what the records say of the money of their
// case, and brings what the merchant says into it.
func (t *turn) heldUp(w agentWords, r understand.Reading, text string) error {
	t.reply(t.book.AgentSaid(t.voice().a, *w.said))
	day := t.dayTold(w)
	toCome, unseen, err := t.stateOf(w.c)
	if err != nil {
		return err
	}
	over := day != 0 && day < t.today() && toCome && !w.c.IsGeneral()
	if day != 0 && day < t.today() && w.c.IsGeneral() { // of which money it was is not known
		over = true
		t.reply(t.voice().line(t.voice().say("follow.told_past", map[string]any{"Day": t.book.Date(t.voice().a, day)})))
	} else if over && unseen {
		t.reply(t.voice().line(t.voice().say("follow.told_over", map[string]any{"Day": t.book.Date(t.voice().a, day)})))
	}
	switch {
	case w.c.IsOpen():
		t.focus(w.c)
		return t.bring(w.c, r, text)
	case over && w.c.CanReopen(t.machine):
		return t.reopenedByMerchant(w.c, text)
	}
	return nil
}

// stateOf tells what the records say of the one swipe or payout of a case, or of
// all that is open. toCome: money of it is still to come; unseen: none of it is seen
// to have arrived, so that a payout that came short is to come and not unseen.
func (t *turn) stateOf(c cases.Case) (toCome, unseen bool, err error) {
	t.quoted = c.ID
	defer func() { t.quoted = 0 }()
	switch {
	case len(c.Transactions) == 1:
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, c.Transactions[0])
		if err != nil || !ok {
			return true, true, err
		}
		toCome = !slices.Contains([]trail.State{trail.Arrived, trail.Refunded, trail.ChargedBack, trail.Declined, trail.Voided, trail.Reversed}, tr.State)
		return toCome, toCome, t.showTrail(tr, t.asked())
	case len(c.Payouts) == 1:
		p, ok, err := t.payoutIn(c.Payouts[0])
		if err != nil || !ok {
			return true, true, err
		}
		toCome = p.State != trail.PayoutArrived && p.State != trail.PayoutOver
		return toCome, toCome && p.State != trail.PayoutShort, t.showPayout(p, t.asked())
	}
	return true, true, t.general(understand.WhereIsMyMoney)
}

// dayTold is the last day that an agent's words name as one to come, as seen from
// when they were said; 0 none. A weekday is the next one from then. The day itself
// counts where they say that something is to come on it; a day on which they say that
// nothing comes, or that somebody is back at work, is none.
func (t *turn) dayTold(w agentWords) (last calendar.Date) {
	on := calendar.DateOf(w.said.At)
	next := steer.NamesWeekday(w.e.Text)
	for _, part := range steer.ToldParts(w.e.Text) {
		for _, d := range t.Reader.Read(part, w.said.At).Dates {
			day := d.To
			if day <= on && next && !d.Ahead {
				for day < on {
					day += 7
				}
			}
			if day > on || day == on && steer.Promises(part) {
				last = max(last, day)
			}
		}
	}
	return last
}
