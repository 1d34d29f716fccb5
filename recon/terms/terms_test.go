package terms

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

var shanghai = time.FixedZone("CST", 8*3600)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04:05", s, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ptr[T any](v T) *T { return &v }

func TestDue(t *testing.T) {
	plain := record.Merchant{ID: "M1"}
	cut := record.Merchant{ID: "M1", CutOff: "23:00"}
	natural := record.Merchant{ID: "M1", Cycle: "D+1", CutOff: "23:00"}
	instant := []record.Terms{{MerchantID: "M1", Scheme: "*", Cycle: "T+0", WindowFrom: "07:00", WindowTo: "23:00",
		SingleCap: ptr(int64(500000)), DayCap: ptr(int64(2000000))}}
	instantElseD1 := []record.Terms{{MerchantID: "M1", Scheme: "*", Cycle: "T+0", WindowTo: "22:30", FallbackCycle: "D+1"}}
	tests := []struct {
		name   string
		m      record.Merchant
		rows   []record.Terms
		swiped string
		amount int64
		on     string
		want   Due
	}{
		{name: "a Friday's sale is due on Monday", m: plain, swiped: "2026-11-20 15:00:00", on: "2026-11-23",
			want: Due{Rule: "T+1", Weekend: true}},
		{name: "the last second of the day is still the day", m: plain, swiped: "2026-11-19 23:59:59", on: "2026-11-20", want: Due{Rule: "T+1"}},
		{name: "from the cut-off on it is the next day's sale", m: cut, swiped: "2026-11-19 23:00:00", on: "2026-11-23",
			want: Due{Rule: "T+1", Weekend: true, AfterCutOff: true}},
		{name: "a second before the cut-off it is not", m: cut, swiped: "2026-11-19 22:59:59", on: "2026-11-20", want: Due{Rule: "T+1"}},
		{name: "the National Day week moves it", m: plain, swiped: "2026-09-30 10:00:00", on: "2026-10-08", want: Due{Rule: "T+1", Moved: "国庆节"}},
		{name: "after the year that is known it is an estimate", m: plain, swiped: "2026-12-31 10:00:00", on: "2027-01-01",
			want: Due{Rule: "T+1", Estimated: true}},
		{name: "natural days know no holiday", m: natural, swiped: "2026-09-30 10:00:00", on: "2026-10-01", want: Due{Rule: "D+1"}},
		{name: "natural days after the cut-off", m: natural, swiped: "2026-09-30 23:30:00", on: "2026-10-02", want: Due{Rule: "D+1", AfterCutOff: true}},
		{name: "two working days", m: record.Merchant{ID: "M1", Cycle: "T+2"}, swiped: "2026-11-19 10:00:00", on: "2026-11-23",
			want: Due{Rule: "T+2", Weekend: true}},
		{name: "the same day within the window", m: plain, rows: instant, swiped: "2026-11-21 07:00:00", amount: 500000, on: "2026-11-21",
			want: Due{Rule: "T+0", By: "23:00"}},
		{name: "before the window opens, T+1", m: plain, rows: instant, swiped: "2026-11-20 06:59:59", amount: 1, on: "2026-11-23",
			want: Due{Rule: "T+1", Weekend: true, NotToday: OutsideWindow, From: "07:00", To: "23:00"}},
		{name: "when the window closes, T+1", m: plain, rows: instant, swiped: "2026-11-23 23:00:00", amount: 1, on: "2026-11-24",
			want: Due{Rule: "T+1", NotToday: OutsideWindow, From: "07:00", To: "23:00"}},
		{name: "above the single cap, T+1", m: plain, rows: instant, swiped: "2026-11-23 10:00:00", amount: 500001, on: "2026-11-24",
			want: Due{Rule: "T+1", NotToday: AboveSingleCap, Cap: 500000}},
		{name: "a named fallback", m: plain, rows: instantElseD1, swiped: "2026-11-20 22:30:00", amount: 1, on: "2026-11-21",
			want: Due{Rule: "D+1", NotToday: OutsideWindow, From: "00:00", To: "22:30"}},
		{name: "a merchant where every day works", m: record.Merchant{ID: "M1", Calendar: "none"}, swiped: "2026-10-01 10:00:00", on: "2026-10-02", want: Due{Rule: "T+1"}},
		{name: "a calendar nobody loaded", m: record.Merchant{ID: "M1", Calendar: "XX"}, swiped: "2026-11-20 10:00:00", on: "2026-11-23",
			want: Due{Rule: "T+1", Weekend: true, Estimated: true}},
	}
	cals := calendar.Builtin()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			swiped := at(t, tt.swiped)
			c := For(tt.m, tt.rows, "UNIONPAY", "", calendar.DateOf(swiped))
			tt.want.On = day(t, tt.on)
			tt.want.BusinessDay = calendar.DateOf(swiped)
			if tt.want.AfterCutOff {
				tt.want.BusinessDay++
			}
			if diff := cmp.Diff(tt.want, c.Due(swiped, tt.amount, cals)); diff != "" {
				t.Errorf("due (-want +got):\n%s", diff)
			}
		})
	}
}

