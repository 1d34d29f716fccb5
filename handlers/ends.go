package handlers

import (
	"regexp"
	"slices"
	"strconv"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// bareNumber is how the number of a case is written by who leaves its letter out.
var bareNumber = regexp.MustCompile(`(?:^|[^0-9.])(\d{4,9})(?:$|[^0-9.])`)

// endsCase closes by words: the case that a message names, all of them, or the
// one that it can only be about; of several it is asked which. The words go into
// the thread, and a tap opens the case again. False where nothing is said to be
// over, or nothing is open that it could be said of.
func (t *turn) endsCase(text string, r understand.Reading) (bool, error) {
	end := steer.EndsCase(text)
	wishes := end == steer.NoEnd && steer.WishesCaseOver(text)
	if wishes {
		end = steer.EndThis
	}
	if r.Decision == understand.HandOver && steer.EndsNumbered(text) { // the end first: the rest says why, and is read with it
		if c, _, own, err := t.caseIn(text); err != nil || own && c.IsOpen() {
			if err == nil {
				err = t.beside(func() error { return t.whichEnds([]cases.Case{c}, text) })
			}
			t.session.Misses = 0
			return true, err
		}
	}
	if end == steer.NoEnd || t.asking || r.Terminal != "" || r.Decision == understand.HandOver && r.Intent != understand.TalkToHuman {
		return false, nil
	}
	open, err := t.openCases()
	if err != nil {
		return false, err
	}
	if steer.Closes(text) && (t.flow.Talk.Asking() || len(open) == 0) { // the question that is open, or nothing
		t.session.Misses = 0
		if t.flow.Talk.Asking() {
			return true, t.cancelled()
		}
		return true, t.yesOrNo(false, text)
	}
	if len(open) == 0 {
		return false, nil
	}
	meant, sure, err := t.endMeant(end, text, session.Of(r), open)
	switch {
	case err != nil || len(meant) == 0:
		return false, err
	case !sure, wishes && len(meant) == 1: // said in passing: a tap says it for good
		t.session.Misses = 0
		return true, t.beside(func() error { return t.whichEnds(meant, text) })
	}
	t.session.Misses = 0
	return true, t.beside(func() error {
		return t.together(func() error {
			for _, c := range meant {
				t.toThread(c, text, t.key())
				if err := t.closedByMerchant(c); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// endMeant gives the open cases that may be meant to be over; sure: those are meant.
func (t *turn) endMeant(end steer.End, text string, facts session.Slots, open []cases.Case) (meant []cases.Case, sure bool, err error) {
	theirs := slices.DeleteFunc(slices.Clone(open), func(c cases.Case) bool { return c.OwnerEnds() && t.member.Role != access.Owner })
	if end == steer.EndAll { // what is urgent, or of fraud, or an agent works on, nobody ends in passing
		return theirs, !slices.ContainsFunc(theirs, func(c cases.Case) bool { return c.Urgent || c.OwnerEnds() || c.Status == cases.Claimed }), nil
	}
	for _, m := range bareNumber.FindAllStringSubmatch(text, -1) {
		if end == steer.EndArrive { // of money that came a figure is the amount
			break
		}
		if i := slices.IndexFunc(open, func(c cases.Case) bool { return strconv.FormatInt(c.ID, 10) == m[1] }); i >= 0 {
			return open[i : i+1], true, nil
		}
	}
	if c, number, own, err := t.caseIn(text); err != nil || number != "" {
		if own && c.IsOpen() {
			meant = append(meant, c)
		}
		return meant, true, err
	}
	if end == steer.EndNamed {
		if len(facts.Amounts) > 0 {
			meant = t.casesOf(theirs, facts)
		}
		return meant, len(meant) == 1, nil
	}
	c, how, err := t.inFocus()
	if err != nil {
		return nil, false, err
	}
	if how == tieReplied {
		return []cases.Case{c}, true, nil
	}
	meant = slices.DeleteFunc(theirs, func(c cases.Case) bool { return end == steer.EndArrive && !mayArrive(c) })
	if len(facts.Amounts) > 0 {
		meant = t.casesOf(meant, facts)
	} else if facts.Any() && !onlyDays(facts) {
		return nil, false, nil
	}
	// That money came does not end what somebody urgently wanted a person for, words
	// that name nothing not what an agent works on, a figure that is no amount nothing.
	sure = len(meant) == 1 && (end != steer.EndArrive || !meant[0].Urgent || !meant[0].IsGeneral() || steer.EndsLooking(text)) &&
		!(steer.Closes(text) && meant[0].Status == cases.Claimed) && (facts.Any() || !steer.HasFigure(text))
	return meant, sure, nil
}

// casesOf gives the cases that are about an amount: that of their swipe or payout,
// else one that the merchant named when they were opened.
func (t *turn) casesOf(list []cases.Case, facts session.Slots) (meant []cases.Case) {
	for _, c := range list {
		named := c.Amount == 0 && slices.ContainsFunc(t.Reader.Read(c.Words, t.now).Amounts, func(a understand.Amount) bool {
			return slices.ContainsFunc(facts.Amounts, func(b understand.Amount) bool {
				return a.Op == understand.Eq && b.Op == understand.Eq && a.Value == b.Value
			})
		})
		if named || c.Amount != 0 && t.oneOf(facts.Amounts, c.Amount, c.Currency) {
			meant = append(meant, c)
		}
	}
	return meant
}

// mayArrive tells whether a case can be over because its money came. Its Reason
// is that of a trail, or the question it was opened with.
func mayArrive(c cases.Case) bool {
	return !c.OwnerEnds() && c.Reason != string(trail.Chargeback) && c.Reason != string(trail.Retrieval) && c.Reason != string(understand.Refund) && c.Reason != string(understand.DisputeChargeback)
}

// whichEnds asks which of several cases is over; the words are in the thread of
// the one that is tapped once it is.
func (t *turn) whichEnds(list []cases.Case, text string) error {
	told, err := t.tellAll(list)
	if err != nil {
		return err
	}
	t.unclear(text)
	if len(told) == 1 {
		t.reply(t.book.EndsIt(t.voice().a, told[0]))
		return nil
	}
	t.reply(t.book.WhichEnds(t.voice().a, told))
	return nil
}
