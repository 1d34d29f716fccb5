package main

import (
	"bytes"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/storage/testdb"
)

// Wang asked, wrote to support in a case of his own and in one that is held,
// and asks to be forgotten while the product serves. Nothing that tells him is
// left in the files; the cases still tell what happened, the audit trail is
// whole, and Li is answered as ever.
func TestAPersonIsForgotten(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleAndHarbour)
	h.serves()
	amy := h.world.Agent("amy")
	li := h.world.Merchant("李老板", "zh-hans")
	wang := h.world.AddPerson(sandbox.Person{Name: "Wang Xiaoming", Lang: "zh-hans"})
	h.joins(li, "M0001", "owner")
	wang.Says("/start " + h.invite("M0001", "finance"))
	wang.Sees("核实", 0)
	amy.Presses(amy.Sees("Wang Xiaoming", 0), "Approve")
	wang.Sees("开通好了", 0)
	card := h.opensCase(wang, amy)
	wang.Says("我记得是坐靠窗那桌的客人刷的，找王晓明")
	amy.SeesReply(card, "靠窗那桌", 0)
	wang.Photo([]byte("\xff\xd8\xff\xe0 a slip of the case"), "")
	h.until(10*time.Second, func() string {
		if !bytes.Contains(h.keeps(), []byte("a slip of the case")) {
			return "the slip was not kept"
		}
		return ""
	})
	line := amy.Replies(card, "! Wang Xiaoming 您好，正在查")
	wang.Sees("您好，正在查", 0)
	amy.SeesReaction(line, "white_check_mark", 0)

	id := strconv.FormatInt(wang.ID(), 10)
	if got := h.does("hold", "--merchant", "M0001", "--reason", "court order 12"); !strings.Contains(got, "is held") {
		t.Errorf("hold said %q", got)
	}
	got := h.does("erase", "--user", id)
	for _, want := range []string{"person:1 from now on: 1 places", "A hold keeps C-1001 as they are"} {
		if !strings.Contains(got, want) {
			t.Errorf("erase said %q, not %q", got, want)
		}
	}
	if !bytes.Contains(h.keeps(), []byte("Wang Xiaoming")) {
		t.Error("what a hold keeps is gone")
	}
	h.does("hold", "--merchant", "M0001", "--release")
	if got := h.does("erase", "--user", id); !strings.Contains(got, "person:1 from now on") || strings.Contains(got, "A hold keeps") {
		t.Errorf("after the release: %q", got)
	}
	if kept := h.keeps(); bytes.Contains(kept, []byte(id)) || bytes.Contains(kept, []byte("Wang Xiaoming")) {
		t.Error("while it serves, the files still tell of him")
	}
	wang.SeesNothing(300 * time.Millisecond)
	li.Says("今天中午刷的3500怎么还没到")
	li.Sees(`3,500\.00`, 0)
	amy.Replies(card, "! 还在吗")
	amy.SeesReply(card, "(?i)nobody|no one|没有人|没人", 0)
	h.ends()

	kept := h.keeps()
	for _, word := range []string{id, "Wang Xiaoming"} {
		if at := bytes.Index(kept, []byte(word)); at >= 0 {
			t.Errorf("%s is still there: ...%q...", word, kept[max(0, at-60):min(len(kept), at+60)])
		}
	}
	for _, word := range []string{"靠窗那桌", "李老板", "person:1"} { // evidence, others, the number in his place
		if !bytes.Contains(kept, []byte(word)) {
			t.Errorf("%s is gone", word)
		}
	}
	if got := h.does("audit", "verify"); !strings.Contains(got, "chain whole") || !strings.Contains(got, "a person was taken out of") {
		t.Errorf("audit verify: %s", got)
	}
	if got := h.does("export", "audit"); !strings.Contains(got, "cli,erase,person:1,") || strings.Contains(got, id) {
		t.Errorf("the trail:\n%s", got)
	}
	if _, errs, code := h.tries("erase", "--user", id); code != exitFailed || !strings.Contains(errs, "nothing is known of user") {
		t.Errorf("forgotten twice: %d %s", code, errs)
	}
	noObjections(t, h)
}

// keeps gives all bytes that the product keeps: of its database, and its log.
func (h *house) keeps() []byte {
	h.t.Helper()
	all := []byte(h.log.String())
	for _, b := range testdb.Kept(h.t, h.env["DATABASE"]) {
		all = append(append(all, '\n'), b...)
	}
	return all
}

// Columns that tell people are these: a new one must be erased too, and is then named here.
func TestEveryColumnThatTellsAPersonIsKnown(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["DATABASE"] = testdb.SQLite(t) // a server's tables have the same columns
	h.does("merchant", "list")
	db, err := sql.Open("sqlite", h.env["DATABASE"])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), `SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
		AND (c.name LIKE '%user%' OR c.name LIKE '%chat%' OR c.name LIKE '%name' OR c.name LIKE '%\_by' ESCAPE '\' OR c.name LIKE 'by%') ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var found []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		found = append(found, name)
	}
	known := []string{
		"attachments.chat", "attachments.name", "attachments.user_id", "assurances.chat", "assurances.user_id", "case_entries.by_id", "case_entries.name", "case_watchers.chat", "case_watchers.name",
		"case_watchers.user_id", "chats.chat", "erasures.user_id", "invites.used_by", "members.chat", "members.name", "members.user_id",
		"members.username", "message_subjects.chat", "playbook_runs.user_id", "sessions.chat", "sessions.user_id", "waits.chat", "waits.user_id",
		// of staff, of files and of the database itself
		"cases.claimed_by", "cases.claimed_by_name", "counters.name", "decisions.undone_by", "files.name", "holds.by_name",
		"jobs.name", "payouts.matched_by", "processes.name", "sources.name", "sqlite_sequence.name",
	}
	for _, name := range found {
		if !slices.Contains(known, name) {
			t.Errorf("%s may tell a person: erase it (storage/erase*.go) and name it here", name)
		}
	}
}
