package handlers_test

import (
	"strings"
	"testing"
)

// A case keeps what it was opened with: what follows on a question is read with
// it, each line once, and later words change neither its title nor its card.
func TestACaseKeepsWhatItWasOpenedWith(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	li.says("刷卡机打不出小票")
	li.says("为啥这么慢")
	li.says("为啥这么慢")
	li.says("转人工")
	first := w.only().Words
	if !strings.HasPrefix(first, "刷卡机打不出小票\n为啥这么慢") || strings.Count(first, "为啥这么慢") != 1 {
		t.Fatalf("opened with %q", first)
	}
	for _, text := range []string{"真的很急", "转人工", "我换了一卷纸还是不行", "转人工", "刷卡机打不出小票啊", "转人工", "/cases"} {
		li.says(text)
	}
	if c := w.only(); c.Words != first {
		t.Errorf("now %q", c.Words)
	}
	li.expect(li.says("/cases"), "刷卡机打不出小票")
}

// Who asks something else has another case for it.
func TestSomethingElseHasItsOwnCase(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	li.says("手续费怎么算的")
	li.says("转人工")
	li.says("手续费到底怎么算的")
	li.says("转人工")
	if n := len(w.cases); n != 1 {
		t.Fatalf("the same twice: %d cases", n)
	}
	li.says("终端没有网络信号了")
	li.says("转人工")
	if n := len(w.cases); n != 2 {
		t.Errorf("something else: %d cases", n)
	}
}

// What looks alike and names another amount, day, period or terminal is another
// matter with a case of its own; said in other words it is the same.
func TestAnotherAmountIsAnotherMatter(t *testing.T) {
	for _, x := range []struct {
		first, second string
		cases         int
	}{
		{"终端T01打不出小票", "终端T02打不出小票", 2}, {"这个月手续费怎么算的", "上个月手续费怎么算的", 2}, {"昨天3500没到", "昨天3600没到", 2}, {"where is my 3500 from monday", "where is my 3600 from tuesday", 2}, {"昨天3500没到", "昨天三千五没到", 1}, {"terminal 1 prints no receipt", "terminal 2 prints no receipt", 2},
		{"11月18日3500没到", "11月17日3500没到", 2}, {"昨天3,500没到", "昨天3500还没到", 1}, {"终端T01打不出小票", "终端T01打不出小票啊", 1}, {"terminal 1 prints no receipt", "terminal 1 prints no receipts", 1},
	} {
		w, li, _ := shop(t)
		w.reads()
		for _, text := range []string{x.first, x.second} {
			li.says(text)
			li.says("转人工")
		}
		if n := len(w.cases); n != x.cases {
			t.Errorf("%s, %s: %d cases, want %d", x.first, x.second, n, x.cases)
		}
	}
}
