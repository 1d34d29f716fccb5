package storagetest

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
)

// agentSaid: what the desk writes among itself, or took back, is never among the words that
// an agent said to the merchant; nor is a line or an edit that no chat shows.
func agentSaid(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5"), openCase(1002, "M1", "txn:6")}})
	at := time.UnixMilli(1_790_000_000_000).UTC()
	for i, e := range []struct{ who, what, text, key, want string }{
		{"merchant", "said", "where is it", "tg:42:1", ""},
		{"agent", "said", "ask the bank first", "slack:C1:0.5", ""},
		{"agent", "relayed", "nobody gets this", "slack:C1:0.6", ""}, // the chat is blocked
		{"agent", "edited", "! nor this", "slack:C1:0.6:ev:0", ""},
		{"agent", "relayed shown", "it lands tomorrow", "slack:C1:1.0", "it lands tomorrow"},
		{"agent", "relayed", "nor that", "slack:C1:1", "it lands tomorrow"},                     // a name that begins as another's
		{"agent", "edited", "! it lands on Thursday", "slack:C1:1.0:ev:0", "it lands tomorrow"}, // Telegram refused it
		{"agent", "edited shown", "! it lands on Friday", "slack:C1:1.0:ev:1", "it lands on Friday"},
		{"agent", "edited", "! it lands on Sunday", "slack:C1:1.0:ev:10", "it lands on Friday"}, // and this one
		{"agent", "relayed shown", "8800 is on its way", "slack:C1:2.0", "8800 is on its way"},
		{"agent", "edited", "suspect fraud, ask risk", "slack:C1:2.0:ev:2", "it lands on Friday"}, // no mark: the desk's own
		{"agent", "edited", "!! suspect fraud", "slack:C1:2.0:ev:3", "it lands on Friday"},
		{"agent", "withdrawn", "", "slack:C1:2.0", "it lands on Friday"},
		{"agent", "edited", "! it lands on Monday", "slack:C1:2.0:ev:4", "it lands on Friday"}, // what was taken back stays so
		{"agent", "relayed shown", "slip.jpg", "slack:C1:3.0", "slip.jpg"},
		{"agent", "edited", "!", "slack:C1:3.0:ev:5", "it lands on Friday"}, // no words of it are left
		{"agent", "relayed shown", "your slip", "slack:C1:3.01", "your slip"},
		{"agent", "edited shown", "!another line", "slack:C1:3.0:ev:6", "your slip"},
		{"agent", "deleted", "slip.jpg", "slack:C1:3.01:ev:7", "your slip"}, // a file of it
		{"agent", "said", "! changed while the case was over", "slack:C1:3.01:ev:8", "your slip"},
		{"agent", "deleted", "", "slack:C1:3.01", "another line"},
		{"agent", "relayed shown", "by the form", "ev:9", "by the form"}, // a press has its own key
		{"bot", "signs", "a standing answer", "", "by the form"},
		{"agent", "relayed", "without a key", "", "without a key"},
	} {
		at = at.Add(time.Minute)
		what, shown := strings.CutSuffix(e.what, " shown")
		s.commit(handlers.Outcome{Entries: []cases.Entry{{CaseID: 1001, At: at, Who: e.who, Name: "amy", What: what, Text: e.text, Key: e.key}}})
		if shown { // Telegram took it
			it := text(42, e.text)
			if it.Ref = cases.RelayRef(1001, e.key, 42); what == "edited" {
				it.Ref = cases.EditRef(1001, e.key, 42)
			}
			s.ok(s.Queue(s.ctx(), []outbox.Item{it}))
			s.sent(s.items(time.Now())[0], outbox.Anchor{Network: "telegram", Channel: "42", ID: "7"})
		}
		got, found, err := s.AgentSaid(s.ctx(), 1001)
		s.ok(err)
		if got.Text != e.want || found != (e.want != "") || found && got.Name != "amy" {
			t.Errorf("after %d. %s %q: found %t %q, want %q", i, e.what, e.text, found, got.Text, e.want)
		}
	}
	if got, found, err := s.AgentSaid(s.ctx(), 1002); err != nil || found {
		t.Errorf("of another case: %+v, %v", got, err)
	}
}
