package handlers

import (
	"cmp"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// changeDays is how far back the contract is looked through for another rate.
const changeDays = calendar.Date(90)

// feeExplained answers what is asked of fees beside their sums: how they are reckoned,
// why one way to pay costs more, whether they can be lower, whether a rate changed. What no
// record tells is said, and a person offered. done is false where nothing of that is asked.
func (t *turn) feeExplained(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	about := t.flow.Slots.Intent == understand.FeeQuestion && t.flow.About == ""
	ask := steer.FeeAsked(text, about)
	if ask == steer.FeeHow && !about { // the rates are told then, or the fee of what was shown
		return false, nil
	}
	if ask == steer.NoFeeAsk || s.Any() && !(onlyDays(s) && ask == steer.FeeChanged) || r.Intent == understand.Suspicious || r.Intent == understand.ChangeAccount || understand.SaysOvercharged(text) {
		return false, nil
	}
	t.session.Misses = 0
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return true, nil
	}
	methods := steer.MethodsIn(text)
	t.flow.Slots, t.flow.Asked, t.flow.About = session.Slots{Intent: understand.FeeQuestion, Hour: -1}, text, ""
	return true, t.byContract(understand.FeeQuestion, func(one *turn, a answer.Audience, list []answer.Terms) (answer.Reply, error) {
		v := answer.FeeRecord{Terms: list}
		switch ask {
		case steer.FeeDearer:
			return one.book.FeesApart(a, v, func(x answer.Terms) bool { return fits(x, methods) }), nil
		case steer.FeeCheaper:
			return one.book.FeesLower(a, v), nil
		}
		if err := one.feeRecord(&v); err != nil {
			return answer.Reply{}, err
		}
		if ask == steer.FeeHow {
			return one.book.FeesReckoned(a, v), nil
		}
		return one.book.FeesChanged(a, v), nil
	})
}

// feeRecord adds what was charged lately and what of the contract changed.
func (t *turn) feeRecord(v *answer.FeeRecord) error {
	rows, err := t.termRows()
	if err != nil {
		return err
	}
	v.From, v.Since = t.today()-feeDays, t.today()-changeDays
	whole, err := t.eachTrail(v.From, t.today(), func(tr trail.Trail) {
		if v.AsOf.Covers == 0 || tr.AsOf.Covers != 0 && tr.AsOf.Covers < v.AsOf.Covers {
			v.AsOf = tr.AsOf
		}
		if tr.Shares != 0 || isNothing(tr.State) || !tr.Arithmetic.Priced || tr.Type != record.Sale {
			return
		}
		v.Checked++
		if tr.Arithmetic.FeeOver != 0 {
			v.Over = append(v.Over, tr)
			return
		}
		contract := terms.For(t.merchant, rows, tr.Scheme, tr.CardType, tr.Business)
		if fee, ok := contract.Fee(tr.Amount); ok && fee == tr.Arithmetic.Fee && fee > 0 && (v.Example == nil || tr.Time.After(v.Example.Time)) {
			v.Example = &tr
			v.Of = answer.Terms{Scheme: strings.ToUpper(tr.Scheme), CardType: strings.ToUpper(tr.CardType), Currency: tr.Currency, Contract: contract}
		}
	})
	if err != nil {
		return err
	}
	v.Part = !whole
	var days []calendar.Date
	for _, r := range rows {
		if r.ValidFrom > v.Since && r.ValidFrom <= t.today() && !slices.Contains(days, r.ValidFrom) {
			days = append(days, r.ValidFrom)
		}
	}
	slices.SortFunc(days, func(a, b calendar.Date) int { return cmp.Compare(b, a) })
	for _, day := range days {
		for _, x := range v.Terms {
			was, is := x, x
			was.Contract, is.Contract = terms.For(t.merchant, rows, x.Scheme, x.CardType, day-1), terms.For(t.merchant, rows, x.Scheme, x.CardType, day)
			if !was.Contract.SameFee(is.Contract) {
				v.Changes = append(v.Changes, answer.FeeChange{On: day, Old: was, New: is})
			}
		}
	}
	return nil
}
