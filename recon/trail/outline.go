package trail

import (
	"time"

	"moneytrail/recon/calendar"
)

// Outline is a trail on one line: where the money is, why, and the rows that tell of it.
type Outline struct {
	Row                       int64
	TransactionID, MerchantID string
	State                     State
	Reasons                   []Reason
	MatchedBy                 string
	LineID, PayoutID, EntryID string // "" none
}

// Outlines hands over, in the same order, what Build would tell of each of
// f.Sales, without evidence, arithmetic and what people are told of it. An
// outline is good until yield returns.
func Outlines(f Facts, cals *calendar.Set, now time.Time, yield func(*Outline) error) error {
	l := prepare(f, cals, now, outlines)
	var o Outline
	for i := range l.nSales {
		tr := l.trail(&l.own[i])
		o = Outline{Row: tr.Row, TransactionID: tr.TransactionID, MerchantID: tr.MerchantID, State: tr.State, Reasons: tr.Reasons,
			MatchedBy: tr.MatchedBy, LineID: tr.LineID, EntryID: tr.EntryID}
		if tr.Payout != nil {
			o.PayoutID = tr.Payout.ID
		}
		if err := yield(&o); err != nil {
			return err
		}
	}
	return nil
}
