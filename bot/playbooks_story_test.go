package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const ownPlaybook = `name = "opening_hours"
version = 1
title = "title"
start = "told"
for = ["menu"]
[steps.told]
kind = "end"
end = "solved"
text = "told"
[texts.zh-Hans]
title = "几点能找人"
told = "同事九点到六点在。"
[texts.en]
title = "opening hours"
told = "Our support team is here from nine to six."
`

// A playbook that an operator writes is there without a restart; one that
// cannot be used changes nothing, and the log tells the file and the line.
func TestPlaybooksAreTakenUpWithoutARestart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	own := t.TempDir()
	h.env["PLAYBOOKS"] = own
	h.serves()
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(own, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	logs := func(words string) {
		t.Helper()
		for until := time.Now().Add(hangs); !strings.Contains(h.log.tail(20000), words); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatalf("the log does not say %q", words)
			}
		}
	}
	write("opening_hours.toml", ownPlaybook)
	logs("playbooks read anew")
	li.Says("几点能找人")
	li.Sees("同事九点到六点在", 0)

	write("opening_hours.toml", strings.Replace(ownPlaybook, "end = \"solved\"", "end = solved", 1))
	logs("opening_hours.toml: line 8")
	li.Says("几点能找人")
	li.Sees("同事九点到六点在", 0)

	write("opening_hours.toml", strings.Replace(ownPlaybook, "九点到六点", "八点到八点", 1))
	write("bad.txt", "not a playbook")
	li.Says("你好")
	li.Sees(".", 0)
	h.until(0, func() string {
		if strings.Count(h.log.String(), "playbooks read anew") < 2 {
			return "the corrected playbook is not taken up"
		}
		return ""
	})
	li.Says("几点能找人")
	li.Sees("同事八点到八点在", 0)
}

// A reminder comes on its day after a restart, a question that was open is
// answered after it, and a button that was pressed already presses nothing twice.
func TestPlaybooksOutliveARestart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")
	li.Says("今天中午刷的3500怎么还没到")
	li.Sees(`3,500\.00`, 0)
	li.Presses("一步一步办")
	li.Sees("正常的结算时间里", 0)
	li.Presses("到时告诉我")
	li.Presses("到时告诉我")
	li.Sees("2026-11-23 周一我来告诉您", 0)
	li.Says("一起查记录")
	li.Sees("是哪一天刷的", 0)
	h.ends()

	h.env["CLOCK"] = "2026-11-23T09:30:00+08:00"
	h.serves()
	li.Sees(`(?s)我又看了一次：¥3,\d+\.\d\d 还在路上`, 0)
	li.Says("11月20日")
	li.Sees("大概多少钱", 0)
	li.Says("跳过")
	li.Sees("您看是哪种情况", 0)
	li.Presses("那就没事了")
	li.Sees("记录没有问题", 0)
	if got := h.does("export", "playbooks"); !strings.Contains(got, "in_cycle,1,0,0,0,0,,0") || !strings.Contains(got, "review_records,1,1,0,0,0,,0") {
		t.Errorf("figures:\n%s", got)
	}
	h.shows("/metrics", http.StatusOK, `moneytrail_playbook_walks{end="solved",playbook="review_records"} 1`)
	h.shows("/metrics", http.StatusOK, `moneytrail_playbook_walks{end="on",playbook="in_cycle"} 1`)
	if o := h.world.Journal.Objections(); len(o) > 0 {
		t.Errorf("the networks object:\n%s", strings.Join(o, "\n"))
	}
}
