package handlers

import "moneytrail/handlers/press"

// caseButtons are the buttons under what is told of a case that name no case themselves.
var caseButtons = []struct {
	label string
	verb  press.Verb
}{{"button.other_matter", press.CaseOther}, {"button.settled", press.CaseOver}, {"button.not_settled", press.CaseNot}}

// caseButton does what a button of a case on the screen does whose label is typed. Where
// none is there, who says that it is about something else is asked what.
func (t *turn) caseButton(text string) (done bool, err error) {
	if t.asking {
		return false, nil
	}
	for _, b := range caseButtons {
		if !t.spoken.is(text, b.label) {
			continue
		}
		for _, data := range t.flow.Screen {
			if p := press.Parse(data); p.Verb == b.verb {
				return true, t.ownCase(p)
			}
		}
		if b.verb == press.CaseOther && !t.flow.Talk.Asking() {
			t.flow.Case, t.flow.Elsewhere, t.flow.About, t.session.Misses = 0, true, "", 0
			t.reply(t.voice().plain("ask.other_matter", nil))
			return true, nil
		}
	}
	return false, nil
}
