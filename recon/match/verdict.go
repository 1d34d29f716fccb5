package match

import (
	"slices"

	"moneytrail/recon/record"
)

// verdicts turns claims into links: which of the lines of one transaction
// stands for it, which are more of the same, and whether the amounts agree.
func (d *desk) verdicts() []LineLink {
	links := make([]LineLink, len(d.lines))
	d.heads = cleared(d.heads, len(d.txns)) // 1 + the last line that claims the row, 0 none
	d.nexts = sized(d.nexts, len(d.lines))
	candidates := make([]int64, 0, len(d.rivals))
	for i := range d.lines {
		c, link := &d.claims[i], &links[i]
		link.Line, link.MatchedBy = d.lines[i].Row, matchedBy[c.rung]
		switch {
		case c.rung == accountRung:
			link.State, link.Explanation = Account, "of the account, not of a sale"
		case c.target < 0:
			if !c.lost {
				from := len(candidates)
				for _, r := range d.rivalsOf(int32(i)) {
					candidates = append(candidates, d.row(r))
				}
				if len(candidates) > from {
					link.Candidates = candidates[from:len(candidates):len(candidates)]
				}
			}
			link.State, link.Explanation = Orphan, d.whyOrphan(int32(i))
		default:
			link.Transaction = d.row(c.target)
			d.nexts[i], d.heads[c.target] = d.heads[c.target], int32(i)+1
		}
	}
	lines := d.found
	for target, head := range d.heads {
		if head == 0 {
			continue
		}
		lines = lines[:0]
		for ; head != 0; head = d.nexts[head-1] {
			lines = append(lines, head-1)
		}
		d.judge(int32(target), lines, links)
	}
	d.found = lines
	return links
}

// judge gives the states of all lines of one transaction.
func (d *desk) judge(target int32, lines []int32, links []LineLink) {
	x := &d.briefs[target]
	if len(lines) > 1 {
		slices.SortFunc(lines, func(a, b int32) int { return byLineID(&d.lines[a], &d.lines[b]) })
	}
	kept := int32(-1) // the line that stands for the transaction
	for _, i := range lines {
		if l := &d.brief[i]; l.own(x) && l.agrees(x) {
			kept = i
			break
		}
	}
	back := false
	for _, i := range lines {
		l, link := &d.brief[i], &links[i]
		if !l.own(x) {
			back = true
			continue
		}
		if kept < 0 {
			kept = i
		}
		link.State, link.Explanation = Matched, d.how(i)
		switch {
		case i == kept && l.agrees(x):
			if !x.approved {
				link.Explanation += "; the terminal says " + string(d.txns[target].Status)
			}
		case i == kept || l.gross == 0 || (l.gross > 0) != (x.wanted() > 0):
			link.State = Mismatch
			link.Explanation += "; " + differ(&d.lines[i], &d.txns[target])
		default:
			link.State = Duplicate
			link.Explanation += "; line " + d.lines[kept].ID + " stands for it already"
		}
	}
	if back {
		d.judgeBack(target, lines, links, record.LineRefund)
		d.judgeBack(target, lines, links, record.LineChargeback)
	}
}

// judgeBack gives the states of lines that take a sale's money back: they may
// be several and of any amount, as long as they do not take back more than the
// sale was (and what chargebacks won gave again).
func (d *desk) judgeBack(target int32, lines []int32, links []LineLink, kind record.LineType) {
	t := &d.txns[target]
	if d.briefs[target].kind != saleKind {
		return
	}
	room := t.Amount
	for _, i := range lines {
		if l := &d.lines[i]; l.Type == kind && l.Gross > 0 {
			room += l.Gross
		}
	}
	var seen []int64
	for _, i := range lines {
		l, link := &d.lines[i], &links[i]
		if l.Type != kind {
			continue
		}
		link.State, link.Explanation = Matched, d.how(i)
		switch {
		case l.Currency != "" && t.Currency != "" && l.Currency != t.Currency:
			link.State = Mismatch
			link.Explanation += "; " + differ(l, t)
		case l.Gross >= 0 || -l.Gross <= room:
			room += min(l.Gross, 0)
			seen = append(seen, l.Gross)
		case slices.Contains(seen, l.Gross):
			link.State = Duplicate
			link.Explanation += "; an equal line of lower id took it back already"
		default:
			link.State = Mismatch
			link.Explanation += "; more than is left of " + t.ID + ", " + amount(room, t.Currency)
		}
	}
}

// ownLine says whether l is the line that settles t itself.
func ownLine(l *record.Line, t *record.Transaction) bool {
	return (l.Type == record.LineSale && isSale(t.Type)) || (l.Type == record.LineRefund && t.Type == record.Refund)
}

// wantedGross is what the line of t should show, signed.
func wantedGross(t *record.Transaction) int64 {
	if t.Type == record.Refund {
		return -t.Amount
	}
	return t.Amount
}
