package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
)

// line is what an agent last told the person in an open case.
type line struct {
	c     cases.Case
	said  cases.Entry
	waits bool // for words
}

// lines gives what agents last wrote in some cases, a short while ago or waiting for words.
func (t *turn) lines(open []cases.Case) (all []line, err error) {
	for _, c := range open {
		words, err := t.Rolls.LastWords(t.ctx, c.ID)
		if err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		if words.Desk.IsZero() || !words.Waits && t.machine.Sub(words.Desk) >= quiet {
			continue
		}
		said, ok, err := t.Rolls.AgentSaid(t.ctx, c.ID)
		if err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		if ok && said.Text != "" {
			all = append(all, line{c, said, words.Waits})
		}
	}
	return all, nil
}

// bearsOn weighs how well words go with an agent's line: by what it asked for, what
// both name, who wrote it, and the sum that its case is about.
func (t *turn) bearsOn(l line, text string) int {
	weight := steer.Answers(l.said.Text, text)
	if name := script.Plain(l.said.Name); name != "" && strings.Contains(script.Plain(text), name) {
		weight += 3
	}
	if l.c.Amount != 0 && t.names(text, []int64{l.c.Amount}, l.c.Currency) {
		weight += 2
	}
	return weight
}

// whose gives the case whose agent the words answer where agents wrote in several:
// the one that they go with best, else best. torn are the lines of those between
// which nothing tells.
func (t *turn) whose(best cases.Case, how tie, open []cases.Case) (c cases.Case, tied tie, torn []line, err error) {
	if how < tieSpoken || len(open) < 2 {
		return best, how, nil, nil
	}
	all, err := t.lines(open)
	if err != nil || len(all) < 2 {
		return best, how, nil, err
	}
	top, tops := 0, []line(nil)
	for _, l := range all {
		n := t.bearsOn(l, t.tg.Text)
		if l.c.Amount != 0 && t.elsewhere(l.c, l.said, t.tg.Text) {
			n = 0
		}
		switch {
		case n > top:
			top, tops = n, []line{l}
		case n == top:
			tops = append(tops, l)
		}
	}
	if top > 0 && len(tops) == 1 {
		return tops[0].c, tieAwaited, nil, nil
	}
	asked := slices.DeleteFunc(tops, func(l line) bool { return !l.waits || !steer.Asks(l.said.Text) && !steer.Requests(l.said.Text) })
	if how == tieAwaited && len(asked) > 1 {
		return best, how, asked, nil
	}
	return best, how, nil, nil
}

// askWhose asks which agent's question the message answers.
func (t *turn) askWhose(torn []line, text string) {
	t.session.Misses = 0
	t.unclear(text)
	torn = torn[:min(len(torn), 4)]
	for _, l := range torn {
		t.flow.Unclear.Whose = append(t.flow.Unclear.Whose, l.c.ID)
	}
	t.reply(answer.Reply{Text: t.voice().say("case.whose", nil), Buttons: t.voice().whose(torn, t.tg.MessageID)})
}

// whose offers the agents whose questions a message may answer.
func (v voice) whose(torn []line, message int) (rows [][]outbox.Button) {
	for _, l := range torn {
		what := v.say("case.whose_line", map[string]any{"Case": l.c.Number(), "Name": l.said.Name, "Text": clip(strings.Join(strings.Fields(l.said.Text), " "), 28)})
		rows = append(rows, []outbox.Button{{Text: what, Data: press.Rows(press.CaseAdd, l.c.ID, int64(message))}})
	}
	other := press.Rows(press.CaseOther, torn[0].c.ID, int64(message))
	return append(rows, []outbox.Button{{Text: v.say("button.other_matter", nil), Data: other}})
}

