package handlers

import (
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// atCounter answers whether a customer who stands there gets money back, in cash or at
// all, or the goods, or pays once more: of the payment that is named or was shown last,
// or that alone is unclear; where none or several may be meant with the rule and those.
// done is false where nothing of that is asked, or the answer is in how it stands.
func (t *turn) atCounter(text string, r understand.Reading) (done bool, err error) {
	asks := follow.AtCounter(text)
	if asks == follow.None || follow.Of(text).Aspect == asks { // of what was shown, in a word
		return false, nil
	}
	may, named, err := t.paidAtCounter(session.Of(r))
	if err != nil {
		return false, err
	}
	if len(may) == 1 {
		reply, ok := t.book.Counter(t.voice().a, may[0], asks)
		if !ok {
			return false, nil
		}
		about := about{row: may[0].Row}
		t.flow.About = about.key()
		return true, t.follows(t.guided(reply, may[0].Reasons, about), text)
	}
	reply, ok := t.book.CounterRule(t.voice().a, asks, may)
	if !ok {
		return false, nil
	}
	t.flow.Asked = t.andAsked(text)
	if s := session.Of(r); named && len(may) == 0 { // what is named was not found: what would find it is asked as ever
		t.session.Misses = 0
		s.Intent = understand.WhereIsMyMoney
		return true, t.together(func() error {
			t.reply(answer.Reply{Text: reply.Text})
			return t.seek(s)
		})
	}
	if len(may) > 0 {
		t.flow.About = rowsKey(may, nil)
	}
	return true, t.follows(reply, text)
}

// paidAtCounter gives the payments that somebody at the counter may have made: those of the
// facts that are named; else the one shown last; else those of the list shown last, or
// lately, of which it is not clear whether they went through. named tells that the first was so.
func (t *turn) paidAtCounter(s session.Slots) (may []trail.Trail, named bool, err error) {
	paid := func(list []trail.Trail) []trail.Trail {
		return slices.DeleteFunc(originals(list), func(tr trail.Trail) bool {
			return tr.Shares != 0 || tr.Type != record.Sale && tr.Type != record.Capture && tr.Type != record.PreAuth
		})
	}
	if s.Any() && !onlyDays(s) {
		f, err := t.search(s)
		if card, ok := asCard(s); ok && err == nil && f.empty() { // "8912" alone may be a card as well
			f, err = t.search(card)
		}
		if err != nil {
			return nil, true, err
		}
		if may = paid(f.meant(s).trails); len(may) < 2 {
			return may, true, nil
		}
		if a, shown := subjectFrom(t.flow.About); shown && !a.payout {
			if at := slices.IndexFunc(may, func(tr trail.Trail) bool { return tr.Row == a.row }); at >= 0 {
				return may[at : at+1], true, nil
			}
		}
		if open := unclear(may); len(open) == 1 {
			return open, true, nil
		}
		return may, true, nil
	}
	if a, shown := subjectFrom(t.flow.About); shown && !a.payout && !s.Any() {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
		if err != nil || ok {
			return []trail.Trail{tr}, false, err
		}
	}
	l, listed, err := t.listedIn(t.flow.About, false)
	if err != nil {
		return nil, false, err
	}
	if listed {
		if may = unclear(paid(l.Trails)); len(may) > 0 {
			return may, false, nil
		}
	}
	recent, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: t.today() - recently, To: t.today() + 1, Limit: openDeep})
	return unclear(paid(recent)), false, err
}

// unclear leaves the payments of which a customer may say that they were charged and a
// terminal that they were not.
func unclear(list []trail.Trail) []trail.Trail {
	return slices.DeleteFunc(slices.Clone(list), func(tr trail.Trail) bool {
		return tr.Has(trail.NotCaptured) || tr.State != trail.Unknown && !tr.Has(trail.DeclinedButDebited)
	})
}
