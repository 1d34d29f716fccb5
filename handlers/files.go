package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
)

// fileTold tells the support channel of a file that came by itself (through
// the watched folder or the door for files) and that nobody's screen showed:
// one says what became of it, many of how many others the same is true.
func (t *turn) fileTold(e *inbox.SystemEvent, one, many string) error {
	if e.Files > 0 {
		t.alert(t.staff(many, map[string]any{"Files": e.Files, "Source": clip(e.Source, 60)}))
		return nil
	}
	text := t.staff(one, map[string]any{"File": clip(e.File, 120), "Source": clip(e.Source, 60)})
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
	days := e.Days
	if len(days) == 0 {
		days = []string{e.Day}
	}
	for _, d := range days {
		if _, err := calendar.ParseDate(d); err != nil {
			return fmt.Errorf("late file of %s: %w", e.Source, err)
		}
	}
	t.alert(t.staff("desk.file_late", map[string]any{"Source": e.Source, "Kind": e.FileKind, "Day": strings.Join(days, ", "), "Several": len(days) > 1, "More": e.More,
		"Since": e.Since.In(t.Zone).Format("2006-01-02 15:04"), "Usual": e.Usual}))
	return nil
}
