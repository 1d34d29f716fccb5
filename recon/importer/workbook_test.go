package importer_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/importer"
)

// book makes a workbook of tables; the name of a hidden sheet begins with a dot.
func book(t testing.TB, names []string, tables ...string) []byte {
	t.Helper()
	parts := map[string]string{"[Content_Types].xml": "<Types/>"}
	var sheets, rels strings.Builder
	for i, table := range tables {
		r := csv.NewReader(strings.NewReader(table))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, row := range rows {
			b.WriteString("<row>")
			for _, cell := range row {
				if len(cell) == 16 && strings.Trim(cell, "0123456789") == "" {
					b.WriteString("<c><v>" + cell + "</v></c>") // as a spreadsheet takes it
					continue
				}
				b.WriteString(`<c t="inlineStr"><is><t>`)
				_ = xml.EscapeText(&b, []byte(cell))
				b.WriteString("</t></is></c>")
			}
			b.WriteString("</row>")
		}
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i)] = "<worksheet><sheetData>" + b.String() + "</sheetData></worksheet>"
		state := ""
		if strings.HasPrefix(names[i], ".") {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&sheets, `<sheet name="%s" r:id="r%d"%s/>`, names[i], i, state)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Target="worksheets/sheet%d.xml"/>`, i, i)
	}
	parts["xl/workbook.xml"] = `<workbook xmlns:r="r"><sheets>` + sheets.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships>` + rels.String() + `</Relationships>`
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// seekable is a workbook as a file on a disk gives it.
type seekable struct{ *bytes.Reader }

func (seekable) Close() error { return nil }

// A table says the same as a workbook and as text.
func TestWorkbookLikeText(t *testing.T) {
	native := settlementsHead + "L1,2026-11-21,M1,K1,2026-11-20 12:00:00,SALE,100.00,0.60,99.40,1,P1,PAID\n" +
		"L2,2026-11-21,M1,K1,2026-11-20 12:01:00,SALE,50.00,0.30,49.70,2,\"P1, and\",PAID\n"
	for name, text := range map[string]string{"native": native, "adyen": string(fixture(t, "adyen_32.csv"))} {
		t.Run(name, func(t *testing.T) {
			b := book(t, []string{"Sheet1"}, text)
			onDisk := input(b)
			onDisk.Open = func() (io.ReadCloser, error) { return seekable{bytes.NewReader(b)}, nil }
			want := story(t, input([]byte(text)), cny)
			for _, in := range []importer.Input{input(b), onDisk} {
				if diff := cmp.Diff(want, story(t, in, cny)); diff != "" {
					t.Errorf("as text and as a workbook (-text +workbook):\n%s", diff)
				}
			}
		})
	}
}

// A layout whose files are cut by semicolons is read from a workbook too.
func TestWorkbookOfALayoutWithoutCommas(t *testing.T) {
	o := withTestProfiles(t)
	file := formatFiles(t)["trustly_p11k.csv"]
	var rows strings.Builder
	for line := range strings.Lines(string(file)) {
		rows.WriteString(`"` + strings.ReplaceAll(strings.TrimRight(line, "\r\n"), ";", `","`) + "\"\n")
	}
	want, got := story(t, named("trustly_p11k.csv", file), o), story(t, named("trustly_p11k.xlsx", book(t, []string{"P11K"}, rows.String())), o)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("as text and as a workbook (-text +workbook):\n%s", diff)
	}
}

// Which sheet is read is never guessed.
func TestSheetsOfWorkbook(t *testing.T) {
	settlement := settlementsHead + "L1,2026-11-21,M1,,,SALE,1.00,0.00,1.00,1,P1,PAID\n"
	notes := "call the bank\n"
	for _, tt := range []struct {
		name   string
		sheets []string
		tables []string
		want   string
	}{
		{"notes first", []string{"Notes", "Lines"}, []string{notes, settlement}, `warning 0:0 sheet "Lines" was read; no format knows "Notes"`},
		{"empty ones", []string{"a", "Lines", "b"}, []string{"", settlement, ""}, "rows 1, rejected 0"},
		{"hidden", []string{"Lines", ".Old"}, []string{settlement, settlement}, `warning 0:0 sheet ".Old" is hidden and was not read`},
		{"two", []string{"May", "June"}, []string{settlement, settlement}, `error 0:0 formats know two sheets of the workbook, "May" and "June"`},
		{"nothing known", []string{"Notes"}, []string{notes}, `error 0:0 no format knows this file: its first line is "call the bank"`},
		{"all hidden", []string{".Old"}, []string{settlement}, "error 0:0 the workbook has no visible sheet with cells"},
		{"bad cell", []string{"Lines"}, []string{strings.Replace(settlement, "SALE,1.00", "SALE,x", 1)}, `error 2:7 cell G2: gross "x" is not a decimal number`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := story(t, input(book(t, tt.sheets, tt.tables...)), cny)
			if !strings.Contains(got, tt.want) {
				t.Errorf("want %q in\n%s", tt.want, got)
			}
		})
	}
}

