package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// dues brings back the playbooks whose day has come.
func (w *world) dues() (sent []outbox.Item) {
	waits := w.waits
	w.waits = nil
	for _, wait := range waits {
		if wait.Until.After(w.now) {
			w.waits = append(w.waits, wait)
			continue
		}
		sent = append(sent, w.turn(inbox.Event{Network: inbox.System, Kind: inbox.WaitDue, System: &inbox.SystemEvent{Chat: wait.Chat, User: wait.User, Serial: wait.Serial}})...)
	}
	return sent
}

// photo sends a picture.
func (u *user) photo() []outbox.TelegramMessage {
	return u.sends(inbox.TelegramEvent{Media: &inbox.Media{Kind: "photo", FileID: "F1", MIME: "image/jpeg"}})
}

// about gives the owner's first swipe a state and a reason.
func (w *world) about(state trail.State, reason trail.Reason) *trail.Trail {
	tr := &w.books.trails[0]
	tr.State, tr.Reasons = state, []trail.Reason{reason}
	return tr
}

// begins presses the button of a playbook about the first swipe.
func (u *user) begins(w *world, name string) []outbox.TelegramMessage {
	return u.pressesRaw(press.Data(press.Guide, name, press.Row(press.Swipe, w.books.trails[0].Row)))
}

func TestACustomerWasChargedAndTheTerminalShowedNothing(t *testing.T) {
	w, li := talk(t)
	tr := w.about(trail.Unknown, trail.DeclinedButDebited)
	li.expect(li.says("今天的3500"), "查到了")
	li.expect(li.presses("一步一步办"), "先别再刷这张卡", "客户还在店里等着吗")
	li.expect(li.says("刚才问什么"), "客户还在店里等着吗")
	li.expect(li.presses("还在"), "给客户看", "扣款短信")
	li.expect(li.presses("有"), "请拍一下客户的扣款短信")
	li.expect(li.photo(), "再拍一下终端打出来的小票")
	li.expect(li.presses("跳过"), "同事会跟清算机构核对", "C-1001")
	c := w.only()
	if c.Subject != cases.ByTransaction(tr.Row) || !slices.ContainsFunc(c.Steps, func(s string) bool { return strings.Contains(s, "扣款短信") && strings.HasSuffix(s, "→ 有") }) {
		t.Fatalf("%s: %q", c.Subject, c.Steps)
	}
	var steps []string
	for _, e := range w.entries {
		if e.What == "step" {
			steps = append(steps, e.Who+": "+e.Text)
		}
	}
	if len(steps) != 6 || !strings.Contains(steps[0], "state → unclear") {
		t.Fatalf("%q", steps)
	}
	if run := w.runs[len(w.runs)-1]; run.How != "case" || run.Playbook != "declined_but_debited" || run.Subject != c.Subject || run.Ended.IsZero() {
		t.Fatalf("%+v", run)
	}
}

func TestAPlaybookTellsOfItsOwnPaymentAlone(t *testing.T) {
	w, li := talk(t)
	w.about(trail.Unknown, trail.DeclinedButDebited)
	li.expect(li.says("今天的3500"), "查到了：¥3,500.00")
	li.expect(li.presses("一步一步办"), "客户还在店里等着吗")
	li.expect(li.presses("不在了"), "扣款短信")
	got := li.says("昨天的8800到了吗")
	li.expect(got, "查到了：¥8,800.00", "回到刚才的问题")
	if n := strings.Count(got[0].Text, "回到刚才的问题"); len(got) != 1 || n != 1 {
		t.Fatalf("the question was put %d times:\n%s", n, got[0].Text)
	}
	li.expect(li.says("是"), "请拍一下客户的扣款短信")
	li.expect(li.says("什么照片"), "请拍一下客户的扣款短信")
	li.expect(li.presses("跳过"), "小票")
	li.expect(li.presses("跳过"), "C-1001")
	c := w.only()
	if c.Words != "今天的3500" {
		t.Fatalf("the case quotes %q", c.Words)
	}
	if !slices.ContainsFunc(c.Steps, func(s string) bool { return strings.Contains(s, "小票") && strings.HasSuffix(s, "→ 跳过") }) {
		t.Fatalf("%q", c.Steps)
	}
}

