package handlers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// feeDays is how far back fees are looked through where no day is named.
const feeDays = calendar.Date(30)

// feeAsked answers questions about fees that the words themselves make plain:
// whether refunds cost anything, what some days cost, and whether an amount was
// charged too much. done is false where none is asked.
func (t *turn) feeAsked(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	days := onlyDays(s)
	switch {
	case days && understand.AsksRefundFee(text):
		err = t.refundFees()
	case days && len(s.Dates) > 0 && understand.NamesFees(text) && !r.Future && (r.Intent == understand.FeeQuestion || r.Intent == understand.Statement || slices.Contains(r.Choices, understand.FeeQuestion)):
		if !t.scope.Totals() {
			t.reply(t.voice().notForRole())
			break
		}
		if understand.NamesStatement(text) { // the fees are in it
			s.Intent = understand.Statement
			t.flow.Slots, t.flow.Asked = s, text
			return true, t.statement(s)
		}
		err = t.feesOf(s.Dates[0])
	case t.scope.Totals() && understand.SaysOvercharged(text) && !(r.Decision == understand.Act && r.Intent == understand.Refund):
		if done, err := t.overcharged(s, ofFees(text, r)); !done || err != nil {
			return done, err
		}
	default:
		return false, nil
	}
	if s.Intent = understand.FeeQuestion; err == nil {
		t.session.Misses, t.flow.Slots, t.flow.Asked = 0, s, text
	}
	return true, err
}

// ofFees tells whether what was taken too much is a fee, or short of a payout:
// else it may be what a customer was charged.
func ofFees(text string, r understand.Reading) bool {
	fees := func(i understand.Intent) bool { return i == understand.FeeQuestion || i == understand.ShortPayment }
	if understand.NamesFees(text) {
		return true
	}
	if r.Decision == understand.Act {
		return fees(r.Intent)
	}
	return slices.ContainsFunc(r.Choices, fees)
}

// eachTrail gives all trails of some days to do, day by day where they are many;
// whole is false where a day has more than can be read.
func (t *turn) eachTrail(from, to calendar.Date, do func(trail.Trail)) (whole bool, err error) {
	found, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: from, To: to, Limit: openDeep})
	if err != nil {
		return false, fmt.Errorf("read trails: %w", err)
	}
	if more && from < to {
		middle := from + (to-from)/2
		early, err := t.eachTrail(from, middle, do)
		if err != nil {
			return false, err
		}
		late, err := t.eachTrail(middle+1, to, do)
		return early && late, err
	}
	for _, tr := range found {
		do(tr)
	}
	return !more, nil
}

// feesOf answers what the payments of some days cost, by kind of payment.
func (t *turn) feesOf(d understand.DateRange) error {
	v := answer.FeeSum{From: d.From, To: min(d.To, t.today())}
	shops := []*turn{t}
	if t.chain != nil {
		shops = nil
		for i, m := range t.chain.shops {
			one := *t
			one.narrow(t.chain.members[i], m)
			shops = append(shops, &one)
		}
	}
	for _, one := range shops {
		before := slices.Clone(v.Total)
		whole, err := one.addFees(&v)
		if err != nil {
			return err
		}
		if t.chain != nil {
			v.Shops = append(v.Shops, answer.FeeShop{Merchant: one.merchant, Total: lessSums(v.Total, before, t.currency(one.merchant))})
		}
		if !whole { // too many to tell apart here: the sum is in the statement
			return t.period(d.From, d.To)
		}
	}
	mostFirst(v.Shops)
	v.Total = withoutNothing(v.Total)
	slices.SortStableFunc(v.Groups, func(a, b answer.FeeGroup) int {
		return cmp.Or(cmp.Compare(a.Terms.Currency, b.Terms.Currency), cmp.Compare(b.Fee, a.Fee), cmp.Compare(a.Terms.Scheme, b.Terms.Scheme), cmp.Compare(a.Terms.CardType, b.Terms.CardType))
	})
	t.flow.About = ""
	begin, err := t.begin(v.From)
	if err != nil {
		return err
	}
	if begin > v.To && v.Nothing() {
		t.answer(t.voice().noRecords(v.From, v.To, begin))
		return nil
	}
	r := t.book.FeesOf(t.voice().a, v)
	if begin != 0 {
		r = t.book.Partly(t.voice().a, r, begin)
	}
	t.bears(daysSubject(v.From, v.To))
	t.answer(r)
	return nil
}

// addFees adds the fees of the current merchant; what the equation of the days
// has beyond single payments is the account's own.
func (t *turn) addFees(v *answer.FeeSum) (whole bool, err error) {
	rows, err := t.termRows()
	if err != nil {
		return false, err
	}
	own := map[string]int64{}
	whole, err = t.eachTrail(v.From, v.To, func(tr trail.Trail) {
		if tr.Shares != 0 || isNothing(tr.State) || tr.Type != record.Sale && tr.Type != record.Refund && tr.Type != record.Capture {
			return
		}
		if v.AsOf.Covers == 0 || tr.AsOf.Covers != 0 && tr.AsOf.Covers < v.AsOf.Covers {
			v.AsOf = tr.AsOf
		}
		if !tr.Arithmetic.Priced {
			v.Unpriced++
			return
		}
		own[tr.Currency] += tr.Arithmetic.Fee
		if tr.Arithmetic.FeeOver != 0 {
			v.Over = append(v.Over, tr)
		}
		t.addFee(v, rows, tr)
	})
	if err != nil || !whole {
		return whole, err
	}
	eq, err := t.Books.Period(t.ctx, t.scope, t.merchant.ID, v.From, v.To)
	if err != nil {
		return false, err
	}
	for currency, fee := range own {
		v.Total = plusSum(v.Total, fee, currency)
	}
	if rest := eq.Fees - own[eq.Currency]; rest != 0 {
		v.Other, v.Total = plusSum(v.Other, rest, eq.Currency), plusSum(v.Total, rest, eq.Currency)
	}
	if len(v.Total) == 0 {
		v.Total = plusSum(v.Total, 0, t.currency(t.merchant))
	}
	slices.SortFunc(v.Total, func(a, b patterns.Sum) int { return cmp.Compare(a.Currency, b.Currency) })
	return true, nil
}

