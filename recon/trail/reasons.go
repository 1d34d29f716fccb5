package trail

import "math/bits"

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

// catalogue lists the reasons by what must be cleared first, those with a day
// by which somebody must act before those without: of several the one that
// comes first here is the main one. next is who moves for it; "" leaves it
// to the next reason.
var catalogue = [...]struct {
	reason Reason
	next   Actor
}{
	{DeclinedButDebited, Operator}, {NotCaptured, Merchant},
	{Retrieval, Merchant}, {RiskHold, Risk}, {KYCExpired, Merchant}, {AccountLimit, Merchant}, {AccountChanged, Risk}, {Reserve, Clock}, {Chargeback, Merchant},
	{PayoutWasReturned, Merchant}, {PayoutIsMissing, Operator},
	{OfflineNotUploaded, Merchant}, {BatchNotClosed, Merchant}, {MissingInSettlement, Operator}, {AmbiguousMatch, Operator},
	{CurrencyMismatch, Operator}, {AmountMismatch, Operator}, {DuplicateSettlement, Operator}, {PayoutIsShort, Operator}, {PayoutIsOver, Operator},
	{NotKnownYet, Operator}, {FileLate, Operator},
	{RefundFailed, Merchant}, {RefundPending, Operator}, {ManualWithdrawal, Merchant}, {NegativeBalance, Clock}, {CarriedOver, Clock}, {MinPayout, Clock},
	{PayoutPending, Operator}, {Holiday, Clock}, {BeforeCutOff, Clock}, {InCycle, Clock}, {Duplicate, Merchant}, {RateMismatch, Operator}, {RefundNetted, ""},
}

// rank is the place of each reason in the catalogue.
var rank = func() map[Reason]int {
	m := make(map[Reason]int, len(catalogue))
	for i, c := range catalogue {
		m[c.reason] = i
	}
	return m
}()

// reasonSet is several reasons, each once, in the order of the catalogue.
type reasonSet uint64

// because gives the set of some reasons.
func because(reasons ...Reason) (s reasonSet) {
	for _, r := range reasons {
		s |= 1 << rank[r]
	}
	return s
}

// main is the reason that must be cleared first, "" for none.
func (s reasonSet) main() Reason {
	if s == 0 {
		return ""
	}
	return catalogue[bits.TrailingZeros64(uint64(s))].reason
}

// list gives the reasons in order; nil for none.
func (s reasonSet) list() []Reason {
	var out []Reason
	for ; s != 0; s &= s - 1 {
		out = append(out, s.main())
	}
	return out
}

// next is who moves: the actor of the first reason that names one.
func (s reasonSet) next() Actor {
	for ; s != 0; s &= s - 1 {
		if a := catalogue[bits.TrailingZeros64(uint64(s))].next; a != "" {
			return a
		}
	}
	return Nobody
}
