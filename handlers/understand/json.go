package understand

import (
	"encoding/json"

	"moneytrail/recon/calendar"
)

// MarshalJSON writes the reading as the command `understand` prints it.
func (r Reading) MarshalJSON() ([]byte, error) {
	type day struct {
		From calendar.Date `json:"from"`
		To   calendar.Date `json:"to"`
		Of   About         `json:"of"`
	}
	type amount struct {
		Op       Op      `json:"op"`
		Value    string  `json:"value,omitempty"`
		Min      string  `json:"min,omitempty"`
		Max      string  `json:"max,omitempty"`
		Currency *string `json:"currency"`
	}
	out := struct {
		Text     string   `json:"text"`
		Lang     string   `json:"lang"`
		Intent   Intent   `json:"intent"`
		Decision Decision `json:"decision"`
		Choices  []Intent `json:"choices"`
		Dates    []day    `json:"dates"`
		Amounts  []amount `json:"amounts"`
		Last4    string   `json:"last4"`
		RRN      string   `json:"rrn"`
		Terminal string   `json:"terminal"`
	}{r.Text, r.Lang, r.Intent, r.Decision, append([]Intent{}, r.Choices...), []day{}, []amount{}, r.Last4, r.RRN, r.Terminal}
	for _, d := range r.Dates {
		out.Dates = append(out.Dates, day{d.From, d.To, d.Of})
	}
	for _, a := range r.Amounts {
		row := amount{Op: a.Op, Value: a.Value, Min: a.Min, Max: a.Max}
		if a.Currency != "" {
			row.Currency = &a.Currency
		}
		out.Amounts = append(out.Amounts, row)
	}
	return json.Marshal(out)
}
