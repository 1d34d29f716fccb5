package trail_test

import (
	"testing"
	"time"

	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/trail"
)

// A file is late from its hour on, and before it only not here: then nobody has
// to act. Where nothing is known of the source, it is late when it is wanted.
func TestAFileIsLateFromItsHourOn(t *testing.T) {
	nightly := schedule.Rule{Pattern: schedule.Every, Zone: zone("Asia/Shanghai"), By: 190, Lag: 1, Grace: time.Hour}
	lines := func(r schedule.Rule) func(*shop) {
		return func(s *shop) { sale(s); s.Sources[1].Covers, s.Sources[1].Rule = day("2026-11-22"), r }
	}
	bank := func(r schedule.Rule) func(*shop) {
		return paid(record.PayoutSent, func(s *shop) { s.Sources[3].Covers, s.Sources[3].Rule = day("2026-11-23"), r })
	}
	run(t, []story{
		{"the night's file has not come yet", lines(nightly), "2026-11-24 00:30", trail.Captured, "not_known_yet", trail.Clock, "2026-11-23", 0},
		{"nor a little after its hour", lines(nightly), "2026-11-24 04:09", trail.Captured, "not_known_yet", trail.Clock, "2026-11-23", 0},
		{"now it is late", lines(nightly), "2026-11-24 04:10", trail.Captured, "not_known_yet+file_late", trail.Operator, "2026-11-23", 0},
		{"nobody knows its hour", lines(schedule.Rule{}), "2026-11-24 00:30", trail.Captured, "not_known_yet+file_late", trail.Operator, "2026-11-23", 0},
		{"the bank's file has not come yet: the payout is not missing", bank(nightly), "2026-11-25 03:00", trail.PaidOut, "not_known_yet", trail.Clock, "2026-11-23", 0},
		{"the bank's file is late: still not missing", bank(nightly), "2026-11-25 08:00", trail.PaidOut, "not_known_yet+file_late", trail.Operator, "2026-11-23", 0},
	})
}
