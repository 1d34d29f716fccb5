package storage

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// packEntry gives the body of a bank entry.
func packEntry(p *packer, r *record.Entry) []byte {
	p.begin()
	p.text(r.ID)
	p.number(int64(r.BookedOn))
	p.stamp(r.BookedAt)
	p.text(r.Account.Key)
	p.text(r.Account.Last4)
	p.number(r.Amount)
	p.word(string(r.Direction))
	p.word(r.Currency)
	p.text(r.Memo)
	p.word(string(r.Owner))
	p.text(r.Counterparty.Key)
	p.text(r.Counterparty.Last4)
	p.text(r.Extra)
	return p.end()
}

// unpackEntry reads what packEntry wrote.
func unpackEntry(body []byte, r *record.Entry) error {
	u := unpack(body)
	r.ID = u.text()
	r.BookedOn = calendar.Date(u.number())
	r.BookedAt = u.stamp()
	r.Account.Key = u.text()
	r.Account.Last4 = u.text()
	r.Amount = u.number()
	r.Direction = record.Direction(u.word())
	r.Currency = u.word()
	r.Memo = u.text()
	r.Owner = record.Owner(u.word())
	r.Counterparty.Key = u.text()
	r.Counterparty.Last4 = u.text()
	r.Extra = u.text()
	return u.err()
}
