package trail_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name string, value any) {
	t.Helper()
	got, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// friday is a day with something of everything: a sale that arrived short, one
// netted refund, one held, one missing, one charged back, an orphan line, a
// payout fee, and a bank entry that nobody claims.
func friday() *shop {
	s := open()
	for _, source := range []int{1, 3} {
		s.Sources[source].Imported = at("2026-11-24 06:00")
	}
	sold := sale(s)
	refund := s.swipe("T2", "2026-11-20 13:05", 20000, as(record.Refund, "T1"))
	held := s.swipe("T3", "2026-11-20 14:00", 88000, func(t *record.Transaction) { t.Last4 = "4321" })
	s.swipe("T4", "2026-11-20 15:00", 6600)
	back := s.swipe("T5", "2026-11-20 16:00", 5000)
	s.swipe("T6", "2026-11-20 17:00", 700, status(record.Declined))
	s.line("L1", "2026-11-23", sold, 350000, 2100, "P1")
	s.line("L2", "2026-11-23", refund, -20000, -120, "P1")
	s.line("L3", "2026-11-23", held, 88000, 528, "", heldFor("DOCUMENTS"))
	s.line("L5", "2026-11-23", back, 5000, 32, "P1")
	s.line("L6", "2026-11-24", back, -5000, 0, "", chargeback)
	s.line("L7", "2026-11-23", 0, 1234, 7, "P1", func(l *trail.LinkedLine) { l.State, l.MatchedBy = "orphan", "none" })
	s.line("L8", "2026-11-23", 0, 0, 300, "P1", func(l *trail.LinkedLine) { l.Type, l.State, l.MatchedBy = record.LineFee, "account", "none" })
	s.pay("P1", "2026-11-23 09:00", record.PayoutConfirmed, func(p *trail.LinkedPayout) {
		p.Fee, p.Amount, p.BankReference, p.StatementText = 100, p.LinesNet-100, "BR778", "MONEYTRAIL P1"
	})
	s.bank("B1", "2026-11-23", "P1", "payout", s.payoutOf("P1").Amount-900)
	s.Orphans = []record.Entry{{Origin: s.origin("bank.csv"), ID: "B9", BookedOn: day("2026-11-20"), Amount: 4200, Direction: record.Credit, Currency: "CNY"}}
	return s
}

func TestTraceJSON(t *testing.T) {
	s := friday()
	var all []any
	for _, id := range []string{"T1", "T3", "T4", "T6"} {
		all = append(all, s.trail(t, id, "2026-11-24 09:00").JSON())
	}
	late := open(func(s *shop) { s.Sources[1].Covers = day("2026-11-20") })
	sale(late)
	all = append(all, late.trail(t, "T1", "2026-11-24 09:00").JSON())
	golden(t, "trace", all)
}

func TestPayoutJSON(t *testing.T) {
	s := friday()
	v, ok := trail.BuildPayout(s.Facts, s.payoutOf("P1").Row, calendar.Builtin(), at("2026-11-24 09:00"))
	if !ok {
		t.Fatal("no such payout")
	}
	golden(t, "payout", v.JSON())
	if _, ok := trail.BuildPayout(s.Facts, 9999, calendar.Builtin(), at("2026-11-24 09:00")); ok {
		t.Error("a payout that is not there was found")
	}
}

func TestDayJSON(t *testing.T) {
	s := friday()
	golden(t, "day", trail.BuildDay(s.Facts, day("2026-11-20"), calendar.Builtin(), at("2026-11-24 09:00")).JSON())
	golden(t, "day_of_arrival", trail.BuildDay(s.Facts, day("2026-11-23"), calendar.Builtin(), at("2026-11-24 09:00")).JSON())
}
