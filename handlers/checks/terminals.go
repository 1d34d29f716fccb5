package checks

import (
	"cmp"
	"maps"
	"slices"

	"moneytrail/handlers/flow"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// security are the kinds of events that terminals report of their own safety.
var security = []string{"LOGIN_FAILED", "TAMPER", "MOVED", "OFFLINE", "FIRMWARE"}

// Reported gives what terminals reported of their safety from a day on, in the
// order of time.
func Reported(events []record.Event, from calendar.Date) []record.Event {
	out := slices.DeleteFunc(slices.Clone(events), func(e record.Event) bool {
		return !slices.Contains(security, e.Kind) || calendar.DateOf(e.Time.Time) < from
	})
	slices.SortStableFunc(out, func(a, b record.Event) int { return a.Time.Compare(b.Time.Time) })
	return out
}

// Terminals tells what Reported found comes to: an alarm is an opened or a
// moved terminal, and is named.
func Terminals(reported []record.Event) flow.Checked {
	f, outcome := facts{"count": flow.NumberOf(int64(len(reported)))}, "none"
	for _, e := range reported {
		switch e.Kind {
		case "TAMPER", "MOVED":
			outcome = "alarm"
			f.text("terminal", e.TerminalID)
		case "LOGIN_FAILED", "OFFLINE":
			if outcome != "alarm" {
				outcome = "events"
			}
		default:
			if outcome == "none" {
				outcome = "quiet"
			}
		}
	}
	return flow.Checked{Outcome: outcome, Facts: f}
}

// Firmware compares the last version that each terminal reported with the
// newest: that which the operator set, or else the newest that any of these
// terminals reported. The one that is furthest behind is named.
func Firmware(events []record.Event, newest string) flow.Checked {
	last := map[string]record.Event{}
	for _, e := range events {
		if _, ok := patterns.OlderFirmware(e.Reference, e.Reference); !ok || e.Kind != "FIRMWARE" {
			continue
		}
		if l, known := last[e.TerminalID]; !known || !e.Time.Before(l.Time.Time) {
			last[e.TerminalID] = e
		}
	}
	if len(last) == 0 {
		return flow.Checked{Outcome: "unknown"}
	}
	all := slices.SortedFunc(maps.Values(last), func(a, b record.Event) int {
		if older, _ := patterns.OlderFirmware(a.Reference, b.Reference); older {
			return -1
		}
		if newer, _ := patterns.OlderFirmware(b.Reference, a.Reference); newer {
			return 1
		}
		return cmp.Compare(a.TerminalID, b.TerminalID)
	})
	newest = cmp.Or(newest, all[len(all)-1].Reference)
	f := facts{}
	f.text("newest", newest)
	if behind, _ := patterns.OlderFirmware(all[0].Reference, newest); !behind {
		return flow.Checked{Outcome: "current", Facts: f}
	}
	f.text("terminal", all[0].TerminalID)
	f.text("version", all[0].Reference)
	return flow.Checked{Outcome: "old", Facts: f}
}

// AccountChange tells when the account for payouts was last changed, within
// the days from from on, and the last four digits of the one now.
func AccountChange(events []record.Event, from calendar.Date, account string) flow.Checked {
	var last *record.Event
	for _, e := range events {
		if e.Kind == "ACCOUNT_CHANGED" && calendar.DateOf(e.Time.Time) >= from && (last == nil || e.Time.After(last.Time.Time)) {
			last = &e
		}
	}
	if last == nil {
		return flow.Checked{Outcome: "none"}
	}
	f := facts{"changed": {Kind: flow.OfMoment, At: last.Time.Time}}
	f.text("account", account)
	return flow.Checked{Outcome: "changed", Facts: f}
}
