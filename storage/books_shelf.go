package storage

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// shelf reads the facts of one merchant from one state of the database.
type shelf struct {
	*view
	id      string // the merchant, or the printed number of one that is not known yet
	key     int64  // of the merchant, 0 not known
	parties []party
	terms   []record.Terms
	asked   bool // terms are read
	deals   *contracts
}

// shelf gives the shelf of a merchant. Rows that wait for their merchant are
// on the shelf of the number they printed.
func (v *view) shelf(ctx context.Context, id string) (*shelf, error) {
	parties, err := v.partiesOf(ctx, id)
	return &shelf{view: v, id: id, key: v.reg.keyOf(id), parties: parties}, err
}

// ofOne reads from the shelf of one merchant of the books, for a reader who sees
// totals of it: for others, and where it is not known, there is nothing to read.
func (db *DB) ofOne(ctx context.Context, s access.Scope, merchant string, read func(*shelf) error) error {
	if merchant == "" || !s.Totals() || !s.Sees(merchant) {
		return nil
	}
	return db.look(ctx, func(v *view) error {
		if v.reg.keyOf(merchant) == 0 {
			return nil
		}
		sh, err := v.shelf(ctx, merchant)
		if err != nil {
			return err
		}
		return read(sh)
	})
}

func (s *shelf) zone() *time.Location { return s.reg.zoneOf(s.id) }

// own is the condition of rows with parties that are on the shelf.
func (s *shelf) own() (string, any) {
	if s.key == 0 {
		return "party IN (SELECT p.id FROM parties p WHERE p.merchant = 0 AND p.ref = ?)", s.id
	}
	return ofMerchant, s.key
}

// all days there are.
const (
	firstDay = math.MinInt32
	lastDay  = math.MaxInt32
)

// transactions reads what is kept under these days, both included, with what
// was concluded of it.
func (s *shelf) transactions(ctx context.Context, from, to int64) ([]txnRow, error) {
	all, err := s.layTransactions(ctx, new(desk), from, to)
	if err != nil {
		return nil, err
	}
	return all, s.conclude(ctx, all, from, to)
}

func transactionNoun() *noun { return nouns()[2] }

func lineNoun() *noun { return nouns()[3] }

