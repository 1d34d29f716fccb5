package storage_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// modernc.org/sqlite is generated for one version of modernc.org/libc; raising
// libc alone breaks it in ways that no compiler sees.
func TestLibcIsTheOneThatSQLiteAsksFor(t *testing.T) {
	list := func(format, module string) string {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", format, module).Output()
		if err != nil {
			t.Fatalf("go list -m %s: %v", module, err)
		}
		return strings.TrimSpace(string(out))
	}
	ours := list("{{.Version}}", "modernc.org/libc")
	theirs, err := os.ReadFile(list("{{.GoMod}}", "modernc.org/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(theirs)) {
		f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(f) >= 2 && f[0] == "modernc.org/libc" {
			if f[1] != ours {
				t.Errorf("go.mod gives modernc.org/libc %s, sqlite asks for %s: go get modernc.org/libc@%s", ours, f[1], f[1])
			}
			return
		}
	}
	t.Error("the go.mod of modernc.org/sqlite names no libc")
}
