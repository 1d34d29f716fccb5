package trail

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// PayoutStateOf says what became of a payout. bankSeen tells whether its
// account has bank entries of owner payee; cal is the calendar of the first
// working day after sending (nil: Monday to Friday); now is in the merchant's
// zone, which gives the days their borders.
//
// An implied payout (no row of its own) of which nothing else is known is
// expected. A credit of the payee proves arrival whatever the payer's row says,
// unless it went back: returns count against credits, and a payout that was
// returned and credited again has arrived. Without entries of the payee, the
// payer's own account is the witness for sent and returned.
func PayoutStateOf(p LinkedPayout, bankSeen bool, cal *calendar.Calendar, now time.Time) PayoutState {
	b := bankOf(p, now.Location())
	amount := p.amount()
	switch {
	case b.returned && b.net() <= 0, p.Status == record.PayoutReturned && !(b.returned && b.net() > 0):
		return PayoutReturned
	case b.net() > 0:
		switch net := b.net(); {
		case net < amount:
			return PayoutShort
		case net > amount:
			return PayoutOver
		}
		return PayoutArrived
	case b.sentBack:
		return PayoutReturned
	case amount <= 0:
		return PayoutCarried
	case p.Status == record.PayoutFailed:
		return PayoutReturned
	}
	if check := checkBy(p, cal, now.Location()); bankSeen && check != 0 && calendar.DateOf(now) > check && (p.Status != record.PayoutPending || b.left) {
		return PayoutMissing
	}
	switch {
	case p.Status == record.PayoutConfirmed:
		return PayoutConfirmed
	case p.Status == record.PayoutSent, b.left:
		return PayoutSent
	}
	return PayoutExpected
}

// amount is what should arrive: the payout's own figure, or its lines' sum.
func (p LinkedPayout) amount() int64 {
	if p.Implied {
		return p.LinesNet
	}
	return p.Amount
}

// sentOn is the day a payout left, or should have left.
func sentOn(p LinkedPayout, zone *time.Location) calendar.Date {
	if day := dayOf(p.SentAt, zone); day != 0 {
		return day
	}
	return p.ExpectedOn
}

// checkBy is the first working day after sending; 0 where no day is known.
func checkBy(p LinkedPayout, cal *calendar.Calendar, zone *time.Location) calendar.Date {
	sent := sentOn(p, zone)
	if sent == 0 {
		return 0
	}
	return workingDayAfter(cal, sent)
}

// banked is what bank entries say of a payout.
type banked struct {
	credits, debits   int64 // of the payee, in the payout's currency
	returned          bool  // the payee's bank shows money going back
	left, sentBack    bool  // the payer's account shows it leaving, and coming back for good
	arrivedOn, backOn calendar.Date
	first             *LinkedEntry // the payee's first credit
}

func (b banked) net() int64 { return b.credits - b.debits }

func bankOf(p LinkedPayout, zone *time.Location) banked {
	var b banked
	var out, back int64
	entries := slices.Clone(p.Entries)
	slices.SortFunc(entries, func(a, c LinkedEntry) int {
		return cmp.Or(cmp.Compare(a.BookedOn, c.BookedOn), cmp.Compare(a.Row, c.Row))
	})
	for i, e := range entries {
		if e.Currency != "" && p.Currency != "" && e.Currency != p.Currency {
			continue
		}
		payer := e.Owner == record.Payer
		switch {
		case payer && e.Role == "payout":
			b.left, out = true, out+e.Amount
		case payer:
			back += e.Amount
			b.backOn = e.BookedOn
		case e.Role == "payout":
			b.credits += e.Amount
			b.arrivedOn = e.BookedOn
			if b.first == nil {
				b.first = &entries[i]
			}
		default:
			b.debits += e.Amount
			b.returned, b.backOn = true, e.BookedOn
		}
	}
	// Sent again after the return: the row was restated, or the account debited once more.
	again := sentOn(p, zone) > b.backOn && (p.Status == record.PayoutSent || p.Status == record.PayoutConfirmed)
	b.sentBack = back > 0 && back >= out && !again
	if b.returned && b.net() <= 0 && again {
		b.returned = false
	}
	return b
}

