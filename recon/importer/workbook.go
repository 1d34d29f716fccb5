package importer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"moneytrail/recon/importer/statement"
	"moneytrail/recon/importer/xlsx"
	"moneytrail/recon/record"
)

// format is what a file is of that is not text in rows.
type format interface {
	prove(ctx context.Context, in Input, o Options) (Proof, error)
	// kind tells what the file holds, "" if nothing knows it or it cannot be read.
	kind(ctx context.Context, in Input, o Options) (record.Kind, error)
}

// formatOf tells the format of a file by its beginning, nil for text in rows.
func formatOf(in Input) (format, error) {
	f, err := openText(in, utf8Text, nil)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := f.raw.Peek(lookAhead)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", in.Name, err)
	}
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return workbook{}, nil
	}
	if why := foreign(b); why != "" {
		return workbook{not: why}, nil
	}
	f.encoding = encodingOf(b)
	head, err := f.begin()
	if err != nil {
		return nil, err
	}
	if why := foreignText(head); why != "" {
		return workbook{not: why}, nil
	}
	for _, g := range grammars() {
		if g.is(head) && !(g.text && returnsAlone(head)) {
			return &g, nil
		}
	}
	return nil, nil
}

// workbook is a spreadsheet: its sheets are read as if they were saved as text.
type workbook struct {
	not string // why it is none that is read, with what to do
}

// maxInMemory bounds a workbook that is a member of an archive, in bytes.
const maxInMemory = 64 << 20

// shelf is an open workbook.
type shelf struct {
	*xlsx.Workbook
	file io.Closer
	hash string // of the file's bytes
}

// open hashes a workbook and reads its list of sheets.
func (w workbook) open(ctx context.Context, in Input) (*shelf, error) {
	f, err := in.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", in.Name, err)
	}
	s := &shelf{file: f}
	sum := sha256.New()
	at, random := f.(io.ReaderAt)
	var size int64
	if random {
		size, err = io.Copy(sum, &stopped{ctx: ctx, r: f})
	} else {
		var b []byte
		b, err = io.ReadAll(io.LimitReader(&stopped{ctx: ctx, r: f}, maxInMemory+1))
		sum.Write(b)
		at, size = bytes.NewReader(b), int64(len(b))
	}
	s.hash = hex.EncodeToString(sum.Sum(nil))
	switch {
	case err != nil:
		err = fmt.Errorf("read %s: %w", in.Name, err)
	case w.not != "":
		err = statement.Refuse(0, "%s", w.not)
	case !random && size > maxInMemory:
		err = statement.Refuse(0, "the workbook is larger than %d MiB: unpack the archive and give the workbook itself", maxInMemory>>20)
	default:
		s.Workbook, err = xlsx.Open(at, size)
	}
	if err != nil {
		_ = f.Close()
		return s, err
	}
	return s, nil
}

// input gives a sheet as a file of comma separated text.
func (s *shelf) input(in Input, sheet xlsx.Sheet, width int) Input {
	return Input{Name: in.Name, Open: func() (io.ReadCloser, error) { return s.Table(sheet, width) }}
}

// pick finds the one visible sheet that a format knows; notes says what of the
// others a person should know.
func (s *shelf) pick(in Input, o Options) (sheet Input, kind record.Kind, notes []Problem, err error) {
	o.sheet = true
	var first *Input
	known := ""
	var others []string
	for _, sh := range s.Sheets {
		width, err := s.Width(sh)
		if err != nil {
			return Input{}, "", nil, err
		}
		if width == 0 {
			continue
		}
		if sh.Hidden {
			notes = append(notes, Problem{Message: fmt.Sprintf("sheet %s is hidden and was not read", quoteValue(sh.Name))})
			continue
		}
		text := s.input(in, sh, width)
		k, err := Recognise(text, o)
		switch {
		case err != nil:
			return Input{}, "", nil, err
		case k != "" && known != "":
			return Input{}, "", nil, statement.Refuse(0, "formats know two sheets of the workbook, %s and %s: save each as a file of its own", quoteValue(known), quoteValue(sh.Name))
		case k != "":
			known, sheet, kind = sh.Name, text, k
		default:
			others = append(others, quoteValue(sh.Name))
		}
		if first == nil {
			first = &text
		}
	}
	switch {
	case first == nil:
		return Input{}, "", nil, statement.Refuse(0, "the workbook has no visible sheet with cells")
	case known == "":
		return *first, "", notes, nil // nothing knows it, and proving says so
	case len(others) > 0:
		notes = append(notes, Problem{Message: fmt.Sprintf("sheet %s was read; no format knows %s", quoteValue(known), strings.Join(others[:min(10, len(others))], ", "))})
	}
	return sheet, kind, notes, nil
}

func (w workbook) kind(ctx context.Context, in Input, o Options) (record.Kind, error) {
	s, err := w.open(ctx, in)
	if err == nil {
		defer s.file.Close()
		var kind record.Kind
		if _, kind, _, err = s.pick(in, o); err == nil {
			return kind, nil
		}
	}
	var no statement.Refusal
	if errors.As(err, &no) {
		return "", nil
	}
	return "", err
}

// prove reads the sheet that a format knows and writes nothing.
func (w workbook) prove(ctx context.Context, in Input, o Options) (Proof, error) {
	s, err := w.open(ctx, in)
	p := Proof{}
	if err == nil {
		defer s.file.Close()
		var sheet Input
		var notes []Problem
		if sheet, _, notes, err = s.pick(in, o); err == nil {
			o.sheet = true
			p, err = Prove(ctx, sheet, o)
			inCells(p.Errors)
			inCells(p.Warnings)
			p.Warnings = append(p.Warnings, notes...)
			p.sheet = p.Hash
		}
	}
	if s != nil {
		p.Hash = s.hash
	}
	var no statement.Refusal
	if errors.As(err, &no) {
		p.fatal(Problem{Line: no.Line, Column: no.Column, Message: no.Message})
		return p, nil
	}
	return p, err
}

// inCells names the cells that messages are about.
func inCells(list []Problem) {
	for i := range list {
		if p := &list[i]; p.Line > 0 && p.Column > 0 {
			p.Message = "cell " + xlsx.CellName(p.Line, p.Column) + ": " + p.Message
		}
	}
}

// again yields the rows of a proved workbook.
func (w workbook) again(ctx context.Context, in Input, o Options, p Proof, yield func(Row) error) error {
	s, err := w.open(ctx, in)
	if err != nil {
		return err
	}
	defer s.file.Close()
	sheet, _, _, err := s.pick(in, o)
	if err != nil {
		return err
	}
	if s.hash != p.Hash {
		return changed("changed after it was checked")
	}
	p.Hash, p.sheet, o.sheet = p.sheet, "", true
	return Read(ctx, sheet, o, p, yield)
}
