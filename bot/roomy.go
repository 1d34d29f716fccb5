package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// Limits of Go's own memory, beside which the database has its caches: while
// files are written, more of what is held is needed, and while links are made
// more of the database is. Files of any size are imported within 128 MiB over
// what an idle process has; twice the room would make the first ones a quarter
// cheaper. An export reads alone. What serves also remembers what answers read.
const (
	writingRoom   = 84 << 20
	linkingRoom   = 72 << 20
	exportingRoom = 112 << 20
	servingRoom   = 160 << 20
)

// roomy lets a command collect its garbage less often, be it that it works through
// millions of rows or that it answers many messages: most of what it holds is
// gone with the next batch, or answer. Go's own memory stays below the limit as long as
// half of it is not in use; where more is, the limit follows, as the collector
// would hardly ever rest. GOGC and GOMEMLIMIT, where set, win. It gives what ends it.
func roomy(limit int64) func() {
	const percent = 400
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	was, had := debug.SetGCPercent(percent), setLimit(limit)
	ended := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() { follow(limit, ended) })
	return func() {
		close(ended)
		watching.Wait()
		debug.SetGCPercent(was)
		setLimit(had)
	}
}

// limits guards that a limit is only changed by who set it.
var limits sync.Mutex

func setLimit(limit int64) (had int64) {
	limits.Lock()
	defer limits.Unlock()
	return debug.SetMemoryLimit(limit)
}

// follow raises a limit to twice of what is in use, and takes it back to the
// least, until ended; one that was set inside of it is left alone.
func follow(least int64, ended <-chan struct{}) {
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	mine := least
	for {
		select {
		case <-ended:
			return
		case <-look.C:
		}
		limits.Lock()
		if want := max(least, 2*inUse()); debug.SetMemoryLimit(-1) == mine && want != mine {
			debug.SetMemoryLimit(want)
			mine = want
		}
		limits.Unlock()
	}
}

// inUse is how many bytes were left when garbage was last collected.
func inUse() int64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}
