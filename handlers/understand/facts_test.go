package understand_test

import (
	"fmt"
	"strings"

	"moneytrail/handlers/understand"
)

// facts writes what a reading found on one line: days with what they are of,
// amounts with operator and currency, references, hour.
func facts(r understand.Reading) string {
	var out []string
	for _, d := range r.Dates {
		s := d.From.String()
		if d.To != d.From {
			s += ".." + d.To.String()
		}
		if d.Of != understand.OfUnknown {
			s += " " + string(d.Of)
		}
		out = append(out, s)
	}
	for _, a := range r.Amounts {
		s := map[understand.Op]string{understand.Eq: "=", understand.Gte: ">=", understand.Lte: "<=", understand.Between: "="}[a.Op]
		if a.Op == understand.Between {
			s += a.Min + ".." + a.Max
		} else {
			s += a.Value
		}
		out = append(out, s+a.Currency)
	}
	for _, f := range []struct{ name, value string }{{"last4", r.Last4}, {"rrn", r.RRN}, {"terminal", r.Terminal}, {"slip", r.Slip}, {"ref", r.Reference}} {
		if f.value != "" {
			out = append(out, f.name+" "+f.value)
		}
	}
	if r.Hour >= 0 {
		out = append(out, fmt.Sprintf("%dh", r.Hour))
	}
	return strings.Join(out, ", ")
}