// The day's cap counts what was sold before: the swipe that goes above it waits for the next cycle.
func TestDayCap(t *testing.T) {
	rows := []record.Terms{{MerchantID: "*", Scheme: "*", Cycle: "T+0", DayCap: ptr(int64(100000))}}
	c := For(record.Merchant{ID: "M1"}, rows, "VISA", "", day(t, "2026-11-23"))
	cals := calendar.Builtin()
	noon := at(t, "2026-11-23 12:00:00")
	for soFar, want := range map[int64]string{0: "T+0", 40000: "T+0", 40001: "T+1", 100000: "T+1"} {
		if got := c.DueAfter(noon, 60000, soFar, cals); got.Rule != want {
			t.Errorf("600.00 after %d fen: %s, want %s", soFar, got.Rule, want)
		} else if above := got.NotToday == AboveDayCap && got.Cap == 100000; above != (want == "T+1") {
			t.Errorf("600.00 after %d fen: %s, kept from the same day by %q", soFar, got.Rule, got.NotToday)
		}
	}
}

func TestMostSpecificRowWins(t *testing.T) {
	m := record.Merchant{ID: "M1", Cycle: "T+2", CutOff: "22:00", FeeBPS: ptr(int64(60))}
	rows := []record.Terms{
		{MerchantID: "*", Scheme: "*", Cycle: "D+3", RefundFee: "kept"},
		{MerchantID: "*", Scheme: "VISA", Cycle: "T+4", FeeBPS: ptr("150"), FeeFixed: ptr(int64(100)), FeeCap: ptr(int64(5000))},
		{MerchantID: "M1", Scheme: "*", FeeBPS: ptr("55")},
		{MerchantID: "M1", Scheme: "VISA", CardType: "DEBIT", FeeBPS: ptr("50"), FeeCap: ptr(int64(2000))},
		{MerchantID: "M1", Scheme: "VISA", ValidFrom: day(t, "2026-12-01"), Cycle: "T+0"},
		{MerchantID: "M2", Scheme: "*", Cycle: "D+9", FeeBPS: ptr("1")},
	}
	tests := []struct {
		name, scheme, card, on string
		cycle                  string
		fee                    int64 // of 10,000.00
	}{
		{"a scheme without a row takes the merchant's", "WECHAT", "", "2026-11-23", "D+3", 5500},
		{"the merchant's rate goes before the scheme's, whose fixed fee and cap stay with its rate", "VISA", "CREDIT", "2026-11-23", "T+4", 5500},
		{"the card type's cap", "visa", "debit", "2026-11-23", "T+4", 2000},
		{"a row that is not valid yet", "VISA", "", "2026-11-30", "T+4", 5500},
		{"the same row when it is", "VISA", "", "2026-12-01", "T+0", 5500},
	}
	for _, tt := range tests {
		c := For(m, rows, tt.scheme, tt.card, day(t, tt.on))
		fee, known := c.Fee(1000000)
		if c.Cycle.String() != tt.cycle || fee != tt.fee || !known || c.CutOff != 22*60 || c.RefundPolicy != FeeKept {
			t.Errorf("%s: %s, fee %d %v, cut-off %d, %s", tt.name, c.Cycle, fee, known, c.CutOff, c.RefundPolicy)
		}
	}
	bare := For(record.Merchant{ID: "M9"}, nil, "VISA", "", day(t, "2026-11-23"))
	if _, known := bare.Fee(100); known || bare.Cycle.String() != "T+1" || bare.CutOff != Midnight || bare.Calendar != calendar.CN {
		t.Errorf("nothing agreed: %+v", bare)
	}
}

