package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/cases"
)

// A small number is the button of that number, wherever buttons stand last.
func TestASmallNumberIsTheButtonOfThatNumber(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("昨天的"), "查到 2 笔")
	byTap := li.pressesRaw(li.last.Buttons[1][0].Data)[0].Text
	li.says("昨天的")
	for _, second := range []string{"2", "②", "第二个"} {
		if got := li.says(second)[0].Text; got != byTap {
			t.Errorf("%s is answered with\n%s\nand the second button with\n%s", second, got, byTap)
		}
		li.says("昨天的")
	}
	li.says("/lang")
	li.expect(li.says("3"), "English")
	li.expect(li.says("/lang"), "language")
	li.expect(li.says("the first one"), "以后用中文")
	li.expect(li.says("777没到"), "是哪一天刷的")
	li.expect(li.says("2"), "没有查到：2026-11-19 周四（昨天）", "¥777.00") // the day question's second button
}

// At the question for an amount a number is the amount, at the one for a day a
// number that no button has is the day of the month.
func TestANumberAnswersTheQuestionThatTakesNumbers(t *testing.T) {
	w, li := talk(t)
	w.books.trails = append(w.books.trails, swipe(31, "M0001", "T31", noon.AddDate(0, 0, -2), 300, "7003"))
	li.expect(li.says("11月17号的没到"), "刷了多少钱")
	li.expect(li.says("3"), "¥3.00")
	li.says("算了")
	li.expect(li.says("777没到"), "是哪一天刷的")
	li.expect(li.says("12"), "2026-11-12", "¥777.00")
}

// Where nothing has the number it is asked about; a tap makes an amount of it.
func TestANumberThatNothingHasIsAskedAbout(t *testing.T) {
	w, li := talk(t)
	w.books.trails = append(w.books.trails, swipe(31, "M0001", "T31", noon.Add(-time.Hour), 900, "7003"))
	li.says("你好")
	got := li.says("9")
	li.expect(got, "“9”我不确定是什么意思")
	li.expect(li.presses("查 ¥9.00"), "查到了：¥9.00")
	li.expect(li.says("第九个"), "没有“第九个”")
	li.expect(li.says("350"), "¥350.00") // no number of a choice
	if len(w.cases) != 0 {
		t.Fatal("a number opened a case")
	}
}

// A number after a line of the support team answers that line.
func TestANumberAfterTheSupportTeamsLineIsForThem(t *testing.T) {
	w, li, amy := shop(t)
	li.says("昨天的")
	li.presses("人工客服")
	c := w.only()
	w.later(time.Minute)
	amy.writes(c, "!您说的是 1 老店 还是 2 新店？")
	li.expect(li.says("2"), c.Number())
	last := w.entries[len(w.entries)-1]
	if last.What != "said" || last.Text != "2" || last.CaseID != c.ID {
		t.Fatalf("the thread has %+v", last)
	}
}

// The number of a case means the case in any place.
func TestACaseNumberMeansTheCaseInAnyPlace(t *testing.T) {
	w, li := talk(t)
	li.says("转人工")
	c := w.only()
	for _, named := range []string{"C-1001", "c1001", "C－1001", "工单1001", "/case 1001"} {
		li.expect(li.says("777没到"), "是哪一天刷的")
		got := li.says(named)
		li.expect(got, "问题单 C-1001：等同事来看", "是哪一天刷的")
		if strings.Contains(got[0].Text, "1,001.00") {
			t.Fatalf("%s is read as money:\n%s", named, got[0].Text)
		}
	}
	li.expect(li.says("C-1001 客户又打电话来了"), "C-1001")
	if last := w.entries[len(w.entries)-1]; last.Text != "C-1001 客户又打电话来了" || last.CaseID != c.ID {
		t.Fatalf("not in the case: %+v", last)
	}
	li.expect(li.says("C-9999"), "您名下没有问题单 C-9999")
	if len(w.cases) != 1 || w.only().Status != cases.Open {
		t.Fatal("naming a case changed one")
	}
}