func TestAReminderComesOnItsDay(t *testing.T) {
	w, li := talk(t)
	tr := w.about(trail.Captured, trail.InCycle)
	tr.Due.On = calendar.DateOf(noon) + 3
	li.expect(li.begins(w, "in_cycle"), "正常的结算时间里", "2026-11-23")
	li.expect(li.presses("到时告诉我"), "2026-11-23 周一我来告诉您")
	w.later(48 * time.Hour)
	if got := w.dues(); len(got) != 0 {
		t.Fatalf("it came before its day: %v", got)
	}
	w.later(24 * time.Hour)
	w.books.trails[0].State = trail.Arrived
	got := w.dues()
	if len(got) != 1 || !strings.Contains(decode[outbox.TelegramMessage](t, got[0]).Text, "已经到账了") {
		t.Fatalf("%v", got)
	}
	if got := w.dues(); len(got) != 0 {
		t.Fatal("it came twice")
	}
	if run := w.runs[len(w.runs)-1]; run.How != "solved" {
		t.Fatalf("%+v", run)
	}
}

// Nobody is reminded at night: what is due in the evening comes in the morning,
// whose day is named, and what is overdue after a time without a process waits for it.
func TestNoReminderComesAtNight(t *testing.T) {
	w, li := talk(t)
	tr := w.about(trail.Captured, trail.InCycle)
	tr.Due.On = calendar.DateOf(noon)
	w.later(time.Date(2026, 11, 20, 19, 30, 0, 0, shanghai).Sub(w.now))
	li.expect(li.begins(w, "in_cycle"), "2026-11-20")
	li.expect(li.presses("到时告诉我"), "好的，2026-11-21 周六（明天）我来告诉您")
	morning := time.Date(2026, 11, 21, 9, 0, 0, 0, shanghai)
	if len(w.waits) != 1 || !w.waits[0].Until.Equal(morning) {
		t.Fatalf("%+v", w.waits)
	}
	w.books.trails[0].State = trail.Arrived
	w.later(time.Date(2026, 11, 22, 2, 0, 0, 0, shanghai).Sub(w.now))
	if got := w.dues(); len(got) != 0 || len(w.waits) != 1 || !w.waits[0].Until.Equal(morning.AddDate(0, 0, 1)) {
		t.Fatalf("at two in the night: %v, waits %+v", got, w.waits)
	}
	w.later(7 * time.Hour)
	if got := w.dues(); len(got) != 1 || !strings.Contains(decode[outbox.TelegramMessage](t, got[0]).Text, "已经到账了") {
		t.Fatalf("%v", got)
	}
}

func TestWhoMayNotSeeItIsNotWalkedThrough(t *testing.T) {
	w, li := talk(t)
	w.members[0].Role = access.Cashier
	li.expect(li.pressesRaw(press.Data(press.Guide, "staff_check")), "店主")
	w.members[0].Role = access.Owner
	li.expect(li.pressesRaw(press.Data(press.Guide, "in_cycle", "t:999")), "没有查到")
	li.expect(li.pressesRaw(press.Data(press.Guide, "nothing_of_the_kind")), "")
	if len(w.runs) != 0 {
		t.Fatalf("%+v", w.runs)
	}
}

func TestGuidesAreListedAndNamed(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("/guides"), "想一步一步查")
	li.expect(li.presses("预防"), "想看哪个")
	li.expect(li.presses("应急卡"))
	li.expect(li.says("预防"), "想看哪个")
	li.says("where is my money")
	li.expect(li.says("prevention"), "What would you like to see?")
}

func TestTheMonthlyTipComesToThoseWhoWantIt(t *testing.T) {
	w, li := talk(t)
	li.says("预防")
	li.presses("怎么教店员")
	li.expect(li.presses("要"), "每月一条")
	day := func(d string) []outbox.Item {
		return w.turn(inbox.Event{Network: inbox.System, Kind: inbox.SummaryDue, System: &inbox.SystemEvent{MerchantID: "M0001", Day: d}})
	}
	tips := func(sent []outbox.Item) (n int) {
		for _, it := range sent {
			if strings.Contains(string(it.Body), "小提醒") {
				n++
			}
		}
		return n
	}
	if n := tips(day("2026-11-29")); n != 0 {
		t.Fatalf("%d tips in the middle of a month", n)
	}
	if n := tips(day("2026-11-30")); n != 1 {
		t.Fatalf("%d tips", n)
	}
	li.expect(li.says("不要提醒"), "已经停了")
	if n := tips(day("2026-12-31")); n != 0 {
		t.Fatalf("%d tips after they were stopped", n)
	}
}

