package match

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/record"
)

// left is what left the operator's account without a word to whom.
func left(id, day string, amount int64, memo string) record.Entry {
	e := entry(id, day, amount, memo)
	e.Owner, e.Direction, e.Counterparty = record.Payer, record.Debit, record.Account{}
	e.Account = record.Account{Key: "operator", Last4: "1010"}
	return e
}

// Debits that name nobody: what is said of them, and that nothing is taken.
func TestNameless(t *testing.T) {
	to := func(account string) func(*PayoutSide) {
		return func(p *PayoutSide) { p.Account = record.Account{Key: account, Last4: account} }
	}
	of := func(source string) func(*PayoutSide) { return func(p *PayoutSide) { p.Source = source } }
	day := func() []PayoutSide {
		return []PayoutSide{payout("P1", "2026-11-18", 1000, to("a")), payout("P2", "2026-11-18", 2300, to("b")),
			payout("P3", "2026-11-18", 455, to("c")), payout("P4", "2026-11-19", 455, to("c"))}
	}
	many := func(n int, amount func(i int) int64) (out []PayoutSide) {
		for i := range n {
			out = append(out, payout(fmt.Sprintf("P%04d", i), "2026-11-18", amount(i), to(fmt.Sprint("a", i))))
		}
		return out
	}
	for _, c := range []struct {
		name      string
		payouts   []PayoutSide
		debits    []record.Entry
		decisions Decisions
		want      []string
	}{
		{"one debit for all that was sent that day", day(), []record.Entry{left("D1", "2026-11-18", 3755, "")}, nil,
			[]string{"cover D1 = P1 P2 P3: entry D1 is P1, P2 and P3: all open payouts sent on 2026-11-18 together"}},
		{"all of one acquirer", append(day(), payout("Q1", "2026-11-18", 9000, of("other"), to("d")), payout("Q2", "2026-11-18", 1, of("other"), to("d"))),
			[]record.Entry{left("D1", "2026-11-18", 9001, "")}, nil,
			[]string{"cover D1 = Q1 Q2: entry D1 is Q1 and Q2: all open payouts from other sent on 2026-11-18 together"}},
		{"some of the day's, where they are few enough to look through", day(), []record.Entry{left("D1", "2026-11-18", 3300, "")}, nil,
			[]string{"cover D1 = P1 P2: entry D1 is P1 and P2 to the minor unit; no other set is"}},
		{"a debit each; two fit one of them", day(), []record.Entry{left("D1", "2026-11-19", 1000, ""), left("D2", "2026-11-19", 455, "")}, nil,
			[]string{"entry D1 = P1: entry D1 has the amount and days of P1, and does not say to whom it went",
				"entry D2 = P3: entry D2 has the amount and days of P3, and does not say to whom it went; P4 would fit as well",
				"entry D2 = P4: entry D2 has the amount and days of P4, and does not say to whom it went; P3 would fit as well"}},
		{"before it was sent, too late, another currency", day(), []record.Entry{left("D1", "2026-11-17", 1000, ""), left("D2", "2026-11-23", 1000, ""),
			func() record.Entry { e := left("D3", "2026-11-18", 1000, ""); e.Currency = "HKD"; return e }()}, nil, nil},
		{"more equal ones than mean anything", many(6, func(int) int64 { return 700 }), []record.Entry{left("D1", "2026-11-18", 700, "")}, nil, nil},
		{"of thirty only the whole is looked for: no noise", many(30, func(i int) int64 { return 100 + int64(i) }),
			[]record.Entry{left("D1", "2026-11-18", 100+101, ""), left("D2", "2026-11-18", 30*100+435-100, "")}, nil, nil},
		{"more than a person can look through", many(501, func(i int) int64 { return 100 + int64(i) }),
			[]record.Entry{left("D1", "2026-11-18", 501*100+500*501/2, "")}, nil, nil},
		{"its memo names one: no case for amounts", day(), []record.Entry{left("D1", "2026-11-18", 2300, "P1")}, nil, nil},
		{"a payee's credit and a debit with its counterparty are not nameless", day(),
			[]record.Entry{entry("E1", "2026-11-18", 1000, ""), func() record.Entry {
				e := left("D1", "2026-11-18", 1000, "")
				e.Counterparty = record.Account{Key: "z"}
				return e
			}()}, nil, nil},
		{"declined once, not said again", day(), []record.Entry{left("D1", "2026-11-18", 3755, "")},
			Decisions{{ID: "1", Kind: Reject, Suggestion: nameOf(SuggestCover, pairs("D1", "P1", "P2", "P3"))}}, nil},
		{"kept apart from one by a person", day(), []record.Entry{left("D1", "2026-11-19", 455, "")},
			Decisions{{ID: "1", Kind: Reject, Entry: Key{"", "D1"}, Payout: Key{"", "P3"}}},
			[]string{"entry D1 = P4: entry D1 has the amount and days of P4, and does not say to whom it went; P3 would fit as well"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.payouts {
				c.payouts[i].Row = int64(i + 1)
			}
			for i := range c.debits {
				c.debits[i].Row = int64(100 + i)
			}
			var got []string
			for _, s := range new(Matcher).Nameless(c.payouts, c.debits, false, nil, c.decisions) {
				said := string(s.Kind) + " " + s.Pairs[0].Entry.ID + " ="
				for _, p := range s.Pairs {
					said += " " + p.Payout.ID
				}
				got = append(got, said+": "+s.Why)
				if s.Open != 0 {
					t.Errorf("%s leaves %d open", said, s.Open)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func pairs(entry string, payouts ...string) (out []Pair) {
	for _, p := range payouts {
		out = append(out, Pair{Entry: Key{"", entry}, Payout: Key{"", p}})
	}
	return out
}
