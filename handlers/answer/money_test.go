package answer

import (
	"testing"

	"moneytrail/handlers/understand"
	"moneytrail/recon/money"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

func one(name string, f func(b *Book, a Audience) Reply) scene { return scene{name, f} }

func TestPayouts(t *testing.T) {
	view := func(name string, v trail.PayoutView) scene {
		return one(name, func(b *Book, a Audience) Reply { return b.Payout(a, v) })
	}
	short := payoutIn(trail.PayoutShort, trail.Operator, trail.PayoutIsShort)
	short.Banked, short.Difference = 392780, -10000
	over := payoutIn(trail.PayoutOver, trail.Operator, trail.PayoutIsOver)
	over.Banked, over.Difference = 412780, 10000
	back := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	back.FailureCode, back.FailureReason = "BE01", "name mismatch"
	blind := payoutIn(trail.PayoutConfirmed, trail.Bank, trail.PayoutPending)
	blind.BankSeen = false
	lateBank := payoutIn(trail.PayoutSent, trail.Bank, trail.NotKnownYet, trail.FileLate)
	lateBank.Late = &trail.Freshness{Source: "bank", Kind: record.Entries, Covers: day(20), Usual: "08:00"}
	bare := payout()
	bare.Itemised, bare.Lines, bare.Gross, bare.LineFees, bare.LinesNet, bare.CarriedIn, bare.Fee = false, nil, 0, 0, 0, 0, 0
	carried := payoutIn(trail.PayoutCarried, trail.Clock, trail.NegativeBalance, trail.CarriedOver)
	carried.Amount, carried.CarriedIn, carried.CarriedOut, carried.Fee, carried.Lines = 0, 0, -5000, 0, carried.Lines[3:]
	carried.Gross, carried.LineFees, carried.LinesNet = 0, 5000, -5000
	even := payoutIn(trail.PayoutCarried, trail.Clock, trail.CarriedOver)
	even.Even, even.Amount, even.CarriedIn, even.Fee, even.LineFees, even.Gross, even.LinesNet, even.BankReference = true, 0, 0, 0, 0, 0, 0, ""
	even.Lines = []trail.PayoutLine{even.Lines[0], even.Lines[2]}
	even.Lines[0].Fee, even.Lines[1].Fee, even.Lines[1].Gross, even.Lines[1].Net, even.Lines[0].Net = 0, 0, -350000, -350000, 350000
	evenly := because(priced(), trail.Cleared, trail.Clock, trail.CarriedOver)
	evenly.Payout, evenly.Due = &even.PayoutRef, terms.Due{}
	moved := even
	moved.Moved, moved.CarriedIn, moved.Gross, moved.LinesNet = true, -2000, 2000, 2000
	moved.Lines = []trail.PayoutLine{even.Lines[0]}
	moved.Lines[0].Gross, moved.Lines[0].Net = 2000, 2000
	row := payout()
	row.CarriedRows = row.CarriedIn
	filled := evenly
	filled.Payout = &moved.PayoutRef
	golden(t, "payouts", []scene{
		view("arrived", payout()), view("short", short),
		one("returned, and what an agent said", func(b *Book, a Audience) Reply {
			return b.PayoutBeside(a, back, Beside{Said: &Said{Case: 1001, Name: "Amy", At: now, Text: "4027.80: 18:00"}})
		}), view("over", over), view("returned", back),
		view("sent", payoutIn(trail.PayoutSent, trail.Bank, trail.PayoutPending)), view("accepted, no bank file", blind),
		view("sent, the bank file is late", lateBank), view("missing", payoutIn(trail.PayoutMissing, trail.Operator, trail.PayoutIsMissing)),
		view("expected", payoutIn(trail.PayoutExpected, trail.Operator, trail.PayoutPending)), view("carried", carried), view("lines that cancel out", even),
		view("a balance of before that the lines fill", moved), one("a swipe that filled a balance of before", func(b *Book, a Audience) Reply { return b.Trail(a, filled) }),
		one("a swipe in a payout of nothing", func(b *Book, a Audience) Reply { return b.Trail(a, evenly) }),
		one("where is it, in a payout of nothing", func(b *Book, a Audience) Reply {
			return b.General(a, understand.WhereIsMyMoney, Open{Trails: []trail.Trail{evenly}})
		}), view("without lines", bare), view("a row that carries a balance, one way or the other", row),
		one("a further page of its lines", func(b *Book, a Audience) Reply { return b.PayoutPage(a, long(45), 2) }),
		one("a page that is not there", func(b *Book, a Audience) Reply { return b.PayoutPage(a, long(45), 3) }),
		one("a further page of its proof", func(b *Book, a Audience) Reply { return b.ProofPage(a, long(45), 2) }),
		one("charged beyond the contract", func(b *Book, a Audience) Reply {
			return b.Trail(a, with(because(landed(), trail.Arrived, trail.Operator, trail.RateMismatch), func(t *trail.Trail) { t.Arithmetic.FeeOver, t.Arithmetic.RateAgreed = 350, "0.50" }))
		}),
		one("charged less than the contract", func(b *Book, a Audience) Reply {
			return b.Trail(a, with(because(landed(), trail.Arrived, trail.Operator, trail.RateMismatch), func(t *trail.Trail) { t.Arithmetic.FeeOver, t.Arithmetic.RateAgreed = -350, "0.70" }))
		}),
		one("nothing disputed", func(b *Book, a Audience) Reply {
			return b.General(a, understand.DisputeChargeback, Open{Since: day(15)})
		}),
		one("why less, one of the newest", func(b *Book, a Audience) Reply {
			return b.General(a, understand.ShortPayment, Open{Since: day(15), Payouts: []trail.PayoutView{payout(), short}})
		}),
		one("list", func(b *Book, a Audience) Reply { return b.Payouts(a, []trail.PayoutView{payout(), short}) }),
		one("whether one of several came short", func(b *Book, a Audience) Reply { return b.PayoutsShort(a, []trail.PayoutView{payout(), short}) }),
		one("one of several came back", func(b *Book, a Audience) Reply { return b.PayoutsShort(a, []trail.PayoutView{payout(), back}) }),
		one("none of several came short", func(b *Book, a Audience) Reply { return b.PayoutsShort(a, []trail.PayoutView{payout(), payout()}) }),
		one("what arrived in some days", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(15), To: day(21), Payouts: []trail.PayoutView{payout(), short, back}, AsOf: cleared(21)})
		}),
		one("what arrived on a day, and what did not", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(21), To: day(21), Payouts: []trail.PayoutView{payout(), back}, Due: []trail.Trail{typical(trail.MissingInSettlement)}, AsOf: cleared(21)})
		}),
		one("what was sent in some days, no bank file", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(15), To: day(21), Payouts: []trail.PayoutView{blind}})
		}),
		one("nothing arrived in some days", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(15), To: day(21), Payouts: []trail.PayoutView{back}, Bank: bankTo(22), AsOf: bankTo(22)})
		}),
		one("nothing arrived on a day", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(21), To: day(21), Bank: bankTo(21), AsOf: bankTo(21)})
		}),
		one("nothing arrived today so far", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(22), To: day(22), Bank: bankTo(22), AsOf: bankTo(22)})
		}),
		one("nothing arrived as far as the bank's file goes", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(21), To: day(21), Late: []trail.Freshness{*late()}, Bank: bankTo(20), AsOf: bankTo(20)})
		}),
		one("no payout, no bank file", func(b *Book, a Audience) Reply {
			return b.ArrivedIn(a, Arrivals{From: day(21), To: day(21)})
		}),
		one("what arrived so far, and what is on its way", func(b *Book, a Audience) Reply {
			unsent := payoutIn(trail.PayoutExpected, trail.Operator, trail.PayoutPending)
			unsent.Row, unsent.SentOn = 4, day(23)
			overdue := unsent
			overdue.Row, overdue.SentOn = 5, day(20)
			sent := payoutIn(trail.PayoutSent, trail.Bank, trail.PayoutPending)
			sent.Row = 6
			other := blind
			other.Row = 8
			tap := because(priced(), trail.Cleared, trail.Merchant, trail.ManualWithdrawal)
			tap.Due.On = day(21)
			return b.ArrivedIn(a, Arrivals{From: day(16), To: day(22), Payouts: []trail.PayoutView{payout(), unsent, overdue, sent, other}, Due: []trail.Trail{tap, swipe()}, Bank: bankTo(21), AsOf: bankTo(21)})
		}),
		one("none", func(b *Book, a Audience) Reply {
			return b.NoPayout(a, Asked{From: day(19), To: day(19), Of: understand.OfArrival}, nil)
		}),
		one("not seen", func(b *Book, a Audience) Reply { return b.NotSeenAdvice(a, payout()) }),
		one("notice: returned", func(b *Book, a Audience) Reply { return b.PayoutNotice(a, back, Returned) }),
		one("notice: sent", func(b *Book, a Audience) Reply {
			return b.PayoutNotice(a, payoutIn(trail.PayoutSent, trail.Bank, trail.PayoutPending), Sent)
		}),
		one("proof", func(b *Book, a Audience) Reply { return b.PayoutProof(a, payout()) }),
		one("arrived by a person's word", func(b *Book, a Audience) Reply { return b.Payout(a, payoutByWord()) }),
		one("proof by a person's word", func(b *Book, a Audience) Reply { return b.PayoutProof(a, payoutByWord()) }),
	})
}

