package storage

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"moneytrail/handlers/inbox"
)

// chore is one thing whose links are to be made again.
type chore struct {
	touch
	news
	file   int64
	silent bool
	part   bool    // a part of the merchant may be enough
	near   []int64 // days, see near
}

// relinkRows ends a transaction of links once what it writes was read from so many rows.
const relinkRows = 60_000

// relinkChores is how many chores one transaction takes at most.
const relinkChores = 1000

// Relink makes the links of everything that published files touched: first
// inside each merchant (which line is of which transaction, which payout it is
// in), then between payouts and bank entries, then how far the money of each
// row came. What changed goes into the inbox in the same transaction. Last, it is
// suggested what debits are that name nobody. It is done when it returns; a
// process that is killed leaves the rest noted, and the next import or start
// goes on.
//
// Merchants are worked on side by side, each on a state of the database that
// is read; what was concluded is written by one, and only if nothing that it
// rests on has changed meanwhile.
func (db *DB) Relink(ctx context.Context) error {
	for {
		busy := false
		for _, what := range [][]string{{touchMerchant}, {touchPlace, touchPayee}, {touchState}} {
			for {
				did, err := db.relinkSome(ctx, what)
				if err != nil {
					return fmt.Errorf("make links again: %w", err)
				}
				if !did {
					break
				}
				busy = true
			}
		}
		if !busy {
			return db.nameless(ctx)
		}
	}
}

// chores reads what is to be done of these kinds.
func chores(ctx context.Context, q queryer, what []string) ([]chore, error) {
	rows, err := q.query(ctx, "SELECT what, key, file_id, silent, transactions_from, lines_from FROM dirty WHERE what IN (?, ?) ORDER BY what, key",
		what[0], what[len(what)-1])
	return collect(rows, err, func(s scanner) (c chore, err error) {
		return c, s.Scan(&c.what, &c.key, &c.file, &c.silent, &c.transactions, &c.lines)
	})
}

// relinkSome does what is to be done of these kinds when it is called.
func (db *DB) relinkSome(ctx context.Context, what []string) (did bool, err error) {
	all, err := chores(ctx, db.reads(), what)
	if err != nil || len(all) == 0 {
		return false, err
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if what[0] == touchPlace {
		return true, db.relinkPlaces(ctx, all)
	}
	l := &linker{db: db, now: db.clock.Now()}
	return true, l.merchants(ctx, all)
}

// linker makes the links of many merchants.
type linker struct {
	db  *DB
	now time.Time

	mu   sync.Mutex
	keys []int64 // of payouts, taken and not given yet

	restated map[string]bool // accounts whose bank entries are otherwise than they were

	// of what is written
	mine  int64 // version of the links as this linker left it
	waits map[string]bool
	told  map[string]bool // merchants whose people were told of money
}

// versions of what conclusions rest on.
type versions struct{ merchants, published, linked int64 }

func readVersions(ctx context.Context, q queryer) (v versions, err error) {
	err = q.row(ctx, `SELECT MAX(CASE name WHEN 'merchants' THEN value ELSE 0 END), MAX(CASE name WHEN 'published' THEN value ELSE 0 END),
		MAX(CASE name WHEN 'linked' THEN value ELSE 0 END) FROM counters WHERE name IN ('merchants', 'published', 'linked')`).
		Scan(&v.merchants, &v.published, &v.linked)
	if err != nil {
		return v, fmt.Errorf("read versions: %w", err)
	}
	return v, nil
}

// errMoved tells that others changed what was read: it is to be read again.
var errMoved = errors.New("what the links rest on has changed")

// concludedAhead is how many portions wait for the one who writes: workers go on while it does.
const concludedAhead = 4

// portion is what a worker takes at once.
const portion = 50

// merchants does the chores of merchants: some goroutines conclude, this one writes.
func (l *linker) merchants(ctx context.Context, all []chore) error {
	at, err := readVersions(ctx, l.db.reads())
	if err != nil {
		return err
	}
	l.mine = at.linked
	if l.restated, err = restatedPlaces(ctx, l.db.reads()); err != nil {
		return err
	}
	work, done := make(chan job), make(chan concluded, concludedAhead)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (len(all)+portion-1)/portion) {
		workers.Go(func() {
			room := new(desk)
			for some := range work {
				done <- l.conclude(ctx, some, room)
			}
		})
	}
	go func() {
		defer close(done)
		defer workers.Wait()
		defer close(work)
		for rest := all; len(rest) > 0; {
			n, names, err := l.ahead(ctx, rest)
			if err != nil {
				done <- concluded{err: err}
				return
			}
			for some := range slices.Chunk(rest[:n], portion) {
				select {
				case work <- job{some, names}:
				case <-ctx.Done():
					return
				}
			}
			rest = rest[n:]
		}
	}()
	var ready concluded
	for c := range done {
		if err != nil {
			continue // what was begun ends
		}
		if err = c.err; err == nil {
			err = ready.add(c, at)
		}
		if err == nil && (ready.rows >= relinkRows || len(ready.list) >= relinkChores) {
			err = l.write(ctx, ready, at)
			ready = concluded{}
		}
		if err != nil {
			stop()
		}
	}
	if err == nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		err = l.write(ctx, ready, at)
	}
	if errors.Is(err, errMoved) {
		return nil // the chores are still there
	}
	return err
}

