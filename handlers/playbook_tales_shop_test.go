package handlers_test

import (
	"fmt"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// terminalTales are of what happened, or did not, at the terminal.
func terminalTales() map[string][]tale {
	return map[string][]tale{
		"not_captured": {
			{name: "a pre-authorisation to be collected", data: swiped11(trail.Unknown, trail.NotCaptured), path: []string{"tap collect", "tap yes", "then", "wait 1"}, then: becomes(trail.Captured, trail.InCycle)},
			{name: "it was completed, and is not collected", data: swiped11(trail.Unknown, trail.NotCaptured), path: []string{"tap collect", "tap yes", "wait 1"}},
			{name: "it was completed, and the customer disputes it", data: swiped11(trail.Unknown, trail.NotCaptured), path: []string{"tap collect", "tap yes", "then", "wait 1"}, then: becomes(trail.ChargedBack, trail.Chargeback)},
			{name: "the completion does not work", data: swiped11(trail.Unknown, trail.NotCaptured), path: []string{"tap collect", "tap no"}},
			{name: "a pre-authorisation to be given up", data: swiped11(trail.Unknown, trail.NotCaptured), path: []string{"tap release"}},
			{name: "it was cancelled", data: swiped11(trail.Voided, trail.NotCaptured)},
			{name: "it was collected", data: swiped11(trail.Cleared, trail.InCycle)},
		},
		"offline_not_uploaded": {
			{name: "it is still in the terminal, and comes", data: swiped11(trail.Captured, trail.OfflineNotUploaded), path: []string{"tap no", "tap yes", "tap yes", "then", "wait 1"}, then: becomes(trail.Cleared, trail.InCycle)},
			{name: "it is still in the terminal, and no file comes for two days", data: swiped11(trail.Captured, trail.OfflineNotUploaded), path: []string{"tap yes", "tap yes", "then", "wait 1", "wait 1"}, then: becomes(trail.Captured, trail.NotKnownYet, trail.FileLate)},
			{name: "the file that would tell is late", data: moves(swiped11(trail.Captured, trail.NotKnownYet), becomes(trail.Captured, trail.NotKnownYet, trail.FileLate)), path: []string{"then", "wait 1"}, then: becomes(trail.Cleared, trail.InCycle)},
			{name: "there is no network", data: swiped11(trail.Captured, trail.OfflineNotUploaded), path: []string{"tap no", "tap no"}},
			{name: "the terminal does not upload it", data: swiped11(trail.Captured, trail.OfflineNotUploaded), path: []string{"tap yes", "tap yes", "wait 1"}},
			{name: "it was uploaded", data: swiped11(trail.Cleared, trail.InCycle)},
		},
		"batch_not_closed": {
			{name: "the batch is open, and is closed", data: swiped11(trail.Captured, trail.BatchNotClosed), path: []string{"tap yes", "photo", "then", "wait 1"}, then: becomes(trail.Cleared, trail.InCycle)},
			{name: "the batch was closed, and is not", data: swiped11(trail.Captured, trail.BatchNotClosed), path: []string{"tap yes", "skip", "wait 1"}},
			{name: "the batch was closed, and no file comes for two days", data: swiped11(trail.Captured, trail.BatchNotClosed), path: []string{"tap yes", "skip", "then", "wait 1", "wait 1"}, then: becomes(trail.Captured, trail.NotKnownYet, trail.FileLate)},
			{name: "the file that would tell is late, and then the batch is open", data: moves(swiped11(trail.Captured, trail.NotKnownYet), becomes(trail.Captured, trail.NotKnownYet, trail.FileLate)), path: []string{"then", "wait 1"}, then: becomes(trail.Captured, trail.BatchNotClosed)},
			{name: "the batch cannot be closed", data: swiped11(trail.Captured, trail.BatchNotClosed), path: []string{"tap no", "say 屏幕上说通讯失败|It says communication failed"}},
			{name: "it was closed", data: swiped11(trail.Cleared, trail.InCycle)},
		},
		"declined_but_debited": {
			{name: "nobody knows yet", data: swiped11(trail.Unknown, trail.DeclinedButDebited), path: []string{"tap yes", "tap yes", "photo", "photo"}},
			{name: "nobody knows yet, the customer has gone", data: swiped11(trail.Unknown, trail.DeclinedButDebited), path: []string{"tap no", "tap yes", "skip", "skip"}},
			{name: "not known whether the customer was charged, and then they were", data: swiped11(trail.Unknown, trail.DeclinedButDebited), path: []string{"tap no", "tap unsure", "wait 1", "tap yes", "photo", "skip"}},
			{name: "not known whether the customer was charged, and still not", data: swiped11(trail.Unknown, trail.DeclinedButDebited), path: []string{"tap yes", "tap unsure", "wait 1", "tap unsure"}},
			{name: "not known whether the customer was charged, and reversed meanwhile", data: swiped11(trail.Unknown, trail.DeclinedButDebited), path: []string{"tap yes", "tap unsure", "then", "wait 1"}, then: becomes(trail.Reversed)},
			{name: "begun from a question that names no payment", about: "-", path: []string{"tap no"}},
			{name: "the customer was not charged", data: swiped11(trail.Declined, trail.DeclinedButDebited), path: []string{"tap no", "tap no"}},
			{name: "it was reversed", data: swiped11(trail.Reversed, trail.DeclinedButDebited)},
			{name: "it counted", data: swiped11(trail.Captured, trail.InCycle)},
		},
		"duplicate": {
			{name: "two charges, one too many", data: twins, path: []string{"tap mistake", "tap yes", "then", "wait 1"}, then: func(w *world) { w.books.trails[len(w.books.trails)-1].State = trail.Refunded }},
			{name: "two charges, one too many, and no refund is seen", data: twins, path: []string{"tap mistake", "tap yes", "wait 1"}},
			{name: "two charges, one too many, and the refund does not work", data: twins, path: []string{"tap unsure", "tap yes", "tap no"}},
			{name: "two sales", data: twins, path: []string{"tap two_sales"}},
			{name: "one was given back", data: moves(twins, func(w *world) { w.books.trails[0].State = trail.Refunded })},
			{name: "there is only one", data: swiped11(trail.Captured, trail.Duplicate)},
			{name: "begun from a question that names no payment", about: "-", data: twins, path: []string{"tap two_sales"}},
			{name: "begun from a question that names no payment, and there is none", about: "-"},
		},
		"device_security": {
			{name: "a terminal was opened, and nobody knows why", about: "-", data: moves(reported("LOGIN_FAILED", "", 20), reported("TAMPER", "", 19)), path: []string{"tap no", "photo"}},
			{name: "a terminal was moved by the owner, its software is old", about: "-", data: moves(reported("FIRMWARE", "2.8.1", 60), reported("MOVED", "", 19), other("FIRMWARE", "2.10.0")),
				path: []string{"tap yes", "say 搬到新柜台了|We moved to the new counter", "tap yes", "tap locked", "tap recent"}},
			{name: "it lost its connection, and the update does not work", about: "-", data: moves(reported("FIRMWARE", "2.8.1", 60), reported("OFFLINE", "", 19), other("FIRMWARE", "2.10.0")), path: []string{"tap yes", "tap no"}},
			{name: "nothing was reported", about: "-", path: []string{"tap anyone", "tap factory"}},
			{name: "nothing was reported, customers can reach it", about: "-", path: []string{"tap anyone", "tap recent"}},
			{name: "nothing was reported, the password is old", about: "-", path: []string{"tap counter", "tap old"}},
		},
	}
}

// twins is the same card and amount twice within two minutes.
func twins(w *world) {
	swiped11(trail.Captured, trail.Duplicate)(w)
	again := w.books.trails[0]
	again.Row, again.TransactionID, again.RRN, again.Time = 14, "T14", "632411420014", again.Time.Add(2*time.Minute)
	w.books.trails = append(w.books.trails, again)
}

// other has another terminal of the shop report something.
func other(kind, reference string) func(*world) {
	return func(w *world) {
		reported(kind, reference, 30)(w)
		w.books.activity.Events[len(w.books.activity.Events)-1].TerminalID = "K002"
	}
}

// disputeTales are of papers: wanted for a review, by a customer's bank, of the shop itself.
func disputeTales() map[string][]tale {
	return map[string][]tale{
		"risk_hold": {
			{name: "papers are wanted before a day", data: swiped11(trail.Held, trail.RiskHold, neededBy(25)), path: []string{"photo", "photo", "skip", "say 装修公司刷的，买地板|A builder who bought floors"}},
			{name: "there are no papers", data: swiped11(trail.Held, trail.RiskHold), path: []string{"skip", "skip", "skip", "skip"}},
			{name: "the day has passed", data: swiped11(trail.Held, trail.RiskHold, neededBy(18)), path: []string{"photo", "skip", "skip", "skip"}},
			{name: "it was released", data: swiped11(trail.Cleared, trail.InCycle)},
		},
		"retrieval": {
			{name: "the slip is wanted before a day", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(25)), path: []string{"tap now", "photo", "photo"}},
			{name: "tomorrow", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(25)), path: []string{"tap later", "wait 1", "photo", "skip"}},
			{name: "tomorrow, the last day", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(21)), path: []string{"tap later", "wait 1", "photo", "skip"}},
			{name: "tomorrow, which is answered too late", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(21)), path: []string{"tap later", "wait 2", "photo", "skip"}},
			{name: "today is the last day", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(20)), path: []string{"tap now", "photo", "skip"}},
			{name: "tomorrow, and then it is not wanted any more", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(25)), path: []string{"tap later", "then", "wait 1"}, then: becomes(trail.Cleared)},
			{name: "the slip is lost", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(25)), path: []string{"tap lost", "say 客户自己提走了两箱酒|The customer took two cases of wine"}},
			{name: "the day has passed", data: swiped11(trail.Cleared, trail.Retrieval, neededBy(18)), path: []string{"skip", "skip"}},
			{name: "nothing is wanted any more", data: swiped11(trail.Cleared, trail.InCycle)},
		},
		"chargeback": {
			{name: "contested", data: swiped11(trail.ChargedBack, trail.Chargeback, neededBy(27)), path: []string{"tap contest", "photo", "photo", "say 送货上门，本人签收|Delivered and signed for"}},
			{name: "accepted", data: swiped11(trail.ChargedBack, trail.Chargeback, neededBy(27)), path: []string{"tap accept"}},
			{name: "contested after the day", data: swiped11(trail.ChargedBack, trail.Chargeback, neededBy(18)), path: []string{"tap contest", "skip", "skip", "skip"}},
			{name: "refunded before", data: swiped11(trail.ChargedBack, trail.Chargeback), path: []string{"tap refunded", "photo"}},
			{name: "it is not disputed any more", data: swiped11(trail.Arrived, trail.InCycle)},
		},
		"documents": {
			{name: "papers are wanted before a day", data: swiped11(trail.Held, trail.RiskHold, neededBy(25)), path: []string{"tap now", "paper", "tap yes", "paper"}},
			{name: "tomorrow, and then there are none", data: swiped11(trail.Held, trail.RiskHold, neededBy(25)), path: []string{"tap later", "wait 1", "skip", "say 合同还没签|The contract is not signed yet"}},
			{name: "the day has passed", data: swiped11(trail.Held, trail.RiskHold, neededBy(18)), path: []string{"tap cannot", "skip"}},
			{name: "the day passes meanwhile", data: swiped11(trail.Held, trail.RiskHold, neededBy(21)), path: []string{"tap later", "wait 2", "paper", "tap no"}},
			{name: "today is the last day", data: swiped11(trail.Held, trail.RiskHold, neededBy(20)), path: []string{"tap now", "paper", "tap no"}},
			{name: "begun from the list, and one payment wants them", about: "-", data: swiped11(trail.Held, trail.RiskHold, neededBy(25)), path: []string{"tap now", "paper", "tap no"}},
			{name: "begun from the list, and none are wanted", about: "-"},
			{name: "no papers are wanted", data: swiped11(trail.Cleared, trail.InCycle)},
		},
		"kyc_expired": {
			{name: "the new one is there", path: []string{"tap have"}},
			{name: "it is not applied for yet", path: []string{"tap not_yet", "wait 7", "tap yes"}},
			{name: "payouts go on", data: swiped11(trail.Arrived, trail.KYCExpired, paidOut(trail.PayoutArrived))},
			{name: "it takes long", path: []string{"tap applying", "wait 7", "tap no"}},
		},
		"account_changed": {
			{name: "changed by the owner", data: reported("ACCOUNT_CHANGED", "", 40), path: []string{"tap mine", "tap no"}},
			{name: "changed by the owner, who was asked to", data: reported("ACCOUNT_CHANGED", "", 40), path: []string{"tap mine", "tap yes"}},
			{name: "changed by nobody", data: reported("ACCOUNT_CHANGED", "", 40), path: []string{"tap nobody"}},
			{name: "not changed"},
		},
	}
}

