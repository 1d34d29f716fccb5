package understand

import (
	"regexp"

	"moneytrail/handlers/understand/script"
)

// preauth is a question about pre-authorisations as such: how one is completed or
// cancelled, when the customer's money is free again. A hold in English is one
// where it is on a customer's card.
var preauth = regexp.MustCompile(`预授权|预先授权|押金.{0,6}(?:解冻|释放|解除|放开|退回|没退)|\bpre[- ]?auth\w*\b|` +
	`\b(?:hold|authori[sz]ation)s?\b.{0,40}\b(?:customer|client|guest|card|deposit)\w*\b.{0,40}\b(?:released?|drops?|expires?|removed|lifted|fall off|falls off|come off|comes off)\b|` +
	`\b(?:customer|client|guest|card)(?:'?s)?\b.{0,40}\b(?:hold|authori[sz]ation)s?\b.{0,24}\b(?:released?|drops?|expires?|removed|lifted|falls? off|comes? off)\b|` +
	`\b(?:released?|drops?|expires?|removed|lifted|falls? off|comes? off)\b.{0,24}\b(?:hold|authori[sz]ation)s?\b.{0,24}\b(?:customer|client|guest|card)`)

// AsksPreauth tells whether a message asks about pre-authorisations as such.
func AsksPreauth(text string) bool { return preauth.MatchString(script.Plain(text)) }
