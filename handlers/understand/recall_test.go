package understand_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"moneytrail/handlers/understand"
)

// counting tells how often it read.
type counting struct {
	understand.Reader
	n int
}

func (c *counting) Read(text string, now time.Time) understand.Reading {
	c.n++
	return c.Reader.Read(text, now)
}

// What was just read is not read again, another time or zone is; who changes a
// reading changes it for nobody else; old ones are forgotten.
func TestRecall(t *testing.T) {
	inner := &counting{Reader: understand.New()}
	reader := understand.Recall(inner)
	const text = "昨天3500那笔没到"
	want := understand.New().Read(text, friday)
	first := reader.Read(text, friday)
	first.Amounts[0].Value, first.Dates[0].Of = "1", understand.OfSwipe
	second := reader.Read(text, friday)
	if second.Amounts[0].Value = "2"; inner.n != 1 {
		t.Fatalf("read %d times", inner.n)
	}
	if got := reader.Read(text, friday); !reflect.DeepEqual(got, want) {
		t.Fatalf("another reading than the first: %+v, want %+v", got, want)
	}
	reader.Read(text, friday.In(time.FixedZone("", -11*3600)))
	if got := reader.Read(text, friday.AddDate(0, 0, 1)); inner.n != 3 || got.Dates[0].From == want.Dates[0].From {
		t.Fatalf("read %d times, yesterday is %v", inner.n, got.Dates[0].From)
	}
	for n := range 100 {
		reader.Read(fmt.Sprint("钱呢", n), friday)
	}
	if before := inner.n; !reflect.DeepEqual(reader.Read(text, friday), want) || inner.n != before+1 {
		t.Fatal("a reading is remembered for ever")
	}
}
