package main

import (
	"os"
	"runtime/debug"
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
