package main

import (
	"os"
	"runtime/debug"
)

// Limits of Go's own memory, beside which the database has its caches: while
// files are written, more of what is held is needed, and while links are made
// more of the database is.
const (
	writingRoom = 100 << 20
	linkingRoom = 72 << 20
)

// roomy lets a command that works through millions of rows, and has the
// process to itself, collect its garbage less often: most of what it holds is
// gone with the next batch. Go's own memory stays below the limit as long as
// what is in use does; GOGC and GOMEMLIMIT, where set, win. It gives what ends it.
func roomy(limit int64) func() {
	const percent = 400
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	was, had := debug.SetGCPercent(percent), debug.SetMemoryLimit(limit)
	return func() {
		debug.SetGCPercent(was)
		debug.SetMemoryLimit(had)
	}
}
