package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"
)

// trigger is a click's right to open one modal, soon.
type trigger struct {
	by   *Agent
	at   time.Time
	used bool
}

// newTrigger gives out a trigger; mu is held.
func (s *workspace) newTrigger(by *Agent) string {
	id := s.nextID("13345224609.738474920.")
	s.triggers[id] = &trigger{by: by, at: time.Now()}
	return id
}

// modal is a view that is open before an agent.
type modal struct {
	id     string
	hash   string
	view   block // as the app gave it, with ids
	blocks []block
	errors map[string]string // by block id, from the last submission
}

// wire is the view as the app gets it.
func (m *modal) wire(state map[string]any) map[string]any {
	out := maps.Clone(map[string]any(m.view))
	out["id"], out["hash"], out["team_id"], out["app_id"], out["bot_id"] = m.id, m.hash, slackTeam, slackApp, slackBID
	out["root_view_id"], out["previous_view_id"], out["blocks"] = m.id, nil, m.blocks
	out["state"] = map[string]any{"values": state}
	return out
}

// checkView reads a view and gives its blocks.
func (s *workspace) checkView(raw string) (block, []block, error) {
	var v block
	var blocks struct{ Blocks []block }
	if json.Unmarshal([]byte(raw), &v) != nil || json.Unmarshal([]byte(raw), &blocks) != nil {
		return nil, nil, slackErr("invalid_arguments", "[ERROR] view is not JSON")
	}
	c := &checker{ids: map[string]bool{}}
	if v.str("type") != "modal" {
		c.no("/view/type", "must be modal")
	}
	c.text("/view/title", v.sub("title"), 24, true)
	for _, key := range []string{"submit", "close"} {
		if v.sub(key) != nil {
			c.text("/view/"+key, v.sub(key), 24, true)
		}
	}
	c.length("/view/private_metadata", v.str("private_metadata"), 3000)
	c.length("/view/callback_id", v.str("callback_id"), 255)
	for i, b := range blocks.Blocks {
		c.block(fmt.Sprintf("/view/blocks/%d", i), b, true)
		if b.str("type") == "input" && v.sub("submit") == nil {
			c.no("/view/submit", "needed where there are inputs")
		}
	}
	if n := len(blocks.Blocks); n < 1 || n > 100 {
		c.no("/view/blocks", "%d blocks, 1 to 100 allowed", n)
	}
	if len(c.bad) > 0 {
		return nil, nil, slackErr("invalid_arguments", c.bad...)
	}
	for i, b := range blocks.Blocks {
		b.name(s, i)
	}
	return v, blocks.Blocks, nil
}

func (s *workspace) openView(f form) (map[string]any, error) {
	v, blocks, err := s.checkView(f.values["view"])
	if err != nil {
		return nil, err
	}
	t := s.triggers[f.values["trigger_id"]]
	switch {
	case t == nil:
		return nil, slackErr("invalid_trigger_id")
	case t.used:
		return nil, slackErr("exchanged_trigger_id")
	case time.Since(t.at) > s.w.o.TriggerLife:
		return nil, slackErr("expired_trigger_id")
	}
	t.used = true
	m := &modal{id: s.nextID("V"), hash: s.nextID("h"), view: v, blocks: blocks}
	t.by.modal = m
	s.w.changed()
	return map[string]any{"view": m.wire(map[string]any{})}, nil
}

func (s *workspace) updateView(f form) (map[string]any, error) {
	v, blocks, err := s.checkView(f.values["view"])
	if err != nil {
		return nil, err
	}
	for _, a := range s.w.agents {
		if a.modal != nil && a.modal.id == f.values["view_id"] {
			a.modal.view, a.modal.blocks, a.modal.hash, a.modal.errors = v, blocks, s.nextID("h"), nil
			s.w.changed()
			return map[string]any{"view": a.modal.wire(map[string]any{})}, nil
		}
	}
	return nil, slackErr("not_found")
}

// submitted does what the acknowledgement of a form asks for.
func (s *workspace) submitted(a *Agent, m *modal, answer json.RawMessage) (map[string]string, error) {
	var r struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if len(answer) > 0 {
		if err := json.Unmarshal(answer, &r); err != nil {
			return nil, fmt.Errorf("the app answered the form with something else than JSON: %w", err)
		}
	}
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	defer s.w.changed()
	switch r.Action {
	case "errors":
		m.errors = r.Errors
		for id := range r.Errors {
			if !m.hasInput(id) {
				s.w.Journal.object("view_submission: errors for %q, which is no input of the form", id)
			}
		}
		return r.Errors, nil
	case "update", "push":
		v, blocks, err := s.checkView(string(r.View))
		if err != nil {
			return nil, err
		}
		m.view, m.blocks, m.hash, m.errors = v, blocks, s.nextID("h"), nil
	case "", "clear":
		if a.modal == m {
			a.modal = nil
		}
	default:
		s.w.Journal.object("view_submission: unknown response_action %q", r.Action)
	}
	return nil, nil
}

func (m *modal) hasInput(id string) bool {
	for _, b := range m.blocks {
		if b.str("block_id") == id && b.str("type") == "input" {
			return true
		}
	}
	return false
}
