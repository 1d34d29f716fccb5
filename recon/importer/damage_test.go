package importer_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// small native files whose last column says whether it is whole.
func wholeFiles(t testing.TB) map[string]string {
	settlements := "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,note,status\n" +
		"L1,2026-11-21,M1,K1,2026-11-20 12:00:00,SALE,100.00,0.60,99.40,1,P1,\"备注, \"\"引号\"\"\",PAID\n" +
		"L2,2026-11-21,M1,K1,2026-11-20 12:01:00,SALE,50.00,0.30,49.70,2,P1,\"two\nlines\",PAID\n" +
		"L3,2026-11-21,M1,,,FEE,0.00,2.00,-2.00,,P1,,CARRIED\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(strings.ReplaceAll(settlements, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"settlements": settlements, "settlements in GB18030": gb, "wechat": string(fixture(t, "wechat_all.csv"))}
}

// A file cut at any byte is refused, unless the cut lies at the end of a line
// of a format without totals: then the lines before it are whole.
func TestCutAtEveryByte(t *testing.T) {
	for name, file := range wholeFiles(t) {
		t.Run(name, func(t *testing.T) {
			accepted := 0
			for cut := range len(file) {
				p := prove(t, file[:cut], cny)
				if p.Refused(cny) {
					continue
				}
				accepted++
				rest := file[cut:]
				switch {
				case p.Format == "wechat_trade":
					// all rows are there and all totals tie; only decimals that are 0 or the line end of the last total are gone
					if strings.Trim(rest, ".0\r\n") != "" {
						t.Errorf("cut at %d of %d was accepted, without %q", cut, len(file), rest)
					}
				case !strings.HasSuffix(file[:cut], "\n") && strings.TrimLeft(rest, "\r") == rest && rest[0] != '\n' && !strings.HasSuffix(file[:cut], "\r"):
					t.Errorf("cut at %d inside a line was accepted: %q", cut, file[max(0, cut-20):cut])
				}
			}
			if accepted == 0 {
				t.Error("not even whole lines were accepted: the test shows nothing")
			}
		})
	}
}

// Flipped bits and swapped lines: no panic, nothing that cannot be decoded, no
// line that breaks its law, and what is read is what was proved.
func TestDamage(t *testing.T) {
	for name, file := range wholeFiles(t) {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			for range 1500 {
				b := damaged(rng, file)
				if err := sane(t.Context(), b, cny); err != nil {
					t.Fatalf("%v\n%q", err, b)
				}
			}
		})
	}
}

// damaged gives a file with one to three bits flipped, bytes swapped or lines swapped.
func damaged(rng *rand.Rand, file string) []byte {
	b := []byte(file)
	for range 1 + rng.IntN(3) {
		switch rng.IntN(3) {
		case 0:
			b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
		case 1:
			i, j := rng.IntN(len(b)), rng.IntN(len(b))
			b[i], b[j] = b[j], b[i]
		default:
			lines := strings.SplitAfter(string(b), "\n")
			i, j := rng.IntN(len(lines)), rng.IntN(len(lines))
			lines[i], lines[j] = lines[j], lines[i]
			b = []byte(strings.Join(lines, ""))
		}
	}
	return b
}

// sane proves and reads any bytes and checks what must hold for all of them.
func sane(ctx context.Context, b []byte, o importer.Options) error {
	p, err := importer.Prove(ctx, input(b), o)
	if err != nil {
		return fmt.Errorf("prove: %w", err)
	}
	if p.Refused(o) {
		if len(p.Errors) == 0 {
			return errors.New("refused without a word")
		}
		return nil
	}
	n := 0
	err = importer.Read(ctx, input(b), o, p, func(r importer.Row) error {
		n++
		for _, rec := range values(r) {
			if strings.Contains(fmt.Sprintf("%+v", rec), "\ufffd") {
				return fmt.Errorf("line %d: %+v cannot be decoded", r.Line, rec)
			}
			if l, ok := rec.(record.Line); ok && l.Net != l.Gross-l.Fee {
				return fmt.Errorf("line %d: %+v", r.Line, l)
			}
			if x, ok := rec.(record.Transaction); ok && (x.Amount <= 0 || x.ID == "" || x.Time.IsZero()) {
				return fmt.Errorf("line %d: %+v", r.Line, x)
			}
		}
		return nil
	})
	if err == nil && n != p.Rows-p.Rejected {
		err = fmt.Errorf("%d rows read, %d proved", n, p.Rows-p.Rejected)
	}
	return err
}

