package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// fails tells the desk that an item failed for good, as the store does for those that ask for it.
func (w *world) fails(it outbox.Item, code string) []outbox.Item {
	w.t.Helper()
	if it.Then == nil || !it.Then.Undelivered {
		w.t.Fatalf("nobody would hear that %s in %s failed", it.Op, it.Lane)
	}
	return w.turn(inbox.Event{Network: inbox.System, Kind: inbox.Undelivered, Lane: "sys:undelivered",
		System: &inbox.SystemEvent{Item: 7, Lane: it.Lane, Reason: code}})
}

// quiet checks that what tells of a failure asks for no word of its own failure.
func quiet(t *testing.T, items []outbox.Item) {
	t.Helper()
	for _, it := range items {
		if it.Then != nil {
			t.Fatalf("%s in %s would be told of in turn", it.Op, it.Lane)
		}
	}
}

func TestACaseWhoseCardSlackRefusesIsPostedAsText(t *testing.T) {
	w, li, amy := shop(t)
	li.says("今天3500没到")
	li.presses("人工客服")
	card := find(t, w.sent, outbox.SlackPost)
	items := w.fails(card, "invalid_blocks")
	quiet(t, items)
	m := decode[outbox.SlackMessage](t, find(t, items, outbox.SlackPost))
	for _, word := range []string{"C-1001", "M0001", "老李面馆", "invalid_blocks", "今天3500没到"} {
		if !strings.Contains(m.Text, word) {
			t.Errorf("no %q in %s", word, m.Text)
		}
	}
	if m.Card != nil || m.Channel != "" || m.Thread != "" || items[0].Ref != card.Ref || items[0].Lane != card.Lane {
		t.Fatalf("the text does not take the card's place: %+v %+v", items[0], m)
	}
	li.expect(li.gets(amy.writes(w.only(), "! 您好")), "您好") // its thread is the case's
}

func TestWhoWaitsToJoinIsNotLostWithTheCard(t *testing.T) {
	w := newWorld(t)
	wang := w.user(2, "小王", "zh-hans")
	wang.says("/start " + w.invite("M0001", access.Finance, false))
	items := w.fails(find(t, w.sent, outbox.SlackPost), "invalid_blocks")
	quiet(t, items)
	if got := strings.Join(posted(t, items), ""); !strings.Contains(got, "小王") || !strings.Contains(got, "invite M0001 --role finance") || !strings.Contains(got, "invalid_blocks") {
		t.Fatalf("told: %q", got)
	}
}

func TestAnAnswerThatIsLostIsToldButNotABlockedChat(t *testing.T) {
	w, li, amy := shop(t)
	for _, text := range []string{"今天3500没到", "昨天的账单"} {
		li.says(text)
		reply := find(t, w.lastOut.Send, outbox.TelegramSend)
		items := w.fails(reply, "bad_request")
		quiet(t, items)
		if got := strings.Join(posted(t, items), ""); !strings.Contains(got, "bad_request") || !strings.Contains(got, " 1") {
			t.Fatalf("%s: told: %q", text, got)
		}
		if items := w.fails(reply, "blocked"); len(items) != 0 {
			t.Fatalf("a blocked chat is told: %v", posted(t, items))
		}
	}
	li.says("转人工")
	relayed := amy.writes(w.only(), "! 您好")[0]
	if relayed.Then.Undelivered || len(relayed.Then.Failed) == 0 {
		t.Fatalf("an agent's words that are lost are told in the thread alone: %+v", relayed.Then)
	}
}
