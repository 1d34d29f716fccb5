package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

// backed is what a search backwards found: payouts, or the bank entries that
// pay them, and the trails of all the swipes in them.
type backed struct {
	payouts []trail.PayoutView
	entries []trail.EntryView
	trails  []trail.Trail
}

// backwards finds what a payout, by its id or bank reference, or a bank entry paid.
func (c *traceCmd) backwards(a *app, db *storage.DB, payout, entry string) (b backed, err error) {
	staff := access.StaffScope()
	var within []trail.PayoutView
	switch {
	case payout+entry == "":
		return b, nil
	case entry != "":
		if b.entries, err = db.BankEntries(a.ctx, staff, handlers.EntryQuery{MerchantID: c.Merchant, Reference: entry, Limit: 100}); err != nil {
			return b, err
		}
		for _, e := range b.entries {
			for _, p := range e.Payouts {
				within = append(within, p.Payout)
			}
		}
	default:
		found, err := db.Payouts(a.ctx, staff, handlers.PayoutQuery{MerchantID: c.Merchant, Reference: payout, Limit: 100})
		if err != nil {
			return b, err
		}
		for _, p := range found { // the search knows payouts by their entries too
			if strings.EqualFold(p.ID, payout) || strings.EqualFold(p.BankReference, payout) {
				b.payouts = append(b.payouts, p)
			}
		}
		within = b.payouts
		if b.entries, err = besides(a, db, b.payouts); err != nil {
			return b, err
		}
	}
	seen := map[int64]bool{}
	for _, p := range within {
		for _, l := range p.Lines {
			if l.TransactionRow == 0 || seen[l.TransactionRow] {
				continue
			}
			seen[l.TransactionRow] = true
			t, ok, err := db.Trail(a.ctx, staff, l.TransactionRow)
			if err != nil {
				return b, err
			}
			if ok {
				b.trails = append(b.trails, t)
			}
		}
	}
	return b, nil
}

// besides gives the bank entries that pay other payouts beside these.
func besides(a *app, db *storage.DB, payouts []trail.PayoutView) ([]trail.EntryView, error) {
	var all []trail.EntryView
	seen := map[int64]bool{}
	for _, p := range payouts {
		for _, e := range p.Booked {
			if e.Share == e.Amount || seen[e.Row] {
				continue
			}
			found, err := db.BankEntries(a.ctx, access.StaffScope(), handlers.EntryQuery{Reference: e.ID, From: e.On, To: e.On, Limit: 100})
			if err != nil {
				return nil, err
			}
			for _, v := range found {
				if v.Row == e.Row && !seen[e.Row] {
					seen[e.Row] = true
					all = append(all, v)
				}
			}
		}
	}
	return all, nil
}

// print tells what was found in sums that tie, before the table of swipes.
func (b backed) print(w io.Writer) {
	together := map[int64]trail.EntryView{}
	for _, e := range b.entries {
		together[e.Row] = e
	}
	for _, p := range b.payouts {
		printPayout(w, p, together)
	}
	if len(b.payouts) > 0 {
		return
	}
	for _, e := range b.entries {
		printEntry(w, e)
	}
}

// account prints terms of a sum, a line each; those of zero are left out.
type account struct {
	w        io.Writer
	currency string
}

func (a account) term(label string, n int64) {
	if n != 0 {
		a.total(label, n)
	}
}

func (a account) total(label string, n int64) {
	fmt.Fprintf(a.w, "  %-32s %16s\n", label, money.Format(n, a.currency))
}

