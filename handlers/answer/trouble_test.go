package answer

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"moneytrail/handlers/access"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// back is a payout that the bank returned, and the swipes in it.
func back(n int) (trail.PayoutView, []trail.Trail) {
	v := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	v.Row, v.FailureCode, v.Lines = 40, "AC04", nil
	var list []trail.Trail
	for i := range n {
		t := typical(trail.PayoutWasReturned)
		t.Row, t.Amount = int64(100+i), int64(1000+i)
		ref := v.PayoutRef
		t.Payout = &ref
		list = append(list, t)
		v.Lines = append(v.Lines, trail.PayoutLine{Type: string(record.LineSale), TransactionRow: t.Row, Gross: t.Amount, Net: t.Amount})
	}
	return v, list
}

func shortPayout() trail.PayoutView {
	v := payoutIn(trail.PayoutShort, trail.Operator, trail.PayoutIsShort)
	v.Row, v.Banked, v.Difference = 41, 392780, -10000
	return v
}

// batch is n swipes of a terminal that did not close its batch.
func batch(n int) []trail.Trail {
	var list []trail.Trail
	for i := range n {
		t := typical(trail.BatchNotClosed)
		t.Row, t.Time = int64(200+i), t.Time.Add(time.Duration(i)*time.Second)
		list = append(list, t)
	}
	return list
}

func TestTroubles(t *testing.T) {
	v, inside := back(23)
	missing := with(typical(trail.MissingInSettlement), func(x *trail.Trail) { x.Row = 300 })
	held := with(typical(trail.RiskHold), func(x *trail.Trail) { x.Row, x.HoldReason, x.Next = 301, "DOCUMENTS", trail.Merchant })
	open := append(append([]trail.Trail{swipe(), missing, held}, inside...), batch(6)...)
	some := []trail.Reason{trail.MissingInSettlement, trail.RiskHold, trail.DeclinedButDebited, trail.Retrieval}
	var many []trail.Trail
	for i := range 11 {
		many = append(many, with(typical(some[i%len(some)]), func(x *trail.Trail) {
			x.Row, x.Amount = int64(400+i), int64(100000*(i+1))
		}))
	}
	unseen := with(paid(), func(x *trail.Trail) { x.BankSeen, x.Row = false, 500 })
	var unseenDays []trail.Trail // payouts of six days, the statement's day of three of them still to come
	for i := range 6 {
		unseenDays = append(unseenDays, with(paid(), func(x *trail.Trail) {
			ref := *x.Payout
			ref.Row, ref.SentOn, ref.CheckBy, ref.Amount = int64(60+i), day(22-i), day(23-max(0, i-3)), int64(10000*(i+1))
			x.BankSeen, x.Row, x.Payout = false, int64(600+i), &ref
		}))
	}
	day21 := trail.Day{MerchantID: "M0001", MerchantName: "老李面馆", On: day(21), Proved: true, AsOf: cleared(21), Sold: trail.Equation{Currency: "CNY"},
		Exceptions: append(append([]trail.Trail{held}, inside...), batch(6)...), Troubled: []trail.PayoutView{v, shortPayout()}}
	general := func(name string, i understand.Intent, o Open) scene {
		return one(name, func(b *Book, a Audience) Reply { return b.General(a, i, o) })
	}
	golden(t, "troubles", []scene{
		general("each trouble once", understand.WhereIsMyMoney, Open{Trails: open, Payouts: []trail.PayoutView{v, shortPayout()}}),
		general("many, the first page", understand.WhereIsMyMoney, Open{Trails: many}),
		general("many, the second page", understand.WhereIsMyMoney, Open{Trails: many, Page: 1}),
		general("a page that is no more", understand.WhereIsMyMoney, Open{Trails: many, Page: 7}),
		one("the swipes of one line", func(b *Book, a Audience) Reply {
			return b.Alike(a, open, Alike{State: trail.Captured, Reason: trail.BatchNotClosed})
		}),
		general("of a day, the rest arrived", understand.WhereIsMyMoney, Open{Trails: []trail.Trail{held}, Arrived: 12}),
		general("sent to an account that cannot be seen", understand.WhereIsMyMoney, Open{Trails: []trail.Trail{swipe(), unseen}}),
		general("sent on many days to an account that cannot be seen", understand.WhereIsMyMoney, Open{Trails: unseenDays}),
		one("sent, and by when the statement shows it", func(b *Book, a Audience) Reply { return b.Trail(a, unseenDays[0]) }),
		one("sent, and the statement should show it", func(b *Book, a Audience) Reply { return b.Trail(a, unseenDays[5]) }),
		general("charged but failed, several", understand.DeclinedButDebited, Open{Trails: []trail.Trail{typical(trail.DeclinedButDebited), because(swipe(), trail.Declined, trail.Nobody)}}),
		general("came short, several", understand.ShortPayment, Open{Payouts: []trail.PayoutView{shortPayout(), payout()}}),
		general("a terminal with an open batch", understand.TerminalProblem, Open{Trails: batch(6)}),
		general("refunds", understand.Refund, Open{Trails: []trail.Trail{refund(because(landed(), trail.Arrived, trail.Nobody, trail.RefundNetted))}}),
		one("a day", func(b *Book, a Audience) Reply { return b.Day(a, day21) }),
		one("more of a day", func(b *Book, a Audience) Reply { d := day21; d.Exceptions = many; return b.DayTroubles(a, d, 1) }),
		one("the swipes of a day's line", func(b *Book, a Audience) Reply {
			return b.DayAlike(a, day21, Alike{State: trail.Captured, Reason: trail.BatchNotClosed})
		}),
		one("refunded, the fee is kept", func(b *Book, a Audience) Reply {
			return b.TrailBeside(a, with(because(priced(), trail.Refunded, trail.Nobody), func(x *trail.Trail) { x.Arithmetic.Refunded = 350000 }), Beside{RefundFee: "kept"})
		}),
		one("a payout of one of several shops", func(b *Book, a Audience) Reply {
			a.Several, a.Merchant = true, "老李面馆"
			return b.Payout(a, payout())
		}),
		one("a cashier, nothing found", func(b *Book, a Audience) Reply {
			a.Role = access.Cashier
			return b.NothingFound(a, Asked{From: day(20), To: day(20)}, nil, true, nil)
		}),
	})
}

