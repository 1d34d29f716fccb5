package money

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text, currency string
		want           int64
	}{
		{"3500.00", "CNY", 350000},
		{"3500", "CNY", 350000},
		{"3500.5", "CNY", 350050},
		{"-0.01", "CNY", -1},
		{"+12.30", "CNY", 1230},
		{"0", "CNY", 0},
		{"007.10", "CNY", 710},
		{"120", "JPY", 120},
		{"1.234", "KWD", 1234},
		{"92233720368547758.07", "CNY", math.MaxInt64},
		{"-92233720368547758.08", "CNY", math.MinInt64},
	}
	for _, tt := range tests {
		got, err := Parse(tt.text, tt.currency)
		if err != nil || got != tt.want {
			t.Errorf("Parse(%q, %s) = %d, %v; want %d", tt.text, tt.currency, got, err, tt.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ text, currency, says string }{
		{"", "CNY", "the amount is empty"},
		{"12.345", "CNY", `"12.345" has 3 decimals; CNY has 2`},
		{"12.340", "CNY", `"12.340" has 3 decimals; CNY has 2`},
		{"120.0", "JPY", `"120.0" has 1 decimals; JPY has 0`},
		{"92233720368547758.08", "CNY", "too large"},
		{"-92233720368547758.09", "CNY", "too large"},
		{strings.Repeat("9", 80), "CNY", "too long"},
		{"12.00", "XXQ", `"XXQ" is not a currency code of ISO 4217, such as CNY`},
		{"12.00", "cny", "not a currency code"},
		{"12.00", "EUR USD", "not a currency code"},
	}
	for _, text := range []string{" 12", "12 ", "1,200.00", "1e3", "1E3", "12.", ".5", "-", "+", "--1", "¥12", "12元", "０", "NaN", "0x10", "1_000", "1.2.3", "\n"} {
		tests = append(tests, struct{ text, currency, says string }{text, "CNY", "is not an amount"})
	}
	for _, tt := range tests {
		if got, err := Parse(tt.text, tt.currency); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("Parse(%q, %s) = %d, %v; want an error that says %q", tt.text, tt.currency, got, err, tt.says)
		}
	}
}

func TestParsePadded(t *testing.T) {
	for text, want := range map[string]int64{"0.00000": 0, "0.60000": 60, "-1.000": -100, "12.3": 1230} {
		if got, err := ParsePadded(text, "CNY"); err != nil || got != want {
			t.Errorf("ParsePadded(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	if got, err := ParsePadded("0.60001", "CNY"); err == nil {
		t.Errorf("a thousandth was dropped: %d", got)
	}
}

func TestDigits(t *testing.T) {
	for code, want := range map[string]int{"CNY": 2, "HKD": 2, "TWD": 2, "JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "TND": 3, "CLF": 4, "ZWG": 2} {
		if got, ok := Digits(code); !ok || got != want {
			t.Errorf("%s has %d digits, got %d %v", code, want, got, ok)
		}
	}
	for _, code := range []string{"", "RMB", "cny", "CN", "CNYX", "NYE", "E A"} {
		if got, ok := Digits(code); ok {
			t.Errorf("%q is no currency, got %d digits", code, got)
		}
	}
}

func TestFormatReadsBack(t *testing.T) {
	for _, tt := range []struct {
		minor    int64
		currency string
		want     string
	}{{350000, "CNY", "3500.00"}, {-5, "CNY", "-0.05"}, {0, "CNY", "0.00"}, {120, "JPY", "120"}, {-1234, "KWD", "-1.234"}, {7, "???", "0.07"}} {
		if got := Format(tt.minor, tt.currency); got != tt.want {
			t.Errorf("Format(%d, %s) = %s, want %s", tt.minor, tt.currency, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64().Draw(t, "minor")
		currency := rapid.SampledFrom([]string{"CNY", "JPY", "KWD", "CLF"}).Draw(t, "currency")
		text := Format(minor, currency)
		if got, err := Parse(text, currency); err != nil || got != minor {
			t.Fatalf("%d %s is written %s and read %d, %v", minor, currency, text, got, err)
		}
	})
}

// Whatever the text, Parse either refuses it or gives exactly its value.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"3500.00", "-0.01", "1e9", "", "١٢", "92233720368547758.08", "0.000000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Parse(text, "CNY")
		if err != nil {
			return
		}
		exact, ok := new(big.Rat).SetString(text)
		if !ok || exact.Mul(exact, big.NewRat(100, 1)).Cmp(new(big.Rat).SetInt64(got)) != 0 {
			t.Fatalf("%q was read as %d", text, got)
		}
	})
}