// isNothing tells the states in which no money moved.
func isNothing(s trail.State) bool {
	switch s {
	case trail.Declined, trail.Reversed, trail.Voided, trail.Unknown:
		return true
	}
	return false
}

// addFee adds the fee of one payment to its kind.
func (t *turn) addFee(v *answer.FeeSum, rows []record.Terms, tr trail.Trail) {
	refund := tr.Type == record.Refund
	if refund && tr.Arithmetic.Fee == 0 {
		return
	}
	scheme, card := strings.ToUpper(tr.Scheme), strings.ToUpper(tr.CardType)
	i := slices.IndexFunc(v.Groups, func(g answer.FeeGroup) bool {
		return g.Terms.Scheme == scheme && g.Terms.CardType == card && g.Terms.Currency == tr.Currency && g.Refunds == refund
	})
	if i < 0 {
		i = len(v.Groups)
		v.Groups = append(v.Groups, answer.FeeGroup{Refunds: refund,
			Terms: answer.Terms{Scheme: scheme, CardType: card, Currency: tr.Currency, Contract: terms.For(t.merchant, rows, tr.Scheme, tr.CardType, tr.Business)}})
	}
	v.Groups[i].Count++
	v.Groups[i].Gross += tr.Amount
	v.Groups[i].Fee += tr.Arithmetic.Fee
}

func plusSum(list []patterns.Sum, amount int64, currency string) []patterns.Sum {
	i := slices.IndexFunc(list, func(s patterns.Sum) bool { return s.Currency == currency })
	if i < 0 {
		return append(list, patterns.Sum{Currency: currency, Amount: amount})
	}
	list[i].Amount += amount
	return list
}

// lessSums is what was added to sums, in each currency; where nothing was, that, in own.
func lessSums(now, before []patterns.Sum, own string) (added []patterns.Sum) {
	for _, s := range now {
		for _, b := range before {
			if b.Currency == s.Currency {
				s.Amount -= b.Amount
			}
		}
		if s.Amount != 0 {
			added = append(added, s)
		}
	}
	if len(added) == 0 {
		added = append(added, patterns.Sum{Currency: own})
	}
	return added
}

// mostFirst orders shops by what they paid, the most first, each currency by itself.
func mostFirst(shops []answer.FeeShop) {
	slices.SortStableFunc(shops, func(a, b answer.FeeShop) int {
		return cmp.Or(cmp.Compare(a.Total[0].Currency, b.Total[0].Currency), cmp.Compare(b.Total[0].Amount, a.Total[0].Amount))
	})
}

// withoutNothing leaves out currencies in which there was nothing, unless that is all.
func withoutNothing(sums []patterns.Sum) []patterns.Sum {
	some := slices.DeleteFunc(slices.Clone(sums), func(s patterns.Sum) bool { return s.Amount == 0 })
	if len(some) == 0 {
		return sums[:min(len(sums), 1)]
	}
	return some
}

// refundFees answers whether refunds cost anything: by the contract, with the
// newest refund of the merchant's whose sale is known for certain.
func (t *turn) refundFees() error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	if t.chain != nil {
		return t.byContract(understand.FeeQuestion, func(one *turn, a answer.Audience, list []answer.Terms) (answer.Reply, error) {
			return one.book.RefundFees(a, answer.RefundFee{Terms: list}), nil
		})
	}
	list, err := t.contracts()
	if err != nil {
		return err
	}
	v := answer.RefundFee{Terms: list}
	var sales, refunds []trail.Trail
	whole, err := t.eachTrail(t.today()-feeDays, t.today(), func(tr trail.Trail) {
		switch {
		case !tr.Arithmetic.Priced || isNothing(tr.State):
		case tr.Type == record.Refund:
			refunds = append(refunds, tr)
		case tr.Arithmetic.Refunded > 0 && tr.Arithmetic.Fee != 0:
			sales = append(sales, tr)
		}
	})
	if err != nil {
		return err
	}
	if !whole { // the newest of these need not be the newest of all
		sales = nil
	}
	for i := range sales {
		s := &sales[i]
		fits := slices.DeleteFunc(slices.Clone(refunds), func(r trail.Trail) bool {
			return r.Last4 != s.Last4 || r.Currency != s.Currency || r.Amount != s.Arithmetic.Refunded || r.Time.Before(s.Time)
		})
		if len(fits) == 1 && (v.Sale == nil || fits[0].Time.After(v.Refund.Time)) {
			v.Sale, v.Refund, v.AsOf = s, &fits[0], fits[0].AsOf
		}
	}
	t.flow.About = ""
	t.answer(t.book.RefundFees(t.voice().a, v))
	return nil
}
