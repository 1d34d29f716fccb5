package match

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

var account = record.Account{Key: "k6217", Last4: "6217"}

func payout(id, on string, amount int64, change ...func(*PayoutSide)) PayoutSide {
	p := PayoutSide{Payout: record.Payout{ID: id, MerchantID: "M1", Amount: amount, Currency: "CNY", Account: account, Status: record.PayoutSent}, On: day(on)}
	for _, c := range change {
		c(&p)
	}
	return p
}

func entry(id, on string, amount int64, memo string, change ...func(*record.Entry)) record.Entry {
	e := record.Entry{ID: id, BookedOn: day(on), Account: account, Amount: amount, Direction: record.Credit, Currency: "CNY", Memo: memo, Owner: record.Payee}
	for _, c := range change {
		c(&e)
	}
	return e
}

func debit(e *record.Entry) { e.Direction = record.Debit }

// ofPayer turns an entry into one of the operator's paying account.
func ofPayer(e *record.Entry) {
	e.Owner, e.Counterparty, e.Account = record.Payer, e.Account, record.Account{Key: "kpayer", Last4: "0001"}
}

// told numbers rows and writes the links as "entry: role of payout by rule".
func told(payouts []PayoutSide, entries []record.Entry) (got []string, explained string) {
	for i := range payouts {
		payouts[i].Row = int64(i + 1)
	}
	for i := range entries {
		entries[i].Row = int64(101 + i)
	}
	for _, l := range Entries(payouts, entries, calendar.Builtin()) {
		explained = l.Explanation
		if l.Payout == 0 {
			continue
		}
		got = append(got, fmt.Sprintf("%s: %s of %s by %s", entries[l.Entry-101].ID, l.Role, payouts[l.Payout-1].ID, l.Rule))
	}
	return got, explained
}

