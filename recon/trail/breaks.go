package trail

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// Break is one open item of reconciliation, for staff: something two
// witnesses disagree on, or one of them does not know. ID names the
// transaction, line, payout or bank entry, Amount what is at stake in minor
// units. AgeDays counts working days since it should have been otherwise.
type Break struct {
	Kind           Reason
	ID, MerchantID string
	Source         string // the witness of the row that ID names
	Amount         int64
	Currency       string
	AgeDays        int
	// Bucket is the age as lists of open items have it: 0, 1, 2-3, 4-7, 8-15, over 15.
	Bucket string
	// Explanation says what was compared with what; Closes what would end it, in
	// plain English.
	Explanation, Closes string
	// Suggested names the suggestions of matching any one of which would close
	// it, and Decided what a person decided, nil for nothing.
	Suggested []string
	Decided   *Decision
}

// BreakKey names a break for as long as it lasts. Of a payout it has the merchant
// too, who may be nobody yet (""): lines of several may name one by one number.
type BreakKey struct {
	Kind                 Reason
	Merchant, Source, ID string
}

// Decision is what a person decided of a break: it is no longer open, as long
// as the amount at stake is the one that was decided on.
type Decision struct {
	ID       string // the decision's own
	What     string // written_off
	Amount   int64  // minor units of Currency
	Currency string
	By       string // who
	At       time.Time
	Why      string
}

// Dispute is a row that a person linked to another than what it names itself:
// the reference stands, and somebody has to look.
type Dispute struct {
	Source, ID string
	Amount     int64 // minor units of Currency
	Currency   string
	Since      calendar.Date
	Text       string // who decided what, and what says otherwise
}

// BreakKinds lists the reasons that are exported as breaks, in order.
func BreakKinds() []Reason { return slices.Sorted(maps.Keys(closes)) }

// buckets are the ages of open items, by the last working day of each.
var buckets = [...]struct {
	last int
	name string
}{{0, "0"}, {1, "1"}, {3, "2-3"}, {7, "4-7"}, {15, "8-15"}}

// BucketOf gives the bucket of an age in working days.
func BucketOf(days int) string {
	for _, b := range buckets {
		if days <= b.last {
			return b.name
		}
	}
	return "over 15"
}

// BreaksOf lists the open breaks among trails, the lines that no transaction
// claims, the payouts of f and its orphan bank entries: each break once, in
// order of kind and id. trails must be built from f, cals and now. Those of
// f.Decided are left out; DecidedBreaks has them.
func BreaksOf(f Facts, trails []Trail, cals *calendar.Set, now time.Time) []Break {
	return slices.DeleteFunc(newLedger(f, cals, now).breaks(trails), func(b Break) bool { return b.Decided != nil })
}

// DecidedBreaks lists the breaks that would be open, had nobody decided on
// them, in order of kind and id. A break that is gone by itself is in neither list.
func DecidedBreaks(f Facts, trails []Trail, cals *calendar.Set, now time.Time) []Break {
	if len(f.Decided) == 0 {
		return nil
	}
	return slices.DeleteFunc(newLedger(f, cals, now).breaks(trails), func(b Break) bool { return b.Decided == nil })
}

func (l *ledger) breaks(trails []Trail) []Break {
	var out []Break
	for i := range trails {
		if trails[i].Shares == 0 {
			out = append(out, l.ofTrail(&trails[i])...)
		}
	}
	for _, line := range l.lines {
		if b, ok := l.ofOrphan(line); ok {
			out = append(out, b)
		}
	}
	for i := range l.settled {
		out = append(out, l.ofSettled(&l.settled[i])...)
	}
	for _, e := range l.Orphans {
		amount := e.Amount
		if e.Direction == record.Debit {
			amount = -amount
		}
		b := l.broken(OrphanBankEntry, e.Source, e.ID, amount, e.Currency, e.BookedOn, "no payout accounts for this bank entry")
		b.Suggested = l.suggested(func(s *match.Suggestion) []int64 { return s.Entries }, e.Row)
		out = append(out, b)
	}
	for _, d := range l.Disputes {
		b := l.broken(AmbiguousMatch, d.Source, d.ID, d.Amount, d.Currency, d.Since, d.Text)
		b.Closes = "a person who takes the decision back"
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b Break) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source))
	})
	return slices.CompactFunc(out, func(a, b Break) bool {
		return a.Kind == b.Kind && a.ID == b.ID && a.Source == b.Source && a.Amount == b.Amount && a.Currency == b.Currency
	})
}

