package sandbox

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// form1 is a modal with a choice and a text.
func form1() slack.ModalViewRequest {
	plain := func(s string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
	}
	note := slack.NewPlainTextInputBlockElement(nil, "note")
	reason := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, "reason",
		slack.NewOptionBlockObject("paid", plain("已付 Paid"), nil), slack.NewOptionBlockObject("explained", plain("已说明 Explained"), nil))
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: "resolve", PrivateMetadata: "12", Title: plain("Resolve"), Submit: plain("Send"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("reason", plain("Reason"), nil, reason),
			slack.NewInputBlock("note", plain("Note"), nil, note),
		}},
	}
}

func TestAClickAFormAndALine(t *testing.T) {
	w := start(t, Options{})
	amy, c := w.Agent("Amy"), api(t, w)
	submitted := make(chan map[string]map[string]slack.BlockAction, 2)
	lines := make(chan *slackevents.MessageEvent, 10)
	listen(t, w, c, func(sm *socketmode.Client, ev socketmode.Event) {
		switch ev.Type {
		case socketmode.EventTypeInteractive:
			cb := ev.Data.(slack.InteractionCallback)
			if cb.Type == slack.InteractionTypeBlockActions {
				a := cb.ActionCallback.BlockActions[0]
				if a.ActionID != "claim" || a.Value != "12" || cb.User.ID != amy.ID() || cb.Message.Timestamp == "" || cb.Channel.ID != w.Channel() {
					t.Errorf("click: %+v", cb)
				}
				_ = sm.Ack(*ev.Request)
				if _, err := c.OpenViewContext(t.Context(), cb.TriggerID, form1()); err != nil {
					t.Error(err)
				}
				return
			}
			if cb.View.State.Values["note"]["note"].Value == "bad" {
				_ = sm.Ack(*ev.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"note": "say more"}))
				return
			}
			_ = sm.Ack(*ev.Request)
			if cb.View.CallbackID != "resolve" || cb.View.PrivateMetadata != "12" {
				t.Errorf("form: %+v", cb.View)
			}
			submitted <- cb.View.State.Values
		case socketmode.EventTypeEventsAPI:
			_ = sm.Ack(*ev.Request)
			if m, ok := ev.Data.(slackevents.EventsAPIEvent).InnerEvent.Data.(*slackevents.MessageEvent); ok {
				lines <- m
			}
		}
	})
	if _, _, err := c.PostMessageContext(t.Context(), w.Channel(), card("Case 12", map[string]any{"case": "12"})...); err != nil {
		t.Fatal(err)
	}
	if m := <-lines; m.BotID == "" {
		t.Errorf("the bot's own message came as %+v", m)
	}
	seen := amy.Sees("Case 12", 0)
	amy.Presses(seen, "Claim")
	if f := amy.SeesForm("Resolve", 0); len(f.Inputs) != 2 || !cmp.Equal(f.Inputs[0].Options, []string{"已付 Paid", "已说明 Explained"}) {
		t.Errorf("form: %+v", f)
	}
	if _, err := amy.TrySubmit(map[string]string{"Note": "x"}); err == nil {
		t.Error("a form without its reason was sent")
	}
	if bad := amy.Submits(map[string]string{"Reason": "已付 Paid", "Note": "bad"}); bad["note"] != "say more" {
		t.Errorf("errors: %v", bad)
	}
	if bad := amy.Submits(map[string]string{"reason": "paid", "note": "sent on Friday"}); bad != nil {
		t.Errorf("errors: %v", bad)
	}
	got := <-submitted
	if got["reason"]["reason"].SelectedOption.Value != "paid" || got["note"]["note"].Value != "sent on Friday" {
		t.Errorf("submitted: %+v", got)
	}
	if _, err := amy.TrySubmit(nil); err == nil {
		t.Error("the form is still open")
	}
	line := amy.Replies(seen, "! a < b & c, see https://example.test/x")
	m := <-lines
	if m.User != amy.ID() || m.ThreadTimeStamp != seen.TS || m.Text != "! a &lt; b &amp; c, see <https://example.test/x>" {
		t.Errorf("line: %+v", m)
	}
	if err := amy.Edits(line, "! b"); err != nil {
		t.Fatal(err)
	}
	if m := <-lines; m.SubType != "message_changed" || m.Message.Text != "! b" || m.Message.Timestamp != line.TS {
		t.Errorf("changed line: %+v", m)
	}
	if err := amy.Deletes(line); err != nil {
		t.Fatal(err)
	}
	if m := <-lines; m.SubType != "message_deleted" || m.PreviousMessage.Timestamp != line.TS {
		t.Errorf("deleted line: %+v", m)
	}
	if bad := w.Journal.Objections(); bad != nil {
		t.Error(bad)
	}
}

func TestAnEventComesAgainUntilAcknowledged(t *testing.T) {
	w := start(t, Options{AckWithin: quick, Redeliver: []time.Duration{time.Millisecond, time.Millisecond}})
	amy, c := w.Agent("Amy"), api(t, w)
	got := make(chan socketmode.Request, 10)
	acks := 0
	listen(t, w, c, func(sm *socketmode.Client, ev socketmode.Event) {
		if acks++; acks == 3 {
			_ = sm.Ack(*ev.Request)
		}
		got <- *ev.Request
	})
	amy.Says("hello")
	var ids []string
	for attempt := range 3 {
		r := <-got
		var p struct {
			ID string `json:"event_id"`
		}
		if err := json.Unmarshal(r.Payload, &p); err != nil || r.RetryAttempt != attempt {
			t.Errorf("attempt %d: %+v %v", attempt, r, err)
		}
		ids = append(ids, p.ID)
	}
	if ids[0] != ids[1] || ids[1] != ids[2] {
		t.Errorf("event ids differ: %v", ids)
	}
	if !w.await(0, func() bool { d := w.Journal.Deliveries(Slack, "events_api"); return !d[len(d)-1].Acked.IsZero() }) {
		t.Error("the acknowledgement was not noted")
	}
}

func TestTheSocketReconnects(t *testing.T) {
	w := start(t, Options{})
	amy, c := w.Agent("Amy"), api(t, w)
	got := make(chan string, 10)
	listen(t, w, c, func(sm *socketmode.Client, ev socketmode.Event) {
		_ = sm.Ack(*ev.Request)
		got <- string(ev.Request.Payload)
	})
	w.Disconnect("refresh_requested")
	if !w.await(0, func() bool { return w.slack.opened == 2 && len(w.slack.conns) == 1 }) {
		t.Fatal("no second connection after a disconnect")
	}
	amy.Says("still there?")
	if s := <-got; !strings.Contains(s, "still there?") {
		t.Errorf("got %s", s)
	}
	w.DropSockets()
	if !w.await(0, func() bool { return w.slack.opened == 3 && len(w.slack.conns) == 1 }) {
		t.Fatal("no third connection after a break")
	}
}

func TestAClickNobodyAnswersIsLost(t *testing.T) {
	w := start(t, Options{})
	amy, c := w.Agent("Amy"), api(t, w)
	if _, _, err := c.PostMessageContext(t.Context(), w.Channel(), card("Case 12", map[string]any{"case": "12"})...); err != nil {
		t.Fatal(err)
	}
	if err := amy.TryPress(amy.Sees("Case 12", 0), "Claim", 0); !errors.Is(err, errNotAnswered) {
		t.Errorf("got %v", err)
	}
}
