package slack

import (
	"encoding/json"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

func TestTypedTextComesBackAsTyped(t *testing.T) {
	for in, want := range map[string]string{
		"! 您好 a &lt; b &amp; c":                     "! 您好 a < b & c",
		"see <https://example.com/x>":               "see https://example.com/x",
		"see <https://example.com/x|example.com/x>": "see https://example.com/x",
		"ask <@U123|amy> in <#C1|support>":          "ask amy in support",
		"<mailto:a@b.c|a@b.c>":                      "a@b.c",
		"5 &gt; 3 <":                                "5 > 3 <",
		"&amp;lt; stays":                            "&lt; stays",
	} {
		if got := unescape(in); got != want {
			t.Errorf("%q gave %q, want %q", in, got, want)
		}
	}
}

func TestOnlyPeoplesLinesInOurThreadsAreTaken(t *testing.T) {
	a, c := newAPI(t)
	a.answers["auth.test"] = []string{`{"ok":true,"team_id":"T1","user_id":"U0BOT","bot_id":"B0"}`}
	a.answers["users.info"] = []string{`{"ok":true,"user":{"id":"U1","team_id":"T1","name":"amy","profile":{"display_name":"Amy"}}}`}
	if _, _, err := c.Who(t.Context()); err != nil {
		t.Fatal(err)
	}
	const thread = `"thread_ts":"1700000000.000100"`
	for _, x := range []struct {
		name, event string
		want        func(inbox.Event) bool // nil: not taken
	}{
		{"a line", `{"type":"message","channel":"C0SUPPORT","user":"U1","ts":"1700000001.000000",` + thread + `,"text":"! 卡 6222020000001234 &lt;ok&gt;"}`, func(e inbox.Event) bool {
			return e.Kind == inbox.Line && e.Lane == "case:12" && e.Slack.Text == "! 卡 ****1234 <ok>" && e.Slack.Masked == 1 && e.Slack.UserName == "Amy" && e.Key == "slack:msg:C0SUPPORT:1700000001.000000"
		}},
		{"an edit", `{"type":"message","subtype":"message_changed","channel":"C0SUPPORT","event_ts":"9.9","message":{"user":"U1","ts":"1700000001.000000",` + thread + `,"text":"! neu","edited":{}}}`, func(e inbox.Event) bool {
			return e.Kind == inbox.LineEdited && e.Slack.Text == "! neu" && e.Slack.TS == "1700000001.000000"
		}},
		{"an unfurled link is no edit", `{"type":"message","subtype":"message_changed","channel":"C0SUPPORT","event_ts":"9.9","message":{"user":"U1","ts":"1700000001.000000",` + thread + `}}`, nil},
		{"a deletion", `{"type":"message","subtype":"message_deleted","channel":"C0SUPPORT","event_ts":"9.9","previous_message":{"user":"U1","ts":"1700000001.000000",` + thread + `,"text":"! x"}}`, func(e inbox.Event) bool { return e.Kind == inbox.LineDeleted }},
		{"the bot itself", `{"type":"message","channel":"C0SUPPORT","user":"U0BOT","ts":"1700000001.1",` + thread + `,"text":"x"}`, nil},
		{"another bot", `{"type":"message","channel":"C0SUPPORT","user":"U2","bot_id":"B9","ts":"1700000001.1",` + thread + `,"text":"! x"}`, nil},
		{"outside threads", `{"type":"message","channel":"C0SUPPORT","user":"U1","ts":"1700000001.1","text":"hello"}`, nil},
		{"a thread of others", `{"type":"message","channel":"C0SUPPORT","user":"U1","ts":"1700000001.1","thread_ts":"1600000000.1","text":"! x"}`, nil},
		{"somebody joined", `{"type":"message","subtype":"channel_join","channel":"C0SUPPORT","user":"U1","ts":"1700000001.1",` + thread + `}`, nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			e, wanted, err := c.decode(t.Context(), envelope{ID: "e", Type: "events_api", Payload: json.RawMessage(`{"team_id":"T1","event":` + x.event + `}`)})
			if err != nil || wanted != (x.want != nil) || wanted && !x.want(e) {
				t.Errorf("wanted %t, %+v, %+v, %v", wanted, e, e.Slack, err)
			}
		})
	}
}

