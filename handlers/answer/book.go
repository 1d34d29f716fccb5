// Package answer turns trails and what happens around them into the words a
// person reads: pure functions from values to text and buttons. It computes no
// money; every amount it prints was given to it.
package answer

import (
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"moneytrail/handlers/access"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/texts"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
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
	// Merchant is the name of the one spoken of; told where Several.
	Merchant string
	// Shop is the store key of the merchant that is spoken of, 0 for a chain.
	Shop int64
	// Shops are the merchants of the chain that is spoken of as one, by number;
	// nil: it is one merchant.
	Shops map[string]record.Merchant
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
	beside  Beside // what is known besides of the swipe that is told of
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

// shop names the merchant to who acts for several.
func (p *page) shop() {
	switch {
	case p.to.Shops != nil:
		p.say("chain.name", values{"Name": p.to.Merchant, "Count": len(p.to.Shops)})
	case p.to.Several:
		p.line(p.to.Merchant)
	}
}

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

// budget is how long a text may be so that the mark of a repeat still fits before it.
const budget = Limit - 32

// Fit cuts a text that is too long for one message and shows that it was cut.
func Fit(s string) string {
	if Units(s) <= budget {
		return s
	}
	return s[:head(s, budget-1)] + "…"
}

// head gives the length in bytes of the longest beginning of s that has at most n UTF-16 units.
func head(s string, n int) int {
	for i, r := range s {
		if n -= utf16.RuneLen(r); n < 0 {
			return i
		}
	}
	return len(s)
}

// relayHead is the room for what stands before an agent's words.
const relayHead = 200

// split cuts a text into parts of at most n UTF-16 units: behind a line, else
// behind a sentence or a space, else anywhere. The parts in order are the text.
func split(s string, n int) []string {
	var parts []string
	for Units(s) > n {
		at := head(s, n)
		for _, stops := range []string{"\n", "。！？", " "} {
			if i := strings.LastIndexAny(s[:at], stops); i >= at/2 {
				_, wide := utf8.DecodeRuneInString(s[i:])
				at = i + wide
				break
			}
		}
		parts, s = append(parts, s[:at]), s[at:]
	}
	return append(parts, s)
}
