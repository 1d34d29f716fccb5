package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/decisions"
	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/recon/trail"
	"moneytrail/storage/testdb"
)

// answers gives what the books of the shop say of money, as people are told it.
func answers(ctx context.Context, r rapid.TB, db *DB) map[string]string {
	all := map[string]string{}
	note := func(name string, v any, err error) {
		text, failed := json.MarshalIndent(v, "", " ")
		if err = errors.Join(err, failed); err != nil {
			r.Fatalf("%s: %v", name, err)
		}
		all[name] = string(text)
	}
	staff := access.StaffScope()
	for _, m := range []string{"M1", "M2", "888"} {
		for day := calendar.Date(20513); day < 20520; day++ { // 2026-03-01 to 07
			d, err := db.Day(ctx, staff, m, day)
			note(fmt.Sprint(m, " ", day), d, err)
		}
		trails, _, err := db.Trails(ctx, staff, handlers.Query{MerchantID: m, Limit: 50})
		note(m+" trails", trails, err)
		payouts, err := db.Payouts(ctx, staff, handlers.PayoutQuery{MerchantID: m})
		note(m+" payouts", payouts, err)
		wrong, err := db.Payouts(ctx, staff, handlers.PayoutQuery{MerchantID: m, Troubled: true})
		note(m+" payouts in trouble", wrong, err)
		all := slices.DeleteFunc(payouts, func(p trail.PayoutView) bool { return !p.Troubled() })
		if diff := cmp.Diff(all, wrong, cmpopts.EquateEmpty()); diff != "" {
			r.Fatalf("%s: -in trouble of all +told as in trouble:\n%s", m, diff)
		}
		sources, err := db.Sources(ctx, m)
		note(m+" sources", sources, err)
		terms, err := db.Terms(ctx, staff, m)
		note(m+" terms", terms, err)
		net, ok, err := db.Balance(ctx, staff, m)
		note(m+" balance", []any{net, ok}, err)
		e, err := db.Period(ctx, staff, m, 20513, 20519)
		note(m+" period", e, err)
	}
	for _, ref := range []string{"T001", "606200000001", "606200000002", "606200000003", "606200000004", "606200000005", "O1", "O2"} {
		trails, _, err := db.Trails(ctx, staff, handlers.Query{Reference: ref, Limit: 20})
		note(ref, trails, err)
	}
	entries, err := db.BankEntries(ctx, staff, handlers.EntryQuery{})
	note("entries", entries, err)
	return all
}

// askers are those who have the books open while they change: who changes
// them, and another process that only reads.
type askers struct {
	url   string
	clock *movingClock
	db    *DB
	other *DB
}

func newAskers(ctx context.Context, r rapid.TB, url string) *askers {
	rs := &askers{url: url, clock: &movingClock{time.Date(2026, 3, 6, 20, 0, 0, 0, time.UTC)}}
	rs.db, rs.other = rs.open(ctx, r), rs.open(ctx, r)
	return rs
}

func (rs *askers) open(ctx context.Context, r rapid.TB) *DB {
	db, err := Open(ctx, rs.url, Options{Clock: rs.clock, Currency: "CNY"})
	if err != nil {
		r.Fatal(err)
	}
	return db
}

func (rs *askers) close() { _ = errors.Join(rs.db.Close(), rs.other.Close()) }

// agree fails unless all of them say what one says that has just been opened. It
// gives what that is.
func (rs *askers) agree(ctx context.Context, r rapid.TB, after string) map[string]string {
	fresh := rs.open(ctx, r)
	defer func() { _ = fresh.Close() }()
	want := answers(ctx, r, fresh)
	for name, db := range map[string]*DB{"who changes the books": rs.db, "another process": rs.other} {
		for _, time := range []string{"first", "again"} {
			if diff := cmp.Diff(want, answers(ctx, r, db)); diff != "" {
				r.Fatalf("after %s, %s: -opened anew +asked %s:\n%s", after, name, time, diff)
			}
		}
	}
	return want
}

