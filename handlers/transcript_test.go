package handlers_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

var update = flag.Bool("update", false, "write the golden files anew")

// transcript writes down what a merchant and the support channel read.
type transcript struct {
	strings.Builder
	w *world
}

// tells writes down what came in and what everybody then read.
func (s *transcript) tells(who, what string, items []outbox.Item) {
	fmt.Fprintf(s, "## %s: %s\n", who, what)
	for _, it := range items {
		switch it.Op {
		case outbox.TelegramSend, outbox.TelegramEdit:
			m := decode[outbox.TelegramMessage](s.w.t, it)
			fmt.Fprintf(s, "[telegram %d]\n%s\n", m.Chat, m.Text)
			for _, row := range m.Buttons {
				for _, b := range row {
					fmt.Fprintf(s, "[%s] ", b.Text)
				}
				s.WriteString("\n")
			}
		case outbox.SlackPost, outbox.SlackUpdate, outbox.SlackWhisper:
			m := decode[outbox.SlackMessage](s.w.t, it)
			fmt.Fprintf(s, "[%s] %s\n", it.Op, m.Text)
		default:
			fmt.Fprintf(s, "[%s]\n", it.Op)
		}
	}
	s.WriteString("\n")
}

// The whole way of one question in every language: joining, asking, a person,
// words to and fro, the end, the reopening, and the money that lands.
func TestStoriesAsPeopleReadThem(t *testing.T) {
	for _, story := range []struct {
		lang string
		says []string
	}{
		{"zh-Hans", []string{"你好", "我的钱呢哪去了", "今天3500没到", "今天3050没到", "什么时候到账", "手续费多少", "账单", "今天3500没到", "呃", "转人工", "小票在我这里", "我要换卡"}},
		{"zh-Hant", []string{"你好", "我的錢呢哪去了", "今天3500沒到", "今天3050沒到", "什麼時候入帳", "手續費多少", "帳單", "今天3500沒到", "呃", "轉人工", "簽單在我這裡", "我要換卡"}},
		{"en", []string{"hello", "where is my money", "where is today 3500", "where is today 3050", "when", "what fee", "summary", "where is today 3500", "blah", "I want a human", "the slip is here", "new account"}},
	} {
		t.Run(story.lang, func(t *testing.T) {
			w := newWorld(t)
			tr := swipe(11, "M0001", "T01", noon.Add(-3*time.Hour), 350000, "6688")
			tr.Due = terms.Due{On: calendar.NewDate(2026, 11, 23), Rule: "T+1", BusinessDay: calendar.NewDate(2026, 11, 20), Weekend: true}
			w.books.trails = append(w.books.trails, tr)
			s := &transcript{w: w}
			li, amy := w.user(1, "Li", story.lang), w.agent("amy")
			say := func(text string) {
				li.msg = w.id()
				items := w.turn(li.event(inbox.Message, inbox.TelegramEvent{MessageID: li.msg, Text: text}))
				s.tells("Li", text, items)
			}
			say(story.says[0])
			code := w.invite("M0001", access.Owner, true)
			s.tells("Li", "/start CODE", w.turn(li.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: "/start " + code})))
			for _, text := range story.says {
				say(text)
			}
			s.tells("amy", "Claim", amy.presses("claim", 1001))
			s.tells("amy", "! 您好 hello", amy.writes(w.cases[1001], "! 您好 hello"))
			s.tells("amy", "Resolve", amy.submits("resolve", 1001, map[string]string{"reason": "explained", "note": "2026-11-23"}))
			s.tells("Li", "cn:1001", w.turn(li.event(inbox.Press, inbox.TelegramEvent{CallbackID: "1", Data: "cn:1001"})))
			w.books.trails[0].State, w.books.trails[0].Reasons, w.books.trails[0].Next = trail.Arrived, nil, trail.Nobody
			w.books.trails[0].Arithmetic = trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Arrived: 347900, Priced: true, FeeRate: "0.60"}
			w.books.trails[0].Hops = append(w.books.trails[0].Hops, trail.Hop{Name: trail.HopArrived, On: calendar.NewDate(2026, 11, 23),
				Evidence: []trail.Evidence{{Kind: record.Entries, ID: "E9", File: "bank.csv", Line: 4}}})
			s.tells("import", "bank.csv", w.turn(inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, System: &inbox.SystemEvent{MerchantID: "M0001", Transactions: []int64{11}}}))
			say("/cases")
			golden(t, "story."+story.lang, s.String())
		})
	}
}

// golden holds a text against testdata/NAME.golden.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Fatalf("%s (-want +got; go test -update writes it anew):\n%s", path, diff)
	}
}