// transactionsAt reads rows of this merchant by their keys.
func (s *shelf) transactionsAt(ctx context.Context, keys []int64) ([]txnRow, error) {
	facts, err := s.factsAt(ctx, transactionNoun(), keys)
	if err != nil {
		return nil, err
	}
	all := make([]txnRow, 0, len(facts))
	from, to := int64(lastDay), int64(firstDay)
	for _, f := range facts {
		r, err := s.transaction(ctx, f)
		if err != nil {
			return nil, err
		}
		if r.MerchantID == s.id {
			all = append(all, r)
			from, to = min(from, r.at), max(to, r.at)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all, s.conclude(ctx, all, from, to)
}

// conclude fills in what was concluded of transactions, all kept under these
// days. Where nothing was yet, the business day follows from the terms.
func (s *shelf) conclude(ctx context.Context, all []txnRow, from, to int64) error {
	if s.key == 0 || len(all) == 0 {
		return nil
	}
	find := finder(all, func(r *txnRow) int64 { return r.Row })
	left := len(all)
	err := s.stood(ctx, from, to, func(e *stood) {
		if i := find(e.row); i >= 0 {
			all[i].conclude(e)
			left--
		}
	})
	if err != nil || left == 0 {
		return err
	}
	deals, err := s.contracts(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		if all[i].day == 0 {
			all[i].day = deals.businessDay(&all[i].Transaction)
		}
	}
	return nil
}

func (r *txnRow) conclude(e *stood) {
	r.day, r.Joined, r.state, r.landsOn = e.day, e.joined, e.state, e.lands
	if len(e.lines) > 0 {
		r.lines = append([]int64(nil), e.lines...)
	}
	if len(e.others) > 0 {
		r.others = append([]int64(nil), e.others...)
	}
}

// stood hands over what was concluded of the transactions kept under these days.
func (s *shelf) stood(ctx context.Context, from, to int64, yield func(*stood)) error {
	err := s.leavesOn(ctx, trailLeaves, s.key, from, to, func(day int64, body []byte) error { return unpackTrails(day, body, yield) })
	if err != nil {
		return fmt.Errorf("read conclusions: %w", err)
	}
	return nil
}

// lines reads what settled on these days, both included, with its links.
func (s *shelf) lines(ctx context.Context, from, to int64) ([]lineRow, error) {
	all, err := s.layLines(ctx, new(desk), from, to)
	if err != nil {
		return nil, err
	}
	return all, s.join(ctx, all, from, to)
}

// linesAt reads lines of this merchant by their keys.
func (s *shelf) linesAt(ctx context.Context, keys []int64) ([]lineRow, error) {
	facts, err := s.factsAt(ctx, lineNoun(), keys)
	if err != nil {
		return nil, err
	}
	all := make([]lineRow, 0, len(facts))
	from, to := int64(lastDay), int64(firstDay)
	for _, f := range facts {
		r, err := s.settlement(ctx, f)
		if err != nil {
			return nil, err
		}
		if r.MerchantID == s.id {
			all = append(all, r)
			from, to = min(from, int64(r.SettledOn)), max(to, int64(r.SettledOn))
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all, s.join(ctx, all, from, to)
}

// join fills in the links of lines, all settled on these days.
func (s *shelf) join(ctx context.Context, all []lineRow, from, to int64) error {
	if s.key == 0 || len(all) == 0 {
		return nil
	}
	find := finder(all, func(r *lineRow) int64 { return r.Row })
	err := s.leavesOn(ctx, linkLeaves, s.key, from, to, func(_ int64, body []byte) error {
		return unpackLinks(body, func(e linked) {
			if i := find(e.row); i >= 0 {
				joinLine(&all[i], e)
			}
		})
	})
	if err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	return nil
}

// finder finds rows by their keys, fastest where they are asked for in the
// order in which they are; -1 where there is none.
func finder[T any](all []T, key func(*T) int64) func(int64) int {
	next := 0
	var at map[int64]int
	return func(row int64) int {
		if next < len(all) && key(&all[next]) == row {
			next++
			return next - 1
		}
		if at == nil {
			at = make(map[int64]int, len(all))
			for i := range all {
				at[key(&all[i])] = i
			}
		}
		i, ok := at[row]
		if !ok {
			return -1
		}
		next = i + 1
		return i
	}
}

func joinLine(r *lineRow, e linked) {
	r.TransactionRow, r.PayoutRow, r.MatchedBy, r.State = e.transaction, e.payout, e.matchedBy, e.state
	r.Explanation, r.Candidates = e.explanation, e.candidates
}

// contracts gives the merchant's terms by scheme, card type and day.
func (s *shelf) contracts(ctx context.Context) (*contracts, error) {
	if s.deals == nil {
		rows, err := s.ownTerms(ctx)
		if err != nil {
			return nil, err
		}
		s.deals = &contracts{merchant: s.reg.merchant(s.id), zone: s.zone(), rows: rows, known: map[contractKey]terms.Contract{}}
	}
	return s.deals, nil
}

func (s *shelf) ownTerms(ctx context.Context) (rows []record.Terms, err error) {
	if !s.asked {
		s.terms, err = s.termsOf(ctx, s.id)
		s.asked = err == nil
	}
	return s.terms, err
}

// contracts remembers the terms of one merchant by scheme, card type and day.
type contracts struct {
	merchant record.Merchant
	zone     *time.Location
	rows     []record.Terms
	known    map[contractKey]terms.Contract
}

type contractKey struct {
	scheme, cardType string
	on               int32
}

// businessDay gives the business day of a transaction.
func (c *contracts) businessDay(r *record.Transaction) int64 {
	t := r.Time.Time.In(c.zone)
	on := dateOf(t)
	var key contractKey
	if len(c.rows) > 0 { // else the merchant's own terms hold for all
		key = contractKey{r.Scheme, r.CardType, int32(on)}
	}
	k, ok := c.known[key]
	if !ok {
		k = terms.For(c.merchant, c.rows, r.Scheme, r.CardType, on)
		c.known[key] = k
	}
	day, _ := k.BusinessDay(t)
	return int64(day)
}

// ownPayouts reads the payouts of the merchant, by party and day of landing.
func (s *shelf) ownPayouts(ctx context.Context) ([]payoutRow, error) {
	all, err := s.payoutsBy(ctx, "party", s.partyKeys())
	slices.SortFunc(all, func(a, b payoutRow) int {
		return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.landsOn, b.landsOn), cmp.Compare(a.Row, b.Row))
	})
	return all, err
}

func (s *shelf) partyKeys() []any {
	keys := make([]any, len(s.parties))
	for i, p := range s.parties {
		keys[i] = p.id
	}
	return keys
}

// payoutItem is a line of a payout.
type payoutItem struct {
	payout int64
	payoutLine
}

// linesOf gives the lines of payouts.
func (v *view) linesOf(ctx context.Context, payouts []int64) (map[int64][]payoutLine, error) {
	items, err := lookUp(v.ahead.items, anys(payouts), func(l *payoutItem) any { return l.payout }, func(in string, args []any) (items []payoutItem, err error) {
		rows, err := v.q.query(ctx, "SELECT payout, body FROM payout_lines WHERE payout"+in, args...)
		_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
			var payout int64
			var body []byte
			if err := s.Scan(&payout, &body); err != nil {
				return none, err
			}
			list, err := unpackPayoutLines(body)
			for _, l := range list {
				items = append(items, payoutItem{payout, l})
			}
			return none, err
		})
		return items, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of payouts: %w", err)
	}
	all := make(map[int64][]payoutLine, len(payouts))
	for _, l := range items {
		all[l.payout] = append(all[l.payout], l.payoutLine)
	}
	return all, nil
}

func netsByPayout(lines map[int64][]payoutLine) map[int64][]trail.LineNet {
	nets := make(map[int64][]trail.LineNet, len(lines))
	for p, list := range lines {
		nets[p] = netsOf(list)
	}
	return nets
}
