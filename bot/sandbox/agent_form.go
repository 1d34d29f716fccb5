package sandbox

import (
	"fmt"
	"regexp"
	"time"
)

// Form is a modal as an agent sees it.
type Form struct {
	Title, Text string
	Inputs      []FormInput
}

// FormInput is one input of a form. Options is empty where text is typed.
type FormInput struct {
	ID, Label, Value string
	Options          []string
	Optional         bool
}

// AwaitForm waits until a modal whose title or texts match the regular expression is open.
func (a *Agent) AwaitForm(pattern string, within time.Duration) (Form, error) {
	re := regexp.MustCompile(pattern)
	var f Form
	found := a.w.await(within, func() bool {
		if a.modal == nil {
			return false
		}
		f = a.modal.form()
		return re.MatchString(f.Title + "\n" + f.Text)
	})
	if !found {
		return f, fmt.Errorf("%s sees no form %q\n%s", a.Name, pattern, a.w.SupportScreen())
	}
	return f, nil
}

// SeesForm is AwaitForm for stories.
func (a *Agent) SeesForm(pattern string, within time.Duration) Form {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	f, err := a.AwaitForm(pattern, within)
	a.w.check(err)
	return f
}

func (m *modal) form() Form {
	f := Form{Title: m.view.sub("title").str("text"), Text: plain(m.blocks)}
	for _, b := range m.blocks {
		if b.str("type") != "input" {
			continue
		}
		e := b.sub("element")
		in := FormInput{ID: b.str("block_id"), Label: b.sub("label").str("text"), Value: e.str("initial_value")}
		in.Optional, _ = b["optional"].(bool)
		for _, o := range e.list("options") {
			in.Options = append(in.Options, o.sub("text").str("text"))
		}
		if o := e.sub("initial_option"); o != nil {
			in.Value = o.sub("text").str("text")
		}
		f.Inputs = append(f.Inputs, in)
	}
	return f
}

// TrySubmit fills in the open form, by an input's block id, action id or
// label, and sends it. It gives the app's objections by input; where there are
// none the form is closed.
func (a *Agent) TrySubmit(fields map[string]string) (map[string]string, error) {
	a.w.mu.Lock()
	m := a.modal
	if m == nil {
		a.w.mu.Unlock()
		return nil, fmt.Errorf("%s has no form open", a.Name)
	}
	state, err := m.fill(fields)
	view := m.wire(state)
	a.w.mu.Unlock()
	if err != nil {
		return nil, err
	}
	answer, err := a.w.slack.interact("view_submission", a, map[string]any{"view": view, "response_urls": []any{}})
	if err != nil {
		return nil, err
	}
	return a.w.slack.submitted(a, m, answer)
}

// fill makes the state of a form from what was typed; mu is held.
func (m *modal) fill(fields map[string]string) (map[string]any, error) {
	state, used := map[string]any{}, 0
	for _, b := range m.blocks {
		if b.str("type") != "input" {
			continue
		}
		e := b.sub("element")
		label := b.sub("label").str("text")
		value, given := "", false
		for _, key := range []string{b.str("block_id"), e.str("action_id"), label} {
			if v, ok := fields[key]; ok && !given {
				value, given = v, true
				used++
			}
		}
		optional, _ := b["optional"].(bool)
		entry := map[string]any{"type": e.str("type")}
		switch {
		case e.str("type") == "plain_text_input":
			if !given {
				value = e.str("initial_value")
			}
			if most, ok := e["max_length"].(float64); ok && len([]rune(value)) > int(most) { // Slack's own form stops there
				return nil, fmt.Errorf("the form's %q takes at most %d characters", label, int(most))
			}
			entry["value"] = nil
			if value != "" {
				entry["value"] = value
			}
		default:
			entry["selected_option"] = nil
			if o := e.sub("initial_option"); o != nil && !given {
				entry["selected_option"], value = o, o.str("value")
			}
			for _, o := range e.list("options") {
				if given && (o.str("value") == value || o.sub("text").str("text") == value) {
					entry["selected_option"] = o
				}
			}
			if given && value != "" && entry["selected_option"] == nil {
				return nil, fmt.Errorf("the form's %q has no option %q", label, value)
			}
		}
		if value == "" && !optional {
			return nil, fmt.Errorf("the form needs %q", label)
		}
		state[b.str("block_id")] = map[string]any{e.str("action_id"): entry}
	}
	if used < len(fields) {
		return nil, fmt.Errorf("the form has not all of the fields %v", fields)
	}
	return state, nil
}

// Submits fills in and sends the open form and gives the app's objections.
func (a *Agent) Submits(fields map[string]string) map[string]string {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	bad, err := a.TrySubmit(fields)
	a.w.check(err)
	return bad
}

// Closes closes the open form, telling nobody.
func (a *Agent) Closes() {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	a.modal = nil
	a.w.changed()
}
