package checks

import (
	"moneytrail/handlers/flow"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// Fee compares the fee of a swipe with the contract that holds for it.
func Fee(s Subject, c terms.Contract) flow.Checked {
	t := s.Trail
	if t == nil || !t.Arithmetic.Priced {
		return flow.Checked{Outcome: "none", Facts: of(s)}
	}
	f := facts(of(s))
	f.set("charged", flow.MoneyOf(t.Arithmetic.Fee, t.Currency))
	f.text("rate", percent(t.Arithmetic.FeeRate))
	agreed, known := c.Fee(t.Arithmetic.Gross)
	if !known || !c.RateKnown {
		return flow.Checked{Outcome: "no_contract", Facts: f}
	}
	f.set("agreed", flow.MoneyOf(agreed, t.Currency))
	f.text("agreed_rate", percent(c.Rate.Percent()))
	if !t.Has(trail.RateMismatch) {
		return flow.Checked{Outcome: "as_agreed", Facts: f}
	}
	f.set("difference", flow.MoneyOf(max(t.Arithmetic.Fee-agreed, agreed-t.Arithmetic.Fee), t.Currency))
	return flow.Checked{Outcome: "other", Facts: f}
}

func percent(rate string) string {
	if rate == "" {
		return ""
	}
	return rate + "%"
}

// Balance tells what has come together for the next payout, in minor units of
// currency: net is what settlement lines have left that no payout paid, least
// the smallest payout, nil where there is none; took are the rows that took money away.
func Balance(net *int64, least *int64, currency string, took []trail.Trail) flow.Checked {
	if net == nil {
		return flow.Checked{Outcome: "unknown"}
	}
	f := facts{}
	if *net < 0 {
		f.set("owed", flow.MoneyOf(-*net, currency))
		f.set("rows", lines(took))
		return flow.Checked{Outcome: "negative", Facts: f}
	}
	f.set("balance", flow.MoneyOf(*net, currency))
	if least == nil {
		f.set("least", flow.MoneyOf(0, currency))
		return flow.Checked{Outcome: "reached", Facts: f}
	}
	f.set("least", flow.MoneyOf(*least, currency))
	if *net >= *least {
		return flow.Checked{Outcome: "reached", Facts: f}
	}
	f.set("missing", flow.MoneyOf(*least-*net, currency))
	return flow.Checked{Outcome: "below", Facts: f}
}

// Sources tells whether a file that the answer needs is late.
func Sources(s Subject) flow.Checked {
	late := s.Late()
	if late == nil && (s.Trail == nil || !s.Trail.Has(trail.NotKnownYet) && !s.Trail.Has(trail.BankIncident)) {
		return flow.Checked{Outcome: "here"}
	}
	f := facts{}
	if late != nil {
		f.text("usual", late.Usual)
		f.set("file", flow.Value{Kind: flow.OfWord, Text: "file." + string(late.Kind)}) // what is in it, not who made it
	}
	return flow.Checked{Outcome: "late", Facts: f}
}

// lines names swipes as the lines of a list.
func lines(of []trail.Trail) flow.Value {
	keys := make([]string, 0, len(of))
	for _, t := range of[:min(len(of), MostLines)] {
		keys = append(keys, Key(t.Row))
	}
	return flow.LinesOf(keys...)
}

// list adds swipes as the lines of a list, and how many more there are.
func (f facts) list(of []trail.Trail) {
	f.set("rows", lines(of))
	if more := len(of) - MostLines; more > 0 {
		f.set("unlisted", flow.NumberOf(int64(more)))
	}
}