// safetyTales are of fraud, of the shop's own people, and of what prevents it.
func safetyTales() map[string][]tale {
	return map[string][]tale{
		"suspicious": {
			{name: "refunds at night that were theirs", about: "-", data: nights, path: []string{"tap mine"}},
			{name: "refunds at night that were not", about: "-", data: nights, path: []string{"tap not_mine", "tap person"}},
			{name: "refunds at night, looked through at once", about: "-", data: nights, path: []string{"tap part", "tap now", "say 今天|today", "tap right", "back", "tap not_ours", "tap rest"}},
			{name: "a terminal was opened, and nobody knows why", about: "-", data: moves(past, reported("TAMPER", "", 19)), path: []string{"tap not_mine", "tap yes", "tap person"}},
			{name: "a terminal was moved, which is known in part", about: "-", data: moves(past, reported("MOVED", "", 19)), path: []string{"tap part", "tap no", "tap now"}},
			{name: "nothing is found, and nothing was seen", about: "-", path: []string{"tap nothing"}},
			{name: "nothing is found, but payments are not known", about: "-", path: []string{"tap payments", "tap person"}},
			{name: "nothing is found, but the terminal is odd", about: "-", path: []string{"tap terminal", "tap locked", "tap recent"}},
		},
		"staff_check": {
			{name: "refunds at night that should not be", about: "-", data: nights, path: []string{"tap ours", "back", "tap not_ours", "tap rest"}},
			{name: "refunds at night to ask about", about: "-", data: nights, path: []string{"tap ours", "tap unsure", "tap ours", "wait 1", "tap yes", "tap everyone"}},
			{name: "refunds as usual", about: "-", data: refunds, path: []string{"tap owner_only"}},
			{name: "none at all", about: "-", path: []string{"tap no_password"}},
		},
		"report": {
			{name: "marked one by one first, reported to the police", about: "-", path: []string{"say 今天|today", "tap not_ours", "say 昨晚店里没人，早上才发现|Nobody was in the shop that night", "tap police", "say 公受案字2026第12号|No. 2026-12"}},
			{name: "the report can wait", about: "-", path: []string{"say 今天|today", "tap not_ours", "skip", "tap later", "wait 1", "tap no"}},
			{name: "nothing was marked", about: "-", path: []string{"say 今天|today", "tap right"}},
			{name: "it is wanted once more, of what was marked before", about: "-", path: []string{"say 今天|today", "tap not_ours", "skip", "tap bank", "say 给银行和警察的报告|the report for the bank and the police", "skip", "tap bank"}},
		},
		"prevention": {
			{name: "what to teach, and a tip a month", about: "-", path: []string{"tap train", "tap yes"}},
			{name: "the emergency card", about: "-", data: refunds, path: []string{"tap plan", "tap no"}},
			{name: "newer ways to pay", about: "-", path: []string{"tap newer", "tap no"}},
		},
		"apply": {
			{name: "wanted", about: "-", path: []string{"tap person"}},
			{name: "not now", about: "-", path: []string{"tap fine"}},
		},
	}
}

