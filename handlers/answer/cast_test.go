package answer

import (
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

var shanghai = time.FixedZone("CST", 8*3600)

// now is Sunday 2026-11-22 10:00 in the shop.
var now = time.Date(2026, time.November, 22, 10, 0, 0, 0, shanghai)

func day(d int) calendar.Date { return calendar.NewDate(2026, time.November, d) }

func owner(lang string) Audience { return Audience{Lang: lang, Role: access.Owner, Now: now} }

func cleared(d int) trail.Freshness {
	return trail.Freshness{Source: "native", Kind: record.Lines, Covers: day(d), Imported: time.Date(2026, time.November, d+1, 3, 10, 0, 0, shanghai), Usual: "03:10"}
}

// bankTo is a bank's file that goes up to a day.
func bankTo(d int) trail.Freshness {
	f := cleared(d)
	f.Kind = record.Entries
	return f
}

// swipe is a sale of Friday noon, not cleared yet, due on Monday.
func swipe() trail.Trail {
	at := time.Date(2026, time.November, 20, 11, 42, 7, 0, shanghai)
	return trail.Trail{
		Row: 7, TransactionID: "T1", MerchantID: "M0001", MerchantName: "老李面馆", TerminalID: "K001", Type: record.Sale,
		RRN: "632411420071", Last4: "6688", Scheme: "UNIONPAY", Amount: 350000, Currency: "CNY", Time: at,
		State: trail.Captured, Reasons: []trail.Reason{trail.InCycle}, Next: trail.Clock, Business: day(20),
		Due:        terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true},
		Hops:       []trail.Hop{{Name: trail.HopSwiped, At: at, Evidence: []trail.Evidence{{Kind: record.Transactions, ID: "T1", File: "transactions.csv", Line: 2}}}},
		Arithmetic: trail.Arithmetic{Gross: 350000, Net: 350000}, BankSeen: true, AsOf: cleared(20),
	}
}

// preauth is a pre-authorisation that nobody completed yet.
func preauth() trail.Trail {
	t := because(swipe(), trail.Unknown, trail.Merchant, trail.NotCaptured)
	t.Type, t.Due = record.PreAuth, terms.Due{}
	return t
}

// priced is the sale with its settlement line.
func priced() trail.Trail {
	t := swipe()
	t.State, t.LineID, t.MatchedBy = trail.Cleared, "L1", "id"
	t.Arithmetic = trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Priced: true, FeeRate: "0.60"}
	t.Hops = append(t.Hops, trail.Hop{Name: trail.HopCleared, On: day(21), Evidence: []trail.Evidence{{Kind: record.Lines, ID: "L1", File: "settlements.csv", Line: 5}}})
	return t
}

// paid is the sale in a payout that was sent on Saturday.
func paid() trail.Trail {
	t := priced()
	t.State, t.Reasons, t.Next = trail.PaidOut, []trail.Reason{trail.PayoutPending}, trail.Bank
	t.Payout = &trail.PayoutRef{Row: 3, ID: "P20261121", State: trail.PayoutSent, SentOn: day(21), Amount: 18234560, Account: "6222020000001234",
		BankReference: "BK889900", StatementText: "SETTLE M0001"}
	t.Hops = append(t.Hops, trail.Hop{Name: trail.HopPaidOut, On: day(21), Evidence: []trail.Evidence{{Kind: record.Payouts, ID: "P20261121", File: "payouts.csv", Line: 3}}})
	return t
}

// landed is the sale on the merchant's account since Saturday.
func landed() trail.Trail {
	t := paid()
	t.State, t.Reasons, t.Next, t.Due = trail.Arrived, nil, trail.Nobody, terms.Due{}
	t.Payout.State, t.Payout.ArrivedOn, t.EntryID = trail.PayoutArrived, day(21), "E9"
	t.Arithmetic.Arrived = t.Arithmetic.Net
	t.Hops = append(t.Hops, trail.Hop{Name: trail.HopArrived, On: day(21), Evidence: []trail.Evidence{{Kind: record.Entries, ID: "E9", File: "bank.csv", Line: 8}}})
	return t
}

