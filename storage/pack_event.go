package storage

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// packEvent gives the body of an event, without its party.
func packEvent(p *packer, r *record.Event) []byte {
	p.begin()
	p.text(r.ID)
	p.stamp(r.Time)
	p.text(r.Kind)
	p.text(r.TerminalID)
	p.text(r.Reference)
	p.maybe(r.Amount)
	p.word(r.Currency)
	p.number(int64(r.DueOn))
	p.text(r.PublicReason)
	p.text(r.Note)
	p.text(r.Extra)
	p.number(int64(r.Decimals))
	return p.end()
}

// unpackEvent reads what packEvent wrote, the time as printed.
func unpackEvent(body []byte, r *record.Event) error {
	u := unpack(body)
	r.ID = u.text()
	r.Time = u.stamp()
	r.Kind = u.text()
	r.TerminalID = u.text()
	r.Reference = u.text()
	r.Amount = u.maybe()
	r.Currency = u.word()
	r.DueOn = calendar.Date(u.number())
	r.PublicReason = u.text()
	r.Note = u.text()
	r.Extra = u.text()
	r.Decimals = record.Decimals(u.number())
	return u.err()
}
