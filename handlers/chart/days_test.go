package chart

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"moneytrail/recon/calendar"
)

func picture(t interface {
	Fatal(...any)
	Helper()
}, currency string, days []Day) image.Image {
	t.Helper()
	b, err := Days(currency, days)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// count tells how many pixels have a colour.
func count(img image.Image, c interface {
	RGBA() (r, g, b, a uint32)
}) int {
	n := 0
	r, g, b, _ := c.RGBA()
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if pr, pg, pb, _ := img.At(x, y).RGBA(); pr == r && pg == g && pb == b {
				n++
			}
		}
	}
	return n
}

// A day that arrived whole has no pale part, one that did not arrive no dark one, and half is half.
func TestHowMuchArrivedIsSeen(t *testing.T) {
	on := func(total, arrived int64) []Day {
		day, _ := calendar.ParseDate("2026-11-16")
		return []Day{{day, total, arrived}, {day + 1, total, arrived}, {day + 2, total, arrived}}
	}
	all, none, half := picture(t, "CNY", on(100000, 100000)), picture(t, "CNY", on(100000, 0)), picture(t, "CNY", on(100000, 50000))
	if count(all, toCome) > 0 || count(all, arrived) == 0 || count(none, arrived) > 0 || count(none, toCome) == 0 {
		t.Errorf("whole: %d pale, %d dark; nothing: %d pale, %d dark", count(all, toCome), count(all, arrived), count(none, toCome), count(none, arrived))
	}
	dark, pale := count(half, arrived), count(half, toCome)
	if dark == 0 || pale < dark*9/10 || pale > dark*11/10 {
		t.Errorf("half: %d pale, %d dark", pale, dark)
	}
}

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		low, high int64
		currency  string
		want      string
	}{
		{0, 1234567, "CNY", "0 5,000 10,000 15,000"},
		{0, 100000, "CNY", "0 200 400 600 800 1,000"},
		{0, 0, "CNY", "0 1"},
		{-30000, 120000, "CNY", "-500 0 500 1,000 1,500"},
		{0, 98000, "JPY", "0 20,000 40,000 60,000 80,000 100,000"},
		{0, 99, "", "0 20 40 60 80 100"},
	} {
		var got []string
		for _, m := range amountTicks(c.low, c.high, c.currency) {
			got = append(got, m.Label)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%d to %d %s: %s, want %s", c.low, c.high, c.currency, s, c.want)
		}
	}
}

// Whatever the days were like, there is a picture of them.
func TestAnyDaysCanBeDrawn(t *testing.T) {
	for _, c := range []struct {
		currency string
		amounts  []int64
	}{
		{"CNY", []int64{0, 0, 0}}, {"JPY", []int64{1, 0, 0}}, {"KWD", []int64{-1e12, 5, 1e13}},
		{"", []int64{-1, -2, -3}}, {"CNY", []int64{1e15, 1e15, 1e15}},
	} {
		var days []Day
		for i, n := range c.amounts {
			days = append(days, Day{calendar.Date(20000 + i), n, n / 2})
		}
		if img := picture(t, c.currency, days); img.Bounds().Dx() != width || img.Bounds().Dy() != height {
			t.Error(img.Bounds())
		}
	}
}

func TestTooFewAndTooMany(t *testing.T) {
	for _, n := range []int{0, 2, mostDays + 1} {
		if _, err := Days("CNY", make([]Day, n)); !errors.Is(err, ErrDays) {
			t.Errorf("%d days: %v", n, err)
		}
	}
	if Fits(2) || !Fits(3) || !Fits(mostDays) || Fits(mostDays+1) {
		t.Error("what is worth a picture")
	}
}

func BenchmarkDays(b *testing.B) {
	days := make([]Day, 31)
	for i := range days {
		days[i] = Day{calendar.Date(20000 + i), int64(100000 + i*7919%50000), int64(50000 + i*7919%50000)}
	}
	for b.Loop() {
		if _, err := Days("CNY", days); err != nil {
			b.Fatal(err)
		}
	}
}
