package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// talk is the shop whose bot reads as the product does. The owner swiped
// 3,500.00 today, 8,800.00 and 9,900.00 yesterday and 350.00 on Thursday a week ago.
func talk(t testing.TB) (*world, *user) {
	w, li, _ := shop(t)
	w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: w.desk.Texts, Reader: understand.New(), Clock: w, Flows: w.desk.Flows,
		SupportChannel: "C01", BotName: "moneybot", Zone: shanghai})
	w.books.trails = append(w.books.trails,
		swipe(21, "M0001", "T21", noon.Add(-26*time.Hour), 880000, "7000"), swipe(22, "M0001", "T22", noon.Add(-25*time.Hour), 990000, "7001"),
		swipe(23, "M0001", "T23", noon.AddDate(0, 0, -8), 35000, "7002"))
	return w, li
}

func TestOneGoodQuestionWhereNothingFits(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("前天的没到"), "没有查到", "刷了多少钱")
	li.expect(li.says("8800"), "相近的有一笔", "¥8,800.00", "是不是它")
	li.expect(li.says("对"), "查到了：¥8,800.00")
	li.expect(li.says("刚才问什么"), "没有等您回答的问题", "您最后问的是")
	if len(w.cases) != 0 {
		t.Fatal("nothing-found opened a case")
	}
	li.expect(li.says("where is my 777"), "do not show this", "On which day was it?")
	li.expect(li.presses("I do not know"), "reference (12 digits)")
}

func TestAnswersBackAndSkipping(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("前天的没到"), "刷了多少钱")
	li.expect(li.says("555"), "没有查到", "¥555.00", "参考号") // both are known: what else would help
	li.expect(li.says("777没到"), "是哪一天刷的")
	li.expect(li.presses("昨天"), "没有查到", "¥777.00") // a tap answers it
	li.expect(li.says("777没到"), "是哪一天刷的")
	li.expect(li.says("不知道"), "参考号")
	li.expect(li.says("前天的没到"), "刷了多少钱")
	li.expect(li.says("跳过"), "参考号")
}

func TestAnotherQuestionInBetweenAndTheWayBack(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("前天的没到"), "刷了多少钱")
	li.expect(li.says("手续费怎么算"), "回到刚才的问题（找您的那笔钱）", "刷了多少钱")
	li.expect(li.says("你刚才问什么？"), "刚才问您的是", "刷了多少钱")
	li.expect(li.says("8800"), "是不是它")
	li.expect(li.says("算了"), "好的，不查了")
	if got := li.says("手续费怎么算"); strings.Contains(got[0].Text, "回到") {
		t.Fatalf("a question that was cancelled comes back:\n%s", got[0].Text)
	}
}

func TestAQuestionIsNotPressedOnWhoAsksOtherThings(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("前天的没到"), "刷了多少钱")
	li.expect(li.says("手续费怎么算"), "回到刚才的问题")
	if got := li.says("什么时候到账"); strings.Contains(got[0].Text, "回到") {
		t.Fatalf("asked a third time:\n%s", got[0].Text)
	}
}

func TestCorrections(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("今天8800没到"), "没有查到")
	li.expect(li.says("不对，是昨天"), "好，改查：2026-11-19", "查到了：¥8,800.00")
	li.expect(li.says("no, 9900 not 8800"), "looking for this instead", "CNY 9,900.00")
	li.expect(li.says("说错了，350"), "好，改过来了", "没有查到：2026-11-19 周四（昨天），¥350.00")
	li.expect(li.says("不是昨天，是上周四"), "查到了：¥350.00")
	li.expect(li.says("今天3500没到"), "查到了：¥3,500.00")
	li.expect(li.says("不对，是周四"), "好，改过来了", "没有查到：2026-11-19")
	if li.says("no"); strings.Contains(li.last.Text, "instead") {
		t.Fatal("a bare no corrects nothing")
	}
}

func TestTheLastLineOfABreathTakesBackTheOthers(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("今天3500没到"), "查到了：¥3,500.00")
	li.expect(li.says("今天的8800\n不对，是昨天"), "好，改查：2026-11-19", "查到了：¥8,800.00")
	li.expect(li.says("老板\n昨天的9900\n算了"), "好的，不查了")
	li.expect(li.says("where is the 3500\ntoday\nno, Thursday"), "All right, corrected.", "do not show this: 2026-11-19 (Thu, yesterday), CNY 3,500.00")
	if li.says("老板\n3500\n不是\n今天的"); strings.Contains(li.last.Text, "改查") {
		t.Fatalf("taken for a correction:\n%s", li.last.Text)
	}
}

func TestAStrangerIsAnsweredInTheLanguageTheyWrite(t *testing.T) {
	w, _ := talk(t)
	eve := w.user(99, "Eve", "en")
	eve.expect(eve.says("/start"), "invite link")
	eve.expect(eve.says("我的钱呢"), "邀请链接")
	eve.expect(eve.says("where is my money"), "invite link")
}

func TestCorrectionsWhileAQuestionIsOpen(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("前天的没到"), "2026-11-18", "刷了多少钱")
	li.expect(li.says("不对，是昨天"), "查到")
	if strings.Contains(li.last.Text, "2026-11-18") {
		t.Fatalf("the old day is still looked for:\n%s", li.last.Text)
	}
}

func TestOldButtonsAndTheSameButtonTwice(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("777没到"), "是哪一天刷的")
	first := buttonOf(t, li, "昨天")
	li.expect(li.pressesRaw(first), "没有查到")
	li.expect(li.pressesRaw(first), "没有等您回答的问题") // the same button twice
	li.expect(li.says("前天的没到"), "刷了多少钱")
	li.expect(li.pressesRaw(first), "那个问题已经过了", "刷了多少钱") // what is asked now
	skip := buttonOf(t, li, "不知道")
	li.expect(li.pressesRaw(skip), "参考号")
	for _, data := range []string{"q", "q:", "q:x:y", "q:99999:yes", "q:-1:skip", "q:1:2026-13-40", "q:1:" + strings.Repeat("x", 50)} {
		li.expect(li.pressesRaw(data))
	}
}

