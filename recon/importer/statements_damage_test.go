package importer_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// statementFiles are the statements in testdata.
func statementFiles(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	paths, _ := filepath.Glob(filepath.Join("testdata", "statements", "*"))
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = b
	}
	if len(out) < 5 {
		t.Fatalf("%d statements", len(out))
	}
	return out
}

// whole checks what must hold for the entries of any file that is accepted.
func whole(t testing.TB, b []byte, o importer.Options) {
	t.Helper()
	if err := sane(t.Context(), b, o); err != nil {
		t.Fatalf("%v\n%q", err, b)
	}
	p, err := importer.Prove(t.Context(), input(b), o)
	if err != nil || p.Refused(o) {
		return
	}
	ids := map[string]bool{}
	err = importer.Read(t.Context(), input(b), o, p, func(r importer.Row) error {
		for _, rec := range values(r) {
			e, ok := rec.(record.Entry)
			if !ok {
				continue
			}
			if e.Amount <= 0 || e.Currency == "" || e.BookedOn == 0 || e.ID == "" || e.Direction != record.Credit && e.Direction != record.Debit {
				t.Errorf("line %d: %+v\n%q", r.Line, e, b)
			}
			if ids[e.ID] && !r.Again {
				t.Errorf("line %d: id %s twice", r.Line, e.ID)
			}
			ids[e.ID] = true
		}
		return nil
	})
	if err != nil {
		t.Errorf("%v\n%q", err, b)
	}
}

// Flipped bits, swapped bytes and swapped lines: no panic, no entry that is not whole.
func TestDamagedStatements(t *testing.T) {
	for name, file := range statementFiles(t) {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(3, 4))
			for range 400 {
				b := damaged(rng, string(file))
				whole(t, b, bank)
			}
		})
	}
}

// The same entry has the same id in every file that tells it, and entries that
// only look alike have ids of their own.
func TestEntryIDs(t *testing.T) {
	message := func(number, entries, closing string) string {
		return ":20:S\n:25:6222020200110011\n:28C:" + number + "\n:60F:C261119CNY0,\n" + entries + ":62F:C261119CNY" + closing + "\n-\n"
	}
	const cash = ":61:2611191119C10,NMSCNONREF\n:86:cash\n"
	const paid = ":61:2611191119C10,NTRFPO1//B1\n:86:paid\n"
	ids := func(file string) []string {
		var out []string
		for _, r := range rows(t, file, bank) {
			id := r.Records[0].(record.Entry).ID
			if r.Again {
				id += " again"
			}
			out = append(out, id)
		}
		return out
	}
	one := ids(message("1", cash+paid, "20,"))
	for _, tt := range []struct {
		name, file string
		want       []string
	}{
		{"later in another file", message("2", paid+cash, "20,"), []string{one[1], one[0]}},
		{"two alike in one statement", message("1", cash+cash, "20,"), []string{one[0], one[0] + "#2"}},
		{"two alike on two pages", message("1/1", cash, "10,") + message("1/2", cash, "10,"), []string{one[0], one[0] + "#2"}},
		{"told again by another statement", message("1", cash, "10,") + message("2", cash, "10,"), []string{one[0], one[0] + " again"}},
		{"one reference, another text", message("1", paid+strings.Replace(paid, "paid", "fee", 1), "20,"), []string{one[1], one[1] + "#2"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := ids(tt.file); strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for name, change := range map[string][2]string{"amount": {"C10,", "C11,"}, "direction": {"C10,", "D10,"}, "day": {"1119C10", "1118C10"}, "reference": {"B1", "B2"}} {
		if got := ids(strings.Replace(message("1", paid, "10,"), change[0], change[1], 1)); got[0] == one[1] {
			t.Errorf("another %s has the same id %s", name, got[0])
		}
	}
}

// Account and card numbers in texts and messages leave their last four only.
func TestStatementsHideNumbers(t *testing.T) {
	file := ":20:S\n:25:NL77ABNA0574908765\n:28C:1\n:60F:C261119EUR0,\n" +
		":61:2611191119C10,NMSCNL91ABNA0417164300//6222021234567890128\n:86:from DE89370400440532013000 card 6222021234567890128 RF18539007547034\n:62F:C261119EUR11,\n-\n"
	got := entries(t, []byte(file), importer.Options{Currency: "EUR"})
	for _, number := range []string{"NL77ABNA0574908765", "NL91ABNA0417164300", "DE89370400440532013000", "6222021234567890128"} {
		if strings.Contains(got, number) {
			t.Errorf("%s is shown in\n%s", number, got)
		}
	}
	for _, kept := range []string{"****4300", "****3000", "****0128", "RF18539007547034"} {
		if !strings.Contains(got, kept) {
			t.Errorf("%s is not in\n%s", kept, got)
		}
	}
}

// Any bytes behind the beginning of a statement.
func FuzzStatements(f *testing.F) {
	for _, b := range statementFiles(f) {
		f.Add(b, false)
	}
	f.Fuzz(func(t *testing.T, b []byte, skip bool) {
		o := bank
		o.SkipBad = skip
		whole(t, b, o)
	})
}

// Proving and reading 50 MB of statement: memory grows by a few bytes a row.
func BenchmarkStatements(b *testing.B) {
	camt := statementFiles(b)["camt053_v08.xml"]
	head, rest, _ := strings.Cut(string(camt), "<TxsSummry>")
	_, rest, _ = strings.Cut(rest, "</TxsSummry>")
	at := strings.LastIndex(rest, "</Ntry>") + len("</Ntry>")
	sta := statementFiles(b)["mt940_gb18030.sta"]
	first, last := strings.Index(string(sta), ":61:"), strings.Index(string(sta), ":62F:")
	for name, parts := range map[string][3]string{
		"camt":  {head, rest[:at], rest[at:]},
		"mt940": {string(sta[:first]), string(sta[first:last]), string(sta[last:])},
	} {
		b.Run(name, func(b *testing.B) {
			file := []byte(parts[0] + strings.Repeat(parts[1], 50<<20/len(parts[1])) + parts[2])
			b.SetBytes(int64(len(file)))
			for b.Loop() {
				p, err := importer.Prove(b.Context(), input(file), bank)
				if err != nil || p.Refused(bank) {
					b.Fatal(err, tell(p.Errors))
				}
				var most uint64
				n := 0
				err = importer.Read(b.Context(), input(file), bank, p, func(importer.Row) error {
					if n++; n%50_000 == 0 {
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapAlloc)
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(most-uint64(len(file)))/(1<<20), "MiB-over-file")
				b.ReportMetric(float64(p.Rows), "rows")
			}
		})
	}
}
