package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/calendar"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

func TestOneFitIsAnsweredSeveralAreListedToTap(t *testing.T) {
	w, li, _ := shop(t)
	for i := range int64(8) {
		w.books.trails = append(w.books.trails, swipe(20+i, "M0001", "T2"+string(rune('0'+i)), noon.Add(-24*time.Hour+time.Duration(i)*time.Minute), 880000, "7000"))
	}
	li.expect(li.says("今天3500没到"), "3,500.00", "尾号 6688")
	got := li.says("昨天8800没到")
	li.expect(got)
	taps := 0
	for _, row := range got[0].Buttons {
		if strings.HasPrefix(row[0].Data, "t:") {
			taps++
		}
	}
	if taps != 6 {
		t.Fatalf("%d swipes to tap in %v", taps, got[0].Buttons)
	}
	next := li.pressesRaw("more:1")
	if len(next) != 1 || next[0].MessageID == 0 || !strings.HasPrefix(next[0].Buttons[0][0].Data, "t:2") {
		t.Fatalf("the next page: %+v", next)
	}
	li.expect(li.pressesRaw(next[0].Buttons[0][0].Data), "8,800.00")
}

func TestFactsToldLaterJoinTheQuestion(t *testing.T) {
	w, li, _ := shop(t)
	w.books.trails = append(w.books.trails, swipe(21, "M0001", "T21", noon.Add(-27*time.Hour), 350000, "7000"))
	got := li.says("3500没到")
	if len(got[0].Buttons) < 3 {
		t.Fatalf("two fit: %+v", got[0])
	}
	li.expect(li.says("昨天的"), "尾号 7000")
}

func TestTheNetAmountFindsASwipeToo(t *testing.T) {
	w, li, _ := shop(t)
	w.books.trails[0].Arithmetic = trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Priced: true, FeeRate: "0.60"}
	li.expect(li.says("今天3479没到"), "3,500.00")
}

func TestAForeignReferenceAndAnAbsentOneGetTheSameAnswer(t *testing.T) {
	w, li, _ := shop(t)
	foreign := w.books.trails[1].RRN
	a := li.says("参考号 " + foreign)
	b := li.says("参考号 999999999999")
	li.expect(a)
	if strings.ReplaceAll(a[0].Text, foreign, "#") != strings.ReplaceAll(b[0].Text, "999999999999", "#") {
		t.Fatalf("they differ:\n%s\n%s", a[0].Text, b[0].Text)
	}
	c, d := li.pressesRaw("t:12"), li.pressesRaw("t:404")
	if c[0].Text != d[0].Text {
		t.Fatal("old buttons tell a foreign swipe from an absent one")
	}
	if len(w.cases) > 0 {
		t.Fatal("nothing-found opened a case")
	}
}

// Near is what a slip of the finger makes of the amount, or the same amount on a
// day not far off; all else is said to be nothing near.
func TestOtherSwipesAreOfferedOnlyWhereTheyAreNear(t *testing.T) {
	for text, near := range map[string]bool{"今天3050没到": true, "今天350没到": true, "today's 3501 has not come": true, "前天3500没到": true, "where is the 35000 of today": true,
		"今天777没到": false, "昨天777没到": false, "where is today's 777": false, "11月1号3500没到": false, "where is the 3500 from 2026-11-01": false} {
		w, li, _ := shop(t)
		w.reads()
		got := li.says(text)
		offered := strings.Contains(fmt.Sprint(got[0].Buttons), "t:11")
		if offered != near {
			t.Errorf("%s: 3,500.00 is offered: %v\n%s", text, offered, got[0].Text)
		}
		if plain := strings.Contains(got[0].Text, "相近的：前后几天没有") || strings.Contains(got[0].Text, "Nothing is close"); plain == near {
			t.Errorf("%s: nothing near is said: %v\n%s", text, plain, got[0].Text)
		}
	}
}

func TestADayOfArrivalAsksForPayoutsFirst(t *testing.T) {
	w, li, _ := shop(t)
	on := calendar.NewDate(2026, 11, 19)
	w.books.payouts = []trail.PayoutView{{PayoutRef: trail.PayoutRef{Row: 5, ID: "P5", State: trail.PayoutShort, SentOn: on, ArrivedOn: on, Amount: 100000, Account: "1234"},
		MerchantID: "M0001", Currency: "CNY", Gross: 101000, LineFees: 1000, LinesNet: 100000, Banked: 99000, Difference: -1000}}
	li.expect(li.says("19号到账怎么少了"), "1,000.00", "990.00")
	li.expect(li.says("where is yesterday's payout"), "990.00")
	cashier := w.user(7, "小王", "zh-hans")
	w.binds(cashier, "M0001", access.Cashier)
	if got := cashier.says("19号到账怎么少了"); strings.Contains(got[0].Text, "990") {
		t.Fatalf("a cashier reads a payout:\n%s", got[0].Text)
	}
	if got := cashier.pressesRaw("p:5"); strings.Contains(got[0].Text, "990") {
		t.Fatalf("a cashier taps a payout:\n%s", got[0].Text)
	}
}

