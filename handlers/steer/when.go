package steer

import "moneytrail/handlers/understand/wording"

var when = wording.MustCompile(`什么时候|啥时候|几时|何时|哪天|哪一天|几号|多久|几天|\b(?:when|how (?:long|soon)|which day|what day|eta)\b`)

// AsksWhen tells whether a message asks for a day.
func AsksWhen(text string) bool { return when.MatchString(plain(text)) }

// NamesPayers tells whether a message speaks of who paid, or of what that one was charged.
func NamesPayers(text string) bool { return ofPayers.MatchString(plain(text)) }
