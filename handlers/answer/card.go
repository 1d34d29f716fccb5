package answer

import (
	"strconv"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/record"
)

// A part of a card stays below Slack's 3,000 characters, and its title below 150.
const (
	partLimit  = 2800
	titleLimit = 140
)

// both gives a short word for the support team in both languages: "认领 Claim".
func (b *Book) both(id string) string {
	zh, en := b.catalog.For("zh-Hans").Say(id, nil), b.catalog.For("en").Say(id, nil)
	if zh == en {
		return zh
	}
	return zh + " " + en
}

// CaseCard draws a case as it stands, for the support channel.
func (b *Book) CaseCard(c cases.Case, m record.Merchant) outbox.Card {
	title := number(c.ID) + " · " + name(m)
	if c.Amount != 0 {
		title += " · " + b.money(c.Amount, c.Currency)
	}
	if c.Urgent {
		title = "🔴 " + b.both("card.urgent") + " · " + title
	}
	card := outbox.Card{Title: clip(title, titleLimit), Fields: b.fields(c, m), Parts: b.cardParts(c)}
	if c.Status == cases.Resolved {
		card.Buttons = []outbox.CardButton{b.action("card.reopen", press.Reopen, c.ID, "")}
		return card
	}
	card.Context = []string{b.catalog.For("zh-Hans").Say("card.bang", nil), b.catalog.For("en").Say("card.bang", nil)}
	if c.Status == cases.Open {
		card.Buttons = append(card.Buttons, b.action("card.claim", press.Claim, c.ID, "primary"))
	}
	card.Buttons = append(card.Buttons, b.action("card.reply", press.Reply, c.ID, ""), b.action("card.resolve", press.Resolve, c.ID, ""))
	if c.Status == cases.Claimed {
		card.Buttons = append(card.Buttons, b.action("card.take", press.Take, c.ID, ""), b.action("card.release", press.Release, c.ID, ""))
	}
	return card
}

func (b *Book) action(id string, a press.Action, caseID int64, style string) outbox.CardButton {
	return outbox.CardButton{Text: b.both(id), Action: string(a), Value: strconv.FormatInt(caseID, 10), Style: style}
}

// money is how staff read an amount: with the code of its currency.
func (b *Book) money(n int64, currency string) string { return b.catalog.For("en").Money(n, currency) }

func (b *Book) fields(c cases.Case, m record.Merchant) []outbox.Field {
	var out []outbox.Field
	add := func(id, value string) {
		if value != "" {
			out = append(out, outbox.Field{Label: b.both("card." + id), Value: clip(value, 300)})
		}
	}
	add("merchant", strings.TrimSpace(m.ID+" "+m.Name))
	if c.Amount != 0 {
		add("amount", b.money(c.Amount, c.Currency))
	}
	add("reason", b.StaffReason(c.Reason))
	if c.Subject == cases.Signs && c.Words == "" { // nobody asked
		add("told", b.watchers(c.Watchers))
	} else {
		add("asked_by", b.watchers(c.Watchers))
	}
	if len(c.Watchers) > 0 {
		add("language", c.Watchers[0].Language)
	}
	add("status", b.both("card_status."+string(c.Status)))
	add("claimed_by", c.ClaimedByName)
	add("business_date", c.BusinessDate)
	return out
}

// StaffReason names what a case is about, as staff read it: the reason of a trail,
// or the intent that asked.
func (b *Book) StaffReason(r string) string {
	if id := "intent." + r; b.catalog.Has(id) {
		return b.both(id)
	}
	return b.coded("reason."+r+".short", r)
}

// coded gives a word in both languages with the code it stands for, or the
// code alone where there is no word.
func (b *Book) coded(id, code string) string {
	if code == "" || !b.catalog.Has(id) {
		return code
	}
	if strings.EqualFold(b.catalog.For("en").Say(id, nil), code) { // the word is the code
		return b.both(id)
	}
	return b.both(id) + " (" + code + ")"
}

func (b *Book) watchers(list []cases.Watcher) string {
	if len(list) == 0 {
		return ""
	}
	s := list[0].Name
	if n := len(list); n > 1 {
		more := values{"Count": n}
		s += " " + b.catalog.For("zh-Hans").Say("card.and_others", more) + " " + b.catalog.For("en").Say("card.and_others", more)
	}
	return s
}

// MarkedLines tells swipes that were marked, each with its mark, for staff.
func MarkedLines(marked []cases.Marked) []string {
	var out []string
	for _, m := range marked {
		out = append(out, m.Mark+": "+m.Text)
	}
	return out
}

// cardParts are the paragraphs: the result, the merchant's words, the trail, what was said.
func (b *Book) cardParts(c cases.Case) []string {
	var out []string
	add := func(id string, lines ...string) {
		if text := strings.TrimSpace(strings.Join(lines, "\n")); text != "" {
			out = append(out, clip(b.both("card."+id)+"\n"+text, partLimit))
		}
	}
	if r := c.Resolution; r != nil {
		word := r.Reason
		if id := "card_reason." + r.Reason; b.catalog.Has(id) {
			word = b.both(id)
		}
		add("resolution", strings.TrimSpace(word+" "+r.ByName), r.Note)
		add("proof", r.Proof)
	}
	switch {
	case c.Words != "":
		add("words", c.Words)
	case c.Subject != cases.Signs:
		add("words", b.both("card.no_words"))
	}
	add("marked", MarkedLines(c.Marked)...)
	if c.Subject == cases.Signs {
		add("signs", c.Facts...)
	} else {
		add("facts", c.Facts...)
	}
	add("steps", c.Steps...)
	add("tried", c.Tried...)
	return out
}
