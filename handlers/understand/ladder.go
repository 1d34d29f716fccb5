package understand

// step is one rule: the intent weighs so much when the message holds all of the
// concepts, and none of those with an exclamation mark. From 7 on a rule is
// sure enough to act on; 3 to 6 is worth asking about.
type step struct {
	intent Intent
	weight int
	when   string
}

// ladder is the rules, by intent.
var ladder = []step{
	{TalkToHuman, 9, "human !not_human"},

	{Suspicious, 9, "suspicious !out"},
	{Suspicious, 8, "suspicious"},
	{Suspicious, 8, "not_mine i_paid_thing !not_arrived"},

	{ChangeAccount, 9, "change settlement_account"},
	{ChangeAccount, 9, "changed_banks"},

	{DisputeChargeback, 9, "dispute"},

	{DeclinedButDebited, 9, "failed debited !out"},
	{DeclinedButDebited, 5, "failed debited"},

	{DuplicateCharge, 8, "twice payment"},
	{DuplicateCharge, 7, "twice paid_ok"},
	{DuplicateCharge, 7, "twice debited"},

	{Refund, 8, "refund_strong"},
	{Refund, 7, "refund"},

	{FundsHeld, 8, "held !refund_strong"},

	{ShortPayment, 7, "short money"},
	{ShortPayment, 5, "short"},

	{WhereIsMyMoney, 7, "not_arrived money"},
	{WhereIsMyMoney, 7, "not_arrived payment"},
	{WhereIsMyMoney, 6, "not_arrived !refund"},
	{WhereIsMyMoney, 8, "where money"},
	{WhereIsMyMoney, 7, "where payment"},
	{WhereIsMyMoney, 3, "money"},

	{SettlementTiming, 8, "when arrive !not_arrived !refund"},
	{SettlementTiming, 7, "timing !not_arrived !refund"},
	{SettlementTiming, 6, "when money !not_arrived !refund !statement"},
	{SettlementTiming, 4, "when arrive !refund"},

	{FeeQuestion, 8, "fee !rate_other"},
	{FeeQuestion, 3, "fee"},

	{Statement, 7, "statement statement_ask"},
	{Statement, 4, "statement"},

	{TransactionStatus, 7, "progress payment"},
	{TransactionStatus, 5, "progress"},
	{TransactionStatus, 3, "payment what_mean"},

	{TerminalProblem, 8, "terminal broken"},
	{TerminalProblem, 7, "scan_fail"},
	{TerminalProblem, 4, "broken"},

	{OutOfScope, 8, "out"},
	{OutOfScope, 7, "card_ask"},

	{ChangeLanguage, 9, "language_sure"},
	{Help, 8, "help_long"},
}

// precedence breaks ties: the earlier intent wins.
var precedence = []Intent{ChangeAccount, TalkToHuman, Suspicious, DisputeChargeback, DeclinedButDebited, DuplicateCharge, Refund, FundsHeld, ShortPayment,
	OutOfScope, FeeQuestion, WhereIsMyMoney, SettlementTiming, TerminalProblem, Statement, TransactionStatus, ChangeLanguage, Help, ProvideDetails}
