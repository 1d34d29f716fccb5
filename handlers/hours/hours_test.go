package hours

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
)

var shanghai = time.FixedZone("CST", 8*3600)

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// An answer within two working hours: at once, over the night, over a weekend,
// and over a weekend that a make-up day shortens.
func TestAPromiseCountsWorkingTime(t *testing.T) {
	for _, x := range []struct{ hours, from, by string }{
		{"09:00-21:00", "2026-11-20 15:20", "2026-11-20 17:20"},
		{"09:00-21:00", "2026-11-20 20:30", "2026-11-21 10:30"},
		{"working 09:00-18:00", "2026-11-20 15:20", "2026-11-20 17:20"},
		{"working 09:00-18:00", "2026-11-20 16:00", "2026-11-20 18:00"},
		{"working 09:00-18:00", "2026-11-20 17:20", "2026-11-23 10:20"},
		{"working CN 09:00-18:00", "2026-11-21 12:00", "2026-11-23 11:00"},
		{"working 09:00-18:00", "2026-09-30 17:00", "2026-10-08 10:00"}, // the October holidays
		{"working 09:00-18:00", "2026-10-09 17:00", "2026-10-10 10:00"}, // a Saturday that works
		{"Mon Thu 22:00-24:00", "2026-11-20 15:20", "2026-11-23 24:00"},
	} {
		h, err := Parse(x.hours, shanghai, calendar.Builtin())
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Replace(x.by, "2026-11-23 24:00", "2026-11-24 00:00", 1)
		from := moment(t, x.from)
		got, ok := h.After(from, 2*time.Hour)
		if !ok || !got.Equal(moment(t, want)) {
			t.Errorf("%s from %s: %s, want %s", x.hours, x.from, got, want)
		}
		if worked := h.Between(from, got); worked != 2*time.Hour {
			t.Errorf("%s from %s: %s were worked", x.hours, x.from, worked)
		}
	}
}

func TestHoursThatCannotBe(t *testing.T) {
	for text, says := range map[string]string{
		"": "no hours", "nine to five": "is not a time", "18:00-09:00": "is not a time", "09:00": "is not a time",
		"Funday 09:00-18:00": `"Funday" is no day`, "working XX 09:00-18:00": "there is no calendar XX",
	} {
		if _, err := Parse(text, shanghai, calendar.Builtin()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What After gives is within the hours, and Between takes it back.
func TestWorkingTimeAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"00:00-24:00", "09:00-18:00", "working 08:30-17:15", "Sat Sun 10:00-11:00", "Tue 23:00-24:00"}).Draw(t, "hours")
		h, err := Parse(text, shanghai, calendar.Builtin())
		if err != nil {
			t.Fatal(err)
		}
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, shanghai).Add(time.Duration(rapid.IntRange(0, 500*24*60).Draw(t, "minute")) * time.Minute)
		d := time.Duration(rapid.IntRange(1, 300).Draw(t, "worked")) * time.Minute
		at, ok := h.After(from, d)
		if !ok {
			t.Fatal("never")
		}
		if got := h.Between(from, at); got != d {
			t.Fatalf("%s from %s: %s comes to %s, in which %s were worked", text, from, d, at, got)
		}
		if last := at.Add(-time.Minute); !h.At(last) {
			t.Fatalf("%s: %s ends outside of the hours", text, at)
		}
	})
}

// Hours have just closed for a quarter of an hour after their end, at midnight
// too; not on a day off, nor where the next hours begin at once.
func TestHoursThatJustClosed(t *testing.T) {
	for _, x := range []struct {
		hours, at string
		want      string
	}{
		{"working 09:00-18:00", "2026-11-20 17:59", ""},
		{"working 09:00-18:00", "2026-11-20 18:00", "2026-11-20 18:00"},
		{"working 09:00-18:00", "2026-11-20 18:14", "2026-11-20 18:00"},
		{"working 09:00-18:00", "2026-11-20 18:15", ""},
		{"working 09:00-18:00", "2026-11-21 18:05", ""},
		{"Fri 22:00-24:00", "2026-11-21 00:05", "2026-11-21 00:00"},
		{"00:00-24:00", "2026-11-21 00:05", ""},
	} {
		h, err := Parse(x.hours, shanghai, calendar.Builtin())
		if err != nil {
			t.Fatal(err)
		}
		at, ok := h.Closed(moment(t, x.at))
		if ok != (x.want != "") || ok && !at.Equal(moment(t, x.want)) {
			t.Errorf("%s at %s: closed %v %s, want %q", x.hours, x.at, ok, at, x.want)
		}
	}
}
