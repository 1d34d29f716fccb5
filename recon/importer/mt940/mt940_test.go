package mt940_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"moneytrail/recon/importer/mt940"
	"moneytrail/recon/importer/statement"
)

const head = ":20:S1\n:25:123/456789\n:28C:7/1\n:60F:C261119EUR100,00\n"

// whole is a statement with one entry that ties.
func whole(entry, closing string) string { return head + entry + "\n:62F:" + closing + "\n-\n" }

func read(t testing.TB, r io.Reader) ([]*statement.Entry, *statement.Report, error) {
	t.Helper()
	var list []*statement.Entry
	report := &statement.Report{Entry: func(e *statement.Entry) error {
		list = append(list, e)
		return nil
	}}
	err := mt940.Read(r, statement.UTF8, report)
	return list, report, err
}

// The ways in which banks write an entry.
func TestEntries(t *testing.T) {
	for _, tt := range []struct{ entry, want string }{
		{":61:2611201120C8,85NTRFREF//BANK1\n:86:text", "2026-11-20 2026-11-20 C 885 NTRF BANK1 [REF] REF text BANK1"},
		{":61:261120C8,85NTRFNONREF", "2026-11-20 2026-11-20 C 885 NTRF  [] "},
		{":61:2611201120CR8,85NTRFNONREF", "2026-11-20 2026-11-20 C 885 NTRF  [] "},
		{":61:2611201120C 8,85NTRFNONREF", "2026-11-20 2026-11-20 C 885 NTRF  [] "},
		{":61:2611201120C\n8,85NTRFNONREF\nmore", "2026-11-20 2026-11-20 C 885 NTRF  [] more"},
		{":61:2612310102C8,NTRFNONREF", "2027-01-02 2026-12-31 C 800 NTRF  [] "},
		{":61:2701021231C8,NTRFNONREF", "2026-12-31 2027-01-02 C 800 NTRF  [] "},
		{":61:2611201120RC8,85NTRFREF", "2026-11-20 2026-11-20 D 885 NTRF  [REF] REF RETURN REVERSAL"},
		{":61:2611201120RD8,85NTRFREF", "2026-11-20 2026-11-20 C 885 NTRF  [REF] REF RETURN REVERSAL"},
		{":61:2611201120D8,85NRTIREF", "2026-11-20 2026-11-20 D 885 NRTI  [REF] REF RETURN"},
		{":61:2611201120EC8,85NTRFREF", "2026-11-20 2026-11-20 C 885 NTRF  [REF] REF EC"},
		{":61:260230C8,85NTRFREF", "2026-02-28 2026-02-28 C 885 NTRF  [REF] REF"},
		{":61:2611201120C8,85NTRFEREF\n:86:/RTRN/AC04//EREF/MUELL/FINP/R1//REMI/USTD//x/", "2026-11-20 2026-11-20 C 885 NTRF  [MUELL/FINP/R1] MUELL/FINP/R1 /RTRN/AC04//EREF/MUELL/FINP/R1//REMI/USTD//x/ RETURN AC04"},
		{":61:2611201120C8,85NTRFEREF\n:86:166?00GUT?20EREF+PO-1?21SVWZ+RETURN?22 of?32A\n B", "2026-11-20 2026-11-20 C 885 NTRF  [PO-1] PO-1 GUT EREF+PO-1 SVWZ+RETURN of"},
		{":61:2611201120C8,85NTRFX\n:86:" + strings.Repeat("a", 65) + "\nbcd\nnext", "2026-11-20 2026-11-20 C 885 NTRF  [X] X " + strings.Repeat("a", 65) + "bcd next"},
	} {
		t.Run(tt.entry, func(t *testing.T) {
			list, _, err := read(t, strings.NewReader(whole(tt.entry, "C261120EUR108,85")))
			if err != nil || len(list) != 1 {
				t.Fatalf("%d entries, error %v", len(list), err)
			}
			e := list[0]
			if len(e.Problems) > 0 || e.Line != 5 || e.Account != "456789" || e.Currency != "EUR" {
				t.Errorf("%+v", e)
			}
			got := strings.TrimSuffix(fmt.Sprintf("%s %s %s %d %s %s %v %s %s", e.BookedOn, e.ValueOn, e.Direction, e.Amount, e.Code, e.BankRef, e.References, e.Memo, e.Unbooked), " ")
			if got != strings.TrimSuffix(tt.want, " ") && got != tt.want {
				t.Errorf("\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}

// What is wrong with an entry is told with its column, and spoils it alone.
func TestEntryProblems(t *testing.T) {
	for _, tt := range []struct{ entry, want string }{
		{":61:x", `5: the entry :61: "x" does not begin with a value date`},
		{":61:261320C8,85NTRFX", "5: the entry :61: \"261320C8,85NTRFX\" has a value date that does not exist"},
		{":61:2611201320C8,85NTRFX", "11: the entry :61: \"2611201320C8,85NTRFX\" has an entry date that does not exist"},
		{":61:261120X8,85NTRFX", "11: the entry :61: \"261120X8,85NTRFX\" has no mark C, D, RC or RD"},
		{":61:261120C8.85NTRFX", "13: the entry :61: \"261120C8.85NTRFX\" has no type"},
		{":61:261120C8,855NTRFX", `12: the entry :61: "261120C8,855NTRFX" has an amount "8,855" that has more decimals`},
		{":61:261120C8,8,5NTRFX", `12: the entry :61: "261120C8,8,5NTRFX" has an amount "8,8,5" that is not an amount`},
		{":61:261120C,NTRFX", `12: the entry :61: "261120C,NTRFX" has an amount "," that is not an amount`},
		{":61:261120C8,85", "16: the entry :61: \"261120C8,85\" has no type of transaction"},
		{":61:261120C8,85NTR芇X", `16: the entry :61: "261120C8,85NTR芇X" has no type of transaction`},
	} {
		t.Run(tt.entry, func(t *testing.T) {
			list, _, err := read(t, strings.NewReader(whole(tt.entry, "C261120EUR108,85")))
			if err != nil || len(list) != 1 || len(list[0].Problems) != 1 {
				t.Fatalf("%+v, error %v", list, err)
			}
			p := list[0].Problems[0]
			if got := fmt.Sprintf("%d: %s", p.Column, p.Message); p.Line != 5 || !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s", got)
			}
		})
	}
}

// What refuses a file, and what is only told.
func TestMessages(t *testing.T) {
	const entry = ":61:2611201120C8,85NTRFREF"
	interim := ":20:S1\n:25:456\n:28C:1\n:34F:EUR0,\n" + entry + "\n"
	for _, tt := range []struct{ name, file, want string }{
		{"ties", whole(entry, "C261120EUR108,85"), ""},
		{"does not tie", whole(entry, "C261120EUR108,84"), "warning 6: statement 7/1 of account *6789 does not balance: it opens with 100.00 EUR, its 1 booked entries give 108.85 EUR, it says that it closes with 108.84 EUR"},
		{"cut in the last number", head + entry + "\n:62F:C261120EUR108,8", "refused 6: statement 7/1 of account *6789 does not balance, and the last line of the file has no end"},
		{"no closing balance", head + entry + "\n", "refused 1: statement 7/1 of account *6789 has no closing balance"},
		{"no opening balance", ":20:S1\n:25:456\n:28C:7\n:62F:C261120EUR108,85\n", "refused 1: statement 7 of account *456 has no opening balance"},
		{"no account", ":20:S1\n:60F:C261119EUR1,\n:62F:C261119EUR1,\n", "refused 1: the message has no account"},
		{"next begins too early", head + entry + "\n" + whole(entry, "C261120EUR108,85"), "refused 1: statement 7/1 of account *6789 has no closing balance"},
		{"unreadable balance", whole(entry, "C261120EURx"), `refused 6: the balance :62F: "C261120EURx" is not an amount`},
		{"balance without a date", whole(entry, "C261320EUR1,"), `refused 6: the balance :62F: "C261320EUR1," has no date`},
		{"other currency", whole(entry, "C261120USD108,85"), "warning 6: statement 7/1 of account *6789 does not balance: it opens with 100.00 EUR and closes with 108.85 USD, and currencies are never added"},
		{"gap", whole(entry, "C261120EUR108,85") + whole(entry, "C261120EUR108,85"), "warning 11: statement 7/1 of account *6789 opens with 100.00 EUR, but the one before closed with 108.85 EUR"},
		{"first page only", strings.Replace(whole(entry, "C261120EUR108,85"), "62F", "62M", 1), "warning 1: statement 7/1 of account *6789 is not the last page"},
		{"unknown field", whole(entry+"\n:99Z:x", "C261120EUR108,85"), "warning 6: a field :99Z: is none of MT940"},
		{"30 February", whole(":61:260230C8,85NTRFREF", "C261120EUR108,85"), "warning 5: the value date 260230 does not exist"},
		{"interim", interim + ":90D:0EUR0,\n:90C:1EUR8,85\n", ""},
		{"interim without end", interim, "refused 1: interim report 1 of account *456 ends neither"},
		{"interim with end", interim + "-\n", ""},
		{"interim that does not tie", interim + ":90C:2EUR8,85\n", "refused 6: interim report 1 of account *456, :90C:: the file says 2 entries of 8,85, its entries give 1 entries of 8.85 EUR"},
		{"interim above a limit", strings.Replace(interim, "EUR0,", "EURD5,", 1) + ":90C:2EUR9,85\n", "warning 6: interim report 1 of account *456, :90C:: the file says 2 entries"},
		{"sums of ING", strings.Replace(whole(entry, "C261120EUR108,85"), "\n-\n", "\n:86:/SUM/0/2/0,00/8,85/\n", 1), "warning 7: statement 7/1 of account *6789, /SUM/ of credits: the file says 2 entries of 8,85"},
		{"nothing", "hello\n", "refused 1: the file holds no message"},
		{"NUL", whole(entry+"\x00", "C261120EUR108,85"), "refused 5: the line has a NUL byte"},
		{"bytes", whole(entry+"\n:86:\xfc", "C261120EUR108,85"), "refused 6: the line has characters that cannot be decoded"},
		{"endless field", whole(entry+"\n:86:"+strings.Repeat("text text\n", 10_000), "C261120EUR108,85"), "refused 6: field :86: is longer than 64 KiB"},
		{"endless fields", whole(entry+strings.Repeat("\n:86:text text", 10_000), "C261120EUR108,85"), "the text of one entry is longer than 64 KiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, report, err := read(t, strings.NewReader(tt.file))
			var got string
			var no statement.Refusal
			switch {
			case errors.As(err, &no):
				got = fmt.Sprintf("refused %d: %s", no.Line, no.Message)
			case err != nil:
				t.Fatal(err)
			case len(report.Warnings) > 0:
				got = fmt.Sprintf("warning %d: %s", report.Warnings[0].Line, report.Warnings[0].Message)
			}
			if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestIs(t *testing.T) {
	for head, want := range map[string]bool{
		":20:X\n": true, "\ufeff:20:X": true, "\x01\r\n:20:X": true, "ABNANL2A\n940\nABNANL2A\n:20:X": true,
		"{1:F01INGBNL2ABXXX0000000000}{2:I940INGBNL2AXXXN}{4:\r\n:20:X": true, "{1:F01}{2:I103}{4:\n": false,
		"a,b,c\n:20:X": false, "": false, "\n\n": false, ":25:X\n:28:1\n": false, strings.Repeat("x\n", 20) + ":20:": false,
	} {
		if got := mt940.Is(head); got != want {
			t.Errorf("%q: %t", head, got)
		}
	}
}

// samples are the statements of the importer's tests.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	paths, _ := filepath.Glob(filepath.Join("..", "testdata", "statements", "mt94*.sta"))
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = b
	}
	if len(out) < 3 {
		t.Fatalf("%d samples", len(out))
	}
	return out
}

func sniffed(b []byte) string {
	var s statement.Sniffer
	_, _ = s.Write(b)
	return s.Encoding()
}

// A file that is cut anywhere is refused, or all its entries are there.
func TestCutAtEveryByte(t *testing.T) {
	for name, b := range samples(t) {
		t.Run(name, func(t *testing.T) {
			encoding := sniffed(b)
			all := strings.Count(string(b), ":61:")
			first := 0
			if name == "mt940_pages.sta" {
				first = 2 // the first page is whole by itself
			}
			for cut := range b {
				n := 0
				err := mt940.Read(strings.NewReader(string(b[:cut])), encoding, &statement.Report{Entry: func(*statement.Entry) error { n++; return nil }})
				var no statement.Refusal
				switch {
				case errors.As(err, &no):
				case err != nil:
					t.Fatal(err)
				case n != all && n != first:
					t.Errorf("cut at %d of %d: %d of %d entries", cut, len(b), n, all)
				}
			}
		})
	}
}

// Lines that never end are refused in bounded memory.
func TestEndless(t *testing.T) {
	for _, start := range []string{"", ":20:", head + ":86:", head + ":61:261120C"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := read(t, io.MultiReader(strings.NewReader(start), io.LimitReader(ones{}, 200<<20)))
		runtime.ReadMemStats(&after)
		var no statement.Refusal
		if !errors.As(err, &no) || !strings.Contains(no.Message, "the line is longer than 64 KiB") {
			t.Errorf("%q: error %v", start, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
			t.Errorf("%d KiB were allocated", used>>10)
		}
	}
}

type ones struct{}

func (ones) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '1'
	}
	return len(p), nil
}

// Any bytes: refused with a word, or entries that are whole.
func FuzzRead(f *testing.F) {
	for _, b := range samples(f) {
		f.Add(b, sniffed(b))
	}
	f.Add([]byte(whole(":61:2611201120C8,85NTRFREF//B\n:86:166?00a?20EREF+b?31x?32y", "C261120EUR108,85")), statement.UTF8)
	f.Add([]byte(":20:\n:25:a/\n:61:\n:90C:\n:34F:E"), statement.GB18030)
	f.Fuzz(func(t *testing.T, b []byte, encoding string) {
		var list []*statement.Entry
		err := mt940.Read(strings.NewReader(string(b)), encoding, &statement.Report{Entry: func(e *statement.Entry) error { list = append(list, e); return nil }})
		var no statement.Refusal
		if err != nil && (!errors.As(err, &no) || no.Message == "") {
			t.Fatalf("error %v", err)
		}
		for _, e := range list {
			if len(e.Problems) == 0 && (e.Amount < 0 || e.Currency == "" || e.Direction != "C" && e.Direction != "D" || e.BookedOn == 0) {
				t.Errorf("%+v", e)
			}
			if strings.Contains(e.Memo, "\ufffd") || len(e.Memo) > statement.MaxMemo {
				t.Errorf("memo %q", e.Memo)
			}
		}
	})
}

// A generated statement of 50 MB: the memory does not grow with it.
func BenchmarkRead(b *testing.B) {
	var one strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&one, ":61:2611201120C%d,%02dNTRFPO%06d//BANK%06d\n:86:166?00GUTSCHRIFT?20EREF+PO%06d?21SVWZ+settlement of the day?31DE89370400440532013000?32ACQUIRER\n", i, i%100, i, i, i)
	}
	const size = 50 << 20
	b.SetBytes(size)
	for b.Loop() {
		readers := []io.Reader{strings.NewReader(head)}
		for range size / one.Len() {
			readers = append(readers, strings.NewReader(one.String()))
		}
		n := 0
		var peak uint64
		err := mt940.Read(io.MultiReader(append(readers, strings.NewReader(":62F:C261120EUR0,00\n"))...), statement.UTF8, &statement.Report{Entry: func(*statement.Entry) error {
			if n++; n%50_000 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
			return nil
		}})
		if err != nil || n < 1000 {
			b.Fatalf("%d entries, error %v", n, err)
		}
		b.ReportMetric(float64(peak)/(1<<20), "MiB-heap")
	}
}
