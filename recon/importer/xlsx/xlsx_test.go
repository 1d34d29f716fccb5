package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"moneytrail/recon/importer/statement"
	"moneytrail/recon/importer/xlsx"
)

// parts of a small workbook: sheet1 visible, sheet2 hidden.
func parts(sheet string) map[string]string {
	return map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Details" sheetId="1" r:id="rId1"/>` +
			`<sheet name="Old" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="#,##0.00&quot;d&quot;;[Red]-#,##0.00"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="21"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     `<sst><si><t>交易日期</t></si><si><r><t>two </t></r><r><t>parts</t></r><rPh><t>reading</t></rPh></si><si><t xml:space="preserve">a_x000D_b, "c"</t></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
	}
}

func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
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

// text reads the first sheet as text.
func text(b []byte) (string, error) {
	w, err := xlsx.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", err
	}
	width, err := w.Width(w.Sheets[0])
	if err != nil {
		return "", err
	}
	r, err := w.Table(w.Sheets[0], width)
	if err != nil {
		return "", err
	}
	out, err := io.ReadAll(r)
	return string(out), errors.Join(err, r.Close())
}

func TestCells(t *testing.T) {
	for _, tt := range []struct{ name, cells, want string }{
		{"texts", `<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>`, "交易日期,two parts,\"a b, \"\"c\"\"\"\n"},
		{"inline", `<c r="A1" t="inlineStr"><is><t>a</t><rPh><t>x</t></rPh></is></c><c r="B1" t="str"><f>x</f><v>b</v></c>`, "a,b\n"},
		{"amounts", `<c><v>3491.05</v></c><c><v>1.1000000000000001</v></c><c><v>0.30000000000000004</v></c><c><v>-12.50</v></c><c><v>1E-2</v></c><c s="4"><v>1234567.8</v></c>`,
			"3491.05,1.1,0.3,-12.50,0.01,1234567.8\n"},
		{"large numbers", `<c><v>123456789012345</v></c><c><v>4814769000000005</v></c><c><v>4814769000000010</v></c><c><v>6.2170000123456794E+18</v></c><c><v>1.5E3</v></c>`,
			"123456789012345,4814769000000005,4.81476900000001E+15,6.21700001234568E+18,1500\n"},
		{"dates", `<c s="1"><v>46346</v></c><c s="2"><v>46346.585474537</v></c><c s="3"><v>46346</v></c><c s="5"><v>0.5</v></c><c s="1"><v>59</v></c><c t="d"><v>2026-11-20</v></c>`,
			"2026-11-20,2026-11-20 14:03:05,2026-11-20,12:00:00,1900-02-28,2026-11-20\n"},
		{"others", `<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c><c t="s"/>`, ""},
		{"gaps", `<c r="B1"><v>1</v></c><c r="D1"><v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c><c r="F4" s="1"/>`, ",1,,2\n\n\n3,,,\n"},
		{"no references", `<c><v>1</v></c></row><row><c><v>2</v></c>`, "1\n2\n"},
		{"breaks", `<c t="inlineStr"><is><t>a` + "\n" + `b</t></is></c>`, "a b\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := text(pack(t, parts(`<row r="1">`+tt.cells+`</row>`)))
			if tt.want == "" {
				if err == nil {
					t.Errorf("%q", got)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("\n got %q, error %v\nwant %q", got, err, tt.want)
			}
		})
	}
}

// Days may be counted from 1904 on.
func TestEpoch(t *testing.T) {
	p := parts(`<row r="1"><c s="1"><v>44884</v></c></row>`)
	p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	if got, err := text(pack(t, p)); got != "2026-11-20\n" || err != nil {
		t.Errorf("%q, error %v", got, err)
	}
}

func TestSheets(t *testing.T) {
	b := pack(t, parts(""))
	w, err := xlsx.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Sheets) != 2 || w.Sheets[0].Name != "Details" || w.Sheets[0].Hidden || !w.Sheets[1].Hidden {
		t.Errorf("%+v", w.Sheets)
	}
}

