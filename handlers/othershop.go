package handlers

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"moneytrail/handlers/people"
	"moneytrail/handlers/understand"
)

// otherShop answers who asks for the money of a shop that is not theirs: only
// their own are told of, and who acts for several is shown those. done is false
// where no other shop is asked about.
func (t *turn) otherShop(text string, r understand.Reading) (done bool, err error) {
	if r.OtherMerchant || !understand.AsksOtherShop(text) && !t.namesForeign(text) {
		return false, nil
	}
	t.session.Misses = 0
	if len(t.members) > 1 && !t.asking {
		return true, t.shops()
	}
	t.reply(t.voice().plain("ask.own_shop_only", map[string]any{"Merchant": nameOf(t.merchant)}))
	return true, nil
}

// idWord is a word that may be a merchant's number: letters and figures.
var idWord = regexp.MustCompile(`(?i)\b[a-z]+[0-9]{3,}\b`)

// namesForeign tells whether a message names a merchant number of the form that
// the person's own have, which is none of theirs. Whether there is such a merchant is not told.
func (t *turn) namesForeign(text string) bool {
	return slices.ContainsFunc(idWord.FindAllString(text, -1), func(w string) bool {
		w = strings.ToUpper(w)
		own := func(m people.Member) bool { return strings.ToUpper(m.MerchantID) == w }
		return !slices.ContainsFunc(t.members, own) &&
			slices.ContainsFunc(t.members, func(m people.Member) bool { return shape(m.MerchantID) == shape(w) })
	})
}

// shape gives a number with every figure as 9.
func shape(id string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '9'
		}
		return unicode.ToUpper(r)
	}, id)
}
