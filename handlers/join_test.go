package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
)

func TestAStrangerLearnsHowToJoinAndNothingElse(t *testing.T) {
	w := newWorld(t)
	li := w.user(1, "李老板", "zh-hans")
	first := li.says("你好")
	li.expect(first, "邀请链接")
	for _, text := range []string{"昨天3500的钱去哪了", "/cases", "/start", "T0001"} {
		if got := li.says(text); got[0].Text != first[0].Text {
			t.Fatalf("%q was answered otherwise:\n%s", text, got[0].Text)
		}
	}
	if len(w.cases) != 0 {
		t.Fatal("a stranger opened a case")
	}
}

func TestAnInviteBindsOnceAndBadCodesAllSoundAlike(t *testing.T) {
	w := newWorld(t)
	code := w.invite("M0001", access.Owner, true)
	expired := w.invite("M0001", access.Owner, true)
	inv := w.invites[people.Hash(expired)]
	inv.ExpiresAt = w.now.Add(-time.Second)
	w.invites[inv.Hash] = inv
	li, other := w.user(1, "李老板", "zh-hans"), w.user(2, "路人", "zh-hans")

	li.expect(li.says("/start "+code), "老李面馆", "店主")
	if len(w.members) != 1 || w.members[0].Standing != people.Active || w.members[0].Role != access.Owner {
		t.Fatalf("bound as %+v", w.members)
	}
	if used := w.invites[people.Hash(code)]; used.UsedBy != 1 {
		t.Fatalf("the invite is not marked as used: %+v", used)
	}
	li.expect(li.says("/start "+code), "已经开通")

	bad := ""
	for _, text := range []string{"/start " + code, "/start " + expired, "/start " + strings.Repeat("A", 22), code, "/start AAAA", "/start x y"} {
		got := other.says(text)
		other.expect(got)
		if bad == "" {
			bad = got[0].Text
		}
		if got[0].Text != bad {
			t.Fatalf("%q gets another answer:\n%s", text, got[0].Text)
		}
	}
	if len(w.members) != 1 {
		t.Fatalf("a bad code bound somebody: %+v", w.members)
	}
}

func TestATypedCodeJoinsToo(t *testing.T) {
	w := newWorld(t)
	li := w.user(1, "李老板", "zh-hans")
	li.expect(li.says(" "+w.invite("M0001", access.Finance, true)+" "), "财务")
}

func TestStaffDecideAboutAnInviteThatWasNotApproved(t *testing.T) {
	w := newWorld(t)
	owner := w.user(1, "李老板", "zh-hans")
	w.binds(owner, "M0001", access.Owner)
	wang, amy := w.user(2, "小王", "zh-hans"), w.agent("amy")
	got := wang.says("/start " + w.invite("M0001", access.Cashier, false))
	wang.expect(got, "核实")
	card := decode[outbox.SlackMessage](t, find(t, w.sent, outbox.SlackPost))
	if len(card.Card.Buttons) != 2 || !strings.Contains(card.Card.Fields[2].Value, "小王") {
		t.Fatalf("card: %+v", card.Card)
	}
	wang.expect(wang.says("今天3500"), "核实") // nothing is seen before

	id := w.members[1].ID
	items := amy.presses("approve", id)
	wang.expect(wang.gets(items), "老李面馆", "收银员")
	owner.expect(owner.gets(items), "小王", "收银员")
	update := decode[outbox.SlackMessage](t, find(t, items, outbox.SlackUpdate))
	if len(update.Card.Buttons) != 0 || !strings.Contains(update.Card.Context[0], "amy") {
		t.Fatalf("the card was not closed: %+v", update.Card)
	}
	if again := amy.presses("refuse", id); len(again) != 1 || again[0].Op != outbox.SlackWhisper {
		t.Fatalf("an old button still decides: %v", ops(again))
	}
	if w.members[1].Standing != people.Active {
		t.Fatal("not active")
	}
}

func TestARefusedMemberStaysOutside(t *testing.T) {
	w := newWorld(t)
	wang, amy := w.user(2, "小王", "zh-hans"), w.agent("amy")
	wang.says("/start " + w.invite("M0001", access.Cashier, false))
	wang.expect(wang.gets(amy.presses("refuse", w.members[0].ID)), "没有通过")
	wang.expect(wang.says("今天3500"), "邀请链接")
}

func TestAnEndedStandingEndsWithTheNextMessageAndOldButtonsWithIt(t *testing.T) {
	w := newWorld(t)
	w.books.trails = append(w.books.trails, swipe(11, "M0001", "T01", noon.Add(-3*time.Hour), 350000, "6688"))
	li := w.user(1, "李老板", "zh-hans")
	w.binds(li, "M0001", access.Owner)
	li.expect(li.says("今天3500怎么还没到"), "3,500.00")
	w.members[0].Standing = people.Ended
	for _, got := range [][]outbox.TelegramMessage{li.pressesRaw("t:11"), li.pressesRaw("h:t:11"), li.says("今天3500怎么还没到")} {
		li.expect(got, "邀请链接")
		if strings.Contains(got[0].Text, "3,500") {
			t.Fatal("somebody who left still reads money")
		}
	}
	if len(w.cases) != 0 {
		t.Fatal("somebody who left opened a case")
	}
}

// pressesValue presses a button of a card as it came.
func (a *staff) pressesValue(b outbox.CardButton) []outbox.Item {
	a.w.t.Helper()
	return a.w.turn(a.event(inbox.Press, inbox.SlackEvent{Action: b.Action, Value: b.Value, Trigger: "tr", TS: "1.1"}))
}

func TestAMemberKeepsTheStandingUntilAnotherRoleIsApproved(t *testing.T) {
	for _, approve := range []bool{true, false} {
		w, li, amy := shop(t)
		li.expect(li.says("/start "+w.invite("M0001", access.Cashier, false)), "店主", "收银员")
		card := decode[outbox.SlackMessage](t, find(t, w.sent, outbox.SlackPost)).Card
		if card.Fields[1].Value != "店主 owner → 收银员 cashier" {
			t.Fatalf("card: %+v", card)
		}
		if m := w.members[0]; m.Standing != people.Active || m.Role != access.Owner || len(w.members) != 1 {
			t.Fatalf("before it is decided: %+v", w.members)
		}
		li.expect(li.says("昨天的账单"), "2026-11-19") // sums are still there for the owner
		button, want, word := card.Buttons[1], access.Owner, "没有通过"
		if approve {
			button, want, word = card.Buttons[0], access.Cashier, "收银员"
		}
		li.expect(li.gets(amy.pressesValue(button)), word)
		if m := w.members[0]; m.Standing != people.Active || m.Role != want {
			t.Fatalf("approved %v: %+v", approve, m)
		}
		if again := amy.pressesValue(card.Buttons[0]); approve && (len(again) != 1 || again[0].Op != outbox.SlackWhisper) {
			t.Fatalf("decided twice: %v", ops(again))
		}
	}
}

func TestACardDecidesOnlyTheRoleItNames(t *testing.T) {
	w := newWorld(t)
	wang, amy := w.user(2, "小王", "zh-hans"), w.agent("amy")
	wang.says("/start " + w.invite("M0001", access.Owner, false))
	first := decode[outbox.SlackMessage](t, find(t, w.sent, outbox.SlackPost)).Card
	wang.says("/start " + w.invite("M0001", access.Cashier, false))
	if items := amy.pressesValue(first.Buttons[0]); len(items) != 1 || items[0].Op != outbox.SlackWhisper || w.members[0].Standing != people.Pending {
		t.Fatalf("the card for an owner let a cashier in: %v %+v", ops(items), w.members)
	}
}
