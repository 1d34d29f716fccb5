package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/slip"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// pictured answers from what was seen on the pictures of this message: a code
// that names a swipe is the answer at once, a slip is shown to be confirmed.
// False where nothing on them helps.
func (t *turn) pictured() (bool, error) {
	for _, m := range t.tg.Files() {
		for _, text := range m.Codes {
			if done, err := t.coded(text); done || err != nil {
				return done, err
			}
		}
	}
	var best *slip.Fields
	for _, m := range t.tg.Files() {
		if s := m.Slip; s != nil && (best == nil || !best.Finds() && s.Finds()) {
			best = s
		}
	}
	if best == nil || !best.Finds() && best.Merchant == "" {
		return false, nil
	}
	return t.slip(*best)
}

// coded answers from the text of a code: the whole of it, or a part of it that
// may be a reference (an address has one among its words).
func (t *turn) coded(text string) (bool, error) {
	for _, ref := range references(text) {
		f, err := t.byReference(ref, unnamed)
		if err != nil {
			return false, err
		}
		f.trails = originals(f.trails)
		s := session.Slots{Intent: understand.WhereIsMyMoney, Reference: ref, Hour: -1}
		switch {
		case f.empty():
			continue
		case len(f.trails) == 1:
			err = t.showTrail(f.trails[0], t.asked())
		case len(f.payouts) == 1:
			err = t.showPayout(f.payouts[0], t.asked())
		default:
			t.list(f, s, 0)
		}
		t.flow.Slots, t.session.Misses = s, 0
		return true, err
	}
	return false, nil
}

// Bounds of what may be a reference in a code, and of how many are tried.
const (
	shortRef = 6
	longRef  = 64
	mostRefs = 6
)

// references gives what may be a reference in the text of a code.
func references(text string) []string {
	var out []string
	add := func(s string) {
		if len(s) >= shortRef && len(s) <= longRef && strings.ContainsAny(s, "0123456789") && !slices.Contains(out, s) && len(out) < mostRefs {
			out = append(out, s)
		}
	}
	add(text)
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	}) {
		add(w)
	}
	return out
}

// slip answers from the fields of a slip: of another merchant's number it says
// so, of one's own it shows the swipe to be confirmed.
func (t *turn) slip(s slip.Fields) (bool, error) {
	if err := t.slipOf(s); err != nil {
		return false, err
	}
	found, facts, err := t.swipesOn(s)
	if err != nil {
		return false, err
	}
	if len(found) == 0 && s.Merchant != "" {
		foreign, err := t.foreign(s.Merchant)
		if err != nil || foreign {
			return foreign, err2(err, func() error { return t.foreignSlip(s) })
		}
	}
	if !s.Finds() {
		return false, nil
	}
	t.flow.Slots, t.session.Misses = facts, 0
	t.flow.Slots.Intent = understand.WhereIsMyMoney
	read := t.slipAmount(s)
	switch {
	case len(found) == 0:
		return true, t.nothingFound(t.flow.Slots)
	case len(found) == 1:
		t.reply(t.voice().isItThis(read, found[0]))
	default:
		t.reply(t.voice().whichOfThese(read, found[:min(len(found), pageSize)]))
	}
	return true, nil
}

// err2 is next's error where err is nil.
func err2(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}

// slipOf makes the merchant current that a slip names, where the person acts
// for it too.
func (t *turn) slipOf(s slip.Fields) error {
	if s.Merchant == "" || len(t.members) < 2 || bears(t.merchant, s.Merchant) {
		return nil
	}
	for _, m := range t.members {
		merchant, err := t.merchantOf(m.MerchantID)
		if err != nil {
			return err
		}
		if bears(merchant, s.Merchant) {
			t.flow.Forget()
			return t.actFor(m.MerchantID)
		}
	}
	return nil
}

// numbers are the numbers of a merchant: the operator's own and those at its sources.
func numbers(m record.Merchant) []string {
	all := []string{m.ID}
	for _, a := range m.Aliases {
		all = append(all, a)
	}
	return all
}

// bears tells whether a number is one of a merchant's.
func bears(m record.Merchant, number string) bool {
	return slices.ContainsFunc(numbers(m), func(n string) bool { return strings.EqualFold(n, number) })
}

// foreign tells whether a merchant number on a slip is surely none of the
// person's: it is of the same make as one of theirs and differs in more than a
// misreading does. Where the product knows no number of that make, it says nothing.
func (t *turn) foreign(number string) (bool, error) {
	alike := false
	for _, m := range t.members {
		merchant, err := t.merchantOf(m.MerchantID)
		if err != nil {
			return false, err
		}
		for _, own := range numbers(merchant) {
			if len(own) != len(number) || isDigits(own) != isDigits(number) {
				continue
			}
			if alike = true; differs(own, number) <= misread {
				return false, nil
			}
		}
	}
	return alike && len(number) >= shortRef, nil
}

