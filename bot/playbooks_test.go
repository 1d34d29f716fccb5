package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A folder is read again once it rests, also for what was written while it was
// read, and every few seconds while it cannot be used, whether or not anything
// was written to it.
func TestAFolderOfPlaybooksIsReadWhenItChangedAndWhenItFailed(t *testing.T) {
	t.Parallel()
	at := t.TempDir()
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(at, "a.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	p, now := newPlaybookFolder(at), time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	looks := func(want bool, after time.Duration, what string) {
		t.Helper()
		now = now.Add(after)
		if got := p.due(stamp(at), now); got != want {
			t.Errorf("%s: read %v", what, got)
		}
	}
	looks(false, time.Second, "nothing was written")
	write("between the stamp and the first look")
	looks(false, time.Second, "it is being written")
	looks(true, time.Second, "it rests")
	looks(false, time.Second, "it was read")
	p.failed = "a.toml: input/output error"
	looks(false, time.Second, "it failed just now")
	looks(true, playbooksAgain, "it failed a while ago")
	looks(false, time.Second, "it was tried again")
	p.failed = ""
	looks(false, playbooksAgain, "it was read")
	if err := os.Remove(filepath.Join(at, "a.toml")); err != nil {
		t.Fatal(err)
	}
	looks(false, time.Second, "a file went")
	looks(true, time.Second, "a file is gone")
}