// printPayout shows what makes a payout up, and where the bank shows it.
func printPayout(w io.Writer, p trail.PayoutView, together map[int64]trail.EntryView) {
	fmt.Fprintf(w, "payout %s of %s, %s: %s %s, %s", p.ID, p.MerchantID, onOf(p), money.Format(p.Amount, p.Currency), p.Currency, p.State)
	if reasons := trail.JoinReasons(p.Reasons); reasons != "" {
		fmt.Fprintf(w, " (%s)", reasons)
	}
	fmt.Fprintln(w)
	a := account{w, p.Currency}
	if p.Itemised {
		gross, count := map[string]int64{}, map[string]int{}
		for _, l := range p.Lines {
			if l.Currency == p.Currency {
				gross[l.Type] += l.Gross
				count[l.Type]++
			}
		}
		for _, k := range []record.LineType{record.LineSale, record.LineRefund, record.LineChargeback, record.LineFee, record.LineReserve, record.LineAdjustment} {
			a.term(fmt.Sprintf("%d %s", count[string(k)], k), gross[string(k)])
		}
		a.term("fees of lines", -p.LineFees)
	} else {
		fmt.Fprintln(w, "  no line names it: only its amount is known")
	}
	a.term("carried in", p.CarriedIn)
	a.term("carried out", -p.CarriedOut)
	a.term("payout fee", -p.Fee)
	a.term("not explained", p.Unexplained)
	a.total("= payout", p.Amount)
	for _, e := range p.Booked {
		label := fmt.Sprintf("bank %s of %s", e.ID, e.On)
		if e.Owner == record.Payer {
			label = fmt.Sprintf("own account %s of %s", e.ID, e.On)
		}
		a.total(label, e.Share)
		if e.Share != e.Amount {
			fmt.Fprintf(w, "    part of %s together with %s\n", money.Format(e.Amount, p.Currency), others(together[e.Row], p.Row))
		}
	}
	a.term("difference at the bank", p.Difference)
	fmt.Fprintln(w)
}

func onOf(p trail.PayoutView) string {
	if p.SentOn == 0 {
		return "day not known"
	}
	return cmp.Or(map[bool]string{true: "expected "}[p.Implied], "sent ") + p.SentOn.String()
}

// others names the payouts of an entry but one.
func others(e trail.EntryView, but int64) string {
	var list []string
	for _, p := range e.Payouts {
		if p.Payout.Row != but {
			list = append(list, fmt.Sprintf("%s of %s %s", p.Payout.ID, p.Payout.MerchantID, money.Format(p.Amount, e.Currency)))
		}
	}
	return strings.Join(list, ", ")
}

// printEntry shows what makes a bank entry up.
func printEntry(w io.Writer, e trail.EntryView) {
	whose := "account"
	if e.Owner == record.Payer {
		whose = "own account"
	}
	fmt.Fprintf(w, "bank entry %s, booked %s, %s ··%s: %s %s\n", e.ID, e.BookedOn, whose, e.Account, money.Format(e.Amount, e.Currency), e.Currency)
	if e.Memo != "" {
		fmt.Fprintf(w, "  memo %q\n", e.Memo)
	}
	a := account{w, e.Currency}
	switch {
	case len(e.Payouts) == 0:
		fmt.Fprintln(w, "  no payout accounts for it; what was compared is in: moneytrail export breaks")
	case !e.Itemised:
		fmt.Fprintln(w, "  not every payout in it has lines: only amounts are known")
	default:
		a.term("sales", e.Sales)
		a.term("refunds", -e.Refunds)
		a.term("chargebacks", -e.Chargebacks)
		a.term("fees", -e.Fees)
		a.term("adjustments", e.Adjustments)
		a.term("reserved", -e.Reserved)
		a.term("carried in", e.CarriedIn)
		a.term("carried out", -e.CarriedOut)
		a.term("payout fees", -e.PayoutFees)
		a.term("not explained", e.Unexplained)
		a.term("in other entries", -e.Elsewhere)
		a.term("no payout accounts for", e.Stray)
		a.total("= entry", e.Amount)
	}
	for _, p := range e.Payouts {
		a.total(fmt.Sprintf("%s %s of %s by %s", p.Role, p.Payout.ID, p.Payout.MerchantID, p.Rule), p.Amount)
		if p.Elsewhere != 0 {
			fmt.Fprintf(w, "    the payout is %s, %s of it in other entries\n", money.Format(p.Payout.Amount, p.Payout.Currency), money.Format(p.Elsewhere, e.Currency))
		}
	}
	if len(e.Payouts) > 0 && !e.Itemised {
		a.term("no payout accounts for", e.Stray)
		a.total("= entry", e.Amount)
	}
	fmt.Fprintln(w)
}