func TestTheQuestionSurvivesSilenceOnlyForAWhile(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("前天的没到"), "刷了多少钱")
	w.later(90 * time.Minute)
	li.expect(li.says("8800"), "是不是它")
	w.later(24 * time.Hour)
	w.books.today = calendar.DateOf(w.now)
	li.expect(li.says("对"), "直接发金额和日期") // a day later nothing is open
	li.expect(li.says("刚才问什么"), "没有等您回答的问题")
	li.expect(li.says("8800"), "查到了：¥8,800.00")
}

func TestTwoAnswersNotUnderstoodBringAPersonWithEverything(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("777没到"), "是哪一天刷的")
	li.expect(li.says("呱呱呱呱呱"), "没看出是哪天")
	li.expect(li.says("嘎嘎嘎嘎嘎"), "C-1001")
	if c := w.only(); !strings.Contains(c.Words, "嘎嘎嘎") || len(c.Tried) == 0 || !strings.Contains(strings.Join(c.Tried, "\n"), "777") {
		t.Fatalf("%+v", c)
	}
	li.expect(li.says("前天的没到"), "刷了多少钱") // nothing of it is left open
}

func TestAPersonAtAQuestionGetsWhatWasAnswered(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("前天的没到"), "刷了多少钱")
	li.expect(li.says("8800"), "是不是它")
	li.expect(li.says("不是"), "参考号")
	li.expect(li.says("前天的没到"), "刷了多少钱")
	li.expect(li.says("8800"), "是不是它")
	li.expect(li.presses("人工客服"), "C-1001")
	tried := strings.Join(w.only().Steps, "\n")
	if !strings.Contains(tried, "那一笔刷了多少钱？大概数也行，比如“3500左右”。 → ¥8,800.00") {
		t.Fatalf("the support team reads:\n%s", tried)
	}
}

func TestATimeOfDayRanks(t *testing.T) {
	w, li := talk(t)
	for i := range int64(9) {
		w.books.trails = append(w.books.trails, swipe(40+i, "M0001", "T4"+string(rune('0'+i)), noon.Add(-24*time.Hour+time.Duration(i-4)*time.Hour), 10000*(i+1), "8000"))
	}
	got := li.says("昨天下午五点多刷的没到")
	if text := got[0].Buttons[0][0].Text; !strings.Contains(text, " 17:20 ") {
		t.Fatalf("the nearest is not first: %v", got[0].Buttons)
	}
	if text := got[0].Buttons[1][0].Text; !strings.Contains(text, " 16:20 ") && !strings.Contains(text, " 18:20 ") {
		t.Fatalf("the hour filters: %v", got[0].Buttons)
	}
}

func TestLessArrivedIsAboutPayoutsWhateverWasSeenLast(t *testing.T) {
	w, li := talk(t)
	on := calendar.NewDate(2026, 11, 19)
	w.books.payouts = []trail.PayoutView{{PayoutRef: trail.PayoutRef{Row: 5, ID: "P5", State: trail.PayoutShort, SentOn: on, ArrivedOn: on, Amount: 100000, Account: "1234"},
		MerchantID: "M0001", Currency: "CNY", Gross: 101000, LineFees: 1000, LinesNet: 100000, Banked: 99000, Difference: -1000}}
	li.expect(li.says("where is today's 3500"), "CNY 3,500.00")
	li.expect(li.says("my payout came short"), "CNY 990.00")
}

func TestAskingWhetherAnythingIsSuspiciousOpensNoCaseWhereNothingIs(t *testing.T) {
	for _, text := range []string{"有没有可疑的交易", "最近有没有异常", "看看有没有异常", "any suspicious transactions?", "is there anything suspicious"} {
		w, li := talk(t)
		li.expect(li.says(text))
		if len(w.cases) != 0 {
			t.Errorf("%q opened %s:\n%s", text, w.only().Number(), li.last.Text)
		}
	}
	for _, text := range []string{"有人盗刷", "有可疑交易，不是我刷的", "somebody stole from my terminal"} {
		w, li := talk(t)
		li.expect(li.says(text), "C-1001")
		if c := w.only(); !c.Urgent || c.Subject != cases.Security {
			t.Errorf("%q: %+v", text, c)
		}
	}
}

func TestACashierIsNotAskedForDaysTheyMayNotSee(t *testing.T) {
	w, _ := talk(t)
	wang := w.user(7, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	wang.expect(wang.says("777没到"), "没有查到", "只能查今天")
	if strings.Contains(wang.last.Text, "哪一天") {
		t.Fatalf("asks for a day:\n%s", wang.last.Text)
	}
}

// buttonOf gives the data of a button of the last message.
func buttonOf(t testing.TB, u *user, label string) string {
	t.Helper()
	for _, row := range u.last.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return b.Data
			}
		}
	}
	t.Fatalf("no button %q in %+v", label, u.last.Buttons)
	return ""
}

func TestAStrangerWhoWantsAPersonHearsWhomToTurnTo(t *testing.T) {
	w, _ := talk(t)
	eve := w.user(99, "Eve", "zh-hans")
	eve.expect(eve.says("你好"), "邀请链接")
	first := eve.says("人工客服")
	eve.expect(first, "支付公司", "99")
	again := eve.says("人工客服")
	eve.expect(again, "还没有开通", "99")
	if first[0].Text == again[0].Text || len(w.cases) != 0 {
		t.Fatalf("%s", again[0].Text)
	}
}
