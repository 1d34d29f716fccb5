package main

import "time"

// shifted is the clock of the process: business time is the machine's plus a
// fixed offset (MONEYTRAIL_CLOCK). Only business time is ever shifted.
type shifted time.Duration

// Now gives business time.
func (c shifted) Now() time.Time { return time.Now().Add(time.Duration(c)) }

// Machine gives the machine's own time.
func (c shifted) Machine() time.Time { return time.Now() }

// Shift brings a time that a network's machine stamped into business time.
func (c shifted) Shift(t time.Time) time.Time { return t.Add(time.Duration(c)) }
