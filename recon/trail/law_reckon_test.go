package trail_test

import (
	"cmp"
	"slices"

	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// count adds what a line counts beside its transaction's own amount.
func (r *reckoned) count(l trail.LinkedLine, moves bool) {
	switch {
	case l.State == match.Account:
		switch l.Type {
		case record.LineFee:
			r.fees += l.Fee - l.Gross
		case record.LineReserve:
			r.fees += l.Fee
			r.money -= l.Gross // it is not gone: it lies in the reserve
		case record.LineAdjustment:
			r.fees += l.Fee
			r.adjustments += l.Gross
		}
	case l.State == match.Orphan, l.State == match.Duplicate, !moves:
	default:
		r.fees += l.Fee
		if l.Type == record.LineChargeback {
			r.chargebacks -= l.Gross
		}
	}
}

// payouts adds what payouts show beyond their lines, and what of it arrived.
func (r *reckoned) payouts(f trail.Facts, currency string) {
	cal, _ := f.Calendars.Get(f.Merchant.Calendar)
	for _, p := range f.Payouts {
		foreign := false
		var lines int64
		for _, l := range f.Lines {
			if l.PayoutRow == p.Row {
				foreign = foreign || l.Currency != p.Currency
				if l.Currency == currency && trail.PaidIn(l.Line) {
					lines += l.Net
				}
			}
		}
		state := trail.PayoutStateOf(p, f.BankSeen["acc"], cal, f.Now)
		arrived := state == trail.PayoutArrived || state == trail.PayoutShort || state == trail.PayoutOver
		extra := int64(0)
		if !foreign && len(p.LineRows) > 0 && p.Currency == currency {
			amount := p.LinesNet
			if !p.Implied {
				amount = p.Amount
			}
			if !p.Implied && (amount != 0 || state != trail.PayoutCarried) {
				extra = p.Amount - (p.LinesNet + p.CarriedIn - p.Fee)
			}
			if arrived {
				extra += bankNet(p) - amount
			}
		}
		r.money += extra
		if arrived || state == trail.PayoutCarried && carriedOn(f, p) {
			r.arrived += lines + extra
		}
	}
}

// bankNet is what the bank shows of a payout, in its currency.
func bankNet(p trail.LinkedPayout) (net int64) {
	for _, e := range p.Entries {
		if e.Role == match.RoleReturn {
			net -= e.Share
		} else {
			net += e.Share
		}
	}
	return net
}

// carriedOn says whether a later payout carried p's balance in, and arrived.
func carriedOn(f trail.Facts, p trail.LinkedPayout) bool {
	cal, _ := f.Calendars.Get(f.Merchant.Calendar)
	sent := func(p trail.LinkedPayout) int64 {
		if p.SentAt.IsZero() {
			return int64(p.ExpectedOn)
		}
		return int64(day(p.SentAt.In(f.Zone).Format("2006-01-02")))
	}
	owed := p.Amount
	switch {
	case p.Implied:
		owed = p.LinesNet
	case owed == 0 && len(p.LineRows) > 0:
		owed = p.LinesNet + p.CarriedIn - p.Fee
	}
	return owed != 0 && slices.ContainsFunc(f.Payouts, func(q trail.LinkedPayout) bool {
		switch trail.PayoutStateOf(q, f.BankSeen["acc"], cal, f.Now) {
		case trail.PayoutArrived, trail.PayoutShort, trail.PayoutOver:
			return q.Row != p.Row && q.Currency == p.Currency && q.CarriedIn == owed && sent(q) > sent(p)
		}
		return false
	})
}

// standingRows says which rows move money, and whose money a SALE line is: a
// line of an authorisation is its capture's.
func standingRows(f trail.Facts, originals map[int64]int64) (moving map[int64]bool, owner func(trail.LinkedLine) int64) {
	byRow := map[int64]record.Transaction{}
	told := map[int64]bool{}
	for _, t := range f.Sales {
		byRow[t.Row] = t
	}
	for _, l := range f.Lines {
		told[l.TransactionRow] = true
	}
	var undone func(row int64) bool
	undone = func(row int64) bool {
		for _, u := range f.Sales {
			if originals[u.Row] == row && (u.Type == record.Void || u.Type == record.Reversal) && u.Status == record.Approved && !undone(u.Row) {
				return true
			}
		}
		return false
	}
	captures := func(row int64) (all []record.Transaction) {
		for _, c := range f.Sales {
			if originals[c.Row] == row && c.Type == record.Capture && c.Status == record.Approved && !undone(c.Row) {
				all = append(all, c)
			}
		}
		slices.SortFunc(all, func(a, b record.Transaction) int { return a.Time.Compare(b.Time.Time) })
		return all
	}
	taken := map[int64]bool{}
	owners := map[int64]int64{}
	sorted := slices.Clone(f.Lines)
	slices.SortFunc(sorted, func(a, b trail.LinkedLine) int { return int(a.Row - b.Row) }) // ids follow rows
	for _, l := range sorted {
		row := l.TransactionRow
		if all := captures(row); byRow[row].Type == record.PreAuth && l.Type == record.LineSale && len(all) > 0 {
			row = all[0].Row
			for _, c := range all {
				if c.Amount == l.Gross && !taken[c.Row] {
					row = c.Row
					break
				}
			}
		}
		taken[row] = true
		owners[l.Row] = row
	}
	moving = map[int64]bool{}
	for _, t := range f.Sales {
		moves := t.Type == record.Sale || t.Type == record.Capture || t.Type == record.Refund || t.Type == record.PreAuth
		captured := t.Type == record.PreAuth && len(captures(t.Row)) > 0
		silent := !told[t.Row]
		moving[t.Row] = moves && !captured && !undone(t.Row) && t.Status != record.Declined && !(silent && (t.Type == record.PreAuth || t.Status == record.Unknown))
	}
	return moving, func(l trail.LinkedLine) int64 { return owners[l.Row] }
}

func isRefund(f trail.Facts, row int64) bool {
	return slices.ContainsFunc(f.Sales, func(t record.Transaction) bool { return t.Row == row && t.Type == record.Refund })
}

// failed says whether a refund without a line was told to have failed, and not
// to wait since.
func failed(f trail.Facts, t record.Transaction) bool {
	if t.Type != record.Refund {
		return false
	}
	last := ""
	var at int64
	for _, e := range f.Events {
		if (e.Kind == "REFUND_FAILED" || e.Kind == "REFUND_PENDING") && e.Reference == t.ID && e.Time.UnixNano() >= at && !e.Time.After(f.Now) {
			if e.Time.UnixNano() > at || e.Kind == "REFUND_FAILED" {
				last = e.Kind
			}
			at = e.Time.UnixNano()
		}
	}
	return last == "REFUND_FAILED"
}

// undoing gives the void or reversal that undid a row and was not undone itself,
// the first by its time.
func undoing(f trail.Facts, t trail.Trail) int64 {
	rows := slices.Clone(f.Sales)
	slices.SortFunc(rows, func(a, b record.Transaction) int { return cmp.Or(a.Time.Compare(b.Time.Time), int(a.Row-b.Row)) })
	originals := match.Originals(f.Sales)
	var by func(row int64) int64
	by = func(row int64) int64 {
		for _, u := range rows {
			if originals[u.Row] == row && (u.Type == record.Void || u.Type == record.Reversal) && u.Status == record.Approved && by(u.Row) == 0 {
				return u.Row
			}
		}
		return 0
	}
	return by(t.Row)
}
