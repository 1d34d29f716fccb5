package sample_test

import (
	"slices"
	"testing"
	"time"

	"moneytrail/bot/sample"
	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

type clock struct{ now time.Time }

func (c clock) Now() time.Time              { return c.now }
func (c clock) Machine() time.Time          { return c.now }
func (c clock) Shift(t time.Time) time.Time { return t }

// imported gives a store that has read a whole sample.
func imported(t *testing.T, now time.Time) (*storage.DB, sample.Set) {
	t.Helper()
	set, err := sample.Make(sample.Options{Now: now, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	db, err := storage.Open(t.Context(), testdb.In(t, t.TempDir()), storage.Options{Clock: clock{now}, Zone: now.Location()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, f := range set.Files {
		in := input(f)
		p, err := importer.Prove(t.Context(), in, importer.Options{Currency: "CNY", Book: db})
		if err != nil {
			t.Fatal(err)
		}
		r, err := db.Import(t.Context(), in, p, storage.ImportOptions{})
		if err != nil || r.Status != storage.Imported {
			t.Fatalf("%s: %s %v %v", f.Name, r.Status, r.Errors, err)
		}
		if r.New+r.Unchanged != r.Rows {
			t.Errorf("%s: %+v", f.Name, r)
		}
	}
	return db, set
}

// Every story of the cast is in the state that it promises, and the equation
// of every merchant and day ties to the minor unit with nothing unexplained
// but the payout that the story made short.
func TestEveryStoryIsInItsState(t *testing.T) {
	want := map[sample.StoryKind]struct {
		state  trail.State
		reason trail.Reason // one of the reasons; "" = none asked for
	}{
		sample.Due: {trail.Captured, ""}, sample.Arrived: {trail.Arrived, ""}, sample.Held: {trail.Held, trail.RiskHold},
		sample.Returned: {trail.Returned, trail.PayoutWasReturned}, sample.Short: {trail.Arrived, trail.PayoutIsShort},
		sample.Refunded: {trail.Refunded, ""}, sample.Declined: {trail.Declined, ""}, sample.Debited: {trail.Unknown, trail.DeclinedButDebited},
		sample.Overdue: {trail.Captured, trail.MissingInSettlement}, sample.Duplicate: {trail.Arrived, ""},
		sample.Reversed: {trail.Reversed, ""}, sample.NotSeen: {trail.PaidOut, trail.PayoutIsMissing},
	}
	rare := map[sample.StoryKind]struct {
		merchant string
		state    trail.State
		reason   trail.Reason
	}{
		sample.Offline: {"M0008", trail.Captured, trail.OfflineNotUploaded}, sample.OpenBatch: {"M0008", trail.Captured, trail.BatchNotClosed},
		sample.Uncaptured: {"M0008", trail.Unknown, trail.NotCaptured}, sample.Differs: {"M0008", trail.Arrived, trail.AmountMismatch},
		sample.Overcharge: {"M0008", trail.Arrived, trail.RateMismatch}, sample.Asked: {"M0008", trail.Arrived, trail.Retrieval},
		sample.Disputed: {"M0008", trail.ChargedBack, trail.Chargeback}, sample.Limited: {"M0008", trail.Returned, trail.AccountLimit},
		sample.Small: {"M0009", trail.Cleared, trail.MinPayout}, sample.Waits: {"M0010", trail.Cleared, trail.ManualWithdrawal},
		sample.Expired: {"M0010", trail.Held, trail.KYCExpired}, sample.Moved: {"M0010", trail.Arrived, trail.AccountChanged},
		sample.Below: {"M0011", trail.Cleared, trail.NegativeBalance}, sample.Reserved: {"M0011", trail.Held, trail.Reserve},
		sample.Unpriced: {"M0011", trail.Arrived, ""},
	}
	for _, moment := range []string{moments[0], moments[4]} { // a working day, and one inside a long holiday
		t.Run(moment, func(t *testing.T) {
			now := at(t, moment)
			db, set := imported(t, now)
			for _, merchant := range []string{"M0001", "M0002"} {
				for kind, w := range want {
					s, ok := set.Cast.Of(merchant, kind)
					if !ok {
						t.Fatalf("%s has no story %s", merchant, kind)
					}
					found, _, err := db.Trails(t.Context(), access.For(access.Owner, merchant), handlers.Query{Reference: s.TransactionID, Limit: 5})
					if err != nil || len(found) != 1 {
						t.Errorf("%s %s: %d trails of %s, %v", merchant, kind, len(found), s.TransactionID, err)
						continue
					}
					got := found[0]
					if got.State != w.state || w.reason != "" && !slices.Contains(got.Reasons, w.reason) || got.Amount != s.Amount {
						t.Errorf("%s %s: state %s, reasons %v, amount %d; want %s %s", merchant, kind, got.State, got.Reasons, got.Amount, w.state, w.reason)
					}
					if kind == sample.Due && got.Due.On < calendar.DateOf(now) {
						t.Errorf("%s: the new swipe is due on %s, before now", merchant, got.Due.On)
					}
				}
				absent, _ := set.Cast.Of(merchant, sample.Absent)
				found, _, err := db.Trails(t.Context(), access.For(access.Owner, merchant), handlers.Query{AmountMin: &absent.Amount, AmountMax: &absent.Amount, Limit: 5})
				if err != nil || len(found) != 0 {
					t.Errorf("%s: something has the absent amount: %d, %v", merchant, len(found), err)
				}
			}
			for kind, w := range rare {
				s, ok := set.Cast.Of(w.merchant, kind)
				if !ok {
					t.Fatalf("%s has no story %s", w.merchant, kind)
				}
				found, _, err := db.Trails(t.Context(), access.For(access.Owner, w.merchant), handlers.Query{Reference: s.TransactionID, Limit: 5})
				if err != nil || len(found) != 1 {
					t.Errorf("%s %s: %d trails of %s, %v", w.merchant, kind, len(found), s.TransactionID, err)
					continue
				}
				if got := found[0]; got.State != w.state || w.reason != "" && !slices.Contains(got.Reasons, w.reason) || got.Amount != s.Amount {
					t.Errorf("%s %s: state %s, reasons %v, amount %d; want %s %s", w.merchant, kind, got.State, got.Reasons, got.Amount, w.state, w.reason)
				}
			}
			for _, actor := range set.Cast.Merchants {
				e, err := db.Period(t.Context(), access.StaffScope(), actor.ID, calendar.DateOf(now)-60, calendar.DateOf(now))
				if err != nil {
					t.Fatal(err)
				}
				if e.Left() != e.Right() {
					t.Errorf("%s: %d is not %d: %+v", actor.ID, e.Left(), e.Right(), e)
				}
				if !actor.Bank && e.Arrived != 0 {
					t.Errorf("%s: %d arrived, but no bank told so", actor.ID, e.Arrived)
				}
				if actor.Bank && e.Arrived == 0 || e.Sales == 0 {
					t.Errorf("%s: nothing arrived of %+v", actor.ID, e)
				}
			}
		})
	}
}

// The usual customers are told apart from the stories: no two rows share a
// reference number, and nothing is swiped after now.
func TestRowsAreDistinct(t *testing.T) {
	now := at(t, moments[0])
	set, err := sample.Make(sample.Options{Now: now, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	p, err := importer.Prove(t.Context(), input(set.Files[2]), importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rrns := map[string]bool{}
	err = importer.Read(t.Context(), input(set.Files[2]), importer.Options{}, p, func(r importer.Row) error {
		for _, rec := range r.Records {
			x := rec.(*record.Transaction)
			if rrns[x.RRN] {
				t.Errorf("reference %s twice", x.RRN)
			}
			rrns[x.RRN] = true
			if x.Time.In(now.Location()).After(now) {
				t.Errorf("%s is swiped at %s", x.ID, x.Time)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
