package paper

import (
	"strings"
	"testing"
)

func TestADocumentHasItsPartsAndNoMarkupOfAnybody(t *testing.T) {
	page := Page{Lang: "en", Title: "Report", Fields: [][2]string{{"Merchant", "Li & Sons <b>"}}, Header: []string{"Date", "Amount"},
		Rows: [][]string{{"2026-11-19", "CNY 3,500.00"}}, Parts: []Part{{Head: "What happened", Lines: []string{`<script>alert(1)</script>`}},
			{Head: "What to do", Lines: []string{"one", "two"}, Numbered: true}}, Foot: "end"}
	raw, err := page.HTML()
	if err != nil {
		t.Fatal(err)
	}
	got := string(raw)
	for _, want := range []string{`<html lang="en">`, "Li &amp; Sons &lt;b&gt;", "<td>CNY 3,500.00</td>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<li>two</li>", "<footer>end</footer>"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	for _, no := range []string{"<script", "http:", "https:", "src="} {
		if strings.Contains(got, no) {
			t.Errorf("%q is in\n%s", no, got)
		}
	}
}

func TestWithoutRowsThereIsNoTable(t *testing.T) {
	raw, err := Page{Title: "Plan"}.HTML()
	if err != nil || strings.Contains(string(raw), "<table") {
		t.Fatalf("%s, %v", raw, err)
	}
}