// What is not read is refused in words and bounded memory.
func TestRefused(t *testing.T) {
	with := func(name, text string) []byte {
		p := parts(`<row r="1"><c><v>1</v></c></row>`)
		if text == "" {
			delete(p, name)
		} else {
			p[name] = text
		}
		return pack(t, p)
	}
	row := func(cells string) []byte { return pack(t, parts(`<row r="7">`+cells+`</row>`)) }
	bomb := func(b string) string { return strings.Repeat(b, 9<<20/len(b)) }
	for _, tt := range []struct {
		name string
		file []byte
		want string
	}{
		{"formula", row(`<c r="C7"><f>A1</f></c>`), "7: the cell C7 holds a formula whose value was never computed"},
		{"missing text", row(`<c r="B7" t="s"><v>9</v></c>`), "7: the cell B7 refers to a text that is not there"},
		{"order of cells", row(`<c r="B7"><v>1</v></c><c r="A7"><v>1</v></c>`), `7: the cell "A7" is out of order`},
		{"order of rows", row(`</row><row r="7">`), `7: a row with the number "7" follows row 7`},
		{"columns", row(`<c r="ZZZ7"><v>1</v></c>`), "7: the row has more than 1000 columns"},
		{"cut", with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"), "0: the file ends in the middle"},
		{"document type", with("xl/worksheets/sheet1.xml", "<!DOCTYPE x><worksheet/>"), "document type declaration"},
		{"entity", with("xl/sharedStrings.xml", "<sst><si><t>&a;</t></si></sst>"), "part xl/sharedStrings.xml of the workbook, line 1: the text has an entity"},
		{"no sheet", with("xl/worksheets/sheet1.xml", ""), `lacks its part "xl/worksheets/sheet1.xml"`},
		{"no workbook", with("xl/workbook.xml", ""), "is no workbook of tables"},
		{"no sheets", with("xl/workbook.xml", "<workbook/>"), "has no sheet of cells"},
		{"not a zip file", []byte("PK\x03\x04 and more"), "the workbook is damaged"},
		{"bomb in a sheet", with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"+bomb(`<row><c/></row>`)+"</sheetData></worksheet>"), "unpacks to more than 200 times its size"},
		{"bomb in the texts", with("xl/sharedStrings.xml", "<sst>"+bomb(`<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>`)+"</sst>"), "unpacks to more than 200 times its size"},
		{"long text", with("xl/sharedStrings.xml", "<sst><si><t>"+bomb("a")+"</t></si></sst>"), "longer than 256 KiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := text(tt.file)
			runtime.ReadMemStats(&after)
			var no statement.Refusal
			if !errors.As(err, &no) || !strings.Contains(fmt.Sprintf("%d: %s", no.Line, no.Message), tt.want) {
				t.Errorf("error %v", err)
			}
			if live := int64(after.HeapAlloc) - int64(before.HeapAlloc); live > 128<<20 {
				t.Errorf("%d MiB are in use", live>>20)
			}
		})
	}
}

// Texts that cells share are kept in memory, so there is an end to them.
func TestManyTexts(t *testing.T) {
	p := parts(`<row r="1"><c><v>1</v></c></row>`)
	p["xl/sharedStrings.xml"] = "<sst>" + strings.Repeat("<si/>", 32<<20/32+1) + "</sst>"
	_, err := text(pack(t, p))
	if err == nil || !strings.Contains(err.Error(), "more than 32 MiB of texts") {
		t.Errorf("error %v", err)
	}
}

// A workbook that is cut anywhere is refused.
func TestCutAtEveryByte(t *testing.T) {
	b := pack(t, parts(`<row r="1"><c><v>1</v></c></row>`))
	for cut := range b {
		_, err := text(b[:cut])
		var no statement.Refusal
		if !errors.As(err, &no) {
			t.Fatalf("cut at %d of %d: error %v", cut, len(b), err)
		}
	}
}

// Any cells: refused with a word, or rows that are as wide as the widest.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>46346.5</v></c></row>`)
	f.Add(`<row><c t="inlineStr"><is><r><t>a</t></r></is></c><c><v>1e300</v></c><c><v>-0.1</v></c></row>`)
	f.Add(`<row r="3"><c r="AB3" t="str"><f>1</f><v>_x0041_</v></c></row>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		got, err := text(pack(t, parts(sheet)))
		var no statement.Refusal
		if err != nil && (!errors.As(err, &no) || no.Message == "") {
			t.Fatalf("error %v", err)
		}
		if err == nil && got != "" && !strings.HasSuffix(got, "\n") {
			t.Errorf("%q", got)
		}
	})
}

// Any bytes in the parts around the sheet.
func FuzzParts(f *testing.F) {
	p := parts("")
	f.Add(p["xl/workbook.xml"], p["xl/_rels/workbook.xml.rels"], p["xl/styles.xml"], p["xl/sharedStrings.xml"])
	f.Fuzz(func(t *testing.T, book, rels, styles, strs string) {
		p := parts(`<row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>46346.5</v></c></row>`)
		p["xl/workbook.xml"], p["xl/_rels/workbook.xml.rels"], p["xl/styles.xml"], p["xl/sharedStrings.xml"] = book, rels, styles, strs
		_, err := text(pack(t, p))
		var no statement.Refusal
		if err != nil && (!errors.As(err, &no) || no.Message == "") {
			t.Fatalf("error %v", err)
		}
	})
}

// A sheet of 100,000 rows.
func BenchmarkTable(b *testing.B) {
	var sheet strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%d" t="s"><v>0</v></c><c r="B%d" s="1"><v>46346</v></c><c r="C%d"><v>%d.25</v></c></row>`, i+1, i+1, i+1, i+1, i)
	}
	file := pack(b, parts(sheet.String()))
	b.SetBytes(int64(sheet.Len()))
	for b.Loop() {
		w, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			b.Fatal(err)
		}
		r, err := w.Table(w.Sheets[0], 3)
		if err != nil {
			b.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, r); err != nil || n < 1<<20 {
			b.Fatal(n, err)
		}
	}
}
