package storage

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// packTerms gives the body of a row of terms.
func packTerms(p *packer, r *record.Terms) []byte {
	p.begin()
	p.text(r.MerchantID)
	p.word(r.Scheme)
	p.word(r.CardType)
	p.number(int64(r.ValidFrom))
	p.text(r.Cycle)
	p.text(r.CutOff)
	p.text(r.Calendar)
	p.text(r.WindowFrom)
	p.text(r.WindowTo)
	p.maybe(r.SingleCap)
	p.maybe(r.DayCap)
	p.text(r.FallbackCycle)
	p.maybeText(r.FeeBPS)
	p.maybe(r.FeeFixed)
	p.maybe(r.FeeMin)
	p.maybe(r.FeeCap)
	p.maybe(r.PayoutFee)
	p.text(r.RefundFee)
	p.text(r.Extra)
	p.number(int64(r.Decimals))
	return p.end()
}

// unpackTerms reads what packTerms wrote.
func unpackTerms(body []byte, r *record.Terms) error {
	u := unpack(body)
	r.MerchantID = u.text()
	r.Scheme = u.word()
	r.CardType = u.word()
	r.ValidFrom = calendar.Date(u.number())
	r.Cycle = u.text()
	r.CutOff = u.text()
	r.Calendar = u.text()
	r.WindowFrom = u.text()
	r.WindowTo = u.text()
	r.SingleCap = u.maybe()
	r.DayCap = u.maybe()
	r.FallbackCycle = u.text()
	r.FeeBPS = u.maybeText()
	r.FeeFixed = u.maybe()
	r.FeeMin = u.maybe()
	r.FeeCap = u.maybe()
	r.PayoutFee = u.maybe()
	r.RefundFee = u.text()
	r.Extra = u.text()
	r.Decimals = record.Decimals(u.number())
	return u.err()
}
