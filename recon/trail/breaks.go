package trail

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
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
	Amount         int64
	Currency       string
	AgeDays        int
	Explanation    string
}

// BreaksOf lists the breaks among trails, the lines that no transaction
// claims, the payouts of f and its orphan bank entries: each break once, in
// order of kind and id. trails must be built from f, cals and now.
func BreaksOf(f Facts, trails []Trail, cals *calendar.Set, now time.Time) []Break {
	l := newLedger(f, cals, now)
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
		if b, ok := l.ofSettled(&l.settled[i]); ok {
			out = append(out, b)
		}
	}
	for _, e := range l.Orphans {
		amount := e.Amount
		if e.Direction == record.Debit {
			amount = -amount
		}
		out = append(out, l.broken(OrphanBankEntry, e.ID, amount, e.Currency, e.BookedOn,
			"no payout accounts for this bank entry"))
	}
	slices.SortFunc(out, func(a, b Break) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return slices.Compact(out)
}

func (l *ledger) broken(kind Reason, id string, amount int64, currency string, since calendar.Date, text string) Break {
	b := Break{Kind: kind, ID: id, MerchantID: l.Merchant.ID, Amount: amount, Currency: currency, Explanation: text}
	if since == 0 || since >= l.today {
		return b
	}
	if l.cal != nil {
		b.AgeDays = l.cal.Between(since, l.today)
		return b
	}
	for d := workingDayAfter(nil, since); d <= l.today; d = workingDayAfter(nil, d) {
		b.AgeDays++
	}
	return b
}

// ofTrail gives the breaks that belong to the transaction; a payout's are its own.
func (l *ledger) ofTrail(t *Trail) []Break {
	var out []Break
	settled := t.settledOn()
	for _, r := range t.Reasons {
		switch r {
		case MissingInSettlement:
			out = append(out, l.broken(r, t.TransactionID, t.Signed(), t.Currency, t.Due.On,
				"due on "+t.Due.On.String()+", and no settlement line names it"))
		case AmountMismatch:
			if n := l.swipeGap(t); n != 0 {
				out = append(out, l.broken(r, t.TransactionID, n, t.Currency, settled, t.Explanation))
			}
		case CurrencyMismatch:
			out = append(out, l.broken(r, t.TransactionID, t.Signed(), t.Currency, settled, t.Explanation))
		case DuplicateSettlement:
			for _, line := range l.linesOf(l.txn(t.Row)) {
				if line.State == "duplicate" {
					out = append(out, l.broken(r, line.ID, line.Gross, line.Currency, line.SettledOn,
						cmp.Or(line.Explanation, "settles "+t.TransactionID+" once more")))
				}
			}
		case RateMismatch:
			out = append(out, l.rateBreaks(t)...)
		}
	}
	return out
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

func (l *ledger) rateBreaks(t *Trail) []Break {
	var out []Break
	row := l.txn(t.Row)
	for _, line := range l.linesOf(row) {
		if want, wrong := l.wrongFee(line, row); wrong && roleOf(row, line) == ownLine && line.Currency == t.Currency {
			out = append(out, l.broken(RateMismatch, line.ID, line.Fee-want, line.Currency, line.SettledOn,
				fmt.Sprintf("charged %s, by the terms %s", money.Format(line.Fee, line.Currency), money.Format(want, line.Currency))))
		}
	}
	return out
}

func (l *ledger) ofOrphan(line *LinkedLine) (Break, bool) {
	if line.TransactionRow != 0 || line.State == "account" || line.State == "" {
		return Break{}, false // "": it waits for its merchant, and nobody has looked for its transaction yet
	}
	switch line.Type {
	case record.LineFee, record.LineReserve, record.LineAdjustment:
		return Break{}, false
	}
	if len(line.Candidates) > 1 {
		return l.broken(AmbiguousMatch, line.ID, line.Gross, line.Currency, line.SettledOn, line.Explanation), true
	}
	text := "no transaction accounts for this settlement line"
	if line.Explanation != "" {
		text += ": " + line.Explanation
	}
	return l.broken(OrphanSettlement, line.ID, line.Gross, line.Currency, line.SettledOn, text), true
}

func (l *ledger) ofSettled(p *settled) (Break, bool) {
	sent := p.ref.SentOn
	switch p.state {
	case PayoutShort:
		return l.broken(PayoutIsShort, p.ID, p.bank.net()-p.amount(), p.Currency, p.bank.arrivedOn, p.movedText()), true
	case PayoutOver:
		return l.broken(PayoutIsOver, p.ID, p.bank.net()-p.amount(), p.Currency, p.bank.arrivedOn, p.movedText()), true
	case PayoutMissing:
		return l.broken(PayoutIsMissing, p.ID, p.amount(), p.Currency, p.checkBy,
			fmt.Sprintf("sent on %s, and no bank entry fits by the end of %s", sent, p.checkBy)), true
	case PayoutReturned:
		since := p.bank.backOn
		if since == 0 {
			since = sent
		}
		text := strings.TrimSpace(p.FailureCode + " " + p.FailureReason)
		if text == "" {
			text = "the bank returned it"
		}
		return l.broken(PayoutWasReturned, p.ID, p.amount(), p.Currency, since, text), true
	}
	if p.gap != 0 && p.state != PayoutCarried {
		return l.broken(AmountMismatch, p.ID, p.gap, p.Currency, sent, p.gapText()), true
	}
	return Break{}, false
}
