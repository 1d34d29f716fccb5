package trail

import "slices"

// Reasons, the closed list. Those of Breaks are exported as breaks.
const (
	InCycle             Reason = "in_cycle"
	BeforeCutOff        Reason = "before_cutoff"
	Holiday             Reason = "holiday"
	NotKnownYet         Reason = "not_known_yet"
	MissingInSettlement Reason = "missing_in_settlement"
	OrphanSettlement    Reason = "orphan_settlement"
	AmountMismatch      Reason = "amount_mismatch"
	CurrencyMismatch    Reason = "currency_mismatch"
	Duplicate           Reason = "duplicate"
	DuplicateSettlement Reason = "duplicate_settlement"
	AmbiguousMatch      Reason = "ambiguous_match"
	DeclinedButDebited  Reason = "declined_but_debited"
	NotCaptured         Reason = "not_captured"
	OfflineNotUploaded  Reason = "offline_not_uploaded"
	BatchNotClosed      Reason = "batch_not_closed"
	RiskHold            Reason = "risk_hold"
	Retrieval           Reason = "retrieval"
	Chargeback          Reason = "chargeback"
	Reserve             Reason = "reserve"
	RefundNetted        Reason = "refund_netted"
	RefundPending       Reason = "refund_pending"
	RefundFailed        Reason = "refund_failed"
	FeeDeducted         Reason = "fee_deducted"
	RateMismatch        Reason = "rate_mismatch"
	NegativeBalance     Reason = "negative_balance"
	CarriedOver         Reason = "carried_over"
	MinPayout           Reason = "min_payout"
	ManualWithdrawal    Reason = "manual_withdrawal"
	PayoutPending       Reason = "payout_pending"
	PayoutIsShort       Reason = "payout_short"
	PayoutIsOver        Reason = "payout_over"
	PayoutIsMissing     Reason = "payout_missing"
	PayoutWasReturned   Reason = "payout_returned"
	OrphanBankEntry     Reason = "orphan_bank_entry"
	AccountChanged      Reason = "account_changed"
	AccountLimit        Reason = "account_limit"
	KYCExpired          Reason = "kyc_expired"
	PaidButNotSeen      Reason = "paid_but_not_seen"
	AgentSettled        Reason = "agent_settled"
	OtherMerchant       Reason = "other_merchant"
	FileLate            Reason = "file_late"
	BankIncident        Reason = "bank_incident"
	MistakenSwipe       Reason = "mistaken_swipe"
)

// Breaks are the reasons that the export lists as breaks.
var Breaks = map[Reason]bool{
	MissingInSettlement: true, OrphanSettlement: true, AmountMismatch: true, CurrencyMismatch: true,
	DuplicateSettlement: true, AmbiguousMatch: true, RateMismatch: true, PayoutIsShort: true,
	PayoutIsOver: true, PayoutIsMissing: true, PayoutWasReturned: true, OrphanBankEntry: true,
}

// order says what must be cleared first: of several reasons the one that comes
// first here is the main one. Reasons not listed come last.
var order = rank(
	AccountChanged, DeclinedButDebited, NotCaptured,
	Retrieval, RiskHold, KYCExpired, AccountLimit, Reserve, Chargeback,
	PayoutWasReturned, PayoutIsMissing,
	OfflineNotUploaded, BatchNotClosed, MissingInSettlement, AmbiguousMatch,
	CurrencyMismatch, AmountMismatch, DuplicateSettlement, PayoutIsShort, PayoutIsOver,
	NotKnownYet, FileLate,
	RefundFailed, RefundPending, ManualWithdrawal, NegativeBalance, CarriedOver, MinPayout,
	PayoutPending, Holiday, BeforeCutOff, InCycle, Duplicate, RateMismatch, RefundNetted,
)

// actors says who moves next for a reason. Reasons not listed leave it to the next one.
var actors = map[Reason]Actor{
	AccountChanged: Risk, DeclinedButDebited: Operator, NotCaptured: Merchant,
	Retrieval: Merchant, RiskHold: Risk, KYCExpired: Merchant, AccountLimit: Merchant, Reserve: Clock, Chargeback: Merchant,
	PayoutWasReturned: Merchant, PayoutIsMissing: Operator,
	OfflineNotUploaded: Merchant, BatchNotClosed: Merchant, MissingInSettlement: Operator, AmbiguousMatch: Operator,
	CurrencyMismatch: Operator, AmountMismatch: Operator, DuplicateSettlement: Operator, PayoutIsShort: Operator, PayoutIsOver: Operator,
	NotKnownYet: Operator, FileLate: Operator,
	RefundFailed: Merchant, RefundPending: Operator, ManualWithdrawal: Merchant, NegativeBalance: Clock, CarriedOver: Clock, MinPayout: Clock,
	PayoutPending: Operator, Holiday: Clock, BeforeCutOff: Clock, InCycle: Clock, Duplicate: Merchant, RateMismatch: Operator,
}

func rank(list ...Reason) map[Reason]int {
	m := make(map[Reason]int, len(list))
	for i, r := range list {
		m[r] = i
	}
	return m
}

// sortReasons orders reasons by what must be cleared first, each once.
func sortReasons(in []Reason) []Reason {
	place := func(r Reason) int {
		if i, ok := order[r]; ok {
			return i
		}
		return len(order)
	}
	out := slices.Clone(in)
	slices.SortStableFunc(out, func(a, b Reason) int { return place(a) - place(b) })
	return slices.Compact(out)
}

// actorOf is who moves next: the actor of the first reason that names one.
func actorOf(reasons []Reason) Actor {
	for _, r := range reasons {
		if a, ok := actors[r]; ok {
			return a
		}
	}
	return Nobody
}
