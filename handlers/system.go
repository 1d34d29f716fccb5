package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
)

// summaryDue sends a merchant's day to its owners and finance.
func (t *turn) summaryDue(e *inbox.SystemEvent) error {
	day, err := calendar.ParseDate(e.Day)
	if err != nil {
		return fmt.Errorf("summary of %s: %w", e.MerchantID, err)
	}
	if e.Group != "" {
		return t.chainSummaries(e.Group, day, e.Late)
	}
	merchant, err := t.merchantOf(e.MerchantID)
	if err != nil {
		return err
	}
	t.merchant, t.now = merchant, t.now.In(t.zone(merchant))
	if err := t.correctDays(e.MerchantID); err != nil {
		return err
	}
	team, err := t.Rolls.Team(t.ctx, e.MerchantID)
	if err != nil {
		return fmt.Errorf("read team: %w", err)
	}
	for _, m := range team {
		if !m.Reachable() || !m.Wants("summary") || !m.SeesTotals() ||
			calendar.DateOf(m.JoinedAt.In(t.zone(merchant))) > day {
			continue
		}
		if told, err := t.toldOfWhole(m, merchant); err != nil || told {
			if err != nil {
				return err
			}
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
	it := t.telling(t.protected(m.Chat, lang, r), r, daysSubject(day, day))
	it.Bulk = true
	t.send(it)
	t.assureDay(m.User, m.Chat, m.Role, d)
	return nil
}

// system routes an event of the product itself.
func (t *turn) system(e *inbox.SystemEvent) error {
	switch t.ev.Kind {
	case inbox.TrailsChanged:
		return t.trailsChanged(e)
	case inbox.SummaryDue:
		if err := t.summaryDue(e); err != nil || e.Group != "" {
			return err
		}
		if err := t.tipsDue(e); err != nil {
			return err
		}
		return t.signsDue(e.MerchantID) // what a restated row shows, or one that came before its time
	case inbox.SignsDue:
		return t.signsDue(e.MerchantID)
	case inbox.WaitDue:
		return t.due(e)
	case inbox.FileRefused:
		return t.fileTold(e, "desk.file_refused", "desk.files_refused")
	case inbox.FileOdd:
		return t.fileTold(e, "desk.file_odd", "desk.files_odd")
	case inbox.FileLate:
		return t.fileLate(e)
	case inbox.WalksTold:
		return t.walksTold(e)
	case inbox.WorkDue:
		return t.work()
	case inbox.SetAside:
		t.alert(t.staff("desk.set_aside", map[string]any{"Event": e.Event, "Lane": e.Lane, "Reason": e.Reason}))
	case inbox.Undelivered:
		return t.undeliverable(e)
	}
	return nil
}

// alert tells the support channel something outside any case.
func (t *turn) alert(text string) {
	t.send(post(alerts, outbox.SlackMessage{Text: text}))
}

func joinLines(lines []string) string { return strings.Join(lines, "\n") }
