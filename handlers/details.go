package handlers

import (
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
)

// details takes facts that were told without a question: with those of the open
// question first, and by themselves where nothing fits both.
func (t *turn) details(told session.Slots, text string) error {
	merged := t.flow.Slots.Merge(told)
	if isTalk(merged.Intent) || merged.Intent == "" || merged.Intent == understand.ProvideDetails {
		merged.Intent = understand.WhereIsMyMoney
	}
	if merged.Intent == understand.Statement && !onlyDays(told) { // a sale is named: no more the sums of a day
		merged.Intent = understand.WhereIsMyMoney
	}
	if sale := told; merged.Intent == understand.TerminalProblem { // nor how a terminal is mended
		if sale.Terminal = ""; sale.Any() && !onlyDays(sale) {
			merged.Intent = understand.TransactionStatus
		}
	}
	told.Intent = merged.Intent
	if t.flow.Slots.Any() && told.Any() {
		if joins, err := t.carriesOver(told); err != nil {
			return err
		} else if !joins {
			return t.question(told, text)
		}
	}
	if fits, err := t.fitsOld(merged, told); err != nil {
		return err
	} else if !fits {
		return t.question(told, text)
	}
	if t.flow.Slots.Any() && told.Any() {
		if f, err := t.search(merged); err != nil {
			return err
		} else if f.empty() && t.flow.About != listNone {
			return t.question(told, text)
		} else if f.empty() { // what more is known of what was not found; alone it may find another
			if alone, err := t.search(told); err != nil {
				return err
			} else if !alone.empty() {
				return t.question(told, text)
			}
		}
	}
	return t.question(merged, text)
}

// fitsOld tells whether new facts speak of the transaction that an earlier
// reference names. A reference finds by itself, so facts against it would be lost.
func (t *turn) fitsOld(merged, told session.Slots) (bool, error) {
	if merged.RRN == told.RRN && merged.Reference == told.Reference || !told.Any() {
		return true, nil
	}
	f, err := t.search(merged)
	if err != nil {
		return false, err
	}
	for _, tr := range f.trails {
		if (told.Last4 == "" || told.Last4 == tr.Last4) && (told.Terminal == "" || told.Terminal == tr.TerminalID) &&
			(len(told.Amounts) == 0 || t.oneOf(told.Amounts, tr.Amount, tr.Currency) || t.oneOf(told.Amounts, tr.Arithmetic.Net, tr.Currency)) {
			return true, nil
		}
	}
	for _, p := range f.payouts {
		if told.Last4 == "" && told.Terminal == "" && (len(told.Amounts) == 0 || t.oneOf(told.Amounts, p.Amount, p.Currency)) {
			return true, nil
		}
	}
	return false, nil
}
