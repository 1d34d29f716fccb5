package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// meantByAmounts makes what a person is wanted for the one payout or swipe that the
// newest words with amounts name: by its own amount, whole or to the cent, or by what
// arrived less, though something else was shown last. Nothing changes where they name
// what is talked about already, nothing alone, or more than amounts.
func (t *turn) meantByAmounts(asked string) error {
	lines := strings.Split(asked, "\n")
	var amounts []understand.Amount
	for _, line := range slices.Backward(lines) {
		r := t.Reader.Read(line, t.now)
		t.ownMoney(&r)
		amounts = slices.DeleteFunc(r.Amounts, func(a understand.Amount) bool { return a.Op != understand.Eq })
		if len(r.Amounts) > 0 {
			if len(r.Dates) > 0 || r.Last4 != "" || r.Terminal != "" || r.Slip != "" { // looked for by those already
				return nil
			}
			break
		}
	}
	if len(amounts) == 0 || !t.scope.Totals() || t.chain != nil {
		return nil
	}
	payouts, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: t.today() - recently, Limit: deep, Troubled: true})
	if err != nil {
		return fmt.Errorf("read payouts: %w", err)
	}
	open, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Open: true, Limit: openDeep})
	if err != nil {
		return fmt.Errorf("read trails: %w", err)
	}
	named := func(n int64, currency string) bool {
		return n > 0 && (t.oneOf(amounts, n, currency) || t.wholeOf(amounts, n, currency))
	}
	weights := map[string]int{}
	for _, p := range payouts {
		key := about{payout: true, row: p.Row}.key()
		if named(p.Amount, p.Currency) {
			weights[key] += 3
		}
		if p.Difference != 0 && named(max(p.Difference, -p.Difference), p.Currency) {
			weights[key] += 2
		}
	}
	for _, tr := range open {
		if tr.Shares == 0 && named(tr.Amount, tr.Currency) {
			weights[about{row: tr.Row}.key()] += 3
		}
	}
	top, best, tops := 0, "", 0
	for key, n := range weights {
		switch {
		case n > top:
			top, best, tops = n, key, 1
		case n == top:
			tops++
		}
	}
	if tops == 1 && weights[t.flow.About] == 0 {
		t.flow.About = best
	}
	return nil
}

// unheard leaves out of what was asked the lines with which another case was opened.
func (t *turn) unheard(asked, subject string) (string, error) {
	if asked == "" || t.asking {
		return asked, nil
	}
	open, err := t.openCases()
	if err != nil {
		return asked, err
	}
	lines := slices.DeleteFunc(strings.Split(asked, "\n"), func(line string) bool {
		return slices.ContainsFunc(open, func(c cases.Case) bool {
			return c.Subject != subject && slices.Contains(strings.Split(c.Words, "\n"), strings.TrimSpace(line))
		})
	})
	return joinLines(lines), nil
}

// givenAccount answers who says that the new account is with us already: the words go
// to the case of the payout that the bank returned, or in which an agent asked for the
// account, and that payout is talked about. Nothing is changed by that. False where
// there is neither, or where several payouts came back.
func (t *turn) givenAccount(text string, r understand.Reading) (bool, error) {
	if t.asking || !t.scope.Totals() || t.chain != nil || !steer.GaveAccount(text) {
		return false, nil
	}
	list, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: t.today() - recently, Limit: deep, Troubled: true})
	if err != nil {
		return false, fmt.Errorf("read payouts: %w", err)
	}
	back := slices.DeleteFunc(slices.Clone(list), func(p trail.PayoutView) bool { return p.State != trail.PayoutReturned })
	open, err := t.openCases()
	if err != nil {
		return false, err
	}
	joined := cases.Case{}
	for _, c := range open {
		said, ok, err := t.Rolls.AgentSaid(t.ctx, c.ID)
		if err != nil {
			return false, fmt.Errorf("read history: %w", err)
		}
		of := slices.ContainsFunc(back, func(p trail.PayoutView) bool { return slices.Contains(c.Payouts, p.Row) })
		if c.MerchantID == t.merchant.ID && (of || ok && steer.Answers(said.Text, text) > 1) && (joined.ID == 0 || of) {
			joined = c
		}
	}
	if joined.ID == 0 && len(back) != 1 {
		return false, nil
	}
	if len(back) == 1 {
		t.flow.About = about{payout: true, row: back[0].Row}.key()
	}
	t.session.Misses = 0
	return true, t.together(func() error {
		t.reply(t.voice().line(t.voice().say("ask.account_given", nil)))
		if joined.ID == 0 {
			t.flow.Asked = ""
			return t.person(wish{words: text, intent: understand.ChangeAccount})
		}
		t.unclear(text)
		if err := t.bring(joined, r, text); err != nil {
			return err
		}
		return t.passedOn(joined)
	})
}

// talkOf tells an agent what was talked about with the product when words came that
// may be about that, and not about their case.
func (t *turn) talkOf(c cases.Case) error {
	a, ok := subjectFrom(t.flow.About)
	if !ok || !t.talksElsewhere(c) {
		return nil
	}
	words, err := t.Rolls.LastWords(t.ctx, c.ID)
	if err != nil || words.Merchant.After(t.flow.MoneyAt) { // it is known there
		return err
	}
	amount, currency, seen, err := t.amountOf(a)
	if err == nil && seen {
		t.send(note(c, t.staff("desk.thread.talk_of", map[string]any{"Amount": t.Texts.For("en").Money(amount, currency)})))
	}
	return err
}

// untouched gives the person's own open case that nobody of the support team has
// looked at yet, where nothing was asked since that is plainly a matter of its own:
// whoever takes it reads the words of both as one.
func (t *turn) untouched(open []cases.Case) (cases.Case, bool, error) {
	for line := range strings.SplitSeq(t.flow.Asked, "\n") {
		r := t.Reader.Read(line, t.now)
		if r.Decision == understand.Act && isQuestion(r.Intent) || r.Intent.Trouble() || len(t.namedIn(line).figures) > 0 {
			return cases.Case{}, false, nil
		}
	}
	for _, c := range open {
		own := strings.HasPrefix(c.Subject, cases.ByPerson(t.tg.User))
		if !own || c.Status != cases.Open || c.MerchantID != t.merchant.ID || t.machine.Sub(c.OpenedAt) > quiet || t.apart(c.Words, t.flow.Asked) {
			continue
		}
		words, err := t.Rolls.LastWords(t.ctx, c.ID)
		if err != nil {
			return c, false, fmt.Errorf("read history: %w", err)
		}
		if words.Agent.IsZero() {
			return c, true, nil
		}
	}
	return cases.Case{}, false, nil
}
