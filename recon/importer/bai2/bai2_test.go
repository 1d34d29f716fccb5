package bai2_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/recon/importer/bai2"
	"moneytrail/recon/importer/statement"
)

func read(t testing.TB, r io.Reader) ([]*statement.Entry, *statement.Report, error) {
	t.Helper()
	var list []*statement.Entry
	report := &statement.Report{Entry: func(e *statement.Entry) error {
		list = append(list, e)
		return nil
	}}
	err := bai2.Read(r, statement.UTF8, report)
	return list, report, err
}

// file wraps the transactions of one account in all its trailers, which agree.
func file(sum, records int, transactions string) string {
	return fmt.Sprintf("01,A,B,261120,0600,1,,,2/\n02,B,A,1,261119,,USD,/\n03,123456,,/\n%s49,%d,%d/\n98,%d,1,%d/\n99,%d,1,%d/\n",
		transactions, sum, records+2, sum, records+4, sum, records+6)
}

// The ways in which a transaction is written.
func TestTransactions(t *testing.T) {
	for _, tt := range []struct {
		text         string
		sum, records int
		want         string
	}{
		{"16,142,885,Z,,,TEXT/\n", 885, 1, "C 885   [] TEXT"},
		{"16,142,885/\n", 885, 1, "C 885   [] "},
		{"16,142,885,,BANKREF,CUSTREF,A, B and C\n", 885, 1, "C 885  BANKREF [CUSTREF] CUSTREF A, B and C BANKREF"},
		{"16,475,885,V,261118,0900,BANKREF,,T/\n", 885, 1, "D 885 2026-11-18 BANKREF [] T BANKREF"},
		{"16,475,885,V,261118,,,,T/\n", 885, 1, "D 885 2026-11-18  [] T"},
		{"16,142,885,S,1,2,3,BANKREF,CUSTREF,T/\n", 885, 1, "C 885  BANKREF [CUSTREF] CUSTREF T BANKREF"},
		{"16,142,885,D,2,0,1,1,2,BANKREF,CUSTREF,T/\n", 885, 1, "C 885  BANKREF [CUSTREF] CUSTREF T BANKREF"},
		{"16,142,885,S,1,2,3/\n88,BANKREF,CUSTREF/\n88,T\n88,goes on/\n", 885, 4, "C 885  BANKREF [CUSTREF] CUSTREF T goes on BANKREF"},
		{"16,142,885,Z,,,T\nwithout a code/\n", 885, 1, "C 885   [] T without a code"},
		{"16,555,885,Z,,,T/\n", 885, 1, "D 885   [] T RETURN"},
		{"16,252,885,Z,,,T/\n", 885, 1, "C 885   [] T RETURN REVERSAL"},
		{"16,890,,Z,,,T/\n", 0, 1, " 0   [] T"},
		{"16,999,885,Z,,,T/\n", 885, 1, " 885   [] T type 999, which is neither a credit (100-399) nor a debit (400-699)"},
		{"16,142,885,Z,,,A 01/02 B/ 16,142,1,Z,,,SECOND/\n", 886, 2, "C 885   [] A 01/02 B"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			list, _, err := read(t, strings.NewReader(file(tt.sum, tt.records, tt.text)))
			if err != nil || len(list) == 0 {
				t.Fatalf("%d entries, error %v", len(list), err)
			}
			e := list[0]
			got := strings.TrimSpace(fmt.Sprintf("%s %d %s %s %v %s %s", e.Direction, e.Amount, e.ValueOn, e.BankRef, e.References, e.Memo, e.Unclear))
			if got != strings.TrimSpace(tt.want) || len(e.Problems) > 0 || e.Line != 4 || e.BookedOn.String() != "2026-11-19" || e.Account != "123456" {
				t.Errorf("\n got %q %+v\nwant %q", got, e.Problems, tt.want)
			}
		})
	}
}

// What is wrong with a transaction spoils it alone.
func TestTransactionProblems(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"16,14,1,,,,T/\n", `the type "14"`},
		{"16,142,,,,,T/\n", `the amount "", which is not an amount`},
		{"16,142,1.00,,,,T/\n", `the amount "1.00", which is not an amount`},
		{"16,142,-1,,,,T/\n", `its type tells the direction`},
		{"16,142,0,X,,,T/\n", `the funds type "X"`},
	} {
		t.Run(tt.text, func(t *testing.T) {
			list, _, err := read(t, strings.NewReader(file(0, 1, tt.text)))
			if err != nil || len(list) != 1 || len(list[0].Problems) != 1 || !strings.Contains(list[0].Problems[0].Message, tt.want) {
				t.Errorf("%+v, error %v", list, err)
			}
		})
	}
}

