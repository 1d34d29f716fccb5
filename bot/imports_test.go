package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// layers in the order in which they may import: each only itself and what is to its left.
var layers = []string{"recon", "handlers", "storage", "bot"}

// edges are packages that only one place may import.
var edges = map[string]string{
	"github.com/go-telegram/bot": "bot/telegram",
	"github.com/slack-go/slack":  "bot/slack",
	"modernc.org/sqlite":         "storage",
	"github.com/pressly/goose":   "storage",
	"database/sql":               "storage",
	"github.com/jackc/pgx":       "storage",
}

func layer(path string) int {
	for i, l := range layers {
		if path == l || strings.HasPrefix(path, l+"/") {
			return i
		}
	}
	return -1
}

func TestImportsPointOneWay(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		rel, err := filepath.Rel("..", path)
		if err != nil {
			return err
		}
		dir, test := filepath.ToSlash(filepath.Dir(rel)), strings.HasSuffix(rel, "_test.go")
		from := layer(dir)
		if from < 0 && dir != "config" {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if own, ok := strings.CutPrefix(imported, "moneytrail/"); ok {
				to := layer(own)
				switch {
				case dir == "config":
					t.Errorf("%s imports %s: config imports nothing of the product", rel, own)
				case own == "config" && layers[from] != "bot":
					t.Errorf("%s imports config: settings are handed over by bot", rel)
				case to > from:
					t.Errorf("%s imports %s: imports point from bot to storage to handlers to recon", rel, own)
				case strings.HasPrefix(own, "bot/") && dir != "bot" && dir != own:
					t.Errorf("%s imports %s: only the program itself joins the edges", rel, own)
				}
			}
			for prefix, home := range edges {
				if (imported == prefix || strings.HasPrefix(imported, prefix+"/")) && dir != home && !strings.HasPrefix(dir, home+"/") && !test {
					t.Errorf("%s imports %s: only %s may", rel, imported, home)
				}
			}
			if !test && from == 0 && (imported == "net/http" || imported == "net") {
				t.Errorf("%s imports %s: recon is pure", rel, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Fatalf("only %d files were looked at", files)
	}
}
