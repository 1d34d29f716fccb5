package handlers

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"moneytrail/handlers/people"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
	"moneytrail/recon/record"
)

// otherShop answers who asks for the money of a shop that is not theirs: only
// their own are told of, and who acts for several is shown those. done is false
// where no other shop is asked about.
func (t *turn) otherShop(text string, r understand.Reading) (done bool, err error) {
	if r.OtherMerchant {
		return false, nil
	}
	if !understand.AsksOtherShop(text) && !t.namesForeign(text) {
		foreign, sure, err := t.namesOther(text)
		if err != nil || !foreign {
			return false, err
		}
		if r := figuresOf(r); !sure && len(t.members) == 1 && r.Decision == understand.Act && isQuestion(r.Intent) {
			return t.ownInstead(text, r)
		}
	}
	t.session.Misses = 0
	if len(t.members) > 1 && !t.asking {
		list, err := t.ownShops()
		if err != nil {
			return true, err
		}
		r := t.voice().shops(list)
		r.Text = t.voice().say("ask.own_shops_only", nil) + "\n\n" + r.Text
		t.reply(r)
		return true, nil
	}
	t.reply(t.voice().plain("ask.own_shop_only", map[string]any{"Merchant": nameOf(t.merchant)}))
	return true, nil
}

// ownInstead answers what may ask for a branch, or for the own shop by another
// name, with the figures of the one shop that the person has, and says whose they are.
func (t *turn) ownInstead(text string, r understand.Reading) (done bool, err error) {
	if t.ownOnly {
		return false, nil
	}
	t.ownOnly = true
	return true, t.together(func() error {
		t.reply(t.voice().line(t.voice().say("ask.own_shop_line", map[string]any{"Merchant": nameOf(t.merchant)})))
		return t.understood(r, text)
	})
}

// figuresOf takes a reading that is no more than likely at its word where it is of
// sums or of money: of a shop that is named nothing else is asked.
func figuresOf(r understand.Reading) understand.Reading {
	if r.Decision == understand.Ask && len(r.Choices) > 0 && (r.Choices[0] == understand.Statement || r.Choices[0] == understand.WhereIsMyMoney) {
		r.Intent, r.Decision = r.Choices[0], understand.Act
	}
	return r
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

// namesOther tells whether a message asks for the figures of a shop by a name
// that none of the person's own shops has, and whether it surely is a shop's.
// Whether there is such a shop is not looked up, and so not told.
func (t *turn) namesOther(text string) (foreign, sure bool, err error) {
	shops := understand.ShopsAsked(text, t.now)
	if len(shops) == 0 {
		return false, false, nil
	}
	own := []record.Merchant{t.merchant}
	if len(t.members) > 1 {
		all, err := t.shopsOf(t.members)
		if err != nil {
			return false, false, err
		}
		own = append(own, all...)
	}
	for _, s := range shops {
		if slices.ContainsFunc(own, func(m record.Merchant) bool { return calls(m.Name, s.Name) || calls(m.Store, s.Name) }) {
			return false, false, nil
		}
		sure = sure || s.Sure
	}
	return true, sure, nil
}

// calls tells whether a shop may be called by a name, which leaves out some of
// its characters: 川香静安 for 川香小馆静安店.
func calls(shop, name string) bool {
	rest := []rune(script.Plain(name))
	for _, r := range script.Plain(shop) {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