func TestSpread(t *testing.T) {
	tests := []struct {
		total   int64
		weights []int64
		want    []int64
	}{
		{100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{-100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{-5, []int64{300000, -5000, 20000}, []int64{-5, 0, 0}},
		{7, []int64{0, 0}, []int64{4, 3}},
		{0, []int64{5, 6}, []int64{0, 0}},
		{10, []int64{1, 2, 7}, []int64{1, 2, 7}},
		{5, nil, nil},
		{math.MinInt64, []int64{math.MinInt64, math.MaxInt64}, []int64{math.MinInt64 / 2, math.MinInt64 / 2}},
	}
	for _, tt := range tests {
		got := Spread(tt.total, tt.weights)
		if len(got) != len(tt.want) {
			t.Fatalf("Spread(%d, %v) = %v", tt.total, tt.weights, got)
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("Spread(%d, %v) = %v, want %v", tt.total, tt.weights, got, tt.want)
				break
			}
		}
	}
}

// The parts add up to the total, each is within one unit of its exact share,
// and a longer list of the same weights gives the same again.
func TestSpreadTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64().Draw(t, "total")
		weights := rapid.SliceOfN(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-300, 300)), 1, 40).Draw(t, "weights")
		parts := Spread(total, weights)
		sum, size := new(big.Int), new(big.Int)
		for i, w := range weights {
			sum.Add(sum, big.NewInt(parts[i]))
			size.Add(size, new(big.Int).Abs(big.NewInt(w)))
		}
		if sum.Cmp(big.NewInt(total)) != 0 {
			t.Fatalf("the parts %v of %d add up to %s", parts, total, sum)
		}
		if size.Sign() == 0 {
			return
		}
		for i, w := range weights {
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(total), new(big.Int).Abs(big.NewInt(w))), size)
			if off := exact.Sub(exact, new(big.Rat).SetInt64(parts[i])); off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d of weight %d is %d, %s off its share of %d", i, w, parts[i], off.FloatString(3), total)
			}
		}
	})
}

func TestRate(t *testing.T) {
	tests := []struct {
		bps    string
		amount int64
		want   int64
	}{
		{"38", 350000, 1330},
		{"60.5", 10000, 61}, // 60.5 rounds up
		{"60.5", -10000, -61},
		{"60.4", 10000, 60},
		{"50", 100, 1}, // half a fen
		{"49", 100, 0},
		{"0", 350000, 0},
		{"10000", 77, 77},
		{"0.00000001", math.MaxInt64, 9223372}, // 12 decimals below, still exact
	}
	for _, tt := range tests {
		r, err := ParseBPS(tt.bps)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Of(tt.amount); got != tt.want {
			t.Errorf("%s bps of %d = %d, want %d", tt.bps, tt.amount, got, tt.want)
		}
	}
	for bps, want := range map[string]string{"38": "0.38", "60": "0.60", "60.5": "0.605", "0": "0.00", "100": "1.00", "12.25": "0.1225"} {
		r, _ := ParseBPS(bps)
		if got := r.Percent(); got != want {
			t.Errorf("%s bps are %s %%, want %s", bps, got, want)
		}
	}
	for _, bad := range []string{"", "-1", "1e2", "10001", "0.123456789", "38%", " 38"} {
		if _, err := ParseBPS(bad); err == nil {
			t.Errorf("%q was read as a rate", bad)
		}
	}
	if (Rate{}).Of(100) != 0 {
		t.Error("the zero rate is not free")
	}
}

// The rate in integers is the rate in decimals, half away from zero.
func TestRateEqualsDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bps := decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "rate"), -rapid.Int32Range(2, 8).Draw(t, "decimals"))
		r, err := ParseBPS(bps.StringFixed(-bps.Exponent()))
		if err != nil {
			t.Fatal(err)
		}
		amount := rapid.OneOf(rapid.Int64Range(-1_000_000, 1_000_000), rapid.Int64Range(math.MinInt64+1, math.MaxInt64)).Draw(t, "amount")
		want := decimal.New(amount, 0).Mul(bps).Shift(-4).Round(0).IntPart() // Round is half away from zero
		if got := r.Of(amount); got != want {
			t.Fatalf("%s bps of %d = %d, decimal says %d", bps, amount, got, want)
		}
	})
}
