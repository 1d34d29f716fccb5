package answer

import (
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// number gives a case number as people see it.
func number(id int64) string { return "C-" + strconv.FormatInt(id, 10) }

// HandedOver tells the case number, who looks at it and by when they answer, the
// zero time where that is not promised; 0 is the case that would be opened where
// somebody only tries what is answered.
func (b *Book) HandedOver(a Audience, caseID int64, by time.Time) Reply {
	p := b.page(a)
	if caseID == 0 {
		p.say("case.would_open", nil)
	} else {
		p.say("case.handed_over", values{"Case": number(caseID)})
	}
	if !by.IsZero() {
		p.say("case.promised", values{"By": p.Time(by.In(a.Now.Location()))})
	}
	if caseID == 0 {
		return p.done()
	}
	p.say("case.handed_over_how", nil)
	p.row(p.button("settled", press.Row(press.CaseOver, caseID)))
	return p.done()
}

// AlreadyOpen tells that a case about the same is open and that the person now watches it.
func (b *Book) AlreadyOpen(a Audience, caseID int64) Reply {
	p := b.page(a)
	p.say("case.already", values{"Case": number(caseID)})
	p.row(p.button("settled", press.Row(press.CaseOver, caseID)))
	return p.done()
}

// AddedToCase tells that a message, of this id in the chat, went into the case; a
// tap says that it was about something else.
// agent is who has the case, "" nobody yet.
func (b *Book) AddedToCase(a Audience, caseID int64, agent string, message int) Reply {
	p := b.page(a)
	p.say("case.added", values{"Case": number(caseID), "Name": clip(agent, 80)})
	p.row(p.button("other_matter", press.Rows(press.CaseOther, caseID, int64(message))))
	return p.done()
}

// CaseResolved tells how a case ended; reason is one of cases.Reasons, note is
// what the agent wrote for the merchant.
func (b *Book) CaseResolved(a Audience, caseID int64, reason, note string) Reply {
	p := b.page(a)
	p.say("case.resolved", values{"Case": number(caseID), "Reason": p.resolution(reason)})
	p.line(clip(strings.TrimSpace(note), 2000))
	p.gap()
	p.say("case.resolved_ask", nil)
	p.row(p.button("not_settled", press.Row(press.CaseNot, caseID)))
	return p.done()
}

func (p *page) resolution(reason string) string {
	if id := "case_reason." + reason; p.known(id) {
		return p.Say(id, nil)
	}
	return p.Say("case_reason.unnamed", nil)
}

// CaseReopened tells that work goes on.
func (b *Book) CaseReopened(a Audience, caseID int64) Reply {
	return b.plain(a, "case.reopened", values{"Case": number(caseID)})
}

// CaseClosedByMerchant confirms "it is settled".
func (b *Book) CaseClosedByMerchant(a Audience, caseID int64) Reply {
	p := b.page(a)
	p.say("case.closed_by_you", values{"Case": number(caseID)})
	p.row(p.button("not_settled", press.Row(press.CaseNot, caseID)))
	return p.done()
}

// CaseLanded tells that the money of a case arrived and closed it.
func (b *Book) CaseLanded(a Audience, caseID int64, t trail.Trail) Reply {
	p := b.page(a)
	p.say("case.landed", values{"Case": number(caseID), "Amount": p.Money(t.Amount, t.Currency)})
	p.identity(t)
	p.standing(t)
	p.row(p.button("not_settled", press.Row(press.CaseNot, caseID)))
	return p.closing(t)
}

// CaseLandedPayout tells the same of a case about a payout.
func (b *Book) CaseLandedPayout(a Audience, caseID int64, v trail.PayoutView) Reply {
	p := b.page(a)
	p.say("case.landed", values{"Case": number(caseID), "Amount": p.Money(v.Amount, v.Currency)})
	p.gap()
	p.payoutBody(v)
	p.linesButton(v)
	p.row(p.button("not_settled", press.Row(press.CaseNot, caseID)))
	return p.about(press.Payout, v.Row)
}

// Relay is what an agent wrote, with a light header; agent may be "". What is
// too long for one message comes as several, in order and with nothing left out.
func (b *Book) Relay(a Audience, caseID int64, agent, text string) []Reply {
	head := values{"Case": number(caseID), "Name": clip(agent, 80), "Part": ""}
	parts := split(strings.TrimSpace(text), budget-relayHead)
	var out []Reply
	for i, part := range parts {
		p := b.page(a)
		if len(parts) > 1 {
			head["Part"] = strconv.Itoa(i+1) + "/" + strconv.Itoa(len(parts))
		}
		p.say("case.relay", head)
		p.line(part)
		out = append(out, p.done())
	}
	return out
}

// RelayFile is what stands under a file that an agent sent.
func (b *Book) RelayFile(a Audience, caseID int64, agent string) Reply {
	p := b.page(a)
	p.say("case.relay_file", values{"Case": number(caseID), "Name": clip(agent, 80)})
	return p.done()
}

// OwnCase is a case as one who watches it is told of it.
type OwnCase struct {
	cases.Case
	// Next is the day on which its money is due, or something is due from the
	// merchant (Yours); 0 where no day is known.
	Next  calendar.Date
	Yours bool
	Shop  string // the merchant's name, for who acts for several
	// Swipe is what it is about, where that is one swipe that the person sees.
	Swipe *trail.Trail
	// By is when an answer is promised, Answered when the support team last wrote;
	// zero for neither. Later: the merchant wrote since and has no answer to that.
	By, Answered time.Time
	Later        bool
}

// casesShown is how many cases one list has.
const casesShown = 12

// Cases lists the cases a person watches with their state and next date;
// tapping one shows how it stands.
func (b *Book) Cases(a Audience, list []OwnCase) Reply {
	p := b.page(a)
	if len(list) == 0 {
		p.say("case.none", nil)
		return p.done()
	}
	p.say("case.list", nil)
	for i, c := range list {
		if i == casesShown {
			p.say("case.more", values{"Count": len(list) - i})
			break
		}
		p.line(p.ownCase(c))
		p.row(outbox.Button{Text: p.Say("case.item", values{"Case": number(c.ID), "Date": c.BusinessDate, "What": p.matter(c),
			"Status": p.caseStatus(c)}), Data: press.Row(press.Case, c.ID)})
	}
	return p.done()
}

// WhichEnds asks which of a person's open cases is over: a tap ends it.
func (b *Book) WhichEnds(a Audience, list []OwnCase) Reply {
	p := b.page(a)
	p.say("case.which_ends", nil)
	for _, c := range list[:min(len(list), casesShown)] {
		p.row(outbox.Button{Text: p.Say("case.tap", values{"Case": number(c.ID), "What": p.matter(c)}), Data: press.Row(press.CaseOver, c.ID)})
	}
	return p.done()
}

// EndsIt asks whether the one case that is open is over, of which it was not said for sure.
func (b *Book) EndsIt(a Audience, c OwnCase) Reply {
	p := b.page(a)
	p.say("case.ends_it", values{"Case": number(c.ID), "What": p.matter(c), "By": c.ClaimedByName})
	p.row(p.button("settled", press.Row(press.CaseOver, c.ID)))
	return p.done()
}

// ownCase tells a case in one line.
func (p *page) ownCase(c OwnCase) string {
	shop := ""
	if p.to.Several {
		shop = clip(c.Shop, 30)
	}
	return p.Say("case.line", values{"Case": number(c.ID), "What": p.matter(c), "Shop": shop, "Status": p.caseStatus(c), "Next": p.nextOf(c)})
}

// matter names in a few words what a case is about: its amount, else what was asked.
func (p *page) matter(c OwnCase) string {
	if c.Amount != 0 {
		return p.Money(c.Amount, c.Currency)
	}
	if words := wordsOf(c.Case); words != "" {
		return p.Say("case.quoted", values{"Words": clip(words, 16)})
	}
	return ""
}

// wordsOf are what was asked, in one line.
func wordsOf(c cases.Case) string {
	return strings.Join(strings.FieldsFunc(c.Words, func(r rune) bool { return r == '\n' }), " / ")
}

// caseStatus says by whom a case waits.
func (p *page) caseStatus(c OwnCase) string {
	switch {
	case c.Status == cases.Claimed && c.ClaimedByName != "":
		return p.Say("case_status.named", values{"Name": clip(c.ClaimedByName, 40)})
	case c.Status == cases.Open && !c.Answered.IsZero() && !c.Later:
		return p.Say("case_status.answered", nil)
	}
	return p.Say("case_status."+string(c.Status), nil)
}

// nextOf tells the next date of a case, "" where there is none.
func (p *page) nextOf(c OwnCase) string {
	switch {
	case c.Next == 0 || !c.IsOpen():
		return ""
	case c.Yours:
		return p.Say("case.next_yours", values{"Day": p.Day(c.Next, p.to.today())})
	case c.Next < p.to.today():
		return p.Say("case.next_past", values{"Day": p.Day(c.Next, p.to.today())})
	}
	return p.Say("case.next_due", values{"Day": p.Day(c.Next, p.to.today())})
}

// CaseShown tells how a case of one's own stands: what was asked, by whom it
// waits, and the next date.
func (b *Book) CaseShown(a Audience, c OwnCase) Reply {
	p := b.page(a)
	p.say("case.show", values{"Case": number(c.ID), "Status": p.caseStatus(c)})
	if c.Amount != 0 {
		p.say("case.amount", values{"Amount": p.Money(c.Amount, c.Currency)})
	}
	if c.Swipe != nil {
		p.identity(*c.Swipe)
	}
	if words := wordsOf(c.Case); words != "" {
		p.say("case.words", values{"Words": clip(words, 200)})
	}
	if d, err := calendar.ParseDate(c.BusinessDate); err == nil {
		p.say("case.opened_on", values{"Date": p.Day(d, a.today())})
	}
	if c.IsOpen() {
		p.caseWaits(c)
	}
	p.line(Capital(p.nextOf(c)))
	if r := c.Resolution; r != nil {
		p.gap()
		p.line(Capital(p.resolution(r.Reason)))
		if r.Note != "" {
			p.say("case.note", values{"Note": clip(r.Note, 1000)})
		}
		p.row(p.button("not_settled", press.Row(press.CaseNot, c.ID)))
		return p.done()
	}
	if a.Role == access.Owner || !c.OwnerEnds() { // else it is the owner's to end
		p.row(p.button("settled", press.Row(press.CaseOver, c.ID)))
	}
	return p.done()
}

// caseWaits says what happens next with an open case, and by when.
func (p *page) caseWaits(c OwnCase) {
	switch {
	case !c.Answered.IsZero() && c.Later:
		p.say("case.answered_before", values{"At": p.Time(c.Answered.In(p.to.Now.Location()))})
	case !c.Answered.IsZero():
		p.say("case.answered", values{"At": p.Time(c.Answered.In(p.to.Now.Location()))})
	case !c.By.IsZero():
		p.say("case.promised", values{"By": p.Time(c.By.In(p.to.Now.Location()))})
	default:
		p.say("case.waits", nil)
	}
}
