package steer

import "moneytrail/handlers/understand/wording"

var when = wording.MustCompile(`什么时候|啥时候|几时|何时|哪天|哪一天|几号|多久|几天|\b(?:when|how (?:long|soon)|which day|what day|eta)\b`)

// AsksWhen tells whether a message asks for a day.
func AsksWhen(text string) bool { return when.MatchString(plain(text)) }

var wantsToday = wording.MustCompile(`(?:能不能|可不可以|可唔可以|可以|能|会不会|会|得唔得).{0,6}(?:今天|今日|今晚|马上|立刻|立即)|(?:今天|今日|今晚|马上|立刻|立即)(?:就|先|能不能|可不可以|可以|能|会不会|会|得唔得).{0,4}(?:给|到|打|补|付|收|拿|俾|畀)|\b(?:can|could|will|may)\b.{0,30}\b(?:today|right away|right now|tonight|immediately)\b`)

// WantsToday tells whether a message asks whether money can come today, whatever it names.
func WantsToday(text string) bool { return wantsToday.MatchString(plain(text)) }

// NamesPayers tells whether a message speaks of who paid, or of what that one was charged.
func NamesPayers(text string) bool { return ofPayers.MatchString(plain(text)) }
