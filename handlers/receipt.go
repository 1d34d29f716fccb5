package handlers

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
)

// taken is what cases took of a turn. The person is told of all of it, beside
// the answer where that does not say so itself.
type taken struct {
	words     cases.Case // took the words, zero none
	wordsTold bool
	of        cases.Case        // took the files, zero: they wait for a case
	files     []attachment.File // of this message
	before    []attachment.File // sent earlier
	brought   cases.Case        // took those
	filesTold bool
	asked     bool // the files were asked for
}

// receipt says beside the answer what of this turn went to whom, and offers
// that it is about something else.
func (t *turn) receipt() error {
	took, v := t.took, t.voice()
	var above, below []string
	here := slices.DeleteFunc(slices.Clone(took.files), func(f attachment.File) bool {
		return f.State == attachment.Refused || f.State == attachment.Lost
	})
	if i := slices.IndexFunc(took.files, func(f attachment.File) bool { return !slices.Contains(here, f) }); i >= 0 && !took.filesTold {
		above = append(above, t.book.FileRefused(v.a, took.files[i].Reason).Text)
		t.discardCards()
	}
	switch n := len(here); {
	case n == 0 || took.filesTold:
	case took.of.ID != 0 && took.wordsTold && took.words.ID == took.of.ID:
		below = append(below, v.say("file.along", map[string]any{"Photo": here[0].Kind == "photo"}))
	case took.of.ID != 0:
		above = append(above, t.book.Kept(v.a, here[0].Kind, took.of.ID, took.of.ClaimedByName, n).Text)
	case took.asked:
		above = append(above, v.say("file.received", map[string]any{"Photo": here[0].Kind == "photo"}))
	}
	if n := len(took.before); n > 0 && took.brought.ID != 0 {
		below = append(below, v.say("file.brought", map[string]any{"Count": n, "Case": took.brought.Number()}))
	}
	if took.words.ID != 0 && !took.wordsTold {
		below = append(below, v.say("case.relayed_too", map[string]any{"Name": took.words.ClaimedByName, "Case": took.words.Number()}))
	}
	c, files := took.of, here
	if took.brought.ID == c.ID {
		files = append(files, took.before...)
	}
	if c.ID == 0 || len(files) == 0 {
		c, files = took.words, nil
	}
	if c.ID == 0 && len(above) == 0 {
		return nil
	}
	others, err := t.otherOpen(c, files)
	if err != nil {
		return err
	}
	return t.amend(func(m *outbox.TelegramMessage) {
		m.Text = answer.Fit(strings.Join(slices.Concat(above, []string{m.Text}, below), "\n\n"))
		if c.ID == 0 || took.asked {
			return
		}
		text := ""
		if took.words.ID == c.ID {
			text = t.tg.Text
		}
		t.unclear(text)
		for _, f := range files {
			t.flow.Unclear.Files = append(t.flow.Unclear.Files, f.ID)
		}
		m.Buttons = v.withCases(answer.Reply{Buttons: m.Buttons}, others).Buttons
		other := press.Rows(press.CaseOther, c.ID, int64(t.tg.MessageID))
		if !slices.ContainsFunc(m.Buttons, func(row []outbox.Button) bool { return row[0].Data == other }) {
			b := outbox.Button{Text: v.say("button.other_matter", nil), Data: other}
			m.Buttons = slices.Insert(slices.Clone(m.Buttons), max(len(m.Buttons)-1, 0), []outbox.Button{b})
		}
	})
}

// otherOpen are the person's open cases but c, where files went to c.
func (t *turn) otherOpen(c cases.Case, files []attachment.File) ([]cases.Case, error) {
	if len(files) == 0 {
		return nil, nil
	}
	open, err := t.openCases()
	return slices.DeleteFunc(open, func(o cases.Case) bool { return o.ID == c.ID }), err
}

// amend changes the last message of this turn to its own chat, if there is one.
func (t *turn) amend(change func(*outbox.TelegramMessage)) error {
	for i, it := range slices.Backward(t.out.Send) {
		if it.Op != outbox.TelegramSend || it.Lane != chatLane(t.tg.Chat) {
			continue
		}
		var m outbox.TelegramMessage
		if err := json.Unmarshal(it.Body, &m); err != nil {
			return fmt.Errorf("read answer: %w", err)
		}
		change(&m)
		body, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("keep answer: %w", err)
		}
		t.out.Send[i].Body = body
		t.shown(answer.Reply{Buttons: m.Buttons})
		return nil
	}
	return nil
}

// withAgent gives the case whose agent the person is talking with: they wrote in
// it a short while ago, and nothing else is talked about since.
func (t *turn) withAgent() (c cases.Case, ok bool, err error) {
	c, how, err := t.inFocus()
	if err != nil || how < tieSpoken {
		return c, false, err
	}
	words, err := t.Rolls.LastWords(t.ctx, c.ID)
	if err != nil {
		return c, false, fmt.Errorf("read history: %w", err)
	}
	return c, !words.Agent.IsZero() && !words.Desk.IsZero() && t.machine.Sub(words.Desk) < quiet, nil
}
