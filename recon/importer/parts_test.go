package importer

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
)

// readAll cuts text with the splitter.
func readAll(text string) ([][]string, error) {
	s := newSplitter(strings.NewReader(text), ',', true)
	var out [][]string
	for {
		fields, _, err := s.next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, append([]string(nil), fields...))
	}
}

// tooWide tells records beyond what the splitter takes, which encoding/csv does not limit.
func tooWide(records [][]string) bool {
	return slices.ContainsFunc(records, func(r []string) bool { return len(r) > maxColumns })
}

// The splitter reads what encoding/csv reads, and refuses what it refuses and
// tables that are too wide.
func FuzzSplit(f *testing.F) {
	for _, n := range []int{maxColumns - 1, maxColumns} { // the last width that is taken, the first that is not
		f.Add("a" + strings.Repeat(",", n) + "\n")
		f.Add("\"a\"" + strings.Repeat(",", n) + "\n")
	}
	for _, s := range []string{"a,b\n1,2\n", "a,\"b\"\"c\"\r\n\"x\ny\",\"\"\r\n", "a,b\n\n\n1,\"2", "a\"b,c\n", "\"a\"b\n", "a,b\r", ",\n,", "\"\",\"\"\n", "\"\r\n\"", "\r\n\r\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.HasPrefix(s, "\ufeff") {
			t.Skip("the byte order mark is ours to remove")
		}
		r := csv.NewReader(strings.NewReader(s))
		r.FieldsPerRecord = -1
		want, wantErr := r.ReadAll()
		got, gotErr := readAll(s)
		if wantErr == nil && tooWide(want) {
			if gotErr == nil {
				t.Fatal("a table that is too wide was taken")
			}
			return
		}
		if (wantErr == nil) != (gotErr == nil) {
			t.Fatalf("encoding/csv says %v, the splitter %v", wantErr, gotErr)
		}
		if wantErr == nil {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("records (-encoding/csv +splitter):\n%s", diff)
			}
		}
	})
}

// Amounts are those of package money, and print as they were read.
func FuzzAmount(f *testing.F) {
	for _, s := range []string{"3500.00", "-0.5", "0", "-0", "1e9999", "92233720368547758.07", "９", "1,000", ".5", "5.", "+5", "0.000000000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, code := range []string{"CNY", "JPY", "KWD"} {
			digits, _ := money.Digits(code)
			got, err := parseAmount(s, digits)
			if careful, wrong := anyAmount(s, digits); careful != got || (wrong == nil) != (err == nil) {
				t.Errorf("%q in %s is %d (%v) at first sight, %d (%v) at the second", s, code, got, err, careful, wrong)
			}
			want, wantErr := money.Parse(s, code)
			switch {
			case err == nil && (wantErr != nil || got != want):
				t.Errorf("%q in %s is %d here and %d (%v) in money", s, code, got, want, wantErr)
			case err != nil && wantErr == nil && !strings.HasPrefix(s, "+") && want < 900_000_000_000_000_000:
				if want > -900_000_000_000_000_000 {
					t.Errorf("%q in %s is refused here (%v), %d in money", s, code, err, want)
				}
			}
			if err == nil {
				if back, err := parseAmount(formatAmount(got, digits), digits); err != nil || back != got {
					t.Errorf("%q is printed as %q", s, formatAmount(got, digits))
				}
			}
		}
	})
}

// A time is what the standard library reads of the same text.
func FuzzStamp(f *testing.F) {
	for _, s := range []string{"2026-11-20 14:03:05", "2026-11-20T14:03:05Z", "2026-11-20T14:03:05.25+08:00", "2026-11-20T14:03:05+0800", "2026-11-20 14:03:05.293626+00", "2026-11-20", "2026-02-30 00:00:00", "2026-11-20 24:00:00", "2026-11-20 9:00:00", "2026-11-20 14:03"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, day, err := parseStampDay(s, true)
		if err != nil {
			return
		}
		careful, err := anyStamp(s, day, true)
		if err != nil || careful.Floating != got.Floating || !careful.Equal(got.Time) || calendar.DateOf(careful.Time) != day || calendar.DateOf(got.Time) != day {
			t.Errorf("%q of %s is %v at first sight, %v (%v) at the second", s, day, got, careful, err)
		}
		if y := got.Year(); y < 1989 || y > 2101 {
			t.Errorf("%q is in year %d", s, y)
		}
		if want, err := time.Parse(time.DateTime, s); err == nil && (!got.Floating || !got.Equal(want)) {
			t.Errorf("%q is %v here, %v in time", s, got, want)
		}
		if want, err := time.Parse(time.RFC3339Nano, s); err == nil && (got.Floating || !got.Equal(want)) {
			t.Errorf("%q is %v here, %v in time", s, got, want)
		}
	})
}

