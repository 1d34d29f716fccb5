package camt_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"moneytrail/recon/importer/camt"
	"moneytrail/recon/importer/statement"
)

// document is a statement of a version with its inside.
func document(version, message, stmt, inside string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:%s"><%s><GrpHdr><MsgId>M</MsgId></GrpHdr><%s><Id>S1</Id>
<Acct><Id><IBAN>NL77ABNA0574908765</IBAN></Id></Acct>
%s</%s></%s></Document>
`, version, message, stmt, inside, stmt, message)
}

func statement053(inside string) string {
	return document("camt.053.001.02", "BkToCstmrStmt", "Stmt", inside)
}

const simple = `<Ntry><Amt Ccy="EUR">8.85</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>`

// read gives the entries of a document and what was said of it.
func read(t testing.TB, r io.Reader) ([]*statement.Entry, *statement.Report, error) {
	t.Helper()
	var list []*statement.Entry
	report := &statement.Report{Entry: func(e *statement.Entry) error {
		list = append(list, e)
		return nil
	}}
	err := camt.Read(r, report)
	return list, report, err
}

// Every version of every message names the same things, at other places.
func TestVersions(t *testing.T) {
	for _, m := range []struct{ number, message, stmt string }{
		{"052", "BkToCstmrAcctRpt", "Rpt"}, {"053", "BkToCstmrStmt", "Stmt"}, {"054", "BkToCstmrDbtCdtNtfctn", "Ntfctn"},
	} {
		for v := 1; v <= 13; v++ {
			sts, amount, name := "<Sts>BOOK</Sts>", `<AmtDtls><TxAmt><Amt Ccy="EUR">8.85</Amt></TxAmt></AmtDtls>`, "<Nm>PAYER</Nm>"
			if v >= 4 {
				amount = `<Amt Ccy="EUR">8.85</Amt><CdtDbtInd>CRDT</CdtDbtInd>`
			}
			if v >= 8 {
				sts, name = "<Sts><Cd>BOOK</Cd></Sts>", "<Pty><Nm>PAYER</Nm></Pty>"
			}
			version := fmt.Sprintf("camt.%s.001.%02d", m.number, v)
			t.Run(version, func(t *testing.T) {
				doc := document(version, m.message, m.stmt, `<Ntry><Amt Ccy="EUR">8.85</Amt><CdtDbtInd>CRDT</CdtDbtInd>`+sts+
					`<BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>E2E</EndToEndId></Refs>`+amount+
					`<RltdPties><Dbtr>`+name+`</Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>`)
				if !camt.Is(doc) {
					t.Error("not recognised")
				}
				for _, doc := range []string{doc, strings.NewReplacer("<?", "<?", "</", "</x:", "<", "<x:", "xmlns=", "xmlns:x=").Replace(doc)} {
					list, _, err := read(t, strings.NewReader(doc))
					if err != nil || len(list) != 1 {
						t.Fatalf("%d entries, error %v", len(list), err)
					}
					e := list[0]
					if e.Amount != 885 || e.Direction != "C" || e.BookedOn.String() != "2026-11-20" || e.Memo != "E2E" || e.Name != "PAYER" || e.Unbooked != "" || len(e.Problems) > 0 {
						t.Errorf("%+v", e)
					}
				}
			})
		}
	}
}

// What a file must not have refuses it, with the line.
func TestRefused(t *testing.T) {
	deep := strings.Repeat("<a>", 70)
	for _, tt := range []struct{ name, doc, want string }{
		{"document type", "<!DOCTYPE Document [<!ENTITY a \"b\">]>\n" + statement053(simple), "1: the file has a document type declaration"},
		{"external entity", "<?xml version=\"1.0\"?>\n<!DOCTYPE d SYSTEM \"file:///etc/passwd\">\n<Document/>", "2: the file has a document type declaration"},
		{"entity", statement053("\n<X>&lol;</X>"), "5: the text has an entity that XML does not know"},
		{"depth", statement053(deep), "4: elements stand 64 deep"},
		{"wrong end", statement053("<A></B>"), "4: </B> closes an element that is not open"},
		{"second document", statement053(simple) + statement053(simple), "6: a second document follows the first"},
		{"second root", statement053(simple) + "<Document/>", "5: a second document follows the first"},
		{"text behind", statement053(simple) + "tail", "5: text stands outside the document"},
		{"instruction", strings.Replace(statement053(simple), "<GrpHdr>", "<?php x?><GrpHdr>", 1), "2: the file has a processing instruction <?php>"},
		{"encoding", strings.Replace(statement053(simple), "UTF-8", "EBCDIC", 1), `1: the encoding "EBCDIC" is not one`},
		{"bytes", strings.Replace(statement053(simple), "S1", "S\xfc", 1), "2: this is not well-formed XML (invalid UTF-8)"},
		{"lost text", strings.Replace(statement053(simple), "S1", "S\ufffd", 1), "2: the text has characters that cannot be decoded"},
		{"NUL", strings.Replace(statement053(simple), "S1", "S\x00", 1), "2: this is not well-formed XML (illegal character code U+0000)"},
		{"no message", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>", "1: the document is none of camt.052"},
		{"empty", "", "1: the file holds no XML document"},
		{"count", statement053("<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>" + simple),
			"2: statement S1 of account *8765, TtlNtries number: the file says 2, its entries give 1"},
		{"sum", statement053("<TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>8.86</Sum></TtlCdtNtries></TxsSummry>" + simple),
			"2: statement S1 of account *8765, TtlCdtNtries sum: the file says 8.86, its entries give 8.85 EUR"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := read(t, strings.NewReader(tt.doc))
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

// What is wrong with one entry spoils that entry.
func TestEntryProblems(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"8.85</", "8,85</", `the amount "8,85 EUR" is not an amount`},
		{"8.85</", "8.855</", `the amount "8.855 EUR" has more decimals than its currency`},
		{"8.85</", "-8.85</", `is not an amount`},
		{"8.85</", "1e3</", `is not an amount`},
		{"8.85</", "99999999999999999999</", `is too large`},
		{`Ccy="EUR"`, `Ccy="EURO"`, "is in no currency of ISO 4217"},
		{`Ccy="EUR"`, ``, "is in no currency of ISO 4217"},
		{`<Amt Ccy="EUR">8.85</Amt>`, "", "the entry has no amount"},
		{"CRDT", "CR", `the entry has CdtDbtInd "CR"`},
		{"<Sts>BOOK</Sts>", "", "the entry has no status"},
		{"<Sts>", "<RvslInd>maybe</RvslInd><Sts>", `the entry has RvslInd "maybe"`},
		{"2026-11-20", "2026-02-30", `the booking date "2026-02-30" is not a date`},
		{"2026-11-20", "0026-02-20", `the booking date "0026-02-20" is not a date`},
		{"<BookgDt><Dt>2026-11-20</Dt></BookgDt>", "", "the entry has neither a booking date (BookgDt) nor a value date"},
		{"<Dt>2026-11-20</Dt>", "<DtTm>2026-11-20T25:00:00+01:00</DtTm>", "is not a time like"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			list, _, err := read(t, strings.NewReader(statement053(strings.Replace(simple, tt.old, tt.new, 1))))
			if err != nil || len(list) != 1 {
				t.Fatalf("%d entries, error %v", len(list), err)
			}
			if p := list[0].Problems; len(p) != 1 || !strings.Contains(p[0].Message, tt.want) || p[0].Line != 4 {
				t.Errorf("problems %+v", p)
			}
		})
	}
}

// What is odd but may be meant is told.
func TestWarnings(t *testing.T) {
	balance := func(code, amount, sign string) string {
		return `<Bal><Tp><CdOrPrtry><Cd>` + code + `</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">` + amount + `</Amt><CdtDbtInd>` + sign + `</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>`
	}
	for _, tt := range []struct{ name, inside, want string }{
		{"balances", balance("OPBD", "1.00", "CRDT") + balance("CLBD", "9.84", "CRDT") + simple, "opens with 1.00 EUR, its 1 booked entries give 9.85 EUR, it says that it closes with 9.84 EUR"},
		{"negative", balance("PRCD", "10.00", "DBIT") + balance("CLBD", "1.15", "DBIT") + simple, ""},
		{"pages", balance("ITBD", "1.00", "CRDT") + balance("ITBD", "9.85", "CRDT") + simple, ""},
		{"unreadable", balance("OPBD", "x", "CRDT") + balance("CLBD", "9.84", "CRDT") + simple, `the balance OPBD "x EUR" is not an amount`},
		{"no balances", simple, "prints no opening and closing balance"},
		{"one page of several", "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>" + simple,
			"it is one page of several"},
		{"number of payments", strings.Replace(simple, "</Ntry>", "<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch><TxDtls></TxDtls></NtryDtls></Ntry>", 1),
			"the entry says that it holds 3 payments (NbOfTxs), and 1 are listed"},
		{"sum of payments", strings.Replace(simple, "</Ntry>", `<NtryDtls><TxDtls><Amt Ccy="EUR">1.00</Amt></TxDtls><TxDtls><Amt Ccy="EUR">2.00</Amt></TxDtls></NtryDtls></Ntry>`, 1),
			"the entry is 8.85 EUR, its 2 payments give 3.00 EUR"},
		{"long text", strings.Replace(simple, "</Ntry>", "<AddtlNtryInf>"+strings.Repeat("text ", 8000)+"</AddtlNtryInf></Ntry>", 1), "the entry has more text than is kept"},
		{"gap", balance("OPBD", "1.00", "CRDT") + balance("CLBD", "9.85", "CRDT") + simple + `</Stmt><Stmt><Id>S2</Id><Acct><Id><IBAN>NL77ABNA0574908765</IBAN></Id></Acct>` +
			balance("OPBD", "9.80", "CRDT") + balance("CLBD", "9.80", "CRDT"), "statement S2 of account *8765 opens with 9.80 EUR, but the one before closed with 9.85 EUR"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, report, err := read(t, strings.NewReader(statement053(tt.inside)))
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprint(report.Warnings)
			if tt.want == "" && len(report.Warnings) > 0 || !strings.Contains(got, tt.want) {
				t.Errorf("got %s", got)
			}
		})
	}
}