// misread is in how many places a number may differ from what was printed.
const misread = 2

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// differs counts the places in which two numbers of one length differ.
func differs(a, b string) (n int) {
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// foreignSlip says that a slip is of another merchant number, what to keep, and
// brings a person. Nothing is told of whose number it is.
func (t *turn) foreignSlip(s slip.Fields) error {
	words := strings.TrimSpace(t.staff("desk.foreign_slip", map[string]any{"Number": s.Merchant, "Terminal": s.Terminal}) + "\n" + t.tg.Text)
	return t.urgent(cases.Security, understand.Suspicious, words, voice.otherMerchant)
}

// swipesOn finds the swipes that a slip may be of: by its references, else by
// its amount with its day, its card or its slip number. facts are what was
// looked for.
func (t *turn) swipesOn(s slip.Fields) (found []trail.Trail, facts session.Slots, err error) {
	facts = session.Slots{Last4: s.Last4, Hour: -1}
	if s.Amount != "" {
		facts.Amounts = []understand.Amount{{Op: understand.Eq, Value: s.Amount, Currency: s.Currency}}
	}
	if s.Date != 0 {
		facts.Dates = []understand.DateRange{{From: s.Date, To: s.Date, Of: understand.OfSwipe}}
	}
	for _, ref := range []string{s.RRN, s.Order} {
		if ref == "" {
			continue
		}
		f, err := t.byReference(ref, unnamed)
		if err != nil {
			return nil, facts, err
		}
		if found = onSlip(originals(f.trails), s); len(found) > 0 {
			return found, session.Slots{Reference: ref, Hour: -1}, nil
		}
	}
	if facts.RRN = s.RRN; s.RRN == "" {
		facts.Reference = s.Order
	}
	if len(facts.Amounts) == 0 && s.Slip == "" {
		return nil, facts, nil
	}
	q := Query{MerchantID: t.merchant.ID, Limit: deep}
	if s.Date != 0 {
		q.From, q.To = s.Date-1, s.Date // after midnight the business day may be that of the evening
	} else {
		q.Last4 = s.Last4
	}
	for _, number := range slices.Compact([]string{s.Slip, ""}) {
		if q.Slip = number; q.Slip == "" && len(facts.Amounts) == 0 {
			break
		}
		f, err := t.byGross(facts, q)
		if len(facts.Amounts) == 0 && err == nil {
			f.trails, _, err = t.Books.Trails(t.ctx, t.scope, q)
		}
		if err != nil {
			return nil, facts, fmt.Errorf("swipes of a slip: %w", err)
		}
		if found = onSlip(originals(f.trails), s); len(found) > 0 {
			break
		}
	}
	return found, facts, nil
}

// clockSkew is how far a terminal's clock may be off.
const clockSkew = 10 * time.Minute

// onSlip keeps the swipes that agree with a slip in what both tell, as far as
// there are any: the day, a card, a time of day that a terminal's clock may show.
func onSlip(found []trail.Trail, s slip.Fields) []trail.Trail {
	fits := []func(trail.Trail) bool{
		func(tr trail.Trail) bool {
			return s.Last4 == "" || tr.Last4 == "" || strings.HasSuffix(tr.Last4, s.Last4)
		},
		func(tr trail.Trail) bool { return s.Date == 0 || calendar.DateOf(tr.Time) == s.Date },
		func(tr trail.Trail) bool {
			at, err := time.Parse("15:04", s.Time[:min(len(s.Time), 5)])
			if err != nil {
				return true
			}
			d := time.Duration(tr.Time.Hour()-at.Hour())*time.Hour + time.Duration(tr.Time.Minute()-at.Minute())*time.Minute
			return d.Abs() <= clockSkew
		},
	}
	for _, fit := range fits {
		if kept := slices.DeleteFunc(slices.Clone(found), func(tr trail.Trail) bool { return !fit(tr) }); len(kept) > 0 {
			found = kept
		}
	}
	return found
}

// slipAmount is what was read on a slip, to be shown.
func (t *turn) slipAmount(s slip.Fields) answer.Slip {
	read := answer.Slip{Date: s.Date, Time: s.Time, Last4: s.Last4, RRN: s.RRN, Slip: s.Slip, Order: s.Order,
		Currency: s.Currency}
	if read.Currency == "" {
		read.Currency = t.currency(t.merchant)
	}
	if s.Amount != "" {
		read.Amount = minor(s.Amount, read.Currency)
	}
	return read
}
