package importer_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"moneytrail/recon/card"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// swipesWith is a file of swipes with these order ids.
func swipesWith(orders []string) string {
	var b strings.Builder
	b.WriteString(strings.TrimSpace(transactionsHead) + ",order_id\n")
	for i, id := range orders {
		fmt.Fprintf(&b, "T%d,M1,K1,2026-11-20 12:00:00,SALE,1.00,CNY,1234,UNIONPAY,A1,%d,,APPROVED,%s\n", i, i+1, id)
	}
	return b.String()
}

// ordersOf reads the order ids that come of a file.
func ordersOf(t *testing.T, file string) (p importer.Proof, ids []string) {
	t.Helper()
	if p = prove(t, file, cny); p.Refused(cny) {
		return p, nil
	}
	err := importer.Read(t.Context(), input([]byte(file)), cny, p, func(r importer.Row) error {
		ids = append(ids, values(r)[0].(record.Transaction).OrderID)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, ids
}

// A card number among ids is cut, and the file says so; ids that are right card
// numbers by chance are not; a column of card numbers refuses the file.
func TestCardNumbersAreNoIDs(t *testing.T) {
	for _, tt := range []struct{ name, ids, want, says string }{
		{"a column of cards", "A0 6222021001098550814 4111111111111111 5555555555554444 6011111111111117", "",
			"3:14 order_id holds card numbers (4 of 4 values), which are not kept: give the file with ids of its own, or with the first six and the last four digits of each card"},
		{"cut already", "622202******0814", "622202******0814", ""},
		{"one alone", "4111111111111111", "411111******1111",
			"2:14 order_id holds card numbers (1), the first of them here: no more than their first six and last four digits are kept"},
		{"one among counted ids", "20261120000001 20261120000002 5555555555554444 20261120000003", "20261120000001 20261120000002 555555******4444 20261120000003",
			"4:14 order_id holds card numbers (1), the first of them here: no more than their first six and last four digits are kept"},
		{"one among ids that begin like cards", "4200001234567801 4200001234567802 4200001234567803 4200001234567804 6222021001098550814",
			"4200001234567801 4200001234567802 4200001234567803 4200001234567804 622202*********0814",
			"6:14 order_id holds card numbers (1), the first of them here: no more than their first six and last four digits are kept"},
		{"one within an id", "20261120000001 REF-4111111111111111/2", "20261120000001 REF-411111******1111/2",
			"3:14 order_id holds card numbers (1), the first of them here: no more than their first six and last four digits are kept"},
		{"by chance", "4111111111111111 4111111111111112 4111111111111113", "4111111111111111 4111111111111112 4111111111111113", ""},
		{"a day in front", "2611201234567893 2611211234567891", "2611201234567893 2611211234567891", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, ids := ordersOf(t, swipesWith(strings.Fields(tt.ids)))
			if got := strings.Join(ids, " "); got != tt.want {
				t.Errorf("kept %s, want %s", got, tt.want)
			}
			if says := strings.TrimSpace(tell(append(p.Errors, p.Warnings...))); says != tt.says {
				t.Errorf("told %q, want %q", says, tt.says)
			}
		})
	}
}

// References of payment companies that look like card numbers stay as they are,
// in files of one row too; an order that is one does not.
func TestReferencesOfPaymentCompaniesStay(t *testing.T) {
	file := string(fixture(t, "adyen_32.csv"))
	lines := strings.SplitN(file, "\n", 3)
	names, row := strings.Split(lines[0], ","), strings.Split(lines[1], ",")
	row[slices.Index(names, "Psp Reference")], row[slices.Index(names, "Merchant Reference")] = "4111111111111111", "5555555555554444"
	file = lines[0] + "\n" + strings.Join(row, ",") + "\n"
	p := prove(t, file, cny)
	if p.Refused(cny) {
		t.Fatal(tell(p.Errors))
	}
	met := false
	err := importer.Read(t.Context(), input([]byte(file)), cny, p, func(r importer.Row) error {
		for _, rec := range values(r) {
			if x, ok := rec.(record.Transaction); ok {
				met = true
				if x.ID != "4111111111111111" || x.OrderID != "555555******4444" {
					t.Errorf("kept %s and %s", x.ID, x.OrderID)
				}
			}
		}
		return nil
	})
	if err != nil || !met {
		t.Fatal(err, met)
	}
}

// Of references as payment companies make them, in files of all sizes, no more
// than one in a thousand is taken for a card number; a card number among those
// that do not begin like it never comes through.
func TestReferencesStayAndCardNumbersGo(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 11))
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('0' + r.IntN(10))
		}
		return string(b)
	}
	day := func() string { return fmt.Sprintf("%02d%02d", 1+r.IntN(12), 1+r.IntN(28)) }
	begin := 0
	makers := map[string]func(i int) string{
		"counted in 16 digits":    func(i int) string { return strconv.Itoa(4_200_000_000_000_000 + begin*97 + i) },
		"counted in 19 digits":    func(i int) string { return strconv.Itoa(6_200_000_000_000_000_000 + begin*10_007 + i*13) },
		"day and 8 digits":        func(int) string { return "2026" + day() + digits(8) },
		"short day and 10 digits": func(int) string { return "26" + day() + digits(10) },
		"reference number":        func(int) string { return digits(12) },
		"milliseconds":            func(i int) string { return strconv.Itoa(1_795_132_800_000 + begin + i*1000) },
		"snowflakes":              func(i int) string { return strconv.Itoa(1_992_000_000_000_000_000 + begin<<22 + i<<12) },
		"wallet, 28 digits":       func(int) string { return "4200002026" + day() + digits(14) },
		"acquirer, 16 digits":     func(int) string { return "88" + digits(14) },
		"query id, 21 digits":     func(int) string { return "2026" + day() + digits(13) },
		"place and 13 digits":     func(int) string { return "5810" + digits(12) },
		"letters and 16 digits":   func(int) string { return "ORD" + digits(16) },
		"merchant and 6 digits":   func(int) string { return "898440154110123" + digits(4) },
	}
	values, cut := 0, 0
	for _, rows := range []int{3, 10, 30, 100, 1000} {
		for _, name := range slices.Sorted(maps.Keys(makers)) {
			next := makers[name]
			for range 4 {
				begin = r.IntN(1_000_000)
				ids := []string{}
				for i := range rows {
					ids = append(ids, next(i))
				}
				p, kept := ordersOf(t, swipesWith(ids))
				if p.Refused(cny) {
					t.Fatalf("%s, %d rows: %s", name, rows, tell(p.Errors))
				}
				values += rows
				for i := range kept {
					if kept[i] != ids[i] {
						cut++
					}
				}
				begins := false // like the card number that comes now
				for _, id := range ids {
					begins = begins || strings.HasPrefix(id, "4367")
				}
				secret := "4367421" + digits(11)
				for c := '0'; ; c++ {
					if full := secret + string(c); card.Checks(full) {
						secret = full
						break
					}
				}
				if begins {
					continue
				}
				if _, kept = ordersOf(t, swipesWith(append(ids[:len(ids):len(ids)], secret))); strings.Contains(strings.Join(kept, " "), secret) {
					t.Errorf("%s, %d rows: a card number came through", name, rows)
				}
			}
		}
	}
	t.Logf("%d of %d references were cut", cut, values)
	if cut*1000 > values {
		t.Errorf("%d of %d references were taken for card numbers", cut, values)
	}
}

