package handlers_test

import (
	"strings"
	"testing"
	"time"
)

// An amount that is not named exactly finds what it may be, the nearest first,
// and nothing beyond.
func TestARoughAmountFindsWhatItMayBe(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.trails = nil
	for i, minor := range []int64{35000, 39900, 40000, 51000, 50000, 350000} {
		row := int64(21 + i)
		w.books.trails = append(w.books.trails, swipe(row, "M0001", "T"+string(rune('A'+i)), noon.Add(-time.Duration(i+1)*time.Hour), minor, "100"+string(rune('0'+i))))
	}
	for text, want := range map[string]struct{ there, not []string }{
		"三百多的那笔没到":                       {[]string{"399.00", "350.00"}, []string{"400.00", "510.00", "3,500.00"}},
		"大概500的那笔呢":                      {[]string{"500.00", "510.00"}, []string{"399.00", "3,500.00"}},
		"where is the 300 something one": {[]string{"399.00", "350.00"}, []string{"510.00", "3,500.00"}},
	} {
		li.says(text)
		labels := ""
		for _, row := range li.last.Buttons {
			for _, b := range row {
				labels += b.Text + "\n"
			}
		}
		at := -1
		for _, amount := range want.there {
			found := strings.Index(labels, amount)
			if found <= at {
				t.Errorf("%q lists no %s, or too early:\n%s\n%s", text, amount, li.last.Text, labels)
			}
			at = found
		}
		for _, amount := range want.not {
			if strings.Contains(labels, amount) {
				t.Errorf("%q lists %s:\n%s\n%s", text, amount, li.last.Text, labels)
			}
		}
	}
}

// Bucks and 块 are the merchant's own money, dollars are dollars.
func TestEverydayMoneyIsTheMerchantsOwn(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.merchants[0].Currency, w.books.trails[0].Currency = "EUR", "EUR"
	for _, text := range []string{"where are my 3500 bucks", "3500块没到"} {
		li.expect(li.says(text), "6688")
	}
	if li.says("where are my 3500 dollars"); strings.Contains(li.last.Text, "6688") {
		t.Errorf("dollars find euros:\n%s", li.last.Text)
	}
}
