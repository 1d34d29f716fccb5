package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
)

// team lists to an owner who can read the merchant's money, with a button to
// remove each of those whom an owner may remove.
func (t *turn) team() error {
	if t.member.Role != access.Owner {
		t.reply(t.voice().plain("team.owner_only", nil))
		return nil
	}
	list, err := t.teammates()
	if err != nil {
		return err
	}
	var shown []answer.Mate
	for _, m := range list {
		shown = append(shown, answer.Mate{Member: m, Self: m.User == t.tg.User, Removable: t.mayRemove(m)})
	}
	t.reply(t.book.Team(t.voice().a, nameOf(t.merchant), shown))
	return nil
}

// teammates are the active members of what the person acts for, each binding once.
func (t *turn) teammates() ([]people.Member, error) {
	var all []people.Member
	for _, m := range t.actingShops() {
		team, err := t.Rolls.Team(t.ctx, m)
		if err != nil {
			return nil, fmt.Errorf("read team: %w", err)
		}
		all = append(all, team...)
	}
	all = once(all, func(m people.Member) int64 { return m.ID })
	slices.SortStableFunc(all, func(a, b people.Member) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// actingShops are the numbers of the merchants that the person acts for now.
func (t *turn) actingShops() []string {
	if t.chain == nil {
		return []string{t.merchant.ID}
	}
	var out []string
	for _, m := range t.chain.shops {
		out = append(out, m.ID)
	}
	return out
}

// mayRemove tells whom an owner may remove: nobody who is an owner, which is for
// the payment company, and who is bound to a whole group only where the owner is so too.
func (t *turn) mayRemove(m people.Member) bool {
	return t.member.Role == access.Owner && m.Standing == people.Active && m.Role != access.Owner && m.User != t.tg.User &&
		(m.Group == "" || m.Group == t.member.Group)
}

// teamPress asks whether a member is to be removed, and removes them.
func (t *turn) teamPress(p press.Press) error {
	if p.Row(0) == 0 {
		return t.team()
	}
	list, err := t.teammates()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(m people.Member) bool { return m.ID == p.Row(0) })
	if i < 0 || !t.mayRemove(list[i]) {
		t.reply(t.voice().oldButton())
		return nil
	}
	if p.Arg(1) != press.Remove {
		t.reply(t.book.RemoveMate(t.voice().a, nameOf(t.merchant), list[i]))
		return nil
	}
	party, err := t.endMember(list[i].ID, t.actor(), t.tg.User)
	if err != nil {
		return err
	}
	t.reply(t.voice().plain("team.removed", map[string]any{"Name": list[i].Name, "Merchant": party}))
	return nil
}

// endMember ends a binding: what the person writes or taps next finds them a
// stranger. They are told, and so are the owners but for the one who did it. It
// gives the name of what they were bound to.
func (t *turn) endMember(id int64, actor string, by int64) (string, error) {
	m, ok, err := t.Rolls.Member(t.ctx, id)
	if err != nil || !ok {
		return "", fmt.Errorf("read member %d (known: %t): %w", id, ok, err)
	}
	merchant, err := t.partyOf(m)
	if err != nil {
		return "", err
	}
	name := nameOf(merchant)
	lang, err := t.languageOf(m)
	if err != nil {
		return "", err
	}
	wasIn := m.Standing == people.Active
	m.Standing = people.Ended
	t.out.Members = append(t.out.Members, m)
	t.audit(actor, "end", subjectOf(m), fmt.Sprintf("%s as %s", party(m), m.Role))
	if !m.Unreachable && m.Chat != 0 {
		v := t.voiceFor(lang, m.Role)
		t.send(t.toChat(m.Chat, lang, t.book.Ended(v.a, name), 0))
	}
	if !wasIn {
		return name, nil
	}
	return name, t.toOwners(m, by, func(v voice) answer.Reply {
		return v.plain("notice.member_ended", map[string]any{"Name": m.Name, "Merchant": name})
	})
}

// EndMember ends the bindings of a person to a merchant or group, to all where
// party is "", as the payment company does it; actor stands in the audit trail.
// It gives what follows, and how many bindings ended.
func (d *Desk) EndMember(ctx context.Context, user int64, party, actor string) (Outcome, int, error) {
	t := &turn{Desk: d, ctx: ctx, machine: d.Clock.Machine(), now: d.Clock.Now().In(d.Zone)}
	all, err := d.Rolls.Members(ctx, user)
	if err != nil {
		return Outcome{}, 0, fmt.Errorf("read members: %w", err)
	}
	all = slices.DeleteFunc(once(slices.Clone(all), func(m people.Member) int64 { return m.ID }), func(m people.Member) bool {
		return m.Standing != people.Active && m.Standing != people.Pending || party != "" && party != cmp.Or(m.Group, m.MerchantID)
	})
	for _, m := range all {
		if _, err := t.endMember(m.ID, actor, 0); err != nil {
			return Outcome{}, 0, err
		}
	}
	return t.out, len(all), nil
}
