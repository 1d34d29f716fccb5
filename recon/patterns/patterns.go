// Package patterns finds what stands out in a merchant's swipes and terminal
// events, measured against the merchant's own past: a noodle shop's lunch is
// many small swipes, and no sign of anything. Some signs say that the merchant
// may be a victim (a terminal tampered with, refunds at night): they are for the
// owner. Others point at a suspect (amounts just under a limit, one card again
// and again): they are for the payment company's risk team alone. It is pure:
// no clock of its own, no store. Whether a sign means anything a person decides.
package patterns

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Audience says who may hear of a finding.
type Audience string

// Audiences.
const (
	// Owner: the merchant may be a victim, and its owner is told.
	Owner Audience = "owner"
	// Risk: the merchant may be the one to look at; never a word to its people.
	Risk Audience = "risk"
)

// Strength says how far a finding goes beyond what its rule asks for.
type Strength string

// Strengths.
const (
	Weak   Strength = "weak"
	Strong Strength = "strong"
)

// Sum is money in one currency, in minor units.
type Sum struct {
	Currency string
	Amount   int64
}

// Usual is what the merchant's own past has beside a finding. Fields that the
// rule does not compare are zero.
type Usual struct {
	// Days is how many days on which the merchant sold were looked at.
	Days int
	// Most is the highest count of the same thing on one of them (in the rule's own window).
	Most int
	// Sum is the usual amount, of rules that look at each currency alone: the median
	// day or ticket, or the largest refund day.
	Sum Sum
	// Permille is the usual share of the rule, in thousandths.
	Permille int64
	// Place is the terminal's usual place.
	Place string
	// Version is the firmware that the terminal had before.
	Version string
}

// Row is one swipe or event that a finding rests on.
type Row struct {
	Kind           record.Kind // record.Transactions or record.Events
	Row            int64       // the store's key
	ID             string
	FileID         int64
	File           string
	Line           int
	At             time.Time // on the wall of the merchant's zone
	What           string    // SALE, REFUND, ..., or the event's kind
	Status         record.TransactionStatus
	Amount         int64 // minor units, 0 of an event
	Currency       string
	Terminal, Card string
}

// Finding is one sign on one day. Terminal, Card (last four digits), Operator,
// Place and Version are what it is about, "" where the rule does not look at them.
type Finding struct {
	Rule       Rule
	Audience   Audience
	Strength   Strength
	MerchantID string
	On         calendar.Date // the merchant's local day
	From, To   time.Time     // of the first and last row
	Terminal   string
	Card       string
	Scheme     string // of Card
	Operator   string
	Place      string
	Version    string
	Count      int   // of the rows that count, those that only lead up to it left out
	Sums       []Sum // of the approved swipes among the rows, by currency
	Usual      Usual
	Rows       []Row // in the order of time
	// Past: every row came with the first import of its source, so it is history
	// and no news.
	Past bool
}

// Key names a finding: the same rule, thing and day have the same key however
// many rows are added later. Parts are separated by blanks, which ids have none of.
func (f Finding) Key() string {
	var thing []string
	for _, s := range []string{f.Terminal, f.Scheme, f.Card, f.Operator, f.Usual.Sum.Currency} {
		thing = append(thing, strings.Join(strings.Fields(s), "_"))
	}
	return strings.Join([]string{f.MerchantID, string(f.Rule), strings.Join(thing, "/"), f.On.String()}, " ")
}

// Find gives the findings of the days from first to last (local days of the
// merchant, both included), up to now; in the order of days, rules and things.
// Rows after now are not seen. cals tells the merchant's days off; it may be nil.
func Find(a Activity, first, last calendar.Date, cals *calendar.Set, now time.Time) []Finding {
	l := newLedger(a, cals, now)
	var out []Finding
	for on := max(first, l.from); on <= min(last, l.today); on++ {
		if l.days[on] == nil {
			continue
		}
		s := &look{ledger: l, day: l.days[on], usual: l.usualBefore(on), tickets: map[string]ticket{}}
		for _, r := range rules {
			if s.usual.count() < r.history {
				continue
			}
			for _, f := range r.find(s) {
				f.Rule, f.Audience, f.MerchantID, f.On = r.id, r.audience, a.Merchant.ID, on
				f.Past = l.past(f.Rows)
				if f.Usual.Days == 0 {
					f.Usual.Days = s.usual.count()
				}
				out = append(out, f)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.On, y.On), cmp.Compare(order(x.Rule), order(y.Rule)), strings.Compare(x.Key(), y.Key()))
	})
	return out
}

// For gives the findings that an audience may hear of.
func For(all []Finding, who Audience) []Finding {
	var out []Finding
	for _, f := range all {
		if f.Audience == who {
			out = append(out, f)
		}
	}
	return out
}
