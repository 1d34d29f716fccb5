package handlers

import (
	"context"
	"fmt"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// ActivityBook is a Books that can also tell what a merchant's terminals said,
// from a local day on. Without it nothing suspicious is looked for.
type ActivityBook interface {
	Activity(ctx context.Context, s access.Scope, merchant string, from calendar.Date) (patterns.Activity, error)
}

// ClaimBook is a Rolls that can also tell whether an Outcome's Claim was made
// before. Without it no sign is told unasked: it could be told twice.
type ClaimBook interface {
	Claimed(ctx context.Context, name, key string) (bool, error)
}

const (
	// signClaim names the claims of findings that were told.
	signClaim = "sign"
	// signsNews is for how many days a finding is news; older ones stay silent.
	signsNews = 3
	// signsAsked is how many days are looked through for who asks.
	signsAsked = 14
)

// signs looks through a merchant's days up to today. ok is false where nothing can be looked at.
func (t *turn) signs(merchant record.Merchant, days int) (found []patterns.Finding, c patterns.Checked, ok bool, err error) {
	b, ok := t.Books.(ActivityBook)
	if !ok {
		return nil, c, false, nil
	}
	now := t.now.In(t.zone(merchant))
	today := calendar.DateOf(now)
	first := today - calendar.Date(days)
	a, err := b.Activity(t.ctx, access.For(access.Owner, merchant.ID), merchant.ID, first-patterns.LookBack)
	if err != nil {
		return nil, c, false, fmt.Errorf("read activity: %w", err)
	}
	if a.Zone == nil {
		a.Zone = t.zone(merchant)
	}
	return patterns.Find(a, first, today, t.Calendars, now), patterns.Check(a, first, today, now), true, nil
}

// signsDue tells what is new: signs that the merchant may be a victim to its
// owners, with an urgent case; signs that point at a suspect to the risk team
// alone. Each finding is told once, and none that lies in the past.
func (t *turn) signsDue(merchantID string) error {
	claims, ok := t.Rolls.(ClaimBook)
	if !ok {
		return nil
	}
	merchant, err := t.merchantOf(merchantID)
	if err != nil {
		return err
	}
	all, _, ok, err := t.signs(merchant, signsNews)
	if err != nil || !ok {
		return err
	}
	var news []patterns.Finding
	for _, f := range all {
		if f.Past {
			continue
		}
		told, err := claims.Claimed(t.ctx, signClaim, f.Key())
		if err != nil {
			return fmt.Errorf("read what was told: %w", err)
		}
		if !told {
			news = append(news, f)
			t.out.Claims = append(t.out.Claims, Claim{Name: signClaim, Key: f.Key()})
			t.audit("system", "sign found", "merchant:"+merchantID, f.Key())
		}
	}
	t.merchant, t.now = merchant, t.now.In(t.zone(merchant))
	if suspects := patterns.For(news, patterns.Risk); len(suspects) > 0 {
		card := t.book.RiskCard(merchant, suspects)
		t.send(post(alerts, outbox.SlackMessage{Text: card.Title, Card: &card}))
	}
	if victims := patterns.For(news, patterns.Owner); len(victims) > 0 {
		return t.tellSigns(victims)
	}
	return nil
}

// tellSigns opens the urgent case of the current merchant's signs, or adds to
// it, and tells every owner. Only owners watch that case: what was seen may be
// the doing of somebody at the counter.
func (t *turn) tellSigns(found []patterns.Finding) error {
	team, err := t.Rolls.Team(t.ctx, t.merchant.ID)
	if err != nil {
		return fmt.Errorf("read team: %w", err)
	}
	c, open, err := t.Rolls.OpenCase(t.ctx, t.merchant.ID, cases.Signs)
	if err != nil {
		return fmt.Errorf("read open case: %w", err)
	}
	if !open {
		c = cases.Case{MerchantID: t.merchant.ID, Subject: cases.Signs, Status: cases.Open, Urgent: true, Reason: string(understand.Suspicious),
			OpenedAt: t.machine, BusinessDate: t.today().String(), Currency: t.currency(t.merchant)}
		if c.ID, err = t.Rolls.NextCase(t.ctx); err != nil {
			return fmt.Errorf("reserve case number: %w", err)
		}
	}
	c.ChangedAt = t.machine
	lines := t.book.StaffSigns(found)
	c.Facts = append(c.Facts[:len(c.Facts):len(c.Facts)], lines...)
	for _, m := range team {
		if m.Role != access.Owner || !m.Reachable() {
			continue
		}
		v, lang, err := t.voiceOf(m)
		if err != nil {
			return err
		}
		c.Join(cases.Watcher{Chat: m.Chat, User: m.User, Name: m.Name, Language: lang}, t.machine)
		t.send(t.protected(m.Chat, lang, t.guidedBy(bySigns, v, m.Role, t.book.Signs(v.a, found, c.ID))))
	}
	if open {
		t.entry(c, "bot", "signs", joinLines(lines), "")
		if err := t.change(c); err != nil {
			return err
		}
		t.send(note(c, t.staff("sign_name.found", nil)+"\n"+joinLines(lines)))
		return nil
	}
	t.entry(c, "bot", "opened", "", "")
	t.audit("system", "case opened", subjectOfCase(c), fmt.Sprintf("%s of %s", c.Subject, c.MerchantID))
	return t.postCase(c)
}

// gatherSigns puts the findings of the last days into a case about them; where
// there are none it lists what is open.
func (t *turn) gatherSigns(c *cases.Case) error {
	merchant, err := t.merchantOf(c.MerchantID)
	if err != nil {
		return err
	}
	found, _, _, err := t.signs(merchant, signsAsked)
	if err != nil {
		return err
	}
	if found = patterns.For(found, patterns.Owner); len(found) == 0 {
		if len(c.Marked) > 0 { // the case is about those; what was found before stands
			return nil
		}
		return t.gatherOpen(c)
	}
	c.Facts = t.book.StaffSigns(found)
	return nil
}

// ownSigns is what an owner who asks is told: the signs of the last days, and
// what was looked at. Others are told of none.
func (t *turn) ownSigns() ([]patterns.Finding, patterns.Checked, error) {
	if t.member.Role != access.Owner {
		return nil, patterns.Checked{}, nil
	}
	found, c, _, err := t.signs(t.merchant, signsAsked)
	return patterns.For(found, patterns.Owner), c, err
}

// aboutSigns is the subject of a case of who smells fraud: for an owner to whom
// signs are told, or were, the case of signs, which nobody else watches.
func (t *turn) aboutSigns(found []patterns.Finding) (string, error) {
	switch {
	case t.member.Role != access.Owner:
		return cases.Security, nil
	case len(found) > 0:
		return cases.Signs, nil
	}
	_, open, err := t.Rolls.OpenCase(t.ctx, t.merchant.ID, cases.Signs)
	if err != nil || !open {
		return cases.Security, err
	}
	return cases.Signs, nil
}

// suspicious answers what smells of fraud: an owner reads what was found or
// looked at, everybody what to do and not to do now, and there is an urgent case
// at once. Who only asks whether there is anything is answered where nothing is.
func (t *turn) suspicious(text string) error {
	if t.chain != nil {
		return t.chainSuspicious(text)
	}
	found, checked, err := t.ownSigns()
	if err != nil {
		return err
	}
	return t.suspected(text, found, checked)
}

// chainSuspicious looks through every shop of a chain. Each in which something
// was found is told by itself, with a case of its own.
func (t *turn) chainSuspicious(text string) error {
	type shop struct {
		at      int
		found   []patterns.Finding
		checked patterns.Checked
	}
	whole := *t.chain
	var hit []shop
	var all patterns.Checked
	for i, m := range whole.shops {
		if whole.members[i].Role != access.Owner {
			continue
		}
		found, c, _, err := t.signs(m, signsAsked)
		if err != nil {
			return err
		}
		all = all.And(c)
		if found = patterns.For(found, patterns.Owner); len(found) > 0 {
			hit = append(hit, shop{i, found, c})
		}
	}
	if len(hit) == 0 {
		return t.suspected(text, nil, all)
	}
	return t.together(func() error {
		for _, s := range hit {
			t.narrow(whole.members[s.at], whole.shops[s.at])
			if err := t.suspected(text, s.found, s.checked); err != nil {
				return err
			}
		}
		return nil
	})
}

// suspected is suspicious once the days were looked through.
func (t *turn) suspected(text string, found []patterns.Finding, checked patterns.Checked) error {
	if guide, ok := t.Flows.Get(terminalGuide); len(found) == 0 && ok && guide.Open(string(t.member.Role)) && steer.WondersOfTerminal(text) {
		t.session.Misses = 0
		return t.advance(flow.Begin{Flow: guide.Name, Words: text})
	}
	if len(found) == 0 && steer.Wonders(text) {
		t.session.Misses = 0
		t.answer(t.book.NothingSuspicious(t.voice().a, checked))
		return nil
	}
	subject, err := t.aboutSigns(found)
	if err != nil {
		return err
	}
	return t.urgent(subject, understand.Suspicious, text, func(v voice, c cases.Case) answer.Reply {
		return t.guidedBy(bySigns, v, t.member.Role, v.withCase(t.book.SuspiciousChecked(v.a, found, checked), c))
	})
}
