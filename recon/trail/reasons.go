package trail

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
