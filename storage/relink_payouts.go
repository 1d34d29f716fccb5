package storage

import (
	"cmp"
	"context"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// sum is what the lines of a payout come to.
type sum struct {
	net        int64
	expectedOn int64
	lines      []payoutLine
}

// sort puts the lines of the merchant into their payouts, makes the payouts
// that only lines name, drops those that none names any more, and settles the
// account that each goes to. It gives the payouts, and the accounts whose bank
// entries are to be looked at.
func (m *merchantLinker) sort(ctx context.Context) ([]*payoutRow, []touch, error) {
	rows, err := m.ownPayouts(ctx)
	if err != nil {
		return nil, nil, err
	}
	m.stored = make(map[int64]payoutRow, len(rows))
	told, implied := map[alias]*payoutRow{}, map[alias]*payoutRow{} // by source and id
	byID := map[string]*payoutRow{}
	if m.part != nil {
		if err := m.retold(ctx, rows); err != nil {
			return nil, nil, err
		}
	}
	slices.SortFunc(rows, func(a, b payoutRow) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Row, b.Row))
	})
	var twice []*payoutRow // implied by two numbers of one merchant, or in a currency that was taken for theirs
	for i := range rows {
		r := &rows[i]
		m.stored[r.Row] = *r
		key := alias{r.Source, r.ID}
		if r.Implied {
			if implied[key] != nil {
				twice = append(twice, r)
			} else {
				implied[key] = r
			}
			continue
		}
		told[key] = r
		if byID[r.ID] == nil {
			byID[r.ID] = r
		}
	}
	order := make([]*lineRow, len(m.lines))
	for i := range m.lines {
		order[i] = &m.lines[i]
	}
	slices.SortFunc(order, func(a, b *lineRow) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source)) })
	sums := map[int64]*sum{}
	for _, line := range order {
		if !m.again(line.PayoutID) {
			continue
		}
		line.PayoutRow = 0
		if line.PayoutID == "" {
			continue
		}
		key := alias{line.Source, line.PayoutID}
		p := cmp.Or(told[key], byID[line.PayoutID], implied[key])
		if p != nil && p.Implied && sums[p.Row] == nil && p.Currency != line.Currency { // its lines are told in another now
			twice, p = append(twice, p), nil
		}
		if p == nil {
			if p, err = m.imply(ctx, line.Line); err != nil {
				return nil, nil, err
			}
			implied[key] = p
		}
		line.PayoutRow = p.Row
		s := sums[p.Row]
		if s == nil {
			s = &sum{}
			sums[p.Row] = s
		}
		apart := !trail.PaidIn(line.Line)
		s.lines = append(s.lines, payoutLine{line.Row, line.Net, apart})
		if !apart && line.Currency == p.Currency {
			s.net += line.Net
			s.expectedOn = max(s.expectedOn, int64(line.SettledOn))
		}
	}
	all := slices.Concat(values(told), values(implied), twice)
	return m.settle(all, sums)
}

func values(m map[alias]*payoutRow) []*payoutRow {
	all := make([]*payoutRow, 0, len(m))
	for _, p := range m {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *payoutRow) int { return cmp.Compare(a.Row, b.Row) })
	return all
}

// imply makes the payout that a line names and no row tells of.
func (m *merchantLinker) imply(ctx context.Context, line record.Line) (*payoutRow, error) {
	key, err := m.payoutKey(ctx)
	if err != nil {
		return nil, err
	}
	p := &payoutRow{owner: m.id, matchedBy: "none"}
	for _, of := range m.parties { // whichever number of the merchant at that source: the first
		if of.source == line.Source {
			p.party = of.id
			break
		}
	}
	p.Row, p.ID, p.Source, p.Currency, p.Implied, p.MerchantID = key, line.PayoutID, line.Source, line.Currency, true, m.id
	return p, nil
}

