package handlers

import (
	"moneytrail/handlers/flow"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
)

// Outcomes of the checks that find one's money: it was told; one that is near
// was shown; or the fact that would help most is missing.
const (
	told    = "told"
	nearOne = "near"
	amount  = "amount"
	day     = "day"
	nothing = "nothing"
)

// tools are the checks that flows may name.
var tools = map[string]tool{
	"find":    {flow.Tool{Outcomes: []string{told, nearOne, amount, day}, Fills: []string{"near_row", "moment", "sum"}}, (*turn).checkFind},
	"near":    {flow.Tool{Outcomes: []string{told}}, (*turn).checkNear},
	"lacking": {flow.Tool{Outcomes: []string{amount, day, nothing}}, (*turn).checkLacking},
}

// checkFind looks by the facts that the flow has, and tells what it finds.
func (t *turn) checkFind(at flow.At) (flow.Checked, error) {
	s := slotsOf(at.Frame)
	t.flow.Slots = s
	return t.find(s)
}

// checkNear shows the one that was near.
func (t *turn) checkNear(at flow.At) (flow.Checked, error) {
	v, _ := at.Frame.Value("near_row")
	if a, ok := subjectFrom(v.Text); ok {
		return flow.Checked{Outcome: told}, t.pick(a)
	}
	return flow.Checked{Outcome: told}, t.nothingFound(slotsOf(at.Frame))
}

// checkLacking tells which fact to ask for next, of those that were not asked for yet.
func (t *turn) checkLacking(at flow.At) (flow.Checked, error) {
	asked := map[string]bool{}
	for _, m := range at.Frame.Done {
		if m.Outcome == flow.Skipped {
			asked[m.Slot] = true
		}
	}
	for _, fact := range t.lacking(slotsOf(at.Frame)) {
		if !asked[fact] {
			return flow.Checked{Outcome: fact}, nil
		}
	}
	return flow.Checked{Outcome: nothing}, nil
}

// lacking lists the facts that a question has not and that would help, the most helpful first.
func (t *turn) lacking(s session.Slots) []string {
	if s.RRN != "" || s.Reference != "" {
		return nil // it names one by itself
	}
	var out []string
	if len(s.Amounts) == 0 {
		out = append(out, amount)
	}
	if len(s.Dates) == 0 && t.scope.Totals() {
		out = append(out, day)
	}
	return out
}

// nothingFits tells that nothing fits a question, and what to do about it: to
// say whether a swipe that is near is the one, or a fact that is missing.
func (t *turn) nothingFits(s session.Slots) (flow.Checked, error) {
	lacks := t.lacking(s)
	near, _, err := t.near(s)
	if err != nil {
		return flow.Checked{}, err
	}
	if len(near) > 1 || len(near) == 0 && len(lacks) == 0 {
		return flow.Checked{Outcome: told}, t.nothingFound(s)
	}
	late, err := t.lateFiles()
	if err != nil {
		return flow.Checked{}, err
	}
	t.flow.About = ""
	t.answer(t.voice().nothingYet(s, near, late))
	if len(near) == 0 {
		return flow.Checked{Outcome: lacks[0]}, nil
	}
	return flow.Checked{Outcome: nearOne, Facts: map[string]flow.Value{"near_row": flow.TextOf(press.Row(press.Swipe, near[0].Row)),
		"moment": flow.MomentOf(near[0].Time), "sum": flow.MoneyOf(near[0].Signed(), near[0].Currency)}}, nil
}
