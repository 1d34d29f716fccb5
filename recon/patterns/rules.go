package patterns

import "slices"

// Rule is the stable id of a rule.
type Rule string

// The rules about possible victims.
const (
	TerminalTampered   Rule = "terminal_tampered"
	TerminalMoved      Rule = "terminal_moved"
	SwipesAfterTamper  Rule = "swipes_after_tamper"
	LoginFailures      Rule = "login_failures"
	FirmwareOlder      Rule = "firmware_older"
	TerminalNew        Rule = "terminal_new"
	TerminalElsewhere  Rule = "terminal_elsewhere"
	RefundOutsideHours Rule = "refund_outside_hours"
	RefundWithoutSale  Rule = "refund_without_sale"
	RefundBurst        Rule = "refund_burst"
	RefundShare        Rule = "refund_share"
	CardTested         Rule = "card_tested"
)

// The rules about possible suspects.
const (
	UnderLimit      Rule = "under_limit"
	CardAgain       Rule = "card_again"
	RoundAmounts    Rule = "round_amounts"
	VolumeJump      Rule = "volume_jump"
	TicketJump      Rule = "ticket_jump"
	OddHours        Rule = "odd_hours"
	RefundOtherCard Rule = "refund_other_card"
	SalesCancelled  Rule = "sales_cancelled"
)

// LookBack is how many days before the first that is looked at Find and Check
// need rows of: older ones tell an old habit.
const LookBack = 60

// minHistory is on how many of them the merchant must have sold: fewer tell no habit.
const minHistory = 10

// rule is one rule. history is how many days on which the merchant sold it
// needs before the day it looks at; rules of events and of hours that the
// merchant declared need none.
type rule struct {
	id       Rule
	audience Audience
	history  int
	find     func(*look) []Finding
}

// rules in the order in which findings are told: what to act on first comes first.
var rules = []rule{
	{TerminalTampered, Owner, 0, (*look).tampered},
	{TerminalMoved, Owner, 0, (*look).moved},
	{SwipesAfterTamper, Owner, 0, (*look).afterTamper},
	{LoginFailures, Owner, 0, (*look).loginFailures},
	{FirmwareOlder, Owner, 0, (*look).firmwareOlder},
	{TerminalNew, Owner, minHistory, (*look).terminalNew},
	{TerminalElsewhere, Owner, minHistory, (*look).terminalElsewhere},
	{RefundOutsideHours, Owner, 0, (*look).refundOutsideHours},
	{RefundWithoutSale, Owner, minHistory, (*look).refundWithoutSale},
	{RefundBurst, Owner, minHistory, (*look).refundBurst},
	{RefundShare, Owner, minHistory, (*look).refundShare},
	{CardTested, Owner, minHistory, (*look).cardTested},
	{UnderLimit, Risk, minHistory, (*look).underLimit},
	{CardAgain, Risk, minHistory, (*look).cardAgain},
	{RoundAmounts, Risk, minHistory, (*look).roundAmounts},
	{VolumeJump, Risk, minHistory, (*look).volumeJump},
	{TicketJump, Risk, minHistory, (*look).ticketJump},
	{OddHours, Risk, minHistory, (*look).oddHours},
	{RefundOtherCard, Risk, minHistory, (*look).refundOtherCard},
	{SalesCancelled, Risk, minHistory, (*look).salesCancelled},
}

// Rules lists the rules for an audience, in the order in which findings are told.
func Rules(who Audience) []Rule {
	var out []Rule
	for _, r := range rules {
		if r.audience == who {
			out = append(out, r.id)
		}
	}
	return out
}

func order(id Rule) int { return slices.IndexFunc(rules, func(r rule) bool { return r.id == id }) }
