package match

import (
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Lines, Entries and Joins are the links alone, without decisions, in new room.

func Lines(txns []record.Transaction, lines []record.Line, zone *time.Location) []LineLink {
	return new(Matcher).Lines(txns, lines, zone, nil).Links
}

func Entries(payouts []PayoutSide, entries []record.Entry, cals *calendar.Set) []EntryLink {
	return new(Matcher).Entries(payouts, entries, cals, nil).Links
}

func Joins(txns []record.Transaction) []Join { return new(Matcher).Joins(txns) }
