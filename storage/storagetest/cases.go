package storagetest

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
)

func caseStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"a case is found by subject while it is open":     openBySubject,
		"a person's cases, newest first, for thirty days": casesOf,
		"a second asker joins":                            joins,
		"a resolved case keeps how it ended":              resolved,
		"a line is kept once, its edit besides":           entriesOnce,
		"a thread belongs to the case of its card":        byThread,
		"a message to a chat finds its case":              byMessage,
		"who wrote last in a case":                        lastWords,
		"what an agent said to the merchant":              agentSaid,
		"every case, page by page":                        everyCase,
	}
}

func ids(list []cases.Case) []int64 {
	var all []int64
	for _, c := range list {
		all = append(all, c.ID)
	}
	return all
}

func openBySubject(t *testing.T, s store) {
	done := openCase(1001, "M1", "txn:5")
	done.Status, done.Resolution = cases.Resolved, &cases.Resolution{Reason: "paid", At: time.Now()}
	claimed := openCase(1002, "M1", "txn:5")
	claimed.Status, claimed.ClaimedBy, claimed.Urgent = cases.Claimed, "U1", true
	s.commit(handlers.Outcome{Cases: []cases.Case{done, claimed, openCase(1003, "M1", "payout:9"), openCase(1004, "M2", "txn:5")}})
	c, found, err := s.OpenCase(s.ctx(), "M1", "txn:5")
	s.ok(err)
	if !found || c.ID != 1002 || !c.Urgent || c.ClaimedBy != "U1" {
		t.Errorf("found %t: %+v", found, c)
	}
	if _, found, _ := s.OpenCase(s.ctx(), "M3", "txn:5"); found {
		t.Error("another merchant's case was found")
	}
	open, err := s.OpenCases(s.ctx(), "M1")
	s.ok(err)
	if diff := cmp.Diff([]int64{1002, 1003}, ids(open)); diff != "" {
		t.Errorf("open cases of M1 (-want +got):\n%s", diff)
	}
	if all, err := s.OpenCases(s.ctx(), ""); err != nil || len(all) != 3 {
		t.Errorf("open cases of all: %v, %v", ids(all), err)
	}
}

