package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"moneytrail/storage"
)

type exportCmd struct {
	Kinds []string `arg:"" name:"kind" enum:"transactions,settlements,payouts,bank,breaks,cases,playbooks,audit" help:"transactions, settlements, payouts, bank, breaks, cases, playbooks or audit; several with --into."`
	Into  string   `placeholder:"DIR" help:"Write a file KIND.csv for each kind into this folder, all of the same moment, in place of stdout. It is made where it does not exist; files of these names are replaced when all are whole."`
}

// Run writes CSV to stdout, or files.
func (c *exportCmd) Run(a *app) error {
	slices.Sort(c.Kinds)
	c.Kinds = slices.Compact(c.Kinds)
	if c.Into == "" && len(c.Kinds) > 1 {
		return errors.New("several kinds do not fit into one output: name a folder for their files, --into DIR")
	}
	defer roomy(exportingRoom)()
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	write := func(to ...io.Writer) error {
		sheets := make([]storage.Sheet, len(to))
		for i, w := range to {
			sheets[i] = storage.Sheet{Kind: c.Kinds[i], To: w}
		}
		return db.ExportTogether(a.ctx, shifted(s.Offset()).Now(), sheets...)
	}
	if c.Into == "" {
		out := bufio.NewWriterSize(a.out, 1<<16)
		if err := write(out); err != nil {
			return err
		}
		return out.Flush()
	}
	names := make([]string, len(c.Kinds))
	for i, kind := range c.Kinds {
		names[i] = kind + ".csv"
	}
	if err := filled(c.Into, names, write); err != nil {
		return fmt.Errorf("export into %s: %w", c.Into, err)
	}
	for _, name := range names {
		if _, err := fmt.Fprintln(a.out, "wrote", filepath.Join(c.Into, name)); err != nil {
			return err
		}
	}
	return nil
}

// filled puts files into a folder, which only their owner reads, and which are
// replaced where they were there: when all of them are whole and on the disk,
// and none of them before. An error tells which were replaced all the same.
func filled(dir string, names []string, write func(...io.Writer) error) (err error) {
	named := 0
	defer func() {
		switch {
		case err == nil:
		case named == 0:
			err = fmt.Errorf("%w; no file there was changed", err)
		default:
			err = fmt.Errorf("%w; %s replaced, %s not: put that right and export again", err, written(names[:named]), written(names[named:]))
		}
	}()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, name := range names {
		if in, err := os.Lstat(filepath.Join(dir, name)); err == nil && in.IsDir() {
			return fmt.Errorf("%s is a folder: move it away, or name another folder", name)
		}
	}
	var files []*os.File
	defer func() {
		for _, f := range files { // what was not given its name
			_ = f.Close()
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	var outs []io.Writer
	for range names {
		f, err := os.CreateTemp(dir, ".moneytrail-*.csv")
		if err != nil {
			return err
		}
		files, outs = append(files, f), append(outs, bufio.NewWriterSize(f, 1<<16))
	}
	if err := write(outs...); err != nil {
		return err
	}
	for i, f := range files {
		if err := errors.Join(outs[i].(*bufio.Writer).Flush(), f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := os.Rename(files[0].Name(), filepath.Join(dir, name)); err != nil {
			return err
		}
		files, named = files[1:], named+1
	}
	return nil
}

func written(names []string) string {
	if len(names) == 1 {
		return names[0] + " was"
	}
	return strings.Join(names, ", ") + " were"
}
