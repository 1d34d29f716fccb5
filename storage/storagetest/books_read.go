package storagetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func filled(t *testing.T, at place) *storage.DB {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	for _, name := range []string{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv", "bank.csv"} {
		load(t, db, name, allFiles[name])
	}
	return db
}

func find(t *testing.T, db *storage.DB, s access.Scope, q handlers.Query) []string {
	t.Helper()
	got, _, err := db.Trails(t.Context(), s, q)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, tr := range got {
		ids = append(ids, tr.TransactionID+" "+string(tr.State))
	}
	return ids
}

func trailsFound(t *testing.T, at place) {
	db := filled(t, at)
	m1 := access.For(access.Owner, "M1")
	low, high := int64(4000), int64(6000)
	for name, c := range map[string]struct {
		scope access.Scope
		q     handlers.Query
		want  []string
	}{
		"all, newest first":    {m1, handlers.Query{}, []string{"T4 declined", "T2 arrived", "T1 arrived"}},
		"by RRN":               {m1, handlers.Query{RRN: "100000000002"}, []string{"T2 arrived"}},
		"by reference":         {m1, handlers.Query{Reference: "t1"}, []string{"T1 arrived"}},
		"by amount":            {m1, handlers.Query{AmountMin: &low, AmountMax: &high}, []string{"T2 arrived"}},
		"by card":              {m1, handlers.Query{Last4: "1111"}, []string{"T1 arrived"}},
		"by day":               {m1, handlers.Query{From: day("2026-11-18"), To: day("2026-11-18"), Terminal: "k1"}, []string{"T4 declined", "T2 arrived", "T1 arrived"}},
		"another day":          {m1, handlers.Query{From: day("2026-11-19")}, []string{}},
		"by day of arrival":    {m1, handlers.Query{ArrivedFrom: day("2026-11-19"), ArrivedTo: day("2026-11-19")}, []string{"T2 arrived", "T1 arrived"}},
		"open ones":            {access.StaffScope(), handlers.Query{Open: true}, []string{"T3 paid_out"}},
		"staff, one merchant":  {access.StaffScope(), handlers.Query{MerchantID: "M2"}, []string{"T3 paid_out"}},
		"nobody":               {access.Scope{}, handlers.Query{}, []string{}},
		"a cashier, yesterday": {access.For(access.Cashier, "M1"), handlers.Query{}, []string{}},
		"foreign reference":    {m1, handlers.Query{Reference: "T3"}, []string{}},
		"foreign merchant":     {m1, handlers.Query{MerchantID: "M2"}, []string{}},
		"absent reference":     {m1, handlers.Query{Reference: "T999"}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, find(t, db, c.scope, c.q)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is outside a scope and what does not exist give the same values everywhere.
func foreignIsAbsent(t *testing.T, at place) {
	db := filled(t, at)
	staff, m1 := access.StaffScope(), access.For(access.Finance, "M1")
	got, _, err := db.Trails(t.Context(), staff, handlers.Query{Reference: "T3"})
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	payouts, err := db.Payouts(t.Context(), staff, handlers.PayoutQuery{Reference: "P2"})
	if err != nil || len(payouts) != 1 {
		t.Fatal(payouts, err)
	}
	type answers struct {
		Trail    trail.Trail
		Payout   trail.PayoutView
		Payouts  []trail.PayoutView
		Merchant string
		Day      trail.Day
		Period   trail.Equation
		Found    [3]bool
	}
	ask := func(row, payout int64, ref, merchant string) (a answers) {
		t.Helper()
		var errs [6]error
		a.Trail, a.Found[0], errs[0] = db.Trail(t.Context(), m1, row)
		a.Payout, a.Found[1], errs[1] = db.Payout(t.Context(), m1, payout)
		a.Payouts, errs[2] = db.Payouts(t.Context(), m1, handlers.PayoutQuery{Reference: ref})
		m, ok, err := db.Merchant(t.Context(), m1, merchant)
		a.Merchant, a.Found[2], errs[3] = m.ID, ok, err
		a.Day, errs[4] = db.Day(t.Context(), m1, merchant, day("2026-11-18"))
		a.Period, errs[5] = db.Period(t.Context(), m1, merchant, day("2026-11-01"), day("2026-11-30"))
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
		return a
	}
	foreign := ask(got[0].Row, payouts[0].Row, "P2", "M2")
	absent := ask(999999, 999999, "P999", "M999")
	if diff := cmp.Diff(absent, foreign); diff != "" {
		t.Errorf("-absent +foreign:\n%s", diff)
	}
	if diff := cmp.Diff(answers{}, foreign, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("something of another merchant is seen:\n%s", diff)
	}
}

func cashier(t *testing.T, at place) {
	db := at.books(t, "2026-11-18T20:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	load(t, db, "swipes.csv", swipesCSV)
	load(t, db, "payouts.csv", payoutsCSV)
	cashier := access.For(access.Cashier, "M1")
	if got := find(t, db, cashier, handlers.Query{Last4: "2222"}); len(got) != 1 {
		t.Errorf("today's swipe is not seen: %v", got)
	}
	if got, err := db.Payouts(t.Context(), cashier, handlers.PayoutQuery{}); err != nil || len(got) != 0 {
		t.Errorf("payouts are seen: %v %v", got, err)
	}
	if m, ok, err := db.Merchant(t.Context(), cashier, "M1"); err != nil || !ok || m.Account.Last4 != "" {
		t.Errorf("%+v %v %v", m, ok, err)
	}
	if d, err := db.Day(t.Context(), cashier, "M1", day("2026-11-18")); err != nil || d.Sold.Sales != 0 {
		t.Errorf("totals are seen: %+v %v", d, err)
	}
}

func daysTie(t *testing.T, at place) {
	db := filled(t, at)
	owner := access.For(access.Owner, "M1")
	got, err := db.Payouts(t.Context(), owner, handlers.PayoutQuery{From: day("2026-11-19"), To: day("2026-11-19")})
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	p := got[0]
	if p.ID != "P1" || p.State != trail.PayoutArrived || p.LinesNet != 14910 || p.Banked != 14910 || len(p.Lines) != 2 || p.EntryID != "B1" {
		t.Errorf("%+v", p)
	}
	if one, ok, err := db.Payout(t.Context(), owner, p.Row); err != nil || !ok || cmp.Diff(p, one) != "" {
		t.Errorf("the same payout by its key differs: %v %v %s", ok, err, cmp.Diff(p, one))
	}
	sold, err := db.Day(t.Context(), owner, "M1", day("2026-11-18"))
	if err != nil || sold.Sold.Sales != 15000 || sold.Sold.Fees != 90 || sold.Sold.Left() != sold.Sold.Right() {
		t.Errorf("%+v %v", sold.Sold, err)
	}
	arrived, err := db.Day(t.Context(), owner, "M1", day("2026-11-19"))
	if err != nil || len(arrived.Arrived) != 1 || !arrived.Proved || arrived.Open.Arrived != 14910 {
		t.Errorf("%+v %v", arrived, err)
	}
	e, err := db.Period(t.Context(), owner, "M1", day("2026-11-01"), day("2026-11-30"))
	if err != nil || e.Sales != 15000 || e.Arrived != 14910 || e.Left() != e.Right() {
		t.Errorf("%+v %v", e, err)
	}
}

// Money is promised for the same day only as far as the day's cap goes.
func dayCap(t *testing.T, at place) {
	db := at.books(t, "2026-11-18T20:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	load(t, db, "terms.csv", "merchant_id,scheme,cycle,single_cap,day_cap,fallback_cycle\nM1,*,T+0,100.00,120.00,T+1\n")
	load(t, db, "swipes.csv", swipesCSV)
	got, _, err := db.Trails(t.Context(), access.For(access.Owner, "M1"), handlers.Query{})
	if err != nil {
		t.Fatal(err)
	}
	due := map[string]string{}
	for _, tr := range got {
		due[tr.TransactionID] = tr.Due.On.String() + " " + tr.Due.Rule
	}
	want := map[string]string{"T1": "2026-11-18 T+0", "T2": "2026-11-19 T+1", "T4": " "}
	if diff := cmp.Diff(want, due); diff != "" {
		t.Errorf("100.00 and 50.00 under a cap of 120.00 (-want +got):\n%s", diff)
	}
}

// Order numbers start anew in every shop.
func sharedNumber(t *testing.T, at place) {
	db := at.books(t, "2026-11-18T20:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	var text strings.Builder
	text.WriteString("transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status,order_id\n")
	for i := range 1200 {
		fmt.Fprintf(&text, "O%d,M1,K1,2026-11-18 12:00:00,SALE,7.00,CNY,3333,UNIONPAY,,,,APPROVED,17\n", i)
	}
	text.WriteString("T9,M2,K2,2026-11-18 12:00:00,SALE,5.00,CNY,1111,UNIONPAY,,,,APPROVED,17\n")
	in := memory("swipes.csv", text.String())
	proof, err := importer.Prove(t.Context(), in, importer.Options{Book: db, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Import(t.Context(), in, proof, storage.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"T9 captured"}, find(t, db, access.For(access.Owner, "M2"), handlers.Query{Reference: "17"})); diff != "" {
		t.Error(diff)
	}
}
