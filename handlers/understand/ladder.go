package understand

// step is one rule: the intent weighs so much when the message holds all of the
// concepts, and none of those with an exclamation mark. From 7 on a rule is
// sure enough to act on; 3 to 6 is worth asking about; 2 is a hint, which only
// says that the words do not speak against a model that is firm.
type step struct {
	intent Intent
	weight int
	when   string
}

// ladder is the rules, by intent.
var ladder = []step{
	{Help, 12, "bot_question"},

	{Suspicious, 13, "pay_first"},
	{TalkToHuman, 12, "accuses"},
	{TalkToHuman, 12, "police !suspicious !not_mine"},
	{TalkToHuman, 9, "human !not_human !device_asks"},

	{Suspicious, 11, "other_merchant"},
	{Suspicious, 9, "suspicious !ask_whether_mine !device_asks"},
	{Suspicious, 9, "suspicious who_asks"},
	{Suspicious, 9, "from_you"},
	{Suspicious, 9, "fraud !no_fraud"},
	{Suspicious, 9, "fraud whether"},
	{Suspicious, 9, "out_of_the_blue !fee !not_arrived !declined !held"},
	{Suspicious, 9, "asks_of_signs !amount !reference"},
	{Suspicious, 9, "not_mine i_paid_thing"},
	{Suspicious, 8, "last_money"},

	{ChangeAccount, 9, "change_account"},
	{ChangeAccount, 9, "changed_banks !other_card"},

	{DisputeChargeback, 9, "dispute"},

	{DeclinedButDebited, 9, "failed debited"},
	{DeclinedButDebited, 8, "my_side_failed payer_debited !twice"},

	{DuplicateCharge, 8, "twice payment !fee_named !both_absent !refused_often"},
	{DuplicateCharge, 7, "twice paid_ok !fee_named !both_absent"},
	{DuplicateCharge, 7, "twice debited !fee_named !both_absent"},

	{Refund, 8, "refund_strong"},
	{Refund, 7, "refund"},

	{FundsHeld, 8, "held !refund_strong"},
	{FundsHeld, 7, "held_maybe money !refund_strong"},
	{FundsHeld, 5, "held_maybe"},

	{ShortPayment, 7, "short money"},
	{ShortPayment, 7, "short amount"},
	{ShortPayment, 7, "two_amounts payment arrive !not_arrived !absent"},
	{ShortPayment, 9, "two_amounts payment arrive where !not_arrived !absent !twice !failed !refund"},
	{ShortPayment, 9, "two_amounts expected !twice !absent !failed !refund"},
	{ShortPayment, 7, "short day"},
	{ShortPayment, 5, "short"},

	{WhereIsMyMoney, 11, "says_paid bank_no"},
	{WhereIsMyMoney, 9, "took_in not_there amount !not_mine"},
	{WhereIsMyMoney, 8, "took_in not_there !not_mine"},
	{WhereIsMyMoney, 7, "not_arrived money"},
	{WhereIsMyMoney, 7, "not_arrived payment"},
	{WhereIsMyMoney, 6, "not_arrived !refund"},
	{WhereIsMyMoney, 7, "absent"},
	{WhereIsMyMoney, 7, "not_arrived amount"},
	{WhereIsMyMoney, 7, "not_arrived reference"},
	{WhereIsMyMoney, 7, "where amount"},
	{WhereIsMyMoney, 7, "where reference"},
	{WhereIsMyMoney, 7, "arrived_yet"},
	{WhereIsMyMoney, 7, "overdue arrive !refund"},
	{WhereIsMyMoney, 7, "overdue money !refund"},
	{WhereIsMyMoney, 8, "where money"},
	{WhereIsMyMoney, 7, "where payment"},
	{WhereIsMyMoney, beyond, "still_open !amount !short !refund !fee !held !dispute !twice !failed !terminal"},
	{WhereIsMyMoney, 5, "slow !refund !fee !held !terminal !human !dispute"},
	{WhereIsMyMoney, 3, "money"},

	{SettlementTiming, 8, "when arrive !not_arrived !absent !refund !overdue"},
	{SettlementTiming, 7, "timing !not_arrived !absent !refund !overdue"},
	{SettlementTiming, 6, "when money !not_arrived !refund !statement"},
	{SettlementTiming, 7, "future !not_arrived !refund"},
	{SettlementTiming, 4, "when arrive !refund"},

	{FeeQuestion, 8, "fee !rate_other"},
	{FeeQuestion, 10, "fee_of_dispute"},
	{FeeQuestion, 7, "why_charged !twice !failed !slow"},
	{FeeQuestion, 3, "fee"},

	{Statement, 7, "statement statement_ask"},
	{Statement, 7, "statement day"},
	{Statement, 7, "statement_noun"},
	{Statement, 10, "statement_give !short !absent !not_arrived !refund !dispute !held !twice !failed"},
	{Statement, 7, "books day !account_word"},
	{Statement, 4, "statement"},

	{TransactionStatus, 7, "progress payment"},
	{TransactionStatus, 7, "progress reference"},
	{TransactionStatus, 7, "progress amount"},
	{TransactionStatus, 7, "progress day"},
	{TransactionStatus, 8, "declined payment"},
	{TransactionStatus, 8, "refused_often"},
	{TransactionStatus, 5, "progress"},
	{TransactionStatus, 9, "whether_taken"},
	{TransactionStatus, 10, "code_asked"},
	{TransactionStatus, 3, "payment what_mean"},

	{TerminalProblem, 8, "terminal broken"},
	{TerminalProblem, 7, "scan_fail"},
	{TerminalProblem, 4, "broken"},
	{TerminalProblem, 10, "device_asks !fraud !who_asks"},

	{OutOfScope, 8, "out"},
	{OutOfScope, 10, "lost_phone"},
	{OutOfScope, 10, "elsewhere !money !payment"},
	{OutOfScope, 7, "card_ask !card_payment !declined"},

	{WhereIsMyMoney, hint, "hint_where"},
	{TransactionStatus, hint, "hint_status"},
	{SettlementTiming, hint, "hint_timing"},
	{ShortPayment, hint, "hint_short"},
	{FeeQuestion, hint, "hint_fee"},
	{DuplicateCharge, hint, "hint_twice"},
	{DeclinedButDebited, hint, "hint_declined"},
	{Refund, hint, "hint_refund"},
	{DisputeChargeback, hint, "hint_dispute"},
	{Suspicious, hint, "hint_suspicious"},
	{FundsHeld, hint, "hint_held"},
	{TerminalProblem, hint, "hint_terminal"},
	{ChangeAccount, hint, "hint_account"},
	{Statement, hint, "hint_statement"},
	{TalkToHuman, hint, "hint_human"},

	{ChangeLanguage, 9, "language_sure"},
	{Help, 8, "help_long"},
	{CancelDeny, 8, "deny_long"},
}

// precedence breaks ties: the earlier intent wins.
var precedence = []Intent{ChangeAccount, TalkToHuman, Suspicious, DisputeChargeback, DeclinedButDebited, DuplicateCharge, Refund, FundsHeld, ShortPayment,
	OutOfScope, FeeQuestion, WhereIsMyMoney, SettlementTiming, TerminalProblem, Statement, TransactionStatus, ChangeLanguage, Help, ProvideDetails}
