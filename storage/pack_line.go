package storage

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// packLine gives the body of a settlement line, without its party.
func packLine(p *packer, r *record.Line) []byte {
	p.begin()
	p.text(r.ID)
	p.number(int64(r.SettledOn))
	p.stamp(r.Time)
	p.number(r.Gross)
	p.number(r.Fee)
	p.number(r.Gross - r.Fee - r.Net) // 0 by the law of every row
	p.word(string(r.Type))
	p.word(string(r.Status))
	p.word(r.Currency)
	p.text(r.TerminalID)
	p.text(r.RRN)
	p.text(r.PayoutID)
	p.text(r.OrderID)
	p.text(r.TransactionID)
	p.text(r.BatchNo)
	p.text(r.SlipNo)
	p.number(int64(r.DueOn))
	p.text(r.HoldReason)
	p.text(r.Note)
	p.text(r.Extra)
	p.number(int64(r.Decimals))
	return p.end()
}

// unpackLine reads what packLine wrote, the time as printed.
func unpackLine(body []byte, r *record.Line) error {
	u := unpack(body)
	r.ID = u.text()
	r.SettledOn = calendar.Date(u.number())
	r.Time = u.stamp()
	r.Gross = u.number()
	r.Fee = u.number()
	r.Net = r.Gross - r.Fee - u.number()
	r.Type = record.LineType(u.word())
	r.Status = record.LineStatus(u.word())
	r.Currency = u.word()
	r.TerminalID = u.text()
	r.RRN = u.text()
	r.PayoutID = u.text()
	r.OrderID = u.text()
	r.TransactionID = u.text()
	r.BatchNo = u.text()
	r.SlipNo = u.text()
	r.DueOn = calendar.Date(u.number())
	r.HoldReason = u.text()
	r.Note = u.text()
	r.Extra = u.text()
	r.Decimals = record.Decimals(u.number())
	return u.err()
}

// lineNames gives id and payout out of the body of a line.
func lineNames(body []byte) (id, payout []byte, err error) {
	s := skim(body)
	id = s.text()
	for range 5 { // from the day it settled to the law of every row
		s.number()
	}
	s.words(3)
	s.text() // terminal
	s.text() // RRN
	if payout = s.text(); s.bad {
		return nil, nil, errPacked
	}
	return id, payout, nil
}
