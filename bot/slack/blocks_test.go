package slack

import (
	"encoding/json"
	"strings"
	"testing"

	"moneytrail/handlers/outbox"
)

func TestACardKeepsWithinSlacksLimits(t *testing.T) {
	long := strings.Repeat("钱", 7000)
	m := outbox.SlackMessage{Text: long, Card: &outbox.Card{Title: long, Parts: []string{long, ""}, Context: make([]string, 14),
		Buttons: []outbox.CardButton{{Text: long, Action: "claim", Value: "12", Style: "primary"}}}}
	for range 23 {
		m.Card.Fields = append(m.Card.Fields, outbox.Field{Label: "商户 Merchant", Value: long})
	}
	b, err := json.Marshal(blocks(m, "case:12"))
	if err != nil {
		t.Fatal(err)
	}
	var got []struct {
		Type     string
		BlockID  string `json:"block_id"`
		Text     *struct{ Type, Text string }
		Fields   []struct{ Type, Text string }
		Elements []struct {
			Text json.RawMessage
		}
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	limit := map[string]int{"header": maxHeader, "section": maxSection}
	for _, x := range got {
		if x.Text != nil && (len([]rune(x.Text.Text)) > limit[x.Type] || x.Text.Type != "plain_text" || x.Text.Text == "") {
			t.Errorf("%s: %d characters of %s", x.Type, len([]rune(x.Text.Text)), x.Text.Type)
		}
		if len(x.Fields) > maxFields || x.Type == "context" && len(x.Elements) > maxContext {
			t.Errorf("%s: %d fields, %d elements", x.Type, len(x.Fields), len(x.Elements))
		}
		for _, f := range x.Fields {
			if len([]rune(f.Text)) > maxField {
				t.Errorf("field of %d characters", len([]rune(f.Text)))
			}
		}
	}
	if last := got[len(got)-1]; last.Type != "actions" || last.BlockID != "lane|case:12" || len(got) > 50 {
		t.Errorf("last block %+v of %d", last, len(got))
	}
}

func TestLongTextsAreSplitAtLineEndsAndNothingIsLost(t *testing.T) {
	line := strings.Repeat("x", 99) + "\n"
	text := strings.Repeat(line, 100)
	var all strings.Builder
	for _, b := range paragraphs(text) {
		j, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		var s struct{ Text struct{ Text string } }
		if err := json.Unmarshal(j, &s); err != nil {
			t.Fatal(err)
		}
		all.WriteString(s.Text.Text)
	}
	if all.String() != text {
		t.Errorf("%d characters became %d", len(text), all.Len())
	}
}