// What refuses a file, with the line.
func TestRefused(t *testing.T) {
	good := file(885, 1, "16,142,885,Z,,,TEXT/\n")
	if _, _, err := read(t, strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"control total", "49,885", "49,886", "5: account *3456 of 2026-11-19, control total: the file says 8.86 USD, its records give 8.85 USD"},
		{"records of an account", "49,885,3", "49,885,4", "5: account *3456 of 2026-11-19, number of records: the file says 4, its records give 3"},
		{"accounts of a group", "98,885,1", "98,885,2", "6: group of 2026-11-19, number of accounts: the file says 2, its records give 1"},
		{"records of a group", "98,885,1,5", "98,885,1,6", "6: group of 2026-11-19, number of records"},
		{"groups", "99,885,1", "99,885,2", "7: file, number of groups"},
		{"sum of groups", "99,885", "99,1", "7: file, control total: the file says 1, its records give 885"},
		{"no number", "99,885,1,7", "99,885,1,x", "7: file, number of records: the file says -1"},
		{"no sum", "99,885", "99,x", "7: file has the control total \"x\""},
		{"no trailer", "99,885,1,7/\n", "", "6: the file has no trailer (99)"},
		{"no group trailer", "98,885,1,5/\n", "", "6: a file trailer (99) stands where none may"},
		{"no account trailer", "49,885,3/\n", "", "5: a group trailer (98) stands where none may"},
		{"behind the end", "99,885,1,7/\n", "99,885,1,7/\n02,B,A,1,261119,,USD,/\n", "8: a record 02 follows the trailer"},
		{"continuation of nothing", "03,123456", "88,x/\n03,123456", "3: a continuation (88) follows no account"},
		{"text of nothing", "03,123456", "hello\n03,123456", `3: the line "hello" begins with none of the records`},
		{"transaction outside", "03,123456,,/\n", "", "3: a transaction (16) stands outside of an account"},
		{"test group", "02,B,A,1", "02,B,A,4", "2: the group is a test"},
		{"correction", "02,B,A,1", "02,B,A,2", `2: the group has status "2"`},
		{"date", "261119", "261319", `2: the group has the date "261319"`},
		{"currency", "03,123456,", "03,123456,XXX", `3: the account (03) has the currency "XXX"`},
		{"no account", "03,123456", "03,", "3: the account (03) has no number"},
		{"balance", "03,123456,,/", "03,123456,,015,x,,/", `3: the balance 015 of the account (03) is "x"`},
		{"type of balance", "03,123456,,/", "03,123456,,15,1,,/", `3: the account (03) has a balance of type "15"`},
		{"header", "01,A", "03,1,,/\n01,A", "1: an account (03) stands where none may"},
		{"second header", "02,B", "01,A,B,261120,0600,1,,,2/\n02,B", "2: a file header (01) comes before"},
		{"short", "01,A,B,261120,0600,1,,,2/", "01,A/", "1: the record 01 has 1 values"},
		{"large", "16,142,885", "16,142,99999999999999999", "5: account *3456"},
		{"NUL", "TEXT", "TE\x00XT", "4: the line has a NUL byte"},
		{"long", "TEXT/\n", "TEXT\n" + strings.Repeat("88,more text\n", 10_000), "4: the record 16 is longer than 64 KiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(good, tt.old) {
				t.Fatalf("%q is not in the file", tt.old)
			}
			_, _, err := read(t, strings.NewReader(strings.Replace(good, tt.old, tt.new, 1)))
			var no statement.Refusal
			if !errors.As(err, &no) {
				t.Fatalf("error %v", err)
			}
			if got := fmt.Sprintf("%d: %s", no.Line, no.Message); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestIs(t *testing.T) {
	for head, want := range map[string]bool{
		"01,0004,12345,060321,0829,001,80,1,2/\n02,": true, "\n01,A,B,060321,,1,,,2/": true, "\ufeff01,A,B,060321,0829,1,,,2/": true,
		"01,2026-11-20,x,y,z,a,b,c\n": false, "1,0004,12345,060321,0829,001,80,1,2/": false, "": false, "01,": false,
	} {
		if got := bai2.Is(head); got != want {
			t.Errorf("%q: %t", head, got)
		}
	}
}

func sample(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", "statements", "bai2.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A file that is cut anywhere before the end of its trailer is refused.
func TestCutAtEveryByte(t *testing.T) {
	whole := sample(t)
	for cut := range strings.TrimRight(whole, "/\n") {
		_, _, err := read(t, strings.NewReader(whole[:cut]))
		var no statement.Refusal
		if !errors.As(err, &no) {
			t.Fatalf("cut at %d of %d: error %v", cut, len(whole), err)
		}
	}
}

// Any bytes: refused with a word, or entries that are whole.
func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	f.Add(file(885, 1, "16,142,885,Z,,,TEXT/\n"))
	f.Add(file(886, 2, "16,142,885,D,2,0,1,1,2,,,A/ 16,142,1,Z,,,SECOND/\n"))
	f.Add(file(0, 1, "16,890,,S,1/\n"))
	f.Fuzz(func(t *testing.T, s string) {
		list, _, err := read(t, strings.NewReader(s))
		var no statement.Refusal
		if err != nil && (!errors.As(err, &no) || no.Message == "") {
			t.Fatalf("error %v", err)
		}
		for _, e := range list {
			if len(e.Problems) == 0 && e.Unclear == "" && (e.Amount < 0 || e.Amount > 0 && e.Direction != "C" && e.Direction != "D" || e.BookedOn == 0) {
				t.Errorf("%+v", e)
			}
		}
	})
}

// A generated file of 20 MB.
func BenchmarkRead(b *testing.B) {
	one := "16,142,100,Z,BANKREF0001,PO2026111900001,SETTLEMENT OF THE DAY M0001/\n"
	n := 20 << 20 / len(one)
	text := file(100*n, n, strings.Repeat(one, n))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := bai2.Read(strings.NewReader(text), statement.UTF8, &statement.Report{Entry: func(*statement.Entry) error { return nil }}); err != nil {
			b.Fatal(err)
		}
	}
}
