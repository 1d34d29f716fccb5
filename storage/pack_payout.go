package storage

import "moneytrail/recon/record"

// packPayout gives the body of a payout, without its party.
func packPayout(p *packer, r *record.Payout) []byte {
	p.begin()
	p.text(r.ID)
	p.stamp(r.SentAt)
	p.number(r.Amount)
	p.word(r.Currency)
	p.text(r.Account.Key)
	p.text(r.Account.Last4)
	p.word(string(r.Status))
	p.number(r.Fee)
	p.number(r.CarriedIn)
	p.stamp(r.ConfirmedAt)
	p.text(r.BankReference)
	p.text(r.StatementText)
	p.text(r.FailureCode)
	p.text(r.FailureReason)
	p.text(r.Extra)
	p.number(int64(r.Decimals))
	return p.end()
}

// unpackPayout reads what packPayout wrote, times as printed.
func unpackPayout(body []byte, r *record.Payout) error {
	u := unpack(body)
	r.ID = u.text()
	r.SentAt = u.stamp()
	r.Amount = u.number()
	r.Currency = u.word()
	r.Account.Key = u.text()
	r.Account.Last4 = u.text()
	r.Status = record.PayoutStatus(u.word())
	r.Fee = u.number()
	r.CarriedIn = u.number()
	r.ConfirmedAt = u.stamp()
	r.BankReference = u.text()
	r.StatementText = u.text()
	r.FailureCode = u.text()
	r.FailureReason = u.text()
	r.Extra = u.text()
	r.Decimals = record.Decimals(u.number())
	return u.err()
}
