// Package chart draws statements as pictures. In a picture there are only
// digits, dates and the code of a currency, so it needs no language; the words
// stand in the caption. It is the only place that knows the drawing library.
package chart

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
)

// Day is one bar: what the merchant gets for a day's swipes, and how much of it
// arrived; in minor units of the picture's currency.
type Day struct {
	On             calendar.Date
	Total, Arrived int64
}

// Size of a picture in pixels, and how many days and marks have room beside each other.
const (
	width, height = 960, 480
	mostDays      = 92
	mostMarks     = 10
)

// Colours of what is still to come and of what arrived.
var (
	toCome  = drawing.ColorFromHex("9ec5fe")
	arrived = drawing.ColorFromHex("2e8b57")
	ink     = drawing.ColorFromHex("333333")
)

// ErrDays is given where Fits says no.
var ErrDays = errors.New("too few or too many days for a picture")

// Fits tells whether so many days can be drawn so that a picture says more than the text.
func Fits(days int) bool { return days >= 3 && days <= mostDays }

// Days draws one bar for each day as a PNG: its height is Total, the part from
// the bottom that is filled darker is Arrived.
func Days(currency string, days []Day) ([]byte, error) {
	if !Fits(len(days)) {
		return nil, ErrDays
	}
	x := make([]float64, len(days))
	totals, arrivals := make([]float64, len(days)), make([]float64, len(days))
	low, high := int64(0), int64(0)
	for i, d := range days { // floats place pixels; no amount is computed or printed from them
		x[i], totals[i], arrivals[i] = float64(i), float64(d.Total), float64(d.Arrived)
		low, high = min(low, d.Total, d.Arrived), max(high, d.Total, d.Arrived)
	}
	words := chart.Style{FontColor: ink, FontSize: 10, StrokeColor: ink}
	picture := chart.Chart{
		Title: currency, TitleStyle: chart.Style{FontColor: ink, FontSize: 12},
		Width: width, Height: height,
		Background: chart.Style{Padding: chart.Box{Top: 40, Left: 20, Right: 30, Bottom: 10}},
		XAxis:      chart.XAxis{Style: words, Ticks: dayTicks(days)},
		YAxis:      chart.YAxis{Style: words, Ticks: amountTicks(low, high, currency)},
		Series:     []chart.Series{bars(x, totals, toCome), bars(x, arrivals, arrived)},
	}
	var out bytes.Buffer
	if err := picture.Render(chart.PNG, &out); err != nil {
		return nil, fmt.Errorf("draw %d days: %w", len(days), err)
	}
	return out.Bytes(), nil
}

func bars(x, y []float64, colour drawing.Color) chart.Series {
	return chart.HistogramSeries{Style: chart.Style{StrokeColor: drawing.ColorWhite, FillColor: colour, StrokeWidth: 1},
		InnerSeries: chart.ContinuousSeries{XValues: x, YValues: y}}
}

// dayTicks names as many days as have room: 11-16.
func dayTicks(days []Day) []chart.Tick {
	step := (len(days) + mostMarks - 1) / mostMarks
	ticks := []chart.Tick{{Value: -0.5}} // the marks are the range: half a bar on both sides
	for i := 0; i < len(days); i += step {
		ticks = append(ticks, chart.Tick{Value: float64(i), Label: days[i].On.String()[5:]})
	}
	return append(ticks, chart.Tick{Value: float64(len(days)) - 0.5})
}

// amountTicks divides the amounts into at most seven round steps of whole units.
func amountTicks(low, high int64, currency string) []chart.Tick {
	unit := int64(1)
	if digits, known := money.Digits(currency); known || currency != "" {
		for range digits {
			unit *= 10
		}
	}
	step := unit
	for grow := 0; (high-low)/step >= 6; grow++ { // 1, 2, 5, 10, 20, 50, ...
		if grow%3 == 1 {
			step = step / 2 * 5
		} else {
			step *= 2
		}
	}
	var ticks []chart.Tick
	from, to := floor(low, step), -floor(-high, step)
	for at := from; at <= max(to, from+step); at += step {
		ticks = append(ticks, chart.Tick{Value: float64(at), Label: whole(at / unit)})
	}
	return ticks
}

func floor(n, step int64) int64 {
	if n >= 0 {
		return n / step * step
	}
	return -((-n + step - 1) / step * step)
}

// whole writes a whole number with its thousands apart: 12,000.
func whole(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