// concluded is what was concluded of some merchants.
type concluded struct {
	list []*verdict
	rows int
	at   versions
	err  error
}

func (c *concluded) add(more concluded, at versions) error {
	if more.at.merchants != at.merchants || more.at.published != at.published {
		return errMoved
	}
	c.list, c.rows = append(c.list, more.list...), c.rows+more.rows
	return nil
}

// conclude works on some merchants, on one state of the database.
func (l *linker) conclude(ctx context.Context, j job, room *desk) (c concluded) {
	some := j.chores
	c.err = l.db.lookAnew(ctx, func(v *view) error {
		v.desk = room
		var err error
		if c.at, err = readVersions(ctx, v.q); err != nil {
			return err
		}
		ids := make([]string, len(some))
		for i, ch := range some {
			ids[i] = ch.key
		}
		if err := v.readAhead(ctx, ids, some[0].what == touchMerchant); err != nil {
			return err
		}
		for i, left := 0, 0; i < len(some); i++ {
			if left == 0 {
				if v.near, err = v.readNear(ctx, some[i:], true, mostNear); err != nil {
					return err
				}
				left = v.near.chores
			}
			left--
			ch := some[i]
			verdict, err := l.merchant(ctx, v, ch, j.names)
			if err != nil {
				return fmt.Errorf("%s %q: %w", ch.what, ch.key, err)
			}
			c.list = append(c.list, verdict)
			c.rows += verdict.read
		}
		return nil
	})
	return c
}

// payoutKey takes a key for a payout that only lines name.
func (l *linker) payoutKey(ctx context.Context) (int64, error) {
	const some = 500
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.keys) == 0 {
		err := l.db.change(ctx, func(ctx context.Context, t *tx) error {
			n, err := nounOf("payouts")
			if err != nil {
				return err
			}
			last, err := t.reserve(ctx, n, some)
			for i := range int64(some) {
				l.keys = append(l.keys, last+1+i)
			}
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	key := l.keys[0]
	l.keys = l.keys[1:]
	return key, nil
}

// waiting tells whether a merchant has a case that is open, or that was resolved
// so lately that money which comes back reopens it.
func (l *linker) waiting(ctx context.Context, q queryer, merchant string) (bool, error) {
	if l.waits == nil {
		since := l.db.clock.Machine().Add(-30 * 24 * time.Hour) // as CasesOf
		rows, err := q.query(ctx, "SELECT DISTINCT merchant_id FROM cases WHERE status <> 'resolved' OR resolved_at >= ?", millis(since))
		all, err := collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
		if err != nil {
			return false, fmt.Errorf("merchants with cases: %w", err)
		}
		l.waits = make(map[string]bool, len(all))
		for _, id := range all {
			l.waits[id] = true
		}
	}
	return l.waits[merchant], nil
}

// tell puts what moved into the inbox. What is to stay silent is told only
// where a case may be waiting for it, or people were told of it. settled: the
// links of the merchant are all made.
func (l *linker) tell(ctx context.Context, t *tx, c chore, loud, quiet moved, settled bool) error {
	lately, told, err := l.toldOf(ctx, t, c.key)
	if err != nil {
		return err
	}
	if settled {
		quiet = quiet.with(lately, loud)
	}
	if !quiet.empty() {
		waits, err := l.waiting(ctx, t, c.key)
		if err != nil {
			return err
		}
		if !waits && !told {
			quiet = moved{}
		}
	}
	for _, m := range []struct {
		moved
		silent bool
	}{{loud, false}, {quiet, true}} {
		if m.empty() {
			continue
		}
		n, err := t.next(ctx, "relinked")
		if err != nil {
			return err
		}
		_, err = addEvents(ctx, t, []inbox.Event{{
			Key:  fmt.Sprintf("sys:trails:%d:%s:%d", c.file, c.key, n),
			Lane: "sys:" + c.key, Network: inbox.System, Kind: inbox.TrailsChanged, At: l.db.clock.Machine(),
			System: &inbox.SystemEvent{MerchantID: c.key, Transactions: m.transactions, Payouts: m.payouts, Silent: m.silent},
		}})
		if err != nil {
			return err
		}
	}
	return nil
}
