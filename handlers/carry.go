package handlers

import (
	"fmt"
	"slices"
	"time"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

// breath is how long facts wait for more of them without a word in between: what
// is told later is a question of its own.
const breath = 10 * time.Minute

// carriesOver tells whether facts that are told now join those of the last
// question. They do while that is still open: nothing or several were found. Where
// one payment was shown, or after silence, only facts of that payment do; others begin anew.
func (t *turn) carriesOver(told session.Slots) (bool, error) {
	a, shown := subjectFrom(t.flow.About)
	if !shown {
		return !t.silent(), nil
	}
	if a.payout {
		v, ok, err := t.payoutIn(a.row)
		if err != nil {
			return false, fmt.Errorf("read payout: %w", err)
		}
		return ok && told.Last4 == "" && told.Terminal == "" && told.Slip == "" &&
			(len(told.Amounts) == 0 || t.oneOf(told.Amounts, v.Amount, v.Currency) || t.wholeOf(told.Amounts, v.Amount, v.Currency)) && !onlyDays(told), nil
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err != nil {
		return false, fmt.Errorf("read trail: %w", err)
	}
	on := calendar.DateOf(tr.Time.In(t.now.Location()))
	return ok && (told.Last4 == "" || told.Last4 == tr.Last4) && (told.Terminal == "" || told.Terminal == tr.TerminalID) &&
		(told.RRN == "" || told.RRN == tr.RRN) &&
		(len(told.Amounts) == 0 || t.oneOf(told.Amounts, tr.Amount, tr.Currency) || t.oneOf(told.Amounts, tr.Arithmetic.Net, tr.Currency)) &&
		(len(told.Dates) == 0 || slices.ContainsFunc(told.Dates, func(d understand.DateRange) bool { return on >= d.From && on <= d.To })), nil
}

// silent tells whether nothing was said for longer than a breath.
func (t *turn) silent() bool { return t.machine.Sub(t.session.UpdatedAt) > breath }
