package storage

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/storage/testdb"
)

// Both databases have the same tables with the same columns in the same order.
func TestOneSchemaOnBoth(t *testing.T) {
	testdb.NeedsPostgres(t)
	var all [2]map[string][]string
	for i, url := range []string{testdb.SQLite(t), testdb.Postgres(t)} {
		all[i] = map[string][]string{}
		db := openAt(t, url)
		err := db.snapshot(t.Context(), func(q queryer) error {
			c := q.(conn)
			tables, err := c.tables(t.Context(), c)
			for _, table := range tables {
				if table == "goose_db_version" || table == "sqlite_sequence" { // of the tool, and of SQLite
					continue
				}
				key, err := c.key(t.Context(), c, table)
				if err != nil {
					return err
				}
				rows, err := c.of.QueryContext(t.Context(), "SELECT * FROM "+table, nil)
				if err != nil {
					return err
				}
				all[i][table] = append(rows.Columns(), key...)
				if err := rows.Close(); err != nil {
					return err
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(all[0], all[1]); diff != "" {
		t.Errorf("-SQLite +PostgreSQL:\n%s", diff)
	}
}
