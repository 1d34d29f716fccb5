package storage

import "moneytrail/recon/record"

// packMerchant gives the body of a merchant.
func packMerchant(p *packer, r *record.Merchant) ([]byte, error) {
	aliases, err := toJSON(r.Aliases)
	if err != nil {
		return nil, err
	}
	p.begin()
	p.text(r.ID)
	p.text(r.Account.Key)
	p.text(r.Account.Last4)
	p.text(r.Name)
	p.text(r.Language)
	p.text(r.Zone)
	p.word(r.Currency)
	p.text(r.Calendar)
	p.text(r.Cycle)
	p.text(r.CutOff)
	p.maybe(r.FeeBPS)
	p.number(r.MinPayout)
	p.text(r.Group)
	p.text(r.Store)
	p.text(r.Opens)
	p.text(r.Closes)
	p.text(aliases)
	p.text(r.Extra)
	return p.end(), nil
}

// unpackMerchant reads what packMerchant wrote.
func unpackMerchant(body []byte, r *record.Merchant) error {
	u := unpack(body)
	r.ID = u.text()
	r.Account.Key = u.text()
	r.Account.Last4 = u.text()
	r.Name = u.text()
	r.Language = u.text()
	r.Zone = u.text()
	r.Currency = u.word()
	r.Calendar = u.text()
	r.Cycle = u.text()
	r.CutOff = u.text()
	r.FeeBPS = u.maybe()
	r.MinPayout = u.number()
	r.Group = u.text()
	r.Store = u.text()
	r.Opens = u.text()
	r.Closes = u.text()
	aliases := u.text()
	r.Extra = u.text()
	if err := u.err(); err != nil {
		return err
	}
	return fromJSON(aliases, &r.Aliases)
}
