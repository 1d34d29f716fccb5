package answer

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

func of(name string, t trail.Trail) scene {
	return scene{name, func(b *Book, a Audience) Reply { return b.Trail(a, t) }}
}

// The states in the order in which money goes through them.
func TestStates(t *testing.T) {
	golden(t, "states", []scene{
		of("captured, due on Monday", swipe()),
		of("captured by QR, due tomorrow by an hour, after the cut-off", with(swipe(), func(x *trail.Trail) {
			x.Scheme, x.Last4, x.RRN, x.OrderID = "WECHAT", "", "", "4200001234"
			x.Due = terms.Due{On: day(23), By: "18:00", Rule: "D+1", BusinessDay: day(22), AfterCutOff: true}
		})),
		of("captured, a holiday in between, estimated", with(because(swipe(), trail.Captured, trail.Clock, trail.Holiday), func(x *trail.Trail) {
			x.Due = terms.Due{On: calendar.NewDate(2027, 2, 22), Rule: "T+2", BusinessDay: calendar.NewDate(2027, 2, 5), Weekend: true, Moved: "春节", Estimated: true}
		})),
		of("captured outside the hours of T+0", with(swipe(), func(x *trail.Trail) {
			x.Due.NotToday, x.Due.From, x.Due.To = terms.OutsideWindow, "07:00", "22:30"
		})),
		of("captured, above what one payment may be for T+0", with(swipe(), func(x *trail.Trail) { x.Due.NotToday, x.Due.Cap = terms.AboveSingleCap, 300000 })),
		of("captured, above what a day may be for T+0", with(swipe(), func(x *trail.Trail) { x.Due.NotToday, x.Due.Cap = terms.AboveDayCap, 1000000 })),
		of("cleared, T+0 was not paid in time", with(priced(), func(x *trail.Trail) { x.Due.NotToday = terms.NotPaidInTime })),
		of("cleared, priced, the file names the day", with(priced(), func(x *trail.Trail) { x.Due = terms.Due{On: day(24), Rule: "file", BusinessDay: day(20)} })),
		of("paid out and sent", paid()),
		of("paid out and accepted, no bank file", with(paid(), func(x *trail.Trail) { x.Payout.State, x.BankSeen, x.Reasons = trail.PayoutConfirmed, false, nil })),
		of("cleared, not sent though due", with(because(priced(), trail.Cleared, trail.Operator, trail.PayoutPending), func(x *trail.Trail) { x.Due.On = day(20) })),
		of("sent, the bank file is late", with(because(paid(), trail.PaidOut, trail.Bank, trail.NotKnownYet, trail.FileLate), func(x *trail.Trail) {
			x.Late = &trail.Freshness{Source: "bank", Kind: record.Entries, Covers: day(20), Usual: "08:00"}
		})),
		of("arrived", landed()),
		of("arrived short", with(landed(), func(x *trail.Trail) {
			x.Payout.State, x.Reasons, x.Next = trail.PayoutShort, []trail.Reason{trail.PayoutIsShort}, trail.Operator
			x.Arithmetic.Arrived, x.Arithmetic.Unexplained = 347800, 100
		})),
		of("held for a review", with(because(priced(), trail.Held, trail.Risk, trail.RiskHold), func(x *trail.Trail) { x.HoldReason, x.Due = "RISK_REVIEW", terms.Due{} })),
		of("held for papers, by a day", with(because(priced(), trail.Held, trail.Merchant, trail.RiskHold), func(x *trail.Trail) {
			x.HoldReason, x.NeededBy, x.Due = "DOCUMENTS", day(27), terms.Due{}
		})),
		of("returned by the bank", with(because(paid(), trail.Returned, trail.Merchant, trail.PayoutWasReturned), func(x *trail.Trail) {
			x.Payout.State, x.Payout.FailureCode, x.Payout.FailureReason, x.Due = trail.PayoutReturned, "AC04", "收款人已销户", terms.Due{}
		})),
		of("declined", with(because(swipe(), trail.Declined, trail.Nobody), func(x *trail.Trail) { x.Due = terms.Due{} })),
		of("declined, the customer debited", with(because(swipe(), trail.Unknown, trail.Operator, trail.DeclinedButDebited), func(x *trail.Trail) { x.Due = terms.Due{} })),
		of("reversed", because(swipe(), trail.Reversed, trail.Nobody)),
		of("voided", because(swipe(), trail.Voided, trail.Nobody)),
		of("refunded", with(because(priced(), trail.Refunded, trail.Nobody), func(x *trail.Trail) { x.Arithmetic.Refunded = 350000 })),
		of("charged back, the dispute won, the money not back yet", with(because(priced(), trail.Arrived, trail.Operator, trail.Chargeback), func(x *trail.Trail) { x.Arithmetic.ChargedBack = 350000 })),
		of("charged back", with(because(priced(), trail.ChargedBack, trail.Merchant, trail.Chargeback), func(x *trail.Trail) { x.Arithmetic.ChargedBack, x.NeededBy = 350000, day(30) })),
		of("a refund, submitted", refund(because(swipe(), trail.Captured, trail.Clock, trail.RefundPending))),
		of("a refund, netted", refund(because(landed(), trail.Arrived, trail.Nobody, trail.RefundNetted))),
		of("arrived by a person's word", byWord()),
		of("a pre-authorisation", preauth()),
		of("a pre-authorisation that was completed", with(swipe(), func(x *trail.Trail) { x.Type = record.PreAuth })),
		of("overdue", with(because(swipe(), trail.Captured, trail.Operator, trail.MissingInSettlement), func(x *trail.Trail) { x.Due.On = day(20) })),
		of("overdue, the file is late", with(because(swipe(), trail.Captured, trail.Operator, trail.NotKnownYet, trail.FileLate), func(x *trail.Trail) { x.Due.On, x.Late = day(20), late() })),
		of("overdue, files of several days are late", with(because(swipe(), trail.Captured, trail.Operator, trail.NotKnownYet, trail.FileLate), func(x *trail.Trail) { x.Due.On, x.Late = day(20), lateFor(17) })),
		of("overdue, files of many days are late", with(because(swipe(), trail.Captured, trail.Operator, trail.NotKnownYet, trail.FileLate), func(x *trail.Trail) { x.Due.On, x.Late = day(20), lateFor(10) })),
		of("missing at the bank", with(because(paid(), trail.PaidOut, trail.Bank, trail.PayoutIsMissing), func(x *trail.Trail) { x.Payout.State, x.Due.On = trail.PayoutMissing, day(20) })),
		of("in Hong Kong dollars", with(priced(), func(x *trail.Trail) {
			x.Currency, x.Amount = "HKD", 88000
			x.Arithmetic.Gross, x.Arithmetic.Fee, x.Arithmetic.Net = 88000, 528, 87472
		})),
	})
}

