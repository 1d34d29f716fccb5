package script

import "testing"

func TestDaysThatWereMissedByASlip(t *testing.T) {
	for text, want := range map[string]string{
		"wendsday payout":       "wednesday payout",
		"Thrusday's batch":      "thursday's batch",
		"yesturdays 300":        "yesterdays 300",
		"tommorow or saterday":  "tomorrow or saturday",
		"mondy":                 "monday",
		"since octobr":          "since october",
		"Monday and Fridays":    "",
		"sundry items, sundaes": "",
		"the money of a friend": "",
		"remember the member":   "",
		"midday, someday":       "",
		"K0010001 tues":         "",
	} {
		if want == "" {
			want = text
		}
		if got := Days(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
