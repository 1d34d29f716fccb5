package sample

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/calendar"
)

// files writes the history as the seven native files.
func (h *history) files() ([]File, error) {
	var out []File
	for _, t := range []struct {
		name, head string
		rows       [][]string
	}{
		{"merchants.csv", "merchant_id,name,account,language,timezone,currency,calendar,settlement_cycle,cutoff,fee_bps,min_payout,group_id,store,opens,closes", h.merchantRows()},
		{"terms.csv", "merchant_id,scheme,card_type,cycle,cutoff,fee_bps,fee_cap,refund_fee", h.termsRows()},
		{"transactions.csv", "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status,card_type,batch_no,slip_no,place", h.transactionRows()},
		{"settlements.csv", "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status,currency,transaction_id,hold_reason,due_on,note", h.settlementRows()},
		{"payouts.csv", "payout_id,merchant_id,sent_at,amount,currency,account,status,confirmed_at,bank_reference,statement_text,failure_code,failure_reason", h.payoutRows()},
		{"bank.csv", "entry_id,booked_on,account,amount,direction,currency,memo,booked_at,owner", h.bankRows()},
		{"events.csv", "merchant_id,time,kind,terminal_id,reference,due_on,public_reason,note", h.eventRows()},
	} {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.Write(strings.Split(t.head, ",")); err != nil {
			return nil, err
		}
		if err := w.WriteAll(t.rows); err != nil {
			return nil, err
		}
		out = append(out, File{Name: t.name, Body: b.Bytes()})
	}
	return out, nil
}

func dated(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func wall(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateTime)
}

func (h *history) merchantRows() (rows [][]string) {
	for _, s := range h.shops {
		fee, least := "", ""
		if s.feeBPS > 0 {
			fee = strconv.FormatInt(s.feeBPS, 10)
		}
		if s.minPayout > 0 {
			least = yuan(s.minPayout)
		}
		rows = append(rows, []string{s.id, s.name, s.account, s.language, "Asia/Shanghai", currency, "CN", "T+1", s.cutOff, fee, least, s.group, s.store, s.opens, s.closes})
	}
	return rows
}

func (h *history) termsRows() (rows [][]string) {
	for _, t := range h.terms {
		limit := ""
		if t.FeeCap != nil {
			limit = yuan(*t.FeeCap)
		}
		rows = append(rows, []string{t.MerchantID, t.Scheme, t.CardType, t.Cycle, t.CutOff, *t.FeeBPS, limit, t.RefundFee})
	}
	return rows
}

func (h *history) transactionRows() (rows [][]string) {
	for _, s := range h.sales {
		rows = append(rows, []string{s.id, s.shop.id, s.terminal, wall(s.at), string(s.kind), yuan(s.amount), currency, s.last4, s.scheme, s.auth,
			s.rrn, s.originalRRN, string(s.status), s.cardType, s.batch, s.slip, s.shop.place})
	}
	return rows
}

func (h *history) settlementRows() (rows [][]string) {
	for _, l := range h.lines {
		note := ""
		if l.sale.held == "DOCUMENTS" {
			note = "风控复核中，等商户补材料"
		}
		rows = append(rows, []string{l.id, l.settledOn.String(), l.sale.shop.id, l.sale.terminal, wall(l.sale.at), string(l.kind),
			yuan(l.gross), yuan(l.fee), yuan(l.net), l.sale.rrn, l.payout, string(l.status), currency, l.sale.id, l.sale.held, dated(l.dueOn), note})
	}
	return rows
}

func (h *history) payoutRows() (rows [][]string) {
	for _, p := range h.payouts {
		rows = append(rows, []string{p.id, p.shop.id, wall(p.sent), yuan(p.amount), currency, p.shop.account, string(p.status),
			wall(p.confirmed), p.reference, p.statement, p.code, p.reason})
	}
	return rows
}

func (h *history) bankRows() (rows [][]string) {
	for _, e := range h.entries {
		rows = append(rows, []string{e.id, e.payout.due.String(), e.payout.shop.account, yuan(e.amount), "C", currency,
			e.payout.statement, wall(h.at(e.payout.due, bookedAt)), "payee"})
	}
	return rows
}

func (h *history) eventRows() (rows [][]string) {
	for _, e := range h.events {
		rows = append(rows, []string{e.shop.id, wall(e.at), e.kind, e.terminal, e.names(), dated(e.dueOn), e.publicReason, e.note})
	}
	return rows
}
