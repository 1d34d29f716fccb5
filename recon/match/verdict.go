package match

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// verdicts turns claims into links: which of the lines of one transaction
// stands for it, which are more of the same, and whether the amounts agree.
func (d *desk) verdicts() []LineLink {
	links := make([]LineLink, len(d.lines))
	heads := make([]int32, len(d.txns)) // 1 + the last line that claims the row, 0 none
	next := make([]int32, len(d.lines))
	for i := range d.lines {
		c := d.claims[i]
		links[i] = LineLink{Line: d.lines[i].Row, MatchedBy: matchedBy[c.rung]}
		switch {
		case c.rung == accountRung:
			links[i].State, links[i].Explanation = Account, "of the account, not of a sale"
		case c.target < 0:
			d.orphan(int32(i), &links[i])
		default:
			links[i].Transaction = d.row(c.target)
			next[i], heads[c.target] = heads[c.target], int32(i)+1
		}
	}
	var lines []int32
	for target, head := range heads {
		if head == 0 {
			continue
		}
		lines = lines[:0]
		for ; head != 0; head = next[head-1] {
			lines = append(lines, head-1)
		}
		d.judge(int32(target), lines, links)
	}
	return links
}

// orphan says why a line has no transaction.
func (d *desk) orphan(line int32, link *LineLink) {
	link.State = Orphan
	rivals := d.rivals[line]
	note := d.notes[line]
	switch {
	case rivals != nil:
		for _, r := range rivals {
			link.Candidates = append(link.Candidates, d.row(r))
		}
		link.Explanation = "fits " + d.names(rivals) + " equally; none is taken"
		if len(rivals) == 1 {
			link.Explanation = "fits " + d.names(rivals) + ", and so does a line of another time; neither is taken"
		}
		if note != "" {
			link.Explanation += " (" + note + ")"
		}
	case note != "":
		link.Explanation = note
	default:
		link.Explanation = d.whyNone(&d.lines[line])
	}
}

// whyNone says what a line names that no transaction answers to.
func (d *desk) whyNone(l *record.Line) string {
	for step := range d.references(l) {
		rows := slices.Collect(iter.Seq[int32](step.rows))
		if len(rows) == 0 {
			continue
		}
		d.order(rows)
		t := &d.txns[rows[0]]
		said := "its " + referenceOf(step.rung) + " is that of " + t.ID + " of " + d.days[rows[0]].String()
		if wants(l.Type, t.Type) || isSale(t.Type) {
			return said + ", too far from the line's day"
		}
		return said + ", which is a " + string(t.Type)
	}
	if hasReference(l) {
		return "no transaction has its " + firstReference(l)
	}
	return "no reference, and no transaction of its terminal, amount and time"
}

// firstReference names the surest reference of a line.
func firstReference(l *record.Line) string {
	switch {
	case l.TransactionID != "":
		return "transaction id " + l.TransactionID
	case l.RRN != "":
		return "RRN " + l.RRN
	case l.OrderID != "":
		return "order id " + l.OrderID
	}
	return "batch " + l.BatchNo + " and slip " + l.SlipNo
}

func referenceOf(r rung) string {
	return [...]string{idRung: "transaction id", rrnRung: "RRN", orderRung: "order id", slipRung: "slip"}[r]
}

// judge gives the states of all lines of one transaction.
func (d *desk) judge(target int32, lines []int32, links []LineLink) {
	t := &d.txns[target]
	if len(lines) > 1 {
		slices.SortFunc(lines, func(a, b int32) int { return byLineID(&d.lines[a], &d.lines[b]) })
	}
	kept := int32(-1) // the line that stands for the transaction
	for _, i := range lines {
		if l := &d.lines[i]; ownLine(l, t) && !d.claims[i].extra && agrees(l, t) {
			kept = i
			break
		}
	}
	for _, i := range lines {
		l, link := &d.lines[i], &links[i]
		if !ownLine(l, t) {
			continue
		}
		if kept < 0 {
			kept = i
		}
		link.State, link.Explanation = Matched, d.how(i)
		switch {
		case i == kept && agrees(l, t):
			if t.Status != record.Approved {
				link.Explanation += "; the terminal says " + string(t.Status)
			}
		case i == kept || l.Gross == 0 || (l.Gross > 0) != (wantedGross(t) > 0):
			link.State = Mismatch
			link.Explanation += "; " + differ(l, t)
		default:
			link.State = Duplicate
			link.Explanation += "; line " + d.lines[kept].ID + " stands for it already"
		}
	}
	d.judgeBack(target, lines, links, record.LineRefund)
	d.judgeBack(target, lines, links, record.LineChargeback)
}

// judgeBack gives the states of lines that take a sale's money back: they may
// be several and of any amount, as long as they do not take back more than the
// sale was (and what chargebacks won gave again).
func (d *desk) judgeBack(target int32, lines []int32, links []LineLink, kind record.LineType) {
	t := &d.txns[target]
	if !isSale(t.Type) {
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

// how says by what a line was linked.
func (d *desk) how(line int32) string {
	if note := d.notes[line]; note != "" {
		return note
	}
	return why[d.claims[line].rung]
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

func agrees(l *record.Line, t *record.Transaction) bool {
	return l.Gross == wantedGross(t) && (l.Currency == t.Currency || l.Currency == "" || t.Currency == "")
}

func differ(l *record.Line, t *record.Transaction) string {
	return "the line says " + amount(l.Gross, cmp.Or(l.Currency, t.Currency)) + ", the transaction " + amount(wantedGross(t), t.Currency)
}

func amount(minor int64, currency string) string {
	return strings.TrimSpace(currency + " " + money.Format(minor, currency))
}

// names lists transactions by their provider ids.
func (d *desk) names(rows []int32) string {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = d.txns[r].ID
	}
	return list(ids)
}

// list writes ids as a person would, the first five of them.
func list(ids []string) string {
	const most = 5
	switch {
	case len(ids) > most:
		return strings.Join(ids[:most], ", ") + " and others"
	case len(ids) < 2:
		return strings.Join(ids, "")
	}
	return strings.Join(ids[:len(ids)-1], ", ") + " and " + ids[len(ids)-1]
}

// byLineID orders lines by their id as text.
func byLineID(a, b *record.Line) int {
	return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Source, b.Source), cmp.Compare(a.Row, b.Row))
}
