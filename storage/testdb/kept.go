package testdb

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Kept gives all bytes that a database keeps, by where they are: of a file it
// and what is beside it, of a server every value of every table, and the pages
// of tables and indexes as they are on its disk, free parts included.
func Kept(t testing.TB, url string) map[string][]byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	read := keptInFile
	if strings.Contains(url, "://") {
		read = keptOnServer
	}
	all, err := read(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no database")
	}
	return all
}

func keptInFile(_ context.Context, path string) (map[string][]byte, error) {
	files, err := filepath.Glob(path + "*")
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for _, f := range files {
		if all[filepath.Base(f)], err = os.ReadFile(f); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func keptOnServer(ctx context.Context, url string) (map[string][]byte, error) {
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close(ctx) }()
	all := map[string][]byte{}
	rows, err := c.Query(ctx, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
	if err != nil {
		return nil, err
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, err
	}
	for _, table := range tables {
		if all["rows of "+table], err = values(ctx, c, table); err != nil {
			return nil, fmt.Errorf("%s: %w", table, err)
		}
	}
	return all, pages(ctx, c, all)
}

// values gives every value of a table, bodies as they are, with a NUL behind each.
func values(ctx context.Context, c *pgx.Conn, table string) ([]byte, error) {
	rows, err := c.Query(ctx, "SELECT * FROM "+pgx.Identifier{table}.Sanitize())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	text := []byte{}
	for rows.Next() {
		row, err := rows.Values()
		if err != nil {
			return nil, err
		}
		for _, v := range row {
			if body, ok := v.([]byte); ok {
				text = append(text, body...)
			} else {
				text = fmt.Append(text, v)
			}
			text = append(text, 0)
		}
	}
	return text, rows.Err()
}

// pages adds what the server has on its disk of the tables, what is stored beside
// them, and their indexes. The role must be allowed to read files of the server,
// as the one that made the cluster is.
func pages(ctx context.Context, c *pgx.Conn, to map[string][]byte) error {
	if _, err := c.Exec(ctx, "CHECKPOINT"); err != nil { // what is changed is on the disk then
		return err
	}
	rows, err := c.Query(ctx, `WITH own AS (SELECT oid, reltoastrelid FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND relkind = 'r'),
			tables AS (SELECT oid FROM own UNION SELECT reltoastrelid FROM own WHERE reltoastrelid <> 0)
		SELECT r.oid::regclass::text, pg_read_binary_file(pg_relation_filepath(r.oid)) FROM pg_class r
		WHERE r.oid IN (SELECT oid FROM tables) OR r.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM tables))`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var text []byte
		if err := rows.Scan(&name, &text); err != nil {
			return err
		}
		to["pages of "+name] = text
	}
	return rows.Err()
}