// settled is a payout as the trails see it.
type settled struct {
	LinkedPayout
	bank     banked
	bankSeen bool
	state    PayoutState
	late     *Freshness // the bank's file that should be here before anything is missing
	checkBy  calendar.Date
	// gap is the part of LinesNet that neither carry nor fee nor the payout's
	// own amount accounts for (positive: the payout is larger); moved is what
	// the bank shows beyond the payout's amount. Both are spread over the lines.
	gap, moved int64
	share      map[int64]int64 // by line row: its part of gap + moved
}

func (l *ledger) settle(p LinkedPayout) *settled {
	if p.ExpectedOn == 0 {
		for _, line := range l.inPayouts[p.Row] {
			p.ExpectedOn = max(p.ExpectedOn, line.SettledOn, line.DueOn)
		}
	}
	s := &settled{LinkedPayout: p, bank: bankOf(p, l.Zone), share: map[int64]int64{}}
	key := p.Account.Key
	if key == "" {
		key = l.Merchant.Account.Key
	}
	s.bankSeen = l.BankSeen[key]
	s.checkBy = checkBy(p, l.cal, l.Zone)
	s.state = PayoutStateOf(p, s.bankSeen, l.cal, l.now)
	if s.state == PayoutMissing {
		if late := l.lateBank(s.checkBy); late != nil {
			s.late = late
			s.state = PayoutStateOf(p, false, l.cal, l.now)
		}
	}
	if l.foreign(p) {
		return s
	}
	if !p.Implied && len(p.LineRows) > 0 {
		s.gap = p.Amount - (p.LinesNet + p.CarriedIn - p.Fee)
	}
	if s.arrived() {
		s.moved = s.bank.net() - p.amount()
	}
	rows := slices.Clone(p.LineRows)
	slices.SortFunc(rows, func(a, b LineNet) int { return cmp.Compare(a.Row, b.Row) })
	weights := make([]int64, len(rows))
	for i, r := range rows {
		weights[i] = r.Net
	}
	for i, part := range money.Spread(s.gap+s.moved, weights) {
		s.share[rows[i].Row] = part
	}
	return s
}

// foreign says whether a payout is in another currency than its lines: then
// the amounts cannot be compared.
func (l *ledger) foreign(p LinkedPayout) bool {
	for _, line := range l.inPayouts[p.Row] {
		if line.Currency != p.Currency && p.Currency != "" {
			return true
		}
	}
	return false
}

func (s *settled) arrived() bool {
	return s.state == PayoutArrived || s.state == PayoutShort || s.state == PayoutOver
}

// ref is the payout as a trail carries it.
func (s *settled) ref(zone *time.Location) PayoutRef {
	r := PayoutRef{
		Row: s.Row, ID: s.ID, State: s.state, SentOn: sentOn(s.LinkedPayout, zone), Amount: s.amount(), Account: s.Account.Last4,
		BankReference: s.BankReference, StatementText: s.StatementText, FailureCode: s.FailureCode, FailureReason: s.FailureReason,
		CheckBy: s.checkBy, Implied: s.Implied,
	}
	if s.arrived() {
		r.ArrivedOn = s.bank.arrivedOn
	}
	if s.state == PayoutReturned {
		r.ReturnedOn = s.bank.backOn
	}
	return r
}

// gapText tells staff how a payout differs from what makes it up.
func (s *settled) gapText() string {
	if s.gap == 0 {
		return ""
	}
	f := func(n int64) string { return money.Format(n, s.Currency) }
	return fmt.Sprintf("payout %s is %s, but its lines %s plus carried in %s less fee %s make %s",
		s.ID, f(s.Amount), f(s.LinesNet), f(s.CarriedIn), f(s.Fee), f(s.LinesNet+s.CarriedIn-s.Fee))
}