func TestOutsidersAreTold(t *testing.T) {
	for name, user := range map[string]string{
		"guest":              `{"id":"U1","team_id":"T1","is_restricted":true}`,
		"single-channel":     `{"id":"U1","team_id":"T1","is_ultra_restricted":true}`,
		"other workspace":    `{"id":"U1","team_id":"T2"}`,
		"stranger":           `{"id":"U1","team_id":"T1","is_stranger":true}`,
		"deactivated":        `{"id":"U1","team_id":"T1","deleted":true}`,
		"a bot":              `{"id":"U1","team_id":"T1","is_bot":true}`,
		"nobody Slack knows": ``,
	} {
		t.Run(name, func(t *testing.T) {
			a, c := newAPI(t)
			a.answers["auth.test"] = []string{`{"ok":true,"team_id":"T1","user_id":"U0BOT"}`}
			a.answers["users.info"] = []string{`{"ok":true,"user":` + user + `}`}
			if user == "" {
				a.answers["users.info"] = []string{`{"ok":false,"error":"user_not_found"}`}
			}
			if _, _, err := c.Who(t.Context()); err != nil {
				t.Fatal(err)
			}
			if p := c.who(t.Context(), "U1"); !p.outsider {
				t.Errorf("%+v may act", p)
			}
		})
	}
}

// A line of a known agent must not be refused because Slack is slow; one whose
// account is gone is an outsider at once.
func TestAKnownAgentStaysOneWhileSlackDoesNotAnswer(t *testing.T) {
	for name, x := range map[string]struct {
		answer   string
		unasked  time.Duration // since Slack was to be asked again
		outsider bool
	}{
		"rate limited":              {`{"ok":false,"error":"ratelimited"}`, time.Minute, false},
		"the connection broke":      {"drop", time.Minute, false},
		"for an hour already":       {"drop", time.Hour, true},
		"Slack knows them no more":  {`{"ok":false,"error":"user_not_found"}`, time.Minute, true},
		"Slack says they are guest": {`{"ok":true,"user":{"id":"U1","is_restricted":true}}`, time.Minute, true},
	} {
		t.Run(name, func(t *testing.T) {
			a, c := newAPI(t)
			a.answers["users.info"] = []string{x.answer}
			c.people["U1"] = person{name: "Amy", until: time.Now().Add(-x.unasked)}
			if p := c.who(t.Context(), "U1"); p.outsider != x.outsider {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestPressesAndFormsKeepTheirLane(t *testing.T) {
	a, c := newAPI(t)
	a.answers["users.info"] = []string{`{"ok":true,"user":{"id":"U1","name":"amy"}}`}
	e, ok, err := c.decode(t.Context(), envelope{ID: "x1", Type: "interactive", Payload: json.RawMessage(`{"type":"block_actions","trigger_id":"tr","user":{"id":"U1"},"team":{"id":"T1"},
		"channel":{"id":"C0SUPPORT"},"message":{"ts":"1700000000.000100"},"actions":[{"action_id":"claim","block_id":"lane|case:12","value":"12"}]}`)})
	if err != nil || !ok || e.Kind != inbox.Press || e.Lane != "case:12" || e.Slack.Action != "claim" || e.Slack.Value != "12" || e.Slack.Trigger != "tr" || e.Key != "slack:env:x1" {
		t.Errorf("%+v %+v %v", e, e.Slack, err)
	}
	e, ok, err = c.decode(t.Context(), envelope{ID: "x2", Type: "interactive", Payload: json.RawMessage(`{"type":"view_submission","user":{"id":"U1"},"team":{"id":"T1"},"view":{"callback_id":"resolve",
		"private_metadata":"{\"lane\":\"case:12\",\"meta\":\"12\"}","state":{"values":{"reason":{"reason":{"type":"static_select","selected_option":{"value":"paid"}}},"note":{"note":{"value":"卡 6222020000001234"}}}}}}`)})
	if err != nil || !ok || e.Kind != inbox.Submit || e.Lane != "case:12" || e.Slack.Value != "12" || e.Slack.Fields["reason"] != "paid" || e.Slack.Fields["note"] != "卡 ****1234" {
		t.Errorf("%+v %+v %v", e, e.Slack, err)
	}
}
