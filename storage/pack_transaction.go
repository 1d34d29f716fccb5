package storage

import "moneytrail/recon/record"

// packTransaction gives the body of a transaction, without its party.
func packTransaction(p *packer, r *record.Transaction) []byte {
	p.begin()
	p.text(r.ID)
	p.stamp(r.Time)
	p.number(r.Amount)
	p.word(string(r.Type))
	p.word(string(r.Status))
	p.word(r.Currency)
	p.word(r.Scheme)
	p.text(r.TerminalID)
	p.text(r.Last4)
	p.text(r.RRN)
	p.text(r.AuthCode)
	p.text(r.OriginalRRN)
	p.word(r.CardType)
	p.text(r.BatchNo)
	p.text(r.SlipNo)
	p.text(r.OrderID)
	p.text(r.Operator)
	p.text(r.Place)
	p.text(r.OriginalID)
	p.text(r.Extra)
	p.number(int64(r.Decimals))
	return p.end()
}

// unpackTransaction reads what packTransaction wrote, the time as printed.
func unpackTransaction(body []byte, r *record.Transaction) error {
	u := unpack(body)
	r.ID = u.text()
	r.Time = u.stamp()
	r.Amount = u.number()
	r.Type = record.TransactionType(u.word())
	r.Status = record.TransactionStatus(u.word())
	r.Currency = u.word()
	r.Scheme = u.word()
	r.TerminalID = u.text()
	r.Last4 = u.text()
	r.RRN = u.text()
	r.AuthCode = u.text()
	r.OriginalRRN = u.text()
	r.CardType = u.word()
	r.BatchNo = u.text()
	r.SlipNo = u.text()
	r.OrderID = u.text()
	r.Operator = u.text()
	r.Place = u.text()
	r.OriginalID = u.text()
	r.Extra = u.text()
	r.Decimals = record.Decimals(u.number())
	return u.err()
}

// amountOf gives amount and terminal out of the body of a transaction; told:
// the amount is in the units that the body names.
func amountOf(body []byte) (amount int64, terminal []byte, told bool) {
	s := skim(body)
	s.text()   // id
	s.number() // time
	amount = s.number()
	s.words(4)
	const decimals = 20 // of the fields of packTransaction
	return amount, s.text(), !s.bad && s.mask>>decimals&1 == 0
}

// idOf gives the id at the beginning of a body; those of terms begin with their merchant.
func idOf(body []byte) string {
	if len(body) < bodyHead || body[0]&1 == 0 {
		return ""
	}
	n, at := uint64(0), bodyHead
	for shift := 0; at < len(body); at, shift = at+1, shift+7 {
		n |= uint64(body[at]&0x7f) << shift
		if body[at] < 0x80 {
			at++
			break
		}
	}
	if n > uint64(len(body)-at) {
		return ""
	}
	return string(body[at : at+int(n)])
}