func TestTheSupportTeamHearsWhatBecameOfPlaybooks(t *testing.T) {
	w := newWorld(t)
	got := w.told(inbox.WalksTold, inbox.SystemEvent{Day: "2026-11-23", Walks: []inbox.Walks{
		{Playbook: "in_cycle", Started: 9, Solved: 5, Watching: 2, Case: 1, Contradicted: 1},
		{Playbook: "retrieval", Started: 3, Case: 1, Left: 2, LeftAt: []inbox.StepCount{{Step: "slip", Count: 2}}}, {Playbook: "gone", Started: 1}}})
	want := "一步一步的指引，2026-11-16 到 2026-11-22： / Step by step, 2026-11-16 to 2026-11-22:\n" +
		"开始 13 次，没用人工就解决 7 次，转人工 2 次，中途离开 2 次，说解决了、后来钱没到或又来问的 1 次 / begun 13, solved without a person 7, handed over 2, left 2, contradicted (a case later, or the money did not come) 1\n" +
		"• 等到账 Waiting for the money: 开始 9 次，没用人工就解决 7 次，转人工 1 次，中途离开 0 次，说解决了、后来钱没到或又来问的 1 次 / begun 9, solved without a person 7, handed over 1, left 0, contradicted (a case later, or the money did not come) 1\n" +
		"• 交小票和凭证 Handing in the slip: 开始 3 次，没用人工就解决 0 次，转人工 1 次，中途离开 2 次 / begun 3, solved without a person 0, handed over 1, left 2\n" +
		"    离开的地方：slip 2 / left at: slip 2\n" +
		"• gone: 开始 1 次，没用人工就解决 0 次，转人工 0 次，中途离开 0 次 / begun 1, solved without a person 0, handed over 0, left 0"
	if got != want {
		t.Errorf("told:\n%s\nwant:\n%s", got, want)
	}
}

// What an owner is told of signs, and of a payment that was declined, leads on by a tap.
func TestSignsAndDeclinesLeadToTheirSteps(t *testing.T) {
	w, li, _, _, _ := signShop(t)
	w.atNight()
	li.gets(w.looked(inbox.SignsDue))
	li.expect(li.presses("一步一步办"), "您都清楚是怎么回事吗")
	w, li = talk(t)
	w.about(trail.Declined, "")
	w.books.trails[0].Reasons = nil
	li.says("今天的3500")
	li.expect(li.presses("一步一步办"), "客户还在店里等着吗")
}

// The list of playbooks stands by itself, with a way back to the question that is
// open; a playbook can be begun by words as well, and one in between is no answer.
func TestTheListOfGuidesStandsApartFromAnOpenQuestion(t *testing.T) {
	w, li := talk(t)
	w.about(trail.Cleared, trail.Retrieval)
	li.expect(li.begins(w, "retrieval"), "小票现在在手边吗")
	got := li.says("/guides")
	li.expect(got, "想一步一步查")
	if strings.Contains(got[0].Text, "小票现在在手边吗") || slices.Contains(li.labels(), "现在就拍") {
		t.Fatalf("%s\n%q", got[0].Text, li.labels())
	}
	li.expect(li.presses("回到刚才的问题"), "回到刚才的问题（交小票和凭证）", "小票现在在手边吗")
	li.expect(li.says("我想再办一台POS机"), "要申请吗")
	li.expect(li.presses("先不用"), "需要的时候再找我", "小票现在在手边吗")
	li.expect(li.presses("现在就拍"), "请拍")
	li.expect(li.says("一箱酒"), "这一步要的是照片或文件", "请拍")
	if len(w.cases) != 0 {
		t.Fatalf("%+v", w.cases)
	}
}

// Who asks why less arrived, and nothing but the fee is missing, is shown it
// beside the contract; who has not seen a payout is walked to it.
func TestAFeeAndAPayoutThatIsNotSeenLeadToTheirSteps(t *testing.T) {
	w, li := talk(t)
	feeOf(60)(w)
	swiped11(trail.Arrived, "", func(tr *trail.Trail) { tr.Reasons = nil }, paidOut(trail.PayoutArrived))(w)
	payout(trail.PayoutArrived, "")(w)
	li.says("今天3500的手续费怎么这么多")
	li.expect(li.presses("一步一步办"), "收了手续费 ¥21.00")
	li.says("算了")
	li.expect(li.pressesRaw("n:p:5"), "¥12,000.00")
	li.expect(li.presses("一步一步办"), "先看账户")
}

// A question that waits below other playbooks is put again twice, and then left alone.
func TestAQuestionBelowIsNotPutForEver(t *testing.T) {
	w, li := talk(t)
	w.about(trail.Cleared, trail.Retrieval)
	li.expect(li.begins(w, "retrieval"), "小票现在在手边吗")
	for i := range 4 {
		li.says("申请终端")
		got := li.presses("先不用")
		if again := strings.Contains(got[0].Text, "小票现在在手边吗"); again != (i < 2) {
			t.Fatalf("after %d other playbooks:\n%s", i+1, got[0].Text)
		}
	}
}
