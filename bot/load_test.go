//go:build unix

package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/money"
	"moneytrail/storage"
)

// loadAskers is how many people of as many merchants write, at least; more than
// the networks' own limit of one message a second to a chat lets one wait.
const loadAskers = 200

// loadRate is how many messages a second are written: 25, as Telegram itself
// takes 30, or MONEYTRAIL_BENCH_RATE.
func loadRate(b *testing.B) int {
	text := cmp.Or(os.Getenv("MONEYTRAIL_BENCH_RATE"), "25")
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		b.Fatalf("MONEYTRAIL_BENCH_RATE=%s is no number", text)
	}
	return n
}

// loaded is a house over books of some size: those of MONEYTRAIL_BENCH_DATABASE
// at the time of MONEYTRAIL_CLOCK (a file that was imported before, written to by
// this), else the sample's.
func loaded(b *testing.B) *house {
	h := newHouse(b)
	if path := os.Getenv("MONEYTRAIL_BENCH_DATABASE"); path != "" {
		h.env["DATABASE"], h.env["CLOCK"] = path, cmp.Or(os.Getenv("MONEYTRAIL_CLOCK"), friday)
		return h
	}
	dir := b.TempDir()
	h.does("sample", dir)
	h.does("import", dir)
	return h
}

// loadQuestions is what people ask, each about an amount of the merchant's own.
var loadQuestions = []struct{ name, text string }{
	{"where is it all", "我的钱怎么还没到"}, {"one amount", "%s那笔没到"}, {"when", "什么时候到账"},
	{"yesterday", "昨天的账单"}, {"fees", "手续费多少"}, {"the week", "最近7天的账单"},
}

// asker is a person with a merchant and an amount to ask about.
type asker struct {
	user     int64
	merchant string
	amount   string
}

// bind makes owners of the first merchants that sold something, each their own person.
func bind(b *testing.B, db *storage.DB, ids []int64) []asker {
	ctx := context.Background()
	all, err := db.Merchants(ctx)
	if err != nil {
		b.Fatal(err)
	}
	var list []asker
	for _, m := range all {
		found, _, err := db.Trails(ctx, access.For(access.Owner, m.ID), handlers.Query{MerchantID: m.ID, Limit: 1})
		if err != nil {
			b.Fatal(err)
		}
		if len(found) == 0 || len(list) == len(ids) {
			continue
		}
		list = append(list, asker{ids[len(list)], m.ID, money.Format(found[0].Amount, found[0].Currency)})
	}
	if len(list) == 0 {
		b.Fatal("nobody sold anything")
	}
	for n := len(list); n < len(ids); n++ { // several people of a merchant
		again := list[n%len(list)]
		again.user = ids[n]
		list = append(list, again)
	}
	for _, a := range list {
		if have, err := db.Members(ctx, a.user); err != nil || len(have) > 0 {
			continue
		}
		m := people.Member{MerchantID: a.merchant, User: a.user, Chat: a.user, Name: "asker", Role: access.Owner, Standing: people.Active, JoinedAt: time.Now().AddDate(-1, 0, 0),
			Mute: []string{"summary"}} // networks take nothing unasked by people who never wrote
		if err := db.Commit(ctx, inbox.Event{}, handlers.Outcome{Members: []people.Member{m}}); err != nil {
			b.Fatal(err)
		}
	}
	return list
}

// say puts an amount into a question that has room for one.
func say(text string, a asker) string {
	if strings.Contains(text, "%s") {
		return fmt.Sprintf(text, a.amount)
	}
	return text
}

// BenchmarkTurns is a message from the inbox to the committed answer, the
// network left out: for each question its cost alone.
func BenchmarkTurns(b *testing.B) {
	h := loaded(b)
	a := &app{console: console{strings.NewReader(""), h.log, h.log, h.lookup}, ctx: context.Background(), started: time.Now()}
	db, err := a.store(slog.LevelError)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	s, err := a.settings()
	if err != nil {
		b.Fatal(err)
	}
	desk, err := newDesk(a, s, db, "moneybot", slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	ids := make([]int64, loadAskers)
	for i := range ids {
		ids[i] = int64(900000000 + i)
	}
	list := bind(b, db, ids)
	run, n := time.Now().UnixNano(), 0
	for _, q := range loadQuestions {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			before := processor()
			for b.Loop() {
				who := list[n%len(list)]
				n++
				began := time.Now()
				one(b, db, desk, who, say(q.text, who), fmt.Sprint("tg:1:", run, ":", n))
				took = append(took, time.Since(began))
			}
			report(b, took, processor()-before)
		})
	}
}

