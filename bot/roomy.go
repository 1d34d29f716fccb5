package main

import (
	"os"
	"runtime/debug"
)

// roomy lets a command that works through millions of rows, and has the
// process to itself, collect its garbage less often: most of what it holds is
// gone with the next batch. Go's own memory stays below the limit as long as
// what is in use does; GOGC and GOMEMLIMIT, where set, win. It gives what ends it.
func roomy() func() {
	const percent, limit = 400, 128 << 20
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	was, had := debug.SetGCPercent(percent), debug.SetMemoryLimit(limit)
	return func() {
		debug.SetGCPercent(was)
		debug.SetMemoryLimit(had)
	}
}
