package handlers

import (
	"fmt"
	"slices"
	"strconv"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// sheetAsked answers who asks for a file: with one payment a line of the days that are
// named, else of what was shown last; a list's payments alone, not all of its days.
// Where nothing says of which days it is asked.
func (t *turn) sheetAsked(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if !onlyDays(s) || len(s.Dates) > 1 || r.Future || r.Decision == understand.HandOver && r.Intent.Trouble() || !steer.AsksFile(text) {
		return false, nil
	}
	t.session.Misses = 0
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return true, nil
	}
	if len(s.Dates) == 0 {
		l, listed, err := t.listedIn(t.flow.About, false)
		if _, days := t.daysShown(); err != nil || listed && !days && len(l.Trails) > 0 {
			if err == nil {
				from, to := daysOfTrails(l.Trails)
				t.sendDocument(t.book.Sheet(t.voice().a, l.Trails, from, to, l.More))
			}
			return true, err
		}
	}
	_, shown := t.daysShown()
	if len(s.Dates) == 0 && !shown && !(onlyDays(t.flow.Slots) && len(t.flow.Slots.Dates) == 1) {
		t.reply(t.whichFile())
		return true, nil
	}
	from, to := t.daysMeant(s)
	list, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: from, To: to, Limit: sheetRows})
	if err != nil {
		return true, fmt.Errorf("read trails: %w", err)
	}
	t.flow.About = daysKey(from, to)
	t.flow.Slots = session.Slots{Intent: understand.Statement, Dates: []understand.DateRange{{From: from, To: to}}, Hour: -1}
	t.flow.Asked = text
	t.sendDocument(t.book.Sheet(t.voice().a, list, from, to, more))
	return true, nil
}

// daysOfTrails gives the first and the last business day of payments.
func daysOfTrails(list []trail.Trail) (from, to calendar.Date) {
	day := func(a, b trail.Trail) int { return int(a.Business - b.Business) }
	return slices.MinFunc(list, day).Business, slices.MaxFunc(list, day).Business
}

// whichFile asks of which days a file is wanted.
func (t *turn) whichFile() (r answer.Reply) {
	v := t.voice()
	r = v.plain("sheet.which", nil)
	monday := t.today() - calendar.Date((int(t.today().Weekday())+6)%7)
	row := func(id string, from, to calendar.Date) []outbox.Button {
		return []outbox.Button{{Text: v.say(id, nil), Data: press.Data(press.Sheet, from.String(), to.String(), strconv.FormatInt(v.a.Shop, 10))}}
	}
	r.Buttons = slices.Concat([][]outbox.Button{row("sheet.yesterday", t.today()-1, t.today()-1), row("sheet.this_week", monday, t.today()), row("sheet.last_week", monday-7, monday-1)}, r.Buttons[len(r.Buttons)-1:])
	return r
}
