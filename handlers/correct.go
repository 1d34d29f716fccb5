package handlers

import (
	"cmp"
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// corrected names, by person, what they were told anew.
type corrected map[int64]map[string]bool

func (c corrected) add(user int64, subject string) {
	if c[user] == nil {
		c[user] = map[string]bool{}
	}
	c[user][subject] = true
}

func (c corrected) has(user int64, subject string) bool { return c[user][subject] }

// corrections tells people what they were told and does not hold any more: one
// message to each, whatever the age of it, and once for each change. spoken is
// what the case of it has told already.
func (t *turn) corrections(e *inbox.SystemEvent, spoken corrected) (corrected, error) {
	b, ok := t.Rolls.(AssuranceBook)
	if !ok {
		return nil, nil
	}
	list, err := b.Assurances(t.ctx, e.MerchantID)
	if err != nil {
		return nil, fmt.Errorf("read what was told: %w", err)
	}
	wrong, byUser := map[int64][]answer.Correction{}, corrected{}
	var users []int64
	team := map[int64]people.Member{}
	for _, a := range list {
		if !concerns(a, e) {
			continue
		}
		c, now, err := t.compare(a)
		if err != nil {
			return nil, err
		}
		if now.Claim == "" {
			continue
		}
		if len(team) == 0 {
			if team, err = t.teamByUser(e.MerchantID); err != nil {
				return nil, err
			}
		}
		m, ok := team[a.User]
		if !ok || !m.Reachable() { // told when they can be reached again, if it is still so
			continue
		}
		now.Chat = m.Chat
		t.assure(now)
		if byUser[a.User] == nil {
			users = append(users, a.User)
		}
		byUser.add(a.User, a.Subject)
		if spoken.has(a.User, a.Subject) {
			continue
		}
		wrong[a.User] = append(wrong[a.User], c)
	}
	for _, user := range users {
		if len(wrong[user]) == 0 {
			continue
		}
		if err := t.tellCorrections(team[user], wrong[user]); err != nil {
			return nil, err
		}
	}
	return byUser, nil
}

func (t *turn) teamByUser(merchant string) (map[int64]people.Member, error) {
	team, err := t.Rolls.Team(t.ctx, merchant)
	if err != nil {
		return nil, fmt.Errorf("read team: %w", err)
	}
	by := make(map[int64]people.Member, len(team))
	for _, m := range team {
		by[m.User] = m
	}
	return by, nil
}

func (t *turn) tellCorrections(m people.Member, list []answer.Correction) error {
	v, lang, err := t.voiceOf(m)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(x, y answer.Correction) int { return cmp.Compare(x.Day, y.Day) })
	r := t.book.Corrections(v.a, list)
	var wrong []string
	for _, c := range list {
		if c.Found {
			wrong = append(wrong, c.Subject)
		}
	}
	t.send(t.telling(t.toChat(m.Chat, lang, r, 0), r, wrong...))
	t.audit("system", "correct", "merchant:"+m.MerchantID, fmt.Sprintf("tg:%d was told that %d things did not hold", m.User, len(list)))
	return nil
}

// concerns tells whether an event speaks of what was told.
func concerns(a Assurance, e *inbox.SystemEvent) bool {
	p := press.Parse(a.Subject)
	switch p.Verb {
	case press.Swipe:
		return slices.Contains(e.Transactions, p.Row(0)) || a.Payout != 0 && slices.Contains(e.Payouts, a.Payout)
	case press.Payout:
		return slices.Contains(e.Payouts, p.Row(0))
	}
	return false
}

