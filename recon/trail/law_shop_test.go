package trail_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// books are the rows of one merchant as files bring them, day by day. What
// belongs together is found by match, as the product does it.
type books struct {
	t     *rapid.T
	cals  *calendar.Set
	zone  *time.Location
	m     record.Merchant
	terms []record.Terms
	today calendar.Date
	row   int64

	txns    []record.Transaction
	lines   []record.Line
	payouts []record.Payout
	entries []record.Entry
	events  []record.Event
	covers  map[record.Kind]calendar.Date // up to which day the files tell
	bank    bool
	settles map[int64]int64 // line -> the transaction it is about
}

func newBooks(t *rapid.T) *books {
	bps := int64(60)
	b := &books{t: t, cals: calendar.Builtin(), zone: zone("Asia/Shanghai"), today: day("2026-09-21"), bank: rapid.IntRange(0, 4).Draw(t, "bank") > 0,
		covers: map[record.Kind]calendar.Date{}, settles: map[int64]int64{}}
	b.m = record.Merchant{ID: "M1", Name: "老李面馆", Currency: "CNY", CutOff: b.pick("cut-off", "23:00", "24:00", "02:00"), FeeBPS: &bps,
		Cycle: b.pick("cycle", "T+1", "D+1", "T+0"), Account: record.Account{Key: "acc", Last4: "1234"}}
	b.terms = []record.Terms{{MerchantID: "M1", Scheme: "VISA", Cycle: "T+2", FeeBPS: pointer("100"), FeeFixed: pointer(int64(30)),
		FeeMin: pointer(int64(50)), FeeCap: pointer(int64(2000)), RefundFee: b.pick("refund fee", "kept", "returned", "")}}
	return b
}

func pointer[T any](v T) *T { return &v }

func (b *books) pick(label string, of ...string) string {
	return rapid.SampledFrom(of).Draw(b.t, label)
}

func (b *books) chance(label string, in int) bool { return rapid.IntRange(1, in).Draw(b.t, label) == 1 }

func (b *books) amount(label string) int64 { return rapid.Int64Range(1, 500000).Draw(b.t, label) }

func (b *books) origin() record.Origin {
	b.row++
	return record.Origin{Row: b.row, Source: "native", File: "file.csv", Line: int(b.row)}
}

func (b *books) id(prefix string) string { return fmt.Sprintf("%s%05d", prefix, b.row+1) }

// at is a moment of today; every call gives another minute.
func (b *books) at() record.Stamp {
	return record.Stamp{Time: b.today.In(b.zone).Add(time.Duration(b.row%1400)*time.Minute + 7*time.Second)}
}

// swipe adds a row of the terminal.
func (b *books) swipe(kind record.TransactionType, amount int64, change ...func(*record.Transaction)) *record.Transaction {
	id := b.id("T")
	t := record.Transaction{Origin: b.origin(), ID: id, MerchantID: "M1", TerminalID: "K1", Time: b.at(), Type: kind, Amount: amount,
		Currency: "CNY", Last4: id[2:], Scheme: b.pick("scheme", "UNIONPAY", "VISA"), RRN: "R" + id, OrderID: "O" + id, Status: record.Approved}
	for _, c := range change {
		c(&t)
	}
	b.txns = append(b.txns, t)
	return &b.txns[len(b.txns)-1]
}

// line adds a row of the clearing, for a transaction where one is given, which
// it names as one of the ladder's steps has it.
func (b *books) line(kind record.LineType, t *record.Transaction, gross, fee int64, change ...func(*record.Line)) *record.Line {
	id := b.id("L")
	l := record.Line{Origin: b.origin(), ID: id, SettledOn: b.today, MerchantID: "M1", TerminalID: "K1", Time: b.at(), Type: kind,
		Gross: gross, Fee: fee, Net: gross - fee, Currency: "CNY", Status: record.LinePaid}
	if t != nil {
		l.Time, l.Currency = t.Time, t.Currency
		b.settles[l.Row] = t.Row
		if t.Type == record.Capture && b.chance("names the authorisation", 2) {
			t = &record.Transaction{ID: t.OriginalID, RRN: t.OriginalRRN, OrderID: "O" + t.OriginalID}
		}
		switch b.pick("names it by", "id", "rrn", "order") {
		case "id":
			l.TransactionID = t.ID
		case "rrn":
			l.RRN = t.RRN
		default:
			l.OrderID = t.OrderID
		}
	}
	for _, c := range change {
		c(&l)
	}
	b.lines = append(b.lines, l)
	return &b.lines[len(b.lines)-1]
}

