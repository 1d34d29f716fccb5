package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestBlockKitLimits(t *testing.T) {
	plain := func(n int) string { return fmt.Sprintf(`{"type":"plain_text","text":%q}`, strings.Repeat("字", n)) }
	button := func(id, value string) string {
		return fmt.Sprintf(`{"type":"button","action_id":%q,"value":%q,"text":%s}`, id, value, plain(2))
	}
	many := func(n int, item string) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }
	tests := []struct {
		name, blocks string
		modal        bool
		want         string // "" = no objection
	}{
		{"a card", `[{"type":"header","text":` + plain(150) + `},{"type":"divider"},{"type":"section","text":` + plain(3000) + `},{"type":"actions","elements":[` + button("a", "1") + `]}]`, false, ""},
		{"50 blocks", "[" + many(50, `{"type":"divider"}`) + "]", false, ""},
		{"51 blocks", "[" + many(51, `{"type":"divider"}`) + "]", false, "at most 50"},
		{"100 blocks in a modal", "[" + many(100, `{"type":"divider"}`) + "]", true, ""},
		{"a long header", `[{"type":"header","text":` + plain(151) + `}]`, false, "151 characters"},
		{"a header in mrkdwn", `[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]`, false, "not allowed"},
		{"no text", `[{"type":"header"}]`, false, "missing"},
		{"empty text", `[{"type":"section","text":` + plain(0) + `}]`, false, "more than 0"},
		{"an empty section", `[{"type":"section"}]`, false, "needs text or fields"},
		{"11 fields", `[{"type":"section","fields":[` + many(11, plain(1)) + `]}]`, false, "11 fields"},
		{"a long field", `[{"type":"section","fields":[` + plain(2001) + `]}]`, false, "2001"},
		{"11 in context", `[{"type":"context","elements":[` + many(11, plain(1)) + `]}]`, false, "11 elements"},
		{"no buttons", `[{"type":"actions","elements":[]}]`, false, "0 elements"},
		{"a long button", `[{"type":"actions","elements":[{"type":"button","text":` + plain(76) + `}]}]`, false, "76"},
		{"a long value", `[{"type":"actions","elements":[` + button("a", strings.Repeat("x", 2001)) + `]}]`, false, "2001"},
		{"one action twice", `[{"type":"actions","elements":[` + button("a", "1") + "," + button("a", "2") + `]}]`, false, "given twice"},
		{"one block id twice", `[{"type":"divider","block_id":"x"},{"type":"divider","block_id":"x"}]`, false, "given twice"},
		{"a style of its own", `[{"type":"actions","elements":[{"type":"button","style":"blue","text":` + plain(1) + `}]}]`, false, "primary or danger"},
		{"an input in a message", `[{"type":"input","label":` + plain(1) + `,"element":{"type":"plain_text_input"}}]`, false, "modals alone"},
		{"a choice without options", `[{"type":"input","label":` + plain(1) + `,"element":{"type":"static_select"}}]`, true, "0 options"},
		{"an option without value", `[{"type":"input","label":` + plain(1) + `,"element":{"type":"static_select","options":[{"text":` + plain(1) + `}]}}]`, true, "missing"},
		{"unknown", `[{"type":"carousel"}]`, false, "unsupported"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var blocks []block
			if err := json.Unmarshal([]byte(tt.blocks), &blocks); err != nil {
				t.Fatal(err)
			}
			got := strings.Join(checkBlocks(blocks, tt.modal), "; ")
			if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
				t.Errorf("objections %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTypedTextArrivesEscaped(t *testing.T) {
	tests := []struct{ typed, sent string }{
		{"a < b & c > d", "a &lt; b &amp; c &gt; d"},
		{"see https://example.test/a?b=1 now", "see <https://example.test/a?b=1> now"},
		{"<!channel>", "&lt;!channel&gt;"},
		{"¥3,500.00", "¥3,500.00"},
	}
	for _, tt := range tests {
		if got := escapeSlack(tt.typed); got != tt.sent {
			t.Errorf("%q is sent as %q, want %q", tt.typed, got, tt.sent)
		}
	}
	if got := unescapeSlack("&amp;lt; a &lt; b"); got != "&lt; a < b" {
		t.Errorf("read as %q", got)
	}
}