func TestEntries(t *testing.T) {
	const friday = "2026-11-20"
	reference := func(s string) func(*PayoutSide) { return func(p *PayoutSide) { p.BankReference = s } }
	statement := func(s string) func(*PayoutSide) { return func(p *PayoutSide) { p.StatementText = s } }
	status := func(s record.PayoutStatus) func(*PayoutSide) { return func(p *PayoutSide) { p.Status = s } }
	tests := []struct {
		name    string
		payouts []PayoutSide
		entries []record.Entry
		want    []string
		explain string
	}{
		{
			name: "the payout's id in the memo, the amount a little short", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 950, "结算款P1 美食")}, want: []string{"B1: payout of P1 by reference"}, explain: "the memo names P1",
		},
		{
			name: "P1 is not in P12, nor in XP1", payouts: []PayoutSide{payout("P1", friday, 1000), payout("P12", friday, 2000)},
			entries: []record.Entry{entry("B1", friday, 2000, "PAYOUT P12"), entry("B2", friday, 500, "XP1"), entry("B3", friday, 501, "P1X")},
			want:    []string{"B1: payout of P12 by reference"},
		},
		{
			name: "ids with signs in them, in small letters", payouts: []PayoutSide{payout("PO-2026/001", friday, 1000), payout("PO-2026/002", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, "stl po-2026/002, thanks")}, want: []string{"B1: payout of PO-2026/002 by reference"},
		},
		{
			name: "the bank's reference", payouts: []PayoutSide{payout("P1", friday, 1000, reference("FT26112000077"))},
			entries: []record.Entry{entry("B1", friday, 1000, "FT26112000077")}, want: []string{"B1: payout of P1 by reference"},
		},
		{
			name: "the text on the statement, with blanks the bank added", payouts: []PayoutSide{payout("P1", friday, 1000, statement("银联商务 清算 1120"))},
			entries: []record.Entry{entry("B1", friday, 1000, "来自 银联商务  清算  1120")}, want: []string{"B1: payout of P1 by reference"},
		},
		{
			name:    "a memo that names two payouts: the amount tells",
			payouts: []PayoutSide{payout("P1", friday, 1000), payout("P2", friday, 2000)},
			entries: []record.Entry{entry("B1", friday, 2000, "P1 AND P2"), entry("B2", friday, 3000, "P1 AND P2")},
			want:    []string{"B1: payout of P2 by reference"},
			explain: "the memo names P1 and P2, and the amount is theirs together",
		},
		{
			name: "a number too short to name anything needs account and amount", payouts: []PayoutSide{payout("17", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 900, "TABLE 17"), entry("B2", friday, 1000, "17")}, want: []string{"B2: payout of 17 by reference"},
		},
		{
			name: "another currency never", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, "P1", func(e *record.Entry) { e.Currency = "HKD" })},
		},
		{
			name: "named, but on another account", payouts: []PayoutSide{payout("PO10", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, "PO10", func(e *record.Entry) { e.Account = record.Account{Key: "other", Last4: "9999"} })},
			want:    []string{"B1: payout of PO10 by reference"}, explain: "its account ends in 9999, the payout's in 6217",
		},
		{
			name: "named by what is too short to be looked for elsewhere, on another account", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, "P1", func(e *record.Entry) { e.Account = record.Account{Key: "other", Last4: "9999"} })},
			explain: "names no payout",
		},
		{
			name: "one payout in two entries that name it", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 600, "P1 1/2"), entry("B2", friday, 400, "P1 2/2")},
			want:    []string{"B1: payout of P1 by reference", "B2: payout of P1 by reference"},
		},
		{
			name: "account, amount and three days", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", "2026-11-23", 1000, "SETTLEMENT")}, want: []string{"B1: payout of P1 by details"},
			explain: "same account and amount, booked 3 days after sending; no other fits",
		},
		{
			name: "not before it was sent, not after the window, not another amount", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", "2026-11-19", 1000, ""), entry("B2", "2026-11-24", 1000, ""), entry("B3", friday, 999, "")},
		},
		{
			name: "the window waits for the first working day after a holiday", payouts: []PayoutSide{payout("P1", "2026-09-30", 1000)},
			entries: []record.Entry{entry("B1", "2026-10-08", 1000, "")}, want: []string{"B1: payout of P1 by details"},
		},
		{
			name: "two entries fit one payout: none is taken", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, ""), entry("B2", friday, 1000, "")},
			explain: "fits P1, and so does another entry; neither is taken",
		},
		{
			name: "the same amount two days running", payouts: []PayoutSide{payout("P1", "2026-11-17", 1000), payout("P2", "2026-11-18", 1000)},
			entries: []record.Entry{entry("B2", "2026-11-18", 1000, ""), entry("B1", "2026-11-17", 1000, "")},
			want:    []string{"B2: payout of P2 by details", "B1: payout of P1 by details"},
		},
		{
			name: "a payout that an entry names takes no second one by amount", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, "P1"), entry("B2", friday, 1000, "")}, want: []string{"B1: payout of P1 by reference"},
		},
		{
			name: "it left the operator's account and arrived on the merchant's", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, "", ofPayer, debit), entry("B2", friday, 1000, "")},
			want:    []string{"B1: payout of P1 by details", "B2: payout of P1 by details"},
		},
		{
			name: "returned, by the payout's id", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, "PAYOUT P1"), entry("B2", "2026-11-23", 1000, "RETURN P1", debit)},
			want:    []string{"B1: payout of P1 by reference", "B2: return of P1 by reference"},
		},
		{
			name: "a merchant who spends what arrived returns nothing", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", friday, 1000, ""), entry("B2", "2026-11-23", 1000, "RENT", debit)},
			want:    []string{"B1: payout of P1 by details"},
		},
		{
			name:    "returned, as the payer says or as the memo says",
			payouts: []PayoutSide{payout("P1", friday, 1000, status(record.PayoutReturned)), payout("P2", friday, 2000)},
			entries: []record.Entry{entry("B1", "2026-11-23", 1000, "", debit), entry("B2", "2026-11-23", 2000, "退票 户名不符", debit)},
			want:    []string{"B1: return of P1 by details", "B2: return of P2 by details"},
		},
		{
			name: "back on the operator's account", payouts: []PayoutSide{payout("P1", friday, 1000)},
			entries: []record.Entry{entry("B1", "2026-11-25", 1000, "", ofPayer)}, want: []string{"B1: return of P1 by details"},
		},
		{
			name: "known from its lines alone", payouts: []PayoutSide{payout("P1", friday, 0, func(p *PayoutSide) { p.Implied, p.Status, p.LinesNet = true, "", 1000 })},
			entries: []record.Entry{entry("B1", friday, 1000, "")}, want: []string{"B1: payout of P1 by details"},
		},
		{
			name:    "nothing to look for: carried, failed, of no known day",
			payouts: []PayoutSide{payout("P1", friday, 0), payout("P2", friday, 1000, status(record.PayoutFailed)), payout("P3", friday, 2000, func(p *PayoutSide) { p.On = 0 })},
			entries: []record.Entry{entry("B1", friday, 1000, ""), entry("B2", friday, 2000, "")},
		},
		{
			name: "a text that stands on every payout names none, the details do",
			payouts: []PayoutSide{payout("P1", friday, 1000, statement("ACME SETTLEMENT")), payout("P2", friday, 2000, statement("ACME SETTLEMENT")),
				payout("P3", friday, 3000, statement("ACME SETTLEMENT")), payout("P4", friday, 4000, statement("ACME SETTLEMENT")), payout("P5", friday, 5000, statement("ACME SETTLEMENT"))},
			entries: []record.Entry{entry("B1", friday, 3000, "ACME SETTLEMENT"), entry("B2", friday, 9999, "ACME SETTLEMENT")},
			want:    []string{"B1: payout of P3 by details"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, explained := told(tt.payouts, tt.entries)
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
			if !strings.Contains(explained, tt.explain) {
				t.Errorf("explained as %q, want %q in it", explained, tt.explain)
			}
		})
	}
}

