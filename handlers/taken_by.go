package handlers

import (
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// takenBy answers how much was taken in some days, all of it or with the ways to pay
// that are named, by shop for a chain. Where no days are named it is of those that
// were shown last, else of today. done is false where that is not asked.
func (t *turn) takenBy(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if !t.scope.Totals() || !onlyDays(s) || len(s.Dates) > 1 || r.Future || !steer.AsksTakenBy(text) || r.Decision == understand.HandOver && r.Intent.Trouble() {
		return false, nil
	}
	if len(s.Dates) == 1 && (s.Dates[0].Of == understand.OfArrival || s.Dates[0].From > t.today()) || s.Hour >= 0 {
		return false, nil
	}
	methods := steer.MethodsIn(text)
	from, to := t.daysMeant(s)
	v := answer.TakenBy{From: from, To: to}
	whole := true
	for _, one := range t.eachShop() {
		var groups []answer.TakenGroup
		all, err := one.eachTrail(from, to, func(tr trail.Trail) {
			if v.AsOf.Covers == 0 || tr.AsOf.Covers != 0 && tr.AsOf.Covers < v.AsOf.Covers {
				v.AsOf = tr.AsOf
			}
			g, ok := takenIn(tr)
			if !ok {
				return
			}
			v.All = answer.TakenGroup{Terms: answer.Terms{Currency: g.Terms.Currency}, Count: g.Count, Gross: g.Gross}.Add(v.All)
			if fits(g.Terms, methods) {
				groups, v.Groups = g.Add(groups), g.Add(v.Groups)
			}
		})
		if err != nil {
			return false, err
		}
		whole = whole && all
		if t.chain != nil {
			v.Shops = append(v.Shops, answer.TakenShop{Merchant: one.merchant, Groups: groups})
		}
	}
	if !whole { // too many to tell apart here
		return false, nil
	}
	begin, err := t.begin(from)
	if err != nil {
		return false, err
	}
	t.session.Misses = 0
	s.Intent, s.Dates = understand.Statement, []understand.DateRange{{From: from, To: to}}
	t.flow.Slots, t.flow.Asked, t.flow.About = s, text, daysKey(from, to)
	if begin > to {
		t.flow.About = ""
		t.answer(t.voice().noRecords(from, to, begin))
		return true, nil
	}
	for _, m := range methods {
		v.Names = append(v.Names, textOf[m])
	}
	rep := t.book.TakenBy(t.voice().a, v)
	if begin > from {
		rep = t.book.Partly(t.voice().a, rep, begin)
	}
	t.bears(daysSubject(from, to))
	t.answer(rep)
	t.flow.Brief = true
	return true, nil
}

// daysMeant are the days that a question of sums is of: those it names, else those that
// were shown or asked of last, else today.
func (t *turn) daysMeant(s session.Slots) (from, to calendar.Date) {
	if len(s.Dates) > 0 {
		return s.Dates[0].From, min(s.Dates[0].To, t.today())
	}
	if d, ok := t.daysShown(); ok {
		return d.From, min(d.To, t.today())
	}
	if b := t.flow.Slots; onlyDays(b) && len(b.Dates) == 1 && b.Dates[0].From <= t.today() {
		return b.Dates[0].From, min(b.Dates[0].To, t.today())
	}
	return t.today(), t.today()
}

// eachShop gives a turn for each shop of the chain, else this one.
func (t *turn) eachShop() (shops []*turn) {
	if t.chain == nil {
		return []*turn{t}
	}
	for i, m := range t.chain.shops {
		one := *t
		one.narrow(t.chain.members[i], m)
		shops = append(shops, &one)
	}
	return shops
}

// takenIn is what one row took or gave back; ok is false where no money moved by it.
func takenIn(tr trail.Trail) (g answer.TakenGroup, ok bool) {
	if tr.Shares != 0 || isNothing(tr.State) {
		return g, false
	}
	g.Terms = answer.Terms{Scheme: strings.ToUpper(tr.Scheme), CardType: strings.ToUpper(tr.CardType), Currency: tr.Currency}
	switch tr.Type {
	case record.Sale, record.Capture:
		g.Count, g.Gross = 1, tr.Amount
	case record.Refund:
		g.RefundCount, g.Refunds = 1, tr.Amount
	default:
		return g, false
	}
	return g, true
}

// fits tells whether what was paid with is among the ways that are named; without any, all are.
func fits(x answer.Terms, methods []steer.Method) bool {
	wallet := x.Scheme == "WECHAT" || x.Scheme == "ALIPAY"
	return len(methods) == 0 || slices.ContainsFunc(methods, func(m steer.Method) bool {
		switch m {
		case steer.WeChat:
			return x.Scheme == "WECHAT"
		case steer.Alipay:
			return x.Scheme == "ALIPAY"
		case steer.Credit:
			return !wallet && x.CardType == "CREDIT"
		case steer.Debit:
			return !wallet && x.CardType == "DEBIT"
		}
		return !wallet && x.Scheme != ""
	})
}

// textOf names the text that a way to pay is called by.
var textOf = map[steer.Method]string{steer.WeChat: "scheme.WECHAT", steer.Alipay: "scheme.ALIPAY", steer.Credit: "card_kind.CREDIT", steer.Debit: "card_kind.DEBIT", steer.Cards: "word.cards"}