// past gives the shop twenty days of sales, so that it is known what is usual in it.
func past(w *world) {
	w.books.activity.Merchant.Opens, w.books.activity.Merchant.Closes = "10:00", "22:00"
	for day := range 20 {
		for i := range 8 {
			w.swiped(record.Sale, noon.Add(time.Duration(-24*(day+1)*60+30*i)*time.Minute), int64(2000+317*i), "6001")
		}
	}
}

// nights are three refunds in the night, in the books and in what terminals said.
func nights(w *world) {
	past(w)
	w.atNight()
	for i := range 3 {
		x := &w.books.activity.Transactions[len(w.books.activity.Transactions)-3+i]
		x.Row = int64(71 + i)
		r := swipe(x.Row, "M0001", "T7"+string(rune('1'+i)), x.Time.Time, x.Amount, x.Last4)
		r.Type, r.State, r.Reasons, r.Business = record.Refund, trail.Cleared, nil, calendar.DateOf(x.Time.Time)
		w.books.trails = append(w.books.trails, r)
	}
}

// refunds are two refunds at an ordinary hour.
func refunds(w *world) {
	past(w)
	for i := range 2 {
		w.swiped(record.Refund, noon.Add(time.Duration(-26-24*9*i)*time.Hour), 2317, "6001").OriginalRRN = "500003"
	}
}

