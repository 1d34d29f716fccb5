package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// readingShop is shop with the reader that merchants meet.
func readingShop(t testing.TB) (*world, *user, *staff) {
	w, li, amy := shop(t)
	w.desk.Reader = understand.New()
	return w, li, amy
}

func TestAFactAfterADaysSummaryIsASale(t *testing.T) {
	for _, fact := range []string{"1280", "RRN 632320001284"} {
		w, li, _ := readingShop(t)
		tr := swipe(21, "M0001", "T21", noon.Add(-27*time.Hour), 128000, "7000")
		tr.RRN = "632320001284"
		w.books.trails = append(w.books.trails, tr)
		day := li.says("昨天收了多少")[0].Text
		got := li.says(fact)
		li.expect(got, "1,280.00", "7000")
		if got[0].Text == day {
			t.Fatal("the summary again")
		}
	}
}

func TestANewFactAgainstAnOldReferenceWins(t *testing.T) {
	w, li, _ := readingShop(t)
	a, b := swipe(21, "M0001", "T21", noon.Add(-27*time.Hour), 128000, "7000"), swipe(22, "M0001", "T22", noon.Add(-28*time.Hour), 99000, "7235")
	a.RRN, b.RRN = "632414001333", "632414001444"
	w.books.trails = append(w.books.trails, a, b)
	li.expect(li.says("参考号 632414001333"), "1,280.00")
	li.expect(li.says("尾号7235"), "990.00")
	li.expect(li.says("参考号 632414001333"), "1,280.00")
	li.expect(li.says("参考号 632414001444"), "990.00")
	li.expect(li.says("1280"), "1,280.00", "7000")
}

func TestWhoIsAskedToPayFirstIsWarned(t *testing.T) {
	for text, want := range map[string]string{"解冻费要交多少": "千万不要付钱", "他们说冻结了要交钱": "千万不要付钱", "do I have to pay a deposit first?": "Never pay", "deposit to release my money?": "Never pay", "they want an unfreezing fee": "Never pay",
		"somone called saying he is from your company and can release the money for 200": "Never pay", "自称你们公司的人叫我报验证码": "千万不要付钱，也不要给密码", "佢話係你哋公司嘅，俾200就可以解凍": "千萬不要付錢"} {
		w, li, _ := readingShop(t)
		li.expect(li.says(text), want, "C-1001")
		if c := w.only(); !c.Urgent || c.Subject != "security" {
			t.Fatalf("%s: %+v", text, c)
		}
	}
}

func TestAngryWordsGetAnApologyAndAPerson(t *testing.T) {
	for _, text := range []string{"你们是骗子", "我要报警"} {
		w, li, _ := readingShop(t)
		got := li.says(text)
		li.expect(got, "对不起", "C-1001")
		if strings.Contains(got[0].Text, "小票") && strings.Contains(got[0].Text, "操作员密码") || w.only().Subject == "security" {
			t.Fatalf("accused:\n%s", got[0].Text)
		}
	}
}

func TestTheBotSaysThatItIsOne(t *testing.T) {
	_, li, _ := readingShop(t)
	li.expect(li.says("你是机器人吗"), "机器人", "人工客服")
	li.expect(li.says("are you a bot?"), "I am a bot", "Talk to a person")
}

func TestACaseIsKnownByItsNumber(t *testing.T) {
	w, li, _ := readingShop(t)
	li.says("转人工")
	wang := w.user(2, "Wang", "en")
	w.binds(wang, "M0002", access.Owner)
	li.expect(li.says("C-1001怎么样了"), "C-1001", "转人工")
	li.expect(li.says("tell me about case C-1001"), "C-1001", "转人工")
	foreign, unknown := wang.says("tell me about case C-1001"), wang.says("tell me about case C-4004")
	wang.expect(foreign)
	if strings.ReplaceAll(foreign[0].Text, "1001", "#") != strings.ReplaceAll(unknown[0].Text, "4004", "#") {
		t.Fatalf("they differ:\n%s\n%s", foreign[0].Text, unknown[0].Text)
	}
}

