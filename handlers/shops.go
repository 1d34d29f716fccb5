package handlers

import (
	"slices"
	"strings"
	"unicode"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
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
// for several and exactly one other than the current is named.
func (t *turn) named(text string) error {
	if len(t.members) < 2 || t.asking {
		return nil
	}
	list, err := t.ownShops()
	if err != nil {
		return err
	}
	text = strings.ToLower(script.Plain(text))
	to, back := "", containsAny(script.Plain(text), wholeWords...)
	for _, s := range list {
		m := s.Merchant
		if s.Whole > 0 {
			if back && t.chain == nil {
				t.flow.Forget()
				return t.actFor(whole + m.Group)
			}
			continue
		}
		for _, word := range namesOf(m) {
			if word = strings.ToLower(strings.TrimSpace(script.Plain(word))); len(word) < 4 || !strings.Contains(text, word) {
				continue
			}
			if m.ID == t.session.MerchantID || to != "" && to != m.ID {
				return nil
			}
			to = m.ID
		}
	}
	if to == "" {
		return nil
	}
	t.flow.Forget()
	return t.actFor(to)
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
