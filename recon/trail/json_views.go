package trail

import "moneytrail/recon/money"

// JSON gives the payout as `trace --payout --json` prints it.
func (v PayoutView) JSON() any {
	m := func(n int64) string { return money.Format(n, v.Currency) }
	j := payoutJSON{
		PayoutID: v.ID, MerchantID: v.MerchantID, Currency: v.Currency, State: v.State, Reason: JoinReasons(v.Reasons),
		NextActor: v.Next, SentOn: date(v.SentOn), ArrivedOn: date(v.ArrivedOn), CheckBy: date(v.CheckBy),
		Account: v.Account, Reference: text(v.BankReference), Statement: text(v.StatementText),
		FailureCode: text(v.FailureCode), FailureReason: text(v.FailureReason),
		LinesNet: m(v.LinesNet), CarriedIn: m(v.CarriedIn), CarriedOut: m(v.CarriedOut), Fee: m(v.Fee),
		Unexplained: m(v.Unexplained), Amount: m(v.Amount), Banked: m(v.Banked), Difference: m(v.Difference),
		MatchedBy: v.MatchedBy, EntryID: text(v.EntryID), Evidence: evidence(v.Evidence), Lines: []payoutLineJSON{},
		DataAsOf: moment(v.AsOf.Imported), DataCovers: date(v.AsOf.Covers),
	}
	for _, l := range v.Lines {
		j.Lines = append(j.Lines, payoutLineJSON{
			LineID: l.LineID, Type: l.Type, TransactionID: text(l.TransactionID), RRN: text(l.RRN), SwipedOn: date(l.SwipedOn),
			Currency: l.Currency, Gross: money.Format(l.Gross, l.Currency), Fee: money.Format(l.Fee, l.Currency), Net: money.Format(l.Net, l.Currency), Evidence: evidence([]Evidence{l.Evidence})[0],
		})
	}
	return j
}

// JSON gives the entry as `trace --entry --json` prints it.
func (v EntryView) JSON() any {
	m := func(n int64) string { return money.Format(n, v.Currency) }
	j := entryJSON{
		EntryID: v.ID, BookedOn: date(v.BookedOn), Account: v.Account, Owner: string(v.Owner), Memo: text(v.Memo), Currency: v.Currency, Amount: m(v.Amount),
		Sales: m(v.Sales), Refunds: m(v.Refunds), Chargebacks: m(v.Chargebacks), Fees: m(v.Fees), Adjustments: m(v.Adjustments),
		Reserved: m(v.Reserved), CarriedIn: m(v.CarriedIn), CarriedOut: m(v.CarriedOut), PayoutFees: m(v.PayoutFees),
		Unexplained: m(v.Unexplained), Elsewhere: m(v.Elsewhere), Others: m(v.Others), Stray: m(v.Stray), Itemised: v.Itemised,
		Evidence: evidence([]Evidence{v.Evidence})[0], Payouts: []entryPartJSON{},
		DataAsOf: moment(v.AsOf.Imported), DataCovers: date(v.AsOf.Covers),
	}
	for _, p := range v.Payouts {
		j.Payouts = append(j.Payouts, entryPartJSON{m(p.Amount), m(p.Elsewhere), p.Rule, p.Role, p.Payout.JSON()})
	}
	return j
}

// JSON gives the day as `summary --json` prints it.
func (d Day) JSON() any {
	j := dayJSON{
		MerchantID: d.MerchantID, Date: date(d.On), Currency: d.Sold.Currency, Sold: d.Sold.JSON(), Proved: d.Proved,
		Upcoming: []dueJSON{}, Exceptions: []any{}, Arrived: []any{}, Troubled: []any{}, Late: []freshJSON{},
		DataAsOf: moment(d.AsOf.Imported), DataCovers: date(d.AsOf.Covers),
	}
	for _, u := range d.Upcoming {
		j.Upcoming = append(j.Upcoming, dueJSON{date(u.On), money.Format(u.Amount, d.Sold.Currency), u.Count})
	}
	for _, t := range d.Exceptions {
		j.Exceptions = append(j.Exceptions, t.JSON())
	}
	for _, v := range d.Arrived {
		j.Arrived = append(j.Arrived, v.JSON())
	}
	for _, v := range d.Troubled {
		j.Troubled = append(j.Troubled, v.JSON())
	}
	for _, f := range d.Late {
		j.Late = append(j.Late, f.json())
	}
	m := func(n int64) string { return money.Format(n, d.Open.Currency) }
	j.Open = rollJSON{m(d.Open.Before), m(d.Open.New), m(d.Open.Arrived), m(d.Open.Closed), m(d.Open.Unexplained), m(d.Open.After)}
	return j
}

// JSON gives the equation with every term, amounts as decimal strings.
func (e Equation) JSON() any {
	m := func(n int64) string { return money.Format(n, e.Currency) }
	return equationJSON{
		Currency: e.Currency, Sales: m(e.Sales), Refunds: m(e.Refunds), Chargebacks: m(e.Chargebacks), Fees: m(e.Fees),
		Adjustments: m(e.Adjustments), Arrived: m(e.Arrived), OnTheWay: m(e.OnTheWay), Due: m(e.Due), Overdue: m(e.Overdue),
		Held: m(e.Held), Reserved: m(e.Reserved), Returned: m(e.Returned), Unexplained: m(e.Unexplained),
		SalesCount: e.SalesCount, RefundCount: e.RefundCount, BeforeFees: e.BeforeFees,
	}
}

