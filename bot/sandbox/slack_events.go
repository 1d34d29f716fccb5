package sandbox

import (
	"encoding/json"
	"errors"
	"maps"
	"time"
)

// errNotAnswered is what a person in Slack sees when the app does not acknowledge a click.
var errNotAnswered = errors.New("the app did not answer in time; try again")

// event delivers an event to the app, in its own time and with redeliveries; mu is held.
func (s *workspace) event(c *channel, ev map[string]any) {
	payload := map[string]any{
		"token": "verification", "team_id": slackTeam, "api_app_id": slackApp, "type": "event_callback",
		"event": ev, "event_id": s.nextID("Ev"), "event_time": s.w.o.Now().Unix(), "is_ext_shared_channel": c.shared,
		"authorizations": []any{map[string]any{
			"enterprise_id": nil, "team_id": slackTeam, "user_id": slackBot, "is_bot": true, "is_enterprise_install": false,
		}},
	}
	s.redeliver(payload)
}

// redeliver delivers an event until it is acknowledged or Slack gives up; mu is
// held. First attempts leave in the order of the events.
func (s *workspace) redeliver(payload map[string]any) {
	ev := payload["event"].(map[string]any)
	d := Delivery{Network: Slack, Kind: "events_api", ID: payload["event_id"].(string)}
	d.What, _ = ev["type"].(string)
	if sub, ok := ev["subtype"].(string); ok {
		d.What += "." + sub
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		panic(err)
	}
	e := s.enqueue(d, raw, false)
	s.w.run(func() {
		for {
			_, err := s.answer(e)
			if err == nil || s.w.ctx.Err() != nil {
				return
			}
			if d.Attempt == len(s.w.o.Redeliver) {
				s.w.Journal.object("delivery: %s %s was never acknowledged (%d tries)", d.What, d.ID, d.Attempt+1)
				return
			}
			if !s.w.pause(s.w.o.Redeliver[d.Attempt]) {
				return
			}
			d.Attempt++
			s.w.mu.Lock()
			e = s.enqueue(d, raw, false)
			s.w.mu.Unlock()
		}
	})
}

// Redeliver delivers a message's event once more under a new event id.
func (w *World) Redeliver(message Post) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.slack.channels {
		if p := c.find(message.TS); p != nil {
			ev := p.wire(true)
			ev["channel"], ev["channel_type"], ev["event_ts"] = c.id, "channel", p.ts
			w.slack.event(c, ev)
		}
	}
}

// envelope is one delivery that waits for its acknowledgement.
type envelope struct {
	delivery *Delivery
	frame    map[string]any
	accepts  bool // a payload in the acknowledgement
	acked    bool
	answer   chan json.RawMessage // the acknowledgement's payload
	lost     chan struct{}        // closed where there was nobody to send to
}

// enqueue puts a delivery into the line to the app; mu is held.
func (s *workspace) enqueue(d Delivery, payload json.RawMessage, accepts bool) *envelope {
	d.Envelope = s.nextID("0000cafe-0000-4000-8000-000")
	e := &envelope{accepts: accepts, answer: make(chan json.RawMessage, 1), lost: make(chan struct{})}
	e.delivery = s.w.Journal.deliver(d)
	e.frame = map[string]any{"envelope_id": d.Envelope, "type": d.Kind, "payload": payload, "accepts_response_payload": accepts}
	if d.Kind == "events_api" {
		e.frame["retry_attempt"], e.frame["retry_reason"] = d.Attempt, ""
		if d.Attempt > 0 {
			e.frame["retry_reason"] = "timeout"
		}
	}
	s.waiting[d.Envelope] = e
	s.line = append(s.line, e)
	s.w.changed()
	return e
}

// carry sends what is in the line, one after the other, to the newest connection.
func (s *workspace) carry() {
	for {
		s.w.mu.Lock()
		line, wake := s.line, s.w.wake
		s.line = nil
		var c *socket
		if n := len(s.conns); n > 0 {
			c = s.conns[n-1]
		}
		s.w.mu.Unlock()
		for _, e := range line {
			if c == nil || c.send(e.frame) != nil {
				close(e.lost)
			}
		}
		if len(line) > 0 {
			continue
		}
		select {
		case <-wake:
		case <-s.w.ctx.Done():
			return
		}
	}
}

// answer waits for the acknowledgement of an envelope and gives its payload.
func (s *workspace) answer(e *envelope) (json.RawMessage, error) {
	timer := time.NewTimer(s.w.o.AckWithin)
	defer timer.Stop()
	select {
	case answer := <-e.answer:
		return answer, nil
	case <-e.lost:
		return nil, errNotAnswered
	case <-timer.C:
		return nil, errNotAnswered
	case <-s.w.ctx.Done():
		return nil, s.w.ctx.Err()
	}
}

// interact tells the app of a click or a form and gives the acknowledgement's
// payload. Slack does not deliver these again.
func (s *workspace) interact(kind string, a *Agent, more map[string]any) (json.RawMessage, error) {
	s.w.mu.Lock()
	team := slackTeam
	if a.standing == Stranger {
		team = strangerTeam
	}
	id := s.newTrigger(a)
	payload := map[string]any{
		"type": kind, "api_app_id": slackApp, "token": "verification", "trigger_id": id, "enterprise": nil, "is_enterprise_install": false,
		"team": map[string]any{"id": slackTeam, "domain": "sandbox"},
		"user": map[string]any{"id": a.id, "username": a.handle(), "name": a.handle(), "team_id": team},
	}
	maps.Copy(payload, more)
	raw, err := json.Marshal(payload)
	if err != nil {
		panic(err)
	}
	e := s.enqueue(Delivery{Network: Slack, Kind: "interactive", What: kind, ID: id}, raw, true)
	s.w.mu.Unlock()
	return s.answer(e)
}
