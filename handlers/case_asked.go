package handlers

import (
	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// caseAsked answers what is asked about the work of the support team, "how is my
// case" or "anyone there?", by how the open case stands: the words go into its
// thread and open no other. False where nothing is asked, nothing is open that it
// could be about, or an agent who is talked with answers.
func (t *turn) caseAsked(text string, r understand.Reading) (bool, error) {
	if done, err := t.atWork(text, r); done || err != nil {
		return done, err
	}
	if done, err := t.fileCame(text, r); done || err != nil {
		return done, err
	}
	ask := steer.AsksCase(text)
	if ask == steer.NoCase || t.asking || r.Decision == understand.HandOver && r.Intent != understand.TalkToHuman {
		return false, nil
	}
	open, err := t.openCases()
	switch {
	case err != nil:
		return false, err
	case len(open) == 0 && ask == steer.CaseNamed:
		t.session.Misses = 0
		return true, t.beside(t.ownCases)
	case len(open) == 0 && ask == steer.CaseAnyone && r.Intent != understand.Greet && !t.flow.Talk.Asking() && !steer.NamesTeam(text) && t.session.Misses == 0:
		t.session.Misses = 1 // who asks again gets a person
		t.reply(t.voice().isHere())
		return true, nil
	case len(open) == 0 || ask != steer.CaseNamed && session.Of(r).Any():
		return false, nil
	}
	if ask == steer.CaseStands {
		if _, talking, err := t.withAgent(); err != nil || talking {
			return false, err
		}
	}
	c, how, err := t.inFocus()
	if err != nil {
		return false, err
	}
	t.session.Misses = 0
	return true, t.beside(func() error { return t.caseStands(c, how, open, ask, r, text) })
}

// neverMind says that nothing is looked for any more, and that open cases go on.
func (t *turn) neverMind() (answer.Reply, error) {
	open, err := t.openCases()
	if err != nil {
		return answer.Reply{}, err
	}
	var numbers []string
	for _, c := range open {
		numbers = append(numbers, c.Number())
	}
	settle := int64(0)
	for _, c := range open { // the only one, or the one that is talked about
		if (len(open) == 1 || c.ID == t.flow.Case) && (!c.OwnerEnds() || t.member.Role == access.Owner) {
			settle = c.ID
		}
	}
	return t.book.Cancelled(t.voice().a, numbers, settle), nil
}

// caseStands tells how the case in focus stands, else the open one, else all of
// them; who asks whether anybody is there is heard in the newest.
func (t *turn) caseStands(c cases.Case, how tie, open []cases.Case, ask steer.CaseAsk, r understand.Reading, text string) error {
	if how == tieNone && (len(open) == 1 || ask == steer.CaseAnyone) {
		c, how = open[0], tieAlone
	}
	if how == tieNone || ask == steer.CaseNamed && len(open) > 1 && how < tieReplied {
		return t.ownCases()
	}
	t.unclear(text)
	if err := t.bring(c, r, text); err != nil {
		return err
	}
	return t.showCase(c)
}
