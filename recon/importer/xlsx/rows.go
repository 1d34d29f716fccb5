package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"moneytrail/recon/importer/markup"
	"moneytrail/recon/importer/statement"
)

// Limits of a sheet.
const (
	maxColumns = 1000
	maxRow     = 1_048_576
	maxCells   = 1 << 20 // bytes of one row
)

// Rows reads a sheet. Close it.
type Rows struct {
	w     *Workbook
	s     *markup.Scanner
	c     io.Closer
	cells []string
	row   int
	col   int
	size  int // bytes of the row
	done  bool
	kept  []bool // columns whose numbers of 16 digits are exact
}

// learn notes that the column of the cell keeps numbers of 16 digits.
func (r *Rows) learn() {
	for len(r.kept) < r.col {
		r.kept = append(r.kept, false)
	}
	r.kept[r.col-1] = true
}

// Rows opens a sheet for reading.
func (w *Workbook) Rows(s Sheet) (*Rows, error) {
	if err := w.texts(); err != nil {
		return nil, err
	}
	scanner, c, err := w.part(s.part)
	if err != nil {
		return nil, err
	}
	return &Rows{w: w, s: scanner, c: c, kept: w.kept[s.part]}, nil
}

// Close ends the reading.
func (r *Rows) Close() error { return r.c.Close() }

// Next gives the cells of the next row that has any, by column from the first,
// "" where a cell is empty, and the number of the row; valid until the next
// call. io.EOF after the last.
func (r *Rows) Next() ([]string, int, error) {
	for !r.done {
		t, err := r.s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, 0, r.at(err)
		}
		switch x := t.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "row":
				if err := r.begin(attr(x, "r")); err != nil {
					return nil, 0, err
				}
			case "c":
				if err := r.cell(attr(x, "r"), attr(x, "t"), attr(x, "s")); err != nil {
					return nil, 0, r.at(err)
				}
			}
		case xml.EndElement:
			switch {
			case x.Name.Local == "sheetData":
				r.done = true
			case x.Name.Local == "row" && len(r.cells) > 0:
				return r.cells, r.row, nil
			}
		}
	}
	return nil, 0, r.end()
}

// end reads what follows the cells: a sheet that is cut off there is cut off too.
func (r *Rows) end() error {
	for {
		if _, err := r.s.Next(); err != nil {
			return r.at(err)
		}
	}
}

// at says in which row of the sheet something is wrong.
func (r *Rows) at(err error) error {
	var no statement.Refusal
	if errors.As(err, &no) {
		no.Line = r.row
		return no
	}
	return err
}

func (r *Rows) begin(number string) error {
	n := r.row + 1
	if number != "" {
		var err error
		if n, err = strconv.Atoi(number); err != nil || n <= r.row || n > maxRow {
			return statement.Refuse(r.row, "a row with the number %s follows row %d: the workbook is damaged", statement.Quote(number), r.row)
		}
	}
	r.row, r.col, r.size, r.cells = n, 0, 0, r.cells[:0]
	return nil
}

// cell reads one cell to its end.
func (r *Rows) cell(ref, kind, style string) error {
	r.col++
	if ref != "" {
		col := column(ref)
		if col < r.col {
			return statement.Refuse(r.row, "the cell %s is out of order: the workbook is damaged", statement.Quote(ref))
		}
		r.col = col
	}
	depth := len(r.s.Open)
	var v strings.Builder
	formula, value := false, false
	for len(r.s.Open) >= depth {
		t, err := r.s.Next()
		if err != nil {
			return err
		}
		switch x := t.(type) {
		case xml.StartElement:
			formula = formula || x.Name.Local == "f"
			value = value || x.Name.Local == "v" || x.Name.Local == "t"
		case xml.CharData:
			if n := len(r.s.Open); n > depth && wanted(r.s.Open[depth:]) {
				if v.Len()+len(x) > maxCells {
					return statement.Refuse(r.row, "the cell %s holds more than 1 MiB", CellName(r.row, r.col))
				}
				v.Write(x)
			}
		}
	}
	if formula && !value {
		return statement.Refuse(r.row, "the cell %s holds a formula whose value was never computed: open the workbook, save it and give it again", CellName(r.row, r.col))
	}
	return r.put(r.value(v.String(), kind, style))
}

// wanted tells the elements of a cell that hold its value: v, is/t, is/r/t; not formulas and readings.
func wanted(open []string) bool {
	switch strings.Join(open, "/") {
	case "v", "is/t", "is/r/t":
		return true
	}
	return false
}

// value gives a cell's text by its type.
func (r *Rows) value(v, kind, style string) (string, error) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < 0 || n >= len(r.w.strings) {
			return "", statement.Refuse(r.row, "the cell %s refers to a text that is not there: the workbook is damaged", CellName(r.row, r.col))
		}
		return r.w.strings[n], nil
	case "b":
		if strings.TrimSpace(v) == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "inlineStr", "str":
		return unescaped(v), nil
	case "e", "d":
		return v, nil
	}
	v = strings.TrimSpace(v)
	if s, err := strconv.Atoi(style); err == nil && s >= 0 && s < len(r.w.dates) && r.w.dates[s] && v != "" {
		if day, ok := r.w.epoch.day(v); ok {
			return day, nil
		}
	}
	if whole(v) && v[exact] != '0' && r.col <= maxColumns {
		r.learn()
	}
	return number(v, r.col <= len(r.kept) && r.kept[r.col-1]), nil
}

func (r *Rows) put(v string, err error) error {
	if err != nil || v == "" {
		return err
	}
	if r.col > maxColumns {
		return statement.Refuse(r.row, "the row has more than %d columns", maxColumns)
	}
	if r.size += len(v); r.size > maxCells {
		return statement.Refuse(r.row, "the row holds more than 1 MiB")
	}
	for len(r.cells) < r.col {
		r.cells = append(r.cells, "")
	}
	r.cells[r.col-1] = v
	return nil
}

// column gives the number of the column in a reference like AB12, a huge one where it is none.
func column(ref string) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n < 1<<20; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	return n
}

// CellName names a cell as spreadsheets do: D5 is the fourth in row 5.
func CellName(row, col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name + strconv.Itoa(row)
}

// texts reads the texts that cells share.
func (w *Workbook) texts() error {
	const name = "xl/sharedStrings.xml"
	if w.loaded || w.parts[strings.ToLower(name)] == nil {
		return nil
	}
	s, c, err := w.part(name)
	if err != nil {
		return err
	}
	defer c.Close()
	var item strings.Builder
	size := 0
	for {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			w.loaded = true
			return nil
		}
		if err != nil {
			return inPart(name, err)
		}
		switch x := t.(type) {
		case xml.StartElement:
			if x.Name.Local == "si" {
				item.Reset()
			}
		case xml.CharData:
			if n := len(s.Open); n > 1 && s.Open[n-1] == "t" && s.Open[n-2] != "rPh" {
				size += len(x)
				item.Write(x)
			}
		case xml.EndElement:
			if x.Name.Local == "si" {
				size += 32 // what a text costs beside its bytes
				w.strings = append(w.strings, unescaped(item.String()))
			}
		}
		if size > maxStrings {
			return refuse("the workbook has more than %d MiB of texts: save the sheet as CSV", maxStrings>>20)
		}
	}
}

// unescaped reads the characters that XML cannot hold, written as _x000D_.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if i+7 <= len(s) && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil && utf8.ValidRune(rune(n)) && n != 0 {
				b.WriteRune(rune(n))
				i += 7
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}
