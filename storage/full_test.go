package storage

import (
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"moneytrail/storage/testdb"
)

// A disk without room is named, with what to do; what was being written is
// undone, and when there is room the database takes writes again.
func TestAFullDiskIsNamed(t *testing.T) {
	db := openAt(t, testdb.SQLite(t))
	room := func(pages string) {
		t.Helper()
		if _, err := db.write.ExecContext(t.Context(), "PRAGMA max_page_count = "+pages); err != nil {
			t.Fatal(err)
		}
	}
	room("1") // as many as there are
	long := strings.Repeat("long", 1<<16)
	err := db.SetBotName(t.Context(), long)
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "free some space") {
		t.Errorf("without room: %v", err)
	}
	if name, err := db.BotName(t.Context()); name != "" || err != nil {
		t.Errorf("%d bytes of what was undone are there, %v", len(name), err)
	}
	room("100000")
	if err := db.SetBotName(t.Context(), long); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := db.Writable(t.Context()); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// A server says it by a code of its own.
func TestAFullServerIsNamed(t *testing.T) {
	for code, want := range map[string]bool{"53100": true, "53200": false} {
		if got := (&postgres{}).full(errors.Join(errors.New("rows"), &pgconn.PgError{Code: code})); got != want {
			t.Errorf("%s: %v", code, got)
		}
	}
}
