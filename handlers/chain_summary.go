package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// toldOfWhole tells whether a member of a merchant hears of its days in the
// summary of the whole chain.
func (t *turn) toldOfWhole(m people.Member, merchant record.Merchant) (bool, error) {
	if merchant.Group == "" {
		return false, nil
	}
	c, err := t.chainOf(m.User, merchant.Group)
	return c != nil, err
}

// chainOf gives the chain of a group as a person sees it, nil where they do not
// see it as one.
func (t *turn) chainOf(user int64, group string) (*chain, error) {
	members, err := t.Rolls.Members(t.ctx, user)
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	all, err := t.chains(slices.DeleteFunc(members, func(m people.Member) bool { return m.Standing != people.Active }))
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.group == group {
			return c, nil
		}
	}
	return nil, nil
}

// chainSummaries sends the day of a whole chain to everyone who sees it as one:
// one message in the place of one for each shop.
func (t *turn) chainSummaries(group string, day calendar.Date, late bool) error {
	merchants, err := t.Rolls.Merchants(t.ctx)
	if err != nil {
		return fmt.Errorf("read merchants: %w", err)
	}
	told := map[int64]bool{}
	for _, m := range merchants {
		if m.Group != group {
			continue
		}
		team, err := t.Rolls.Team(t.ctx, m.ID)
		if err != nil {
			return fmt.Errorf("read team: %w", err)
		}
		for _, member := range team {
			if told[member.User] || !member.Reachable() || !member.SeesTotals() {
				continue
			}
			told[member.User] = true
			if err := t.chainSummary(member, group, day, late); err != nil {
				return err
			}
		}
	}
	return nil
}

// chainSummary sends the day of a chain to one person: of the shops whose
// summaries they want, since they joined.
func (t *turn) chainSummary(m people.Member, group string, day calendar.Date, late bool) error {
	c, err := t.chainOf(m.User, group)
	if err != nil || c == nil {
		return err
	}
	for i := len(c.members) - 1; i >= 0; i-- {
		own := c.members[i]
		if !own.Wants("summary") || !own.Reachable() || calendar.DateOf(own.JoinedAt.In(t.zone(c.shops[i]))) > day {
			c.members, c.shops = slices.Delete(c.members, i, i+1), slices.Delete(c.shops, i, i+1)
		}
	}
	if len(c.shops) == 0 {
		return nil
	}
	t.now = t.now.In(t.zone(c.shops[0]))
	figures, err := t.chainStatement(c, day, day)
	if err != nil {
		return err
	}
	figures.Late, figures.Unasked = late, true
	lang, err := t.languageOf(c.members[0])
	if err != nil {
		return err
	}
	v := t.voiceFor(lang, c.role())
	v.a.Several, v.a.Merchant, v.a.Shops = true, nameOf(c.merchant()), c.byID()
	r := t.book.Chain(v.a, figures)
	it := t.tellingOf(whole+group, t.protected(m.Chat, lang, r), r, daysSubject(day, day))
	it.Bulk = true
	t.send(it)
	for i, s := range figures.Shops {
		if s.Day != nil {
			t.scope = access.For(c.members[i].Role, s.Merchant.ID)
			t.assureDay(m.User, m.Chat, c.members[i].Role, *s.Day)
		}
	}
	return nil
}
