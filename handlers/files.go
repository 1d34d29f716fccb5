package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
)

// fileRefused tells the support channel of a file that came by itself (through
// the watched folder or the door for files) and that nobody's screen showed.
func (t *turn) fileRefused(e *inbox.SystemEvent) error {
	text := t.staff("desk.file_refused", map[string]any{"File": clip(e.File, 120), "Source": clip(e.Source, 60)})
	for _, p := range e.Problems {
		text += "\n• " + clip(p, 300)
	}
	if e.More > 0 {
		text += "\n" + t.staff("desk.file_more", map[string]any{"More": e.More})
	}
	t.alert(strings.TrimSpace(text))
	return nil
}

// fileLate tells the support channel of a file that is not here.
func (t *turn) fileLate(e *inbox.SystemEvent) error {
	day, err := calendar.ParseDate(e.Day)
	if err != nil {
		return fmt.Errorf("late file of %s: %w", e.Source, err)
	}
	t.alert(t.staff("desk.file_late", map[string]any{"Source": e.Source, "Kind": e.FileKind, "Day": day.String(),
		"Since": e.Since.In(t.Zone).Format("2006-01-02 15:04"), "Usual": e.Usual}))
	return nil
}
