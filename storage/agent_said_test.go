package storage_test

import (
	"fmt"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/storage/testdb"
)

// What an agent last told a merchant is the newest line that went out and was not taken
// back, as it was edited last.
func TestWhatAnAgentLastSaid(t *testing.T) {
	db := open(t, testdb.SQLite(t))
	at, n := time.Date(2026, 11, 20, 7, 0, 0, 0, time.UTC), 0
	adds := func(out handlers.Outcome) {
		t.Helper()
		n++
		if _, err := db.AddEvents(t.Context(), []inbox.Event{message(fmt.Sprint("k", n), "tg:1")}); err != nil {
			t.Fatal(err)
		}
		ev, err := db.NextEvents(t.Context(), time.Now().Add(time.Hour), nil, 1)
		if err != nil || len(ev) != 1 {
			t.Fatal(len(ev), err)
		}
		if err := db.Commit(t.Context(), ev[0], out); err != nil {
			t.Fatal(err)
		}
	}
	said := func(want string) {
		t.Helper()
		e, ok, err := db.AgentSaid(t.Context(), 1001)
		if err != nil || ok != (want != "") || e.Text != want {
			t.Errorf("%q %v %v, want %q", e.Text, ok, err, want)
		}
	}
	line := func(what, text, key string) handlers.Outcome {
		return handlers.Outcome{Entries: []cases.Entry{{CaseID: 1001, At: at.Add(time.Duration(n) * time.Minute), Who: "agent", Name: "Amy", What: what, Text: text, Key: key}}}
	}
	adds(handlers.Outcome{Cases: []cases.Case{{ID: 1001, MerchantID: "M1", Subject: "txn:1", Status: cases.Open, OpenedAt: at, ChangedAt: at}}})
	said("")
	adds(line("said", "internal", "slack:C1:1.0"))
	said("")
	reaches := func(ref string) handlers.Outcome {
		it := outbox.New("tg:1", outbox.Edit, outbox.TelegramSend, outbox.TelegramMessage{Chat: 1, Text: ref})
		it.Ref = ref
		return handlers.Outcome{Send: []outbox.Item{it}}
	}
	sent := func() {
		t.Helper()
		items, err := db.NextItems(t.Context(), time.Now().Add(time.Hour), "", nil, 1)
		if err != nil || len(items) != 1 {
			t.Fatal(len(items), err)
		}
		if err := db.Sent(t.Context(), items[0], outbox.Anchor{Network: "telegram", Channel: "1", ID: fmt.Sprint(n)}); err != nil {
			t.Fatal(err)
		}
	}
	relayed := func(text, key string) {
		t.Helper()
		adds(line("relayed", text, key))
		adds(reaches(cases.RelayRef(1001, key, 1)))
	}
	relayed("tomorrow by 18:00", "slack:C1:2.0")
	said("") // no chat shows it yet
	sent()
	said("tomorrow by 18:00")
	edited := line("edited", "!Monday by 18:00", "slack:C1:2.0:e1")
	edit := outbox.New("tg:1", outbox.Edit, outbox.TelegramEdit, outbox.TelegramMessage{Chat: 1, Text: "Monday by 18:00"})
	edit.Ref = cases.EditRef(1001, "slack:C1:2.0:e1", 1)
	edited.Send = []outbox.Item{edit}
	adds(edited)
	said("tomorrow by 18:00") // Telegram has not taken the edit
	sent()
	said("Monday by 18:00")
	relayed("it is on its way", "slack:C1:3.0")
	sent()
	said("it is on its way")
	adds(line("withdrawn", "", "slack:C1:3.0"))
	said("Monday by 18:00")
}
