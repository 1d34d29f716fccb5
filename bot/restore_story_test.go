package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// A backup is made while a summary and a case's card wait. Then both go out,
// the machine is lost, and the backup comes back: neither goes out again, the
// case finds its card in Slack, and who writes meanwhile is answered once
// somebody releases the messages.
func TestARestoredDatabaseSendsNothingAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["BACKUPS"] = filepath.Join(h.dir, "backups")
	h.imports(noodleShop)
	h.serves()
	li, amy := h.world.Merchant("李老板", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	h.ends()
	h.env["CLOCK"] = "2026-11-21T08:00:00+08:00"
	h.serves()
	li.Says("昨天中午刷的3500怎么还没到")
	li.Sees(`3,500\.00`, 0)
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Slack, Method: regexp.MustCompile(`^chat\.postMessage$`), Break: sandbox.Status,
		Status: 429, RetryAfter: 3 * time.Second, Times: -1})
	li.Presses("人工客服")
	li.Sees(`C-\d+`, 0)
	h.until(15*time.Second, func() string {
		if h.world.Faults.Fired() == 0 {
			return "the card was not tried"
		}
		return ""
	})
	h.ends()
	if got := h.does("summary", "--send"); !strings.Contains(got, "queued") {
		t.Fatalf("summary --send: %s", got)
	}
	file := filepath.Join(h.dir, "night.backup")
	if got := h.does("backup", file); !strings.Contains(got, "the database as of") {
		t.Errorf("backup said %q", got)
	}
	if _, errs, code := h.tries("backup", file); code != exitFailed || !strings.Contains(errs, "exists already") {
		t.Errorf("over a backup: %d %s", code, errs)
	}
	before, err := storage.ReadBackup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}

	// What waited goes out, and more happens, of which the backup knows nothing.
	h.world.Faults.Clear()
	h.serves()
	card := amy.Sees(`(?s)老李面馆.*3,500\.00`, 0)
	li.Sees(`(?s)2026-11-20 周五 汇总`, 0)
	h.joins(li, "M0001", "owner")
	refused, aside := "stop it first", true
	if testdb.HasPostgres() { // a server's database is not replaced, another one is filled
		refused, aside = "name one that has nothing in it yet", false
	}
	if _, errs, code := h.tries("restore", file); code != exitFailed || !strings.Contains(errs, refused) {
		t.Errorf("while it serves: %d %s", code, errs)
	}
	h.ends()
	if !aside {
		h.env["DATABASE"] = testdb.Postgres(t)
	}
	told, posted := botMessages(li), cards(h)

	if got := h.does("restore", "--verify", file); !strings.Contains(got, "is good") {
		t.Errorf("verify said %q", got)
	}
	got := h.does("restore", file)
	for _, want := range []string{"Nothing is sent yet. 1 messages waited", "restore --release"} {
		if !strings.Contains(got, want) {
			t.Errorf("restore said\n%snot %q", got, want)
		}
	}
	if strings.Contains(got, "what was there before is") != aside {
		t.Errorf("of what was there before restore said\n%s", got)
	}
	drill := filepath.Join(h.dir, "again.backup")
	h.does("backup", drill)
	after, err := storage.ReadBackup(t.Context(), drill)
	if err != nil {
		t.Fatal(err)
	}
	for i, table := range after.Tables {
		if slices.Contains([]string{"audit", "counters", "meta", "outbox", "sqlite_sequence", "goose_db_version"}, table.Name) {
			continue // a line of the restore, numbers that are left out, what waits, what a kind of database keeps of itself
		}
		if table != before.Tables[i] {
			t.Errorf("table %s holds other rows than before", table.Name)
		}
	}

	h.serves()
	li.Says("谢谢")
	li.SeesNothing(1500 * time.Millisecond)
	out, _, _ := h.tries("doctor")
	if !strings.Contains(out, "nothing is sent since") {
		t.Errorf("doctor:\n%s", out)
	}
	if got := h.does("restore", "--release"); !strings.Contains(got, "1 of them are first looked up in Slack), 1 may have been sent") {
		t.Errorf("release said %q", got)
	}
	li.Sees("不客气|转给|同事", 0)
	if _, errs, code := h.tries("restore", "--release"); code != exitFailed || !strings.Contains(errs, "no messages are held") {
		t.Errorf("released twice: %d %s", code, errs)
	}
	line := amy.Replies(card, "! 您好，周一到账") // the restored case knows its card
	li.Sees("您好，周一到账", 0)
	amy.SeesReaction(line, "white_check_mark", 0)
	h.ends()
	if n := len(botMessages(li)) - len(told); n != 2 {
		t.Errorf("%d messages after the restore, want the answer and amy's line:\n%s", n, li.Screen())
	}
	for _, text := range told {
		if n := strings.Count(strings.Join(botMessages(li), "\x00"), text); n != strings.Count(strings.Join(told, "\x00"), text) {
			t.Errorf("sent again: %s", text)
		}
	}
	if n := cards(h); n != posted {
		t.Errorf("%d cards in Slack, %d before", n, posted)
	}
	h.does("audit", "verify")
	noObjections(t, h)
}

// cards counts what stands in the support channel outside of threads.
func cards(h *house) (n int) {
	for _, p := range h.world.Posts("") {
		if p.Thread == "" {
			n++
		}
	}
	return n
}

// botMessages gives what a person was told, oldest first.
func botMessages(p *sandbox.Person) (all []string) {
	for _, m := range p.Messages() {
		if m.FromBot {
			all = append(all, m.Text)
		}
	}
	return all
}

// A file that is damaged is not served from: the newest good backup is named.
func TestADamagedDatabaseNamesItsBackup(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["DATABASE"] = testdb.SQLite(t)
	h.env["BACKUPS"] = filepath.Join(h.dir, "backups")
	if err := os.Mkdir(h.env["BACKUPS"], 0o700); err != nil {
		t.Fatal(err)
	}
	h.imports(noodleShop)
	file := filepath.Join(h.env["BACKUPS"], "night.backup")
	h.does("backup", file)
	if err := os.WriteFile(h.env["DATABASE"], []byte(strings.Repeat("not a database\n", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs, code := h.tries("serve")
	if code != exitFailed || !strings.Contains(errs, "moneytrail restore "+file) {
		t.Fatalf("ended with %d: %s", code, errs)
	}
	h.does("restore", file)
	if got := h.does("export", "transactions"); !strings.Contains(got, "T1,M0001") {
		t.Errorf("restored:\n%s", got)
	}
}
