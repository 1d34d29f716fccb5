package handlers

import (
	"slices"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/checks"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/mask"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// checkSigns shows an owner the signs of the last days.
func (t *turn) checkSigns(flow.At) (flow.Checked, error) {
	found, checked, err := t.ownSigns()
	if err != nil {
		return flow.Checked{}, err
	}
	if len(found) > 0 {
		t.reply(t.book.SignsFound(t.voice().a, found, checked))
		return flow.Checked{Outcome: "found", Facts: map[string]flow.Value{"count": flow.NumberOf(int64(len(found)))}}, nil
	}
	return flow.Checked{Outcome: "none", Facts: map[string]flow.Value{"count": flow.NumberOf(0)}}, nil
}

// checkSignSteps tells an owner what to do about the signs of the last days.
func (t *turn) checkSignSteps(flow.At) (flow.Checked, error) {
	found, _, err := t.ownSigns()
	if err != nil || len(found) == 0 {
		return flow.Checked{Outcome: "other"}, err
	}
	t.reply(t.book.SignsToDo(t.voice().a, found))
	terminal, stop := answer.OutOfUse(found)
	if !stop {
		return flow.Checked{Outcome: "other"}, nil
	}
	return flow.Checked{Outcome: "stop", Facts: map[string]flow.Value{"terminal": flow.TextOf(terminal)}}, nil
}

// checkTerminals shows what terminals reported.
func (t *turn) checkTerminals(flow.At) (flow.Checked, error) {
	a, err := t.activity(reportDays)
	if err != nil {
		return flow.Checked{}, err
	}
	for i := range a.Events { // what is told is told in the shop's own hours
		a.Events[i].Time = record.Stamp{Time: a.Events[i].Time.In(a.Zone).In(a.Zone)} // the moment, then its hour there
	}
	reported := checks.Reported(a.Events, t.today()-reportDays)
	t.reply(t.book.Reported(t.voice().a, reported, reportDays))
	return checks.Terminals(reported), nil
}

func (t *turn) checkFirmware(flow.At) (flow.Checked, error) {
	a, err := t.activity(reportDays)
	if err != nil {
		return flow.Checked{}, err
	}
	return checks.Firmware(a.Events, t.Firmware), nil
}

// notTheirs are the marks of swipes that a report is about.
var notTheirs = []string{"not_ours", "wrong"}

func (t *turn) checkMarked(at flow.At) (flow.Checked, error) {
	if v, ok := at.Frame.Value("rows"); ok && len(v.Lines) > 0 && v.Lines[0].Mark == "" && len(at.Frame.Done) > 0 {
		count, _ := at.Frame.Value("count")
		return flow.Checked{Outcome: "some", Facts: map[string]flow.Value{"rows": v, "count": count}}, nil // looked at already
	}
	if found := checks.Marked(at.Frame, notTheirs...); found.Outcome == "some" {
		return found, nil
	}
	return t.markedBefore()
}

// markedBefore gathers the swipes that were marked as not the merchant's in the
// cases of the person that are open.
func (t *turn) markedBefore() (flow.Checked, error) {
	own, err := t.watched()
	if err != nil {
		return flow.Checked{}, err
	}
	names := map[string]bool{} // as cases have them
	for _, d := range t.Flows.All() {
		for _, step := range d.Steps {
			for _, mark := range notTheirs {
				if step.Kind == flow.List && slices.ContainsFunc(step.Choices, func(c flow.Choice) bool { return c.Name == mark }) {
					names[t.markName(d, step, mark)] = true
				}
			}
		}
	}
	var keys []string
	for _, c := range own {
		for _, m := range c.Marked {
			if key := checks.Key(m.Row); c.IsOpen() && c.MerchantID == t.merchant.ID && names[m.Mark] && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return checks.Listed(keys), nil
}

// checkReport writes the report of the marked swipes and sends it.
func (t *turn) checkReport(at flow.At) (flow.Checked, error) {
	rows, _ := at.Frame.Value("rows")
	a, err := t.activity(reportDays)
	if err != nil {
		return flow.Checked{}, err
	}
	places := map[int64]string{}
	for _, x := range a.Transactions {
		places[x.Row] = x.Place
	}
	var marked []answer.Marked
	for _, l := range rows.Lines {
		key, _ := subjectFrom(l.Key)
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, key.row)
		if err != nil {
			return flow.Checked{}, err
		}
		if ok {
			marked = append(marked, answer.Marked{Trail: tr, Place: places[tr.Row]})
		}
	}
	if len(marked) == 0 {
		return flow.Checked{Outcome: "nothing"}, nil
	}
	head := t.letterhead()
	c, open, err := t.watchedOpen(cases.Signs)
	if err == nil && !open {
		c, _, err = t.inFocus()
	}
	if err != nil {
		return flow.Checked{}, err
	}
	if c.ID != 0 {
		head.Case = c.Number()
	}
	story, _ := at.Frame.Value("story")
	told, _ := mask.Text(story.Text)
	doc, err := t.book.Report(t.voice().a, head, marked, told)
	if err != nil {
		return flow.Checked{}, err
	}
	t.sendDocument(doc)
	t.reply(t.book.MarkedList(t.voice().a, marked))
	return flow.Checked{Outcome: "sent"}, nil
}

// letterhead is who a document of the current merchant is about.
func (t *turn) letterhead() answer.Letterhead {
	l := answer.Letterhead{Name: nameOf(t.merchant), ID: t.merchant.ID, Account: t.merchant.Account.Last4}
	if t.BotName != "" {
		l.Bot = "@" + t.BotName
	}
	return l
}

// checkCustomerNote writes what the merchant can show the customer.
func (t *turn) checkCustomerNote(at flow.At) (flow.Checked, error) {
	s, err := t.subjectOf(at)
	if err != nil {
		return flow.Checked{}, err
	}
	if s.Trail != nil {
		t.reply(t.book.CustomerNote(t.voice().a, *s.Trail))
	}
	return flow.Checked{Outcome: "sent"}, nil
}

// checkEmergencyPlan fills in the shop's emergency card and sends it.
func (t *turn) checkEmergencyPlan(flow.At) (flow.Checked, error) {
	a, err := t.activity(reportDays)
	if err != nil {
		return flow.Checked{}, err
	}
	var terminals []string
	for _, x := range a.Transactions {
		if x.TerminalID != "" && !slices.Contains(terminals, x.TerminalID) {
			terminals = append(terminals, x.TerminalID)
		}
	}
	slices.Sort(terminals)
	doc, err := t.book.EmergencyPlan(t.voice().a, t.letterhead(), terminals)
	if err != nil {
		return flow.Checked{}, err
	}
	t.sendDocument(doc)
	return flow.Checked{Outcome: "sent"}, nil
}

func (t *turn) checkMonthlyTip(flow.At) (flow.Checked, error) {
	t.tips(true)
	return flow.Checked{Outcome: "on"}, nil
}

// tips turns the monthly tip of the current merchant on or off.
func (t *turn) tips(on bool) {
	m := t.member
	if m.Tips == on {
		return
	}
	m.Tips = on
	t.member = m
	t.changeMember(m)
	t.audit(t.actor(), "tips", subjectOf(m), map[bool]string{true: "on", false: "off"}[on])
}

// setTips does that and says so.
func (t *turn) setTips(on bool) error {
	t.tips(on)
	t.reply(t.book.TipsSet(t.voice().a, on))
	return nil
}

// tipsDue tells the tip of the month to those who want it, on the summary of a month's last day.
func (t *turn) tipsDue(e *inbox.SystemEvent) error {
	day, err := calendar.ParseDate(e.Day)
	if err != nil || e.Late {
		return err
	}
	if (day + 1).In(time.UTC).Day() != 1 {
		return nil
	}
	team, err := t.Rolls.Team(t.ctx, e.MerchantID)
	if err != nil {
		return err
	}
	for _, m := range team {
		if !m.Tips || !m.Reachable() {
			continue
		}
		v, lang, err := t.voiceOf(m)
		if err != nil {
			return err
		}
		it := t.protected(m.Chat, lang, t.book.Tip(v.a))
		it.Bulk = true
		t.send(it)
	}
	return nil
}
