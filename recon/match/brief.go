package match

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// brief is what most steps ask of a transaction, small enough that many steps
// over a large merchant stay in the cache.
type brief struct {
	key      int64 // store key of the transaction that the row tells of
	amount   int64
	day      calendar.Date // local day of the swipe, 0 not known
	target   int32         // the row that stands for the transaction: itself, or the one it is joined to
	kind     kind
	approved bool
	declined bool
	currency uint16 // number among the currencies at hand, 0 not known
	back     bool   // it may have an original
}

// kind sorts transactions by what lines they have.
type kind uint8

const (
	otherKind kind = iota
	saleKind       // sales and captures
	refundKind
	undoKind // voids and reversals
)

func briefOf(t *record.Transaction) brief {
	b := brief{key: t.Row, amount: t.Amount, approved: t.Status == record.Approved, declined: t.Status == record.Declined}
	switch t.Type {
	case record.Sale:
		b.kind = saleKind
	case record.Capture:
		b.kind, b.back = saleKind, true
	case record.Refund:
		b.kind, b.back = refundKind, true
	case record.Void, record.Reversal:
		b.kind, b.back = undoKind, true
	}
	return b
}

// lineBrief is the same of a settlement line.
type lineBrief struct {
	gross    int64
	kind     kind // of the transaction that it settles itself; otherKind: it settles none
	back     bool // CHARGEBACK
	currency uint16
}

func lineBriefOf(l *record.Line) lineBrief {
	b := lineBrief{gross: l.Gross}
	switch l.Type {
	case record.LineSale:
		b.kind = saleKind
	case record.LineRefund:
		b.kind = refundKind
	case record.LineChargeback:
		b.back = true
	}
	return b
}

// own says whether a line is the one that settles t itself.
func (l *lineBrief) own(t *brief) bool { return l.kind != otherKind && l.kind == t.kind }

// wants says whether a line may speak of t by a reference that it carries itself.
func (l *lineBrief) wants(t *brief) bool {
	return l.own(t) || (l.back && t.kind == saleKind)
}

// wanted is the gross that the line of t should show, signed.
func (t *brief) wanted() int64 {
	if t.kind == refundKind {
		return -t.amount
	}
	return t.amount
}

func (l *lineBrief) agrees(t *brief) bool {
	return l.gross == t.wanted() && (l.currency == t.currency || l.currency == 0 || t.currency == 0)
}

// currencies numbers the currencies at hand from 1; "" is 0.
type currencies struct{ seen []string }

func (c *currencies) number(code string) uint16 {
	if code == "" {
		return 0
	}
	for i, s := range c.seen {
		if s == code {
			return uint16(i + 1)
		}
	}
	c.seen = append(c.seen, code)
	return uint16(len(c.seen))
}
