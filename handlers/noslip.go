package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// slipsShown is how many of today's newest payments are told of where none is named.
const slipsShown = 3

// noSlip answers who got no slip for a payment: whether it went through, and how
// a slip is had. Whether to charge again asks the same once more. done is false
// where that is not what is said.
func (t *turn) noSlip(text string, r understand.Reading) (done bool, err error) {
	if again := follow.Of(text).Aspect == follow.Swipe && understand.SaysNoReceipt(t.flow.Asked); again {
		text = t.andAsked(text)
	} else if !understand.SaysNoReceipt(text) || r.Decision == understand.Act && (r.Intent == understand.Suspicious || r.Intent == understand.Statement) {
		return false, nil
	}
	s := session.Of(r)
	var list []trail.Trail
	if onlyDays(s) && (len(s.Dates) == 0 || s.Dates[0].From == t.today()) {
		if list, _, err = t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: t.today(), To: t.today(), Limit: pageSize}); err != nil {
			return false, fmt.Errorf("read trails: %w", err)
		}
	} else {
		f, err := t.search(s)
		if err != nil {
			return false, err
		}
		list = f.trails
	}
	named := s.Any()
	list = slices.DeleteFunc(originals(list), func(tr trail.Trail) bool { return tr.Type == record.Refund })
	if most := slipsShown; len(list) > most {
		list = list[:most]
	}
	t.session.Misses = 0
	s.Intent = understand.TerminalProblem
	t.flow.Slots, t.flow.Asked, t.flow.About = s, text, ""
	if len(list) == 1 && named {
		t.flow.About = about{row: list[0].Row}.key()
	}
	v := t.voice()
	t.answer(t.book.NoSlip(v.a, list, named, v.asked(s)))
	return true, nil
}
