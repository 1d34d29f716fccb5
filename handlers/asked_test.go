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