// settle fills in what follows from lines and merchant.
func (m *merchantLinker) settle(all []*payoutRow, sums map[int64]*sum) (kept []*payoutRow, places []touch, err error) {
	var set keySet[touch]
	place := func(key string) {
		if key == "" {
			set.add(touch{touchPayee, m.id})
		} else {
			set.add(touch{touchPlace, key})
		}
	}
	account := m.reg.merchant(m.id).Account
	for _, p := range all {
		s := sums[p.Row]
		if !m.again(p.ID) {
			place(p.Account.Key)
			kept = append(kept, p)
			continue
		}
		if p.Implied && s == nil {
			m.v.gone = append(m.v.gone, p.Row)
			place(p.Account.Key)
			continue
		}
		if s == nil {
			s = &sum{}
		}
		to := p.own
		if to.Key == "" {
			to = account
		}
		if p.Account.Key != "" && p.Account.Key != to.Key {
			place(p.Account.Key)
		}
		p.linesNet, p.expectedOn, p.Account = s.net, s.expectedOn, to
		if p.Implied {
			p.Amount = s.net
		}
		if _, there := m.stored[p.Row]; !there {
			m.v.implied = append(m.v.implied, impliedPayout{row: p.Row, party: p.party, id: p.ID, source: p.Source,
				body: impliedBody(p.ID, p.Currency, p.party), amount: p.Amount})
		}
		place(to.Key)
		slices.SortFunc(s.lines, func(a, b payoutLine) int { return cmp.Compare(a.row, b.row) })
		m.v.itemised = append(m.v.itemised, leaf{p.Row, packPayoutLines(s.lines)})
		kept = append(kept, p)
	}
	return kept, set.list, nil
}

// linkedBy gives payouts with their lines and bank entries: those that rings
// have linked just now, else those that are stored.
func (m *merchantLinker) linkedBy(ctx context.Context, payouts []*payoutRow, rings []*ring) ([]trail.LinkedPayout, error) {
	rows := make([]payoutRow, len(payouts))
	for i, p := range payouts {
		rows[i] = *p
	}
	nets := netsAmong(m.lines) // of a part they follow, see moving
	if rings == nil {
		return m.linked(ctx, rows, nets)
	}
	var claims []entryClaim
	entries := map[int64]entryRow{}
	for _, r := range rings {
		claims = append(claims, r.claims...)
		for row, e := range r.entries {
			entries[row] = e
		}
	}
	slices.SortFunc(claims, func(a, b entryClaim) int {
		return cmp.Or(cmp.Compare(a.entry, b.entry), cmp.Compare(a.payout, b.payout))
	})
	words, err := m.received(ctx, rows)
	return withEntries(rows, nets, slices.Compact(claims), entries, words), err
}

// payoutStates tells what became of each payout.
func (m *merchantLinker) payoutStates(f trail.Facts, payouts []*payoutRow, edge calendar.Date) {
	cal, _ := m.shelf.db.cals.Get(calendarName(f.Merchant.Calendar))
	for i, p := range f.Payouts {
		state := trail.PayoutStateOf(p, f.BankSeen[p.Account.Key], cal, m.now.In(f.Zone))
		day := payoutDay(p, f.Zone)
		was := m.stored[p.Row].state
		payouts[i].state, payouts[i].landsOn = state, int64(day)
		if was == state || was == "" && state == trail.PayoutExpected {
			continue
		}
		if day < edge || m.v.silent {
			m.v.quiet.payouts = append(m.v.quiet.payouts, p.Row)
		} else {
			m.v.loud.payouts = append(m.v.loud.payouts, p.Row)
		}
	}
}

// changed keeps the payouts whose conclusions differ from those stored.
func (m *merchantLinker) changed(payouts []*payoutRow) {
	for _, p := range payouts {
		was, there := m.stored[p.Row]
		if there && was.linesNet == p.linesNet && was.expectedOn == p.expectedOn && was.Account == p.Account &&
			was.kept == p.Amount && was.matchedBy == p.matchedBy && was.state == p.state && was.landsOn == p.landsOn {
			continue
		}
		m.v.payouts = append(m.v.payouts, *p)
	}
}
