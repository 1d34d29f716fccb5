package storage_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// crashPath names the database to the child process of TestKilledProcesses.
const crashPath = "MONEYTRAIL_TEST_CRASH"

// A process is killed while it takes events in and answers them, again and
// again. What it had told to be stored is stored, what it had told to be done
// is done, and each answer is there exactly once.
func TestKilledProcesses(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		path := fresh(t)
		r := rand.New(rand.NewPCG(5, 6))
		told := map[string]bool{} // "added KEY" and "done KEY" lines
		for run := range kills {
			for _, line := range killedRun(t, path, run, 1+r.IntN(25), time.Duration(r.IntN(3000))*time.Microsecond) {
				told[line] = true
			}
		}
		db := open(t, path)
		if len(told) < 6*kills {
			t.Fatalf("only %d acknowledgements in %d runs: the test proves little", len(told), kills)
		}
		waiting := map[string]bool{}
		answers, finished := 0, 0
		for { // finish what the last process left
			heads, err := db.NextEvents(t.Context(), time.Now(), nil, 1000)
			if err != nil {
				t.Fatal(err)
			}
			if len(heads) == 0 {
				break
			}
			for _, ev := range heads {
				waiting[ev.Key] = true
				if told["done "+ev.Key] {
					t.Errorf("%s was done and waits again", ev.Key)
				}
				if err := db.Commit(t.Context(), ev, answer(t, db, ev)); err != nil {
					t.Fatal(err)
				}
			}
		}
		for line := range told { // whatever was acknowledged is known: adding it again adds nothing
			key, added := strings.CutPrefix(line, "added ")
			if !added {
				continue
			}
			finished++
			if n, err := db.AddEvents(t.Context(), []inbox.Event{message(key, "tg:1")}); n != 0 || err != nil {
				t.Errorf("%s was acknowledged and is lost (%v)", key, err)
			}
		}
		seen := map[string]int{}
		for {
			items, err := db.NextItems(t.Context(), time.Now(), "", nil, 1000)
			if err != nil {
				t.Fatal(err)
			}
			if len(items) == 0 {
				break
			}
			for _, it := range items {
				answers++
				seen[it.Ref]++
				if err := db.Sent(t.Context(), it, outbox.Anchor{}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for key, n := range seen {
			if n != 1 {
				t.Errorf("%s was answered %d times", key, n)
			}
		}
		if answers < finished {
			t.Errorf("%d answers to %d acknowledged events", answers, finished)
		}
		sess, err := db.Session(t.Context(), 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		head, err := db.VerifyAudit(t.Context())
		if sess.Misses != answers || int(head.Rows) != answers || err != nil {
			t.Errorf("%d answers, session counted %d, audit %d (%v)", answers, sess.Misses, head.Rows, err)
		}
		t.Logf("%d events acknowledged, %d answers, %d left by the last process", finished, answers, len(waiting))
	})
}

// killedRun starts a child, kills it some time after it wrote so many lines
// and gives the whole lines it had written.
func killedRun(t *testing.T, path string, run, count int, after time.Duration) []string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), self, "-test.run=^TestCrashingChild$", "-test.count=1")
	child.Env = append(os.Environ(), crashPath+"="+path, fmt.Sprintf("%s_RUN=%d", crashPath, run))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	read := bufio.NewReader(out)
	for {
		line, err := read.ReadString('\n')
		if err != nil { // half a line acknowledges nothing
			break
		}
		lines = append(lines, strings.TrimSpace(line))
		if len(lines) == count {
			time.AfterFunc(after, func() { _ = child.Process.Kill() })
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	if len(lines) == 0 {
		t.Fatal("the child did nothing")
	}
	return lines
}

// TestCrashingChild is the process that is killed; it tells on stdout what is on disk.
func TestCrashingChild(t *testing.T) {
	path := os.Getenv(crashPath)
	if path == "" {
		t.Skip("runs as a child of TestKilledProcesses")
	}
	run := os.Getenv(crashPath + "_RUN")
	db := open(t, path)
	_, release, err := db.Serve(t.Context()) // the lock of the one killed before is free at once
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = release() }()
	for i := 0; ; i++ {
		batch := []inbox.Event{message(fmt.Sprintf("%s.%d.a", run, i), "tg:1"), message(fmt.Sprintf("%s.%d.b", run, i), "tg:2")}
		if _, err := db.AddEvents(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("added %s\nadded %s\n", batch[0].Key, batch[1].Key)
		heads, err := db.NextEvents(t.Context(), time.Now(), nil, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range heads {
			if err := db.Commit(t.Context(), ev, answer(t, db, ev)); err != nil {
				t.Fatal(err)
			}
			fmt.Printf("done %s\n", ev.Key)
		}
	}
}

// answer is a turn that counts in a session, writes an audit line and sends one item.
func answer(t *testing.T, db *storage.DB, ev inbox.Event) handlers.Outcome {
	t.Helper()
	sess, err := db.Session(t.Context(), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	sess.Misses++
	it := outbox.New(ev.Lane, outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: 1, Text: "answer"})
	it.Ref = ev.Key
	return handlers.Outcome{Session: &sess, Send: []outbox.Item{it},
		Audit: []handlers.Audit{{Actor: "tg:1", Action: "answer", Subject: ev.Key}}}
}
