package storagetest

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"time"

	"moneytrail/recon/importer"
	"moneytrail/storage"
)

// Place opens one database, again and again.
type Place func(o storage.Options) *storage.DB

// Books tells the stories of money: files in, trails out. fresh gives a place
// with nothing in it.
func Books(t *testing.T, fresh func(t *testing.T) Place) {
	for name, story := range map[string]func(t *testing.T, at place){
		"files in any order give the same end":               anyOrder,
		"the same bytes count once, under whatever name":     sameBytes,
		"files without rows count once a day":                emptyFiles,
		"what is decided and undone leaves no trace":         decidedAndUndone,
		"an accepted suggestion links its rows":              accepted,
		"a reference beats a person, and it is told":         contradicted,
		"a payout received by word counts once":              receivedOnce,
		"what is written off is not open":                    writtenOff,
		"decisions outlive the files they were made on":      outlives,
		"two people decide the same thing at once":           decidedAtOnce,
		"what cannot be decided is refused in words":         refusals,
		"eight imports of one file at once: one wins":        atOnce,
		"an import goes on where it was interrupted":         goesOn,
		"the later of two restatements holds":                restated,
		"a file that is taken back never came":               withdrawn,
		"a correction that is taken back":                    withdrawnRestatement,
		"what is taken back is told":                         withdrawnTold,
		"a chain of restatements ends like its last files":   restatements,
		"files that are not published are not seen":          unseen,
		"rows of an unknown merchant wait for it":            waiting,
		"what moved is told once, the past stays silent":     moves,
		"new swipes are looked through, the past is not":     activity,
		"trails are found by what a merchant knows":          trailsFound,
		"foreign and absent are the same":                    foreignIsAbsent,
		"a number that many merchants use finds one's own":   sharedNumber,
		"a cashier sees today, and no totals":                cashier,
		"payout, day and period tie":                         daysTie,
		"a day's cap counts what was sold before":            dayCap,
		"account numbers never reach the database":           sealed,
		"cells are no formulas":                              noFormulas,
		"a payout that only lines name keeps its key":        impliedPayout,
		"merchants are added one by one":                     added,
		"entries are traced back within the scope":           entriesScoped,
		"a payout sent again keeps both sendings":            sentAgain,
		"an entry that says another amount moves its payout": restatedEntry,
		"what people were told is kept, and doubted":         assured,
		"what a proof warned of stays with its file":         remarks,
		"a walk in vain is told by the books":                walkedInVain,
		"a thousand warnings are counted, not kept":          remarksCapped,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story(t, place{open: fresh(t), other: func() place { return place{open: fresh(t)} }})
		})
	}
}

// place is where a story happens; other gives another one, as empty.
type place struct {
	open  Place
	other func() place
}

// fixed is a clock that stands still.
type fixed struct{ at time.Time }

func (c fixed) Now() time.Time              { return c.at }
func (c fixed) Machine() time.Time          { return c.at }
func (c fixed) Shift(t time.Time) time.Time { return t }

// books opens the place in Shanghai at a business time.
func (p place) books(t *testing.T, now string) *storage.DB {
	t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return p.open(storage.Options{Clock: fixed{at}, Zone: zone, Currency: "CNY"})
}

func memory(name, text string) importer.Input {
	return importer.Input{Name: name, Size: int64(len(text)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

func load(t *testing.T, db *storage.DB, name, text string) storage.ImportResult {
	t.Helper()
	res, err := tryLoad(t.Context(), db, name, text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return res
}

// tryLoad imports in batches of two rows, so that every story has several.
func tryLoad(ctx context.Context, db *storage.DB, name, text string) (storage.ImportResult, error) {
	in := memory(name, text)
	p, err := importer.Prove(ctx, in, importer.Options{Book: db, Currency: "CNY"})
	if err != nil {
		return storage.ImportResult{}, err
	}
	return db.Import(ctx, in, p, storage.ImportOptions{Batch: 2})
}

const (
	merchantsCSV = "merchant_id,account,name,settlement_cycle\nM1,6222020000001234,Noodles,T+1\nM2,6222020000005678,Tea,T+1\n"
	swipesCSV    = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
		"T1,M1,K1,2026-11-18 12:00:00,SALE,100.00,CNY,1111,UNIONPAY,A1,100000000001,,APPROVED\n" +
		"T2,M1,K1,2026-11-18 12:05:00,SALE,50.00,CNY,2222,UNIONPAY,A2,100000000002,,APPROVED\n" +
		"T3,M2,K2,2026-11-18 12:10:00,SALE,70.00,CNY,3333,UNIONPAY,A3,100000000003,,APPROVED\n" +
		"T4,M1,K1,2026-11-18 13:00:00,SALE,20.00,CNY,4444,UNIONPAY,A4,100000000004,,DECLINED\n"
	linesCSV = "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
		"L1,2026-11-19,M1,K1,2026-11-18 12:00:00,SALE,100.00,0.60,99.40,100000000001,P1,PAID\n" +
		"L2,2026-11-19,M1,K1,2026-11-18 12:05:00,SALE,50.00,0.30,49.70,100000000002,P1,PAID\n" +
		"L3,2026-11-19,M2,K2,2026-11-18 12:10:00,SALE,70.00,0.42,69.58,100000000003,P2,PAID\n"
	bankCSV = "entry_id,booked_on,account,amount,direction,currency,memo\n" +
		"B1,2026-11-19,6222020000001234,149.10,C,CNY,SETTLEMENT P1\n"
	payoutsCSV = "payout_id,merchant_id,sent_at,amount,currency,account,status\n" +
		"P1,M1,2026-11-19 09:00:00,149.10,CNY,6222020000001234,SENT\n" +
		"P2,M2,2026-11-19 09:00:00,69.58,CNY,6222020000005678,SENT\n"
)

func export(t *testing.T, db *storage.DB, kind string) [][]string {
	t.Helper()
	var out bytes.Buffer
	if err := db.Export(t.Context(), kind, &out, time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

var allFiles = map[string]string{"merchants.csv": merchantsCSV, "swipes.csv": swipesCSV, "lines.csv": linesCSV,
	"bank.csv": bankCSV, "payouts.csv": payoutsCSV}

// exports gives everything that the books say.
func exports(t *testing.T, db *storage.DB) map[string][][]string {
	t.Helper()
	got := map[string][][]string{}
	for _, kind := range []string{"transactions", "settlements", "payouts", "bank", "breaks"} {
		got[kind] = export(t, db, kind)
	}
	return got
}
