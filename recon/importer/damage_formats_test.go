package importer_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

var damages = flag.Int("damage", 60, "damaged variants of each file in the tests of formats, and as many cuts")

// proved tells for a format what its own totals, balances and laws cover: a
// damaged file gives other sums of it only with an error, a failed total or a
// warning. A bank's statement does not cover its first row.
var proved = map[string]func(worth) [4]int64{
	"wechat_fundflow":  worth.moved, // which return belongs to which withdrawal only their ids tell
	"wechat_trade":     worth.money,
	"adyen_settlement": worth.money,
	"stripe":           worth.money,
	"unionpay_zm":      worth.money,
	"dlocal":           worth.money,
	"trustly":          worth.money,
	"alipay_account":   worth.money,
	"alipay_business":  worth.sold, // fees are in no total
}

func (w worth) money() [4]int64 { return [4]int64{int64(w.lines), w.nets, int64(w.payouts), w.paid} }

func (w worth) moved() [4]int64 { return [4]int64{int64(w.lines), w.nets} }

func (w worth) sold() [4]int64 { return [4]int64{int64(w.lines), w.gross} }

// formatFiles are the files of all formats that profiles read.
func formatFiles(t testing.TB) map[string][]byte {
	files := map[string][]byte{}
	for _, name := range formats(t) {
		b, err := os.ReadFile(filepath.Join("testdata", "formats", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = b
	}
	for _, name := range []string{"wechat_all.csv", "wechat_legacy.csv", "adyen_32.csv"} {
		files[name] = fixture(t, name)
	}
	return files
}

// worth is what a file gives: how many records of a kind, and their sums.
type worth struct {
	format            string
	told              map[string]bool // warnings and failed totals, with their lines
	refused           bool
	lines, payouts    int
	gross, nets, paid int64
}

// weigh proves and reads any bytes and checks what must hold for all of them.
func weigh(ctx context.Context, in importer.Input, o importer.Options) (worth, error) {
	var w worth
	p, err := importer.Prove(ctx, in, o)
	if err != nil {
		return w, fmt.Errorf("prove: %w", err)
	}
	w.format, w.refused, w.told = p.Format, p.Refused(o), map[string]bool{}
	for _, warning := range p.Warnings {
		w.told[fmt.Sprint(warning)] = true
	}
	for _, t := range p.Totals {
		if !t.OK {
			w.told[fmt.Sprint(t)] = true
		}
	}
	if w.refused {
		if len(p.Errors) == 0 {
			return w, fmt.Errorf("refused without a word")
		}
		return w, nil
	}
	err = importer.Read(ctx, in, o, p, func(r importer.Row) error {
		for _, rec := range values(r) {
			if s := fmt.Sprintf("%+v", rec); strings.Contains(s, "\ufffd") {
				return fmt.Errorf("line %d: %s cannot be decoded", r.Line, s)
			}
			switch v := rec.(type) {
			case record.Line:
				if v.Net != v.Gross-v.Fee {
					return fmt.Errorf("line %d: %+v", r.Line, v)
				}
				w.lines, w.nets, w.gross = w.lines+1, w.nets+v.Net, w.gross+v.Gross
			case record.Payout:
				w.payouts, w.paid = w.payouts+1, w.paid+v.Amount
			case record.Transaction:
				if v.Amount <= 0 || v.ID == "" || v.Time.IsZero() {
					return fmt.Errorf("line %d: %+v", r.Line, v)
				}
			}
		}
		return nil
	})
	return w, err
}

// compare tells what a damaged file gives that it must not.
func compare(whole, damaged worth) error {
	sum := proved[whole.format]
	if damaged.refused || sum == nil || damaged.format != whole.format {
		return nil
	}
	for message := range damaged.told {
		if !whole.told[message] {
			return nil // a person sees that something is wrong
		}
	}
	if sum(whole) != sum(damaged) {
		return fmt.Errorf("silently other sums:\nwhole   %+v\ndamaged %+v", whole, damaged)
	}
	return nil
}

// A file of any format cut at any byte is refused, or gives what the whole one
// gives, or says that it may be cut.
func TestFormatsCut(t *testing.T) {
	o := withTestProfiles(t)
	for name, file := range formatFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole, err := weigh(t.Context(), named(name, file), o)
			if err != nil || whole.refused {
				t.Fatal(err, whole)
			}
			stride := 1 + len(file)/(*damages)
			for cut := stride; cut < len(file); cut += stride {
				got, err := weigh(t.Context(), named(name, file[:cut]), o)
				if err == nil && !endsLine(file, cut) {
					err = compare(whole, got)
				}
				if err != nil {
					t.Fatalf("cut at %d, after %q: %v", cut, file[max(0, cut-30):cut], err)
				}
			}
		})
	}
}