// Whatever changes the books, who asked before is told what is so now.
func TestAnswersFollowEveryChange(t *testing.T) {
	const sales = saleColumns + "\n" +
		"T001,M1,K1,2026-03-02 10:00:00,SALE,10.00,CNY,1234,VISA,1,606200000001,,APPROVED,O1,,,\n" +
		"T002,M1,K1,2026-03-02 10:01:30,SALE,10.00,CNY,1234,VISA,1,606200000002,,APPROVED,,,,\n" +
		"T003,M2,K2,2026-03-02 11:00:00,SALE,20.00,CNY,1234,VISA,1,606200000003,,APPROVED,O2,,,\n" +
		"T004,888,K3,2026-03-03 11:00:00,SALE,20.00,CNY,1234,VISA,1,606200000004,,APPROVED,,,,\n"
	const lines = lineColumns + "\n" +
		"S001,2026-03-03,M1,K1,2026-03-02 10:00:00,SALE,10.00,0.00,10.00,606200000001,P1,PAID,,,,,CNY\n" +
		"S002,2026-03-03,M1,K1,,SALE,10.00,0.00,10.00,606200000002,P2,HELD,,,,,CNY\n" +
		"S003,2026-03-03,M2,K2,2026-03-02 11:00:00,SALE,20.00,0.00,20.00,606200000003,P3,PAID,,,,,CNY\n"
	const payouts = payoutColumn + "\nP1,M1,2026-03-03 09:00:00,10.00,CNY,6217000000000001,SENT\nP3,M2,2026-03-03 09:00:00,20.00,CNY,6217000000000001,SENT\n"
	const bank = entryColumns + "\nB001,2026-03-04,6217000000000001,10.00,C,CNY,PAYOUT P1\nB002,2026-03-04,6217000000000001,20.00,C,CNY,PAYOUT P3\n"
	bring := func(name, text string) func(context.Context, *testing.T, *DB) {
		return func(ctx context.Context, t *testing.T, db *DB) {
			if _, err := importText(ctx, db, name, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	var received decisions.Decision
	const unfinished = saleColumns + "\n" +
		"T011,M1,K1,2026-03-04 10:00:00,SALE,5.00,CNY,1234,VISA,1,606200000004,,APPROVED,,,,\n" +
		"T012,M1,K1,2026-03-04 10:05:00,SALE,6.00,CNY,1234,VISA,1,606200000005,,APPROVED,,,,\n" +
		"T013,M2,K1,2026-03-04 10:05:00,SALE,6.00,CNY,1234,VISA,1,606200000005,,APPROVED,,,,\n"
	half := func(ctx context.Context, t *testing.T, db *DB) {
		in := importer.Input{Name: "half.csv", Size: int64(len(unfinished)), Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(unfinished)), nil }}
		proof, err := importer.Prove(ctx, in, importer.Options{Currency: "CNY", Book: db})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		_, err = db.importRows(ctx, in.Name, proof, ImportOptions{Began: db.clock.Now(), Batch: 1}, func(yield func(importer.Row) error) error {
			n := 0
			return importer.Read(ctx, in, importer.Options{Currency: "CNY", Book: db}, proof, func(r importer.Row) error {
				if n++; n == 3 {
					stop()
					return context.Canceled
				}
				return yield(r)
			})
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("half a file was imported: %v", err)
		}
	}
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		ctx := t.Context()
		rs := newAskers(ctx, t, fresh(t))
		defer rs.close()
		was := rs.agree(ctx, t, "nothing")
		for _, change := range []struct {
			name   string
			unseen bool // nobody is told otherwise because of it
			do     func(ctx context.Context, t *testing.T, db *DB)
		}{
			{name: "merchants", do: bring("merchants.csv", firstMerchant)},
			{name: "swipes", do: bring("sales.csv", sales)},
			{name: "half a file", unseen: true, do: half},
			{name: "half a file was given up", unseen: true, do: func(ctx context.Context, t *testing.T, db *DB) {
				var id, rows int64
				if err := db.reads().row(ctx, "SELECT id, next_row FROM files WHERE state = 'writing'").Scan(&id, &rows); err != nil || rows == 0 {
					t.Fatal(rows, err)
				}
				if _, err := db.abandon(ctx, id); err != nil {
					t.Fatal(err)
				}
			}},
			{name: "half a file again", unseen: true, do: half},
			{name: "all of it", do: bring("half.csv", unfinished)},
			{name: "the merchant of rows that wait", do: bring("third.csv", "merchant_id,account,fee_bps\n888,6217000000000009,50\n")},
			{name: "settlement", do: bring("lines.csv", lines)},
			{name: "payouts to an account of two merchants", do: bring("payouts.csv", payouts)},
			{name: "bank entries on it", do: bring("bank.csv", bank)},
			{name: "a bank entry says another amount", do: bring("bank2.csv", entryColumns+"\nB002,2026-03-05,6217000000000001,17.00,C,CNY,PAYOUT P3\n")},
			{name: "a swipe says another amount and reference", do: bring("sales2.csv", saleColumns+"\nT002,M1,K2,2026-03-02 10:01:30,SALE,11.00,CNY,1234,VISA,1,606200000005,,APPROVED,O2,,,\n")},
			{name: "a line is paid", do: bring("lines2.csv", lineColumns+"\nS002,2026-03-03,M1,K1,,SALE,10.00,0.00,10.00,606200000002,P2,PAID,,,,,CNY\n")},
			{name: "terms", do: bring("terms.csv", "merchant_id,scheme,card_type,valid_from,cycle,fee_bps\nM1,*,*,2026-01-01,T+3,60\n")},
			{name: "an event", do: bring("events.csv", eventColumns+"\nM1,2026-03-04 09:00:00,HOLD,,,RISK_REVIEW\n")},
			{name: "a decision", do: func(ctx context.Context, t *testing.T, db *DB) {
				var err error
				if received, err = db.Decide(ctx, decisions.Wish{Kind: decisions.Received, By: "cli:test", ID: "P2", On: calendar.Date(20517)}); err != nil {
					t.Fatal(err)
				}
			}},
			{name: "the decision taken back", do: func(ctx context.Context, t *testing.T, db *DB) {
				if _, err := db.Undo(ctx, received.ID, "cli:test", "a slip"); err != nil {
					t.Fatal(err)
				}
			}},
			{name: "a merchant in another zone", do: bring("zone.csv", "merchant_id,account,fee_bps,timezone\nM2,6217000000000002,70,Asia/Tokyo\n")},
			{name: "settlement taken back", do: withdrawn("lines.csv")},
			{name: "bank entries taken back", do: withdrawn("bank.csv")},
			{name: "swipes taken back", do: withdrawn("sales.csv")},
			{name: "a merchant taken back", do: withdrawn("third.csv")},
			{name: "swipes that are not linked yet", do: func(ctx context.Context, t *testing.T, db *DB) { importLater(ctx, t, db, "sales.csv", sales+"\n") }},
			{name: "their links", do: func(ctx context.Context, t *testing.T, db *DB) {
				if err := db.Relink(ctx); err != nil {
					t.Fatal(err)
				}
			}},
		} {
			change.do(ctx, t, rs.db)
			now := rs.agree(ctx, t, change.name)
			if same := cmp.Equal(was, now); same != change.unseen {
				t.Fatalf("%s: nothing changed: %v", change.name, same)
			}
			was = now
		}
	})
}

