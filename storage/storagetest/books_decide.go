package storagetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/decisions"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

// What cannot be told by data: L5 may be of T5 or T6, nothing shows P2
// arriving, B9 is nobody's payout.
const (
	unclearSwipes = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
		"T5,M1,K1,2026-11-18 14:00:00,SALE,30.00,CNY,5555,UNIONPAY,A5,100000000005,,APPROVED\n" +
		"T6,M1,K1,2026-11-18 14:00:30,SALE,30.00,CNY,6666,UNIONPAY,A6,100000000006,,APPROVED\n"
	unclearLines = "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
		"L5,2026-11-19,M1,K1,2026-11-18 14:00:10,SALE,30.00,0.18,29.82,,P5,PAID\n"
	unclearBank = "entry_id,booked_on,account,amount,direction,currency,memo\n" +
		"B9,2026-11-19,6222020000001234,3.50,C,CNY,INTEREST\nB8,2026-11-19,6222020000005678,1.00,C,CNY,TEST\n"
	noon = "2026-11-23T12:00:00+08:00"
)

// undecided opens books in which people have something to decide.
func (p place) undecided(t *testing.T) *storage.DB {
	t.Helper()
	db := p.books(t, noon)
	for _, name := range []string{"merchants.csv", "swipes.csv", "lines.csv", "bank.csv", "payouts.csv"} {
		load(t, db, name, allFiles[name])
	}
	load(t, db, "unclear_swipes.csv", unclearSwipes)
	load(t, db, "unclear_lines.csv", unclearLines)
	load(t, db, "unclear_bank.csv", unclearBank)
	return db
}

func decide(t *testing.T, db *storage.DB, w decisions.Wish) decisions.Decision {
	t.Helper()
	if w.By == "" {
		w.By = "Li Na"
	}
	d, err := db.Decide(t.Context(), w)
	if err != nil {
		t.Fatalf("%+v: %v", w, err)
	}
	return d
}

func undo(t *testing.T, db *storage.DB, d decisions.Decision) {
	t.Helper()
	if _, err := db.Undo(t.Context(), d.ID, "Wang Fang", "a slip of the hand"); err != nil {
		t.Fatal(err)
	}
}

func openItems(t *testing.T, db *storage.DB) storage.OpenItems {
	t.Helper()
	at, err := time.Parse(time.RFC3339, noon)
	if err != nil {
		t.Fatal(err)
	}
	items, err := db.OpenItems(t.Context(), "", at)
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// suggestionFor gives the suggestion that would link two rows.
func suggestionFor(t *testing.T, db *storage.DB, line, transaction string) string {
	t.Helper()
	for _, g := range openItems(t, db).Suggestions {
		if len(g.Pairs) == 1 && g.Pairs[0].Line.ID == line && g.Pairs[0].Transaction.ID == transaction {
			return g.ID
		}
	}
	t.Fatalf("nothing suggests that %s is of %s", line, transaction)
	return ""
}

func received(payout string, day int) decisions.Wish {
	return decisions.Wish{Kind: decisions.Received, ID: payout, On: calendar.NewDate(2026, 11, day), Note: "statement seen"}
}

func writeOff(kind trail.Reason, id string) decisions.Wish {
	return decisions.Wish{Kind: decisions.WriteOff, Break: kind, ID: id}
}

// cells gives the line of an export that begins with id.
func cells(t *testing.T, db *storage.DB, kind, id string) string {
	t.Helper()
	for _, r := range export(t, db, kind) {
		if r[0] == id || kind == "breaks" && r[1] == id {
			return strings.Join(r, ",")
		}
	}
	return ""
}

// Whatever was decided, in whatever order: when all is undone in whatever
// order, the books say what they said before.
func decidedAndUndone(t *testing.T, p place) {
	db := p.undecided(t)
	first := suggestionFor(t, db, "L5", "T5")
	wishes := []decisions.Wish{
		{Kind: decisions.Accept, Suggestion: first},
		{Kind: decisions.Decline, Suggestion: suggestionFor(t, db, "L5", "T6")},
		writeOff(trail.OrphanBankEntry, "B9"), writeOff(trail.OrphanBankEntry, "B8"),
		writeOff(trail.AmbiguousMatch, "L5"), received("P2", 20), received("P5", 20),
	}
	before := exports(t, db)
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(wishes), func(i, j int) { wishes[i], wishes[j] = wishes[j], wishes[i] })
		var made []decisions.Decision
		for _, w := range wishes[:1+r.IntN(len(wishes))] {
			w.By = "Li Na"
			d, err := db.Decide(t.Context(), w)
			var refused decisions.RefusedError
			if errors.As(err, &refused) { // what was decided before it closed it
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, d)
		}
		if cmp.Equal(before, exports(t, db)) {
			t.Errorf("seed %d: nothing changed by %d decisions", seed, len(made))
		}
		r.Shuffle(len(made), func(i, j int) { made[i], made[j] = made[j], made[i] })
		for _, d := range made {
			undo(t, db, d)
		}
		if diff := cmp.Diff(before, exports(t, db)); diff != "" {
			t.Fatalf("seed %d: undone, and not as before (-before +after):\n%s", seed, diff)
		}
	}
	if _, err := db.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}