func TestAQuestionAboutADayToComeIsAnsweredWithWhatIsDue(t *testing.T) {
	for _, text := range []string{"how much will I get on Monday", "周末的钱什么时候到", "明天能到多少钱", "how much will arrive tomorrow"} {
		w, li, _ := readingShop(t)
		for i := range w.books.trails {
			w.books.trails[i].Due = terms.Due{On: calendar.NewDate(2026, 11, 23), Rule: "T+1", BusinessDay: calendar.NewDate(2026, 11, 20)}
		}
		w.books.trails = append(w.books.trails, swipe(21, "M0001", "T21", noon.Add(-2*time.Hour), 128000, "7000"))
		w.books.trails[2].Due = w.books.trails[0].Due
		li.expect(li.says(text), "2026-11-23", "4,780.00")
	}
}

// What a fraud got already, and what to do now, is answered at once and not only
// passed on, as long as the warning is fresh and no other money was talked of.
func TestAfterAWarningOfFraudTheNextLineHasItsAnswer(t *testing.T) {
	for text, want := range map[string]string{"验证码我已经给他了": "请他们先锁住", "钱转过去了怎么办": "止付这笔转账", "他连我身份证号都知道": "转不走您的钱", "我点了他发的链接": "飞行模式", "那现在怎么办": "千万不要付钱",
		"he has her ID number already": "nobody can take your money", "is it urgent what should i do now": "Never pay", "what if I gave him the code": "ask it to block it", "錢打給他了": "止付這筆轉帳"} {
		w, li, _ := readingShop(t)
		li.says("自称你们公司的人叫我报验证码")
		li.expect(li.says(text), want, "C-1001")
		if c := w.only(); !c.Urgent || c.Subject != "security" {
			t.Errorf("%s: %+v", text, c)
		}
	}
	w, li, _ := readingShop(t) // a code that is gone needs no warning before
	li.expect(li.says("我把验证码念给他了"), "请他们先锁住", "C-1001")
	if c := w.only(); !c.Urgent {
		t.Errorf("not urgent: %+v", c)
	}
}

// Which customer paid is answered of the payment that is named; doubts about it
// are still a matter for a person.
func TestWhoPaidIsAnsweredOfThePayment(t *testing.T) {
	for text, want := range map[string]string{"3500那笔是谁刷的": "没有客户的名字，只有卡的尾号", "who swiped the 3,500?": "Records name no customer; the card ends in", "嗰筆3500係邊個碌嘅": "沒有客戶的名字"} {
		w, li, _ := readingShop(t)
		li.expect(li.says(text), want, "3,500.00")
		if len(w.cases) != 0 {
			t.Errorf("%s: a case %+v", text, w.cases)
		}
	}
	w, li, _ := readingShop(t)
	li.says("半夜那笔3500谁刷的，不是我们店的")
	if c := w.only(); c.Subject != "security" {
		t.Errorf("%+v", c)
	}
}

// Money that is named and that the open case is not about is answered at once,
// whatever a person is asked for beside it; and so is what to do at the counter.
func TestOtherMoneyThanTheCasesIsAnsweredBesideIt(t *testing.T) {
	for _, text := range []string{"还有1280那个客人站我面前说扣了怎么办", "the 1280 customer says he was charged, what do i do", "仲有1280嗰個客話扣咗錢點算"} {
		w, li, _ := readingShop(t)
		other := swipe(21, "M0001", "T21", noon.Add(-2*time.Hour), 128000, "7000")
		other.State = trail.Unknown
		w.books.trails = append(w.books.trails, other)
		li.says("3500")
		li.says("找人工")
		li.expect(li.says(text), "1,280.00", "7000")
		li.expect(li.says("我再让他刷一次行吗"), "1,280.00")
	}
}

func TestWhoAsksWhetherWeAskForCodesIsToldNever(t *testing.T) {
	for text, want := range map[string]string{"你们会打电话要验证码吗": "不会", "do you ever call and ask for a code?": "No. We never", "你哋會唔會打電話問我要密碼": "不會"} {
		w, li, _ := readingShop(t)
		li.expect(li.says(text), want)
		if len(w.cases) != 0 {
			t.Errorf("%s: a case %+v", text, w.cases)
		}
	}
}

// Who ends a numbered case and gives a reason that sounds like trouble is asked to
// end it by a tap, and no other case is opened.
func TestTheEndOfANumberedCaseIsHeardWhateverTheReason(t *testing.T) {
	w, li, _ := readingShop(t)
	li.says("找人工")
	li.expect(li.says("close C-1001, i did not ask to change account"), "C-1001")
	if len(w.cases) != 1 || !w.only().IsOpen() {
		t.Errorf("%+v", w.cases)
	}
}
