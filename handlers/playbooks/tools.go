package playbooks

import "moneytrail/handlers/flow"

// Tools are the checks that playbooks may run, with the outcomes each may have
// and the slots it fills. What they find out of comes from the merchant's own
// records, within the scope of who is walked through.
func Tools() map[string]flow.Tool {
	return map[string]flow.Tool{
		// state tells how far the swipe or payout that the playbook is about has come;
		// part is what of the payout is the swipe's.
		"state": {
			Outcomes: []string{"arrived", "sent", "returned", "held", "waiting", "late", "refunded", "cancelled", "declined", "disputed", "uncaptured", "unclear", "gone"},
			Fills:    append(swipe(), "net", "part", "payout", "due", "arrived", "account", "bank_reference", "failure"),
		},
		// answer tells how the swipe or payout stands now, as to who asks for it.
		"answer": {Outcomes: []string{"told"}},
		// role tells who is walked through.
		"role": {Outcomes: []string{"owner", "finance", "cashier"}},
		// papers tells whether papers are wanted for it, and until when: before that day
		// (due), on it (today), after it (late), without a day (open), or not any more (none).
		// Begun about nothing, it is about the payment for which they are wanted first.
		"papers": {Outcomes: []string{"due", "today", "late", "open", "none"}, Fills: append(swipe(), "net", "due")},
		// terminal_state tells whether its terminal has uploaded it or closed its batch
		// since; unclear where the file that would tell is not here.
		"terminal_state": {Outcomes: []string{"done", "open", "unclear", "gone"}, Fills: swipe()},
		// fee compares the fee with the contract: the amounts, and the rates in words.
		"fee": {
			Outcomes: []string{"as_agreed", "other", "no_contract", "none"},
			Fills:    append(swipe(), "charged", "rate", "agreed", "agreed_rate", "difference"),
		},
		// balance tells what has come together for the next payout: enough for the
		// smallest one (reached), not yet (below), or less than nothing, with the rows that made it so.
		"balance": {Outcomes: []string{"below", "reached", "negative", "unknown"}, Fills: []string{"balance", "least", "missing", "owed", "rows"}},
		// twins looks for the other swipe of the same card and amount; begun about
		// nothing, among the swipes of the last days.
		"twins": {Outcomes: []string{"two", "refunded", "one"}, Fills: append(swipe(), "first", "second")},
		// amounts tells whether terminal and clearing say the same.
		"amounts": {Outcomes: []string{"differ", "agree"}, Fills: append(swipe(), "cleared")},
		// sources tells whether a file that it needs is late, which, and its usual hour.
		"sources": {Outcomes: []string{"late", "here"}, Fills: []string{"file", "usual"}},
		// account_change tells when the account for payouts was last changed.
		"account_change": {Outcomes: []string{"changed", "none"}, Fills: []string{"changed", "account"}},
		// records goes through the swipes of the slot day, around the slot amount where
		// it is told: duplicates, declines, cancelled, not uploaded, other terminals.
		"records": {Outcomes: []string{"odd", "clean", "none"}, Fills: []string{"rows", "count", "unlisted"}},
		// day_swipes lists the swipes of the slot day, the newest first; unlisted is how many
		// are not in the list.
		"day_swipes": {Outcomes: []string{"some", "none"}, Fills: []string{"rows", "count", "unlisted"}},
		// refunds lists refunds and voids: those of the payout that the playbook is about,
		// else of the last 30 days, and of these what is unlike the shop's usual.
		"refunds": {Outcomes: []string{"odd", "usual", "none"}, Fills: []string{"rows", "count", "total"}},
		// signs looks for signs that the merchant is a victim, and shows them.
		"signs": {Outcomes: []string{"found", "none"}, Fills: []string{"count"}},
		// sign_steps tells what to do about these signs, and whether a terminal is to
		// be taken out of use, and which where that is one.
		"sign_steps": {Outcomes: []string{"stop", "other"}, Fills: []string{"terminal"}},
		// terminals shows what the merchant's terminals reported of themselves, in order.
		"terminals": {Outcomes: []string{"alarm", "events", "quiet", "none"}, Fills: []string{"terminal", "count"}},
		// firmware compares the terminals' software with the newest known.
		"firmware": {Outcomes: []string{"old", "current", "unknown"}, Fills: []string{"terminal", "version", "newest"}},
		// marked gathers the swipes that the merchant marked as not theirs.
		"marked": {Outcomes: []string{"some", "none"}, Fills: []string{"rows", "count"}},
		// report writes the report for the bank and the police and sends it.
		"report": {Outcomes: []string{"sent", "nothing"}},
		// customer_note writes a note that the customer who stands there can be shown.
		"customer_note": {Outcomes: []string{"sent"}},
		// emergency_plan fills in the shop's emergency card and sends it.
		"emergency_plan": {Outcomes: []string{"sent"}},
		// monthly_tip puts the person on the list of the monthly tip.
		"monthly_tip": {Outcomes: []string{"on"}},
	}
}

// swipe are the slots that describe the swipe a playbook is about: its amount,
// when it was made, its terminal, the reference for the bank and the card's last four digits.
func swipe() []string { return []string{"sum", "swiped", "terminal", "reference", "tail"} }