func accepted(t *testing.T, p place) {
	db := p.undecided(t)
	decide(t, db, decisions.Wish{Kind: decisions.Accept, Suggestion: suggestionFor(t, db, "L5", "T5")})
	if got := cells(t, db, "settlements", "L5"); got != "L5,matched,confirmed,T5,P5" {
		t.Error(got)
	}
	if got := cells(t, db, "breaks", "L5"); got != "" {
		t.Error(got)
	}
	if items := openItems(t, db); len(items.Suggestions) != 0 || items.Decisions[0].Idle != "" {
		t.Errorf("%+v", items)
	}
}

// A link that a person made gives way to one by reference, and the
// contradiction is told until somebody takes the decision back.
func contradicted(t *testing.T, p place) {
	db := p.undecided(t)
	d := decide(t, db, decisions.Wish{Kind: decisions.Accept, Suggestion: suggestionFor(t, db, "L5", "T5")})
	load(t, db, "restated.csv", strings.Replace(unclearLines, "29.82,,P5", "29.82,100000000006,P5", 1))
	if got := cells(t, db, "settlements", "L5"); got != "L5,matched,reference,T6,P5" {
		t.Error(got)
	}
	got := cells(t, db, "breaks", "L5")
	if !strings.HasPrefix(got, "ambiguous_match,L5,M1,30.00,CNY,0,Li Na accepted ") || !strings.Contains(got, "(D1), which does not hold: the line is of T6") {
		t.Error(got)
	}
	if idle := openItems(t, db).Decisions[0].Idle; !strings.Contains(idle, "the line is of T6") {
		t.Errorf("idle: %q", idle)
	}
	undo(t, db, d)
	if got := cells(t, db, "breaks", "L5"); got != "" {
		t.Error(got)
	}
}

// A person's word that a payout arrived counts until the bank speaks, which
// then counts once.
func receivedOnce(t *testing.T, p place) {
	db := p.undecided(t)
	done(t, db)
	decide(t, db, received("P2", 20))
	if got := cells(t, db, "payouts", "P2"); got != "P2,M2,69.58,arrived,confirmed,," {
		t.Error(got)
	}
	if got := cells(t, db, "transactions", "T3"); got != "T3,M2,arrived,,reference,L3,P2," {
		t.Error(got)
	}
	if told := done(t, db); len(told) != 1 || told[0].MerchantID != "M2" || len(told[0].Payouts) != 1 || told[0].Silent {
		t.Errorf("told: %+v", told)
	}
	load(t, db, "late.csv", "entry_id,booked_on,account,amount,direction,currency,memo\nB7,2026-11-20,6222020000005678,69.58,C,CNY,SETTLEMENT P2\n")
	if got := cells(t, db, "payouts", "P2"); got != "P2,M2,69.58,arrived,reference,B7,0.00" {
		t.Error(got)
	}
	if idle := openItems(t, db).Decisions[0].Idle; idle != "the bank's own entry B7 has taken its place" {
		t.Errorf("idle: %q", idle)
	}
}

// done gives what is to be told of trails that changed, and takes it off the inbox.
func done(t *testing.T, db *storage.DB) (told []inbox.SystemEvent) {
	t.Helper()
	s := store{db, t}
	for {
		events := s.next(time.Now().Add(time.Hour))
		if len(events) == 0 {
			return told
		}
		for _, ev := range events {
			if ev.Kind == inbox.TrailsChanged {
				told = append(told, *ev.System)
			}
			s.ok(s.Commit(s.ctx(), ev, handlers.Outcome{}))
		}
	}
}

