package answer

import (
	"fmt"
	"strconv"
	"time"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/paper"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// CustomerNote is what a merchant shows the customer who stands there: amount,
// time and reference, and what becomes of their money. Nothing of the shop's own books.
func (b *Book) CustomerNote(a Audience, t trail.Trail) Reply {
	p := b.page(a)
	switch t.State {
	case trail.Declined, trail.Reversed:
	default:
		t.State = trail.Unknown
	}
	p.forCustomer(t)
	return p.done()
}

// ListLine is one line of a list that is gone through: which of how many, and the swipe.
func (b *Book) ListLine(a Audience, at, of int, t trail.Trail) string {
	p := b.page(a)
	return p.Say("guide.line", values{"At": at, "Of": of, "Swipe": b.LineSwipe(a, t)})
}

// LineSwipe names a swipe as a line of a list: with its state, and the main
// reason for it where that is not the usual one.
func (b *Book) LineSwipe(a Audience, t trail.Trail) string {
	p := b.page(a)
	state := p.brief(t)
	switch p.main(t) {
	case trail.InCycle, trail.BeforeCutOff, trail.Holiday, trail.RefundNetted:
		state = p.short(t)
	}
	return p.join(b.Swipe(a, t), state)
}

// Swipe names a swipe in one line: when, how much, which card and terminal.
func (b *Book) Swipe(a Audience, t trail.Trail) string {
	p := b.page(a)
	return p.join(p.Time(t.Time), p.Money(t.Signed(), t.Currency), p.Card(t.Last4), p.terminal(t.TerminalID))
}

// reportedLines is how many of the latest reports of terminals are told.
const reportedLines = 15

// Reported lists what terminals reported of their safety in the last days, in
// the order of time.
func (b *Book) Reported(a Audience, events []record.Event, days int) Reply {
	p := b.page(a)
	if len(events) == 0 {
		p.say("guide.device_none", values{"Days": days})
		return p.done()
	}
	p.say("guide.device_head", values{"Days": days})
	from := max(0, len(events)-reportedLines)
	for _, e := range events[from:] {
		p.say("guide.device_line", values{"Time": p.Time(e.Time.In(a.Now.Location())), "Terminal": e.TerminalID,
			"What": p.Say("guide."+e.Kind, values{"Version": e.Reference})})
	}
	if from > 0 {
		p.say("guide.device_more", values{"Count": from})
	}
	return p.done()
}

// Marked is a swipe that the merchant says is not theirs, and where it was made.
type Marked struct {
	trail.Trail
	Place string
}

// Letterhead is who a document is about.
type Letterhead struct {
	Name, ID string
	Account  string // last four digits
	Case     string // its number, "" where there is none
	Bot      string // "@name" of the bot, "" unknown
}

// Report is the report for the bank and the police: the swipes with date,
// amount, time and place, what the merchant says of them, and a line to sign.
// Swipes in several currencies are added up each by itself.
func (b *Book) Report(a Audience, s Letterhead, marked []Marked, story string) (FileReply, error) {
	p := b.page(a)
	say := func(id string) string { return p.Say("guide."+id, nil) }
	page := paper.Page{Lang: p.Lang(), Title: say("report_title"), Foot: say("report_foot")}
	var total []string
	for _, sum := range sums(marked) {
		total = append(total, p.Money(sum.amount, sum.currency))
	}
	count := strconv.Itoa(len(marked))
	for _, f := range [][2]string{{"report_merchant", s.Name}, {"report_number", s.ID}, {"report_account", starred(s.Account)}, {"report_case", s.Case},
		{"report_count", p.join(append([]string{count}, total...)...)}, {"report_written", p.Time(a.Now)}} {
		if f[1] != "" {
			page.Fields = append(page.Fields, [2]string{say(f[0]), f[1]})
		}
	}
	for _, id := range []string{"col_day", "col_time", "col_amount", "col_kind", "col_card", "col_terminal", "col_place", "col_reference"} {
		page.Header = append(page.Header, say(id))
	}
	for _, m := range marked {
		page.Rows = append(page.Rows, []string{m.Time.Format(time.DateOnly), m.Time.Format(time.TimeOnly), p.Money(m.Signed(), m.Currency), p.did(m.Trail),
			starred(m.Last4), m.TerminalID, m.Place, m.RRN})
	}
	if story == "" {
		story = say("report_no_story")
	}
	page.Parts = []paper.Part{{Head: say("report_story_head"), Lines: []string{story}},
		{Head: say("report_claim_head"), Lines: []string{say("report_claim"), say("report_sign")}}}
	raw, err := page.HTML()
	if err != nil {
		return FileReply{}, err
	}
	p.say("guide.report_caption", values{"Count": len(marked), "Total": p.join(total...)})
	return FileReply{Reply: p.done(), File: outbox.File{Name: "report_" + a.today().String() + ".html", MIME: "text/html", Content: raw}}, nil
}

// MarkedList is the report as a message: the swipes with date, time, amount,
// card, terminal, place and reference, each in a line.
func (b *Book) MarkedList(a Audience, marked []Marked) Reply {
	p := b.page(a)
	for i, m := range marked {
		p.say("guide.report_line", values{"At": i + 1, "Swipe": p.join(b.Swipe(a, m.Trail), m.Place), "Reference": m.RRN})
	}
	return p.done()
}

type sum struct {
	currency string
	amount   int64
}

// sums adds swipes up, each currency by itself, in the order in which they come.
func sums(of []Marked) []sum {
	var out []sum
	at := map[string]int{}
	for _, m := range of {
		i, known := at[m.Currency]
		if !known {
			i, out = len(out), append(out, sum{currency: m.Currency})
			at[m.Currency] = i
		}
		out[i].amount += m.Signed()
	}
	return out
}

// EmergencyPlan is the shop's emergency card: its terminals, the last digits of its
// account, whom to ask, what to do at once and what never.
func (b *Book) EmergencyPlan(a Audience, s Letterhead, terminals []string) (FileReply, error) {
	p := b.page(a)
	say := func(id string) string { return p.Say("guide."+id, nil) }
	list := p.join(terminals...)
	if list == "" {
		list = say("plan_no_terminals")
	}
	page := paper.Page{Lang: p.Lang(), Title: say("plan_title"), Foot: say("plan_foot")}
	for _, f := range [][2]string{{"report_merchant", s.Name}, {"report_number", s.ID}, {"report_account", starred(s.Account)}, {"plan_terminals", list},
		{"plan_contact", p.Say("guide.plan_contact_value", values{"Bot": s.Bot})}, {"plan_person", say("plan_blank")}} {
		if f[1] != "" {
			page.Fields = append(page.Fields, [2]string{say(f[0]), f[1]})
		}
	}
	part := func(head string, from, to int) paper.Part {
		out := paper.Part{Head: say(head), Numbered: true}
		for i := from; i <= to; i++ {
			out.Lines = append(out.Lines, say(fmt.Sprintf("plan_%d", i)))
		}
		return out
	}
	page.Parts = []paper.Part{part("plan_now_head", 1, 5), part("plan_never_head", 6, 9)}
	raw, err := page.HTML()
	if err != nil {
		return FileReply{}, err
	}
	p.say("guide.plan_caption", nil)
	return FileReply{Reply: p.done(), File: outbox.File{Name: "emergency.html", MIME: "text/html", Content: raw}}, nil
}

// Tips is how many monthly tips there are.
const Tips = 6

// Tip is the tip of a month, and how to stop it; on and off tell the same for who switches it.
func (b *Book) Tip(a Audience) Reply {
	return b.plain(a, fmt.Sprintf("guide.tip_%d", (int(a.Now.Month())-1)%Tips+1), nil)
}

// TipsSet says that the monthly tip is on or off.
func (b *Book) TipsSet(a Audience, on bool) Reply {
	if on {
		return b.plain(a, "guide.tip_on", nil)
	}
	return b.plain(a, "guide.tip_off", nil)
}
