package handlers

import (
	"fmt"
	"slices"
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// sentTogether is how close files came that are told of as one.
const sentTogether = time.Minute

// passed notes that files went to a case, for who asks whether they came.
func (t *turn) passed(c cases.Case, files []attachment.File) {
	p := session.Passed{Case: c.ID, At: t.machine}
	if last := t.flow.Passed; last.Case == c.ID && t.machine.Sub(last.At) < sentTogether {
		p.Files = slices.Clone(last.Files)
	}
	for _, f := range files {
		p.Files = append(p.Files, f.ID)
	}
	t.flow.Passed = p
}

// fileCame answers whether what the person sent came: which case has it, since when.
// Words beside an open case go there too. done is false where nothing was passed on.
func (t *turn) fileCame(text string, r understand.Reading) (done bool, err error) {
	p := t.flow.Passed
	if t.asking || t.tg.Media != nil || p.Case == 0 || session.Of(r).Any() || !steer.AsksFileCame(text) {
		return false, nil
	}
	c, ok, err := t.Rolls.Case(t.ctx, p.Case)
	if err != nil {
		return false, fmt.Errorf("read case: %w", err)
	}
	if !ok || !c.Watches(t.tg.User) || !t.actsFor(c.MerchantID) {
		return false, nil
	}
	count, photo, refused := 0, true, ""
	for _, id := range p.Files {
		f, known, err := t.Rolls.Attachment(t.ctx, id)
		switch {
		case err != nil:
			return false, fmt.Errorf("read file: %w", err)
		case !known || f.Case != c.ID:
		case f.State == attachment.Refused || f.State == attachment.Lost:
			refused = f.Reason
		case f.State == attachment.Kept:
			count, photo = count+1, photo && f.Kind == "photo"
		}
	}
	t.session.Misses = 0
	switch {
	case count > 0:
		at := t.Texts.For(t.lang).Time(t.Clock.Shift(p.At).In(t.Zone))
		t.reply(t.voice().plain("file.came", map[string]any{"Count": count, "Photo": photo, "Case": c.Number(), "Name": c.ClaimedByName, "At": at}))
	case refused != "":
		t.reply(t.voice().fileRefused(refused))
	default: // not here yet
		return false, nil
	}
	if c.IsOpen() {
		return true, t.bring(c, r, text)
	}
	return true, nil
}
