package importer

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// nativeKind is one of the product's own CSV layouts.
type nativeKind struct {
	kind     record.Kind
	required []string
	optional []string
	row      func(*nativeRow) any
}

// nativeKinds are the layouts of the contract. Every one may have `source`.
func nativeKinds() []nativeKind {
	list := func(s string) []string { return strings.Fields(s) }
	return []nativeKind{
		{record.Merchants, list("merchant_id account"),
			list("name language timezone currency calendar settlement_cycle cutoff fee_bps min_payout group_id store opens closes aliases"),
			(*nativeRow).merchant},
		{record.TermsRows, list("merchant_id scheme"),
			list("card_type valid_from cycle cutoff calendar window_from window_to single_cap day_cap fallback_cycle fee_bps fee_fixed fee_min fee_cap payout_fee refund_fee"),
			(*nativeRow).contract},
		{record.Transactions, list("transaction_id merchant_id terminal_id time type amount currency card_last4 scheme auth_code rrn original_rrn status"),
			list("card_type batch_no slip_no order_id original_id operator place"), (*nativeRow).transaction},
		{record.Lines, list("line_id settled_on merchant_id terminal_id time type gross fee net rrn payout_id status"),
			list("currency transaction_id due_on hold_reason note order_id batch_no slip_no"), (*nativeRow).settlement},
		{record.Payouts, list("payout_id merchant_id sent_at amount currency account status"),
			list("fee carried_in confirmed_at bank_reference statement_text failure_code failure_reason"), (*nativeRow).payout},
		{record.Entries, list("entry_id booked_on account amount direction currency memo"),
			list("booked_at owner counterparty"), (*nativeRow).entry},
		{record.Events, list("merchant_id time kind"),
			list("event_id terminal_id reference amount currency due_on public_reason note"), (*nativeRow).event},
	}
}

// missing lists the required columns that the names lack.
func (k nativeKind) missing(names map[string]bool) []string {
	var out []string
	for _, c := range k.required {
		if !names[c] {
			out = append(out, c)
		}
	}
	return out
}

func (k nativeKind) knows(name string) bool {
	if name == "source" {
		return true
	}
	for _, c := range k.required {
		if c == name {
			return true
		}
	}
	for _, c := range k.optional {
		if c == name {
			return true
		}
	}
	return false
}

// nativeName gives the contract's spelling of a printed column name.
func nativeName(s string) string { return strings.ToLower(clean(s)) }

// matchNative tells the kind of a native file by its header: the layout that
// most of its columns belong to. problem says which columns are missing when
// the file is clearly meant to be of that kind.
func matchNative(fields []string) (k nativeKind, ok bool, problem string) {
	names := map[string]bool{}
	for _, f := range fields {
		names[nativeName(f)] = true
	}
	best, bestMissing := -1, []string(nil)
	for _, candidate := range nativeKinds() {
		score := 0
		for name := range names {
			if candidate.knows(name) {
				score++
			}
		}
		missing := candidate.missing(names)
		if score > best || score == best && len(missing) < len(bestMissing) {
			k, best, bestMissing = candidate, score, missing
		}
	}
	switch {
	case len(bestMissing) == 0:
		return k, true, ""
	case len(bestMissing)*5 <= len(k.required)*2 && best >= 3:
		return k, true, fmt.Sprintf("the header looks like native %s, but has no column %s: add it (values may be empty where the contract allows)",
			k.kind, strings.Join(bestMissing, ", "))
	}
	return nativeKind{}, false, ""
}

// nativeLayout reads the rows of one native kind.
type nativeLayout struct {
	nativeKind
	// currencies that the book gave in this pass for merchants of a source
	currencies map[string]asked
	of         string
	calendars  *calendar.Set // that merchants and terms may name
	now        nativeRow     // the row being read
	made       [1]produced
	// of the row being read, used again for the next one; nil: to be made
	transaction *record.Transaction
	line        *record.Line
}

// nativeRow is a row being read.
type nativeRow struct {
	*cells
	layout *nativeLayout
	id     string // its own, in its source
	// source and day that the row is about
	source string
	day    calendar.Date
	made   bool // id was made of what the row says
}

func (l *nativeLayout) trailer([]string, int) bool { return false }

// headAgain tells the header in the place of a row: all its names could pass for values.
func (l *nativeLayout) headAgain(fields []string, head *header) bool {
	if len(fields) != len(head.names) {
		return false
	}
	first, name := fields[0], head.names[0] // nearly always this alone tells
	return len(first) >= len(name) && strings.EqualFold(first[len(first)-len(name):], name) && slices.Equal(cleanAll(fields), head.names)
}

// sum tells a line below the rows, or between them, that sums them up: it says
// so, or has nothing but a few numbers.
func (l *nativeLayout) sum(fields []string) bool {
	numbers, said := 0, false
	for _, f := range fields {
		v := strings.ToLower(strings.Trim(clean(f), ":："))
		if v == "" {
			continue
		}
		if first := numbers == 0 && !said; first {
			switch v {
			case "合计", "合計", "总计", "總計", "小计", "小計", "汇总", "匯總", "total", "totals", "grand total", "subtotal", "sum":
				said = true
				continue
			}
		}
		if _, err := parseAmount(v, record.MostDecimals); err != nil {
			return false
		}
		numbers++
	}
	return said || numbers > 0 && numbers*2 < len(l.required)
}

func (l *nativeLayout) row(c *cells) []produced {
	l.readTo(&l.made[0], c, &l.nativeKind)
	return l.made[:]
}

// read makes the record of a native row, which stays beside the others that come
// of one row. Where only the proof is wanted, the record is left out.
func (l *nativeLayout) read(c *cells, k *nativeKind) (p produced) {
	if l.readTo(&p, c, k); c.keep {
		l.transaction, l.line = nil, nil
	}
	return p
}

func (l *nativeLayout) readTo(p *produced, c *cells, k *nativeKind) {
	r := &l.now
	r.cells, r.layout = c, l
	c.money = ""
	r.id, r.source, r.day, r.made = "", c.source, 0, false
	p.record = k.row(r)
	p.kind, p.id, p.source, p.day, p.unnamed = k.kind, r.id, r.source, r.day, r.made
}

// proving tells that no record is wanted.
func (r *nativeRow) proving() bool { return !r.keep }

// begin reads what every row may have.
func (r *nativeRow) begin() record.Origin {
	o := r.origin()
	r.source = o.Source
	return o
}

func (l *nativeLayout) finish(*Proof, *Options) {}
