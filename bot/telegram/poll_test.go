package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

const twoUpdates = `{"ok":true,"result":[
 {"update_id":11,"message":{"message_id":1,"date":1763600000,"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false,"first_name":"李","language_code":"zh-hans"},"text":"我的钱呢 6222020000001234"}},
 {"update_id":12,"message":{"message_id":2,"date":1763600001,"chat":{"id":6,"type":"private"},"from":{"id":6,"is_bot":false,"first_name":"Ann"},"sticker":{"file_id":"s","file_unique_id":"s","type":"regular","width":1,"height":1,"is_animated":false,"is_video":false}}}]}`

// The trap of the SDK's own poller: it tells Telegram that updates were
// received before anything happened with them.
func TestTelegramIsToldOnlyOfWhatIsStored(t *testing.T) {
	a, c, log := newAPI(t)
	a.answers["getUpdates"] = []string{twoUpdates, twoUpdates, `{"ok":true,"result":[]}`}
	ctx, cancel := context.WithCancel(t.Context())
	stores := 0
	var stored []inbox.Event
	store := func(_ context.Context, events []inbox.Event) error {
		if stores++; stores == 1 {
			return errors.New("the disk is full")
		}
		stored = append(stored, events...)
		return nil
	}
	var reports []string
	go func() {
		for len(a.seen("getUpdates")) < 3 {
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
	}()
	if err := c.Poll(ctx, store, func(err error) {
		if err != nil {
			reports = append(reports, err.Error())
		}
	}); err != nil {
		t.Fatal(err)
	}
	offsets := ""
	for _, x := range a.seen("getUpdates")[:3] {
		offsets += x.fields["offset"] + " "
	}
	if offsets != "0 0 13 " {
		t.Errorf("offsets %q: the second must still be 0, as nothing was stored", offsets)
	}
	if len(stored) != 2 || stored[0].Key != "tg:700000001:11" || stored[0].Lane != "tg:5" {
		t.Errorf("stored %+v", stored)
	}
	if len(reports) == 0 || reports[0] != "the disk is full" {
		t.Errorf("reported %q", reports)
	}
	if strings.Contains(log.String(), token) || strings.Contains(log.String(), "6222020000001234") {
		t.Errorf("the log has a secret: %s", log)
	}
}

func TestASecondPollerIsNamed(t *testing.T) {
	a, c, _ := newAPI(t)
	a.answers["getUpdates"] = []string{`{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}`}
	ctx, cancel := context.WithCancel(t.Context())
	var got error
	_ = c.Poll(ctx, nil, func(err error) { got = err; cancel() })
	if got == nil || !strings.Contains(got.Error(), "another program polls") {
		t.Errorf("reported %v", got)
	}
	if len(a.seen("deleteWebhook")) != 0 {
		t.Error("the webhook was taken away from another program")
	}
}

func TestAWebhookOfAnEarlierSetUpIsTakenAway(t *testing.T) {
	a, c, _ := newAPI(t)
	a.answers["getUpdates"] = []string{`{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}`}
	a.answers["deleteWebhook"] = []string{`{"ok":true,"result":true}`}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for len(a.seen("deleteWebhook")) == 0 && t.Context().Err() == nil {
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
	}()
	_ = c.Poll(ctx, nil, func(error) {})
	calls := a.seen("deleteWebhook")
	if len(calls) != 1 || calls[0].fields["drop_pending_updates"] == "true" {
		t.Errorf("deleteWebhook was called %d times: %v", len(calls), calls)
	}
}

func TestEveryKindOfUpdateBecomesAnEvent(t *testing.T) {
	_, c, _ := newAPI(t)
	head := `"message_id":3,"date":1763600000,"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false,"first_name":"李","last_name":"老板"}`
	for _, x := range []struct {
		name, update string
		want         func(inbox.Event) bool
	}{
		{"text, masked", `"message":{` + head + `,"text":"卡 6222020000001234 刷的"}`, func(e inbox.Event) bool {
			return e.Kind == inbox.Message && e.Telegram.Text == "卡 ****1234 刷的" && e.Telegram.Masked == 1 && e.Telegram.Name == "李 老板"
		}},
		{"photo with a caption", `"message":{` + head + `,"caption":"小票","media_group_id":"g","photo":[{"file_id":"small","file_unique_id":"1","width":1,"height":1},{"file_id":"big","file_unique_id":"2","width":9,"height":9}]}`, func(e inbox.Event) bool {
			return e.Telegram.Media != nil && e.Telegram.Media.FileID == "big" && e.Telegram.Text == "小票" && e.Telegram.Album == "g"
		}},
		{"file name, masked", `"message":{` + head + `,"document":{"file_id":"d","file_unique_id":"d","file_name":"6222020000001234.pdf"}}`, func(e inbox.Event) bool {
			return e.Telegram.Media.Name == "****1234.pdf" && e.Telegram.Masked == 1
		}},
		{"answer to a line of a message, masked", `"message":{` + head + `,"text":"这笔呢","reply_to_message":{` + head + `,"text":"a\nb"},"quote":{"text":"b 6222020000001234","position":2,"is_manual":true}}`, func(e inbox.Event) bool {
			return e.Telegram.ReplyTo == 3 && e.Telegram.Quoted == "b ****1234" && e.Telegram.Masked == 0
		}},
		{"voice", `"message":{` + head + `,"voice":{"file_id":"v","file_unique_id":"v","duration":3}}`, func(e inbox.Event) bool { return e.Telegram.Media.Kind == "voice" }},
		{"location", `"message":{` + head + `,"location":{"latitude":1,"longitude":2}}`, func(e inbox.Event) bool { return e.Telegram.What == "location" }},
		{"contact", `"message":{` + head + `,"contact":{"phone_number":"1","first_name":"x"}}`, func(e inbox.Event) bool { return e.Telegram.What == "contact" }},
		{"content newer than the SDK", `"message":{` + head + `,"hologram":{}}`, func(e inbox.Event) bool { return e.Kind == inbox.Message && e.Telegram.What == "other" }},
		{"content that breaks the SDK", `"message":{` + head + `,"text":["not","a","string"]}`, func(e inbox.Event) bool {
			return e.Kind == inbox.Message && e.Telegram.What == "other" && e.Telegram.Chat == 5
		}},
		{"edit", `"edited_message":{` + head + `,"edit_date":1763600009,"text":"不对"}`, func(e inbox.Event) bool { return e.Kind == inbox.Edited && e.At.Unix() == 1763600009 }},
		{"button", `"callback_query":{"id":"q","from":{"id":5,"is_bot":false,"first_name":"李"},"chat_instance":"1","data":"t:7","message":{` + head + `}}`, func(e inbox.Event) bool {
			return e.Kind == inbox.Press && e.Telegram.Data == "t:7" && e.Telegram.CallbackID == "q" && e.Telegram.MessageID == 3 && e.Lane == "tg:5"
		}},
		{"blocked", `"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false,"first_name":"李"},"date":1763600000,"old_chat_member":{"status":"member","user":{"id":1,"is_bot":true,"first_name":"b"}},"new_chat_member":{"status":"kicked","user":{"id":1,"is_bot":true,"first_name":"b"},"until_date":0}}`, func(e inbox.Event) bool {
			return e.Kind == inbox.Membership && e.Telegram.Status == "kicked"
		}},
		{"group becomes a supergroup", `"message":{` + head + `,"migrate_to_chat_id":-100123}`, func(e inbox.Event) bool { return e.Kind == inbox.Migrated && e.Telegram.MigrateTo == -100123 }},
		{"a person joins a group", `"message":{` + head + `,"new_chat_members":[{"id":9,"is_bot":false,"first_name":"x"}]}`, func(e inbox.Event) bool { return e.Kind == inbox.Other }},
		{"a kind nobody asked for", `"poll_answer":{}`, func(e inbox.Event) bool { return e.Kind == inbox.Other && e.Lane == "tg:other" }},
	} {
		t.Run(x.name, func(t *testing.T) {
			id, e, err := c.decode([]byte(`{"update_id":42,` + x.update + `}`))
			if err != nil || id != 42 || !x.want(e) {
				t.Errorf("id %d, event %+v, telegram %+v, error %v", id, e, e.Telegram, err)
			}
		})
	}
	if _, _, err := c.decode([]byte(`{"message":{}}`)); err == nil {
		t.Error("an update without an id was accepted")
	}
}
