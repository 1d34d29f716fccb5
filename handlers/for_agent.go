package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// forProduct tells whether what is written while an agent is talked with asks what
// the product knows: money that it names, what was shown since the agent's words,
// what a word means, or the product itself.
func (t *turn) forProduct(c cases.Case, text string, r understand.Reading) bool {
	own := isQuestion(r.Intent) || r.Intent == understand.ChangeLanguage || r.Intent == understand.TalkToHuman || r.AsksBot
	switch {
	case r.Decision == understand.Act && own, steer.AsksDuties(text), follow.AtCounter(text) != follow.None: // it is told, and they read along
		return true
	case !steer.AsksLoosely(text):
		return false
	}
	return session.Of(r).Any() || follow.Of(text).Word != "" || t.talksElsewhere(c)
}

// talksElsewhere tells whether the product told of money since an agent last wrote in
// a case, and of other money than that is about.
func (t *turn) talksElsewhere(c cases.Case) bool {
	words, err := t.Rolls.LastWords(t.ctx, c.ID)
	if err != nil || !t.flow.MoneyAt.After(words.Desk) {
		return false
	}
	own := subjectsOfCase(c)
	return !slices.ContainsFunc(subjectsOfKey(t.flow.About), func(s string) bool { return slices.Contains(own, s) })
}

// answersLine tells whether words bring what an agent's last line in a case asked
// for, and ask nothing themselves.
func (t *turn) answersLine(c cases.Case, text string) (bool, error) {
	if steer.AsksLoosely(text) {
		return false, nil
	}
	asked, all, err := t.lineWaits(c)
	return err == nil && asked && t.bearsOn(all, text) > 0, err
}

// lineWaits gives an agent's last line in a case; asked: it asked for something, and
// nothing was said since.
func (t *turn) lineWaits(c cases.Case) (asked bool, l line, err error) {
	words, err := t.Rolls.LastWords(t.ctx, c.ID)
	if err != nil {
		return false, l, fmt.Errorf("read history: %w", err)
	}
	said, ok, err := t.Rolls.AgentSaid(t.ctx, c.ID)
	if err != nil {
		return false, l, fmt.Errorf("read history: %w", err)
	}
	l = line{c, said, words.Waits}
	return ok && words.Waits && (steer.AsksLoosely(said.Text) || steer.Requests(said.Text)), l, nil
}

// answeredAway tells whether a message that the product answered is nothing for the
// agent of a case: an agent wrote there, and the message neither answers their line
// nor names what that or the case is about.
func (t *turn) answeredAway(c cases.Case, how tie, text string, r understand.Reading) (bool, error) {
	knew := t.spoke || r.Decision == understand.Act && isQuestion(r.Intent)
	if !knew || t.took.wordsTold || t.answered.Flow != "" || how == tieNone || how == tieReplied || steer.AsksDuties(text) {
		return false, nil
	}
	said, ok, err := t.Rolls.AgentSaid(t.ctx, c.ID)
	if err != nil || !ok {
		return false, err
	}
	asked, l, err := t.lineWaits(c)
	if err != nil {
		return false, err
	}
	asks, bears := steer.AsksLoosely(text), t.bearsOn(l, text) > 0
	switch {
	case asked && (!asks || bears): // it may be the answer
		return false, nil
	case !c.IsGeneral() && t.elsewhere(c, said, text):
		return true, nil
	case asks:
		return !bears, nil
	}
	own := subjectsOfCase(c)
	return !bears && !slices.ContainsFunc(subjectsOfKey(t.flow.About), func(s string) bool { return slices.Contains(own, s) }), nil
}