// compare holds what was told against what is so now. now is the assurance
// that takes its place; without a claim what was told still holds.
func (t *turn) compare(a Assurance) (c answer.Correction, now Assurance, err error) {
	p := press.Parse(a.Subject)
	c = answer.Correction{Subject: a.Subject, Currency: a.Currency, Gross: a.Gross, Day: a.Day, Told: a.At.In(t.now.Location()), Amount: a.Amount, On: a.On,
		Payout: p.Verb == press.Payout, Due: a.Claim == SaidDue, Not: a.Claim == SaidNot}
	now = a
	if c.Payout {
		v, ok, err := t.Books.Payout(t.ctx, t.scope, p.Row(0))
		if err != nil {
			return c, Assurance{}, fmt.Errorf("read payout: %w", err)
		}
		c.Found, c.State = ok, trail.PaidOut
		if ok {
			c.NowAmount, c.NowOn = v.Banked, v.ArrivedOn
			switch {
			case there(v.State):
				c.State = trail.Arrived
			case v.State == trail.PayoutReturned:
				c.State = trail.Returned
			}
		}
	} else {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, p.Row(0))
		if err != nil {
			return c, Assurance{}, fmt.Errorf("read trail: %w", err)
		}
		if c.Found = ok; ok {
			c.State, c.NowAmount, c.NowOn = tr.State, tr.Arithmetic.Arrived, tr.Due.On
			if tr.Payout != nil {
				now.Payout = tr.Payout.Row
				if tr.State == trail.Arrived {
					c.NowOn = tr.Payout.ArrivedOn
				}
			}
		}
	}
	now.Claim = t.claimNow(a, c)
	if now.Claim != "" {
		now.Amount, now.On = c.NowAmount, c.NowOn
	}
	return c, now, nil
}

// claimNow is what has to be told instead, "" where what was told holds.
func (t *turn) claimNow(a Assurance, c answer.Correction) Claimed {
	over := c.State == trail.Refunded || c.State == trail.ChargedBack // it had arrived, and more followed
	switch a.Claim {
	case SaidArrived:
		switch {
		case c.Found && over, c.Found && c.State == trail.Arrived && c.NowAmount >= a.Amount:
			return ""
		case c.Found && c.State == trail.Arrived:
			return SaidArrived
		}
		return SaidNot
	case SaidNot:
		if c.Found && c.State == trail.Arrived {
			return SaidArrived
		}
	case SaidDue:
		switch {
		case a.On < t.today() && c.Found: // the day has passed: that is told as overdue
			return ""
		case !c.Found:
			return SaidNot
		case awaited(c.State) && (c.NowOn == 0 || c.NowOn > a.On):
			return SaidDue
		}
	}
	return ""
}

// correctDays tells people which summaries they got were wrong, with both
// figures: with the next summary, so that files that come one after the other
// make one message.
func (t *turn) correctDays(merchant string) error {
	b, ok := t.Rolls.(AssuranceBook)
	if !ok {
		return nil
	}
	list, err := b.DoubtfulDays(t.ctx, merchant)
	if err != nil || len(list) == 0 {
		return err
	}
	team, err := t.teamByUser(merchant)
	if err != nil {
		return err
	}
	wrong := map[int64][]answer.DayCorrection{}
	var users []int64
	for _, a := range list {
		m, ok := team[a.User]
		if !ok || !m.Reachable() || !m.SeesTotals() {
			continue
		}
		t.scope = access.For(m.Role, merchant)
		d, err := t.Books.Day(t.ctx, t.scope, merchant, a.Day)
		if err != nil {
			return fmt.Errorf("read day: %w", err)
		}
		before := len(t.out.Assurances)
		t.assureDay(a.User, m.Chat, m.Role, d)
		if len(t.out.Assurances) == before {
			continue
		}
		now := t.out.Assurances[before]
		if now.Currency != a.Currency || now.Gross == a.Gross && now.Refunds == a.Refunds && now.Amount == a.Amount {
			continue
		}
		if len(wrong[a.User]) == 0 {
			users = append(users, a.User)
		}
		wrong[a.User] = append(wrong[a.User], answer.DayCorrection{Day: a.Day, Currency: a.Currency, Sold: a.Gross, NowSold: now.Gross,
			Refunds: a.Refunds, NowRefunds: now.Refunds, Arrived: a.Amount, NowArrived: now.Amount})
	}
	for _, user := range users {
		m := team[user]
		v, lang, err := t.voiceOf(m)
		if err != nil {
			return err
		}
		slices.SortFunc(wrong[user], func(x, y answer.DayCorrection) int { return cmp.Compare(x.Day, y.Day) })
		r := t.book.DayCorrections(v.a, wrong[user])
		var days []string
		for _, c := range wrong[user] {
			days = append(days, daysSubject(c.Day, c.Day))
		}
		t.send(t.telling(t.toChat(m.Chat, lang, r, 0), r, days...))
		t.audit("system", "correct", "merchant:"+merchant, fmt.Sprintf("tg:%d was told that %d summaries did not hold", user, len(wrong[user])))
	}
	return nil
}
