package trail_test

import (
	"testing"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func TestClearedButNotPaid(t *testing.T) {
	balance := func(n int64) func(*shop) { return func(s *shop) { s.Unpaid = &n } }
	also := func(more ...func(*shop)) func(*shop) {
		return func(s *shop) {
			settled("")(s)
			for _, m := range more {
				m(s)
			}
		}
	}
	run(t, []story{
		{"the due day is over", settled(""), "2026-11-24", trail.Cleared, "payout_pending", trail.Operator, "2026-11-23", 0},
		{"the balance is below zero", also(balance(-5)), "2026-11-24", trail.Cleared, "negative_balance", trail.Clock, "2026-11-23", 0},
		{"the balance is below the minimum", also(balance(347900), func(s *shop) { s.Merchant.MinPayout = 500000 }), "2026-11-24", trail.Cleared, "min_payout", trail.Clock, "2026-11-23", 0},
		{"the merchant draws it by hand", also(func(s *shop) { s.event("2026-11-01 10:00", "MANUAL_WITHDRAWAL") }), "2026-11-24", trail.Cleared, "manual_withdrawal", trail.Merchant, "2026-11-23", 0},
		{"the merchant's papers ran out", also(func(s *shop) {
			s.event("2026-10-01 10:00", "KYC_EXPIRES", func(e *record.Event) { e.DueOn = day("2026-11-15") })
		}), "2026-11-24", trail.Cleared, "kyc_expired+payout_pending", trail.Merchant, "2026-11-23", 0},
		{"papers that are still good", also(func(s *shop) {
			s.event("2026-10-01 10:00", "KYC_EXPIRES", func(e *record.Event) { e.DueOn = day("2026-12-15") })
		}), "2026-11-24", trail.Cleared, "payout_pending", trail.Operator, "2026-11-23", 0},
		{"carried over", settled("", func(l *trail.LinkedLine) { l.Status = record.LineCarried }), "2026-11-24", trail.Cleared, "carried_over", trail.Clock, "", 0},
		{"held for review", settled("", heldFor("RISK_REVIEW")), "2026-11-24", trail.Held, "risk_hold", trail.Risk, "", 0},
		{"held for documents", settled("", heldFor("DOCUMENTS")), "2026-11-24", trail.Held, "risk_hold", trail.Merchant, "", 0},
		{"held as reserve", settled("", heldFor("RESERVE")), "2026-11-24", trail.Held, "reserve", trail.Clock, "", 0},
		{"held for a slip", settled("", heldFor("RETRIEVAL")), "2026-11-24", trail.Held, "retrieval", trail.Merchant, "", 0},
		{"held for papers", settled("", heldFor("KYC")), "2026-11-24", trail.Held, "kyc_expired", trail.Merchant, "", 0},
		{"held for the account", settled("", heldFor("ACCOUNT")), "2026-11-24", trail.Held, "account_limit", trail.Merchant, "", 0},
		{"an event holds the merchant", also(func(s *shop) { s.event("2026-11-22 10:00", "HOLD") }), "2026-11-24", trail.Held, "risk_hold", trail.Risk, "", 0},
		{"an event holds another terminal", also(func(s *shop) { s.event("2026-11-22 10:00", "HOLD", terminal("K2")) }), "2026-11-23", trail.Cleared, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"an event holds this sale by its RRN, printed with zeros before it", func(s *shop) { sale(s); s.event("2026-11-20 15:00", "HOLD", about("000RT1")) }, "2026-11-21", trail.Held, "risk_hold", trail.Risk, "", 0},
		{"an event names an order by a short number that an RRN ends with", func(s *shop) {
			s.swipe("T1", swiped, 350000, func(t *record.Transaction) { t.RRN = "000000001001" })
			s.event("2026-11-20 15:00", "HOLD", about("1001"))
		}, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"an event holds this sale, not settled yet", func(s *shop) { sale(s); s.event("2026-11-20 15:00", "HOLD", about("T1")) }, "2026-11-21", trail.Held, "risk_hold", trail.Risk, "", 0},
		{"held and released", also(func(s *shop) {
			s.event("2026-11-22 10:00", "HOLD", about("RT1"))
			s.event("2026-11-22 15:00", "RELEASE", about("T1"))
		}), "2026-11-23", trail.Cleared, "in_cycle", trail.Clock, "2026-11-23", 0},
	})
}

func TestPayouts(t *testing.T) {
	unseen := func(s *shop) { s.BankSeen = nil }
	failed := func(code string) func(*shop) {
		return func(s *shop) { s.payoutOf("P1").FailureCode = code }
	}
	changed := func(s *shop) { s.event("2026-11-21 10:00", "ACCOUNT_CHANGED") }
	run(t, []story{
		{"a pending payout is not sent", paid(record.PayoutPending), "2026-11-24", trail.Cleared, "payout_pending", trail.Operator, "2026-11-23", 0},
		{"sent, in time", paid(record.PayoutSent), "2026-11-23 18:00", trail.PaidOut, "payout_pending", trail.Bank, "2026-11-23", 0},
		{"accepted by the bank, in time", paid(record.PayoutConfirmed), "2026-11-24 23:00", trail.PaidOut, "payout_pending", trail.Bank, "2026-11-23", 0},
		{"only its line names the payout", settled("P1"), "2026-11-24", trail.PaidOut, "payout_pending", trail.Bank, "2026-11-23", 0},
		{"missing after the first working day", paid(record.PayoutSent), "2026-11-25 00:01", trail.PaidOut, "payout_missing", trail.Operator, "2026-11-23", 0},
		{"an implied payout is missed as well", settled("P1"), "2026-11-25", trail.PaidOut, "payout_missing", trail.Operator, "2026-11-23", 0},
		{"the bank's file is late: nothing is missing", paid(record.PayoutSent, func(s *shop) { s.Sources[3].Covers = day("2026-11-23") }), "2026-11-25", trail.PaidOut, "not_known_yet+file_late", trail.Operator, "2026-11-23", 0},
		{"statements that come by hand are not late", paid(record.PayoutSent, func(s *shop) { s.Sources[3].Covers, s.Sources[3].Usual = day("2026-11-23"), "" }), "2026-11-25", trail.PaidOut, "payout_missing", trail.Operator, "2026-11-23", 0},
		{"no bank file: nothing more can be seen", paid(record.PayoutSent, unseen), "2026-11-27", trail.PaidOut, "", trail.Bank, "2026-11-23", 0},
		{"arrived", paid(record.PayoutSent, landed(347900)), "2026-11-24", trail.Arrived, "", trail.Nobody, "", 0},
		{"arrived in two credits", paid(record.PayoutSent, landed(100000), func(s *shop) { s.bank("B2", "2026-11-24", "P1", "payout", 247900) }), "2026-11-24", trail.Arrived, "", trail.Nobody, "", 0},
		{"short", paid(record.PayoutSent, landed(347000)), "2026-11-24", trail.Arrived, "payout_short", trail.Operator, "", 900},
		{"over", paid(record.PayoutSent, landed(348000)), "2026-11-24", trail.Arrived, "payout_over", trail.Operator, "", -100},
		{"the payer says failed", paid(record.PayoutFailed), "2026-11-24", trail.Returned, "payout_returned", trail.Merchant, "", 0},
		{"returned, too large for the account", paid(record.PayoutReturned, failed("AM02")), "2026-11-24", trail.Returned, "account_limit+payout_returned", trail.Merchant, "", 0},
		{"the bank took it back", paid(record.PayoutSent, landed(347900), func(s *shop) { s.bank("B2", "2026-11-24", "P1", "return", 347900) }), "2026-11-25", trail.Returned, "payout_returned", trail.Merchant, "", 0},
		{"returned and credited again", paid(record.PayoutReturned, landed(347900), func(s *shop) {
			s.bank("B2", "2026-11-24", "P1", "return", 347900)
			s.bank("B3", "2026-11-26", "P1", "payout", 347900)
		}), "2026-11-27", trail.Arrived, "", trail.Nobody, "", 0},
		{"returned and sent again", paid(record.PayoutSent, landed(347900), func(s *shop) {
			s.bank("B2", "2026-11-24", "P1", "return", 347900)
			s.payoutOf("P1").SentAt = s.stamp("2026-11-26 09:00")
		}), "2026-11-26 12:00", trail.PaidOut, "payout_pending", trail.Bank, "2026-11-23", 0},
		{"the paying account saw it leave and come back", paid(record.PayoutSent, unseen, func(s *shop) {
			payer := func(d record.Direction) func(*trail.LinkedEntry) {
				return func(e *trail.LinkedEntry) { e.Owner, e.Direction = record.Payer, d }
			}
			s.bank("B1", "2026-11-23", "P1", "payout", 347900, payer(record.Debit))
			s.bank("B2", "2026-11-24", "P1", "return", 347900, payer(record.Credit))
		}), "2026-11-25", trail.Returned, "payout_returned", trail.Merchant, "", 0},
		{"the account was changed just before", paid(record.PayoutSent, changed), "2026-11-23 18:00", trail.PaidOut, "account_changed+payout_pending", trail.Risk, "2026-11-23", 0},
		{"the payout's own amount differs from its lines", paid(record.PayoutSent, func(s *shop) { s.payoutOf("P1").Amount -= 500 }), "2026-11-23 18:00", trail.PaidOut, "amount_mismatch+payout_pending", trail.Operator, "2026-11-23", 500},
		{"carry and fee account for the difference", paid(record.PayoutSent, func(s *shop) {
			p := s.payoutOf("P1")
			p.CarriedIn, p.Fee, p.Amount = -1000, 200, p.Amount-1200
		}), "2026-11-23 18:00", trail.PaidOut, "payout_pending", trail.Bank, "2026-11-23", 0},
		{"a payout below zero is carried", func(s *shop) {
			settled("P1")(s)
			s.line("L2", "2026-11-23", s.swipe("T2", "2026-11-20 13:00", 400000, as(record.Refund, "")), -400000, -2400, "P1")
		}, "2026-11-24", trail.Cleared, "negative_balance+carried_over", trail.Clock, "", 0},
	})
}

func TestDifferences(t *testing.T) {
	one := func(change func(*shop, int64)) func(*shop) {
		return func(s *shop) { change(s, sale(s)) }
	}
	run(t, []story{
		{"the line says another amount", one(func(s *shop, row int64) {
			s.line("L1", "2026-11-23", row, 340000, 2040, "", func(l *trail.LinkedLine) { l.State = "mismatch" })
		}), "2026-11-23", trail.Cleared, "amount_mismatch+in_cycle", trail.Operator, "2026-11-23", 10000},
		{"two lines share the sale", one(func(s *shop, row int64) {
			s.line("L1", "2026-11-23", row, 340000, 2040, "")
			s.line("L2", "2026-11-23", row, 10000, 60, "")
		}), "2026-11-23", trail.Cleared, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"settled twice", one(func(s *shop, row int64) {
			s.line("L1", "2026-11-23", row, 350000, 2100, "")
			s.line("L2", "2026-11-23", row, 350000, 2100, "", func(l *trail.LinkedLine) { l.State = "duplicate" })
		}), "2026-11-23", trail.Cleared, "duplicate_settlement+in_cycle", trail.Operator, "2026-11-23", -347900},
		{"settled in another currency", one(func(s *shop, row int64) {
			s.line("L1", "2026-11-23", row, 49000, 294, "", func(l *trail.LinkedLine) { l.Currency = "USD" })
		}), "2026-11-23", trail.Cleared, "currency_mismatch+in_cycle", trail.Operator, "2026-11-23", 0},
		{"the fee is not that of the terms", one(func(s *shop, row int64) {
			s.line("L1", "2026-11-23", row, 350000, 2102, "")
		}), "2026-11-23", trail.Cleared, "in_cycle+rate_mismatch", trail.Clock, "2026-11-23", 0},
		{"without terms for the fee no rate is wrong", func(s *shop) {
			s.Merchant.FeeBPS = nil
			s.line("L1", "2026-11-23", sale(s), 350000, 9999, "")
		}, "2026-11-23", trail.Cleared, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"the second of two equal swipes", func(s *shop) {
			s.swipe("T0", "2026-11-20 11:40", 350000)
			sale(s)
		}, "2026-11-21", trail.Captured, "in_cycle+duplicate", trail.Clock, "2026-11-23", 0},
		{"the first of two equal swipes", func(s *shop) {
			sale(s)
			s.swipe("T2", "2026-11-20 11:44", 350000)
		}, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"the other one was voided", func(s *shop) {
			s.swipe("T0", "2026-11-20 11:40", 350000)
			s.swipe("T9", "2026-11-20 11:41", 350000, as(record.Void, "T0"))
			sale(s)
		}, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
	})
}