// withdrawn takes a file back.
func withdrawn(name string) func(context.Context, *testing.T, *DB) {
	return func(ctx context.Context, t *testing.T, db *DB) {
		all, err := db.Files(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.Name == name {
				if _, err := db.Withdraw(ctx, f.Hash, "cli:test"); err != nil {
					t.Fatal(err)
				}
				return
			}
		}
		t.Fatalf("%s is not there: %+v", name, all)
	}
}

// importLater publishes a file and leaves its links to be made.
func importLater(ctx context.Context, t *testing.T, db *DB, name, text string) {
	in := importer.Input{Name: name, Size: int64(len(text)), Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
	proof, err := importer.Prove(ctx, in, importer.Options{Currency: "CNY", Book: db})
	if err != nil {
		t.Fatal(err)
	}
	if res, err := db.Import(ctx, in, proof, ImportOptions{Began: db.clock.Now(), Later: true}); err != nil || res.Status == Refused {
		t.Fatal(res, err)
	}
}

// answeredLives is how many random lives of books are asked about at each step.
const answeredLives = 8

// Who asks all the time is told what one is told who has just opened the books,
// after whatever came, in whatever order, restated, decided or taken back.
func TestAnswersFollowRandomLives(t *testing.T) {
	tried, failed := 0, false
	rapid.Check(t, func(r *rapid.T) {
		if tried++; tried > answeredLives && !failed {
			return
		}
		failed = true // until it ends well
		ctx := t.Context()
		rs := newAskers(ctx, r, testdb.SQLite(t))
		defer rs.close()
		s := &shop{T: r, past: map[string][]string{}}
		if _, err := importText(ctx, rs.db, "merchants.csv", firstMerchant); err != nil {
			r.Fatal(err)
		}
		var told []File
		for step := range rapid.IntRange(3, 10).Draw(r, "steps") {
			told = s.step(ctx, rs.db, step, told)
			rs.agree(ctx, r, fmt.Sprint("step ", step))
		}
		failed = false
	})
}