func TestAnswersSpeakTheLanguageOfTheQuestion(t *testing.T) {
	_, li, _ := shop(t)
	li.expect(li.says("where is today 3500"), "CNY 3,500.00")
	li.expect(li.says("今天3500没到"), "¥3,500.00")
	li.expect(li.says("3500"), "¥3,500.00") // figures tell no language
	li.pressesRaw("l:en")
	li.expect(li.says("今天3500没到"), "CNY 3,500.00") // chosen stays
}

func TestGeneralQuestionsAreAnsweredFromTheMerchantsOwnMoney(t *testing.T) {
	w, li, _ := shop(t)
	w.books.trails[0].Due = terms.Due{On: calendar.NewDate(2026, 11, 23), Rule: "T+1", BusinessDay: calendar.NewDate(2026, 11, 20)}
	got := li.says("我的钱呢，哪去了")
	li.expect(got, "3,500.00", "2026-11-23")
	if strings.Contains(got[0].Text, "9,900") {
		t.Fatal("another merchant's money")
	}
	li.expect(li.says("什么时候到账"), "下一个工作日")
	li.expect(li.says("手续费多少"))
	li.expect(li.says("今天3500没到"))
	if len(w.promises) == 0 || w.promises[0].On != calendar.NewDate(2026, 11, 23) {
		t.Fatalf("promises: %+v", w.promises)
	}
}

func TestOnePersonWithTwoShopsSwitchesAndForgets(t *testing.T) {
	w, li, _ := shop(t)
	w.binds(li, "M0002", access.Owner)
	li.expect(li.says("今天3500没到"), "3,500.00")
	li.expect(li.says("/shops"))
	li.expect(li.presses("Blue Door"), "Blue Door Cafe")
	if got := li.says("3500"); strings.Contains(got[0].Text, "6688") {
		t.Fatalf("the first shop's swipe:\n%s", got[0].Text)
	}
	li.expect(li.says("今天9900没到"), "9,900.00")
	li.expect(li.pressesRaw("t:11")) // a button of the other shop shows nothing
	if strings.Contains(li.last.Text, "3,500") {
		t.Fatal("an old button crosses the shops")
	}
	li.expect(li.pressesRaw("s:M0009"))
}

func TestEveryKindOfMessageIsAnswered(t *testing.T) {
	w, li, _ := shop(t)
	for _, e := range []inbox.TelegramEvent{
		{What: "sticker"}, {What: "location"}, {What: "contact"}, {What: "poll"}, {What: "something new"}, {},
		{Media: &inbox.Media{Kind: "voice", FileID: "v"}}, {Media: &inbox.Media{Kind: "photo", FileID: "p"}},
		{Media: &inbox.Media{Kind: "document", FileID: "d", Name: "../../x.pdf"}}, {Media: &inbox.Media{Kind: "video", FileID: "d"}},
		{Media: &inbox.Media{Kind: "photo", FileID: "p"}, Text: "今天3500没到"}, {Text: "今天3500没到", Forwarded: true},
	} {
		li.expect(li.sends(e))
	}
	if len(w.cases) != 0 {
		t.Fatal("a file opened a case")
	}
}

func TestAnAlbumIsAnsweredOnce(t *testing.T) {
	_, li, _ := shop(t)
	photo := func() inbox.TelegramEvent {
		return inbox.TelegramEvent{Album: "a1", Media: &inbox.Media{Kind: "photo", FileID: "p"}}
	}
	li.expect(li.sends(photo()))
	for range 3 {
		if got := li.sends(photo()); len(got) != 0 {
			t.Fatalf("answered again: %+v", got)
		}
	}
}

func TestACardNumberIsRemovedAndSaid(t *testing.T) {
	_, li, _ := shop(t)
	items := li.w.turn(li.event(inbox.Message, inbox.TelegramEvent{MessageID: 77, Text: "今天3500没到 ****1111", Masked: 1}))
	li.expect(li.gets(items), "完整卡号", "3,500.00")
	if m := decode[outbox.TelegramMessage](t, find(t, items, outbox.TelegramDelete)); m.MessageID != 77 {
		t.Fatalf("%+v", m)
	}
}