// Payouts and entries in any order, any mixture of witnesses: the same links,
// and no entry is claimed for more than it is.
func TestEntriesOrderDoesNotMatter(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		var payouts []PayoutSide
		var entries []record.Entry
		for i := range rapid.IntRange(1, 12).Draw(t, "payouts") {
			p := payout(fmt.Sprintf("P%d", i), "2026-11-16", 1000*int64(rapid.IntRange(1, 3).Draw(t, "amount")))
			p.Row, p.On = int64(i+1), p.On+calendar.Date(rapid.IntRange(0, 9).Draw(t, "day"))
			payouts = append(payouts, p)
			for range rapid.IntRange(0, 2).Draw(t, "entries") {
				e := entry(fmt.Sprintf("B%d", len(entries)), "2026-11-16", p.Amount, rapid.SampledFrom([]string{"", p.ID, "P1 P2", "RETURN"}).Draw(t, "memo"))
				e.Row, e.BookedOn = int64(101+len(entries)), p.On+calendar.Date(rapid.IntRange(0, 3).Draw(t, "later"))
				e.Direction = rapid.SampledFrom([]record.Direction{record.Credit, record.Credit, record.Debit}).Draw(t, "direction")
				if rapid.Bool().Draw(t, "payer") {
					ofPayer(&e)
				}
				entries = append(entries, e)
			}
		}
		byEntry := map[int64][]EntryLink{}
		claimed := map[int64]int64{}
		for _, l := range Entries(payouts, entries, cals) {
			byEntry[l.Entry] = append(byEntry[l.Entry], l)
			claimed[l.Entry] += l.Amount
		}
		for _, e := range entries {
			links := byEntry[e.Row]
			if left := len(links) == 1 && links[0].Payout == 0; !left && claimed[e.Row] != e.Amount {
				t.Fatalf("entry %d is %d, and %d of it is claimed", e.Row, e.Amount, claimed[e.Row])
			}
		}
		other := map[int64][]EntryLink{}
		for _, l := range Entries(rapid.Permutation(payouts).Draw(t, "p"), rapid.Permutation(entries).Draw(t, "e"), cals) {
			other[l.Entry] = append(other[l.Entry], l)
		}
		if diff := cmp.Diff(byEntry, other); diff != "" {
			t.Fatalf("(-one order +another):\n%s", diff)
		}
	})
}
