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
		{"the bank's file of the day it was sent is late: it may have arrived, and is in time", paid(record.PayoutSent, func(s *shop) {
			s.Sources[3].Covers, s.Sources[3].Rule = day("2026-11-22"), nightly
		}), "2026-11-24 12:00", trail.PaidOut, "payout_pending", trail.Bank, "2026-11-23", 0},
		{"the bank's file has not come yet: the payout is not missing", bank(nightly), "2026-11-25 03:00", trail.PaidOut, "not_known_yet", trail.Clock, "2026-11-23", 0},
		{"the bank's file is late: still not missing", bank(nightly), "2026-11-25 08:00", trail.PaidOut, "not_known_yet+file_late", trail.Operator, "2026-11-23", 0},
	})
}

// A payout in time names the bank's file that is late: the money may be there already.
func TestAPayoutInTimeNamesTheLateFile(t *testing.T) {
	nightly := schedule.Rule{Pattern: schedule.Every, Zone: zone("Asia/Shanghai"), By: 190, Lag: 1, Grace: time.Hour}
	for now, late := range map[string]bool{"2026-11-24 04:09": false, "2026-11-24 04:10": true} {
		s := open(paid(record.PayoutSent, func(s *shop) { s.Sources[3].Covers, s.Sources[3].Rule = day("2026-11-22"), nightly }))
		if got := s.trail(t, "T1", now); (got.Late != nil) != late || got.Late != nil && got.Late.Kind != record.Entries {
			t.Errorf("at %s the late file is %v", now, got.Late)
		}
	}
}
