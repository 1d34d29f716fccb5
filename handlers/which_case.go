package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
)

// whichCase asks to which of several open cases the files of this message
// belong, where nothing tells. Until that is said they wait: the first case that
// takes words or files of the person takes them too.
func (t *turn) whichCase(open []cases.Case) error {
	for _, f := range t.took.files {
		t.flow.Which = append(t.flow.Which, f.ID)
	}
	told, err := t.tellAll(open)
	if err != nil {
		return err
	}
	t.unclear(strings.TrimSpace(t.tg.Text))
	t.took.filesTold = true
	r := t.book.WhichCase(t.voice().a, t.tg.Media.Kind, len(t.flow.Which), told, t.tg.MessageID)
	if len(open) == 1 && !attachment.Paper(t.tg.Text) { // or it is the slip of something else
		latest, err := t.recent()
		if err != nil {
			return err
		}
		swipes := t.book.Swipes(t.voice().a, latest)
		r.Buttons = slices.Insert(r.Buttons, 1, swipes[:min(len(swipes), swipesBeside)]...)
	}
	t.reply(r)
	return nil
}

// swipesBeside is how many swipes are offered beside the case that a file may be for.
const swipesBeside = 3

// takeWaiting brings the files of which it was asked to which case they belong
// into c; those that were sent for another shop go on waiting.
func (t *turn) takeWaiting(c cases.Case) error {
	here, others, err := t.waitingFor(c)
	if err != nil {
		return err
	}
	files, err := t.moveFiles(c, here)
	t.flow.Which = others
	if len(files) > 0 {
		t.took.brought, t.took.before = c, files
	}
	return err
}

// waitingFor parts the files that wait for a case into those of c's shop and
// those of others.
func (t *turn) waitingFor(c cases.Case) (here, others []int64, err error) {
	for _, id := range t.flow.Which {
		f, known, err := t.Rolls.Attachment(t.ctx, id)
		switch {
		case err != nil:
			return nil, nil, fmt.Errorf("read file: %w", err)
		case !known || f.Case != 0: // forgotten, or in its case by now
		case f.MerchantID == "" || f.MerchantID == c.MerchantID:
			here = append(here, id)
		default:
			others = append(others, id)
		}
	}
	return here, others, nil
}

// addToCase brings the message that a button stands under into a case of the
// person's, as they tapped, once; and the files that wait for a case.
func (t *turn) addToCase(c cases.Case, message int) error {
	said, mine := t.flow.Puzzled(message)
	waiting, _, err := t.waitingFor(c)
	switch {
	case err != nil:
		return err
	case !c.IsOpen():
		return t.showCase(c)
	case !mine && len(waiting) == 0:
		t.reply(t.voice().oldButton())
		return nil
	}
	var moved []attachment.File
	if mine {
		t.flow.Solve(message)
		if said.Text != "" {
			t.toThread(c, said.Text, t.keyOf(message))
		}
		if moved, err = t.moveFiles(c, said.Files); err != nil {
			return err
		}
		if err := t.movedFrom(moved, c); err != nil {
			return err
		}
	}
	waited, err := t.moveFiles(c, waiting)
	if err != nil {
		return err
	}
	if err := t.bringFiles(c, time.Time{}); err != nil {
		return err
	}
	if moved = append(moved, waited...); len(moved) == 0 || mine && said.Text != "" {
		return t.passedOn(c)
	}
	t.focus(c)
	t.session.Misses = 0
	t.reply(t.voice().media(moved[0].Kind, c, len(moved), nil))
	return nil
}

// movedFrom tells the threads that files went to first that they belong to another case.
func (t *turn) movedFrom(files []attachment.File, to cases.Case) error {
	var told []int64
	for _, f := range files {
		if f.Case == 0 || slices.Contains(told, f.Case) {
			continue
		}
		told = append(told, f.Case)
		from, _, err := t.Rolls.Case(t.ctx, f.Case)
		if err != nil {
			return fmt.Errorf("read case: %w", err)
		}
		t.send(note(from, t.staff("desk.thread.moved", map[string]any{"Name": t.tg.Name, "Case": to.Number()})))
	}
	return nil
}

// moveFiles puts files that went to no case, or to another, to a case, and gives them.
func (t *turn) moveFiles(c cases.Case, ids []int64) ([]attachment.File, error) {
	var files []attachment.File
	for _, id := range ids {
		f, known, err := t.Rolls.Attachment(t.ctx, id)
		if err != nil {
			return nil, fmt.Errorf("read file: %w", err)
		}
		if known && f.Case != c.ID {
			files = append(files, f)
		}
	}
	t.toCase(c, files)
	return files, nil
}