type payoutJSON struct {
	PayoutID      string           `json:"payout_id"`
	MerchantID    string           `json:"merchant_id"`
	Currency      string           `json:"currency"`
	State         PayoutState      `json:"state"`
	Reason        string           `json:"reason"`
	NextActor     Actor            `json:"next_actor"`
	SentOn        *string          `json:"sent_on"`
	ArrivedOn     *string          `json:"arrived_on"`
	CheckBy       *string          `json:"check_by"`
	Account       string           `json:"account_last4"`
	Reference     *string          `json:"bank_reference"`
	Statement     *string          `json:"statement_text"`
	FailureCode   *string          `json:"failure_code"`
	FailureReason *string          `json:"failure_reason"`
	LinesNet      string           `json:"lines_net"`
	CarriedIn     string           `json:"carried_in"`
	CarriedOut    string           `json:"carried_out"`
	Fee           string           `json:"fee"`
	Unexplained   string           `json:"unexplained"`
	Amount        string           `json:"amount"`
	Banked        string           `json:"banked"`
	Difference    string           `json:"difference"`
	MatchedBy     string           `json:"matched_by"`
	EntryID       *string          `json:"entry_id"`
	Evidence      []evidenceJSON   `json:"evidence"`
	Lines         []payoutLineJSON `json:"lines"`
	DataAsOf      *string          `json:"data_as_of"`
	DataCovers    *string          `json:"data_covers"`
}

type payoutLineJSON struct {
	LineID        string       `json:"line_id"`
	Type          string       `json:"type"`
	TransactionID *string      `json:"transaction_id"`
	RRN           *string      `json:"rrn"`
	SwipedOn      *string      `json:"swiped_on"`
	Currency      string       `json:"currency"`
	Gross         string       `json:"gross"`
	Fee           string       `json:"fee"`
	Net           string       `json:"net"`
	Evidence      evidenceJSON `json:"evidence"`
}

type entryJSON struct {
	EntryID     string          `json:"entry_id"`
	BookedOn    *string         `json:"booked_on"`
	Account     string          `json:"account_last4"`
	Owner       string          `json:"owner"`
	Memo        *string         `json:"memo"`
	Currency    string          `json:"currency"`
	Amount      string          `json:"amount"`
	Sales       string          `json:"sales"`
	Refunds     string          `json:"refunds"`
	Chargebacks string          `json:"chargebacks"`
	Fees        string          `json:"fees"`
	Adjustments string          `json:"adjustments"`
	Reserved    string          `json:"reserved"`
	CarriedIn   string          `json:"carried_in"`
	CarriedOut  string          `json:"carried_out"`
	PayoutFees  string          `json:"payout_fees"`
	Unexplained string          `json:"unexplained"`
	Elsewhere   string          `json:"elsewhere"`
	Others      string          `json:"others"`
	Stray       string          `json:"stray"`
	Itemised    bool            `json:"itemised"`
	Evidence    evidenceJSON    `json:"evidence"`
	Payouts     []entryPartJSON `json:"payouts"`
	DataAsOf    *string         `json:"data_as_of"`
	DataCovers  *string         `json:"data_covers"`
}

type entryPartJSON struct {
	Amount    string `json:"amount"`
	Elsewhere string `json:"elsewhere"`
	MatchedBy string `json:"matched_by"`
	Role      string `json:"role"`
	Payout    any    `json:"payout"`
}

type dayJSON struct {
	MerchantID string      `json:"merchant_id"`
	Date       *string     `json:"date"`
	Currency   string      `json:"currency"`
	Sold       any         `json:"sold"`
	Upcoming   []dueJSON   `json:"upcoming"`
	Exceptions []any       `json:"exceptions"`
	Arrived    []any       `json:"arrived"`
	Proved     bool        `json:"proved"`
	Troubled   []any       `json:"troubled"`
	Open       rollJSON    `json:"open"`
	Late       []freshJSON `json:"late"`
	DataAsOf   *string     `json:"data_as_of"`
	DataCovers *string     `json:"data_covers"`
}

type dueJSON struct {
	On     *string `json:"due_on"`
	Amount string  `json:"amount"`
	Count  int     `json:"count"`
}

type rollJSON struct {
	Before      string `json:"before"`
	New         string `json:"new"`
	Arrived     string `json:"arrived"`
	Closed      string `json:"closed"`
	Unexplained string `json:"unexplained"` // of closed
	After       string `json:"after"`
}

type equationJSON struct {
	Currency    string `json:"currency"`
	Sales       string `json:"sales"`
	Refunds     string `json:"refunds"`
	Chargebacks string `json:"chargebacks"`
	Fees        string `json:"fees"`
	Adjustments string `json:"adjustments"`
	Arrived     string `json:"arrived"`
	OnTheWay    string `json:"on_the_way"`
	Due         string `json:"due"`
	Overdue     string `json:"overdue"`
	Held        string `json:"held"`
	Reserved    string `json:"reserved"`
	Returned    string `json:"returned"`
	Unexplained string `json:"unexplained"`
	SalesCount  int    `json:"sales_count"`
	RefundCount int    `json:"refund_count"`
	BeforeFees  int    `json:"before_fees"`
}