// The offsets of other systems count as those of RFC 3339.
func TestATimeWithAnOffset(t *testing.T) {
	want := time.Date(2026, 11, 20, 6, 3, 5, 0, time.UTC)
	for _, s := range []string{"2026-11-20T14:03:05+08:00", "2026-11-20T14:03:05+0800", "2026-11-20 14:03:05+08", "2026-11-20 14:03:05 +0800", "2026-11-20 06:03:05.000000+00"} {
		if got, err := parseStamp(s, false); err != nil || got.Floating || !got.Equal(want) {
			t.Errorf("%q is %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"2026-11-20 14:03:05+8", "2026-11-20 14:03:05+080", "2026-11-20 14:03:05+25", "2026-11-20 14:03:05+00x"} {
		if got, err := parseStamp(s, false); err == nil {
			t.Errorf("%q is taken for %v", s, got)
		}
	}
}

func TestHideCards(t *testing.T) {
	for _, tt := range []struct{ text, all, accounts string }{
		{"card 4111 1111 1111 1111 used", "card ****1111 used", "card ****1111 used"},
		{"代付6222021001098550814商户", "代付****0814商户", "代付****0814商户"},
		{"代付 6222-0210-0109-8550-814.", "代付 ****0814.", "代付 ****0814."},
		{"order 4200000925202101284997714292", "order 4200000925202101284997714292", "order 4200000925202101284997714292"},
		{"PO4111111111111111", "PO4111111111111111", "PO4111111111111111"},
		{"4111111111111112", "4111111111111112", "4111111111111112"},
		{"王某 11010519491231002X 面钱", "王某 **** 面钱", "王某 **** 面钱"},
		{"11010519491231002x", "****", "****"},
		{"110105194912310021", "110105194912310021", "110105194912310021"}, // the check mark is another
		{"order 202611191234567890", "order 202611191234567890", "order 202611191234567890"},
		{"two: 4111111111111111, 5500005555555559", "two: ****1111, ****5559", "two: 4111111111111111, 5500005555555559"},
	} {
		if got := hideCards(tt.text, false); got != tt.all {
			t.Errorf("%q becomes %q", tt.text, got)
		}
		if got := hideCards(tt.text, true); got != tt.accounts {
			t.Errorf("memo %q becomes %q", tt.text, got)
		}
	}
}

func TestEncodings(t *testing.T) {
	long := strings.Repeat("x", 300<<10) // wider than one piece of the scan
	for _, tt := range []struct {
		name    string
		file    string
		valid   bool
		invalid int
		chinese int
	}{
		{"ascii", "a\nb\n" + long, true, 0, 0},
		{"utf-8 over pieces", long + "面馆账单\n面馆账单", true, 0, 1},
		{"gb18030", "a\n\xc3\xe6\xb9\xdd\n", false, 2, 0},
		{"mixed", "面馆账单\n\xc3\xe6\xb9\xdd\n", false, 2, 1},
		{"mixed over pieces", long + "\xc3\xe6\xb9\xdd\n" + long + "\n面馆账单", false, 1, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var u utf8Lines
			for i := 0; i < len(tt.file); i += 256 << 10 {
				if err := u.look([]byte(tt.file[i:min(len(tt.file), i+256<<10)]), i == 0); err != nil {
					t.Fatal(err)
				}
			}
			u.endLine()
			if (u.invalid == 0) != tt.valid || u.invalid != tt.invalid || u.chinese != tt.chinese {
				t.Errorf("invalid in line %d, Chinese in line %d", u.invalid, u.chinese)
			}
		})
	}
}