// Declared encodings are read as declared.
func TestEncodings(t *testing.T) {
	doc := strings.Replace(statement053(simple), "<Sts>", "<NtryRef>Müller für</NtryRef><Sts>", 1)
	latin, err := charmap.ISO8859_1.NewEncoder().String(strings.Replace(doc, "UTF-8", "ISO-8859-1", 1))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(doc, "UTF-8", "UTF-16", 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, doc := range map[string]string{"utf-8": doc, "mark": "\ufeff" + doc, "latin-1": latin, "utf-16": wide} {
		t.Run(name, func(t *testing.T) {
			list, _, err := read(t, strings.NewReader(doc))
			if err != nil || len(list) != 1 || list[0].Memo != "Müller für" {
				t.Errorf("%v, error %v", list, err)
			}
		})
	}
}

// A document that is cut anywhere before its last tag is refused.
func TestCutAtEveryByte(t *testing.T) {
	doc := whole(t)
	end := strings.LastIndex(doc, ">") + 1
	for cut := range end {
		_, _, err := read(t, strings.NewReader(doc[:cut]))
		var no statement.Refusal
		if !errors.As(err, &no) {
			t.Fatalf("cut at %d of %d: error %v", cut, len(doc), err)
		}
	}
}

func whole(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", "statements", "camt053_v08.xml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// endless repeats a text behind a beginning.
type endless struct {
	head, body string
	left, at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	var n int
	if e.head != "" {
		n = copy(p, e.head)
		e.head = e.head[n:]
	} else {
		n = copy(p, e.body[e.at:])
		e.at = (e.at + n) % len(e.body)
	}
	e.left -= n
	return n, nil
}

// Tags and texts that never end are refused in bounded memory.
func TestEndless(t *testing.T) {
	head, _, _ := strings.Cut(statement053(""), "</Stmt>")
	long := strings.Repeat("x", 32<<10)
	for _, tt := range []struct{ name, head, body, want string }{
		{"text", head + "<A>", long, "longer than 256 KiB"},
		{"tag", head + "<", long, "longer than 256 KiB"},
		{"attribute", head + `<A b="`, long, "longer than 256 KiB"},
		{"comment", head + "<!--", long, "longer than 256 KiB"},
		{"attributes", head + "<A ", strings.Repeat(`b="c" `, 5000), "longer than 256 KiB"},
		{"elements", head, strings.Repeat("<A>", 1000), "64 deep"},
		{"blanks", "", strings.Repeat(" ", 32<<10), "longer than 256 KiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _, err := read(t, &endless{head: tt.head, body: tt.body, left: 200 << 20})
			runtime.ReadMemStats(&after)
			var no statement.Refusal
			if !errors.As(err, &no) || !strings.Contains(no.Message, tt.want) {
				t.Errorf("error %v", err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
				t.Errorf("%d MiB were allocated", used>>20)
			}
		})
	}
}

// One entry with very many payments stays small.
func TestManyPayments(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, `<TxDtls><Refs><EndToEndId>E2E-%08d</EndToEndId></Refs><RmtInf><Ustrd>invoice %d of a customer</Ustrd></RmtInf></TxDtls>`, i, i)
	}
	list, report, err := read(t, strings.NewReader(statement053(strings.Replace(simple, "</Ntry>", "<NtryDtls>"+b.String()+"</NtryDtls></Ntry>", 1))))
	if err != nil || len(list) != 1 {
		t.Fatal(err)
	}
	if e := list[0]; e.Parts != 20_000 || len(e.Memo) > statement.MaxMemo || len(e.References) > 1000 || !strings.Contains(fmt.Sprint(report.Warnings), "more text than is kept") {
		t.Errorf("%d parts, %d bytes of memo, %v", e.Parts, len(e.Memo), report.Warnings)
	}
}