// busy is a day on which so many sales were made.
func busy(n int) func(*world) {
	return func(w *world) {
		for i := range n {
			w.books.trails = append(w.books.trails, swipe(int64(200+i), "M0001", fmt.Sprintf("T%d", 200+i), noon.Add(-time.Duration(20*60+i)*time.Minute), int64(2000+100*i), "6001"))
		}
	}
}

// lookingTales go through the records.
func lookingTales() map[string][]tale {
	return map[string][]tale{
		"review_records": {
			{name: "one that was declined", about: "-", data: swiped11(trail.Declined, trail.MistakenSwipe), path: []string{"say 今天|today", "say 3500", "tap wrong"}},
			{name: "one that was declined, and is right", about: "-", data: swiped11(trail.Declined, trail.MistakenSwipe), path: []string{"say 今天|today", "skip", "tap right"}},
			{name: "one that was declined, not sure", about: "-", data: swiped11(trail.Declined, trail.MistakenSwipe), path: []string{"say 今天|today", "skip", "tap unsure", "say 大概十二点，刷的卡|Around noon, a card"}},
			{name: "all is well", about: "-", path: []string{"say 昨天|yesterday", "skip", "tap settled"}},
			{name: "one is missing, with a slip", about: "-", path: []string{"say 昨天|yesterday", "skip", "tap missing", "tap slip", "photo"}},
			{name: "some are not known", about: "-", path: []string{"say 昨天|yesterday", "skip", "tap strange", "tap right", "tap right"}},
			{name: "none on that day", about: "-", path: []string{"say 11月17日|17 November", "say 35", "tap other_day", "say 11月18日|18 November", "tap sure", "tap no_slip", "skip"}},
		},
		"verify_with_customer": {
			{name: "one is not theirs", about: "-", path: []string{"say 昨天|yesterday", "tap right", "tap not_ours", "skip", "tap bank"}},
			{name: "all are right", about: "-", path: []string{"say 昨天|yesterday", "tap rest"}},
			{name: "many, all right but one", about: "-", data: busy(23), path: []string{"say 昨天|yesterday", "tap rest", "tap right", "tap unknown", "say 都没错|all are right", "back", "tap rest", "tap rest", "wait 1", "tap yes"}},
			{name: "more than are listed", about: "-", data: busy(130), path: []string{"say 昨天|yesterday"}},
			{name: "one has another amount", about: "-", path: []string{"say 昨天|yesterday", "tap amount", "tap right"}},
			{name: "one is not known, and stays so", about: "-", path: []string{"say 昨天|yesterday", "tap unknown", "tap right", "wait 1", "tap no"}},
			{name: "no sale on that day", about: "-", path: []string{"say 11月17日|17 November", "tap other_day", "say 11月18日|18 November", "tap stop"}},
		},
	}
}