// endless is a file that never ends a line, a quote or its columns.
type endless struct {
	head, body string
	left       int
	at         int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && e.left > 0 {
		src := e.body
		if e.at < len(e.head) {
			src = e.head[e.at:]
		}
		c := copy(p[n:min(len(p), n+e.left)], src)
		n, e.at, e.left = n+c, e.at+c, e.left-c
	}
	return n, nil
}

func (e *endless) Close() error { return nil }

// Files that are one huge line are refused in bounded memory.
func TestHugeLines(t *testing.T) {
	for _, tt := range []struct{ name, head, body, want string }{
		{"one line", settlementsHead, strings.Repeat("x", 1<<16), "2:0 the line is longer than 1 MiB"},
		{"open quote", settlementsHead + `L1,"`, strings.Repeat("x\n", 1<<15), "2:0 a record is longer than 1 MiB: a quote opened in column 2 never closes"},
		{"columns", settlementsHead, strings.Repeat("1,", 1<<15) + "\n", "2:0 more than 1000 columns"},
		{"no header", "", strings.Repeat("y", 1<<16), "1:0 the line is longer than 1 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			in := importer.Input{Name: "huge", Open: func() (io.ReadCloser, error) {
				return &endless{head: tt.head, body: tt.body, left: 48 << 20}, nil
			}}
			runtime.ReadMemStats(&before)
			p, err := importer.Prove(t.Context(), in, cny)
			if err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if got := tell(p.Errors); !strings.HasPrefix(got, tt.want) || len(p.Errors) != 1 {
				t.Errorf("want %s\ngot %s", tt.want, got)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
				t.Errorf("%d MiB were allocated", used>>20)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := importer.Prove(ctx, input([]byte(settlementsHead)), cny); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// A file that changes between the passes is not imported.
func TestFileChangesMeanwhile(t *testing.T) {
	a := settlementsHead + "L1,2026-11-21,M1,,,SALE,1.00,0.00,1.00,1,P1,PAID\n"
	b := strings.ReplaceAll(a, "1.00", "2.00")
	p := prove(t, a, cny)
	err := importer.Read(t.Context(), input([]byte(b)), cny, p, func(importer.Row) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "changed after it was checked") {
		t.Errorf("error %v", err)
	}
}

// What Digest saw need not be hashed again; a file that changed since is proved as it is now.
func TestDigestIsOfTheBytesThatAreProved(t *testing.T) {
	a := settlementsHead + "L1,2026-11-21,M1,,,SALE,1.00,0.00,1.00,1,P1,PAID\n"
	b := strings.ReplaceAll(a, "1.00", "2.00")
	for _, now := range []string{a, b} {
		file := a
		in := importer.Input{Name: "lines", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(file)), nil }}
		before, err := importer.Digest(t.Context(), &in)
		if err != nil {
			t.Fatal(err)
		}
		file = now
		p, err := importer.Prove(t.Context(), in, cny)
		if want := prove(t, now, cny); err != nil || p.Hash != want.Hash || (p.Hash == before) != (now == a) {
			t.Errorf("digest %s, proof %s, want %s (%v)", before, p.Hash, want.Hash, err)
		}
		rows := 0
		if err := importer.Read(t.Context(), in, cny, p, func(importer.Row) error { rows++; return nil }); err != nil || rows != 1 {
			t.Errorf("%d rows, %v", rows, err)
		}
		file += " "
		if err := importer.Read(t.Context(), in, cny, p, func(importer.Row) error { return nil }); err == nil {
			t.Error("other bytes were read as those that were proved")
		}
	}
}