// A swipe of which less was settled is in its payout with what was settled;
// nobody is told to do nothing and to tap for a person at once.
func TestAmountsThatDiffer(t *testing.T) {
	payoutsOwn := with(landed(), func(x *trail.Trail) { x.Reasons, x.Next = []trail.Reason{trail.AmountMismatch}, trail.Operator })
	undone := with(swipe(), func(x *trail.Trail) {
		x.State, x.Reasons, x.Next = trail.Voided, []trail.Reason{trail.AmountMismatch}, trail.Operator
		x.Arithmetic = trail.Arithmetic{Unsettled: -350000}
	})
	for _, c := range []struct {
		name, lang    string
		of            trail.Trail
		wants, unsaid []string
	}{
		{"less settled", "zh-Hans", typical(trail.AmountMismatch), []string{"差 ¥100.00", "这笔 ¥3,379.00 在里面", "= ¥3,379.00"}, []string{"3,479.00", "其中已到账", "明细和总数", "不用做什么", "没有查清"}},
		{"less settled", "en", typical(trail.AmountMismatch), []string{"differ by CNY 100.00"}, []string{"do not add up"}},
		{"the payout's own sum", "zh-Hans", payoutsOwn, []string{"明细和总数", "人工客服"}, []string{"不用做什么"}},
		{"the payout's own sum", "en", payoutsOwn, []string{"do not add up", "Talk to a person"}, []string{"nothing."}},
		{"undone, and settled", "zh-Hans", undone, []string{"这笔已撤销，清算文件里却还有它，清算的是 ¥3,500.00"}, []string{"明细和总数", "¥0.00"}},
		{"undone, and settled", "en", undone, []string{"This one was cancelled, yet the settlement file has it, with CNY 3,500.00"}, []string{"do not add up", "CNY 0.00"}},
	} {
		got := book(t).Trail(owner(c.lang), c.of).Text
		for _, want := range c.wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s, %s: no %q in\n%s", c.name, c.lang, want, got)
			}
		}
		for _, not := range c.unsaid {
			if strings.Contains(got, not) {
				t.Errorf("%s, %s: %q in\n%s", c.name, c.lang, not, got)
			}
		}
	}
	if inPayout(typical(trail.AmountMismatch)) || !inPayout(payoutsOwn) {
		t.Error("a swipe's own difference is told as its payout's, or the other way round")
	}
}

