package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// What a command holds of the books of many merchants may be more than its
// limit: it gets twice of that, and gives back what it needs no more.
func TestRoomFollowsWhatIsInUse(t *testing.T) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		t.Skip("the limits are set from outside")
	}
	const least, held = 16 << 20, 64 << 20
	runtime.GC()
	others, before := inUse(), debug.SetMemoryLimit(-1)
	end := roomy(least)
	books := make([]byte, held)
	becomes(t, "room for what is held", func(limit int64) bool { return limit >= 2*held })
	runtime.KeepAlive(books)

	inner := roomy(8 * held)
	becomes(t, "the limit inside", func(limit int64) bool { return limit == 8*held })
	inner()

	books = nil
	becomes(t, "less, as nothing is held", func(limit int64) bool { return limit < 2*others+held })
	end()
	if after := debug.SetMemoryLimit(-1); after != before {
		t.Errorf("the limit is %d after the command, %d before it", after, before)
	}
}

// becomes collects garbage until the limit is as wanted.
func becomes(t *testing.T, what string, wanted func(int64) bool) {
	t.Helper()
	for end := time.Now().Add(4 * time.Minute); ; time.Sleep(time.Millisecond) {
		runtime.GC()
		if wanted(debug.SetMemoryLimit(-1)) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s: the limit is still %d", what, debug.SetMemoryLimit(-1))
		}
	}
}
