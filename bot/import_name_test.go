package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The name of a file is text of a stranger: it is shown and kept without what
// acts on a terminal, and without a card number.
func TestTheNameOfAFileIsShownHarmless(t *testing.T) {
	h := newHouse(t)
	path := filepath.Join(h.dir, "a\x1b[31m\nb 6222021234567890128.csv")
	if err := os.WriteFile(path, []byte(oneSwipe), 0o600); err != nil {
		t.Skip("this system has no such names")
	}
	for _, out := range []string{h.does("import", path), h.does("import", path), h.does("import", "--files"), h.does("import", "--files", "--json"), h.does("trace", "T1", "--json")} {
		if strings.ContainsAny(out, "\x1b") || strings.Contains(out, "621234567890") || !strings.Contains(out, "a_[31m_b ****0128.csv") {
			t.Errorf("shown as %q", out)
		}
	}
}
