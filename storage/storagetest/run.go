// Package storagetest says what a store has to do, as stories that every
// database runs: what passes here may carry the product.
package storagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/storage"
)

// Run tells every story. open gives a fresh, empty store each time and closes
// it when the test ends.
func Run(t *testing.T, open func(t *testing.T) *storage.DB) {
	for _, area := range []struct {
		name    string
		stories map[string]func(t *testing.T, s store)
	}{
		{"inbox", inboxStories()},
		{"outbox", outboxStories()},
		{"fate", fateStories()},
		{"commit", commitStories()},
		{"race", raceStories()},
		{"cases", caseStories()},
		{"people", peopleStories()},
		{"chats", chatStories()},
		{"jobs", jobStories()},
		{"playbooks", playbookStories()},
		{"files", fileStories()},
		{"audit", auditStories()},
	} {
		t.Run(area.name, func(t *testing.T) {
			for name, story := range area.stories {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					story(t, store{open(t), t})
				})
			}
		})
	}
}

// store is a store whose every error ends the test.
type store struct {
	*storage.DB
	t *testing.T
}

func (s store) ctx() context.Context { return s.t.Context() }

func (s store) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s store) add(events ...inbox.Event) int {
	s.t.Helper()
	n, err := s.AddEvents(s.ctx(), events)
	s.ok(err)
	return n
}

// next gives the heads of the lanes, as "key" texts.
func (s store) next(now time.Time, skip ...string) []inbox.Event {
	s.t.Helper()
	events, err := s.NextEvents(s.ctx(), now, skip, 1000)
	s.ok(err)
	return events
}

// event adds an event and gives it back as the worker sees it.
func (s store) event(key, lane string) inbox.Event {
	s.t.Helper()
	s.add(message(key, lane, "hello"))
	for _, ev := range s.next(time.Now()) {
		if ev.Key == key {
			return ev
		}
	}
	s.t.Fatalf("event %s is not the head of lane %s", key, lane)
	return inbox.Event{}
}

// commit commits an outcome as a turn of its own.
func (s store) commit(out handlers.Outcome) {
	s.t.Helper()
	s.ok(s.Commit(s.ctx(), inbox.Event{}, out))
}

func (s store) items(now time.Time, skip ...string) []outbox.Item {
	s.t.Helper()
	items, err := s.NextItems(s.ctx(), now, "", skip, 1000)
	s.ok(err)
	return items
}

// sent sends an item as the sender does.
func (s store) sent(it outbox.Item, at outbox.Anchor) {
	s.t.Helper()
	s.ok(s.Sending(s.ctx(), it.ID))
	s.ok(s.Sent(s.ctx(), it, at))
}

func (s store) state(id int64) string {
	s.t.Helper()
	state, code, err := s.ItemState(s.ctx(), id)
	s.ok(err)
	if code != "" {
		state += " " + code
	}
	return state
}

func message(key, lane, text string) inbox.Event {
	return inbox.Event{Key: key, Lane: lane, Network: inbox.Telegram, Kind: inbox.Message,
		At:       time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		Telegram: &inbox.TelegramEvent{Bot: 1, Chat: 42, User: 7, Name: "王芳", Text: text}}
}

func text(chat int64, words string) outbox.Item {
	return outbox.New(fmt.Sprintf("tg:%d", chat), outbox.Repeatable, outbox.TelegramSend,
		outbox.TelegramMessage{Chat: chat, Text: words})
}

func post(lane, words string) outbox.Item {
	return outbox.New(lane, outbox.Once, outbox.SlackPost, outbox.SlackMessage{Text: words})
}

// words gives the texts of items, in order.
func words(items []outbox.Item) []string {
	var all []string
	for _, it := range items {
		var body struct{ Text string }
		if err := json.Unmarshal(it.Body, &body); err != nil {
			panic(err)
		}
		all = append(all, body.Text)
	}
	return all
}

func keys(events []inbox.Event) []string {
	var all []string
	for _, ev := range events {
		all = append(all, ev.Key)
	}
	return all
}

func openCase(id int64, merchant, subject string) cases.Case {
	at := time.Now().UTC().Truncate(time.Millisecond)
	return cases.Case{ID: id, MerchantID: merchant, Subject: subject, Status: cases.Open, Reason: "missing_in_settlement",
		Amount: 350000, Currency: "CNY", Watchers: []cases.Watcher{{Chat: 42, User: 7, Name: "王芳", Language: "zh-Hans", Question: 11}},
		Words: "昨天3500那笔怎么还没到", Facts: []string{"swiped 2026-11-22", "not cleared"}, Tried: []string{"looked for the line"}, Marked: []cases.Marked{{Row: 7, Mark: "not ours", Text: "swiped"}}, Steps: []string{"asked"},
		Transactions: []int64{5, 6}, OpenedAt: at, ChangedAt: at, BusinessDate: "2026-11-23"}
}

func member(id, user int64, merchant string, standing people.Standing) people.Member {
	return people.Member{ID: id, MerchantID: merchant, User: user, Chat: user, Name: "王芳", Username: "wf", Role: access.Owner,
		Standing: standing, JoinedAt: time.Date(2026, 11, 20, 3, 4, 5, 0, time.UTC), Mute: []string{"summary"}}
}