// endsLine tells a cut between two lines: where a format has no totals it cannot be told from a whole file.
func endsLine(file []byte, cut int) bool {
	return bytes.HasSuffix(file[:cut], []byte("\n")) || file[cut] == '\n' || file[cut] == '\r'
}

// Flipped bits, swapped bytes and swapped lines.
func TestFormatsDamaged(t *testing.T) {
	o := withTestProfiles(t)
	for name, file := range formatFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole, err := weigh(t.Context(), named(name, file), o)
			if err != nil || whole.refused {
				t.Fatal(err, whole)
			}
			rng := rand.New(rand.NewPCG(7, uint64(len(file))))
			for range *damages {
				b := damage(rng, file)
				got, err := weigh(t.Context(), named(name, b), o)
				if err == nil {
					err = compare(whole, got)
				}
				if err != nil {
					t.Fatalf("%v\n%s", err, changed(file, b))
				}
			}
		})
	}
}

// changed prints the lines that two files do not share.
func changed(whole, damaged []byte) string {
	var out strings.Builder
	a, b := bytes.Split(whole, []byte("\n")), bytes.Split(damaged, []byte("\n"))
	for i := range max(len(a), len(b)) {
		var x, y []byte
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if !bytes.Equal(x, y) {
			fmt.Fprintf(&out, "- %q\n+ %q\n", x, y)
		}
	}
	return out.String()
}

func damage(rng *rand.Rand, file []byte) []byte {
	b := bytes.Clone(file)
	switch rng.IntN(4) {
	case 0, 1:
		b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
	case 2:
		i, j := rng.IntN(len(b)), rng.IntN(len(b))
		b[i], b[j] = b[j], b[i]
	default:
		lines := bytes.SplitAfter(b, []byte("\n"))
		i, j := rng.IntN(len(lines)), rng.IntN(len(lines))
		lines[i], lines[j] = lines[j], lines[i]
		b = bytes.Join(lines, nil)
	}
	return b
}

// The same file in other encodings gives the same, or is refused.
func TestFormatsInOtherEncodings(t *testing.T) {
	o := withTestProfiles(t)
	for name, file := range formatFiles(t) {
		if strings.HasPrefix(name, "INN") {
			continue // cut by bytes: another encoding is another file
		}
		t.Run(name, func(t *testing.T) {
			plain := file
			if strings.Contains(name, ".gbk") {
				var err error
				if plain, err = simplifiedchinese.GB18030.NewDecoder().Bytes(file); err != nil {
					t.Fatal(err)
				}
			}
			plain = bytes.TrimPrefix(plain, []byte("\ufeff"))
			want := story(t, named(name, plain), o)
			for _, e := range []struct {
				name   string
				encode func([]byte) ([]byte, error)
			}{
				{"UTF-8 with a mark", func(b []byte) ([]byte, error) { return append([]byte("\ufeff"), b...), nil }},
				{"GB18030", simplifiedchinese.GB18030.NewEncoder().Bytes},
				{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes},
				{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes},
				{"CRLF", func(b []byte) ([]byte, error) {
					return bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n")), nil
				}},
			} {
				b, err := e.encode(plain)
				if err != nil {
					t.Fatal(err)
				}
				if got := story(t, named(name, b), o); got != want {
					t.Errorf("%s gives\n%s\nUTF-8 gives\n%s", e.name, got, want)
				}
			}
		})
	}
}

// The names of a header inside the file are decoded like those of the first:
// one that is damaged refuses the file, with its line and column.
func TestAHeaderWithinIsDecoded(t *testing.T) {
	const name = "noodles_cross_border_report_20261120_081500.csv"
	o, file := withTestProfiles(t), formatFiles(t)[name]
	damaged := bytes.Replace(file, []byte("LOCAL_CURRENCY,"), []byte("LOCAL_CURRENCY\xd9,"), 1)
	p, err := importer.Prove(t.Context(), named(name, damaged), o)
	if err != nil || !p.Refused(o) || len(p.Errors) != 1 || p.Errors[0].Line != 3 || p.Errors[0].Column != 9 || !strings.Contains(p.Errors[0].Message, "cannot be decoded") {
		t.Errorf("%v, %v", p.Errors, err)
	}
}