// An id that could be of a card refuses a file, however few its rows are; only
// a swipe tells that it is not of its card.
func TestFewIDsMayLookLikeCards(t *testing.T) {
	payouts := func(ids ...string) string {
		return "payout_id,merchant_id,sent_at,amount,currency,account,status\n" +
			strings.Join(ids, ",M1,2026-11-21,99.90,CNY,,SENT\n") + ",M1,2026-11-21,99.90,CNY,,SENT\n"
	}
	swipe := func(id, last4 string) string {
		return transactionsHead + id + ",M1,K1,2026-11-20 12:00:00,SALE,1.00,CNY," + last4 + ",UNIONPAY,A1,1,,APPROVED\n"
	}
	for _, tt := range []struct {
		name, file string
		refused    bool
		warnings   int
	}{
		{"a payout", payouts("4111111111111111"), true, 0},
		{"two payouts", payouts("4111111111111111", "5555555555554444"), true, 0},
		{"payouts of one number and its neighbours", payouts("4111111111111111", "4111111111111112", "4111111111111113"), false, 0},
		{"a swipe of another card", swipe("4111111111111111", "1234"), false, 0},
		{"a swipe of this card", swipe("4111111111111111", "1111"), true, 0},
		{"a swipe of an unknown card", swipe("4111111111111111", ""), true, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := prove(t, tt.file, cny)
			if p.Refused(cny) != tt.refused || len(p.Warnings) != tt.warnings {
				t.Errorf("refused %v: %s%s", p.Refused(cny), tell(p.Errors), tell(p.Warnings))
			}
		})
	}
}
