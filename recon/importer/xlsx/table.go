package xlsx

import (
	"errors"
	"io"
	"strings"
)

// Table gives a sheet as comma separated text: line n is row n, empty where
// the row is, every row as wide as the widest, breaks inside of cells are blanks.
type Table struct {
	rows  *Rows
	width int
	line  int
	whole []byte // the current row as text
	buf   []byte // what is left of it
	err   error
}

// Table opens a sheet as text of the given width.
func (w *Workbook) Table(s Sheet, width int) (*Table, error) {
	rows, err := w.Rows(s)
	if err != nil {
		return nil, err
	}
	return &Table{rows: rows, width: width}, nil
}

// Width counts the columns of a sheet's widest row, 0 if it is empty, and learns
// which of them keep numbers of 16 digits: read it before the sheet.
func (w *Workbook) Width(s Sheet) (int, error) {
	rows, err := w.Rows(s)
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	width := 0
	for {
		cells, _, err := rows.Next()
		if errors.Is(err, io.EOF) {
			w.kept[s.part] = rows.kept
			return width, nil
		}
		if err != nil {
			return 0, err
		}
		width = max(width, len(cells))
	}
}

// Close ends the reading.
func (t *Table) Close() error { return t.rows.Close() }

// Read gives the next bytes of the text.
func (t *Table) Read(p []byte) (int, error) {
	for len(t.buf) == 0 {
		if t.err != nil {
			return 0, t.err
		}
		t.next()
	}
	n := copy(p, t.buf)
	t.buf = t.buf[n:]
	return n, nil
}

func (t *Table) next() {
	cells, row, err := t.rows.Next()
	if err != nil {
		t.err = err
		return
	}
	b := t.whole[:0]
	for ; t.line < row-1; t.line++ {
		b = append(b, '\n')
	}
	for i := range max(t.width, len(cells)) {
		if i > 0 {
			b = append(b, ',')
		}
		if i < len(cells) {
			b = quoted(b, cells[i])
		}
	}
	t.whole = append(b, '\n')
	t.buf, t.line = t.whole, row
}

var breaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

func quoted(b []byte, s string) []byte {
	if strings.ContainsAny(s, "\r\n") {
		s = breaks.Replace(s)
	}
	if !strings.ContainsAny(s, `",`) {
		return append(b, s...)
	}
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(s, `"`, `""`)...)
	return append(b, '"')
}