// byWord is the same where no bank file tells of it, but somebody of support did.
func byWord() trail.Trail {
	t := landed()
	ref := *t.Payout
	ref.Word = true
	t.Payout, t.EntryID = &ref, ""
	t.Hops[len(t.Hops)-1].Evidence = []trail.Evidence{{Kind: trail.ByPerson, ID: "D7"}}
	return t
}

func payoutByWord() trail.PayoutView {
	v := payout()
	v.Word, v.EntryID, v.MatchedBy = true, "", "confirmed"
	v.Evidence[1] = trail.Evidence{Kind: trail.ByPerson, ID: "D7"}
	return v
}

func with(t trail.Trail, change func(*trail.Trail)) trail.Trail {
	change(&t)
	return t
}

func because(t trail.Trail, s trail.State, next trail.Actor, r ...trail.Reason) trail.Trail {
	t.State, t.Next, t.Reasons = s, next, r
	return t
}

func refund(t trail.Trail) trail.Trail {
	t.Type, t.Amount, t.TransactionID, t.Row = record.Refund, 20000, "R1", 8
	t.Arithmetic = trail.Arithmetic{Gross: -20000, Fee: -120, Net: -19880, Priced: t.State != trail.Captured, FeeRate: "0.60"}
	return t
}

// late is the settlement file that ends with Thursday.
func late() *trail.Freshness { f := cleared(19); return &f }

// lateFor is late for each day after one: it comes every night.
func lateFor(covers int) *trail.Freshness {
	f := cleared(covers)
	f.Rule = schedule.Rule{Pattern: schedule.Every, Zone: shanghai, By: 190, Lag: 1}
	return &f
}

// payout is what arrived on Saturday: two sales, a refund, a fee, something carried in.
func payout() trail.PayoutView {
	line := func(n int, kind record.LineType, gross, fee int64) trail.PayoutLine {
		return trail.PayoutLine{LineID: "L" + string(rune('0'+n)), Type: string(kind), Last4: "6688", SwipedOn: day(19 + n%2),
			TransactionRow: int64(10 + n), Gross: gross, Fee: fee, Net: gross - fee, Evidence: trail.Evidence{Kind: record.Lines, ID: "L" + string(rune('0'+n)), File: "settlements.csv", Line: 4 + n}}
	}
	return trail.PayoutView{
		PayoutRef: trail.PayoutRef{Row: 3, ID: "P20261121", State: trail.PayoutArrived, SentOn: day(21), ArrivedOn: day(21), Amount: 402780, Account: "1234",
			BankReference: "BK889900", StatementText: "SETTLE M0001"},
		MerchantID: "M0001", Currency: "CNY", Itemised: true, BankSeen: true, Banked: 402780, EntryID: "E9", MatchedBy: "id",
		Lines: []trail.PayoutLine{line(1, record.LineSale, 350000, 2100), line(2, record.LineSale, 88000, 528), line(3, record.LineRefund, -20000, -120),
			line(4, record.LineFee, 0, 5000)},
		Gross: 418000, LineFees: 7508, LinesNet: 410492, CarriedIn: -7512, Fee: 200, Next: trail.Nobody, AsOf: cleared(20),
		Evidence: []trail.Evidence{{Kind: record.Payouts, ID: "P20261121", File: "payouts.csv", Line: 3}, {Kind: record.Entries, ID: "E9", File: "bank.csv", Line: 8}},
	}
}

func payoutIn(s trail.PayoutState, next trail.Actor, r ...trail.Reason) trail.PayoutView {
	v := payout()
	v.State, v.Reasons, v.Next = s, r, next
	if s != trail.PayoutArrived && s != trail.PayoutShort && s != trail.PayoutOver {
		v.ArrivedOn, v.Banked, v.EntryID = 0, 0, ""
	}
	return v
}

