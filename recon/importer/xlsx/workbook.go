// Package xlsx reads the sheets of Office Open XML workbooks row by row, in
// bounded memory and without writing anything: values as the file stores them,
// numbers at the fifteen digits that spreadsheets keep, dates as dates. The
// layout is ECMA-376, part 1, chapter 18.
package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"moneytrail/recon/importer/markup"
	"moneytrail/recon/importer/statement"
)

// Limits of a workbook.
const (
	maxParts   = 2000
	maxPart    = 1 << 30 // bytes of one part, unpacked
	maxRatio   = 200     // unpacked to packed bytes, of parts above small
	small      = 8 << 20
	maxStrings = 32 << 20 // bytes of texts that cells share
	maxSheets  = 200
	maxStyles  = 70_000
)

// Workbook is an open file.
type Workbook struct {
	Sheets []Sheet

	parts   map[string]*zip.File
	strings []string
	loaded  bool
	dates   []bool // by style: numbers of it are dates
	epoch   from1904
	kept    map[string][]bool // by sheet: columns whose numbers of 16 digits are exact, once Width read it
}

// from1904 tells that days are counted from 1904 on, as on old Macintoshes.
type from1904 bool

// Sheet of a workbook. Hidden ones may hold what nobody meant to send.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

// refuse makes a refusal without a line.
func refuse(format string, args ...any) error { return statement.Refuse(0, format, args...) }

// Open reads the list of sheets of a workbook of the given size.
func Open(r io.ReaderAt, size int64) (*Workbook, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse("the workbook is damaged (%v): it may be cut off; get it again", err)
	}
	if len(z.File) > maxParts {
		return nil, refuse("the workbook has more than %d parts: it is not read", maxParts)
	}
	w := &Workbook{parts: map[string]*zip.File{}, kept: map[string][]bool{}}
	for _, f := range z.File {
		if f.Flags&0x1 != 0 {
			return nil, refuse("the workbook is encrypted: save it without a password")
		}
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if w.parts[name] != nil {
			return nil, refuse("the workbook has the part %s twice: it is damaged", statement.Quote(f.Name))
		}
		w.parts[name] = f
	}
	main := "xl/workbook.xml"
	if w.parts[main] == nil {
		return nil, refuse("the file is no workbook of tables (.xlsx): save it as .xlsx or CSV")
	}
	targets, err := w.targets(main)
	if err == nil {
		err = w.list(main, targets)
	}
	if err == nil {
		err = w.styles(path.Join("xl", "styles.xml"))
	}
	if err != nil {
		return nil, err
	}
	if len(w.Sheets) == 0 {
		return nil, refuse("the workbook has no sheet of cells")
	}
	return w, nil
}

// part opens a part for reading tag by tag.
func (w *Workbook) part(name string) (*markup.Scanner, io.Closer, error) {
	f := w.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil, refuse("the workbook lacks its part %s: it is damaged; get it again", statement.Quote(name))
	}
	if f.UncompressedSize64 > maxPart {
		return nil, nil, refuse("the workbook has a part of more than %d MiB: save it as CSV", maxPart>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, nil, refuse("the workbook is damaged (%v): get it again", err)
	}
	return markup.New(&bounded{r: r, packed: int64(f.CompressedSize64)}), r, nil
}

// bounded stops a part that unpacks to more than it can honestly hold.
type bounded struct {
	r         io.Reader
	n, packed int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += int64(n)
	switch {
	case b.n > maxPart || b.n > small && b.n/maxRatio > b.packed:
		return 0, refuse("a part of the workbook unpacks to more than %d times its size: it looks as if it were made to fill the memory, and is not read", maxRatio)
	case err != nil && !errors.Is(err, io.EOF):
		return 0, refuse("the workbook is damaged (%v): get it again", err)
	}
	return n, err
}

// each walks the tags of a part.
func (w *Workbook) each(name string, start func(x xml.StartElement, s *markup.Scanner) error) error {
	s, c, err := w.part(name)
	if err != nil {
		return err
	}
	defer c.Close()
	for {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return inPart(name, err)
		}
		if x, ok := t.(xml.StartElement); ok {
			if err := start(x, s); err != nil {
				return err
			}
		}
	}
}

// inPart says in which part of the workbook something is wrong; its lines are
// not those of the sheet.
func inPart(name string, err error) error {
	var no statement.Refusal
	if errors.As(err, &no) && no.Line > 0 {
		return refuse("part %s of the workbook, line %d: %s", name, no.Line, no.Message)
	}
	return err
}

func attr(x xml.StartElement, local string) string {
	for _, a := range x.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// targets gives the parts that a part refers to, by their ids.
func (w *Workbook) targets(name string) (map[string]string, error) {
	out := map[string]string{}
	dir, base := path.Split(name)
	return out, w.each(dir+"_rels/"+base+".rels", func(x xml.StartElement, _ *markup.Scanner) error {
		if x.Name.Local != "Relationship" || attr(x, "TargetMode") == "External" || len(out) > maxParts {
			return nil // nothing outside of the file is read
		}
		target := strings.ReplaceAll(attr(x, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		out[attr(x, "Id")] = strings.TrimPrefix(target, "/")
		return nil
	})
}

// list reads the sheets in their order.
func (w *Workbook) list(name string, targets map[string]string) error {
	return w.each(name, func(x xml.StartElement, _ *markup.Scanner) error {
		switch x.Name.Local {
		case "workbookPr":
			w.epoch = from1904(truth(attr(x, "date1904")))
		case "sheet":
			if len(w.Sheets) >= maxSheets {
				return refuse("the workbook has more than %d sheets", maxSheets)
			}
			id := ""
			for _, a := range x.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			part := targets[id]
			if !strings.Contains(strings.ToLower(part), "worksheets/") && w.parts[strings.ToLower(part)] != nil {
				return nil // a sheet of charts or macros
			}
			state := attr(x, "state")
			w.Sheets = append(w.Sheets, Sheet{Name: attr(x, "name"), Hidden: state == "hidden" || state == "veryHidden", part: part})
		}
		return nil
	})
}

func truth(s string) bool { return s == "1" || s == "true" }