// A spreadsheet keeps 15 digits of a number. Where a column has one of 16 that
// is whole, all are; where money is found without the column, it is left out.
func TestNumbersThatASpreadsheetShortens(t *testing.T) {
	head := strings.TrimSpace(transactionsHead) + ",region\n"
	row := func(id, auth, region string) string {
		return id + ",M1,K1,2026-11-20 12:00:00,SALE,1.00,CNY,1234,UNIONPAY," + auth + ",1,,APPROVED," + region + "\n"
	}
	for _, tt := range []struct{ name, table, want string }{
		{"all rounded", head + row("8814769000000000", "A1", "") + row("8814769000000010", "A1", ""),
			`error 2:1 cell A2: transaction_id "8.81476900000000E+15" was changed by a spreadsheet, which keeps 15 digits of a number: export the file again with this column as text`},
		{"exact", head + row("8814769000000010", "A1", "") + row("8814769000000013", "A1", ""), "transaction 8814769000000010 of M1"},
		{"left out", head + row("T1", "8814769000000010", "") + row("T2", "8814769000000020", ""),
			"warning 2:10 cell J2: auth_code: 2 values were changed by a spreadsheet (they end in E+..), the first of them here; they were left out: export the file again with this column as text"},
		{"kept", head + row("T1", "A1", "8814769000000010"), "warning 2:14 cell N2: region: 1 values were changed by a spreadsheet (they end in E+..), the first of them here; they are kept as they are"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := story(t, input(book(t, []string{"Sheet1"}, tt.table)), cny)
			if !strings.Contains(got, tt.want) {
				t.Errorf("want %q in\n%s", tt.want, got)
			}
		})
	}
}

// Old and encrypted workbooks, what people send in place of one, and zip files
// that are none, are refused with what they are; the hash is that of the file.
func TestNoWorkbook(t *testing.T) {
	for text, want := range map[string]string{
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more":                                                   "an old workbook (.xls) or an encrypted one",
		"PK\x03\x04 and more":                                                                         "the workbook is damaged",
		"%PDF-1.7\n\x00\x01":                                                                          "the file is a PDF, which has no rows: ask its sender for it as CSV",
		"\x89PNG\r\n\x1a\n\x00\x00":                                                                   "the file is a picture",
		"\xff\xd8\xff\xe0\x00\x10JFIF":                                                                "the file is a picture",
		wideText("\ufeffid,amount\n1,2.00\n", binary.LittleEndian):                                    "text in UTF-32",
		wideText("\ufeffid,amount\n1,2.00\n", binary.BigEndian):                                       "text in UTF-32",
		wideText("账号,amount\n1,2.00\n", binary.LittleEndian):                                          "text in UTF-32",
		wideText("账号,amount\n1,2.00\n", binary.BigEndian):                                             "text in UTF-32",
		"\r\n<!DOCTYPE html>\n<html><body><form><input type=\"password\"></form>":                     "a web page on which one logs in",
		"<!doctype\n HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><html><h1>502 Bad Gateway</h1>":        "a web page, such as one that asks to log in or tells of an error",
		"\xef\xbb\xbf<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>":                 "a web page with a table",
		"<table border=1><tr><td>\xbd\xf0\xb6\xee</td></tr></table>":                                  "a web page with a table",
		"\xff\xfe<\x00T\x00A\x00B\x00L\x00E\x00>\x00<\x00t\x00r\x00>\x00":                             "a web page with a table",
		"<?xml version='1.0'?><!-- x --><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' ''><html/>": "a web page",
		"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">": "a workbook of the old XML kind",
		"{\"error\": \"unauthorized\"}": "the file is JSON",
		"[\n {}]":                       "the file is JSON",
	} {
		p := prove(t, text, cny)
		if !p.Refused(cny) || !strings.Contains(tell(p.Errors), want) || len(p.Hash) != 64 {
			t.Errorf("%q: %+v", text, p)
		}
	}
}

// wideText is a text in UTF-32.
func wideText(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, r := range s {
		b = order.AppendUint32(b, uint32(r))
	}
	return string(b)
}

// What only resembles a web page, JSON or wide text is no such thing.
func TestNotForeign(t *testing.T) {
	for _, text := range []string{"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">", "<tabled>x", "<?xml version=\"1.0\"?><!-- html -->", "<", "<!", "<!--",
		"{1:F01ABC", "[a]", "{", "id,amount\n<html>,2", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x00", strings.Repeat("\x00", 64), strings.Repeat("a\x00\x00\x00", 3)} {
		got := tell(prove(t, text, cny).Errors)
		for _, kind := range []string{"web page", "JSON", "UTF-32", "workbook"} {
			if got == "" || strings.Contains(got, kind) {
				t.Errorf("%q: %s", text, got)
			}
		}
	}
}

// A workbook that is cut or changed gives nothing, or what it gave whole.
func TestDamagedWorkbook(t *testing.T) {
	b := book(t, []string{"Lines"}, settlementsHead+"L1,2026-11-21,M1,,,SALE,1.00,0.00,1.00,1,P1,PAID\n")
	for at := 0; at < len(b); at += 17 {
		if p := prove(t, string(b[:at]), cny); !p.Refused(cny) {
			t.Fatalf("cut at %d of %d was accepted", at, len(b))
		}
		changed := bytes.Clone(b)
		changed[at] ^= 0x10
		if err := sane(t.Context(), changed, cny); err != nil {
			t.Fatal(err)
		}
	}
}
