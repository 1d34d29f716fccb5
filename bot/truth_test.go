package main

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// truthColumns are the columns of each export that the truth speaks of, after the id.
var truthColumns = map[string][]string{
	"transactions": {"state", "reason", "matched_by", "line_id", "payout_id", "entry_id"},
	"settlements":  {"state", "matched_by", "transaction_id", "payout_id"},
	"payouts":      {"state", "entry_id"},
	"bank":         {"state", "payout_id"},
}

// Of days that were made up, with everything known that happened in them, the
// books tell every row as it is: in natural order, shuffled, and cut into files
// that come in any order.
func TestTheBooksTellWhatHappened(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		w := makeShops(seed, 8)
		rows := 0
		for _, file := range w.files {
			rows += len(file) - 1
		}
		for name, parts := range map[string]int{"natural": 0, "shuffled": 1, "split": 4} {
			t.Run(fmt.Sprintf("seed %d, %d rows, %s", seed, rows, name), func(t *testing.T) {
				t.Parallel()
				h := newHouse(t)
				for _, call := range w.calls(t, parts) {
					h.does("import", call)
				}
				for kind, truth := range w.truth {
					compareTruth(t, kind, truth, h.does("export", kind))
				}
			})
		}
	}
}

// calls writes the files as they are (0 parts), or shuffled and cut into so
// many each, and gives what to import in turn.
func (w *made) calls(t *testing.T, parts int) (calls []string) {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, rows []string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		head, rows := w.files[name][:1], slices.Clone(w.files[name][1:])
		if parts > 0 {
			w.rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		}
		for i := range max(parts, 1) {
			from, to := len(rows)*i/max(parts, 1), len(rows)*(i+1)/max(parts, 1)
			calls = append(calls, write(fmt.Sprintf("%d-%s", i, name), slices.Concat(head, rows[from:to])))
		}
	}
	if parts < 2 {
		return []string{dir}
	}
	w.rng.Shuffle(len(calls), func(i, j int) { calls[i], calls[j] = calls[j], calls[i] })
	return calls
}

// compareTruth holds an export against what is true.
func compareTruth(t *testing.T, kind string, truth map[string]string, export string) {
	t.Helper()
	table, err := csv.NewReader(strings.NewReader(export)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, row := range table[1:] {
		var values []string
		for _, column := range truthColumns[kind] {
			v := row[slices.Index(table[0], column)]
			if column == "reason" {
				v = reasons(strings.Split(v, "+")...)
			}
			values = append(values, v)
		}
		told[row[0]] = strings.Join(values, ",")
	}
	wrong := 0
	for _, id := range slices.Sorted(maps.Keys(truth)) {
		if told[id] != truth[id] {
			if wrong++; wrong <= 10 {
				t.Errorf("%s %s: told %q, true is %q", kind, id, told[id], truth[id])
			}
		}
	}
	if len(told) != len(truth) {
		t.Errorf("%s: %d rows are told, there are %d", kind, len(told), len(truth))
	}
	if wrong > 10 {
		t.Errorf("%s: and %d more rows are wrong", kind, wrong-10)
	}
}