// Any bytes: refused with a word, or entries that are whole.
func FuzzRead(f *testing.F) {
	f.Add(whole(f))
	f.Add(statement053(simple))
	f.Add(document("camt.054.001.08", "BkToCstmrDbtCdtNtfctn", "Ntfctn", simple))
	f.Add(document("camt.052.001.02", "BkToCstmrAcctRpt", "Rpt", "<TxsSummry><TtlNtries><NbOfNtries>1</NbOfNtries><Sum>8.85</Sum></TtlNtries></TxsSummry>"+simple))
	f.Fuzz(func(t *testing.T, doc string) {
		list, report, err := read(t, strings.NewReader(doc))
		var no statement.Refusal
		if err != nil && (!errors.As(err, &no) || no.Message == "") {
			t.Fatalf("error %v", err)
		}
		if len(report.Warnings) > statement.MaxWarnings+2 {
			t.Errorf("%d warnings", len(report.Warnings))
		}
		for _, e := range list {
			if len(e.Problems) == 0 && (e.Amount < 0 || e.Currency == "" || e.Account == "" || e.Direction != "C" && e.Direction != "D" || e.BookedOn == 0 && e.Unbooked == "") {
				t.Errorf("%+v", e)
			}
			if strings.Contains(e.Memo, "\ufffd") {
				t.Errorf("memo %q", e.Memo)
			}
		}
	})
}

// A generated document of many entries: the memory does not grow with it.
func BenchmarkRead(b *testing.B) {
	var one strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&one, `<Ntry><Amt Ccy="EUR">%d.%02d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>REF%06d</AcctSvcrRef>`+
			`<NtryDtls><TxDtls><Refs><EndToEndId>PO%06d</EndToEndId></Refs><RmtInf><Ustrd>settlement of the day</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`+"\n", i, i%100, i, i)
	}
	head, tail, _ := strings.Cut(statement053("|"), "|")
	const size = 50 << 20
	b.SetBytes(size)
	for b.Loop() {
		body := &endless{body: one.String(), left: size / one.Len() * one.Len()}
		in := io.MultiReader(strings.NewReader(head), io.LimitReader(body, int64(body.left)), strings.NewReader(tail))
		n := 0
		var peak uint64
		err := camt.Read(in, &statement.Report{Entry: func(*statement.Entry) error {
			if n++; n%20_000 == 0 {
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
