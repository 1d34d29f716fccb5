package match

import (
	"cmp"
	"slices"
	"time"

	"moneytrail/recon/record"
)

// Chain is a sale, capture or pre-authorisation with what refers back to it.
// Amounts are in minor units of Currency, the original's.
type Chain struct {
	Original int64 // store key
	Currency string
	Amount   int64
	// Followers are the rows that name it, in order of time: refunds, captures,
	// voids, reversals, declined ones too.
	Followers []int64
	// Refunded is the sum of the approved refunds that were not undone, Captured
	// that of the captures of a pre-authorisation.
	Refunded, Captured int64
	// Undone: an approved void or reversal, itself not undone, took it back.
	Undone bool
	// Over is how much refunds or captures go beyond Amount, 0 if they do not;
	// Beyond are the rows that do, the earlier ones having come first.
	Over   int64
	Beyond []int64
	// Foreign are refunds and captures in another currency; they are in no sum.
	Foreign []int64
}

// Left is what may still be refunded or captured, never below 0.
func (c *Chain) Left() int64 {
	if c.Undone {
		return 0
	}
	return max(0, c.Amount-c.Refunded-c.Captured)
}

// Chains gives the chain of every sale, capture and pre-authorisation that a
// row refers back to, in the order of txns. Rows joined to another stand for
// that one.
func (m *Matcher) Chains(txns []record.Transaction) []Chain {
	b := &m.desk.book
	b.open(txns, time.UTC)
	followers := map[int32][]int32{}
	b.originals(func(row, original int32) {
		if txns[row].Joined == 0 {
			original = b.target(original)
			followers[original] = append(followers[original], row)
		}
	})
	for _, rows := range followers {
		slices.SortFunc(rows, func(x, y int32) int {
			return cmp.Or(cmp.Compare(b.at(x), b.at(y)), cmp.Compare(txns[x].ID, txns[y].ID), cmp.Compare(txns[x].Row, txns[y].Row))
		})
	}
	var out []Chain
	for i := range txns {
		rows := followers[int32(i)]
		if len(rows) == 0 || (!isSale(txns[i].Type) && txns[i].Type != record.PreAuth) {
			continue
		}
		out = append(out, chainOf(txns, followers, int32(i), rows))
	}
	return out
}

func chainOf(txns []record.Transaction, followers map[int32][]int32, original int32, rows []int32) Chain {
	t := &txns[original]
	c := Chain{Original: t.Row, Currency: t.Currency, Amount: t.Amount, Undone: undoneBy(txns, followers, original)}
	for _, r := range rows {
		f := &txns[r]
		c.Followers = append(c.Followers, f.Row)
		if f.Status != record.Approved || (f.Type != record.Refund && f.Type != record.Capture) || undoneBy(txns, followers, r) {
			continue
		}
		if !sameCurrency(f.Currency, t.Currency) {
			c.Foreign = append(c.Foreign, f.Row)
			continue
		}
		if f.Type == record.Refund {
			c.Refunded += f.Amount
		} else {
			c.Captured += f.Amount
		}
		if over := c.Refunded + c.Captured - c.Amount; over > 0 {
			c.Over = over
			c.Beyond = append(c.Beyond, f.Row)
		}
	}
	return c
}

// undoneBy says whether an approved void or reversal took a row back, and was not taken back itself.
func undoneBy(txns []record.Transaction, followers map[int32][]int32, row int32) bool {
	for _, f := range followers[row] {
		t := &txns[f]
		if (t.Type == record.Void || t.Type == record.Reversal) && t.Status == record.Approved &&
			(t.Amount == 0 || t.Amount >= txns[row].Amount) && !undoneBy(txns, followers, f) {
			return true
		}
	}
	return false
}
