package answer

import (
	"fmt"
	"strings"
	"time"

	"moneytrail/recon/trail"
)

// StaffFacts tells a trail in lines for the support team, explanation included.
// All times are on the wall of the merchant's zone.
func (b *Book) StaffFacts(t trail.Trail) []string {
	f := facts{b: b, zone: t.Time.Location()}
	f.add("swipe", parts(t.TransactionID, t.Time.Format("2006-01-02 15:04:05"), string(t.Type), b.money(t.Amount, t.Currency),
		starred(t.Last4), t.Scheme, t.TerminalID, prefixed("RRN ", t.RRN), prefixed("order ", t.OrderID)))
	f.add("state", b.coded("short."+string(t.State), string(t.State)))
	f.add("reasons", b.reasonList(t.Reasons))
	f.add("next", b.coded("staff_actor."+string(t.Next), string(t.Next)))
	if t.Due.On != 0 {
		f.add("due", parts(t.Due.On.String(), t.Due.By, t.Due.Rule, prefixed("business day ", t.Due.BusinessDay.String()), t.Due.Moved))
	}
	f.add("hold", parts(t.HoldReason, prefixed("needed by ", t.NeededBy.String())))
	a := t.Arithmetic
	if a.Priced {
		adjusted := ""
		if a.Adjustments != 0 {
			adjusted = " + adjustments " + b.money(a.Adjustments, t.Currency)
		}
		f.add("sum", fmt.Sprintf("%s - fee %s%s = %s", b.money(a.Gross, t.Currency), b.money(a.Fee, t.Currency), adjusted, b.money(a.Net, t.Currency)))
	} else {
		f.add("sum", b.money(t.Signed(), t.Currency)+" "+b.both("fact.unpriced"))
	}
	if a.Unexplained != 0 {
		f.add("unexplained", b.money(a.Unexplained, t.Currency))
	}
	f.add("line", parts(t.LineID, prefixed("matched by ", t.MatchedBy)))
	if t.Payout != nil {
		f.payout(*t.Payout, t.Currency)
	}
	for _, h := range t.Hops {
		f.hop(h)
	}
	f.fresh(t.Late, t.AsOf)
	f.add("explanation", t.Explanation)
	return f.lines
}

// StaffPayout tells a payout in lines for the support team; zone is the merchant's.
func (b *Book) StaffPayout(v trail.PayoutView, zone *time.Location) []string {
	f := facts{b: b, zone: zone}
	f.payout(v.PayoutRef, v.Currency)
	f.add("reasons", b.reasonList(v.Reasons))
	f.add("next", b.coded("staff_actor."+string(v.Next), string(v.Next)))
	f.add("lines", fmt.Sprintf("%d: %s - fees %s = %s", len(v.Lines), b.money(v.Gross, v.Currency), b.money(v.LineFees, v.Currency), b.money(v.LinesNet, v.Currency)))
	f.add("sum", fmt.Sprintf("%s + carried in %s - carried out %s - payout fee %s = %s", b.money(v.LinesNet, v.Currency), b.money(v.CarriedIn, v.Currency),
		b.money(v.CarriedOut, v.Currency), b.money(v.Fee, v.Currency), b.money(v.Amount, v.Currency)))
	if v.Unexplained != 0 {
		f.add("unexplained", b.money(v.Unexplained, v.Currency))
	}
	if v.EntryID != "" {
		f.add("bank", parts(b.money(v.Banked, v.Currency), v.EntryID, prefixed("matched by ", v.MatchedBy)))
		f.add("difference", b.money(v.Difference, v.Currency))
	}
	for _, e := range v.Evidence {
		f.add("hop", row(e))
	}
	f.fresh(v.Late, v.AsOf)
	return f.lines
}

// facts collects labelled lines.
type facts struct {
	b     *Book
	zone  *time.Location
	lines []string
}

func (f *facts) add(id, value string) {
	if value != "" {
		f.lines = append(f.lines, f.b.both("fact."+id)+": "+value)
	}
}

func (f *facts) payout(r trail.PayoutRef, currency string) {
	f.add("payout", parts(r.ID, f.b.coded("payout_short."+string(r.State), string(r.State)), f.b.money(r.Amount, currency), prefixed("sent ", r.SentOn.String()), prefixed("arrived ", r.ArrivedOn.String()), prefixed("returned ", r.ReturnedOn.String()),
		starred(r.Account), prefixed("bank ref ", r.BankReference), r.FailureCode, r.FailureReason))
}

func (f *facts) hop(h trail.Hop) {
	at := h.On.String()
	if !h.At.IsZero() {
		at = f.local(h.At)
	}
	var rows []string
	for i, e := range h.Evidence {
		if i == 3 {
			rows = append(rows, fmt.Sprintf("+%d", len(h.Evidence)-i))
			break
		}
		rows = append(rows, row(e))
	}
	f.add("hop", parts(string(h.Name), at, strings.Join(rows, "; ")))
}

func (f *facts) fresh(late *trail.Freshness, asOf trail.Freshness) {
	if late != nil {
		f.add("late", parts(late.Source, string(late.Kind), prefixed("covers to ", late.Covers.String()), prefixed("usual ", late.Usual)))
	}
	if asOf.Covers != 0 {
		f.add("asof", parts(asOf.Covers.String(), asOf.Source, string(asOf.Kind), prefixed("imported ", f.local(asOf.Imported))))
	}
}

// local tells a time on the merchant's wall, "" where there is none.
func (f *facts) local(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(f.zone).Format("2006-01-02 15:04")
}

// row names a row of a file, or the decision that stands for one.
func row(e trail.Evidence) string {
	if e.Kind == trail.ByPerson {
		return e.ID + ", confirmed by a person"
	}
	if e.File == "" {
		return e.ID
	}
	return fmt.Sprintf("%s %s:%d", e.ID, e.File, e.Line)
}

func (b *Book) reasonList(list []trail.Reason) string {
	var out []string
	for _, r := range list {
		out = append(out, b.StaffReason(string(r)))
	}
	return strings.Join(out, " + ")
}

// parts joins what is not empty.
func parts(list ...string) string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

func prefixed(word, s string) string {
	if s == "" {
		return ""
	}
	return word + s
}

func starred(last4 string) string { return prefixed("··", last(last4)) }