// The order of rows in the file does not matter.
func TestForIgnoresRowOrder(t *testing.T) {
	rows := []record.Terms{
		{Origin: record.Origin{Row: 1}, MerchantID: "*", Scheme: "*", Cycle: "T+1", FeeBPS: ptr("38")},
		{Origin: record.Origin{Row: 2}, MerchantID: "*", Scheme: "VISA", CutOff: "23:00"},
		{Origin: record.Origin{Row: 3}, MerchantID: "M1", Scheme: "*", Cycle: "D+1", FeeMin: ptr(int64(10))},
		{Origin: record.Origin{Row: 4}, MerchantID: "M1", Scheme: "*", Cycle: "T+3", FeeMin: ptr(int64(20))},
		{Origin: record.Origin{Row: 5}, MerchantID: "M1", Scheme: "VISA", FeeCap: ptr(int64(900))},
	}
	m := record.Merchant{ID: "M1"}
	want := For(m, rows, "VISA", "", 20000)
	if want.Cycle.String() != "T+3" {
		t.Fatalf("of two equal rows the later import wins, got %s", want.Cycle)
	}
	rapid.Check(t, func(t *rapid.T) {
		got := For(m, rapid.Permutation(rows).Draw(t, "rows"), "VISA", "", 20000)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(want.Rate)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestFee(t *testing.T) {
	c := func(r record.Terms) Contract {
		r.MerchantID, r.Scheme = "*", "*"
		return For(record.Merchant{ID: "M1"}, []record.Terms{r}, "VISA", "", 20000)
	}
	tests := []struct {
		name  string
		terms record.Terms
		gross int64
		want  int64
	}{
		{"half a fen is rounded up", record.Terms{FeeBPS: ptr("38")}, 12500, 48},
		{"below half it is not", record.Terms{FeeBPS: ptr("38")}, 12499, 47},
		{"a refund's fee has the sign of its gross", record.Terms{FeeBPS: ptr("38")}, -12500, -48},
		{"a fixed part", record.Terms{FeeBPS: ptr("38"), FeeFixed: ptr(int64(30))}, 10000, 68},
		{"a minimum", record.Terms{FeeBPS: ptr("38"), FeeMin: ptr(int64(10))}, 100, 10},
		{"a cap", record.Terms{FeeBPS: ptr("50"), FeeCap: ptr(int64(2000))}, 100000000, 2000},
		{"nothing costs nothing", record.Terms{FeeBPS: ptr("38"), FeeMin: ptr(int64(10))}, 0, 0},
		{"a free scheme", record.Terms{FeeBPS: ptr("0")}, 350000, 0},
	}
	for _, tt := range tests {
		if got, known := c(tt.terms).Fee(tt.gross); got != tt.want || !known {
			t.Errorf("%s: fee of %d is %d %v, want %d", tt.name, tt.gross, got, known, tt.want)
		}
	}
	refunds := []struct {
		policy string
		want   int64
		known  bool
	}{{"kept", 0, true}, {"returned", -38, true}, {"", 0, false}}
	for _, tt := range refunds {
		if got, known := c(record.Terms{FeeBPS: ptr("38"), RefundFee: tt.policy}).RefundFee(-10000, 0); got != tt.want || known != tt.known {
			t.Errorf("refund fee %q: %d %v, want %d %v", tt.policy, got, known, tt.want, tt.known)
		}
	}
}

// Every fee is what decimals, rounded half up, would have given.
func TestFeeEqualsDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bps := rapid.Int64Range(0, 500).Draw(t, "bps")
		gross := rapid.Int64Range(-1_000_000_000, 1_000_000_000).Draw(t, "gross")
		c := For(record.Merchant{ID: "M1", FeeBPS: &bps}, nil, "VISA", "", 20000)
		want := decimal.New(gross, 0).Mul(decimal.New(bps, -4)).Round(0).IntPart()
		if got, known := c.Fee(gross); !known || got != want {
			t.Fatalf("%d bps of %d: %d, decimal says %d", bps, gross, got, want)
		}
	})
}

