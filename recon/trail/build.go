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
// The trails share memory with one another: they are for reading.
func Build(f Facts, cals *calendar.Set, now time.Time) []Trail {
	return newLedger(f, cals, now).all()
}

func (l *ledger) all() []Trail {
	if l.trails == nil {
		l.trails = make([]Trail, l.nSales)
	}
	for i := range l.nSales {
		l.trail(&l.own[i])
	}
	return l.trails
}

// pieces bounds how many things a slab makes room for at a time.
func pieces(n int) int { return max(8, min(n, 4096)) }

// trail builds the trail of one transaction, once.
func (l *ledger) trail(t *swipe) *Trail {
	if t.built != nil {
		return t.built
	}
	tr := l.room(t)
	if tr != &l.scratch { // before the rest: rows that refer to each other in a circle end here
		t.built = tr
	}
	l.start(tr, t)
	capture := l.captureOf(t)
	undo, undone := l.undone(t)
	silent := len(l.linesOf(t)) == 0
	why := reasonSet(0)
	switch {
	case t.Type == record.Void || t.Type == record.Reversal:
		why = l.undoing(tr, t)
	case t.Status == record.Declined:
		why = l.noMoney(tr, t, Declined)
		if !silent {
			why |= because(DeclinedButDebited)
		}
	case undone && undo.Type == record.Void:
		why = l.noMoney(tr, t, Voided)
	case undone:
		why = l.noMoney(tr, t, Reversed)
	case capture != nil:
		l.share(tr, t, capture)
		l.remarkCaptures(tr, t)
	case t.Type == record.PreAuth && t.Status == record.Approved && silent:
		why = l.noMoney(tr, t, Unknown) | because(NotCaptured)
	case t.Status == record.Unknown && silent:
		why = l.noMoney(tr, t, Unknown) | because(DeclinedButDebited)
	default:
		why = l.money(tr, t)
	}
	if tr.Shares == 0 && !l.lean {
		tr.Reasons = l.list(why)
		if l.brief {
			return tr
		}
		if tr.Next == "" {
			tr.Next = why.next()
		}
		tr.AsOf, tr.Why = l.asOf(tr, t), l.causes(tr, t)
	}
	return tr
}

// room gives the place where the trail of t is built. Where trails are brief,
// each is looked at but once: that of a row that no other asks for is used again.
func (l *ledger) room(t *swipe) *Trail {
	if l.brief && t.original < 0 && len(l.followers.of(t.position)) == 0 {
		l.scratch = Trail{}
		return &l.scratch
	}
	if int(t.position) < len(l.trails) {
		return &l.trails[t.position]
	}
	return &Trail{}
}

// list gives the reasons of a set; equal sets share one list.
func (l *ledger) list(s reasonSet) []Reason {
	if s == 0 {
		return nil
	}
	if l.words == nil {
		l.words = map[reasonSet][]Reason{}
	}
	words, known := l.words[s]
	if !known {
		words = slices.Clip(s.list())
		l.words[s] = words
	}
	return words
}

// start fills what the row itself says, and the hop that it proves.
func (l *ledger) start(tr *Trail, t *swipe) {
	tr.Row, tr.Time, tr.Amount, tr.Currency, tr.Type = t.Row, t.at, t.Amount, t.Currency, t.Type
	tr.Business = l.businessDay(t)
	tr.TransactionID, tr.MerchantID, tr.MatchedBy = t.ID, t.MerchantID, "none"
	if l.brief {
		return
	}
	tr.MerchantName, tr.TerminalID = l.Merchant.Name, t.TerminalID
	tr.RRN, tr.OrderID, tr.Last4, tr.Scheme, tr.CardType, tr.SlipNo = t.RRN, t.OrderID, t.Last4, t.Scheme, t.CardType, t.SlipNo
	tr.BankSeen, tr.Source = l.BankSeen[l.Merchant.Account.Key], t.Source
	joined, followers := l.joined.of(t.position), l.followers.of(t.position)
	swiped := append(l.evidence.take(1+len(joined)+len(followers)), ofTransaction(t.Transaction))
	for _, j := range joined {
		swiped = append(swiped, ofTransaction(j))
		// What one witness leaves open another may tell.
		fill(&tr.TerminalID, j.TerminalID)
		fill(&tr.RRN, j.RRN)
		fill(&tr.OrderID, j.OrderID)
		fill(&tr.Last4, j.Last4)
		fill(&tr.Scheme, j.Scheme)
		fill(&tr.CardType, j.CardType)
		fill(&tr.SlipNo, j.SlipNo)
	}
	for _, r := range followers {
		if r.Status == record.Approved {
			swiped = append(swiped, ofTransaction(r.Transaction))
		}
	}
	hops := 1
	if lines := l.linesOf(t); len(lines) > 0 {
		hops, tr.Source = 4, lines[0].Source
	}
	tr.Hops = append(l.hops.take(hops), Hop{Name: HopSwiped, At: tr.Time, On: t.day, Evidence: swiped})
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// undoing is a REVERSAL or VOID row: it shares its original's state.
func (l *ledger) undoing(tr *Trail, t *swipe) reasonSet {
	original := l.position(t.original)
	switch {
	case t.Status == record.Declined:
		return l.noMoney(tr, t, Declined)
	case t.Status == record.Unknown: // whether the sale was undone, nobody knows
		return l.noMoney(tr, t, Unknown) | because(DeclinedButDebited)
	case original != nil:
		l.share(tr, t, original)
		return 0
	case t.Type == record.Void:
		return l.noMoney(tr, t, Voided)
	}
	return l.noMoney(tr, t, Reversed)
}

// share gives tr the state of the transaction whose money it is about.
func (l *ledger) share(tr *Trail, t, original *swipe) {
	of := l.trail(original)
	t.moved, t.arrived = original.moved, original.arrived
	tr.Shares = of.Row
	if of.Shares != 0 {
		tr.Shares = of.Shares
	}
	tr.State, tr.Reasons, tr.Why, tr.Next, tr.Due = of.State, of.Reasons, of.Why, of.Next, of.Due
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
func (l *ledger) noMoney(tr *Trail, t *swipe, state State) (why reasonSet) {
	tr.State = state
	lines := l.linesOf(t)
	if len(lines) == 0 {
		return 0
	}
	if state != Declined {
		why = because(AmountMismatch)
	}
	l.clearedHop(tr, t, lines)
	tr.LineID, tr.MatchedBy = lines[0].ID, lines[0].MatchedBy
	if l.brief {
		return why
	}
	tr.Parts = l.parts.take(len(lines))
	for _, line := range lines {
		part := l.part(line, l.ofLine(line, t, terms.Due{}), Part{})
		tr.Parts = append(tr.Parts, part)
		tr.note("line " + line.ID + " settles a transaction that moves no money")
		if line.Currency == tr.Currency {
			tr.Arithmetic.Unsettled -= line.Gross
			tr.Arithmetic.Unexplained += part.Unexplained
			tr.Arithmetic.Arrived += arrivedOf(part)
		}
	}
	return why
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