func n(x int64) *int64 { return &x }

func TestLists(t *testing.T) {
	held := typical(trail.RiskHold)
	missing := typical(trail.MissingInSettlement)
	open := []trail.Trail{swipe(), with(priced(), func(x *trail.Trail) { x.Row = 9 }), held, missing, paid()}
	golden(t, "lists", []scene{
		one("several fit", func(b *Book, a Audience) Reply {
			return b.Trails(a, List{Asked: Asked{From: day(20), To: day(20), AmountMin: n(350000), AmountMax: n(350000), Currency: "CNY"}, Trails: []trail.Trail{swipe(), landed()}})
		}),
		one("one is nearest to an hour", func(b *Book, a Audience) Reply {
			return b.Trails(a, List{Asked: Asked{From: day(20), To: day(20)}, Trails: []trail.Trail{swipe(), landed()}, Hour: "20:00", Nearest: 1})
		}),
		one("two are as near", func(b *Book, a Audience) Reply {
			return b.Trails(a, List{Asked: Asked{From: day(20), To: day(20)}, Trails: []trail.Trail{swipe(), landed()}, Hour: "11:00", Nearest: 2})
		}),
		one("a page of more", func(b *Book, a Audience) Reply { return b.Trails(a, List{Trails: open, More: true, Page: 1}) }),
		one("too many", func(b *Book, a Audience) Reply {
			return b.TooMany(a, Asked{From: day(1), To: day(21), AmountMax: n(5000), Currency: "CNY"})
		}),
		one("nothing found", func(b *Book, a Audience) Reply {
			return b.NothingFound(a, Asked{From: day(21), To: day(21), Of: understand.OfSwipe, AmountMin: n(990000), AmountMax: n(990000), Currency: "CNY", Last4: "1234"}, nil, true, nil)
		}),
		one("nothing found, others near", func(b *Book, a Audience) Reply {
			return b.NothingFound(a, Asked{From: day(20), To: day(20), AmountMin: n(300000), Currency: "CNY"}, []trail.Trail{swipe()}, true, nil)
		}),
		one("nothing found, a file is late", func(b *Book, a Audience) Reply {
			return b.NothingFound(a, Asked{RRN: "632411429999", Terminal: "K009", Slip: "000123", Reference: "X1"}, nil, true, []trail.Freshness{*late()})
		}),
		one("nothing found, and what then", func(b *Book, a Audience) Reply {
			return b.LookFurther(a, Asked{From: day(21), To: day(21), AmountMin: n(990000), AmountMax: n(990000), Currency: "CNY"}, []trail.Freshness{*late()})
		}),
		one("where is my money", func(b *Book, a Audience) Reply {
			return b.General(a, understand.WhereIsMyMoney, Open{Trails: open, More: true})
		}),
		one("where is my money, below the smallest payout", func(b *Book, a Audience) Reply {
			small := typical(trail.MinPayout)
			return b.General(a, understand.WhereIsMyMoney, Open{Trails: []trail.Trail{small, swipe()}, Gathers: &Balance{Net: n(small.Arithmetic.Net), Least: 500000, Currency: "CNY"}})
		}),
		one("a swipe below the smallest payout", func(b *Book, a Audience) Reply {
			small := because(typical(trail.MinPayout), trail.Cleared, trail.Clock, trail.CarriedOver, trail.MinPayout)
			return b.TrailBeside(a, small, Beside{Gathers: &Balance{Net: n(small.Arithmetic.Net), Least: 500000, Currency: "CNY"}})
		}),
		one("where is my money, nothing open", func(b *Book, a Audience) Reply {
			return b.General(a, understand.WhereIsMyMoney, Open{Latest: []trail.Trail{landed()}})
		}),
		one("charged but failed", func(b *Book, a Audience) Reply {
			return b.General(a, understand.DeclinedButDebited, Open{Latest: []trail.Trail{swipe()}})
		}),
		one("held", func(b *Book, a Audience) Reply { return b.General(a, understand.FundsHeld, Open{Trails: open}) }),
		one("nothing held", func(b *Book, a Audience) Reply { return b.Held(a, nil) }),
		one("notice: landed", func(b *Book, a Audience) Reply { return b.Notice(a, landed(), Landed) }),
		one("notice: held", func(b *Book, a Audience) Reply { return b.Notice(a, held, Held) }),
		one("proof", func(b *Book, a Audience) Reply { return b.Proof(a, landed()) }),
		one("proof by a person's word", func(b *Book, a Audience) Reply { return b.Proof(a, byWord()) }),
		one("proof, not there yet", func(b *Book, a Audience) Reply { return b.Proof(a, swipe()) }),
	})
}

