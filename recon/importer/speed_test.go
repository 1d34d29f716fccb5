package importer_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"moneytrail/recon/importer"
)

// table is a file of many rows that is made while it is read.
type table struct {
	head string
	row  func(b []byte, i int) []byte
	rows int
}

func (f table) input() importer.Input {
	return importer.Input{Name: "made.csv", Open: func() (io.ReadCloser, error) { return &tableReader{table: f, left: []byte(f.head)}, nil }}
}

// bytes gives the whole file.
func (f table) bytes() []byte {
	b := []byte(f.head)
	for i := range f.rows {
		b = f.row(b, i)
	}
	return b
}

type tableReader struct {
	table
	at        int
	left, buf []byte
}

func (r *tableReader) Read(p []byte) (int, error) {
	for len(r.left) == 0 {
		if r.at == r.rows {
			return 0, io.EOF
		}
		r.buf = r.buf[:0]
		for len(r.buf) < 64<<10 && r.at < r.rows {
			r.buf = r.row(r.buf, r.at)
			r.at++
		}
		r.left = r.buf
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

func (r *tableReader) Close() error { return nil }

// fields appends a row: in its cells, # is the number of the row, % two of its digits,
// * a number that five thousand rows share.
func fields(cells string) func(b []byte, i int) []byte {
	return func(b []byte, i int) []byte {
		for n := range len(cells) {
			switch cells[n] {
			case '#':
				b = strconv.AppendInt(b, 1_000_000+int64(i), 10)
			case '%':
				b = append(b, byte('0'+i/10%6), byte('0'+i%10))
			case '*':
				b = strconv.AppendInt(b, 10_000+int64(i)*7919%5000, 10)
			default:
				b = append(b, cells[n])
			}
		}
		return append(b, '\n')
	}
}

// tables are the native files that grow, as an operator's day has them.
func tables(rows int) map[string]table {
	const bank = "entry_id,booked_on,account,amount,direction,currency,memo\n"
	return map[string]table{
		"transactions": {transactionsHead, fields("T00#,M00*,K000*,2026-11-20 12:%:00,SALE,*.%,CNY,12%,UNIONPAY,0000%,00000#,,APPROVED"), rows},
		"transactions with offsets": {transactionsHead,
			fields("T00#,M00*,K000*,2026-11-20T12:%:00+08:00,SALE,*.%,CNY,12%,UNIONPAY,0000%,00000#,,APPROVED"), rows},
		"settlements": {settlementsHead, fields("S00#,2026-11-21,M00*,K000*,2026-11-20 12:%:00,SALE,*.60,0.60,*.00,00000#,PO20261121*,PAID"), rows},
		"settlements, quoted": {settlementsHead,
			fields(`"S00#","2026-11-21","M00*","K000*","2026-11-20 12:%:00","SALE","*.60","0.60","*.00","00000#","PO20261121*","PAID"`), rows},
		"bank":          {bank, fields("B00#,2026-11-21,62170000000*,*.00,C,CNY,PAYOUT PO20261121*"), rows},
		"bank, Chinese": {bank, fields("B00#,2026-11-21,62170000000*,*.00,C,CNY,代付 商户结算款 PO20261121*"), rows},
	}
}

// bench runs f over every file and once over GB18030.
func bench(b *testing.B, f func(b *testing.B, in importer.Input, p importer.Proof)) {
	const rows = 50_000
	run := func(name string, file []byte) {
		b.Run(name, func(b *testing.B) {
			p, err := importer.Prove(b.Context(), input(file), cny)
			if err != nil || p.Rows != rows || p.Refused(cny) {
				b.Fatal(err, p.Rows, tell(p.Errors[:min(1, len(p.Errors))]))
			}
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			f(b, input(file), p)
		})
	}
	for name, file := range tables(rows) {
		run(name, file.bytes())
	}
	file, err := simplifiedchinese.GB18030.NewEncoder().Bytes(tables(rows)["bank, Chinese"].bytes())
	if err != nil {
		b.Fatal(err)
	}
	run("bank in GB18030", file)
	adyen := bytes.SplitAfter(fixture(b, "adyen_32.csv"), []byte("\n"))
	file = bytes.Clone(adyen[0])
	for i := range rows {
		file = append(file, bytes.ReplaceAll(adyen[1], []byte("ABCD0000000000"), fmt.Appendf(nil, "AB%012d", i))...)
	}
	run("adyen by profile", file)
}

// BenchmarkProve measures the whole of the first pass.
func BenchmarkProve(b *testing.B) {
	bench(b, func(b *testing.B, in importer.Input, _ importer.Proof) {
		for b.Loop() {
			if _, err := importer.Prove(b.Context(), in, cny); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkRead measures the second pass, which gives the rows.
func BenchmarkRead(b *testing.B) {
	bench(b, func(b *testing.B, in importer.Input, p importer.Proof) {
		for b.Loop() {
			if err := importer.Read(b.Context(), in, cny, p, func(importer.Row) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Memory does not grow with the file: more rows need no more of it,
// whatever tells their ids.
func TestMemoryIsFlat(t *testing.T) {
	entry := fields(":61:261121C1,%NTRF#//B#\n:86:PAYOUT PO20261121*")
	for name, file := range map[string]table{
		"native": tables(0)["transactions"],
		"statements": {"", func(b []byte, i int) []byte { // of a thousand entries each
			if i%1000 == 0 {
				b = append(b, ":20:S\n:25:DE89370400440532013000\n:28C:1\n:34F:CNY0,\n:13D:2611211200+0800\n"...)
			}
			if b = entry(b, i); i%1000 == 999 {
				b = append(b, "-\n"...)
			}
			return b
		}, 0},
		"details without ids": {"Account Number,Booking Date,Amount,Direction,Currency,Description\n",
			fields("62170000000*,2026-11-21,*.00,Credit,CNY,PAYOUT #"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			file.rows = 200_000
			few := peak(t, file)
			file.rows += 60_000
			if many := peak(t, file); many > few+3<<19 { // a map of ids would take 40 bytes a row
				t.Errorf("%d KiB with 200,000 rows, %d KiB with 260,000", few>>10, many>>10)
			}
		})
	}
}

// peak is the most memory that proving and reading a file keeps alive, told
// after collections while its rows come.
func peak(t *testing.T, f table) uint64 {
	t.Helper()
	var most uint64
	look := func() {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
	}
	in := f.input()
	in.Size = 1 << 30
	o := cny
	next := int64(0)
	o.Progress = func(n int64) {
		if n >= next {
			next = n + 4<<20
			look()
		}
	}
	p, err := importer.Prove(t.Context(), in, o)
	if err != nil || p.Refused(o) {
		t.Fatal(err, p.Errors)
	}
	look()
	next = 0
	if err := importer.Read(t.Context(), in, o, p, func(importer.Row) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return most
}
