package main

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"moneytrail/storage/testdb"
)

// A disk that takes no writes makes the process neither alive nor ready; what is
// asked meanwhile is answered when the disk takes writes again, by the same process.
func TestAFileThatTakesNoWrites(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["DATABASE"] = testdb.SQLite(t)
	h.imports(noodleShop)
	p := h.employs()
	p.shows(h, 200, 200, "")
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")

	limit := func(bytes uint64) {
		t.Helper()
		if err := unix.Prlimit(p.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: unix.RLIM_INFINITY}, nil); err != nil {
			t.Fatal(err)
		}
	}
	limit(0)
	li.Says("我的钱怎么还没到")
	p.shows(h, 503, 503, "disk")
	limit(unix.RLIM_INFINITY)
	p.shows(h, 200, 200, "")
	if _, err := li.Await("到账|出款|钱", 40*time.Second); err != nil {
		t.Errorf("what was asked meanwhile: %v", err)
	}
	if p.gone() {
		t.Error("the process ended")
	}
}
