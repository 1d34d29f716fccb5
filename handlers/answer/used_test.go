package answer

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"moneytrail/handlers/follow"
	"moneytrail/handlers/mask"
	"moneytrail/recon/patterns"
)

// quoted finds string literals that look like names of texts.
var quoted = regexp.MustCompile(`"([a-z_]+(?:\.[A-Za-z0-9_]+)*\.?[a-z_]*)"`)

// Every text of the catalog is said somewhere: a text that nobody says is never
// read by a reviewer's eyes in a golden file, and rots.
func TestEveryTextIsSaid(t *testing.T) {
	literals := map[string]bool{}
	for _, glob := range []string{"*.go", "../*.go", "../texts/*.go", "../dialogue/*.toml", "../playbooks/*.toml"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range quoted.FindAllStringSubmatch(string(src), -1) {
				literals[m[1]] = true
			}
		}
	}
	// families whose last part comes from a value: a state, a reason, a role.
	families := []string{"reason.", "state.refund_", "state.", "short.", "payout_short.", "payout_state.", "actor.", "hold.", "failure.", "file.", "line.",
		"did.", "intent.", "role_name.", "case_status.", "case_reason.", "card_status.", "card_reason.", "card.", "fact.", "button.", "daily.", "media.",
		"notice.", "entry.", "desk.no_file.", "desk.not_given.", "proof.hop_", "holiday.", "day.w", "scheme.", "card_kind.", "desk.resolution.", "menu.", "ask.none_", "ask.grave_", "source.", "sheet.", "staff_actor.", "sign.", "sign_name.", "masked.", "guide.", "meaning.", "follow.lost_", "follow.list_lost_", "follow.ignored_", "follow.pay_", "counter.cash_", "counter.refund_", "counter.goods_", "counter.rule_"}
	for _, id := range book(t).catalog.IDs() {
		if literals[id] {
			continue
		}
		known := slices.ContainsFunc(families, func(f string) bool { return strings.HasPrefix(id, f) && said(literals, id, f) })
		if !known {
			t.Errorf("%s is said nowhere", id)
		}
	}
}

// said tells whether the family's end is named, or comes from a closed list of another package.
func said(literals map[string]bool, id, family string) bool {
	switch family {
	case "sign.", "sign_name.":
		return slices.ContainsFunc(slices.Concat(patterns.Rules(patterns.Owner), patterns.Rules(patterns.Risk)),
			func(r patterns.Rule) bool { return id == family+string(r) })
	case "meaning.":
		return slices.Contains(follow.Terms(), follow.Term(strings.TrimPrefix(id, family)))
	case "counter.rule_":
		return slices.Contains([]follow.Aspect{follow.Cash, follow.Goods}, follow.Aspect(strings.TrimPrefix(id, family)))
	case "follow.lost_", "follow.list_lost_", "follow.ignored_", "follow.pay_", "counter.cash_", "counter.refund_", "counter.goods_":
		return literals[strings.TrimPrefix(id, family)]
	case "masked.":
		return slices.Contains([]mask.Kind{mask.Card, mask.Code, mask.Expiry, mask.Identity, mask.Phone, mask.Secret}, mask.Kind(strings.TrimPrefix(id, family)))
	case "card.", "fact.", "button.", "sheet.", "daily.", "media.", "hold.":
		return literals[strings.TrimSuffix(strings.TrimPrefix(id, family), "_case")] || family == "hold."
	}
	if end, numbered := strings.CutPrefix(id, "guide."); numbered && !literals[id] { // the rest are counted, or kinds of events
		return literals[end] || strings.HasPrefix(end, "plan_") || strings.HasPrefix(end, "tip_") || strings.ToUpper(end) == end
	}
	return true
}
