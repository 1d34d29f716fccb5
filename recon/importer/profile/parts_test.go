package profile

import (
	"strings"
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	euro := &Number{Point: ",", Group: ".", Parentheses: true, Drop: []string{"€"}}
	union := &Number{Unit: "minor", Signs: map[string]string{"C": "+", "D": "-"}}
	tests := []struct {
		form *Number
		text string
		want string // at two decimals, or a part of the error
	}{
		{nil, "3500.00", "3500.00"}, {nil, "-0.5", "-0.50"}, {nil, "0.38000", "0.38"}, {nil, "254.0104", "whole"}, {nil, "1,000.00", "thousands separator"},
		{nil, "1e3", "exponent"}, {nil, "", "decimal"}, {nil, "-", "decimal"}, {nil, "5.", "decimal"}, {nil, ".5", "decimal"}, {nil, "１", "decimal"},
		{nil, "0.1234567", "7 decimals"}, {nil, "99999999999999999999", "too large"}, {nil, strings.Repeat("1", 65), "65 characters"},
		{euro, "1.234,56", "1234.56"}, {euro, "€ 1.234,56", "1234.56"}, {euro, "(12,00)", "-12.00"}, {euro, "12.34", "wrong place"}, {euro, "1234.567,00", "wrong place"},
		{euro, "1,234.56", "behind its decimal point"}, {euro, "(-1,00)", "two signs"}, {euro, "1.5", "wrong place"},
		{union, "C000000009940", "99.40"}, {union, "D000000000060", "-0.60"}, {union, "000000000100", "1.00"}, {union, "D-1", "two signs"}, {union, "1.00", "minor units"}, {union, "1.50", "minor units"},
	}
	for _, tt := range tests {
		n, err := tt.form.read(tt.text, 2)
		got := ""
		if v, ok := n.at(2); err == nil && ok {
			got = format(v, 2)
		} else if err == nil {
			got = "not whole"
		} else {
			got = err.Error()
		}
		if got != tt.want && (!strings.Contains(got, tt.want) || err == nil && tt.want != "whole") {
			t.Errorf("%q gives %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestRounding(t *testing.T) {
	for _, tt := range []struct {
		n    numeral
		want int64
	}{{numeral{1004, 3}, 100}, {numeral{1005, 3}, 101}, {numeral{-1005, 3}, -101}, {numeral{-1004, 3}, -100}, {numeral{1, 0}, 100}, {numeral{999_999_999, 6}, 100_000}} {
		if got, ok := tt.n.round(2); !ok || got != tt.want {
			t.Errorf("%v is %d, want %d", tt.n, got, tt.want)
		}
	}
}

func TestTimes(t *testing.T) {
	clock := Time{}
	for _, s := range []string{"YYYY-MM-DD hh:mm:ss", "DD/MM/YYYY", "MMDDhhmmss", "D MMM YYYY h:mm AM", "YYYY年MM月DD日"} {
		l, err := parseLayout(s)
		if err != nil {
			t.Fatal(err)
		}
		clock.layouts = append(clock.layouts, l)
	}
	for _, tt := range []struct{ text, day, want string }{
		{"2026-11-20 14:03:05", "", "2026-11-20 14:03:05"},
		{" 31/12/2026 ", "", "2026-12-31 00:00:00"},
		{"1120140305", "20261121", "2026-11-20 14:03:05"},
		{"1231235959", "20270101", "2026-12-31 23:59:59"}, // over the year's end
		{"0101000000", "261231", "2027-01-01 00:00:00"},   // the day after is allowed
		{"0229120000", "20261120", "2024-02-29 12:00:00"},
		{"0102000000", "", "has no year"},
		{"7 Nov 2026 2:05 PM", "", "2026-11-07 14:05:00"},
		{"2026年11月20日", "", "2026-11-20 00:00:00"},
		{"2026-13-01 00:00:00", "", "is not a time in a form"},
		{"1889-01-01 00:00:00", "", "outside the years"},
	} {
		m, err := clock.Parse(tt.text, tt.day)
		got := m.Format(time.DateTime)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%q of %s is %s, want %s", tt.text, tt.day, got, tt.want)
		}
	}
}

func TestNearNames(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{{"退款状态", "退\ueb3e状态", true}, {"退款状态", "退款状", true}, {"退款状态", "退款类型", false}, {"status", "statsu", true}, {"status", "status", false}, {"ab", "ac", false}, {"fees", "net", false}} {
		if got := oneAway([]rune(tt.a), []rune(tt.b)); got != tt.want {
			t.Errorf("%s and %s: %t", tt.a, tt.b, got)
		}
	}
}

// A number is read exactly or not at all.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"3500.00", "-0.5", "1.234,56", "(12,00)", "C000000009940", "1 250,50", "0.000001", "9e9", "--1", "1,23"} {
		f.Add(s, ",", ".", true)
		f.Add(s, ".", ",", false)
		f.Add(s, ",", " ", true)
	}
	f.Fuzz(func(t *testing.T, s, point, group string, parentheses bool) {
		form := Number{Point: point, Group: group, Parentheses: parentheses, Signs: map[string]string{"C": "+", "D": "-"}}
		p := &Profile{slots: map[string]int{}}
		if p.compileNumber("default", form) != nil {
			t.Skip()
		}
		n, err := form.read(s, 2)
		if err != nil {
			return
		}
		back, err := plain(n.String(true))
		if err != nil || back != n {
			t.Errorf("%q is %v and prints as %s, which is %v (%v)", s, n, n.String(true), back, err)
		}
	})
}

// Expressions and forms of dates: any text is read or refused.
func FuzzExpressions(f *testing.F) {
	for _, s := range []string{"a + b - abs(c)", "- a", "0", "{a,b,'x'} y", "{a", "YYYY-MM-DD hh:mm:ss", "D MMM YY h AM", "MMDDhhmmss"} {
		f.Add(s, "2026-11-20 14:03:05")
	}
	f.Fuzz(func(t *testing.T, s, at string) {
		if sum, err := parseSum(s); err == nil && len(sum.terms) == 0 && strings.TrimSpace(s) != "0" {
			t.Errorf("%q is an empty sum", s)
		}
		_, _ = parseTemplate(s)
		l, err := parseLayout(s)
		if err != nil {
			return
		}
		clock := Time{layouts: []layout{l}}
		if m, err := clock.Parse(at, "20261120"); err == nil && (m.Year() < 1990 || m.Year() > 2100) {
			t.Errorf("%q as %q is %v", at, s, m.Time)
		}
	})
}
