package xlsx

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/importer/markup"
)

// styles reads which cell styles show numbers as dates.
func (w *Workbook) styles(name string) error {
	if w.parts[name] == nil {
		return nil
	}
	codes := map[string]string{}
	return w.each(name, func(x xml.StartElement, s *markup.Scanner) error {
		n := len(s.Open)
		switch {
		case x.Name.Local == "numFmt" && len(codes) < maxStyles:
			codes[attr(x, "numFmtId")] = attr(x, "formatCode")
		case x.Name.Local == "xf" && n > 1 && s.Open[n-2] == "cellXfs" && len(w.dates) < maxStyles:
			id := attr(x, "numFmtId")
			code, own := codes[id]
			w.dates = append(w.dates, own && dateCode(code) || !own && dateID(id))
		}
		return nil
	})
}

// dateID tells the built-in formats that are dates or times (ECMA-376 18.8.30,
// with those of East Asian versions).
func dateID(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58)
}

// dateCode tells whether a format code has a day, month, year or hour in it,
// outside of quotes, brackets and escapes.
func dateCode(code string) bool {
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return false
			}
			if inside := strings.ToLower(code[i+1 : i+end]); inside == "" {
				break
			} else if strings.Trim(inside, "h") == "" || strings.Trim(inside, "m") == "" || strings.Trim(inside, "s") == "" {
				return true // elapsed time
			}
			i += end
		case '\\', '_', '*':
			i++
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			return true
		case 'G', 'g': // General
			i += len("General") - 1
		}
	}
	return false
}

// exact is how many digits a spreadsheet keeps of a number.
const exact = 15

// number gives the text of a stored number: as it is, if it has no more digits
// than the spreadsheet keeps, or is one of the whole numbers that its column
// keeps; else at those digits, as the cell shows it (1.1
// is stored as 1.1000000000000001). A whole number that lost digits keeps an
// exponent, by which the importer tells what a spreadsheet destroyed.
func number(v string, kept bool) string {
	if plain(v) || whole(v) && (kept || v[exact] != '0') {
		return v
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return v
	}
	s := strconv.FormatFloat(f, 'E', exact-1, 64)
	mantissa, exponent, _ := strings.Cut(s, "E")
	e, _ := strconv.Atoi(exponent)
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	digits := strings.TrimRight(strings.Replace(mantissa, ".", "", 1), "0")
	switch {
	case digits == "":
		return "0"
	case e >= exact || e < -20:
		return s
	case e < 0:
		return sign + "0." + strings.Repeat("0", -e-1) + digits
	case len(digits) <= e+1:
		return sign + digits + strings.Repeat("0", e+1-len(digits))
	}
	return sign + digits[:e+1] + "." + digits[e+1:]
}

// plain tells a decimal without exponent and of no more digits than are kept.
func plain(v string) bool {
	t := strings.TrimPrefix(v, "-")
	whole, fraction, point := strings.Cut(t, ".")
	if whole == "" || point && fraction == "" || len(strings.TrimLeft(whole+fraction, "0")) > exact {
		return false
	}
	for i := 0; i < len(t); i++ {
		if (t[i] < '0' || t[i] > '9') && t[i] != '.' {
			return false
		}
	}
	return true
}

// whole tells a number of 16 digits that a cell can hold exactly. Programs
// store such ids exactly, spreadsheets make the last digit 0: where a column has
// one that ends in another digit, those that end in 0 are as they were too.
func whole(v string) bool {
	n, err := strconv.ParseInt(v, 10, 64)
	return err == nil && len(v) == exact+1 && n < 1<<53
}

// day gives the date of a number of days since the end of 1899 (or from 1904
// on), with the hour where it has one, or the hour alone below one day.
func (epoch from1904) day(v string) (string, bool) {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f < 0 || f > 2_958_466 {
		return "", false
	}
	days, part := math.Modf(f)
	seconds := math.Round(part * 86_400)
	if days == 0 && seconds > 0 && seconds < 86_400 {
		return time.Unix(int64(seconds), 0).UTC().Format(time.TimeOnly), true
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case bool(epoch):
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60: // spreadsheets count a 29 February 1900
		start = start.AddDate(0, 0, 1)
	}
	t := start.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second)
	if t.Hour()+t.Minute()+t.Second() == 0 {
		return t.Format(time.DateOnly), true
	}
	return t.Format(time.DateTime), true
}