func TestDays(t *testing.T) {
	full := trail.Day{
		MerchantID: "M0001", MerchantName: "老李面馆", On: day(21), Proved: true, AsOf: cleared(21),
		Sold: trail.Equation{Currency: "CNY", Sales: 438000, Refunds: 20000, Fees: 2508, SalesCount: 2, RefundCount: 1, BeforeFees: 1,
			Due: 67592, Held: 347900},
		Upcoming: []trail.DueAmount{{On: day(23), Amount: 67592, Count: 1}, {Amount: 9552, Count: 3}}, Exceptions: []trail.Trail{typical(trail.RiskHold)},
		Arrived: []trail.PayoutView{payout()}, Late: []trail.Freshness{*late()},
		Open: trail.RollForward{Currency: "CNY", Before: 402780, New: 415492, Arrived: 402780, After: 415492},
	}
	if full.Sold.Left() != full.Sold.Right() {
		t.Fatalf("the example does not tie: %d, %d", full.Sold.Left(), full.Sold.Right())
	}
	quiet := trail.Day{MerchantID: "M0001", MerchantName: "老李面馆", On: day(21), Proved: true, AsOf: cleared(21), Sold: trail.Equation{Currency: "CNY"}}
	over, short := quiet, quiet
	over.Open = trail.RollForward{Currency: "CNY", Before: 429600, Arrived: 333015, Closed: 2513, Unexplained: -327, After: 94072}
	short.Open = trail.RollForward{Currency: "CNY", Before: 10000, Arrived: 9500, Closed: 500, Unexplained: 500}
	blind := quiet
	blind.Proved, blind.Arrived = false, []trail.PayoutView{payoutIn(trail.PayoutConfirmed, trail.Bank, trail.PayoutPending)}
	shown := func(name string, d trail.Day, late bool) scene {
		return one(name, func(b *Book, a Audience) Reply { return b.Summary(a, d, late) })
	}
	golden(t, "days", []scene{
		shown("a day", full, false), shown("nothing happened", quiet, false),
		shown("more arrived than anything accounts for", over, false), shown("less arrived, nothing says why", short, false), shown("no bank file, caught up", blind, true),
		one("a period", func(b *Book, a Audience) Reply {
			return b.Period(a, "老李面馆", full.Sold, day(16), day(21), cleared(21))
		}),
		one("an empty period", func(b *Book, a Audience) Reply {
			return b.Period(a, "老李面馆", trail.Equation{Currency: "CNY"}, day(16), day(18), trail.Freshness{})
		}),
	})
}