func casesOf(t *testing.T, s store) {
	ended := func(id int64, ago time.Duration) cases.Case {
		c := openCase(id, "M1", "txn:5")
		c.Status, c.Resolution = cases.Resolved, &cases.Resolution{Reason: "paid", At: time.Now().Add(-ago)}
		return c
	}
	others := openCase(1004, "M1", "txn:6")
	others.Watchers = []cases.Watcher{{Chat: 1, User: 1}}
	s.commit(handlers.Outcome{Cases: []cases.Case{
		ended(1001, 31*24*time.Hour), ended(1002, 29*24*time.Hour), openCase(1003, "M1", "txn:5"), others}})
	got, err := s.CasesOf(s.ctx(), 7)
	s.ok(err)
	if diff := cmp.Diff([]int64{1003, 1002}, ids(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func joins(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5")}})
	c, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	if !c.Join(cases.Watcher{Chat: 43, User: 8, Name: "Li", Language: "en"}, time.Now()) {
		t.Fatal("could not join")
	}
	s.commit(handlers.Outcome{Cases: []cases.Case{c}})
	got, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	if diff := cmp.Diff(c.Watchers, got.Watchers); diff != "" {
		t.Errorf("watchers (-want +got):\n%s", diff)
	}
	if mine, err := s.CasesOf(s.ctx(), 8); err != nil || len(mine) != 1 {
		t.Errorf("the joined person watches %v, %v", ids(mine), err)
	}
}

func resolved(t *testing.T, s store) {
	c := openCase(1001, "M1", "txn:5")
	s.commit(handlers.Outcome{Cases: []cases.Case{c}})
	c, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	s.ok(c.Resolve(cases.Resolution{Reason: "explained", Note: "周一到账", By: "U1", ByName: "Ann",
		At: time.Now().UTC().Truncate(time.Millisecond)}))
	s.commit(handlers.Outcome{Cases: []cases.Case{c}})
	got, _, err := s.Case(s.ctx(), 1001)
	s.ok(err)
	if diff := cmp.Diff(c.Resolution, got.Resolution); diff != "" {
		t.Errorf("resolution (-want +got):\n%s", diff)
	}
}

func entriesOnce(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5"), openCase(1002, "M1", "txn:6")}})
	said := func(id int64, what, text, key string) cases.Entry {
		return cases.Entry{CaseID: id, At: time.Now(), Who: "merchant", By: "7", Name: "王芳", What: what, Text: text, Key: key}
	}
	for range 2 {
		s.commit(handlers.Outcome{Entries: []cases.Entry{
			said(1001, "said", "还没到", "tg:42:12"), said(1001, "edited", "还没到账", "tg:42:12"), said(1002, "said", "还没到", "tg:42:12")}})
	}
	s.commit(handlers.Outcome{Entries: []cases.Entry{said(1001, "edited", "还没有到账", "tg:42:12"),
		said(1001, "claimed", "", ""), said(1001, "claimed", "", "")}})
	got, err := s.Entries(s.ctx(), 1001)
	s.ok(err)
	var texts []string
	for _, e := range got {
		texts = append(texts, e.What+" "+e.Text)
	}
	if diff := cmp.Diff([]string{"said 还没到", "edited 还没到账", "edited 还没有到账", "claimed ", "claimed "}, texts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func byThread(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5")}})
	for _, ref := range []string{"case:1001:card", "case:1001:line:4"} {
		it := post("case:1001", ref)
		it.Ref = ref
		s.ok(s.Queue(s.ctx(), []outbox.Item{it}))
		s.sent(s.items(time.Now())[0], outbox.Anchor{Network: "slack", Channel: "C9", ID: "17." + ref[10:]})
	}
	for _, tc := range []struct {
		channel, ts string
		found       bool
	}{{"C9", "17.card", true}, {"C8", "17.card", false}, {"C9", "17.line:4", false}, {"C9", "", false}} {
		c, found, err := s.CaseByThread(s.ctx(), tc.channel, tc.ts)
		s.ok(err)
		if found != tc.found || found && c.ID != 1001 {
			t.Errorf("thread %s %s: found %t case %d", tc.channel, tc.ts, found, c.ID)
		}
	}
}

func byMessage(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5")}})
	for i, ref := range []string{"case:1001:relay:C9:17.5:42", "case:1001:told:8:0", "chat:1001"} {
		it := post("tg:42", ref)
		it.Ref = ref
		s.ok(s.Queue(s.ctx(), []outbox.Item{it}))
		s.sent(s.items(time.Now())[0], outbox.Anchor{Network: "telegram", Channel: "42", ID: strconv.Itoa(700 + i)})
	}
	for _, tc := range []struct {
		chat    int64
		message int
		found   bool
	}{{42, 700, true}, {42, 701, true}, {42, 702, false}, {43, 700, false}, {42, 9, false}} {
		c, found, err := s.CaseByMessage(s.ctx(), tc.chat, tc.message)
		s.ok(err)
		if found != tc.found || found && c.ID != 1001 {
			t.Errorf("message %d of chat %d: found %t case %d", tc.message, tc.chat, found, c.ID)
		}
	}
}

func lastWords(t *testing.T, s store) {
	s.commit(handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:5")}})
	first := time.UnixMilli(1_790_000_000_000).UTC()
	at := func(hour int) (zero time.Time) {
		if hour < 0 {
			return zero
		}
		return first.Add(time.Duration(hour) * time.Hour)
	}
	const never = -1
	for hour, e := range []struct {
		who, what, key                    string
		desk, merchant, unanswered, agent int
		waits                             bool
	}{
		{"merchant", "opened", "", never, 0, 0, never, false},
		{"agent", "said", "", never, 0, 0, 1, false},
		{"agent", "relayed", "", 2, 0, never, 2, true},
		{"merchant", "noted", "", 2, 0, never, 2, true},
		{"merchant", "said", "", 2, 4, 4, 2, false},
		{"merchant", "said", "", 2, 5, 4, 2, false}, // who insists waits since the first
		{"bot", "signs", "", 6, 5, never, 2, true},
		{"merchant", "said", "", 6, 7, 7, 2, false},
		{"agent", "relayed", "line:1", 8, 7, never, 8, true},
		{"agent", "deleted", "line:1:file", 8, 7, never, 9, true}, // one file of it
		{"agent", "withdrawn", "line:1", 6, 7, 7, 10, false},
		{"agent", "relayed", "line:2", 11, 7, never, 11, true},
		{"agent", "deleted", "line:2", 6, 7, 7, 12, false},
		{"agent", "resolved", "", 6, 7, never, 13, false},
		{"bot", "reopened", "", 6, 7, 14, 13, false},
	} {
		s.commit(handlers.Outcome{Entries: []cases.Entry{{CaseID: 1001, At: at(hour), Who: e.who, What: e.what, Key: e.key}}})
		got, err := s.LastWords(s.ctx(), 1001)
		s.ok(err)
		want := handlers.LastWords{Desk: at(e.desk), Merchant: at(e.merchant), Unanswered: at(e.unanswered), Agent: at(e.agent), Waits: e.waits}
		if e.what == "reopened" {
			want.Reopened = at(hour)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("after %d. %s %s (-want +got):\n%s", hour, e.who, e.what, diff)
		}
	}
	if got, err := s.LastWords(s.ctx(), 1999); err != nil || got != (handlers.LastWords{}) {
		t.Errorf("of no case: %+v, %v", got, err)
	}
}

func everyCase(t *testing.T, s store) {
	var all []cases.Case
	for i := range int64(1201) {
		c := openCase(1001+i, "M1", cases.ByTransaction(i))
		c.Watchers = nil
		all = append(all, c)
	}
	s.commit(handlers.Outcome{Cases: all})
	next := int64(1001)
	s.ok(s.EachCase(s.ctx(), func(c cases.Case) error {
		if c.ID != next {
			t.Fatalf("case %d, want %d", c.ID, next)
		}
		next++
		return nil
	}))
	if next != 1001+1201 {
		t.Errorf("ended before %d", next)
	}
}