// links gives the lines as match links them.
func (b *books) links() []trail.LinkedLine {
	var out []trail.LinkedLine
	for i, link := range new(match.Matcher).Lines(b.txns, b.lines, b.zone, nil).Links {
		out = append(out, trail.LinkedLine{Line: b.lines[i], TransactionRow: link.Transaction, MatchedBy: link.MatchedBy,
			State: link.State, Explanation: link.Explanation, Candidates: link.Candidates})
	}
	return out
}

// facts gives what the store would load: rows, links, sums.
func (b *books) facts() trail.Facts {
	f := trail.Facts{Merchant: b.m, Zone: b.zone, Terms: b.terms, Sales: slices.Clone(b.txns), Events: b.events,
		BankSeen: map[string]bool{"acc": b.bank}, Now: b.end(), Calendars: b.cals}
	for kind, day := range b.covers {
		f.Sources = append(f.Sources, trail.Freshness{Source: "native", Kind: kind, Covers: day, Imported: day.In(b.zone).Add(27 * time.Hour), Usual: "03:00"})
	}
	f.Lines = b.links()
	f.Payouts = b.linked(f.Lines)
	claimed := map[int64]bool{}
	sides := make([]match.PayoutSide, len(f.Payouts))
	for i, p := range f.Payouts {
		sides[i] = match.PayoutSide{Payout: p.Payout, LinesNet: p.LinesNet, On: cmpOr(calendar.DateOf(p.SentAt.In(b.zone)), p.ExpectedOn, p.SentAt.IsZero())}
	}
	for _, link := range new(match.Matcher).Entries(sides, b.entries, b.cals, nil).Links {
		for i := range f.Payouts {
			if p := &f.Payouts[i]; link.Payout != 0 && p.Row == link.Payout {
				e := b.entries[slices.IndexFunc(b.entries, func(e record.Entry) bool { return e.Row == link.Entry })]
				p.Entries = append(p.Entries, trail.LinkedEntry{Entry: e, Role: link.Role, Rule: link.Rule, Share: link.Amount})
				claimed[e.Row] = true
			}
		}
	}
	for _, e := range b.entries {
		if !claimed[e.Row] {
			f.Orphans = append(f.Orphans, e)
		}
	}
	return f
}

func cmpOr(sent, expected calendar.Date, implied bool) calendar.Date {
	if implied {
		return expected
	}
	return sent
}

// linked gives the payouts with their lines: rows of their own, and those that
// only lines name.
func (b *books) linked(lines []trail.LinkedLine) []trail.LinkedPayout {
	var out []trail.LinkedPayout
	at := map[string]int{}
	for _, p := range b.payouts {
		at[p.ID] = len(out)
		out = append(out, trail.LinkedPayout{Payout: p})
	}
	for i := range lines {
		l := &lines[i]
		if l.PayoutID == "" {
			continue
		}
		n, known := at[l.PayoutID]
		if !known {
			n = len(out)
			at[l.PayoutID] = n
			out = append(out, trail.LinkedPayout{Payout: record.Payout{Origin: record.Origin{Row: 1_000_000 + l.Row, Source: "native"}, ID: l.PayoutID,
				MerchantID: "M1", Currency: l.Currency, Account: b.m.Account, Implied: true}})
		}
		p := &out[n]
		l.PayoutRow = p.Row
		p.ExpectedOn = max(p.ExpectedOn, l.SettledOn)
		if trail.PaidIn(l.Line) && l.Currency == p.Currency {
			p.LinesNet += l.Net
			p.LineRows = append(p.LineRows, trail.LineNet{Row: l.Row, Net: l.Net})
		}
	}
	return out
}