func TestCycleAndClock(t *testing.T) {
	for _, s := range []string{"T+0", "T+1", "T+2", "D+0", "D+1", "T+30"} {
		c, err := ParseCycle(s)
		if err != nil || c.String() != s || !ValidCycle(s) {
			t.Errorf("%s: %v, %v", s, c, err)
		}
	}
	for _, s := range []string{"", "T", "T1", "t+1", "T+", "T+-1", "T+01", "T+1 ", "W+1", "T+999", "T+1.5"} {
		if ValidCycle(s) {
			t.Errorf("%q is no cycle", s)
		}
	}
	for s, want := range map[string]int{"00:00": 0, "07:05": 425, "23:59": 1439, "24:00": Midnight} {
		if got, err := ParseClock(s); err != nil || got != want {
			t.Errorf("%s: %d, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "7:00", "24:01", "23:60", "23.00", "2300", "-1:00", "ab:cd", "23:000"} {
		if got, err := ParseClock(s); err == nil {
			t.Errorf("%q is no time of day, got %d", s, got)
		}
	}
}

func TestCheck(t *testing.T) {
	good := record.Terms{MerchantID: "M1", Scheme: "*", Cycle: "T+0", CutOff: "24:00", WindowFrom: "07:00", WindowTo: "23:00", FeeBPS: ptr("38.5"), RefundFee: "kept"}
	if f := Check(good); f != nil {
		t.Error(f)
	}
	for column, spoil := range map[string]func(*record.Terms){
		"cycle":          func(r *record.Terms) { r.Cycle = "T1" },
		"fallback_cycle": func(r *record.Terms) { r.FallbackCycle = "soon" },
		"cutoff":         func(r *record.Terms) { r.CutOff = "25:00" },
		"window_to":      func(r *record.Terms) { r.WindowTo = "06:00" },
		"fee_bps":        func(r *record.Terms) { r.FeeBPS = ptr("0.38%") },
		"fee_fixed":      func(r *record.Terms) { r.FeeFixed = ptr(int64(-1)) },
		"fee_cap":        func(r *record.Terms) { r.FeeMin, r.FeeCap = ptr(int64(20)), ptr(int64(10)) },
		"refund_fee":     func(r *record.Terms) { r.RefundFee = "maybe" },
	} {
		row := good
		spoil(&row)
		if f := Check(row); f == nil || f.Column != column {
			t.Errorf("a bad %s: %v", column, f)
		}
	}
	for column, m := range map[string]record.Merchant{
		"settlement_cycle": {Cycle: "T+x"}, "cutoff": {CutOff: "noon"}, "fee_bps": {FeeBPS: ptr(int64(-5))},
	} {
		if f := CheckMerchant(m); f == nil || f.Column != column {
			t.Errorf("a bad %s: %v", column, f)
		}
	}
}

// A fallback that the more specific row names is not replaced by that of the
// row from which the cycle comes.
func TestTheMoreSpecificFallbackStands(t *testing.T) {
	rows := []record.Terms{{MerchantID: "M1", Scheme: "*", Cycle: "T+0", FallbackCycle: "D+1"}, {MerchantID: "M1", Scheme: "UNIONPAY", FallbackCycle: "D+2"}}
	for scheme, want := range map[string]Cycle{"UNIONPAY": {Natural: true, Days: 2}, "VISA": {Natural: true, Days: 1}} {
		if c := For(record.Merchant{ID: "M1"}, rows, scheme, "", 1); c.Cycle.Days != 0 || c.Fallback != want {
			t.Errorf("%s: cycle %s, fallback %s, want %s", scheme, c.Cycle, c.Fallback, want)
		}
	}
}
