package answer

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// a sign of a rule with every figure that a rule may have.
func aSign(rule patterns.Rule, who patterns.Audience) patterns.Finding {
	at := time.Date(2026, 11, 20, 2, 10, 0, 0, shanghai)
	f := patterns.Finding{Rule: rule, Audience: who, Strength: patterns.Strong, MerchantID: "M0001", On: calendar.NewDate(2026, 11, 20),
		From: at, To: at.Add(31 * time.Minute), Terminal: "K0010001", Card: "6688", Scheme: "UNIONPAY", Operator: "03", Place: "Airport", Version: "2.9.7", Count: 3,
		Sums:  []patterns.Sum{{Currency: "CNY", Amount: 600000}, {Currency: "HKD", Amount: 5000}},
		Usual: patterns.Usual{Days: 30, Most: 1, Sum: patterns.Sum{Currency: "CNY", Amount: 4800}, Permille: 12, Place: "Main Street", Version: "2.10.0"}}
	rows := 1
	if rule == patterns.RefundBurst || rule == patterns.CardAgain {
		rows = 7
	}
	for i := range rows {
		f.Rows = append(f.Rows, patterns.Row{Kind: record.Transactions, ID: "T7", File: "transactions.csv", Line: 12 + i, At: at.Add(time.Duration(i) * time.Minute), What: "REFUND",
			Status: record.Approved, Amount: 200000, Currency: "CNY", Terminal: "K0010001", Card: "6688"})
	}
	return f
}

func signsFor(who patterns.Audience) (out []patterns.Finding) {
	for _, r := range patterns.Rules(who) {
		out = append(out, aSign(r, who))
	}
	return out
}

func TestSigns(t *testing.T) {
	scenes := []scene{}
	for _, r := range patterns.Rules(patterns.Owner) {
		scenes = append(scenes, one(string(r), func(b *Book, a Audience) Reply { return b.Signs(a, []patterns.Finding{aSign(r, patterns.Owner)}, 12) }))
	}
	bare := aSign(patterns.TerminalMoved, patterns.Owner)
	bare.Terminal, bare.To = "", bare.From
	checked := patterns.Checked{From: calendar.NewDate(2026, 11, 7), To: calendar.NewDate(2026, 11, 20), Sales: 182, Refunds: 3, Alarms: 1, Days: 40}
	young := checked
	young.Days = 4
	golden(t, "signs", append(scenes,
		one("no terminal told", func(b *Book, a Audience) Reply { return b.Signs(a, []patterns.Finding{bare}, 12) }),
		one("all at once", func(b *Book, a Audience) Reply { return b.Signs(a, signsFor(patterns.Owner), 12) }),
		one("asked: found", func(b *Book, a Audience) Reply { return b.SuspiciousChecked(a, signsFor(patterns.Owner)[7:9], checked) }),
		one("asked: nothing found", func(b *Book, a Audience) Reply { return b.SuspiciousChecked(a, nil, checked) }),
		one("asked: too few days", func(b *Book, a Audience) Reply { return b.SuspiciousChecked(a, nil, young) }),
		one("asked: nothing recorded", func(b *Book, a Audience) Reply { return b.SuspiciousChecked(a, nil, patterns.Checked{}) }),
		one("asked whether: nothing found", func(b *Book, a Audience) Reply { return b.NothingSuspicious(a, checked) }),
		one("asked whether: nothing recorded", func(b *Book, a Audience) Reply { return b.NothingSuspicious(a, patterns.Checked{}) }),
	))
}

func TestSignsForStaff(t *testing.T) {
	b := book(t)
	card := b.RiskCard(record.Merchant{ID: "M0001", Name: "老李面馆"}, signsFor(patterns.Risk))
	var out strings.Builder
	out.WriteString(card.Title + "\n" + strings.Join(card.Parts, "\n") + "\n" + strings.Join(card.Context, "\n") + "\n\n")
	out.WriteString(strings.Join(b.StaffSigns(signsFor(patterns.Owner)), "\n") + "\n")
	compare(t, "testdata/signs_staff.golden", out.String())
	if len(card.Buttons) != 0 {
		t.Error("a risk sign has buttons: nothing of it may reach the merchant")
	}
}

// Of what points at a suspect a merchant reads nothing, and of operators only the owner.
func TestSignsStayWithTheirAudience(t *testing.T) {
	b := book(t)
	checked := patterns.Checked{From: 1, To: 2, Sales: 9}
	for _, lang := range languages {
		words := []string{}
		for _, r := range patterns.Rules(patterns.Risk) {
			words = append(words, b.catalog.For(lang).Say("sign_name."+string(r), nil), string(r))
		}
		words = append(words, b.catalog.For(lang).Say("sign_name.risk", nil))
		all := slices.Concat(signsFor(patterns.Risk), signsFor(patterns.Owner))
		for _, role := range []access.Role{access.Owner, access.Finance, access.Cashier} {
			a := owner(lang)
			a.Role = role
			for _, r := range []Reply{b.Signs(a, all, 12), b.SuspiciousChecked(a, all, checked), b.SuspiciousChecked(a, signsFor(patterns.Risk), checked)} {
				mustNotSay(t, r.Text, words...)
				if role != access.Owner {
					mustNotSay(t, r.Text, "K0010001", "6,000.00", "03,", "03：", "03:")
				}
			}
		}
	}
}

// No text about signs says how a rule is passed by: no threshold, no splitting,
// no other amounts, times or machines to use.
func TestNoSignTeachesEvasion(t *testing.T) {
	b := book(t)
	for _, id := range b.catalog.IDs() {
		if !strings.HasPrefix(id, "sign.") {
			continue
		}
		for _, lang := range languages {
			text := b.catalog.For(lang).Say(id, map[string]any{"Amount": "", "Count": "", "When": "", "Terminal": "x", "Card": "", "Operator": "x", "Place": "", "Version": "",
				"Was": "", "From": "", "To": "", "Sales": "", "Refunds": "", "Alarms": "", "Days": "", "Case": ""})
			mustNotSay(t, strings.ToLower(text), "limit", "限额", "threshold", "门槛", "round", "整数", "split", "拆分", "分笔", "分开刷", "smaller", "小额", "换一台", "another terminal", "another card", "冻结", "长款", "短款")
		}
	}
}
