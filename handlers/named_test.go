package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
)

// reads gives the world the product's own reader in place of the stories'.
func (w *world) reads() {
	o := w.desk.Options
	o.Reader = understand.New()
	w.desk = handlers.New(o)
}

func TestANamedCurrencyIsTheOneLookedFor(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.trails[0] = swipe(11, "M0001", "T01", noon.Add(-3*time.Hour), 100000, "6688")
	li.expect(li.says("where is the USD 1000 payment"), "USD 1,000.00")
	if got := li.last.Text; strings.Contains(got, "6688") || strings.Contains(got, "CNY") {
		t.Fatalf("yuan answer for dollars:\n%s", got)
	}
	dollars := swipe(31, "M0001", "T31", noon.Add(-4*time.Hour), 100000, "3131")
	dollars.Currency = "USD"
	w.books.trails = append(w.books.trails, dollars)
	li.expect(li.says("where is the USD 1000 payment"), "USD 1,000.00", "3131")
	li.expect(li.says("1000元那笔没到"), "6688")
}

func TestYenAreNotReadAsHundredths(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	yen := swipe(31, "M0001", "T31", noon.Add(-4*time.Hour), 12000, "3131")
	yen.Currency = "JPY"
	w.books.trails = append(w.books.trails, yen)
	li.expect(li.says("JPY 12000 has not arrived"), "JPY 12,000", "3131")
}

func TestADollarIsTheMerchantsOwnInHongKong(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.merchants[0].Currency = "HKD"
	w.books.trails[0].Currency = "HKD"
	li.expect(li.says("where is my $3500"), "HKD 3,500.00")
	li.expect(li.says("3500元没到"), "6688")
	li.expect(li.says("where is my US$3500"), "USD 3,500.00")
	if strings.Contains(li.last.Text, "6688") {
		t.Fatalf("Hong Kong dollars for American ones:\n%s", li.last.Text)
	}
}

// chain makes a person the owner of so many shops.
func chain(t *testing.T, n int) (*world, *user) {
	w := newWorld(t)
	li := w.user(1, "李老板", "zh-hans")
	w.books.merchants = nil
	for i := range n {
		m := record.Merchant{ID: fmt.Sprintf("8860:%02d:%s", i, strings.Repeat("x", 60)), Name: fmt.Sprintf("第%02d分店", i)}
		w.books.merchants = append(w.books.merchants, m)
		w.binds(li, m.ID, access.Owner)
	}
	return w, li
}

// taps counts the buttons that switch to a shop, and checks that Telegram takes them.
func taps(t *testing.T, m outbox.TelegramMessage) (n int) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if len(b.Data) > 64 {
				t.Errorf("%q is longer than Telegram takes", b.Data)
			}
			if strings.HasPrefix(b.Data, "w:") {
				n++
			}
		}
	}
	return n
}

func TestAShopIsTappedWhateverItsNumberIs(t *testing.T) {
	w, li := chain(t, 3)
	li.expect(li.says("/shops"))
	if n := taps(t, li.last); n != 3 {
		t.Fatalf("%d shops to tap", n)
	}
	li.expect(li.presses("第02分店"), "第02分店")
	if got := w.sessions[[2]int64{1, 1}].MerchantID; got != w.books.merchants[2].ID {
		t.Fatalf("acts for %s", got)
	}
	li.expect(li.pressesRaw("s:"+w.books.merchants[1].ID), "第01分店") // a button of an older message
	other := w.user(2, "Eve", "en")
	w.binds(other, w.books.merchants[0].ID, access.Owner)
	row := w.members[1].ID // 李老板's, not hers
	other.pressesRaw(fmt.Sprint("w:", row))
	if got := w.sessions[[2]int64{2, 2}].MerchantID; got != w.books.merchants[0].ID {
		t.Fatalf("another's membership let her act for %s", got)
	}
}

func TestOfManyShopsTwentyAreOfferedAndTheRestIsTyped(t *testing.T) {
	w, li := chain(t, 45)
	for _, text := range []string{"/start", "/shops", "你好"} {
		li.expect(li.says(text), "25 家")
		if n := taps(t, li.last); n != 20 {
			t.Fatalf("%q: %d shops to tap", text, n)
		}
	}
	li.expect(li.says("第40分店"), "第40分店")
	if got := w.sessions[[2]int64{1, 1}].MerchantID; got != w.books.merchants[40].ID {
		t.Fatalf("acts for %s", got)
	}
}

func TestATrialQuestionNamesNoCaseNumber(t *testing.T) {
	w, _, _ := shop(t)
	for _, text := range []string{"转人工", "我要换卡", "这笔是盗刷"} {
		got, err := w.desk.Ask(context.Background(), access.For(access.Owner, "M0001"), "zh", text)
		if err != nil || strings.Contains(got, "C-0") || !strings.Contains(got, "会为您开一张问题单") {
			t.Fatalf("%q: %v\n%s", text, err, got)
		}
	}
}