func TestADayOfAHugeChainFitsOneMessage(t *testing.T) {
	b := book(t)
	d := trail.Day{MerchantID: "M", On: day(21), Sold: trail.Equation{Currency: "CNY", Sales: 1, SalesCount: 1}}
	for range 500 {
		d.Exceptions = append(d.Exceptions, typical(trail.RiskHold))
		d.Arrived = append(d.Arrived, payout())
		d.Upcoming = append(d.Upcoming, trail.DueAmount{On: day(23), Amount: 1, Count: 1})
	}
	long := payout()
	for range 500 {
		long.Lines = append(long.Lines, long.Lines[0])
	}
	for _, lang := range languages {
		check(t, lang+" day", lang, b.Day(owner(lang), d))
		check(t, lang+" payout", lang, b.Payout(owner(lang), long))
		check(t, lang+" proof", lang, b.PayoutProof(owner(lang), long))
	}
}

func TestTerms(t *testing.T) {
	rate, err := money.ParseBPS("60")
	if err != nil {
		t.Fatal(err)
	}
	cards := terms.Contract{Cycle: terms.Cycle{Days: 1}, CutOff: 23 * 60, Rate: rate, RateKnown: true, FeeCap: n(2000), RefundPolicy: "kept", PayoutFee: n(100)}
	wallet := terms.Contract{Cycle: terms.Cycle{Days: 1, Natural: true}, CutOff: terms.Midnight, Rate: rate, RateKnown: true, FeeMin: n(10), FeeFixed: 5}
	instant := terms.Contract{WindowFrom: 7 * 60, WindowTo: 22 * 60, Fallback: terms.Cycle{Days: 1}, CutOff: terms.Midnight}
	monday := terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(22)}
	list := []Terms{{Scheme: "", Contract: cards, Currency: "CNY", Due: terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true}},
		{Scheme: "WECHAT", Contract: wallet, Currency: "CNY", Due: monday}, {Scheme: "ALIPAY", Contract: wallet, Currency: "CNY", Due: monday},
		{Scheme: "UNIONPAY", CardType: "DEBIT", Contract: cards, Currency: "CNY", Due: terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true}},
		{Scheme: "VISA", Contract: instant, Currency: "CNY"}}
	overcharged := with(landed(), func(t *trail.Trail) { t.Arithmetic.FeeOver, t.Arithmetic.RateAgreed = 196, "0.54" })
	golden(t, "terms", []scene{
		one("timing", func(b *Book, a Audience) Reply { return b.Timing(a, list, Balance{}) }),
		one("timing, every natural day", func(b *Book, a Audience) Reply { return b.Timing(a, list[1:2], Balance{}) }),
		one("timing, below zero", func(b *Book, a Audience) Reply {
			return b.Timing(a, list[:1], Balance{Net: n(-236192), Currency: "CNY"})
		}),
		one("timing, below the minimum", func(b *Book, a Audience) Reply {
			return b.Timing(a, list[:1], Balance{Topic: understand.Gathered, Net: n(9552), Least: 20000, Currency: "CNY", Small: true})
		}),
		one("timing, withdrawn by hand", func(b *Book, a Audience) Reply {
			return b.Timing(a, list[:1], Balance{Topic: understand.Gathered, Net: n(347900), Currency: "CNY", Manual: true, Waits: []trail.Trail{typical(trail.ManualWithdrawal)}})
		}),
		one("fees", func(b *Book, a Audience) Reply { return b.Fees(a, list) }),
		one("fees of networks", func(b *Book, a Audience) Reply { return b.RatesOf(a, list, []string{"WECHAT", "UNIONPAY", "AMEX"}) }),
		one("fees of some days", func(b *Book, a Audience) Reply {
			return b.FeesOf(a, FeeSum{From: day(9), To: day(15), Groups: []FeeGroup{{Terms: list[3], Count: 35, Gross: 513950, Fee: 2574}, {Terms: list[1], Count: 1, Gross: 624750, Fee: 2372}, {Terms: list[3], Refunds: true, Count: 1, Gross: 20000, Fee: -100}},
				Other: []patterns.Sum{{Currency: "CNY", Amount: 200}}, Total: []patterns.Sum{{Currency: "CNY", Amount: 5046}}, Unpriced: 2, Over: []trail.Trail{overcharged}, AsOf: cleared(21)})
		}),
		one("fees of days without any", func(b *Book, a Audience) Reply {
			return b.FeesOf(a, FeeSum{From: day(21), To: day(21), Total: []patterns.Sum{{Currency: "CNY"}}})
		}),
		one("whether refunds cost anything", func(b *Book, a Audience) Reply {
			sale, back := with(landed(), func(t *trail.Trail) { t.Arithmetic.Refunded = 20000 }), refund(landed())
			back.Arithmetic.Fee, back.Arithmetic.Net = 0, -20000
			return b.RefundFees(a, RefundFee{Terms: list, Sale: &sale, Refund: &back, AsOf: cleared(21)})
		}),
		one("whether refunds cost anything, the fee came back", func(b *Book, a Audience) Reply {
			sale, back := landed(), refund(landed())
			return b.RefundFees(a, RefundFee{Terms: list[4:], Sale: &sale, Refund: &back, AsOf: cleared(21)})
		}),
		one("not overcharged by that", func(b *Book, a Audience) Reply {
			return b.NotOvercharged(a, Asked{AmountMin: n(588), AmountMax: n(588), Currency: "CNY"}, day(1), day(22), []trail.Trail{overcharged}, list)
		}),
		one("fees not known", func(b *Book, a Audience) Reply { return b.Fees(a, list[4:]) }),
	})
}

// long is a payout of so many lines.
func long(n int) trail.PayoutView {
	v := payout()
	for i := len(v.Lines); i < n; i++ {
		line := v.Lines[i%2]
		line.TransactionRow, line.Evidence.Line = int64(100+i), 100+i
		v.Lines = append(v.Lines, line)
	}
	return v
}
