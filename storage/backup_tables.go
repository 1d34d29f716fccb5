package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
	"os"
	"strings"
	"time"
)

// Tables tells what every table of the database holds, by name, as of one moment.
func (db *DB) Tables(ctx context.Context) ([]Table, error) {
	var all []Table
	err := alone(ctx, db.read, func(k link) (err error) {
		c := conn{of: k, dialect: db.dialect, calm: true}
		if _, err := c.exec(ctx, c.beginLook()); err != nil {
			return err
		}
		all, err = hashTables(ctx, c)
		_, end := c.exec(ctx, "ROLLBACK")
		return errors.Join(err, end)
	})
	return all, err
}

func tablesOf(ctx context.Context, p *sql.DB) (all []Table, err error) {
	err = alone(ctx, p, func(k link) error {
		all, err = hashTables(ctx, conn{of: k, dialect: &sqliteFile{}, calm: true})
		return err
	})
	return all, err
}

func hashTables(ctx context.Context, c conn) ([]Table, error) {
	names, err := c.tables(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("tables: %w", err)
	}
	all := make([]Table, 0, len(names))
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t, err := hashTable(ctx, c, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		all = append(all, t)
	}
	return all, nil
}

// hashTable reads a table in the order of its key.
func hashTable(ctx context.Context, c conn, name string) (Table, error) {
	key, err := c.key(ctx, c, name)
	if err != nil {
		return Table{}, err
	}
	got, err := c.of.QueryContext(context.WithoutCancel(ctx), "SELECT * FROM "+name+" ORDER BY "+strings.Join(key, ", "), nil)
	if err != nil {
		return Table{}, err
	}
	defer func() { _ = got.Close() }()
	t, h := Table{Name: name}, sha256.New()
	values := make([]driver.Value, len(got.Columns()))
	for {
		err := got.Next(values)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Table{}, err
		}
		if t.Rows++; t.Rows%4096 == 0 && ctx.Err() != nil {
			return Table{}, ctx.Err()
		}
		for _, v := range values {
			if err := hashValue(h, v); err != nil {
				return Table{}, err
			}
		}
	}
	t.SHA256 = hex.EncodeToString(h.Sum(nil))
	return t, nil
}

// hashValue writes a value so that no two different rows give the same bytes.
func hashValue(h hash.Hash, v driver.Value) error {
	var head [9]byte
	tagged := func(tag byte, n uint64) {
		head[0] = tag
		binary.BigEndian.PutUint64(head[1:], n)
		_, _ = h.Write(head[:]) // a hash does not fail
	}
	switch v := v.(type) {
	case nil:
		tagged('0', 0)
	case int64:
		tagged('i', uint64(v))
	case float64:
		tagged('f', math.Float64bits(v))
	case bool:
		n := uint64(0)
		if v {
			n = 1
		}
		tagged('i', n)
	case string:
		tagged('s', uint64(len(v)))
		_, _ = io.WriteString(h, v)
	case []byte:
		tagged('b', uint64(len(v)))
		_, _ = h.Write(v)
	case time.Time: // columns that a migration tool declared so
		tagged('t', uint64(v.UnixMilli()))
	default:
		return fmt.Errorf("a value of type %T", v)
	}
	return nil
}

func hashFile(name string) (int64, string, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, "", err
	}
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Close())
}
