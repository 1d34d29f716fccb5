// Package slip reads what a picture of a card slip, a receipt or a bill page
// tells: the codes on it, and the fields of the text that a reader of
// characters made of it. It is pure: no network, no clock, no programs.
package slip

import (
	"strings"

	"moneytrail/handlers/mask"
	"moneytrail/recon/calendar"
)

// Fields are the facts on a slip that can find a swipe. Empty ones were not
// there, or could not be read for sure.
type Fields struct {
	Merchant string        `json:"merchant,omitempty"` // merchant number as printed
	Terminal string        `json:"terminal,omitempty"`
	RRN      string        `json:"rrn,omitempty"`      // 参考号, 检索参考号: 12 digits
	Slip     string        `json:"slip,omitempty"`     // 凭证号, voucher or trace number
	Batch    string        `json:"batch,omitempty"`    // 批次号
	Auth     string        `json:"auth,omitempty"`     // 授权码
	Order    string        `json:"order,omitempty"`    // 订单号, 商户单号, 交易单号
	Last4    string        `json:"last4,omitempty"`    // of the card
	Amount   string        `json:"amount,omitempty"`   // decimal, "3500.00"
	Currency string        `json:"currency,omitempty"` // ISO 4217 where it is printed
	Date     calendar.Date `json:"date,omitempty"`
	Time     string        `json:"time,omitempty"` // "11:42" or "11:42:05"
	// Card: a full card number can be read on it.
	Card bool `json:"card,omitempty"`
	// Identity: the number of somebody's identity card can be read on it.
	Identity bool `json:"identity,omitempty"`
}

// Finds tells whether there is enough to look for one swipe.
func (f Fields) Finds() bool {
	return f.RRN != "" || f.Order != "" || f.Slip != "" && (f.Batch != "" || f.Date != 0 || f.Amount != "") ||
		f.Amount != "" && (f.Date != 0 || f.Last4 != "")
}

// Any tells whether anything was read.
func (f Fields) Any() bool {
	f.Card, f.Identity = false, false
	return f != Fields{}
}

// most bounds the text that is looked at: a slip has some hundred characters.
const most = 6 << 10

// Read reads the text of a slip, as a reader of characters prints it: Chinese,
// English or both, with blanks inside of numbers, full-width characters and
// letters in the place of digits. It never fails; what is not sure is left out.
func Read(text string) Fields {
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	var f Fields
	said := map[kind][]string{}
	for _, p := range parts(lines(text)) {
		said[p.kind] = append(said[p.kind], p.value)
	}
	first := func(k kind, read func(string) string) string {
		for _, v := range said[k] {
			if s := read(v); s != "" {
				return s
			}
		}
		return ""
	}
	f.Merchant = first(merchant, func(v string) string { return number(v, 4, 15) })
	f.Terminal = first(terminal, func(v string) string { return number(v, 2, 12) })
	f.RRN = first(rrn, func(v string) string { return digits(v, 12, 12) })
	f.Slip = first(voucher, func(v string) string { return digits(v, 4, 8) })
	f.Batch = first(batch, func(v string) string { return digits(v, 3, 8) })
	f.Auth = first(auth, func(v string) string { return code(v, 6, 6) })
	f.Order = first(order, func(v string) string { return code(v, 8, 64) })
	for _, k := range []kind{total, amount} {
		if f.Amount == "" {
			f.Amount = first(k, func(v string) string {
				s, cur := money(v)
				if s != "" && cur != "" {
					f.Currency = cur
				}
				return s
			})
		}
	}
	f.when(said)
	if f.Last4 = first(card, last4); f.Last4 == "" {
		f.Last4 = first(card, wholeLast)
	}
	if f.Last4 == "" {
		f.Last4 = first(loose, last4)
	}
	f.card(text)
	return f
}

// when reads day and time of day: of their labels, else of a line that has both.
func (f *Fields) when(said map[kind][]string) {
	for _, k := range []kind{datetime, date, clock, loose} {
		for _, v := range said[k] {
			day, rest := day(v)
			if f.Date == 0 {
				f.Date = day
			}
			if k == loose && day == 0 {
				continue // some other line: a time alone there is nothing's
			}
			if f.Time == "" && k != date {
				f.Time = hour(rest)
			}
		}
	}
	if f.Date == 0 {
		f.Time = "" // of what day? opening hours have a time too
	}
}

// card tells whether a full card number stands anywhere, or that of an identity card. What a label calls
// something else is no card number.
func (f *Fields) card(text string) {
	rest := text
	for _, known := range []string{f.Merchant, f.RRN, f.Order} {
		if len(known) > 11 {
			rest = strings.ReplaceAll(rest, known, " ")
		}
	}
	masked, n := mask.Text(rest)
	if n == 0 {
		return
	}
	for _, k := range mask.Kinds(masked) {
		f.Card, f.Identity = f.Card || k == mask.Card, f.Identity || k == mask.Identity
	}
	if f.Last4 == "" && f.Card {
		f.Last4 = maskedLast(masked)
	}
}
