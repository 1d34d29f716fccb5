package storage_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// What messages were about is forgotten with them, but for chats of a held
// case; with a person goes what was told to that person.
func TestSubjectsOfMessagesGoWithTheMessages(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db, clock := openWithHands(t, fresh(t))
		ok := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		tells := func(chat int64, message int) {
			t.Helper()
			it := outbox.New("tg:"+strconv.FormatInt(chat, 10), outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: chat, Text: "told"})
			it.About = &outbox.About{Merchant: "M1", Subjects: []string{"t:5"}}
			ok(db.Queue(t.Context(), []outbox.Item{it}))
			items, err := db.NextItems(t.Context(), clock.at.Add(time.Second), "tg", nil, 10)
			ok(err)
			ok(db.Sending(t.Context(), items[0].ID))
			ok(db.Sent(t.Context(), items[0], outbox.Anchor{Network: "telegram", Channel: strconv.FormatInt(chat, 10), ID: strconv.Itoa(message)}))
		}
		known := func(chat int64, message int) bool {
			t.Helper()
			_, there, err := db.AboutMessage(t.Context(), chat, message)
			ok(err)
			return there
		}
		_, err := db.AddEvents(t.Context(), []inbox.Event{message("k", "tg:1")})
		ok(err)
		ev, err := db.NextEvents(t.Context(), clock.at, nil, 1)
		ok(err)
		ok(db.Commit(t.Context(), ev[0], handlers.Outcome{Cases: []cases.Case{{ID: 1001, MerchantID: "M1", Subject: "txn:5", Status: cases.Open,
			Watchers: []cases.Watcher{{Chat: 1, User: 1, Name: "Li"}}}}}))
		ok(db.PutHold(t.Context(), storage.LegalHold{Subject: "case:1001", Reason: "court order", By: "cli"}))
		tells(1, 701)
		tells(2, 702)
		clock.days(60)
		tells(2, 703)
		clock.days(40)
		_, err = db.Forget(t.Context(), clock.retention())
		ok(err)
		if !known(1, 701) || known(2, 702) || !known(2, 703) {
			t.Errorf("after a hundred days: held %t, old %t, new %t", known(1, 701), known(2, 702), known(2, 703))
		}
		if _, err := db.Erase(t.Context(), 2, "cli"); err != nil && !errors.Is(err, storage.ErrNobody) {
			t.Fatal(err)
		}
		if known(2, 703) {
			t.Error("what a person who was erased was told is still known")
		}
	})
}

// What nobody asked for stands last only until an answer stands below it, even
// where the notice was sent after the question was taken up.
func TestANoticeAboveAnAnswerStandsNoMore(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db, clock := openWithHands(t, fresh(t))
		asked := clock.at
		for _, step := range []struct {
			message int
			unasked bool
			stands  []int
		}{{701, true, []int{701}}, {702, false, nil}, {703, true, []int{703}}, {704, true, []int{704, 703}}} {
			clock.at = clock.at.Add(time.Second)
			it := outbox.New("tg:1", outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: 1, Text: "told"})
			it.About = &outbox.About{Merchant: "M1", Subjects: []string{"t:5"}, Unasked: step.unasked}
			if err := db.Queue(t.Context(), []outbox.Item{it}); err != nil {
				t.Fatal(err)
			}
			items, err := db.NextItems(t.Context(), clock.at.Add(time.Second), "tg", nil, 10)
			if err != nil || len(items) != 1 {
				t.Fatalf("%d items: %v", len(items), err)
			}
			if err := errors.Join(db.Sending(t.Context(), items[0].ID), db.Sent(t.Context(), items[0], outbox.Anchor{Network: "telegram", Channel: "1", ID: strconv.Itoa(step.message)})); err != nil {
				t.Fatal(err)
			}
			all, err := db.Unasked(t.Context(), 1, asked)
			if err != nil {
				t.Fatal(err)
			}
			var stands []int
			for _, m := range all {
				stands = append(stands, m.Message)
			}
			if !slices.Equal(stands, step.stands) {
				t.Errorf("after %d: %v stand, not %v", step.message, stands, step.stands)
			}
		}
	})
}
