package trail

import (
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// Build gives one trail for each of f.Sales that is a transaction of its own
// (rows that joined another witness's are evidence of that one), in their
// order. now is business time; cals must have the calendars that terms name.
func Build(f Facts, cals *calendar.Set, now time.Time) []Trail {
	return newLedger(f, cals, now).all()
}

func (l *ledger) all() []Trail {
	out := make([]Trail, 0, len(l.Sales))
	for _, t := range l.Sales {
		if t.Joined == 0 {
			out = append(out, *l.trail(t))
		}
	}
	return out
}

// trail builds the trail of one transaction, once.
func (l *ledger) trail(t record.Transaction) *Trail {
	if done := l.built[t.Row]; done != nil {
		return done
	}
	tr := l.start(t)
	l.built[t.Row] = tr // before the rest: rows that refer to each other in a circle end here
	c := l.contract(t)
	tr.Business = l.businessDay(t, c)
	_, captured := l.captureOf(t.Row)
	undo, undone := l.undone(t.Row)
	silent := len(l.lines[t.Row]) == 0
	switch {
	case t.Type == record.Void || t.Type == record.Reversal:
		l.undoing(tr, t)
	case t.Status == record.Declined:
		l.noMoney(tr, t, Declined)
		if !silent {
			tr.Reasons = append(tr.Reasons, DeclinedButDebited)
		}
	case undone && undo.Type == record.Void:
		l.noMoney(tr, t, Voided)
	case undone:
		l.noMoney(tr, t, Reversed)
	case captured:
		capture, _ := l.captureOf(t.Row)
		l.share(tr, l.trail(capture))
	case t.Type == record.PreAuth && t.Status == record.Approved && silent:
		l.noMoney(tr, t, Unknown)
		tr.Reasons = append(tr.Reasons, NotCaptured)
	case t.Status == record.Unknown && silent:
		l.noMoney(tr, t, Unknown)
		tr.Reasons = append(tr.Reasons, DeclinedButDebited)
	default:
		l.money(tr, t, c)
	}
	if tr.Shares == 0 {
		tr.Reasons = sortReasons(tr.Reasons)
		if tr.Next == "" {
			tr.Next = actorOf(tr.Reasons)
		}
		tr.AsOf = l.asOf(*tr, t)
	}
	return tr
}

// start fills what the row itself says, and the hop that it proves.
func (l *ledger) start(t record.Transaction) *Trail {
	tr := &Trail{
		Row: t.Row, TransactionID: t.ID, MerchantID: t.MerchantID, MerchantName: l.Merchant.Name, TerminalID: t.TerminalID,
		Type: t.Type, RRN: t.RRN, OrderID: t.OrderID, Last4: t.Last4, Scheme: t.Scheme, SlipNo: t.SlipNo,
		Amount: t.Amount, Currency: t.Currency, Time: l.when(t), MatchedBy: "none",
		BankSeen: l.BankSeen[l.Merchant.Account.Key],
	}
	swiped := Hop{Name: HopSwiped, At: tr.Time, On: calendar.DateOf(tr.Time), Evidence: []Evidence{ofTransaction(t)}}
	for _, j := range l.joined[t.Row] {
		swiped.Evidence = append(swiped.Evidence, ofTransaction(j))
		// What one witness leaves open another may tell.
		fill(&tr.TerminalID, j.TerminalID)
		fill(&tr.RRN, j.RRN)
		fill(&tr.OrderID, j.OrderID)
		fill(&tr.Last4, j.Last4)
		fill(&tr.Scheme, j.Scheme)
		fill(&tr.SlipNo, j.SlipNo)
	}
	for _, r := range l.followers[t.Row] {
		if r.Status == record.Approved {
			swiped.Evidence = append(swiped.Evidence, ofTransaction(r))
		}
	}
	tr.Hops = []Hop{swiped}
	return tr
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// undoing is a REVERSAL or VOID row: it shares its original's state.
func (l *ledger) undoing(tr *Trail, t record.Transaction) {
	original, known := l.txns[l.original[t.Row]]
	switch {
	case t.Status == record.Declined:
		l.noMoney(tr, t, Declined)
	case t.Status == record.Unknown: // whether the sale was undone, nobody knows
		l.noMoney(tr, t, Unknown)
		tr.Reasons = append(tr.Reasons, DeclinedButDebited)
	case known:
		l.share(tr, l.trail(original))
	case t.Type == record.Void:
		l.noMoney(tr, t, Voided)
	default:
		l.noMoney(tr, t, Reversed)
	}
}

// share gives tr the state of the transaction whose money it is about.
func (l *ledger) share(tr, of *Trail) {
	tr.Shares = of.Row
	if of.Shares != 0 {
		tr.Shares = of.Shares
	}
	tr.State, tr.Reasons, tr.Next, tr.Due = of.State, of.Reasons, of.Next, of.Due
	tr.Payout, tr.HoldReason, tr.NeededBy = of.Payout, of.HoldReason, of.NeededBy
	tr.LineID, tr.MatchedBy, tr.EntryID = of.LineID, of.MatchedBy, of.EntryID
	tr.Explanation, tr.BankSeen, tr.Late, tr.AsOf = of.Explanation, of.BankSeen, of.Late, of.AsOf
	if len(of.Hops) == 0 {
		return
	}
	for _, e := range of.Hops[0].Evidence {
		if !slices.Contains(tr.Hops[0].Evidence, e) {
			tr.Hops[0].Evidence = append(tr.Hops[0].Evidence, e)
		}
	}
	tr.Hops = append(tr.Hops, of.Hops[1:]...)
}

// noMoney is a row that moves no money. Where a settlement line moved some
// nevertheless, all of it is unexplained.
func (l *ledger) noMoney(tr *Trail, t record.Transaction, state State) {
	tr.State = state
	lines := l.lines[t.Row]
	if len(lines) == 0 {
		return
	}
	if state != Declined {
		tr.Reasons = append(tr.Reasons, AmountMismatch)
	}
	l.clearedHop(tr, lines)
	tr.LineID, tr.MatchedBy = lines[0].ID, lines[0].MatchedBy
	for _, line := range lines {
		s := l.ofLine(line, t, terms.Due{})
		tr.Parts = append(tr.Parts, l.part(line, s, Part{}))
		tr.note("line " + line.ID + " settles a transaction that moves no money")
		if line.Currency == tr.Currency {
			tr.Arithmetic.Unexplained += tr.Parts[len(tr.Parts)-1].Unexplained
			tr.Arithmetic.Arrived += arrivedOf(tr.Parts[len(tr.Parts)-1])
		}
	}
}

func (t *Trail) note(notes ...string) {
	for _, n := range notes {
		switch {
		case n == "" || strings.Contains(t.Explanation, n):
		case t.Explanation == "":
			t.Explanation = n
		default:
			t.Explanation += "; " + n
		}
	}
}
