// Package answer turns trails and what happens around them into the words a
// person reads: pure functions from values to text and buttons. It computes no
// money; every amount it prints was given to it.
package answer

import (
	"strings"
	"time"
	"unicode/utf16"

	"moneytrail/handlers/access"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/texts"
	"moneytrail/recon/calendar"
)

// Limit is the longest text of one Telegram message, in UTF-16 units.
const Limit = 4096

// Reply is one message to a person: plain text without markup, and its buttons.
type Reply struct {
	Text    string
	Buttons [][]outbox.Button
}

// Audience is who reads a reply.
type Audience struct {
	Lang string      // BCP 47
	Role access.Role // what the person may see; "" counts as a cashier
	// Now is business time in the merchant's zone; times are told on its wall.
	Now time.Time
	// Several: the person acts for several merchants, so replies name the merchant.
	Several bool
}

// totals tells whether sums, payouts and accounts may be named.
func (a Audience) totals() bool {
	return a.Role == access.Owner || a.Role == access.Finance || a.Role == access.Staff
}

func (a Audience) today() calendar.Date { return calendar.DateOf(a.Now) }

// Book writes replies in the languages of a catalog.
type Book struct{ catalog *texts.Catalog }

// New gives a book that speaks with the texts of catalog.
func New(catalog *texts.Catalog) *Book { return &Book{catalog: catalog} }

// values fill the placeholders of a text.
type values = map[string]any

// page is a reply while it is being written: lines in blocks, a blank line between blocks.
type page struct {
	texts.Texts
	to      Audience
	blocks  []string
	fresh   bool // the next line begins a block
	buttons [][]outbox.Button
}

func (b *Book) page(a Audience) *page {
	return &page{Texts: b.catalog.For(a.Lang), to: a, fresh: true}
}

// line adds a line to the block; an empty one adds nothing.
func (p *page) line(s string) {
	switch {
	case s == "":
	case p.fresh:
		p.blocks, p.fresh = append(p.blocks, s), false
	default:
		p.blocks[len(p.blocks)-1] += "\n" + s
	}
}

// say adds the text of this name as a line.
func (p *page) say(id string, v values) { p.line(p.Say(id, v)) }

// gap begins a new block.
func (p *page) gap() { p.fresh = true }

// row adds a row of buttons; those without data are left out.
func (p *page) row(buttons ...outbox.Button) {
	var row []outbox.Button
	for _, b := range buttons {
		if b.Data != "" || b.URL != "" {
			row = append(row, b)
		}
	}
	if row != nil {
		p.buttons = append(p.buttons, row)
	}
}

// button gives a button with a text of the catalog.
func (p *page) button(id, data string) outbox.Button {
	return outbox.Button{Text: p.Say("button."+id, nil), Data: data}
}

// done ends a page that is about nothing in particular.
func (p *page) done() Reply { return p.about("", 0) }

// about ends a page on one swipe (press.Swipe) or payout (press.Payout): the
// last button always brings a person, who is told what it is about.
func (p *page) about(what press.Verb, row int64) Reply {
	data := press.Data(press.Person)
	if row > 0 {
		data = press.Of(press.Person, what, row)
	}
	p.row(p.button("person", data))
	return Reply{Text: Fit(strings.Join(p.blocks, "\n\n")), Buttons: p.buttons}
}

// join puts the parts that are not empty into one line.
func (p *page) join(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, comma(p.Texts))
}

// glue puts sentences behind each other as the language does: Chinese without a space.
func (p *page) glue(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	if p.Chinese() {
		return strings.Join(out, "")
	}
	return strings.Join(out, " ")
}

func comma(t texts.Texts) string {
	if t.Chinese() {
		return "，"
	}
	return ", "
}

// Units counts a text as Telegram does.
func Units(s string) int { return len(utf16.Encode([]rune(s))) }

// Fit cuts a text that is too long for one message and shows that it was cut.
func Fit(s string) string {
	if Units(s) <= Limit {
		return s
	}
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > Limit-1 {
			return s[:i] + "…"
		}
	}
	return s
}
