package handlers_test

import (
	"testing"
	"time"
)

// Whether a colleague is at work is answered by the team's hours, and where a case
// is open, by how that stands; it opens none.
func TestWhetherAColleagueIsAtWorkIsAnswered(t *testing.T) {
	w, li, amy := promising(t)
	w.now = time.Date(2026, 11, 20, 17, 15, 0, 0, shanghai) // a Friday
	li.expect(li.says("你们同事今天上班吗"), "现在是客服的上班时间")
	li.says("转人工")
	amy.name = "Amy"
	amy.presses("claim", 1001)
	w.later(3 * time.Hour)
	li.expect(li.says("Amy今天还上班吗"), "现在客服不在班", "2026-11-23", "C-1001")
	if len(w.cases) != 1 {
		t.Errorf("%d cases", len(w.cases))
	}

	_, wang, _ := shop(t) // no hours are set
	wang.speaks("en")
	wang.expect(wang.says("is your support team working today?"), "not on record")
}

// The label of a case's button, typed, is that button; where none stands there, it is
// asked what it is about.
func TestATypedButtonOfACaseIsThatButton(t *testing.T) {
	w, li, amy := shop(t)
	li.expect(li.says("这是另一件事"), "是什么事")
	li.says("转人工")
	amy.writes(w.cases[1001], "!是哪一笔？")
	li.says("我先问问店员")
	li.expect(li.says("这是另一件事"), "C-1002")
	if c := w.cases[1002]; len(w.cases) != 2 || c.Words != "我先问问店员" {
		t.Errorf("%d cases, %q", len(w.cases), c.Words)
	}
}
