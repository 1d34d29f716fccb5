package handlers

import (
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/checks"
	"moneytrail/handlers/flow"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// BalanceBook is a Books that can also tell a merchant's balance by its
// settlement lines: the net of those that no payout paid and that are not held,
// in minor units of the merchant's settlement currency. Without it nobody is told one.
type BalanceBook interface {
	Balance(ctx context.Context, s access.Scope, merchant string) (net int64, ok bool, err error)
}

const (
	// refundDays is how far back refunds are looked through, reportDays what terminals
	// reported, changedDays changes of the account.
	refundDays  = 30
	reportDays  = 30
	changedDays = 90
	// recordsMost is how many swipes of one day are looked through.
	recordsMost = 500
)

// checkRun runs a check of a flow, and tells its outcome and what it found out.
type checkRun func(*turn, flow.At) (flow.Checked, error)

// guideChecks are how the checks that playbooks may run are run, by the names
// of playbooks.Tools.
var guideChecks = map[string]checkRun{
	"state":          ofSubject(checks.State),
	"answer":         (*turn).checkAnswer,
	"role":           (*turn).checkRole,
	"papers":         (*turn).checkPapers,
	"terminal_state": ofSubject(checks.TerminalState),
	"sources":        ofSubject(checks.Sources),
	"fee":            (*turn).checkFee,
	"balance":        (*turn).checkBalance,
	"twins":          (*turn).checkTwins,
	"amounts":        (*turn).checkAmounts,
	"account_change": (*turn).checkAccountChange,
	"records":        (*turn).checkRecords,
	"day_swipes":     (*turn).checkDaySwipes,
	"refunds":        (*turn).checkRefunds,
	"signs":          (*turn).checkSigns,
	"sign_steps":     (*turn).checkSignSteps,
	"terminals":      (*turn).checkTerminals,
	"firmware":       (*turn).checkFirmware,
	"marked":         (*turn).checkMarked,
	"report":         (*turn).checkReport,
	"customer_note":  (*turn).checkCustomerNote,
	"emergency_plan": (*turn).checkEmergencyPlan,
	"monthly_tip":    (*turn).checkMonthlyTip,
}

// ofSubject makes a check of one that only needs what the playbook is about.
func ofSubject(check func(checks.Subject) flow.Checked) checkRun {
	return func(t *turn, at flow.At) (flow.Checked, error) {
		s, err := t.subjectOf(at)
		if err != nil {
			return flow.Checked{}, err
		}
		return check(s), nil
	}
}

// subjectOf reads what a playbook is about, within the scope of who is walked through.
func (t *turn) subjectOf(at flow.At) (checks.Subject, error) {
	s := checks.Subject{Today: t.today()}
	a, ok := subjectFrom(at.Frame.About)
	if !ok {
		return s, nil
	}
	if a.payout {
		p, ok, err := t.payoutIn(a.row)
		if err != nil {
			return s, fmt.Errorf("read payout: %w", err)
		}
		if ok {
			s.Payout = &p
		}
		return s, nil
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err != nil {
		return s, fmt.Errorf("read trail: %w", err)
	}
	if ok {
		s.Trail = &tr
	}
	return s, nil
}

// checkAnswer tells how what the playbook is about stands now.
func (t *turn) checkAnswer(at flow.At) (flow.Checked, error) {
	a, ok := subjectFrom(at.Frame.About)
	if !ok {
		return flow.Checked{Outcome: told}, nil
	}
	return flow.Checked{Outcome: told}, t.pick(a)
}

func (t *turn) checkRole(flow.At) (flow.Checked, error) {
	return flow.Checked{Outcome: string(t.member.Role)}, nil
}

func (t *turn) checkFee(at flow.At) (flow.Checked, error) {
	s, err := t.subjectOf(at)
	if err != nil || s.Trail == nil {
		return checks.Fee(s, terms.Contract{}), err
	}
	rows, err := t.termRows()
	if err != nil {
		return flow.Checked{}, err
	}
	return checks.Fee(s, terms.For(t.merchant, rows, s.Trail.Scheme, "", s.Trail.Business)), nil
}

func (t *turn) checkBalance(flow.At) (flow.Checked, error) {
	var least *int64
	if t.merchant.MinPayout > 0 {
		least = &t.merchant.MinPayout
	}
	net, took, err := t.balance()
	if err != nil {
		return flow.Checked{}, err
	}
	return checks.Balance(net, least, t.currency(t.merchant), took), nil
}

func (t *turn) checkTwins(at flow.At) (flow.Checked, error) {
	s, err := t.subjectOf(at)
	if err != nil {
		return flow.Checked{}, err
	}
	key := ""
	if at.Frame.About == "" {
		recent, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: t.today() - recently, Limit: openDeep})
		if err != nil {
			return flow.Checked{}, fmt.Errorf("read trails: %w", err)
		}
		if i := slices.IndexFunc(recent, func(tr trail.Trail) bool { return tr.Has(trail.Duplicate) }); i >= 0 {
			s.Trail, key = &recent[i], about{row: recent[i].Row}.key()
		}
	}
	if s.Trail == nil {
		return checks.Twins(s, nil), nil
	}
	amount := s.Trail.Amount
	near, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: s.Trail.MerchantID, From: s.Trail.Business - 1, To: s.Trail.Business + 1,
		AmountMin: &amount, AmountMax: &amount, Currency: s.Trail.Currency, Last4: s.Trail.Last4, Limit: pageSize})
	if err != nil {
		return flow.Checked{}, fmt.Errorf("read trails: %w", err)
	}
	c := checks.Twins(s, near)
	c.About = key
	return c, nil
}

