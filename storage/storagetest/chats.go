package storagetest

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
)

func chatStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"what waits for a chat that is gone fails, and is told": gone,
		"a person who writes again can be written to":           back,
		"a chat that moved takes everything with it":            moved,
		"a chat that moved twice is found by its first id":      movedTwice,
	}
}

func gone(t *testing.T, s store) {
	s.commit(handlers.Outcome{Members: []people.Member{member(1, 7, "M1", people.Active), member(2, 8, "M1", people.Active)}})
	relay := text(7, "from the agent")
	relay.Then = &outbox.Then{Failed: []outbox.Item{post("case:1", "✗")}}
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(7, "being sent"), relay, text(7, "summary"), file(7, "receipt"), text(8, "to another"), file(70, "receipt of another")}))
	first := s.items(time.Now())[0]
	s.ok(s.Sending(s.ctx(), first.ID))
	s.ok(s.Unreachable(s.ctx(), 7, true))
	s.ok(s.Failed(s.ctx(), first, "blocked"))
	if diff := cmp.Diff([]string{"to another", "receipt of another", "✗"}, words(s.items(time.Now()))); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	if got := s.state(first.ID + 1); got != "failed blocked" {
		t.Errorf("the relayed line is %q", got)
	}
	for id, want := range map[int64]bool{1: true, 2: false} {
		if m, _, err := s.Member(s.ctx(), id); err != nil || m.Unreachable != want {
			t.Errorf("member %d unreachable %t, want %t (%v)", id, m.Unreachable, want, err)
		}
	}
}

func back(t *testing.T, s store) {
	s.commit(handlers.Outcome{Members: []people.Member{member(1, 7, "M1", people.Active)}})
	s.ok(s.Unreachable(s.ctx(), 7, true))
	s.ok(s.Unreachable(s.ctx(), 7, false))
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(7, "welcome back")}))
	m, _, err := s.Member(s.ctx(), 1)
	s.ok(err)
	if m.Unreachable || len(s.items(time.Now())) != 1 {
		t.Errorf("unreachable %t, items %v", m.Unreachable, words(s.items(time.Now())))
	}
}

// file is a file for a chat, in its lane beside the chat's words.
func file(chat int64, words string) outbox.Item {
	return outbox.New("tg:"+strconv.FormatInt(chat, 10)+":files", outbox.Repeatable, outbox.TelegramGiven,
		outbox.TelegramMessage{Chat: chat, Text: words, Given: &outbox.Given{ID: "F1", Name: "a.pdf"}})
}

// chatOf gives the chat that an item's body is addressed to.
func chatOf(t *testing.T, it outbox.Item) int64 {
	t.Helper()
	var m outbox.TelegramMessage
	if err := json.Unmarshal(it.Body, &m); err != nil {
		t.Fatal(err)
	}
	return m.Chat
}

func moved(t *testing.T, s store) {
	const old, now = -42, -1001234567890
	m, c := member(1, 7, "M1", people.Active), openCase(1001, "M1", "txn:5")
	m.Chat, c.Watchers[0].Chat = old, old
	told := post("case:1001", "line")
	told.Then = &outbox.Then{Delayed: []outbox.Item{text(old, "hourglass")}}
	s.commit(handlers.Outcome{Session: &session.Session{Chat: old, User: 7, Language: "en", Misses: 3}, Members: []people.Member{m},
		Cases: []cases.Case{c}, Send: []outbox.Item{text(old, "waiting"), told, text(-4, "another group"), file(old, "a receipt")}})
	ev := message("tg:1:1", "tg:-42", "still unread")
	ev.Telegram.Chat = old
	s.add(ev)
	sending := s.items(time.Now())[0]
	s.ok(s.Sending(s.ctx(), sending.ID)) // and Telegram refuses it: the group has another id now
	s.ok(s.MoveChat(s.ctx(), old, now))
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(old, "queued later")}))

	sess, err := s.Session(s.ctx(), now, 7)
	s.ok(err)
	got, _, err := s.Member(s.ctx(), 1)
	s.ok(err)
	gotCase, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	if sess.Misses != 3 || got.Chat != now || gotCase.Watchers[0].Chat != now {
		t.Errorf("session %+v, member in %d, watcher in %d", sess, got.Chat, gotCase.Watchers[0].Chat)
	}
	if sess.Version != 2 || got.Version != 2 || gotCase.Version != 2 {
		t.Errorf("versions %d %d %d: a turn that had read them would not notice", sess.Version, got.Version, gotCase.Version)
	}
	heads := s.next(time.Now())
	if len(heads) != 1 || heads[0].Lane != "tg:-1001234567890" || heads[0].Telegram.Chat != now {
		t.Errorf("unread %+v", heads)
	}
	items := s.items(time.Now())
	if diff := cmp.Diff([]string{"waiting", "line", "another group", "a receipt"}, words(items)); diff != "" {
		t.Fatalf("items (-want +got):\n%s", diff)
	}
	if items[0].Lane != "tg:-1001234567890" || chatOf(t, items[0]) != now || chatOf(t, items[2]) != -4 {
		t.Errorf("lane %s, chats %d and %d", items[0].Lane, chatOf(t, items[0]), chatOf(t, items[2]))
	}
	if after := items[1].Then.Delayed[0]; chatOf(t, after) != now || after.Lane != items[0].Lane {
		t.Errorf("what follows goes to %s, chat %d", after.Lane, chatOf(t, after))
	}
	if it := items[3]; it.Lane != "tg:-1001234567890:files" || chatOf(t, it) != now {
		t.Errorf("the file goes to %s, chat %d", it.Lane, chatOf(t, it))
	}
	s.sent(items[0], outbox.Anchor{})
	s.sent(items[3], outbox.Anchor{})
	if later := s.items(time.Now(), "case:1001", "tg:-4"); len(later) != 1 || chatOf(t, later[0]) != now {
		t.Errorf("queued later: %+v", later)
	}
}

func movedTwice(t *testing.T, s store) {
	s.ok(s.MoveChat(s.ctx(), 1, 2))
	s.ok(s.MoveChat(s.ctx(), 2, 3))
	s.ok(s.MoveChat(s.ctx(), 3, 3))
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(1, "x"), file(1, "y")}))
	items := s.items(time.Now())
	for i, lane := range []string{"tg:3", "tg:3:files"} {
		if it := items[i]; it.Lane != lane || chatOf(t, it) != 3 {
			t.Errorf("goes to %s, chat %d", it.Lane, chatOf(t, it))
		}
	}
}
