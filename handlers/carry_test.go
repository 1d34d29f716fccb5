package handlers_test

import (
	"strings"
	"testing"
	"time"
)

// many sets several swipes of two cards, today at 13:20, 14:20, 14:40, 15:20, and yesterday.
func many(w *world) {
	w.books.trails = nil
	for i, s := range []struct {
		back  time.Duration
		minor int64
		card  string
	}{{2 * time.Hour, 35000, "1111"}, {time.Hour, 12000, "2222"}, {40 * time.Minute, 13000, "2222"}, {0, 35000, "2222"}, {24 * time.Hour, 35000, "1111"}, {25 * time.Hour, 77700, "3333"}} {
		w.books.trails = append(w.books.trails, swipe(int64(21+i), "M0001", "T"+string(rune('A'+i)), noon.Add(-s.back), s.minor, s.card))
	}
}

func labels(p *user) string {
	s := ""
	for _, row := range p.last.Buttons {
		for _, b := range row {
			s += b.Text + "\n"
		}
	}
	return s
}

// Facts join those of a question that is open; they begin anew where one payment
// was shown that they are not of, or nothing was said for a while.
func TestFactsCarryOverWhileTheQuestionIsOpen(t *testing.T) {
	start := func() (*world, *user) {
		w, li, _ := shop(t)
		w.reads()
		many(w)
		return w, li
	}
	_, li := start()
	li.says("今天的没到") // several: the card narrows them
	li.says("尾号1111")
	if !strings.Contains(li.last.Text, "350.00") || strings.Contains(labels(li), "2222") {
		t.Fatalf("the card does not narrow the list:\n%s\n%s", li.last.Text, labels(li))
	}
	li.says("昨天的") // one was shown, and this is another day
	if !strings.Contains(labels(li), "3333") {
		t.Fatalf("the card still filters another day:\n%s\n%s", li.last.Text, labels(li))
	}
	_, li = start()
	li.says("今天的120没到")
	li.says("尾号2222") // of the one that was shown: it stays that one
	if !strings.Contains(li.last.Text, "120.00") || strings.Contains(labels(li), "130.00") {
		t.Fatalf("a fact of what was shown finds another:\n%s", li.last.Text)
	}
	w, li := start()
	li.says("尾号2222的没到")
	w.later(15 * time.Minute)
	li.says("昨天的")
	if !strings.Contains(labels(li), "3333") || !strings.Contains(labels(li), "1111") {
		t.Fatalf("after a while the card still filters:\n%s\n%s", li.last.Text, labels(li))
	}
}

// A time of day ranks, it does not filter: the nearest comes first, this is said,
// and where several are as near, that too.
func TestATimeOfDayRanksAndSaysSo(t *testing.T) {
	for text, want := range map[string]struct{ said, first string }{
		"今天下午一点那笔没到":                        {"离 13:00 最近", "350.00 ··1111"},
		"今天下午三点的没到":                         {"离 15:00 差不多近的有 3 笔", ""},
		"今天中午那笔没到":                          {"离 12:00 最近", "350.00 ··1111"},
		"where is today's payment from 1pm": {"nearest 13:00", "350.00 ··1111"},
		"今天晚上刷的没到":                          {"离您说的时段最近", "350.00 ··2222"},
	} {
		w, li, _ := shop(t)
		w.reads()
		many(w)
		li.says(text)
		first, _, _ := strings.Cut(labels(li), "\n")
		if !strings.Contains(li.last.Text, want.said) || !strings.Contains(first, want.first) {
			t.Errorf("%q: the first is %q:\n%s\n%s", text, first, li.last.Text, labels(li))
		}
	}
}