// reasons is the closed list.
var reasons = []trail.Reason{
	trail.InCycle, trail.BeforeCutOff, trail.Holiday, trail.NotKnownYet, trail.MissingInSettlement, trail.OrphanSettlement, trail.AmountMismatch,
	trail.CurrencyMismatch, trail.Duplicate, trail.DuplicateSettlement, trail.AmbiguousMatch, trail.DeclinedButDebited, trail.NotCaptured,
	trail.OfflineNotUploaded, trail.BatchNotClosed, trail.RiskHold, trail.Retrieval, trail.Chargeback, trail.Reserve, trail.RefundNetted,
	trail.RefundPending, trail.RefundFailed, trail.FeeDeducted, trail.RateMismatch, trail.NegativeBalance, trail.CarriedOver, trail.MinPayout,
	trail.ManualWithdrawal, trail.PayoutPending, trail.PayoutIsShort, trail.PayoutIsOver, trail.PayoutIsMissing, trail.PayoutWasReturned,
	trail.OrphanBankEntry, trail.AccountChanged, trail.AccountLimit, trail.KYCExpired, trail.PaidButNotSeen, trail.AgentSettled,
	trail.OtherMerchant, trail.FileLate, trail.BankIncident, trail.MistakenSwipe,
}

func TestReasons(t *testing.T) {
	var scenes []scene
	for _, r := range reasons {
		scenes = append(scenes, of(string(r), typical(r)))
	}
	golden(t, "reasons", scenes)
}

func TestEveryReasonHasItsTexts(t *testing.T) {
	b := book(t)
	if len(reasons) != 43 {
		t.Errorf("the list has %d reasons", len(reasons))
	}
	for _, r := range reasons {
		for _, part := range []string{"short", "why", "do", "next"} {
			if id := "reason." + string(r) + "." + part; !b.catalog.Has(id) {
				t.Errorf("%s is missing", id)
			}
		}
	}
	for _, who := range []trail.Actor{trail.Nobody, trail.Clock, trail.Merchant, trail.Operator, trail.Bank, trail.Risk, trail.Issuer} {
		if !b.catalog.Has("actor." + string(who)) {
			t.Errorf("nobody says %s", who)
		}
	}
}

func TestACashierSeesNoPayoutAndNoAccount(t *testing.T) {
	b := book(t)
	for _, r := range reasons {
		x := because(paid(), trail.PaidOut, trail.Bank, r)
		x.Payout.ArrivedOn = day(21)
		for _, lang := range languages {
			a := owner(lang)
			a.Role = access.Cashier
			for _, state := range []trail.State{trail.PaidOut, trail.Arrived, trail.Returned} {
				x.State = state
				for _, reply := range []Reply{b.Trail(a, x), b.Proof(a, x)} {
					check(t, lang+" cashier "+string(r), lang, reply)
					mustNotSay(t, reply.Text, "182,345.60", "1234", "P20261121", "BK889900", "SETTLE")
				}
			}
		}
	}
}
