package handlers_test

import (
	"context"
	"slices"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// books are money in memory, scoped as the store scopes it.
type books struct {
	merchants []record.Merchant
	trails    []trail.Trail // newest last
	payouts   []trail.PayoutView
	today     calendar.Date
	activity  patterns.Activity
	terms     []record.Terms
	sources   []trail.Freshness
	net       *int64 // what no payout paid yet; nil: not known
}

func (b *books) Balance(_ context.Context, s access.Scope, merchant string) (int64, bool, error) {
	if b.net == nil || !s.Sees(merchant) || !s.Totals() {
		return 0, false, nil
	}
	return *b.net, true, nil
}

func (b *books) Terms(context.Context, access.Scope, string) ([]record.Terms, error) {
	return b.terms, nil
}

func (b *books) Merchant(_ context.Context, s access.Scope, id string) (record.Merchant, bool, error) {
	for _, m := range b.merchants {
		if m.ID == id && s.Sees(id) {
			return m, true, nil
		}
	}
	return record.Merchant{}, false, nil
}

func (b *books) Shops(_ context.Context, s access.Scope) ([]record.Merchant, error) {
	return slices.DeleteFunc(slices.Clone(b.merchants), func(m record.Merchant) bool { return !slices.Contains(s.Merchants(), m.ID) }), nil
}

func (b *books) sees(s access.Scope, t trail.Trail) bool {
	return s.Sees(t.MerchantID) && (!s.TodayOnly() || businessDay(t) == b.today)
}

// businessDay is the one that a swipe has, else that of its time.
func businessDay(t trail.Trail) calendar.Date {
	if t.Business != 0 {
		return t.Business
	}
	return calendar.DateOf(t.Time)
}

func (b *books) Trails(_ context.Context, s access.Scope, q handlers.Query) ([]trail.Trail, bool, error) {
	var out []trail.Trail
	for _, t := range slices.Backward(b.trails) {
		if b.sees(s, t) && fits(t, q) {
			out = append(out, t)
		}
	}
	if q.Limit > 0 && len(out) > q.Limit {
		return out[:q.Limit], true, nil
	}
	return out, false, nil
}

func fits(t trail.Trail, q handlers.Query) bool {
	on := businessDay(t)
	arrival := t.Due.On
	if t.Payout != nil && t.Payout.ArrivedOn != 0 {
		arrival = t.Payout.ArrivedOn
	}
	is := func(want, have string) bool { return want == "" || want == have }
	return is(q.MerchantID, t.MerchantID) && is(q.Currency, t.Currency) && is(q.Last4, t.Last4) && is(q.RRN, t.RRN) && is(q.Terminal, t.TerminalID) && is(q.Slip, t.SlipNo) &&
		(q.From == 0 || on >= q.From) && (q.To == 0 || on <= q.To) &&
		(q.ArrivedFrom == 0 || arrival >= q.ArrivedFrom) && (q.ArrivedTo == 0 || arrival != 0 && arrival <= q.ArrivedTo) &&
		(q.AmountMin == nil || t.Amount >= *q.AmountMin) && (q.AmountMax == nil || t.Amount <= *q.AmountMax) &&
		(q.Reference == "" || q.Reference == t.TransactionID || q.Reference == t.RRN || q.Reference == t.OrderID) &&
		(!q.Open || t.State != trail.Arrived && t.State != trail.Declined && t.State != trail.Refunded)
}

func (b *books) Trail(_ context.Context, s access.Scope, row int64) (trail.Trail, bool, error) {
	for _, t := range b.trails {
		if t.Row == row && b.sees(s, t) {
			return t, true, nil
		}
	}
	return trail.Trail{}, false, nil
}

func (b *books) Payouts(_ context.Context, s access.Scope, q handlers.PayoutQuery) ([]trail.PayoutView, error) {
	var out []trail.PayoutView
	for _, p := range slices.Backward(b.payouts) {
		on := max(p.SentOn, p.ArrivedOn)
		if s.Sees(p.MerchantID) && s.Totals() && (q.MerchantID == "" || q.MerchantID == p.MerchantID) &&
			(q.From == 0 || on >= q.From) && (q.To == 0 || on <= q.To) && (q.Reference == "" || q.Reference == p.ID) {
			out = append(out, p)
		}
	}
	return out, nil
}

func (b *books) Payout(_ context.Context, s access.Scope, row int64) (trail.PayoutView, bool, error) {
	for _, p := range b.payouts {
		if p.Row == row && s.Sees(p.MerchantID) && s.Totals() {
			return p, true, nil
		}
	}
	return trail.PayoutView{}, false, nil
}

func (b *books) Day(_ context.Context, s access.Scope, merchant string, day calendar.Date) (trail.Day, error) {
	if !s.Sees(merchant) || !s.Totals() {
		return trail.Day{}, nil
	}
	d := trail.Day{MerchantID: merchant, On: day, Proved: true, Sold: trail.Equation{Currency: "CNY"}, Open: trail.RollForward{Currency: "CNY"}}
	for _, m := range b.merchants {
		if m.ID == merchant {
			d.MerchantName = m.Name
		}
	}
	for _, t := range b.trails {
		if t.MerchantID == merchant && calendar.DateOf(t.Time) == day {
			d.Sold.Sales, d.Sold.OnTheWay = d.Sold.Sales+t.Amount, d.Sold.OnTheWay+t.Amount
			d.Sold.SalesCount++
		}
	}
	for _, p := range b.payouts {
		switch {
		case p.MerchantID != merchant:
		case p.Troubled():
			d.Troubled = append(d.Troubled, p)
		case p.ArrivedOn == day:
			d.Arrived = append(d.Arrived, p)
		}
	}
	return d, nil
}

func (b *books) Period(ctx context.Context, s access.Scope, merchant string, from, to calendar.Date) (trail.Equation, error) {
	eq := trail.Equation{Currency: "CNY"}
	for day := from; day <= to; day++ {
		d, err := b.Day(ctx, s, merchant, day)
		if err != nil {
			return eq, err
		}
		for _, tr := range b.trails {
			if tr.Business == day && (merchant == "" || tr.MerchantID == merchant) {
				eq.Fees += tr.Arithmetic.Fee
			}
		}
		eq.Sales, eq.OnTheWay, eq.SalesCount = eq.Sales+d.Sold.Sales, eq.OnTheWay+d.Sold.OnTheWay, eq.SalesCount+d.Sold.SalesCount
	}
	return eq, nil
}

func (b *books) Sources(context.Context, string) ([]trail.Freshness, error) { return b.sources, nil }

// swipe is one sale of a merchant that is cleared and due on the next working day.
func swipe(row int64, merchant, id string, at time.Time, amount int64, last4 string) trail.Trail {
	return trail.Trail{Row: row, TransactionID: id, MerchantID: merchant, TerminalID: "K001", Type: record.Sale,
		RRN: "6324114200" + id[len(id)-2:], Last4: last4, Scheme: "UNIONPAY", Amount: amount, Currency: "CNY", Time: at,
		State: trail.Captured, Reasons: []trail.Reason{trail.InCycle}, Next: trail.Clock, Business: calendar.DateOf(at),
		Hops:       []trail.Hop{{Name: trail.HopSwiped, At: at, Evidence: []trail.Evidence{{Kind: record.Transactions, ID: id, File: "transactions.csv", Line: int(row) + 1}}}},
		Arithmetic: trail.Arithmetic{Gross: amount, Net: amount}, Explanation: "staff only: note on " + id}
}