// A cashier hears of swipes alone: no payout, and no sum of one.
func TestACashierIsToldNoPayoutInTrouble(t *testing.T) {
	b := book(t)
	v, inside := back(3)
	for _, lang := range languages {
		a := owner(lang)
		a.Role = access.Cashier
		mustNotSay(t, b.General(a, understand.WhereIsMyMoney, Open{Trails: inside, Payouts: []trail.PayoutView{v}}).Text, "4,027.80", "P20261121")
	}
}

// However many swipes and payouts are in trouble, every one is on exactly one
// line of one page, and no page has more than eight lines.
func TestEveryTroubleIsOnOnePage(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		var open []trail.Trail
		var payouts []trail.PayoutView
		for i := range rapid.IntRange(0, 60).Draw(rt, "swipes") {
			x := typical(rapid.SampledFrom(reasons).Draw(rt, "reason"))
			x.Row, x.Amount = int64(1000+i), rapid.Int64Range(1, 900000).Draw(rt, "amount")
			if x.Payout != nil {
				ref := *x.Payout
				ref.Row = rapid.Int64Range(1, 4).Draw(rt, "payout")
				x.Payout = &ref
			}
			open = append(open, x)
		}
		if rapid.Bool().Draw(rt, "known") {
			v, _ := back(2)
			v.Row = 2
			payouts = append(payouts, v)
		}
		p := b.page(owner("en"))
		troubled, coming, sent := p.split(open)
		if len(troubled)+len(coming)+len(sent) != len(open) {
			rt.Fatalf("%d+%d+%d of %d", len(troubled), len(coming), len(sent), len(open))
		}
		all := p.troubles(troubled, payouts)
		rows, lines, last := map[int64]int{}, 0, 0
		for _, x := range all {
			for _, t := range x.swipes {
				rows[t.Row]++
			}
			if x.rank() < last {
				rt.Fatal("somebody's turn comes after one who only waits")
			}
			last = x.rank()
		}
		for _, t := range troubled {
			if rows[t.Row] != 1 {
				rt.Fatalf("swipe %d is said %d times", t.Row, rows[t.Row])
			}
		}
		for at := 0; at*shown < len(all); at++ {
			q := b.page(owner("en"))
			q.troubleLines(all, at, openPart)
			n := 0
			for _, row := range q.buttons {
				if row[0].Data != press.Data(press.Open, fmt.Sprint(at+1)) {
					n++
				}
			}
			if n > shown {
				rt.Fatalf("%d lines on a page", n)
			}
			lines += n
		}
		if lines != len(all) {
			rt.Fatalf("%d of %d troubles are on the pages", lines, len(all))
		}
	})
}

// Nothing of an agent's words is cut, and each part fits a message even when it
// is marked as sent again.
func TestLongWordsOfAnAgentComeWhole(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		piece := rapid.SampledFrom([]string{"您好，请准备小票。", "word ", "😀", "x", "\n", "字"})
		var s strings.Builder
		for range rapid.IntRange(1, 300).Draw(rt, "pieces") {
			s.WriteString(strings.Repeat(piece.Draw(rt, "piece"), rapid.IntRange(1, 200).Draw(rt, "times")))
		}
		text := strings.TrimSpace(s.String())
		if text == "" {
			return
		}
		a := owner(rapid.SampledFrom(languages).Draw(rt, "language"))
		if got := strings.Join(split(text, budget-relayHead), ""); got != text {
			rt.Fatal("the parts are not the text")
		}
		all := b.Relay(a, 1<<40, strings.Repeat("名", 200), text)
		for i, r := range all {
			if n := Units(b.RepeatMark(a) + r.Text); n > Limit {
				rt.Fatalf("part %d of %d has %d units", i+1, len(all), n)
			}
			if strings.HasSuffix(r.Text, "…") && !strings.HasSuffix(text, "…") {
				rt.Fatal("cut")
			}
		}
	})
}

// Staff read all times on the merchant's wall, whatever zone they came in.
func TestStaffFactsAreInOneZone(t *testing.T) {
	b := book(t)
	x := priced()
	x.AsOf.Imported = x.AsOf.Imported.UTC()
	x.Hops[0].At = x.Hops[0].At.UTC()
	facts := strings.Join(b.StaffFacts(x), "\n")
	if !strings.Contains(facts, "imported 2026-11-21 03:10") || !strings.Contains(facts, "swiped, 2026-11-20 11:42") {
		t.Error(facts)
	}
	v := payout()
	v.AsOf.Imported = v.AsOf.Imported.UTC()
	if facts := strings.Join(b.StaffPayout(v, shanghai), "\n"); !strings.Contains(facts, "imported 2026-11-21 03:10") {
		t.Error(facts)
	}
}
