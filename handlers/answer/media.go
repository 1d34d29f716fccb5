package answer

import (
	"slices"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Content names what kind of message came, beside text.
type Content string

// Kinds of content, as inbox.TelegramEvent.What and Media.Kind name them.
const (
	Photo    Content = "photo"
	Voice    Content = "voice"
	Document Content = "file"
	Sticker  Content = "sticker"
	Location Content = "location"
	Contact  Content = "contact"
)

// contents maps the networks' names to ours.
var contents = map[string]Content{
	"photo": Photo, "voice": Voice, "audio": Voice, "document": Document, "video": Document,
	"sticker": Sticker, "dice": Sticker, "location": Location, "contact": Contact,
}

// Kept answers a message that is not text. what is the network's name of the
// content, count how many files it has; caseID is the open case that they were
// added to, 0 for none, agent who has it, "" nobody yet.
func (b *Book) Kept(a Audience, what string, caseID int64, agent string, count int) Reply {
	kind, ok := contents[what]
	file := kind == Photo || kind == Voice || kind == Document
	switch {
	case !ok:
		return b.plain(a, "media.unknown", nil)
	case caseID > 0 && file && count > 1:
		return b.plain(a, "file.several_case", values{"Count": count, "Case": number(caseID), "Name": clip(agent, 80)})
	case caseID > 0 && file:
		return b.plain(a, "media."+string(kind)+"_case", values{"Case": number(caseID), "Name": clip(agent, 80)})
	case count > 1:
		return b.plain(a, "file.several", values{"Count": count})
	}
	return b.plain(a, "media."+string(kind), nil)
}

// WhichCase asks to which of a person's open cases files belong that came with a
// message of this id; count is how many wait for that.
func (b *Book) WhichCase(a Audience, what string, count int, list []OwnCase, message int) Reply {
	p := b.page(a)
	only := ""
	if len(list) == 1 {
		only = number(list[0].ID)
	}
	p.say("file.which_case", values{"Photo": what == "photo", "Count": count, "Case": only})
	for _, c := range list[:min(len(list), casesShown)] {
		p.row(outbox.Button{Text: p.Say("case.tap", values{"Case": number(c.ID), "What": p.matter(c)}), Data: press.Rows(press.CaseAdd, c.ID, int64(message))})
	}
	return p.done()
}

// FileRefused tells why a file is not kept: too_big, too_many, has_card, has_identity, else
// that it did not come.
func (b *Book) FileRefused(a Audience, reason string) Reply {
	if !slices.Contains([]string{"too_big", "too_many", "has_card", "has_identity"}, reason) {
		reason = "lost"
	}
	return b.plain(a, "file."+reason, nil)
}

// Slip is what was read on a slip. Zero fields were not read.
type Slip struct {
	Amount           *int64 // minor units of Currency
	Currency         string
	Date             calendar.Date
	Time             string
	Last4, RRN, Slip string
	Order            string
}

// SlipRead says what was read on a slip and offers the swipes that fit, to be
// confirmed by one tap; not is the data of the button that says "none of them".
func (b *Book) SlipRead(a Audience, s Slip, fits []trail.Trail, not string) Reply {
	p := b.page(a)
	p.say("file.read", values{"Fields": p.slip(s)})
	p.shop()
	if len(fits) == 1 {
		p.say("file.is_it", nil)
	} else {
		p.say("file.which", values{"Count": len(fits)})
	}
	p.taps(fits)
	p.row(p.button("not_this", not))
	return p.done()
}

// slip says the fields of a slip.
func (p *page) slip(s Slip) string {
	one := func(id, key, v string) string {
		if v == "" {
			return ""
		}
		return p.Say(id, values{key: v})
	}
	amount, day := "", ""
	if s.Amount != nil {
		amount = p.Money(*s.Amount, s.Currency)
	}
	if s.Date != 0 {
		day = p.Date(s.Date)
	}
	if s.Time != "" {
		day += " " + s.Time
	}
	return p.join(amount, day, one("asked.last4", "Last4", last(s.Last4)), one("asked.rrn", "RRN", s.RRN),
		one("asked.slip", "Slip", s.Slip), one("asked.reference", "Reference", s.Order))
}
