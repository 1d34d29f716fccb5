package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// mostNotices is how many notices one import may bring one person; the rest is
// told as one line with the number.
const mostNotices = 3

// notices tells the merchant's owners and finance of money that was returned,
// held or came short. told are transactions that a case already spoke of.
func (t *turn) notices(e *inbox.SystemEvent, told map[int64]bool) error {
	payouts, trails, err := t.worthTelling(e, told)
	if err != nil || len(payouts)+len(trails) == 0 {
		return err
	}
	team, err := t.Rolls.Team(t.ctx, e.MerchantID)
	if err != nil {
		return fmt.Errorf("read team: %w", err)
	}
	for _, m := range team {
		if !m.Reachable() || !m.Wants("notices") || !m.SeesTotals() {
			continue
		}
		lang, err := t.languageOf(m)
		if err != nil {
			return err
		}
		v := t.voiceFor(lang, m.Role)
		var all []answer.Reply
		for _, p := range payouts {
			all = append(all, v.payoutNotice(p))
		}
		for _, tr := range trails {
			all = append(all, v.notice(tr))
		}
		for i, r := range all {
			if i == mostNotices {
				t.send(t.toChat(m.Chat, lang, v.moreNotices(len(all)-i), 0))
				break
			}
			t.send(t.toChat(m.Chat, lang, r, 0))
		}
	}
	return nil
}

// worthTelling gives the changed payouts and swipes that people want to hear
// of unasked. A swipe inside such a payout is not told a second time.
func (t *turn) worthTelling(e *inbox.SystemEvent, told map[int64]bool) ([]trail.PayoutView, []trail.Trail, error) {
	var payouts []trail.PayoutView
	inside := map[int64]bool{}
	for _, row := range e.Payouts {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, row)
		if err != nil {
			return nil, nil, fmt.Errorf("read payout: %w", err)
		}
		if ok && (p.State == trail.PayoutReturned || p.State == trail.PayoutShort) {
			payouts, inside[row] = append(payouts, p), true
		}
	}
	var trails []trail.Trail
	for _, row := range e.Transactions {
		if told[row] {
			continue
		}
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, row)
		if err != nil {
			return nil, nil, fmt.Errorf("read trail: %w", err)
		}
		if !ok || tr.Payout != nil && inside[tr.Payout.Row] {
			continue
		}
		if tr.State == trail.Returned || tr.State == trail.Held {
			trails = append(trails, tr)
		}
	}
	return payouts, trails, nil
}

// summaryDue sends a merchant's day to its owners and finance.
func (t *turn) summaryDue(e *inbox.SystemEvent) error {
	day, err := calendar.ParseDate(e.Day)
	if err != nil {
		return fmt.Errorf("summary of %s: %w", e.MerchantID, err)
	}
	merchant, err := t.merchantOf(e.MerchantID)
	if err != nil {
		return err
	}
	t.merchant, t.now = merchant, t.now.In(t.zone(merchant))
	team, err := t.Rolls.Team(t.ctx, e.MerchantID)
	if err != nil {
		return fmt.Errorf("read team: %w", err)
	}
	for _, m := range team {
		if !m.Reachable() || !m.Wants("summary") || !m.SeesTotals() ||
			calendar.DateOf(m.JoinedAt.In(t.zone(merchant))) > day {
			continue
		}
		if err := t.summaryFor(m, day, e.Late); err != nil {
			return err
		}
	}
	return nil
}

// summaryFor sends a day to one member, read within the member's own scope.
func (t *turn) summaryFor(m people.Member, day calendar.Date, late bool) error {
	t.scope = access.For(m.Role, m.MerchantID)
	d, err := t.Books.Day(t.ctx, t.scope, m.MerchantID, day)
	if err != nil {
		return fmt.Errorf("read day: %w", err)
	}
	lang, err := t.languageOf(m)
	if err != nil {
		return err
	}
	r := t.voiceFor(lang, m.Role).summary(d, late)
	t.send(t.protected(m.Chat, lang, r))
	return nil
}

// system routes an event of the product itself.
func (t *turn) system(e *inbox.SystemEvent) error {
	switch t.ev.Kind {
	case inbox.TrailsChanged:
		return t.trailsChanged(e)
	case inbox.SummaryDue:
		return t.summaryDue(e)
	case inbox.SetAside:
		t.alert(t.staff("desk.set_aside", map[string]any{"Event": e.Event, "Lane": e.Lane, "Reason": e.Reason}))
	case inbox.Undelivered:
		t.alert(t.staff("desk.undelivered", map[string]any{"Item": e.Item, "Lane": e.Lane, "Reason": e.Reason}))
	}
	return nil
}

// alert tells the support channel something outside any case.
func (t *turn) alert(text string) {
	t.send(post(alerts, outbox.SlackMessage{Text: text}))
}

func joinLines(lines []string) string { return strings.Join(lines, "\n") }