// one brings a message in and its answer out.
func one(b *testing.B, db *storage.DB, desk *handlers.Desk, who asker, text, key string) {
	ctx := context.Background()
	ev := inbox.Event{Key: key, Lane: fmt.Sprint("tg:", who.user), Network: inbox.Telegram, Kind: inbox.Message, At: time.Now(),
		Telegram: &inbox.TelegramEvent{Bot: 1, Chat: who.user, User: who.user, ChatType: "private", Name: "asker", Language: "zh-hans", MessageID: 1, Text: text}}
	if _, err := db.AddEvents(ctx, []inbox.Event{ev}); err != nil {
		b.Fatal(err)
	}
	waiting, err := db.NextEvents(ctx, time.Now().Add(time.Minute), nil, 1)
	if err != nil || len(waiting) != 1 {
		b.Fatal(len(waiting), err)
	}
	out, err := desk.Turn(ctx, waiting[0])
	if err != nil || len(out.Send) == 0 {
		b.Fatal(len(out.Send), err)
	}
	if err := db.Commit(ctx, waiting[0], out); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkAnswers is a message written on Telegram's stand-in to the answer
// that is read there, through the whole product, so many a second. The product
// is a process of its own, whose processor time is reported: the stand-ins' and
// the askers' is not in it. The clock starts when the product has nothing to do:
// the day's summaries are another figure.
func BenchmarkAnswers(b *testing.B) {
	h, pace := loaded(b), loadRate(b)
	h.env["TELEGRAM_PACE"] = strconv.Itoa(min(max(30, 2*pace), 1000))
	persons := make([]*sandbox.Person, max(loadAskers, 2*pace))
	ids := make([]int64, len(persons))
	for i := range persons {
		persons[i] = h.world.Merchant("asker", "zh-hans")
		ids[i] = persons[i].ID()
	}
	a := &app{console: console{strings.NewReader(""), h.log, h.log, h.lookup}, ctx: context.Background(), started: time.Now()}
	db, err := a.store(slog.LevelError)
	if err != nil {
		b.Fatal(err)
	}
	list := bind(b, db, ids)
	used := h.servesApart()
	quiet(b, db)
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	var mu sync.Mutex
	busy := make([]sync.Mutex, len(persons)) // nobody asks again before they were answered
	var took []time.Duration
	var wg sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(pace))
	defer tick.Stop()
	before := used()
	for n := 0; b.Loop(); n++ {
		<-tick.C
		i := n % len(persons)
		text := say(loadQuestions[n%len(loadQuestions)].text, list[i])
		wg.Go(func() {
			busy[i].Lock()
			defer busy[i].Unlock()
			began := time.Now()
			persons[i].Says(text)
			if _, err := persons[i].Await(".", 30*time.Second); err != nil {
				b.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(began))
		})
	}
	wg.Wait()
	report(b, took, used()-before)
	h.ends()
}

// servesApart is serves in a process of its own. It gives what tells the
// processor time of that, which only Linux tells of a process that runs.
func (h *house) servesApart() (used func() time.Duration) {
	h.t.Helper()
	cmd := h.spawn(h.log)
	h.stop = func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			h.t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			h.t.Errorf("serve ended: %v", err)
		}
	}
	if !h.world.Polled(60*time.Second) || !h.world.Connected(60*time.Second) {
		h.t.Fatalf("the product does not reach its networks\n%s", h.log.tail(4000))
	}
	return func() time.Duration { return processorOf(h.t, cmd.Process.Pid) }
}

// processorOf is the time another process had on processors, 0 where the system does not tell.
func processorOf(t testing.TB, pid int) time.Duration {
	const second = 100 // ticks, on every Linux
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // behind the name: state, ten more fields, user, system
	fields := strings.Fields(rest)
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * time.Second / second
}

// quiet waits until the house has nothing to do for a while.
func quiet(b *testing.B, db *storage.DB) {
	b.Helper()
	const calm = 5 // seconds
	for n, still := 0, 0; still < calm; n++ {
		time.Sleep(time.Second)
		todo, err := db.Backlog(b.Context())
		if err != nil || n > 900 {
			b.Fatal(todo, err)
		}
		if still++; todo.Events+todo.Items > 0 {
			still = 0
		}
	}
}

// report gives what a benchmark's own figure does not tell.
func report(b *testing.B, took []time.Duration, used time.Duration) {
	if len(took) == 0 {
		return
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(ms(used)/float64(len(took)), "cpu-ms/msg")
}

// processor is the time this process had on processors.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
