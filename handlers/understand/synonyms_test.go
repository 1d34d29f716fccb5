package understand_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/handlers/understand"
)

func synonyms(t *testing.T, text string) (understand.Synonyms, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "words.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return understand.LoadSynonyms(path)
}

// An operator's words are read like the product's own, and never take a
// message away from a person.
func TestOperatorsWords(t *testing.T) {
	s, err := synonyms(t, `
[words]
money = ["粮草", "moolah"]
terminal = ["小蓝盒", "beeper"]
[phrases]
where_is_my_money = ["飞了没", "went walkabout"]
suspicious_transaction = ["鬼刷"]
out_of_scope = ["团购券"]
`)
	if err != nil {
		t.Fatal(err)
	}
	r := understand.NewWith(s)
	for text, want := range map[string]struct {
		intent   understand.Intent
		decision understand.Decision
	}{
		"粮草在哪":                         {understand.WhereIsMyMoney, understand.Act},
		"糧草去哪了":                        {understand.WhereIsMyMoney, understand.Act},
		"where is my moolah":           {understand.WhereIsMyMoney, understand.Act},
		"小蓝盒黑屏了":                       {understand.TerminalProblem, understand.Act},
		"yesterday went walkabout":     {understand.WhereIsMyMoney, understand.Act},
		"昨晚有人鬼刷":                       {understand.Suspicious, understand.HandOver},
		"团购券怎么核销":                      {understand.OutOfScope, understand.Act},
		"飞了没，转人工":                      {understand.TalkToHuman, understand.HandOver},
		"went walkabout, was it fraud": {understand.Suspicious, understand.HandOver},
		"昨天的钱没到，我要换结算卡，飞了没": {understand.ChangeAccount, understand.HandOver},
	} {
		if got := r.Read(text, friday); got.Intent != want.intent || got.Decision != want.decision {
			t.Errorf("%s: read as %s, %s %v", text, got.Intent, got.Decision, got.Choices)
		}
	}
}

// What is wrong in the file is told with its line and what is allowed.
func TestMistakesInSynonyms(t *testing.T) {
	for text, want := range map[string]string{
		"[words]\nterminal = [\"小蓝盒\"]\nmoney = [\"小蓝盒\"]\n": `line 3: "小蓝盒" is given twice: for money and for terminal`,
		"[phrases]\ngreet = [\"吃了没\"]":                       "line 2: [phrases] has no greet; allowed are change_settlement_account, ",
		"[words]\nfee = [\"a|b\"]":                           `line 2: "a|b" holds one of`,
		"[words]\nfee = [\"。。\"]":                            `line 2: "。。" has no letter in it`,
		"[words]\nfee = [\"x\"]":                             `line 2: "x" is too short`,
		"[words]\n\nfee = \"cut\"":                           "line 3: ",
		"[words]\nfee = [\"cut\"\nmoney = 3":                 "line ",
	} {
		if _, err := synonyms(t, text); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "words.toml, line ") {
			t.Errorf("%q: want %q, got %v", text, want, err)
		}
	}
}