// broken makes a break that is open since a day.
func (l *ledger) broken(kind Reason, source, id string, amount int64, currency string, since calendar.Date, text string) Break {
	b := Break{
		Kind: kind, ID: id, Source: source, MerchantID: l.Merchant.ID, Amount: amount, Currency: currency,
		AgeDays: l.age(since), Explanation: text, Closes: closes[kind],
	}
	b.Bucket = BucketOf(b.AgeDays)
	for _, merchant := range []string{l.Merchant.ID, ""} {
		if d, ok := l.Decided[BreakKey{kind, merchant, source, id}]; ok && d.Amount == amount && d.Currency == currency {
			b.Decided = &d
			break
		}
	}
	return b
}

// age counts the working days after a day up to today.
func (l *ledger) age(since calendar.Date) int {
	if since == 0 || since >= l.today {
		return 0
	}
	if l.cal != nil {
		return l.cal.Between(since, l.today)
	}
	days := 0
	for d := workingDayAfter(nil, since); d <= l.today; d = workingDayAfter(nil, d) {
		days++
	}
	return days
}

// suggested names the suggestions that have the row among their members.
func (l *ledger) suggested(members func(*match.Suggestion) []int64, row int64) (ids []string) {
	for i := range l.Suggestions {
		if s := &l.Suggestions[i]; slices.Contains(members(s), row) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// closes says what would end a break of each kind.
var closes = map[Reason]string{
	MissingInSettlement: "a settlement line that names the transaction, or a void or reversal of it",
	OrphanSettlement:    "the transaction that the line speaks of, or a line that takes the money back",
	AmbiguousMatch:      "a line that names its transaction by id or reference, or a person who says which it is",
	AmountMismatch:      "a corrected file of either side, or an adjustment of the difference",
	CurrencyMismatch:    "a corrected file in the currency of the other side",
	DuplicateSettlement: "a line that takes the second settlement back",
	RateMismatch:        "a corrected fee, or terms that give the fee that was charged",
	PayoutIsShort:       "a bank entry of the rest, or a corrected payout",
	PayoutIsOver:        "a bank entry that takes the surplus back, or a corrected payout",
	PayoutIsMissing:     "a bank entry that names the payout or has its amount, or the payer's word that it was not sent or came back",
	PayoutWasReturned:   "the payout paid again, or its lines in another payout",
	OrphanBankEntry:     "the payout that it pays, or a person who says that it is none",
}

// ofTrail gives the breaks that belong to the transaction; a payout's are its own.
func (l *ledger) ofTrail(t *Trail) []Break {
	var out []Break
	settled := t.settledOn()
	row := l.txn(t.Row)
	for _, r := range t.Reasons {
		switch r {
		case MissingInSettlement:
			b := l.broken(r, row.Source, t.TransactionID, t.Signed(), t.Currency, t.Due.On, "due on "+t.Due.On.String()+", and no settlement line names it")
			b.Suggested = l.suggested(func(s *match.Suggestion) []int64 { return s.Transactions }, t.Row)
			out = append(out, b)
		case AmountMismatch, DeclinedButDebited:
			if n := l.swipeGap(t); n != 0 {
				out = append(out, l.broken(AmountMismatch, row.Source, t.TransactionID, n, t.Currency, settled, t.Explanation))
			}
		case CurrencyMismatch:
			out = append(out, l.broken(r, row.Source, t.TransactionID, t.Signed(), t.Currency, settled, t.Explanation))
		}
	}
	for _, line := range l.linesOf(row) {
		out = append(out, l.ofLinked(t, row, line)...)
	}
	return out
}

// ofLinked gives the breaks of one line of a transaction.
func (l *ledger) ofLinked(t *Trail, row *swipe, line *LinkedLine) []Break {
	role := roleOf(row, line)
	if role == duplicateLine {
		return []Break{l.broken(DuplicateSettlement, line.Source, line.ID, line.Gross, line.Currency, line.SettledOn,
			cmp.Or(line.Explanation, "settles "+t.TransactionID+" once more"))}
	}
	if !l.moves(t) {
		if role == ownLine && line.Currency == t.Currency && l.swipeGap(t) != 0 {
			return nil // the transaction's own break has it
		}
		return []Break{l.broken(AmountMismatch, line.Source, line.ID, line.Gross, line.Currency, line.SettledOn,
			"settles "+t.TransactionID+", which moves no money")}
	}
	var out []Break
	if role == besideLine && line.State == match.Mismatch {
		kind := AmountMismatch
		if line.Currency != t.Currency {
			kind = CurrencyMismatch
		}
		out = append(out, l.broken(kind, line.Source, line.ID, line.Gross, line.Currency, line.SettledOn,
			cmp.Or(line.Explanation, "is more than is left of "+t.TransactionID)))
	}
	if want, wrong := l.wrongFee(line, row); wrong {
		out = append(out, l.broken(RateMismatch, line.Source, line.ID, line.Fee-want, line.Currency, line.SettledOn,
			fmt.Sprintf("charged %s, by the terms %s", money.Format(line.Fee, line.Currency), money.Format(want, line.Currency))))
	}
	return out
}

// moves says whether a transaction moves money at all.
func (l *ledger) moves(t *Trail) bool {
	switch t.State {
	case Declined, Reversed, Voided, Unknown:
		return false
	}
	return true
}

func (t *Trail) settledOn() calendar.Date {
	for _, p := range t.Parts {
		if p.SettledOn != 0 {
			return p.SettledOn
		}
	}
	return 0
}

// swipeGap is the amount by which swipe and lines differ: swiped less settled.
// The payout's own differences are not in it.
func (l *ledger) swipeGap(t *Trail) int64 {
	n := t.Arithmetic.Gross
	row := l.txn(t.Row)
	for _, line := range l.linesOf(row) {
		if roleOf(row, line) == ownLine && line.Currency == t.Currency {
			n -= line.Gross
		}
	}
	return n
}

func (l *ledger) ofOrphan(line *LinkedLine) (Break, bool) {
	if line.TransactionRow != 0 || line.State == "account" || line.State == "" {
		return Break{}, false // "": it waits for its merchant, and nobody has looked for its transaction yet
	}
	switch line.Type {
	case record.LineFee, record.LineReserve, record.LineAdjustment:
		return Break{}, false
	}
	kind, text := OrphanSettlement, "no transaction accounts for this settlement line"
	if line.Explanation != "" {
		text += ": " + line.Explanation
	}
	if len(line.Candidates) > 1 {
		kind, text = AmbiguousMatch, line.Explanation
	}
	b := l.broken(kind, line.Source, line.ID, line.Gross, line.Currency, line.SettledOn, text)
	b.Suggested = l.suggested(func(s *match.Suggestion) []int64 { return s.Lines }, line.Row)
	return b, true
}

// ofSettled gives the breaks of a payout: towards the bank, and towards its lines.
func (l *ledger) ofSettled(p *settled) []Break {
	var out []Break
	suggested := l.suggested(func(s *match.Suggestion) []int64 { return s.Payouts }, p.Row)
	add := func(kind Reason, amount int64, since calendar.Date, text string) {
		b := l.broken(kind, p.Source, p.ID, amount, p.Currency, since, text)
		b.Suggested = suggested
		out = append(out, b)
	}
	sent := p.ref.SentOn
	switch p.state {
	case PayoutShort:
		add(PayoutIsShort, p.bank.net()-p.amount(), p.bank.arrivedOn, p.movedText())
	case PayoutOver:
		add(PayoutIsOver, p.bank.net()-p.amount(), p.bank.arrivedOn, p.movedText())
	case PayoutMissing:
		text := fmt.Sprintf("sent on %s, and no bank entry fits by the end of %s", sent, p.checkBy)
		if len(suggested) > 0 {
			text = fmt.Sprintf("sent on %s, and by the end of %s no bank entry is surely it; one that may be is suggested", sent, p.checkBy)
		}
		add(PayoutIsMissing, p.amount(), p.checkBy, text)
	case PayoutReturned:
		text := strings.TrimSpace(p.FailureCode + " " + p.FailureReason)
		add(PayoutWasReturned, p.amount(), cmp.Or(p.bank.backOn, sent), cmp.Or(text, "the bank returned it"))
	}
	if want, wrong := l.wrongPayoutFee(p); wrong {
		add(RateMismatch, p.Fee-want, sent, fmt.Sprintf("charged a payout fee of %s, by the terms %s",
			money.Format(p.Fee, p.Currency), money.Format(want, p.Currency)))
	}
	if p.gap != 0 {
		add(AmountMismatch, p.gap, sent, p.gapText())
	}
	if p.foreign != "" {
		add(CurrencyMismatch, p.amount(), sent, fmt.Sprintf("payout %s is in %s, its lines are in %s", p.ID, p.Currency, p.foreign))
	}
	return out
}
