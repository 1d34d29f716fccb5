package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// shopAsked answers what is asked of the shops of a chain, each by itself: which took
// nothing, which most, at which money is held, one beside the other. done is false
// where nothing of that is asked, or a payment is named.
func (t *turn) shopAsked(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if t.chain == nil || !t.scope.Totals() || !onlyDays(s) || len(s.Dates) > 1 || r.Future || r.Intent == understand.Suspicious || r.Intent == understand.ChangeAccount {
		return false, nil
	}
	var shops []record.Merchant
	ask := steer.NoShopAsk
	if steer.OfAllShops(text) {
		ask = steer.ShopAsked(text)
	}
	if ask == steer.NoShopAsk && steer.SetsBeside(text) {
		list := make([]answer.Shop, 0, len(t.chain.shops))
		for _, m := range t.chain.shops {
			list = append(list, answer.Shop{Merchant: m})
		}
		shops = t.shopsNamed(text, list)
	}
	switch {
	case ask == steer.ShopsHeld:
		if done, err := t.heldByShop(); !done || err != nil {
			return false, err
		}
	case ask == steer.NoShopAsk && len(shops) < 2, len(s.Dates) == 1 && s.Dates[0].Of == understand.OfArrival:
		return false, nil
	default:
		return t.soldByShop(ask, shops, s, text)
	}
	t.session.Misses = 0
	s.Intent = understand.FundsHeld
	t.flow.Slots, t.flow.Asked = s, text
	return true, err
}

// soldByShop answers it of what shops took; of none all are meant.
func (t *turn) soldByShop(ask steer.ShopAsk, shops []record.Merchant, s session.Slots, text string) (done bool, err error) {
	v := answer.ShopSums{}
	v.From, v.To = t.daysMeant(s)
	if v.From > t.today() {
		return false, nil
	}
	for _, one := range t.eachShop() {
		if len(shops) > 0 && !slices.ContainsFunc(shops, func(m record.Merchant) bool { return m.ID == one.merchant.ID }) {
			continue
		}
		own := []answer.ShopSum{{Merchant: one.merchant, Currency: t.currency(one.merchant)}}
		whole, err := one.eachTrail(v.From, v.To, func(tr trail.Trail) {
			g, ok := takenIn(tr)
			if !ok || g.Count == 0 {
				return
			}
			i := slices.IndexFunc(own, func(x answer.ShopSum) bool { return x.Currency == tr.Currency })
			if i < 0 {
				i, own = len(own), append(own, answer.ShopSum{Merchant: one.merchant, Currency: tr.Currency})
			}
			own[i].Count, own[i].Gross, own[i].Largest = own[i].Count+1, own[i].Gross+g.Gross, max(own[i].Largest, g.Gross)
		})
		if err != nil || !whole {
			return false, err
		}
		v.Shops = append(v.Shops, own...)
	}
	c := answer.Chain{From: v.From, To: v.To}
	for _, x := range v.Shops {
		c.Shops = append(c.Shops, answer.ChainShop{Merchant: x.Merchant})
	}
	if v.AsOf, err = t.restsOn(&c, t.scope, nil); err != nil {
		return false, err
	}
	v.Late = c.Behind
	begin, err := t.begin(v.From)
	if err != nil {
		return false, err
	}
	t.session.Misses = 0
	s.Intent, s.Dates = understand.Statement, []understand.DateRange{{From: v.From, To: v.To}}
	t.flow.Slots, t.flow.Asked, t.flow.About = s, text, daysKey(v.From, v.To)
	t.bears(daysSubject(v.From, v.To))
	if begin > v.To {
		t.flow.About = ""
		t.answer(t.voice().noRecords(v.From, v.To, begin))
		return true, nil
	}
	a := t.voice().a
	switch ask {
	case steer.ShopsWithout:
		t.answer(t.book.ShopsWithout(a, v))
	case steer.ShopsMost, steer.ShopsLeast:
		t.answer(t.book.ShopsRanked(a, v, ask == steer.ShopsLeast))
	default:
		t.answer(t.book.ShopsBeside(a, v))
	}
	t.flow.Brief = true
	return true, nil
}

// heldByShop answers at which shops money is held; done is false where too much is open to tell.
func (t *turn) heldByShop() (done bool, err error) {
	open, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Open: true, Limit: openDeep})
	if err != nil {
		return false, fmt.Errorf("read open trails: %w", err)
	}
	if more {
		return false, nil
	}
	held := slices.DeleteFunc(slices.Clone(open), func(tr trail.Trail) bool { return tr.State != trail.Held || tr.Shares != 0 })
	var list []answer.ShopHeld
	for _, m := range t.chain.shops {
		h := answer.ShopHeld{Merchant: m}
		for _, tr := range held {
			if tr.MerchantID == m.ID {
				h.Count++
				h.Sums = plusSum(h.Sums, tr.Signed(), tr.Currency)
			}
		}
		h.Sums = slices.DeleteFunc(h.Sums, func(s patterns.Sum) bool { return s.Amount == 0 })
		list = append(list, h)
	}
	asOf := trail.Freshness{}
	for _, tr := range open {
		if tr.AsOf.Covers != 0 && (asOf.Covers == 0 || tr.AsOf.Covers < asOf.Covers) {
			asOf = tr.AsOf
		}
	}
	t.flow.About = rowsKey(held, nil)
	t.answer(t.book.ShopsHeld(t.voice().a, list, asOf))
	return true, nil
}
