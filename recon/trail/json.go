package trail

import (
	"encoding/json"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
)

// JSON gives the trail as `trace --json` prints it: snake_case keys, amounts
// as decimal strings, times RFC 3339, dates YYYY-MM-DD, null where there is
// none. What is for staff alone (Explanation) is not in it.
func (t Trail) JSON() any {
	c := t.Currency
	j := trailJSON{
		TransactionID: t.TransactionID, MerchantID: t.MerchantID, TerminalID: t.TerminalID, Type: string(t.Type),
		RRN: t.RRN, OrderID: t.OrderID, Last4: t.Last4, Amount: money.Format(t.Amount, c), Currency: c,
		Time: moment(t.Time), BusinessDay: date(t.Business), State: t.State, Reason: JoinReasons(t.Reasons), NextActor: t.Next,
		DueOn: date(t.Due.On), DueBy: text(t.Due.By), DueRule: text(t.Due.Rule), Estimated: t.Due.Estimated,
		Why: []causeJSON{}, Hops: []hopJSON{}, LineID: text(t.LineID), MatchedBy: t.MatchedBy, EntryID: text(t.EntryID),
		HoldReason: text(t.HoldReason), NeededBy: date(t.NeededBy),
		Arithmetic: arithmeticJSON{
			Gross: money.Format(t.Arithmetic.Gross, c), Fee: money.Format(t.Arithmetic.Fee, c),
			Adjustments: money.Format(t.Arithmetic.Adjustments, c), Net: money.Format(t.Arithmetic.Net, c),
			Refunded: money.Format(t.Arithmetic.Refunded, c), ChargedBack: money.Format(t.Arithmetic.ChargedBack, c),
			Arrived: money.Format(t.Arithmetic.Arrived, c), Unexplained: money.Format(t.Arithmetic.Unexplained, c),
			Unsettled: money.Format(t.Arithmetic.Unsettled, c), Priced: t.Arithmetic.Priced, FeeRate: text(t.Arithmetic.FeeRate),
		},
		DataAsOf: moment(t.AsOf.Imported), DataCovers: date(t.AsOf.Covers), DataSource: text(t.AsOf.Source),
	}
	for _, c := range t.Why {
		j.Why = append(j.Why, causeJSON{c.Reason, c.Next, date(c.By), evidence(c.Evidence)})
	}
	for _, h := range t.Hops {
		j.Hops = append(j.Hops, h.json())
	}
	if t.Payout != nil {
		j.PayoutID = text(t.Payout.ID)
	}
	if t.Late != nil {
		late := t.Late.json()
		j.Late = &late
	}
	return j
}

// JoinReasons writes reasons as exports and JSON have them: joined by "+", "" for none.
func JoinReasons(reasons []Reason) string {
	words := make([]string, len(reasons))
	for i, r := range reasons {
		words[i] = string(r)
	}
	return strings.Join(words, "+")
}

type trailJSON struct {
	TransactionID string         `json:"transaction_id"`
	MerchantID    string         `json:"merchant_id"`
	TerminalID    string         `json:"terminal_id"`
	Type          string         `json:"type"`
	RRN           string         `json:"rrn"`
	OrderID       string         `json:"order_id"`
	Last4         string         `json:"card_last4"`
	Amount        string         `json:"amount"`
	Currency      string         `json:"currency"`
	Time          *string        `json:"time"`
	BusinessDay   *string        `json:"business_day"`
	State         State          `json:"state"`
	Reason        string         `json:"reason"`
	Why           []causeJSON    `json:"why"`
	NextActor     Actor          `json:"next_actor"`
	DueOn         *string        `json:"due_on"`
	DueBy         *string        `json:"due_by"`
	DueRule       *string        `json:"due_rule"`
	Estimated     bool           `json:"estimated"`
	Hops          []hopJSON      `json:"hops"`
	LineID        *string        `json:"line_id"`
	MatchedBy     string         `json:"matched_by"`
	PayoutID      *string        `json:"payout_id"`
	EntryID       *string        `json:"entry_id"`
	HoldReason    *string        `json:"hold_reason"`
	NeededBy      *string        `json:"needed_by"`
	Arithmetic    arithmeticJSON `json:"arithmetic"`
	Late          *freshJSON     `json:"late"`
	DataAsOf      *string        `json:"data_as_of"`
	DataCovers    *string        `json:"data_covers"`
	DataSource    *string        `json:"data_source"`
}

type causeJSON struct {
	Reason    Reason         `json:"reason"`
	NextActor Actor          `json:"next_actor"`
	By        *string        `json:"by"`
	Evidence  []evidenceJSON `json:"evidence"`
}

type hopJSON struct {
	Hop      HopName        `json:"hop"`
	At       *string        `json:"at"`
	Evidence []evidenceJSON `json:"evidence"`
}

type evidenceJSON struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	File string `json:"file"`
	Line int    `json:"line"`
	// Extra: columns that the format does not know, by name.
	Extra json.RawMessage `json:"extra,omitempty"`
}

type arithmeticJSON struct {
	Gross       string  `json:"gross"`
	Fee         string  `json:"fee"`
	Adjustments string  `json:"adjustments"`
	Net         string  `json:"net"`
	Refunded    string  `json:"refunded"`
	ChargedBack string  `json:"charged_back"`
	Arrived     string  `json:"arrived"`
	Unexplained string  `json:"unexplained"`
	Unsettled   string  `json:"unsettled"` // gross less what was settled, where the two differ
	Priced      bool    `json:"priced"`
	FeeRate     *string `json:"fee_rate"`
}

type freshJSON struct {
	Source   string  `json:"source"`
	Kind     string  `json:"kind"`
	Covers   *string `json:"covers"`
	Imported *string `json:"imported"`
	Usual    *string `json:"usual"`
}

// json: at is the time where it is known, else the day.
func (h Hop) json() hopJSON {
	j := hopJSON{Hop: h.Name, At: moment(h.At), Evidence: evidence(h.Evidence)}
	if h.At.IsZero() {
		j.At = date(h.On)
	}
	return j
}

func evidence(list []Evidence) []evidenceJSON {
	out := []evidenceJSON{}
	for _, e := range list {
		out = append(out, evidenceJSON{string(e.Kind), e.ID, e.File, e.Line, json.RawMessage(e.Extra)})
	}
	return out
}

func (f Freshness) json() freshJSON {
	return freshJSON{f.Source, string(f.Kind), date(f.Covers), moment(f.Imported), text(f.Usual)}
}

func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return text(t.Format(time.RFC3339))
}

func date(d calendar.Date) *string { return text(d.String()) }

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
