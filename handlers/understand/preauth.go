package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Questions about pre-authorisations as such: how one is completed or cancelled,
// when the customer's money is free again. A hold in English is one where it is on
// a customer's card; a deposit in Chinese is one where it is a customer's money,
// not what the merchant paid for the terminal.
var (
	preauth = wording.MustCompile(`预授权|预先授权|\bpre[- ]?auth\w*\b`)

	deposit  = wording.MustCompile(`押金.{0,6}(?:解冻|释放|解除|放开)|(?:解冻|释放|解除|放开).{0,6}押金|(?:客户|客人|顾客|住客|房客).{0,12}押金.{0,8}(?:退回|没退|能退|退给|退还)`)
	terminal = wording.MustCompile(`机|终端|(?i:pos)`)

	hold = wording.MustCompile(`\b(?:hold|authori[sz]ation)s?\b.{0,12}\b(?:on|for|from) (?:(?:the|a|my|our|his|her|their) )?(?:customer|client|guest|cardholder|card)\w*\b|` +
		`\b(?:customer|client|guest|cardholder)(?:'?s'?)? (?:card\b.{0,16}\b)?(?:hold|authori[sz]ation)s?\b`)
	free = wording.MustCompile(`\b(?:releas(?:e|ed|es|ing)|drops?|expires?|removed|lifted|falls? off|comes? off)\b`)
	// own is the merchant's own money that is held.
	own = wording.MustCompile(`\b(?:my|our)(?: \w+){0,2} (?:payments?|payouts?|money|settlements?|funds)\b`)
)

// cancels are words for taking back what was authorised.
var cancels = wording.MustCompile(`撤|取消|作废|解除|放开|释放|不要了|不收了|\b(?:cancel\w*|void\w*|releas\w*|reverse\w*|undo)\b`)

// CancelsPreauth tells whether a message speaks of cancelling a pre-authorisation.
func CancelsPreauth(text string) bool {
	s := script.Plain(text)
	return preauth.MatchString(s) && cancels.MatchString(s)
}

// AsksPreauth tells whether a message asks about pre-authorisations as such.
func AsksPreauth(text string) bool {
	s := script.Plain(text)
	return preauth.MatchString(s) || deposit.MatchString(s) && !terminal.MatchString(s) ||
		hold.MatchString(s) && free.MatchString(s) && !own.MatchString(s)
}
