package handlers

import (
	"slices"
	"strings"

	"moneytrail/handlers/flow"
	"moneytrail/handlers/texts"
)

// spoken are the words of buttons and titles, in every language, for who types
// what could be tapped.
type spoken struct {
	// lists are word lists of the catalog, by their text's id: "guide.menu_words".
	lists   map[string]map[string]bool
	guides  map[string]*flow.Definition // by title
	choices map[*flow.Step]map[string]string
	words   []wanted
}

// wanted is what people say who want a playbook.
type wanted struct {
	word string
	of   *flow.Definition
}

// spokenLists are the texts whose words a typed message may be: of buttons, and
// lists with | between the words.
var spokenLists = []string{"guide.menu_words", "guide.no_tips_words", "guide.rest_words", "button.cases", "button.yesterday",
	"button.person", "button.where", "button.timing", "button.fee", "button.menu",
	"button.other_matter", "button.not_settled", "button.settled"}

// newSpoken reads them once: at every message it would cost more than reading that.
func newSpoken(c *texts.Catalog, flows *flow.Library) spoken {
	s := spoken{lists: map[string]map[string]bool{}, guides: map[string]*flow.Definition{}, choices: map[*flow.Step]map[string]string{}}
	for _, lang := range c.Languages() {
		for _, id := range spokenLists {
			if s.lists[id] == nil {
				s.lists[id] = map[string]bool{}
			}
			for word := range strings.SplitSeq(c.For(lang).Say(id, nil), "|") {
				s.lists[id][typed(word)] = true
			}
		}
	}
	for _, d := range flows.All() {
		label := func(lang, id string) string { // without values: what has any is not typed
			if id == "" {
				return ""
			}
			if !flows.Own(d.Name, id) {
				return c.For(lang).Say(id, map[string]any{})
			}
			text, err := flows.Say(d.Name, c.For(lang).Lang(), id, nil)
			if err != nil { // proved when the flows were made
				return ""
			}
			return text
		}
		for _, lang := range c.Languages() {
			if isPlaybook(d) {
				s.guides[typed(label(lang, d.Title))] = d
				for word := range strings.SplitSeq(label(lang, d.Words), "|") {
					if w := (wanted{typed(word), d}); w.word != "" && !slices.Contains(s.words, w) {
						s.words = append(s.words, w)
					}
				}
			}
			for _, step := range d.Steps {
				for _, choice := range step.Choices {
					if s.choices[step] == nil {
						s.choices[step] = map[string]string{}
					}
					s.choices[step][typed(label(lang, choice.Text))] = choice.Name
				}
			}
		}
	}
	delete(s.guides, "")
	return s
}

// typed makes words alike that differ in capitals and in the space around them.
func typed(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// is tells whether a message is one of the words of a list.
func (s spoken) is(text, list string) bool { return s.lists[list][typed(text)] }

// choice gives the choice of a step whose label a message is; "" for none.
func (s spoken) choice(step *flow.Step, text string) string {
	if step == nil {
		return ""
	}
	return s.choices[step][typed(text)]
}