func TestAPhoneNumberIsRemovedAndSaid(t *testing.T) {
	_, li, _ := shop(t)
	items := li.w.turn(li.event(inbox.Message, inbox.TelegramEvent{MessageID: 78, Text: "今天3500没到，打给我 [tel ***78]", Masked: 1}))
	li.expect(li.gets(items), "电话号码", "同事会在这里回复您", "3,500.00")
	if m := decode[outbox.TelegramMessage](t, find(t, items, outbox.TelegramDelete)); m.MessageID != 78 {
		t.Fatalf("%+v", m)
	}
}

func TestOnlyTheEditOfTheLastMessageIsANewQuestion(t *testing.T) {
	w, li, _ := shop(t)
	li.says("今天777没到")
	first := li.msg
	edit := func(id int, text string) []outbox.TelegramMessage {
		return li.gets(w.turn(li.event(inbox.Edited, inbox.TelegramEvent{MessageID: id, Text: text})))
	}
	li.expect(edit(first, "今天3500没到"), "3,500.00")
	li.says("你好")
	if got := edit(first, "今天3500没到"); len(got) != 0 {
		t.Fatalf("an old message's edit was answered: %+v", got)
	}
	li.says("转人工")
	li.says("我在门口等")
	note := li.msg
	sent := len(w.sent)
	edit(note, "我在店里等")
	if got := posted(t, w.sent[sent:]); len(got) == 0 || !strings.Contains(got[0], "我在门口等\n→ 我在店里等") {
		t.Fatalf("versions in the thread: %v", got)
	}
}

func TestGroupsNeverSeeMoneyAndAreToldOnce(t *testing.T) {
	w, li, _ := shop(t)
	group := func(text string, reply int) []outbox.Item {
		e := li.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: text, ReplyTo: reply})
		e.Telegram.Chat, e.Telegram.ChatType = -100, "supergroup"
		return w.turn(e)
	}
	if items := group("今天3500没到", 0); len(items) != 0 {
		t.Fatalf("not addressed: %v", ops(items))
	}
	items := group("@moneybot 今天3500没到", 0)
	m := decode[outbox.TelegramMessage](t, find(t, items, outbox.TelegramSend))
	if !strings.Contains(m.Text, "https://t.me/moneybot") || strings.Contains(m.Text, "3,500") || len(items) != 1 {
		t.Fatalf("%+v", m)
	}
	for _, text := range []string{"/help", "@MoneyBot 3500", "/start " + w.invite("M0001", access.Owner, true)} {
		if items := group(text, 0); len(items) != 0 {
			t.Fatalf("told again: %v", ops(items))
		}
	}
	if len(w.members) != 1 {
		t.Fatal("a group redeemed an invite")
	}
}

func TestWhoBlocksTheBotIsNotWrittenToUntilTheyComeBack(t *testing.T) {
	w, li, _ := shop(t)
	li.says("转人工")
	items := w.turn(li.event(inbox.Membership, inbox.TelegramEvent{Status: "kicked"}))
	if got := posted(t, items); len(got) != 1 || !w.members[0].Unreachable {
		t.Fatalf("%v %+v", got, w.members[0])
	}
	day := inbox.Event{Network: inbox.System, Kind: inbox.SummaryDue, Lane: "sys:M0001", System: &inbox.SystemEvent{MerchantID: "M0001", Day: "2026-11-19"}}
	if items := w.turn(day); len(items) != 0 {
		t.Fatalf("written to: %v", ops(items))
	}
	li.says("你好")
	if w.members[0].Unreachable {
		t.Fatal("still unreachable")
	}
	items = w.turn(day)
	if m := decode[outbox.TelegramMessage](t, items[0]); !m.Protect || !strings.Contains(m.Text, "2026-11-19") {
		t.Fatalf("%+v", m)
	}
}

func TestSummariesGoToWhoMaySeeAndWantsThem(t *testing.T) {
	w, li, _ := shop(t)
	cashier, late, quiet := w.user(2, "收银", "zh"), w.user(3, "新人", "zh"), w.user(4, "静", "zh")
	w.binds(cashier, "M0001", access.Cashier)
	w.binds(late, "M0001", access.Finance)
	w.binds(quiet, "M0001", access.Finance)
	w.members[2].JoinedAt = w.now
	quiet.pressesRaw("mute:summary:on")
	items := w.turn(inbox.Event{Network: inbox.System, Kind: inbox.SummaryDue, System: &inbox.SystemEvent{MerchantID: "M0001", Day: "2026-11-19"}})
	if len(items) != 1 || items[0].Lane != "tg:1" {
		t.Fatalf("%+v", items)
	}
	_ = li
}

