package storagetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/patterns"
	"moneytrail/storage"
)

const swipesHead = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status,operator,place\n"

// looks gives the merchants that are to be looked through, each as often as it is asked for.
func looks(t *testing.T, db *storage.DB) (of []string) {
	t.Helper()
	for {
		events, err := db.NextEvents(t.Context(), time.Now(), nil, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			return of
		}
		for _, ev := range events {
			if ev.Kind == inbox.SignsDue {
				of = append(of, ev.System.MerchantID)
			}
			if err := db.Commit(t.Context(), ev, handlers.Outcome{}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func activity(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	load(t, db, "swipes.csv", swipesCSV)
	load(t, db, "events.csv", "merchant_id,time,kind,terminal_id\nM2,2026-11-20 09:00:00,TAMPER,K2\n")
	if got := looks(t, db); len(got) != 0 {
		t.Errorf("first imports are looked through: %v", got)
	}
	db = at.books(t, "2026-11-20T18:00:00+08:00")
	load(t, db, "more.csv", swipesHead+
		"T5,M1,K1,2026-11-20 02:00:00,REFUND,50.00,CNY,9999,UNIONPAY,,100000000005,,APPROVED,03,上海\n"+
		"T6,M2,K2,2026-11-02 12:00:00,SALE,50.00,CNY,9999,UNIONPAY,,100000000006,,APPROVED,,\n")
	if got := looks(t, db); len(got) != 2 { // M1 for its refund, M2 for the terminal that was tampered with
		t.Errorf("looked through: %v", got)
	}
	owner := access.For(access.Owner, "M1")
	a, err := db.Activity(t.Context(), owner, "M1", day("2026-11-18"))
	if err != nil || len(a.Transactions) != 4 || len(a.Events) != 0 || a.Merchant.ID != "M1" || a.From != day("2026-11-18") {
		t.Fatalf("%v %+v", err, a)
	}
	for _, x := range a.Transactions {
		if fresh := x.ID == "T5"; a.Past[x.FileID] == fresh || x.File == "" {
			t.Errorf("%s of %q is past: %t", x.ID, x.File, a.Past[x.FileID])
		}
		if x.ID == "T5" && (x.Operator != "03" || x.Place != "上海" || x.Time.In(a.Zone).UTC().Hour() != 18) {
			t.Errorf("%+v", x)
		}
	}
	if later, _ := db.Activity(t.Context(), owner, "M1", day("2026-11-20")); len(later.Transactions) != 1 {
		t.Errorf("from the 20th: %d rows", len(later.Transactions))
	}
	if a, _ = db.Activity(t.Context(), access.For(access.Owner, "M2"), "M2", day("2026-11-18")); len(a.Events) != 1 || !a.Past[a.Events[0].FileID] || a.Events[0].File != "events.csv" {
		t.Errorf("%+v", a.Events)
	}
	for _, s := range []access.Scope{{}, access.For(access.Cashier, "M1"), access.For(access.Owner, "M2")} {
		if a, err := db.Activity(t.Context(), s, "M1", 0); err != nil || len(a.Transactions) != 0 || a.Merchant.ID != "" {
			t.Errorf("%v sees %+v (%v)", s, a, err)
		}
	}
	load(t, db, "old.csv", swipesHead+"T7,M1,K1,2026-11-02 12:00:00,SALE,50.00,CNY,9999,UNIONPAY,,100000000007,,APPROVED,,\n")
	if got := looks(t, db); len(got) != 0 {
		t.Errorf("an old swipe is looked through: %v", got)
	}
	if !patterns.Watched("TAMPER") || patterns.Watched("SIGN_IN") {
		t.Error("what is watched changed")
	}
}

func claimTurn(t *testing.T, s store) {
	out := handlers.Outcome{Claims: []handlers.Claim{{Name: "sign", Key: "M1 terminal_moved K1 2026-11-20"}}}
	s.commit(out)
	if done, err := s.Claimed(s.ctx(), "sign", out.Claims[0].Key); err != nil || !done {
		t.Errorf("claimed: %t, %v", done, err)
	}
	if done, err := s.Claimed(s.ctx(), "sign", "M1"); err != nil || done {
		t.Errorf("another key is claimed: %t, %v", done, err)
	}
	out.Claims = append([]handlers.Claim{{Name: "sign", Key: "new"}}, out.Claims...)
	if err := s.Commit(s.ctx(), inbox.Event{}, out); !errors.Is(err, handlers.ErrConflict) || !strings.Contains(err.Error(), "terminal_moved") {
		t.Errorf("claimed twice: %v", err)
	}
	if done, _ := s.Claimed(s.ctx(), "sign", "new"); done {
		t.Error("half of a refused outcome was kept")
	}
}
