package storage_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// crew are processes that serve from one database.
type crew struct {
	t    *testing.T
	url  string
	held map[*storage.DB]context.Context
}

func newCrew(t *testing.T) *crew {
	testdb.NeedsPostgres(t)
	return &crew{t, testdb.Postgres(t), map[*storage.DB]context.Context{}}
}

// joins starts a process that serves until the test ends.
func (c *crew) joins() *storage.DB {
	c.t.Helper()
	db := open(c.t, c.url)
	held, release, err := db.Serve(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = release() }) // of one that was cut off it fails
	if err := db.Recover(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	c.held[db] = held
	return db
}

// cuts has the server end the connections of the process that joined at a place.
func (c *crew) cuts(place int) {
	c.t.Helper()
	conn, err := pgx.Connect(c.t.Context(), c.url)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = conn.Close(c.t.Context()) }()
	cut, err := conn.Exec(c.t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE application_name = (SELECT name FROM processes ORDER BY id OFFSET $1 LIMIT 1)`, place)
	if err != nil || cut.RowsAffected() == 0 {
		c.t.Fatalf("%d connections cut, %v", cut.RowsAffected(), err)
	}
}

// connected counts the connections of the process that joined at a place.
func (c *crew) connected(place int) (n int) {
	c.t.Helper()
	conn, err := pgx.Connect(c.t.Context(), c.url)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = conn.Close(c.t.Context()) }()
	if err := conn.QueryRow(c.t.Context(), `SELECT COUNT(*) FROM pg_stat_activity
		WHERE application_name = (SELECT name FROM processes ORDER BY id OFFSET $1 LIMIT 1)`, place).Scan(&n); err != nil {
		c.t.Fatal(err)
	}
	return n
}

// until waits for something that another process is to do.
func (c *crew) until(what string, is func() bool) {
	c.t.Helper()
	for end := time.Now().Add(3 * time.Minute); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			c.t.Fatal("it does not happen: " + what)
		}
	}
}

func (c *crew) events(db *storage.DB, skip ...string) (keys []string) {
	c.t.Helper()
	all, err := db.NextEvents(c.t.Context(), time.Now(), skip, 3)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, ev := range all {
		keys = append(keys, ev.Key)
	}
	return keys
}

func (c *crew) items(db *storage.DB, skip ...string) []outbox.Item {
	c.t.Helper()
	all, err := db.NextItems(c.t.Context(), time.Now(), "", skip, 2)
	if err != nil {
		c.t.Fatal(err)
	}
	return all
}

func lanesOf(items []outbox.Item) (lanes []string) {
	for _, it := range items {
		lanes = append(lanes, it.Lane)
	}
	return lanes
}

func say(chat int, words string) outbox.Item {
	return outbox.New("tg:"+strconv.Itoa(chat), outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: int64(chat), Text: words})
}

// What one process is given no other is given, in the inbox as in the outbox;
// it is given its own again. Once it is gone, it is anybody's.
func TestWorkIsGivenToOneProcess(t *testing.T) {
	c := newCrew(t)
	a, b := c.joins(), c.joins()
	var events []inbox.Event
	var items []outbox.Item
	for i := range 5 {
		for _, n := range []string{"first", "second"} {
			events = append(events, message(fmt.Sprint(n, i), fmt.Sprint("tg:", i)))
			items = append(items, say(i, n))
		}
	}
	if _, err := a.AddEvents(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	if err := a.Queue(t.Context(), items); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		who  *storage.DB
		skip []string
		want []string
	}{
		{a, nil, []string{"first0", "first1", "first2"}},
		{b, nil, []string{"first3", "first4"}},
		{b, []string{"tg:3", "tg:4"}, nil},
		{a, []string{"tg:0"}, []string{"first1", "first2"}},
	} {
		if diff := cmp.Diff(step.want, c.events(step.who, step.skip...)); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	}
	mine := c.items(a)
	if diff := cmp.Diff([]string{"tg:0", "tg:1"}, lanesOf(mine)); diff != "" {
		t.Errorf("items of a (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"tg:2", "tg:3"}, lanesOf(c.items(b))); diff != "" {
		t.Errorf("items of b (-want +got):\n%s", diff)
	}
	if err := b.Sending(t.Context(), mine[0].ID); !errors.Is(err, handlers.ErrConflict) {
		t.Errorf("b sends what is a's: %v", err)
	}
	if err := a.Sending(t.Context(), mine[0].ID); err != nil {
		t.Error(err)
	}
	if err := b.Sent(t.Context(), mine[0], outbox.Anchor{}); err != nil {
		t.Error(err)
	}
	if state, _, err := a.ItemState(t.Context(), mine[0].ID); state != "sending" || err != nil {
		t.Errorf("after b's word on what a sends it is %q, %v", state, err)
	}

	c.cuts(0)
	c.until("b has a's events", func() bool { return len(c.events(b, "tg:3", "tg:4")) == 3 })
	var repeat []outbox.Item
	c.until("b has a's items", func() bool { repeat = c.items(b, "tg:2", "tg:3"); return len(repeat) == 2 })
	if !repeat[0].Repeat || repeat[0].Lane != "tg:0" || repeat[1].Repeat {
		t.Errorf("what a was sending is a repeat, and nothing else: %+v", repeat)
	}
	<-c.held[a].Done()
	if cause := context.Cause(c.held[a]); !errors.Is(cause, storage.ErrClaimLost) {
		t.Errorf("a was told %v", cause)
	}
	c.until("a writes again, and is refused", func() bool {
		err := a.Sending(t.Context(), mine[1].ID)
		if err == nil {
			t.Fatal("a sends after it was taken for gone")
		}
		return errors.Is(err, handlers.ErrConflict)
	})
	c.until("b serves alone", func() bool { return b.Processes() == 1 })
	if err := c.held[b].Err(); err != nil {
		t.Errorf("b: %v", err)
	}
}

// Who joins knows at once who serves; those who are gone do not count.
func TestAProcessThatJoinsKnowsTheOthers(t *testing.T) {
	c := newCrew(t)
	a := c.joins()
	if n := a.Processes(); n != 1 {
		t.Errorf("the first is told of %d", n)
	}
	if n := c.joins().Processes(); n != 2 {
		t.Errorf("the second is told of %d", n)
	}
	dead := newCrew(t)
	gone := dead.joins()
	dead.cuts(0)
	<-dead.held[gone].Done()
	dead.until("the connections of who was cut have ended", func() bool { return dead.connected(0) == 0 })
	if n := dead.joins().Processes(); n != 1 {
		t.Errorf("after one that is gone it is told of %d", n)
	}
}

// A role is one process's; it changes hands when that one ends its work, and
// when it is gone.
func TestARoleChangesHands(t *testing.T) {
	c := newCrew(t)
	a, b := c.joins(), c.joins()
	ended := make(chan error, 2)
	inA, leaveA := make(chan struct{}, 1), make(chan struct{})
	lead := func(db *storage.DB, standing chan<- struct{}, in chan<- struct{}, leave <-chan struct{}) {
		go func() {
			ended <- db.Lead(c.held[db], storage.Polling, func() { standing <- struct{}{} }, func(ctx context.Context) error {
				in <- struct{}{}
				select {
				case <-leave:
				case <-ctx.Done():
				}
				return nil
			})
		}()
	}
	stood := make(chan struct{}, 2)
	lead(a, stood, inA, leaveA)
	<-inA
	inB := make(chan struct{}, 1)
	lead(b, stood, inB, nil)
	<-stood
	if !a.Leads(storage.Polling) || b.Leads(storage.Polling) {
		t.Errorf("roles %v and %v", a.Roles(), b.Roles())
	}
	close(leaveA)
	<-inB
	if err := <-ended; err != nil || a.Leads(storage.Polling) {
		t.Errorf("%v, roles %v", err, a.Roles())
	}
	lead(a, stood, inA, nil)
	<-stood
	c.cuts(1)
	<-inA // b was cut off
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if !a.Leads(storage.Polling) {
		t.Errorf("roles %v", a.Roles())
	}
}

// A process that ends of its own will leaves nothing behind that is claimed.
func TestAProcessThatEndsLeavesNoClaims(t *testing.T) {
	c := newCrew(t)
	a := open(t, c.url)
	_, release, err := a.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := c.joins()
	if err := a.Queue(t.Context(), []outbox.Item{say(1, "x")}); err != nil {
		t.Fatal(err)
	}
	it := c.items(a)[0]
	if got := c.items(b); len(got) != 0 {
		t.Fatalf("b has %v", lanesOf(got))
	}
	if err := a.Sending(t.Context(), it.ID); err != nil {
		t.Fatal(err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if got := c.items(b); len(got) != 1 || !got[0].Repeat {
		t.Errorf("b has %+v", got)
	}
}

// Many processes take the work of many lanes at once: every event once, in the
// order of its lane.
func TestManyProcessesWorkOneInbox(t *testing.T) {
	c := newCrew(t)
	const lanes, each = 12, 6
	crewOf := []*storage.DB{c.joins(), c.joins(), c.joins()}
	var events []inbox.Event
	for n := range each {
		for lane := range lanes {
			events = append(events, message(fmt.Sprintf("%d:%d", lane, n), fmt.Sprint("tg:", lane)))
		}
	}
	if _, err := crewOf[0].AddEvents(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	type done struct {
		lane string
		key  string
	}
	worked := make(chan done, lanes*each)
	fail := make(chan error, len(crewOf))
	for _, db := range crewOf {
		go func() {
			for {
				heads, err := db.NextEvents(t.Context(), time.Now(), nil, 4)
				if err != nil || len(heads) == 0 {
					fail <- err
					return
				}
				for _, ev := range heads {
					worked <- done{ev.Lane, ev.Key}
					if err := db.Commit(t.Context(), ev, handlers.Outcome{}); err != nil {
						fail <- err
						return
					}
				}
			}
		}()
	}
	for range crewOf {
		if err := <-fail; err != nil {
			t.Fatal(err)
		}
	}
	close(worked)
	byLane := map[string][]string{}
	for d := range worked {
		byLane[d.lane] = append(byLane[d.lane], d.key)
	}
	left := c.events(crewOf[0])
	for lane := range lanes {
		var want []string
		for n := range each {
			want = append(want, fmt.Sprintf("%d:%d", lane, n))
		}
		if diff := cmp.Diff(want, byLane[fmt.Sprint("tg:", lane)]); diff != "" && len(left) == 0 {
			t.Errorf("lane %d (-want +got):\n%s", lane, diff)
		}
	}
	if len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