func TestNoticesSpeakOfReturnedMoneyOnceAndOnlyAloud(t *testing.T) {
	w, li, _ := shop(t)
	w.books.trails[0].State, w.books.trails[0].Reasons = trail.Returned, []trail.Reason{trail.PayoutWasReturned}
	ev := inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, System: &inbox.SystemEvent{MerchantID: "M0001", Transactions: []int64{11, 12}}}
	li.expect(li.gets(w.turn(ev)), "3,500.00")
	ev.System.Silent = true
	if items := w.turn(ev); len(items) != 0 {
		t.Fatalf("the past is not silent: %v", ops(items))
	}
}

func TestMoneyThatArrivesIsToldToWhoWasGivenADate(t *testing.T) {
	w, li, _ := shop(t)
	ev := inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, System: &inbox.SystemEvent{MerchantID: "M0001", Transactions: []int64{11}}}
	w.books.trails[0].Due = terms.Due{On: calendar.NewDate(2026, 11, 23), Rule: "T+1", BusinessDay: calendar.NewDate(2026, 11, 20)}
	arrived := w.books.trails[0]
	arrived.State, arrived.Reasons = trail.Arrived, nil
	w.books.trails[0], arrived = arrived, w.books.trails[0]
	if items := w.turn(ev); len(items) != 0 {
		t.Fatalf("nobody had asked: %v", ops(items))
	}
	w.books.trails[0], arrived = arrived, w.books.trails[0]
	li.expect(li.says("今天3500没到"), "2026-11-23")
	w.books.trails[0] = arrived
	li.expect(li.gets(w.turn(ev)), "3,500.00", "到账")
}

func TestAskAnswersWithoutLeavingATrace(t *testing.T) {
	w, _, _ := shop(t)
	got, err := w.desk.Ask(context.Background(), access.For(access.Owner, "M0001"), "", "今天3500没到")
	if err != nil || !strings.Contains(got, "3,500.00") || !strings.Contains(got, "[人工客服]") || strings.Contains(got, "staff only") {
		t.Fatalf("%v\n%s", err, got)
	}
	if got, err = w.desk.Ask(context.Background(), access.For(access.Owner, "M0001"), "en", "转人工"); err != nil || len(w.cases) != 0 {
		t.Fatalf("%v\n%s", err, got)
	}
	if _, err := w.desk.Ask(context.Background(), access.For(access.Owner, "M9999"), "", "钱"); err == nil {
		t.Fatal("another merchant was answered")
	}
	if len(w.sessions)+len(w.sent) != 0 {
		t.Fatal("a question from the command line left something")
	}
}

func TestACodeThatIsAlsoAReferenceOfAMember(t *testing.T) {
	w, li, _ := shop(t)
	ref := strings.Repeat("9", people.CodeLength)
	w.books.trails[0].OrderID = ref
	li.expect(li.says("参考号 "+ref), "3,500.00")
}

func TestWhatMayMeanSeveralThingsAboutOneSwipeIsAnsweredByIt(t *testing.T) {
	w, li, _ := shop(t)
	li.expect(li.says("两可 3500"), "查到了", "3,500.00")
	li.expect(li.says("两可 3499"), "您想问哪一件")
	w.books.trails = append(w.books.trails, swipe(21, "M0001", "T21", noon.Add(-27*time.Hour), 350000, "7000"))
	li.expect(li.says("谢谢"), "不客气")
	if got := li.says("两可 3500"); strings.Contains(got[0].Text, "尾号") {
		t.Fatalf("two fit, and one is shown:\n%s", got[0].Text)
	}
}

func TestWhetherAnythingIsDisputedIsNotAboutWhatWasSeenLast(t *testing.T) {
	_, li, _ := shop(t)
	li.expect(li.says("今天3500没到"), "3,500.00")
	li.expect(li.says("有拒付吗"), "收到调单")
}

// Who is asked yes or no by the support team answers them, and not the product.
func TestABareYesOrNoGoesToWhoeverAsked(t *testing.T) {
	for _, text := range []string{"是的", "没有"} {
		w, li := talk(t)
		li.says("今天的3500到了吗")
		li.presses("人工客服")
		li.says("昨天的8800到了吗") // the facts of another question are not asked again
		w.agent("amy").writes(w.only(), "! 小票还在吗？")
		if got := li.threads(inbox.TelegramEvent{Text: text}); !strings.Contains(got["case:1001:card"], text) {
			t.Errorf("%s went to %v", text, got)
		}
		li.expect(li.gets(w.lastOut.Send), "已转给客服", "C-1001")
	}
}
