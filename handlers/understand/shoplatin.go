package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"moneytrail/handlers/understand/wording"
)

// Words that are written large without naming a shop.
const (
	// asksLatin open a question, and stand before what is asked for.
	asksLatin = `show|send|check|list|view|get|see|give|tell|need|want|find|pull|print|email|export|download|open|explain|compare|latest|recent|pending|current|previous|next|last|first|today|todays|yesterday|yesterdays|refunds?|about|for|and|of`
	// waysLatin are ways to pay, schemes, wallets and platforms.
	waysLatin = `pay|express|bank|card|cards|visa|mastercard|maestro|amex|discover|diners|jcb|alipay|wechat|unionpay|paypal|cash|app|apple|google|samsung|stripe|adyen|klarna|afterpay|uber|eats|doordash|grab|deliveroo|meituan|gift|voucher|contactless|credit|debit|qr`
	// daysLatin are days and feasts, hours and meals.
	daysLatin = `monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|day|week|weekend|month|year|hours?|happy|lunch|dinner|breakfast|brunch|supper|morning|afternoon|evening|night|eleven|twelve|double|festival|holiday`
	// ownLatin are parts of one's own shop, and what stands on its papers.
	ownLatin = `terminal|terminals|pos|table|till|register|counter|desk|front|floor|room|kitchen till|machine|batch|pending|settlements?|payouts?|sales|refunds?|payments?|transactions?|fees?|total|daily|weekly|monthly|net|gross|online|offline|delivery|takeaway|dine|staff|tips?`
	// smallLatin are the small words of a sentence.
	smallLatin = `my|our|your|i|we|me|us|the|this|that|is|are|was|when|where|what|why|how|which|any|no|all|please|hi|hello|new`
	// kindLatin is what kind of shop it is.
	kindLatin = `shop|store|cafe|café|coffee|tea|restaurant|bar|pub|grill|bistro|diner|bakery|salon|boutique|market|mart|supermarket|hotel|pizza|pizzeria|wok|noodles?|noodle house|deli|butchers?|pharmacy|florist|barbers?|spa|gym|garage|bookshop|takeaway|kitchen|house`
)

var (
	leadLatin  = wording.MustCompile(`(?i)^(?:(?:` + asksLatin + `)(?:'s)? )+`)
	notEnglish = wording.MustCompile(`(?i)\b(?:` + waysLatin + `|` + daysLatin + `|` + ownLatin + `|` + smallLatin + `)\b`)
	askOnly    = wording.MustCompile(`(?i)^(?:(?:` + asksLatin + `|` + kindLatin + `)(?: |$))+$`)
	latinKind  = wording.MustCompile(`(?i)\b(?:` + kindLatin + `)$`)
)

// latinName gives what names a shop in words that are written large, "" where
// nothing does; rest is what else the message says. Who writes every word large
// names one only with its kind.
func latinName(words, rest string) string {
	name := strings.TrimSpace(leadLatin.ReplaceAllString(words, ""))
	if !strings.Contains(name, " ") && name != words || askOnly.MatchString(name) || notEnglish.MatchString(name) || titled(rest) && !latinKind.MatchString(name) {
		return ""
	}
	return name
}

// titled tells whether the longer words of a text are all written large.
func titled(text string) bool {
	large := false
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case utf8.RuneCountInString(w) < 3 || !unicode.Is(unicode.Latin, first):
		case unicode.IsLower(first):
			return false
		default:
			large = true
		}
	}
	return large
}