// stillWhose asks once more, beside an answer, whose question an earlier message
// answers that nobody has yet: else it would be lost.
func (t *turn) stillWhose() error {
	said, ok := t.flow.Lost()
	if !ok || t.asking || len(t.flow.Unclear.Whose) > 0 && t.flow.Unclear.Message == t.tg.MessageID {
		return nil
	}
	open, err := t.openCases()
	if err != nil {
		return err
	}
	var torn []line
	for _, c := range open {
		if !slices.Contains(said.Whose, c.ID) {
			continue
		}
		e, _, err := t.Rolls.AgentSaid(t.ctx, c.ID)
		if err != nil {
			return fmt.Errorf("read history: %w", err)
		}
		torn = append(torn, line{c: c, said: e})
	}
	if len(torn) == 0 { // they are over
		t.flow.Solve(said.Message)
		return nil
	}
	return t.amend(func(m *outbox.TelegramMessage) {
		t.flow.AskedAgain(said.Message)
		m.Text = answer.Fit(m.Text + "\n\n" + t.voice().say("case.whose_still", map[string]any{"Text": clip(said.Text, 60)}))
		m.Buttons = slices.Concat(t.voice().whose(torn, said.Message), m.Buttons)
	})
}

// papersFor gives the open case in which an agent asked for papers that the files
// of this message may be: the only one, or the one that the caption goes with.
// A caption that names another sum than that case does is about something else.
func (t *turn) papersFor() (cases.Case, bool, error) {
	none := cases.Case{}
	if t.asking || t.tg.Media == nil || t.tg.Media.Kind != "photo" && t.tg.Media.Kind != "document" {
		return none, false, nil
	}
	open, err := t.openCases()
	if err != nil || len(open) == 0 {
		return none, false, err
	}
	text := strings.TrimSpace(t.tg.Text)
	var asked []line
	for _, c := range open {
		said, ok, err := t.Rolls.AgentSaid(t.ctx, c.ID)
		if err != nil {
			return none, false, fmt.Errorf("read history: %w", err)
		}
		if ok && steer.WantsPapers(said.Text) && !t.elsewhere(c, said, text) {
			asked = append(asked, line{c: c, said: said})
		}
	}
	best, top, alone := none, 0, false
	for _, l := range asked {
		switch n := t.bearsOn(l, text); {
		case n > top || best.ID == 0:
			best, top, alone = l.c, n, true
		case n == top:
			alone = false
		}
	}
	if alone && (text == "" || top > 0 || attachment.Paper(text)) {
		return best, true, nil
	}
	return none, false, nil
}

// papersAsked is papersFor for what needs no answer of its own: not where the words
// beside the files ask about money, or tell of something grave.
func (t *turn) papersAsked(text string) (cases.Case, bool, error) {
	if f, ok := t.flow.Talk.Top(); ok && t.wantsFiles(f) {
		return cases.Case{}, false, nil
	}
	r := t.Reader.Read(text, t.now)
	if text != "" && (steer.Asks(text) && session.Of(r).Any() || r.Decision == understand.HandOver && r.Intent != understand.TalkToHuman) {
		return cases.Case{}, false, nil
	}
	return t.papersFor()
}

// elsewhere tells whether a caption names money that an agent's case is not about.
func (t *turn) elsewhere(c cases.Case, said cases.Entry, text string) bool {
	r := t.Reader.Read(text, t.now)
	t.ownMoney(&r)
	named := session.Of(r).Amounts
	if len(named) == 0 {
		return false
	}
	for _, a := range named {
		n := minor(a.Value, t.currency(t.merchant))
		if n != nil && (*n == c.Amount || t.names(said.Text, []int64{*n}, t.currency(t.merchant)) || t.names(c.Words, []int64{*n}, t.currency(t.merchant))) {
			return false
		}
	}
	return true
}

// handed takes the files of this message to the case in which an agent asked for
// them, with the words beside them, and says so.
func (t *turn) handed(c cases.Case, text string) error {
	t.takeFiles(c)
	if refused, any := t.refusedFile(); any {
		t.took.filesTold = true
		t.reply(t.voice().fileRefused(refused))
		t.discardCards()
		return nil
	}
	if text != "" {
		t.toThread(c, text, t.key())
	}
	t.focus(c)
	t.session.Misses = 0
	if done, err := t.pictured(); done || err != nil {
		return err
	}
	t.took.filesTold, t.took.wordsTold = true, true
	t.reply(t.voice().media(t.tg.Media.Kind, c, len(t.tg.Files()), nil))
	return t.takeWaiting(c)
}
