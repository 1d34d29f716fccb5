package main

import (
	"archive/zip"
	"compress/gzip"
	"io"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// pack makes an archive of files: pack out.zip a.csv b.csv, or pack out.gz a.csv.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: pack archive file...")
	}
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer func() { ts.Check(out.Close()) }()
	if strings.HasSuffix(args[0], ".gz") {
		w := gzip.NewWriter(out)
		_, err := io.WriteString(w, ts.ReadFile(args[1]))
		ts.Check(err)
		ts.Check(w.Close())
		return
	}
	w := zip.NewWriter(out)
	for _, name := range args[1:] {
		m, err := w.Create(name)
		ts.Check(err)
		_, err = io.WriteString(m, ts.ReadFile(name))
		ts.Check(err)
	}
	ts.Check(w.Close())
}
