package storage

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// A statement that failed leaves nothing known of what it asked for.
func TestAFailedLookUpIsAskedAgain(t *testing.T) {
	have := newKnown[int](0)
	keys := []any{1, 2, 1}
	asked := 0
	broken := func(string, []any) ([]int, error) { return nil, errors.New("no such table") }
	works := func(_ string, args []any) (all []int, _ error) {
		asked++
		for _, a := range args[:2] { // the last one is repeated
			all = append(all, a.(int))
		}
		return all, nil
	}
	key := func(i *int) any { return *i }
	if all, err := lookUp(have, keys, key, broken); err == nil || len(all) != 0 || len(have.rows) != 0 {
		t.Fatalf("%v %v, known %v", all, err, have)
	}
	for range 2 {
		if all, err := lookUp(have, keys[:2], key, works); err != nil || len(all) != 2 || asked != 1 {
			t.Errorf("%v %v, asked %d times", all, err, asked)
		}
	}
}

// What is read ahead around accounts is bounded: beyond, and around an account
// of several merchants, nothing is kept.
func TestAccountsReadAheadAreFew(t *testing.T) {
	db := openInside(t)
	add := func(table, columns string, values ...any) {
		mustExec(t, db.write, "INSERT INTO "+table+" ("+columns+") VALUES ("+marks(len(values))+")", values...)
	}
	add("parties", "id, source, ref", 1, "native", "M1")
	for i := range 3 {
		add("payouts", "row, id, source, party, file_id, line_no, body, amount, bank_reference, pay_key", i+1, fmt.Sprint("P", i), "native", 1, 0, 1,
			impliedBody(fmt.Sprint("P", i), "CNY", 1), 100, "", "A1")
	}
	ahead := func(most int64, holders map[string]int) int {
		kept := 0
		err := db.look(t.Context(), func(v *view) error {
			v.ahead, v.reg = newAhead(0), &registry{holders: holders}
			var places keySet[string]
			places.add("A1")
			err := v.ringsAhead(context.WithoutCancel(t.Context()), places, keySet[int64]{}, most)
			if known := v.ahead.payouts["pay_key"]; known != nil {
				kept = len(known.rows["A1"])
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	if n := ahead(3, nil); n != 3 {
		t.Errorf("of three payouts, %d were read ahead", n)
	}
	if n := ahead(2, nil); n != 0 {
		t.Errorf("%d payouts were read ahead where two are the most", n)
	}
	if n := ahead(3, map[string]int{"A1": 2}); n != 0 {
		t.Errorf("%d payouts of an account of two merchants were read ahead", n)
	}
}
