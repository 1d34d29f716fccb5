package storage

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// courier has room for all but these lanes, and keeps what it was handed.
type courier struct {
	full  map[string]bool
	items []outbox.Item
	left  []string
}

type courierPlace struct {
	of   *courier
	lane string
}

func (c *courier) room(it outbox.Item) outbox.Place {
	if c.full[it.Lane] {
		return nil
	}
	return courierPlace{c, it.Lane}
}

func (p courierPlace) Begin(it outbox.Item) { p.of.items = append(p.of.items, it) }
func (p courierPlace) Leave()               { p.of.left = append(p.of.left, p.lane) }

// toChat is a turn's message to a chat.
func toChat(lane, words string) outbox.Item {
	return outbox.New(lane, outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: 1, Text: words})
}

// turned has a turn of its own send items.
func turned(t *testing.T, db *DB, items ...outbox.Item) {
	t.Helper()
	if err := db.Commit(t.Context(), inbox.Event{}, handlers.Outcome{Send: items}); err != nil {
		t.Fatal(err)
	}
}

func opensWith(t *testing.T, c *courier) *DB {
	t.Helper()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "m.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.HandTo("tg", c.room)
	return db
}

// states gives what became of all items, in their order.
func states(t *testing.T, db *DB) (all []string) {
	t.Helper()
	all, err := texts(db.reads().query(t.Context(), "SELECT lane || ' ' || state || ' ' || attempts FROM outbox ORDER BY id"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheFirstOfALaneIsHandedOver(t *testing.T) {
	c := &courier{full: map[string]bool{"tg:3": true}}
	db := opensWith(t, c)
	once := outbox.New("tg:4", outbox.Once, outbox.TelegramSend, outbox.TelegramMessage{Chat: 4})
	file := outbox.New("tg:5", outbox.Repeatable, outbox.TelegramFile, outbox.TelegramMessage{Chat: 5})
	bulk := toChat("tg:6", "summary")
	bulk.Bulk = true
	slack := outbox.New("slack:x", outbox.Edit, outbox.SlackUpdate, outbox.SlackMessage{Text: "card"})
	turned(t, db, toChat("tg:1", "a"), toChat("tg:1", "b"), toChat("tg:2", "c"), toChat("tg:3", "no room"), once, file, bulk, slack)
	want := []string{"tg:1 sending 1", "tg:1 queued 0", "tg:2 sending 1", "tg:3 queued 0", "tg:4 queued 0", "tg:5 queued 0", "tg:6 queued 0", "slack:x queued 0"}
	if diff := cmp.Diff(want, states(t, db)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(c.items) != 2 || c.items[0].ID != 1 || c.items[1].ID != 3 || !c.items[0].Noted || len(c.left) != 0 {
		t.Fatalf("handed %+v, left %v", c.items, c.left)
	}
	if err := db.Sent(t.Context(), c.items[0], outbox.Anchor{}); err != nil {
		t.Fatal(err)
	}
	next, err := db.NextItems(t.Context(), time.Now(), "tg", nil, 10)
	if err != nil || len(next) != 5 || next[0].Lane != "tg:1" || next[0].ID != 2 {
		t.Errorf("after the first: %+v, %v", next, err)
	}
}

// Behind something, and while messages are held after a restore, nothing is handed over.
func TestWhatWaitsIsNotOvertaken(t *testing.T) {
	c := &courier{}
	db := opensWith(t, c)
	if err := db.Queue(t.Context(), []outbox.Item{toChat("tg:1", "first")}); err != nil {
		t.Fatal(err)
	}
	turned(t, db, toChat("tg:1", "second"))
	if err := db.change(t.Context(), func(ctx context.Context, t *tx) error { return setMeta(ctx, t, heldKey, "{}") }); err != nil {
		t.Fatal(err)
	}
	turned(t, db, toChat("tg:2", "held"))
	if len(c.items) != 0 {
		t.Errorf("handed %+v", c.items)
	}
}

// A turn that fails, and what goes with the write of a turn, hand nothing over.
func TestWhatIsNotWrittenIsNotHandedOver(t *testing.T) {
	c := &courier{}
	db := opensWith(t, c)
	err := db.Commit(t.Context(), inbox.Event{}, handlers.Outcome{Send: []outbox.Item{toChat("tg:1", "a"), {Lane: "tg:2"}}})
	if err == nil || len(c.items) != 0 || len(c.left) != 1 || len(states(t, db)) != 0 {
		t.Errorf("%v: handed %v, left %v, kept %v", err, c.items, c.left, states(t, db))
	}
	busied(db)
	went := db.rides.wait(func(ctx context.Context, t *tx) error {
		return queueItems(ctx, t, 0, []outbox.Item{toChat("tg:3", "b")})
	})
	turned(t, db, toChat("tg:1", "a"))
	if err := <-went.done; err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"tg:1 sending 1", "tg:3 queued 0"}, states(t, db)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A process that dies with an item in its hands leaves one that is repeated as such.
func TestWhatWasHandedOverIsRepeatedAfterADeath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	for died := range 2 {
		db, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, release, err := db.Serve(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		if died == 0 {
			db.HandTo("tg", (&courier{}).room)
			turned(t, db, toChat("tg:1", "a"))
		} else {
			next, err := db.NextItems(t.Context(), time.Now().Add(time.Hour), "tg", nil, 10)
			if err != nil || len(next) != 1 || !next[0].Repeat {
				t.Errorf("after the death: %+v, %v", next, err)
			}
		}
		if err := release(); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
