package terms

import (
	"fmt"

	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// Fault is a cell that cannot be terms: its column by the native name, and why.
type Fault struct {
	Column string
	Err    error
}

func (f *Fault) Error() string { return f.Column + ": " + f.Err.Error() }

func (f *Fault) Unwrap() error { return f.Err }

// Check looks for the first cell of a terms row that cannot be meant, nil if there is none.
func Check(r record.Terms) *Fault {
	if f := checkCycle("cycle", r.Cycle); f != nil {
		return f
	}
	if f := checkCycle("fallback_cycle", r.FallbackCycle); f != nil {
		return f
	}
	for _, cell := range []struct{ column, text string }{
		{"cutoff", r.CutOff}, {"window_from", r.WindowFrom}, {"window_to", r.WindowTo},
	} {
		if f := checkClock(cell.column, cell.text); f != nil {
			return f
		}
	}
	if r.WindowFrom != "" && r.WindowTo != "" && r.WindowFrom >= r.WindowTo {
		return &Fault{"window_to", fmt.Errorf("the window ends at %s, not after it begins at %s", r.WindowTo, r.WindowFrom)}
	}
	if r.FeeBPS != nil {
		if _, err := money.ParseBPS(*r.FeeBPS); err != nil {
			return &Fault{"fee_bps", err}
		}
	}
	for _, cell := range []struct {
		column string
		amount *int64
	}{
		{"single_cap", r.SingleCap}, {"day_cap", r.DayCap}, {"fee_fixed", r.FeeFixed},
		{"fee_min", r.FeeMin}, {"fee_cap", r.FeeCap}, {"payout_fee", r.PayoutFee},
	} {
		if cell.amount != nil && *cell.amount < 0 {
			return &Fault{cell.column, fmt.Errorf("it may not be below 0")}
		}
	}
	if r.FeeMin != nil && r.FeeCap != nil && *r.FeeMin > *r.FeeCap {
		return &Fault{"fee_cap", fmt.Errorf("it is below fee_min")}
	}
	switch r.RefundFee {
	case "", FeeKept, FeeReturned:
	default:
		return &Fault{"refund_fee", fmt.Errorf("%q is neither kept nor returned", r.RefundFee)}
	}
	return nil
}

// CheckMerchant is Check for the terms among the columns of merchants.
func CheckMerchant(m record.Merchant) *Fault {
	if f := checkCycle("settlement_cycle", m.Cycle); f != nil {
		return f
	}
	if f := checkClock("cutoff", m.CutOff); f != nil {
		return f
	}
	if m.FeeBPS != nil && (*m.FeeBPS < 0 || *m.FeeBPS > 10000) {
		return &Fault{"fee_bps", fmt.Errorf("%d is not between 0 and 10000", *m.FeeBPS)}
	}
	return nil
}

func checkCycle(column, text string) *Fault {
	if text == "" {
		return nil
	}
	if _, err := ParseCycle(text); err != nil {
		return &Fault{column, err}
	}
	return nil
}

func checkClock(column, text string) *Fault {
	if text == "" {
		return nil
	}
	if _, err := ParseClock(text); err != nil {
		return &Fault{column, err}
	}
	return nil
}
