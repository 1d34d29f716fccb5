package handlers

import (
	"slices"
	"strings"
	"unicode"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
	"moneytrail/recon/record"
)

// shops offers the merchants the person acts for.
func (t *turn) shops() error {
	if len(t.members) == 1 {
		t.reply(t.voice().actingFor())
		return nil
	}
	list, err := t.ownShops()
	if err != nil {
		return err
	}
	t.reply(t.voice().shops(list))
	return nil
}

// ownShops reads the merchants the person acts for, and before them the chains
// that can be seen as one.
func (t *turn) ownShops() ([]answer.Shop, error) {
	shops, err := t.shopsOf(t.members)
	if err != nil {
		return nil, err
	}
	chains, err := t.chains(t.members)
	if err != nil {
		return nil, err
	}
	var list []answer.Shop
	for _, c := range chains {
		list = append(list, answer.Shop{Merchant: c.merchant(), Member: c.members[0].ID, Whole: len(c.shops)})
	}
	for i, m := range shops {
		list = append(list, answer.Shop{Merchant: m, Member: t.members[i].ID})
	}
	return list, nil
}

// welcome answers with a menu; who acts for several merchants sees them there to switch.
func (t *turn) welcome(r answer.Reply) error {
	if len(t.members) > 1 {
		list, err := t.ownShops()
		if err != nil {
			return err
		}
		if hint := t.book.MoreShops(t.voice().a, len(list)); hint != "" {
			r.Text += "\n\n" + hint
		}
		r.Buttons = append(t.book.Shops(t.voice().a, list), r.Buttons...)
	}
	t.reply(r)
	return nil
}

// named makes the merchant current that a message names, where the person acts
// for several and exactly one other than the current is named; the whole chain
// where it is plainly of all its shops, or names two of them. The days that were
// talked of stay those that are talked of.
func (t *turn) named(text string) error {
	if len(t.members) < 2 || t.asking {
		return nil
	}
	list, err := t.ownShops()
	if err != nil {
		return err
	}
	own := t.shopsNamed(text, list)
	if len(own) > 1 || len(own) == 0 && ofAll(text) || len(own) == 1 && steer.WhichShop(text) {
		if t.chain != nil {
			return nil
		}
		for _, s := range list {
			group := s.Merchant.Group
			if s.Whole > 0 && (t.merchant.Group == group || slices.ContainsFunc(own, func(m record.Merchant) bool { return m.Group == group })) {
				t.forgetButDays()
				return t.actFor(whole + group)
			}
		}
	}
	if len(own) != 1 || own[0].ID == t.session.MerchantID {
		return nil
	}
	t.flow.Forget()
	return t.actFor(own[0].ID)
}

// shopsNamed are the person's own shops that a message names, each once.
func (t *turn) shopsNamed(text string, list []answer.Shop) (named []record.Merchant) {
	text = strings.ToLower(script.Plain(text))
	for _, s := range list {
		if s.Whole > 0 {
			continue
		}
		if slices.ContainsFunc(namesOf(s.Merchant), func(word string) bool {
			word = strings.ToLower(strings.TrimSpace(script.Plain(word)))
			return len(word) >= 4 && strings.Contains(text, word)
		}) {
			named = append(named, s.Merchant)
		}
	}
	return named
}

// ofAll tells whether a message is plainly of all shops of a chain.
func ofAll(text string) bool {
	return containsAny(script.Plain(text), wholeWords...) || steer.OfAllShops(text)
}

// forgetButDays forgets what was talked about but the days of it.
func (t *turn) forgetButDays() {
	d, shown := t.daysShown()
	s := t.flow.Slots
	t.flow.Forget()
	if shown {
		t.flow.About = daysKey(d.From, d.To)
	}
	if onlyDays(s) && len(s.Dates) > 0 {
		t.flow.Slots = session.Slots{Intent: s.Intent, Dates: s.Dates, Hour: -1}
	}
}

// namesOf are what people call a shop of theirs: its name, its place in the
// chain, with and without the word shop, its number.
func namesOf(m record.Merchant) []string {
	names := []string{m.Name, m.Store}
	place := strings.TrimSpace(m.Store)
	for _, word := range []string{"分店", "店", "門市", "门店", " shop", " store", " branch"} {
		if bare, ok := strings.CutSuffix(place, word); ok && len(bare) > 4 {
			names = append(names, bare)
			break
		}
	}
	return append(names, m.ID)
}

// wholeWords are what people call all shops of their chain.
var wholeWords = []string{"全部门店", "全部店", "所有门店", "所有店", "各店", "all shops", "all stores", "whole chain"}

// sameHere asks what was asked last of the shop that a message names and says
// nothing else of: "and Xuhui?" after yesterday's statement. Of a single payment
// there is none in another shop: what is open there is told, and where nothing
// was understood before.
func (t *turn) sameHere(text string, before session.Slots) (bool, error) {
	if len(t.members) < 2 || t.asking || !t.asksAlike(text) {
		return false, nil
	}
	t.session.Misses = 0
	if before.Intent == "" || before.Any() && !onlyDays(before) {
		before = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}
	}
	return true, t.question(before, text)
}

// asksAlike tells a message that says nothing but which shop the last question
// is asked of now.
func (t *turn) asksAlike(text string) bool {
	if t.chain != nil && steer.AllShopsAlone(text) {
		return true
	}
	words := namesOf(t.merchant)
	if t.chain != nil {
		words = wholeWords
	}
	text = strings.ToLower(script.Plain(text))
	for _, word := range words {
		at := strings.Index(text, strings.ToLower(script.Plain(word)))
		if word == "" || at < 0 {
			continue
		}
		rest := text[:at] + " " + text[at+len(strings.ToLower(script.Plain(word))):]
		switch strings.Join(strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }), " ") {
		case "呢", "那 呢", "那", "的呢", "那 的呢", "也看看", "也看一下", "怎么样", "what about", "how about", "and", "and for", "what about the", "same for", "the same for", "and the":
			return true
		}
	}
	return false
}

// lessAtNamed takes a reading that is no more than likely at its word where one of the
// own shops is named and money that came short is the likeliest: "静安店为什么少".
func (t *turn) lessAtNamed(text string, r *understand.Reading) {
	if r.Decision != understand.Ask || len(r.Choices) == 0 || r.Choices[0] != understand.ShortPayment || len(t.members) < 2 || t.chain != nil {
		return
	}
	said := strings.ToLower(script.Plain(text))
	if slices.ContainsFunc(namesOf(t.merchant), func(word string) bool {
		word = strings.ToLower(strings.TrimSpace(script.Plain(word)))
		return len(word) >= 4 && strings.Contains(said, word)
	}) {
		r.Intent, r.Decision = understand.ShortPayment, understand.Act
	}
}

// justNamed tells whether a message is the name of the current merchant and
// nothing else, from somebody who acts for several.
func (t *turn) justNamed(text string) bool {
	if len(t.members) < 2 || t.asking || t.chain != nil {
		return false
	}
	for _, word := range namesOf(t.merchant) {
		if word != "" && strings.EqualFold(strings.TrimSpace(text), strings.TrimSpace(word)) {
			return true
		}
	}
	return false
}
