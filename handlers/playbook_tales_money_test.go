package handlers_test

import (
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// moneyTales are of money that is on its way, less than was thought, or not
// where it was looked for.
func moneyTales() map[string][]tale {
	return map[string][]tale{
		"in_cycle": {
			{name: "it is due on Monday, and arrives", data: swiped11(trail.Captured, trail.InCycle), path: []string{"tap remind", "then", "wait 3"}, then: becomes(trail.Arrived)},
			{name: "due on Monday, and late", data: swiped11(trail.Captured, trail.InCycle), path: []string{"tap remind", "wait 3", "wait 1"}},
			{name: "due on Monday, and held on the day after", data: swiped11(trail.Captured, trail.InCycle), path: []string{"tap remind", "wait 3", "then", "wait 1"}, then: swiped11(trail.Held, trail.RiskHold)},
			{name: "due on Monday, sent and not seen at the bank on the day after", data: swiped11(trail.Captured, trail.InCycle), path: []string{"tap remind", "wait 3", "then", "wait 1"}, then: swiped11(trail.PaidOut, trail.PayoutPending, paidOut(trail.PayoutSent))},
			{name: "due on Monday, no reminder", data: swiped11(trail.Captured, trail.InCycle), path: []string{"tap fine"}},
			{name: "it is there", data: swiped11(trail.Arrived, trail.InCycle)},
			{name: "it is held meanwhile", data: swiped11(trail.Held, trail.RiskHold)},
		},
		"min_payout": {
			{name: "not enough yet", data: balance(8000, 10000), path: []string{"tap fine"}},
			{name: "not enough, and wanted now", data: balance(8000, 10000), path: []string{"tap now"}},
			{name: "enough", data: balance(12000, 10000)},
			{name: "not known"},
		},
		"manual_withdrawal": {
			{name: "it waits for a withdrawal", data: swiped11(trail.Cleared, trail.ManualWithdrawal), path: []string{"tap yes", "then", "wait 1"}, then: swiped11(trail.PaidOut, trail.PayoutPending, paidOut(trail.PayoutSent))},
			{name: "it was withdrawn, and stays away", data: swiped11(trail.Cleared, trail.ManualWithdrawal), path: []string{"tap yes", "wait 1"}},
			{name: "the portal refuses it", data: swiped11(trail.Cleared, trail.ManualWithdrawal), path: []string{"tap no", "say 页面上写着余额不足|It says insufficient balance"}},
			{name: "it was withdrawn, and the bank sends it back", data: swiped11(trail.Cleared, trail.ManualWithdrawal), path: []string{"tap yes", "then", "wait 1"}, then: swiped11(trail.Returned, trail.PayoutWasReturned, paidOut(trail.PayoutReturned))},
			{name: "it is there", data: swiped11(trail.Arrived, trail.ManualWithdrawal)},
			{name: "it was paid and came back", data: swiped11(trail.Returned, trail.PayoutWasReturned, paidOut(trail.PayoutReturned))},
		},
		"negative_balance": {
			{name: "refunds made it so", data: moves(balance(-250000, 0), refundRow), path: []string{"tap right", "tap wait"}},
			{name: "refunds made it so, to be paid now", data: moves(balance(-250000, 0), refundRow), path: []string{"tap right", "tap pay"}},
			{name: "a refund that was not theirs", data: moves(balance(-250000, 0), refundRow), path: []string{"tap wrong"}},
			{name: "it is not below zero any more", data: balance(5000, 0)},
			{name: "not enough for a payout", data: balance(5000, 10000)},
			{name: "not known"},
		},
		"payout_returned": {
			{name: "the bank sent it back, the account is fine", data: payout(trail.PayoutReturned, "AC04"), about: "p:5", path: []string{"tap fine", "tap yes"}},
			{name: "the bank does not know why", data: payout(trail.PayoutReturned, ""), about: "p:5", path: []string{"tap unsure", "tap no"}},
			{name: "the account was closed", data: payout(trail.PayoutReturned, "AC04"), about: "p:5", path: []string{"tap closed"}},
			{name: "a limit that is raised", data: payout(trail.PayoutReturned, "AM02"), about: "p:5", path: []string{"tap limit", "tap yes"}},
			{name: "it was sent again", data: payout(trail.PayoutSent, ""), about: "p:5"},
			{name: "it is there", data: payout(trail.PayoutArrived, ""), about: "p:5"},
		},
		"account_limit": {
			{name: "the bank raised it", data: swiped11(trail.Returned, trail.AccountLimit, paidOut(trail.PayoutReturned)), path: []string{"tap yes"}},
			{name: "another card", data: swiped11(trail.Returned, trail.AccountLimit, paidOut(trail.PayoutReturned)), path: []string{"tap no"}},
			{name: "it was sent again", data: swiped11(trail.PaidOut, trail.AccountLimit, paidOut(trail.PayoutSent))},
			{name: "it is there", data: swiped11(trail.Arrived, trail.AccountLimit, paidOut(trail.PayoutArrived))},
		},
		"paid_but_not_seen": {
			{name: "it arrived, and the bank says no", data: swiped11(trail.Arrived, trail.PaidButNotSeen, paidOut(trail.PayoutArrived)), path: []string{"tap yes", "tap no", "tap bank_none", "photo"}},
			{name: "a whole payout that arrived, and is not found", data: payout(trail.PayoutArrived, ""), about: "p:5", path: []string{"tap yes", "tap no", "tap bank_none", "skip"}},
			{name: "it arrived, in another account than was looked at", data: swiped11(trail.Arrived, trail.PaidButNotSeen, paidOut(trail.PayoutArrived)), path: []string{"tap no", "tap yes"}},
			{name: "it arrived, to be asked at the bank", data: swiped11(trail.Arrived, trail.PaidButNotSeen, paidOut(trail.PayoutArrived)), path: []string{"tap yes", "tap no", "tap later", "wait 1", "tap yes"}},
			{name: "it is under way", data: swiped11(trail.PaidOut, trail.PayoutPending, paidOut(trail.PayoutSent))},
			{name: "it was not sent yet", data: swiped11(trail.Cleared, trail.InCycle)},
			{name: "the bank sent it back", data: swiped11(trail.Returned, trail.PayoutWasReturned, paidOut(trail.PayoutReturned)), path: []string{"tap unsure", "tap no"}},
		},
		"fee_deducted": {
			{name: "as agreed", data: moves(feeOf(60), swiped11(trail.Arrived, trail.FeeDeducted)), path: []string{"tap yes"}},
			{name: "as agreed, and doubted", data: moves(feeOf(60), swiped11(trail.Arrived, trail.FeeDeducted)), path: []string{"tap no", "say 签的时候说是0.38%|They told me 0.38%"}},
			{name: "more than agreed", data: moves(feeOf(38), swiped11(trail.Arrived, trail.RateMismatch)), path: []string{"photo"}},
			{name: "no contract is known", data: swiped11(trail.Arrived, trail.FeeDeducted), path: []string{"tap yes"}},
			{name: "no fee yet"},
		},
		"file_late": {
			{name: "the bank's file is late, and comes", data: late, path: []string{"tap tell", "then", "wait 1"}, then: swiped11(trail.Arrived, "", func(tr *trail.Trail) { tr.Late, tr.Reasons = nil, nil })},
			{name: "the bank's file is late, and stays away", data: late, path: []string{"tap tell", "wait 1"}},
			{name: "the bank's file is late, no reminder", data: late, path: []string{"tap fine"}},
			{name: "it is here", data: swiped11(trail.Cleared, trail.InCycle)},
		},
		"refund_netted": {
			{name: "refunds of their own", data: netted, about: "p:5", path: []string{"tap ours"}},
			{name: "refunds that nobody made", data: netted, path: []string{"tap not_ours"}},
			{name: "refunds to ask the shop about", data: netted, path: []string{"tap unsure", "wait 1", "tap yes"}},
			{name: "begun from the sale that was refunded", data: netted, about: "t:21", path: []string{"tap ours"}},
			{name: "none was taken off", data: moves(payout(trail.PayoutArrived, ""), swiped11(trail.Arrived, trail.RefundNetted, paidOut(trail.PayoutArrived)))},
		},
		"amount_mismatch": {
			{name: "clearing says another amount", data: swiped11(trail.Cleared, trail.AmountMismatch, cleared(340000)), path: []string{"say 3500", "photo"}},
			{name: "no slip", data: swiped11(trail.Cleared, trail.AmountMismatch, cleared(340000)), path: []string{"skip", "skip"}},
			{name: "both say the same", data: swiped11(trail.Cleared, trail.InCycle)},
		},
	}
}

// balance sets what no payout paid yet, and the smallest payout.
func balance(net, least int64) func(*world) {
	return func(w *world) {
		w.books.net, w.books.merchants[0].MinPayout = &net, least
	}
}

// feeOf sets the rate of the contract, in basis points.
func feeOf(bps int64) func(*world) {
	return func(w *world) { w.books.merchants[0].FeeBPS = &bps }
}

// refundRow is a refund of 2,500.00 of the day before.
func refundRow(w *world) {
	r := swipe(31, "M0001", "T31", noon.Add(-28*time.Hour), 250000, "7000")
	r.Type, r.State, r.Reasons = record.Refund, trail.Arrived, nil
	w.books.trails = append(w.books.trails, r)
}

// payout is the payout of 12,000.00 that tales are about.
func payout(state trail.PayoutState, failure string) func(*world) {
	return func(w *world) {
		tr := trail.Trail{}
		paidOut(state)(&tr)
		tr.Payout.FailureCode = failure
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: *tr.Payout, MerchantID: "M0001", Currency: "CNY"})
	}
}