func (t *turn) checkAmounts(at flow.At) (flow.Checked, error) {
	s, err := t.subjectOf(at)
	if err != nil || s.Trail == nil {
		return checks.Amounts(s, 0, ""), err
	}
	var cleared int64
	currency := s.Trail.Currency
	for _, p := range s.Trail.Parts {
		if p.LineRow != 0 {
			cleared, currency = cleared+p.Sale+p.Refund+p.Chargeback, p.Currency
		}
	}
	return checks.Amounts(s, cleared, currency), nil
}

// activity reads what the merchant's terminals said from some days ago on.
func (t *turn) activity(days int) (patterns.Activity, error) {
	b, ok := t.Books.(ActivityBook)
	if !ok {
		return patterns.Activity{}, nil
	}
	a, err := b.Activity(t.ctx, t.scope, t.merchant.ID, t.today()-calendar.Date(days))
	if err != nil {
		return a, fmt.Errorf("read activity: %w", err)
	}
	return a, nil
}

func (t *turn) checkAccountChange(flow.At) (flow.Checked, error) {
	a, err := t.activity(changedDays)
	if err != nil {
		return flow.Checked{}, err
	}
	return checks.AccountChange(a.Events, t.today()-changedDays, t.merchant.Account.Last4), nil
}

// swipesOf reads the swipes of the flow's day, around its amount where one is told.
func (t *turn) swipesOf(at flow.At, amounts bool) ([]trail.Trail, error) {
	s := slotsOf(at.Frame)
	s.Last4, s.RRN, s.Terminal, s.Slip, s.Reference, s.Intent = "", "", "", "", "", ""
	if !amounts {
		s.Amounts = nil
	}
	q := Query{MerchantID: t.merchant.ID, Limit: recordsMost}
	if len(s.Dates) > 0 {
		q.From, q.To = s.Dates[0].From, s.Dates[len(s.Dates)-1].To
	}
	if len(s.Amounts) > 0 {
		q.Currency = t.currencyOf(s.Amounts[0])
		q.AmountMin, q.AmountMax = t.bounds(s.Amounts[0], q.Currency)
	}
	found, _, err := t.Books.Trails(t.ctx, t.scope, q)
	if err != nil {
		return nil, fmt.Errorf("read trails: %w", err)
	}
	return originals(found), nil
}

func (t *turn) checkRecords(at flow.At) (flow.Checked, error) {
	found, err := t.swipesOf(at, true)
	return checks.Records(found), err
}

func (t *turn) checkDaySwipes(at flow.At) (flow.Checked, error) {
	found, err := t.swipesOf(at, false)
	return checks.DaySwipes(found), err
}