// typical is a transaction as it mostly stands when this is the main reason.
func typical(r trail.Reason) trail.Trail {
	wait := func(t trail.Trail, next trail.Actor) trail.Trail { return because(t, trail.Captured, next, r) }
	late2 := func(t trail.Trail) trail.Trail { t.Due.On = day(20); return wait(t, trail.Operator) }
	hold := func(public string, next trail.Actor) trail.Trail {
		t := because(priced(), trail.Held, next, r)
		t.HoldReason, t.Due, t.NeededBy = public, terms.Due{}, day(27)
		return t
	}
	settled := func(next trail.Actor) trail.Trail { return because(landed(), trail.Arrived, next, r) }
	switch r {
	case trail.MissingInSettlement, trail.AmbiguousMatch:
		return late2(swipe())
	case trail.NotKnownYet, trail.FileLate:
		t := late2(swipe())
		t.Late = late()
		return t
	case trail.OfflineNotUploaded, trail.BatchNotClosed:
		return wait(swipe(), trail.Merchant)
	case trail.NotCaptured:
		return preauth()
	case trail.DeclinedButDebited:
		t := because(swipe(), trail.Unknown, trail.Operator, r)
		t.Due = terms.Due{}
		return t
	case trail.RiskHold:
		return hold("RISK_REVIEW", trail.Risk)
	case trail.Retrieval:
		return hold("RETRIEVAL", trail.Merchant)
	case trail.Reserve:
		return hold("RESERVE", trail.Clock)
	case trail.KYCExpired:
		return hold("KYC", trail.Merchant)
	case trail.AccountLimit:
		return hold("ACCOUNT", trail.Merchant)
	case trail.Chargeback:
		t := because(priced(), trail.ChargedBack, trail.Merchant, r)
		t.Arithmetic.ChargedBack, t.NeededBy = 350000, day(27)
		return t
	case trail.PayoutPending:
		return paid()
	case trail.PayoutWasReturned:
		t := because(paid(), trail.Returned, trail.Merchant, r)
		t.Payout.State, t.Payout.FailureCode, t.Due = trail.PayoutReturned, "AC01", terms.Due{}
		return t
	case trail.PayoutIsMissing:
		t := because(paid(), trail.PaidOut, trail.Operator, r)
		t.Payout.State, t.Due.On = trail.PayoutMissing, day(20)
		return t
	case trail.PayoutIsShort, trail.PayoutIsOver, trail.DuplicateSettlement, trail.RateMismatch, trail.CurrencyMismatch, trail.OrphanSettlement, trail.OrphanBankEntry:
		return settled(trail.Operator)
	case trail.AmountMismatch:
		t := settled(trail.Operator)
		t.Arithmetic.Unsettled, t.Arithmetic.Arrived, t.Arithmetic.Unexplained = 10000, 337900, 10000
		return t
	case trail.AccountChanged:
		return because(paid(), trail.PaidOut, trail.Risk, r)
	case trail.PaidButNotSeen, trail.FeeDeducted, trail.RefundNetted:
		return settled(trail.Nobody)
	case trail.Duplicate, trail.MistakenSwipe, trail.OtherMerchant:
		return wait(priced(), trail.Merchant)
	case trail.RefundPending:
		return refund(wait(swipe(), trail.Operator))
	case trail.RefundFailed:
		return refund(wait(swipe(), trail.Merchant))
	case trail.NegativeBalance, trail.CarriedOver, trail.MinPayout, trail.ManualWithdrawal:
		t := because(priced(), trail.Cleared, trail.Clock, r)
		if r == trail.ManualWithdrawal {
			t.Next = trail.Merchant
		}
		t.Due = terms.Due{}
		return t
	}
	return wait(swipe(), trail.Clock)
}

// withNote has what only staff read.
func withNote(t trail.Trail) trail.Trail {
	t.Explanation = "no line for RRN 632411420071 in native up to 2026-11-20"
	return t
}
