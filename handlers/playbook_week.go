package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
)

// walksTold tells the support channel what became of the walks through
// playbooks of the last seven days: all together, then each playbook.
func (t *turn) walksTold(e *inbox.SystemEvent) error {
	day, err := calendar.ParseDate(e.Day)
	if err != nil {
		return fmt.Errorf("figures of playbooks: %w", err)
	}
	var all inbox.Walks
	var lines []string
	for _, w := range e.Walks {
		all.Started, all.Solved, all.Watching, all.Case = all.Started+w.Started, all.Solved+w.Solved, all.Watching+w.Watching, all.Case+w.Case
		all.Left, all.Contradicted = all.Left+w.Left, all.Contradicted+w.Contradicted
		lines = append(lines, "• "+t.playbookTitle(w.Playbook)+": "+t.staff("desk.walks", walkFigures(w)))
		var left []string
		for _, s := range w.LeftAt {
			left = append(left, fmt.Sprintf("%s %d", s.Step, s.Count))
		}
		if len(left) > 0 {
			lines = append(lines, "    "+t.staff("desk.walks_left", map[string]any{"Steps": strings.Join(left, ", ")}))
		}
	}
	head := t.staff("desk.walks_head", map[string]any{"From": (day - 7).String(), "To": (day - 1).String()})
	t.alert(joinLines(append([]string{head, t.staff("desk.walks", walkFigures(all))}, lines...)))
	return nil
}

func walkFigures(w inbox.Walks) map[string]any {
	return map[string]any{"Started": w.Started, "Solved": w.Solved + w.Watching, "Case": w.Case, "Left": w.Left, "Contradicted": w.Contradicted}
}

// playbookTitle is what staff call a playbook, in both languages; its name where it is gone.
func (t *turn) playbookTitle(name string) string {
	d, ok := t.Flows.Get(name)
	if !ok {
		return name
	}
	var both []string
	for _, lang := range []string{"zh-Hans", "en"} {
		if title, err := t.voiceFor(lang, t.member.Role).flowText(flow.At{Def: d}, d.Title); err == nil {
			both = append(both, answer.Capital(title))
		}
	}
	return strings.Join(both, " ")
}