// netted is the payout with the refund of a sale of the day before in it.
func netted(w *world) {
	swiped11(trail.Arrived, trail.RefundNetted, paidOut(trail.PayoutArrived))(w)
	payout(trail.PayoutArrived, "")(w)
	refundRow(w)
	sold := &w.books.trails[slices.IndexFunc(w.books.trails, func(tr trail.Trail) bool { return tr.Row == 21 })]
	sold.State, sold.Reasons = trail.Refunded, []trail.Reason{trail.RefundNetted}
	sold.Why = []trail.Cause{{Reason: trail.RefundNetted, Evidence: []trail.Evidence{{Kind: record.Lines, ID: "S2"}}}}
	w.books.payouts[0].Lines = []trail.PayoutLine{{LineID: "S1", Type: string(record.LineSale), TransactionRow: 11, Currency: "CNY", Gross: 350000},
		{LineID: "S2", Type: string(record.LineRefund), TransactionRow: 31, Currency: "CNY", Gross: -250000}}
}

// late is a sale whose bank's file is not here.
func late(w *world) {
	swiped11(trail.PaidOut, trail.FileLate, paidOut(trail.PayoutSent))(w)
	w.books.trails[0].Late = &trail.Freshness{Source: "icbc", Kind: record.Entries, Covers: calendar.NewDate(2026, 11, 18), Usual: "03:10"}
}

// cleared is what clearing says of the gross of a sale.
func cleared(gross int64) func(*trail.Trail) {
	return func(tr *trail.Trail) {
		tr.Parts = []trail.Part{{LineRow: 9, LineID: "S9", Type: record.LineSale, Currency: "CNY", Sale: gross}}
	}
}