// What is written off is no longer open while the same amount is at stake.
func writtenOff(t *testing.T, p place) {
	db := p.undecided(t)
	decide(t, db, writeOff(trail.OrphanBankEntry, "B9"))
	if got := cells(t, db, "breaks", "B9"); got != "" {
		t.Error(got)
	}
	load(t, db, "restated.csv", strings.Replace(unclearBank, "3.50", "350.00", 1))
	if got := cells(t, db, "breaks", "B9"); !strings.HasPrefix(got, "orphan_bank_entry,B9,M1,350.00,CNY") {
		t.Errorf("another amount is at stake: %q", got)
	}
	if idle := openItems(t, db).Decisions[0].Idle; idle != "the break is gone, or another amount is at stake now" {
		t.Errorf("idle: %q", idle)
	}
}

// Decisions name rows by their witnesses' ids: they outlive the files.
func outlives(t *testing.T, p place) {
	db := p.undecided(t)
	decide(t, db, decisions.Wish{Kind: decisions.Accept, Suggestion: suggestionFor(t, db, "L5", "T5")})
	decide(t, db, received("P2", 20))
	decide(t, db, writeOff(trail.OrphanBankEntry, "B9"))
	before := exports(t, db)
	for _, name := range []string{"payouts.csv", "unclear_lines.csv", "unclear_bank.csv"} {
		if _, err := db.Withdraw(t.Context(), hashOf(t, db, name), "cli"); err != nil {
			t.Fatal(err)
		}
	}
	gone := 0
	for _, d := range openItems(t, db).Decisions {
		if strings.HasPrefix(d.Idle, "no imported file tells of ") {
			gone++
		}
	}
	if gone != 2 { // P2 is still named by its line
		t.Errorf("%d decisions without rows", gone)
	}
	load(t, db, "payouts.csv", payoutsCSV)
	load(t, db, "unclear_lines.csv", unclearLines)
	load(t, db, "unclear_bank.csv", unclearBank)
	if diff := cmp.Diff(before, exports(t, db)); diff != "" {
		t.Errorf("taken back and imported again (-before +after):\n%s", diff)
	}
}

// Of two people who decide the same thing at once one wins, and the other is
// told in words; who repeats themselves gets what they have.
func decidedAtOnce(t *testing.T, p place) {
	db := p.undecided(t)
	var mu sync.Mutex
	var won, lost []string
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			w := received("P2", 20)
			w.By = fmt.Sprintf("agent %d", i)
			d, err := db.Decide(t.Context(), w)
			mu.Lock()
			defer mu.Unlock()
			var refused decisions.RefusedError
			switch {
			case err == nil:
				won = append(won, d.By)
			case errors.As(err, &refused):
				lost = append(lost, err.Error())
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(won) != 1 || len(lost) != 5 {
		t.Fatalf("won %q, lost %q", won, lost)
	}
	for _, text := range lost {
		if !strings.Contains(text, "has decided that already: D1") {
			t.Error(text)
		}
	}
	again := received("P2", 20)
	again.By = won[0]
	if d := decide(t, db, again); d.ID != 1 || len(openItems(t, db).Decisions) != 1 {
		t.Errorf("%+v", d)
	}
}

func refusals(t *testing.T, p place) {
	db := p.undecided(t)
	load(t, db, "twice.csv", "payout_id,merchant_id,sent_at,amount,currency,account,status,source\nP2,M1,2026-11-19 09:00:00,5.00,CNY,6222020000001234,SENT,other\n")
	for want, w := range map[string]decisions.Wish{
		"payout P1 has arrived on 2026-11-19 by the bank entry B1":  received("P1", 20),
		"no imported row or line tells of a payout P77":             received("P77", 20),
		"several payouts have the id P2: native (M2), other (M1);":  received("P2", 20),
		"2026-11-30 is still to come":                               received("P5", 30),
		"cannot have arrived on 2026-11-01":                         received("P5", 1),
		"no imported row has the id X":                              writeOff(trail.PayoutIsMissing, "X"),
		"P1 has no open break payout_missing":                       writeOff(trail.PayoutIsMissing, "P1"),
		`"in_cycle" is no kind of break: name one of ambiguous_mat`: writeOff("in_cycle", "P1"),
		"there is no suggestion zzz":                                {Kind: decisions.Accept, Suggestion: "zzz"},
	} {
		w.By = "Li Na"
		_, err := db.Decide(t.Context(), w)
		var refused decisions.RefusedError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	w := received("P2", 20)
	w.Source = "other"
	if d := decide(t, db, w); d.MerchantID != "M1" || d.Amount != 500 {
		t.Errorf("%+v", d)
	}
	if _, err := db.Undo(t.Context(), 99, "Li Na", ""); err == nil || !strings.Contains(err.Error(), "there is no decision D99") {
		t.Error(err)
	}
}
