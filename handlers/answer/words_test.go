package answer

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/handlers/texts"
	"moneytrail/recon/trail"
)

func mustNotSay(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			t.Errorf("%q is in:\n%s", w, text)
		}
	}
}

var amounts = regexp.MustCompile(`\d[\d,]*\.\d\d`)

// Every amount in an answer is one that the trail gave.
func TestNoAmountIsInvented(t *testing.T) {
	c, err := texts.New()
	if err != nil {
		t.Fatal(err)
	}
	b := New(c)
	states := []trail.State{trail.Captured, trail.Cleared, trail.Held, trail.PaidOut, trail.Arrived, trail.Returned, trail.Refunded, trail.ChargedBack}
	rapid.Check(t, func(rt *rapid.T) {
		x := paid()
		minor := rapid.Int64Range(1, 1_000_000_000_00)
		x.Amount = minor.Draw(rt, "amount")
		x.Payout.Amount = minor.Draw(rt, "payout")
		x.Arithmetic = trail.Arithmetic{Priced: rapid.Bool().Draw(rt, "priced"), Gross: x.Amount, Fee: rapid.Int64Range(-5000, 50000).Draw(rt, "fee"),
			Adjustments: rapid.Int64Range(-500, 500).Draw(rt, "adjustments"), Refunded: rapid.Int64Range(0, 100).Draw(rt, "refunded"),
			Unexplained: rapid.Int64Range(-100, 100).Draw(rt, "unexplained")}
		x.Arithmetic.Net = x.Arithmetic.Gross - x.Arithmetic.Fee + x.Arithmetic.Adjustments
		x.State = rapid.SampledFrom(states).Draw(rt, "state")
		x.Reasons = []trail.Reason{rapid.SampledFrom(reasons).Draw(rt, "reason")}
		a := owner(rapid.SampledFrom(languages).Draw(rt, "language"))
		text := b.Trail(a, x).Text
		en := c.For("en")
		var given []string
		for _, n := range []int64{x.Amount, x.Payout.Amount, x.Arithmetic.Gross, x.Arithmetic.Fee, x.Arithmetic.Adjustments, x.Arithmetic.Net,
			x.Arithmetic.Refunded, x.Arithmetic.Unexplained} {
			given = append(given, strings.TrimPrefix(en.Number(n, "CNY"), "-"))
		}
		for _, said := range amounts.FindAllString(text, -1) {
			if !slices.Contains(given, said) {
				rt.Fatalf("%s is not of the trail:\n%s", said, text)
			}
		}
		if x.Arithmetic.Priced && !strings.Contains(text, " = ") {
			rt.Fatalf("no sum:\n%s", text)
		}
	})
}

// The four words stay apart: nothing that was only sent or accepted is called arrived.
func TestSentIsNotArrived(t *testing.T) {
	b := book(t)
	for _, s := range []trail.PayoutState{trail.PayoutSent, trail.PayoutConfirmed} {
		for _, seen := range []bool{true, false} {
			x := paid()
			x.Payout.State, x.BankSeen, x.Reasons = s, seen, nil
			zh, en := b.Trail(owner("zh"), x).Text, b.Trail(owner("en"), x).Text
			if !strings.Contains(zh, "不等于到账") || strings.Contains(zh, "已到账") {
				t.Errorf("%s:\n%s", s, zh)
			}
			if !strings.Contains(en, "is not arrived") || strings.Contains(en, "Arrived") {
				t.Errorf("%s:\n%s", s, en)
			}
			if unseen := strings.Contains(zh, "从这里看不到"); unseen == seen {
				t.Errorf("%s, bank seen %v:\n%s", s, seen, zh)
			}
		}
	}
}

// A file that is late is named, and the money is not called unpaid.
func TestALateFileIsNotAMissingPayment(t *testing.T) {
	b := book(t)
	x := because(swipe(), trail.Captured, trail.Operator, trail.NotKnownYet, trail.FileLate)
	x.Due.On, x.Late = day(20), late()
	zh, en := b.Trail(owner("zh"), x).Text, b.Trail(owner("en"), x).Text
	for _, w := range []string{"2026-11-20 周五 的清算文件还没有到", "03:10", "不等于没付钱"} {
		if !strings.Contains(zh, w) {
			t.Errorf("no %q in:\n%s", w, zh)
		}
	}
	for _, w := range []string{"settlement file of 2026-11-20 (Fri) is not here yet", "03:10", "does not mean a missing payment"} {
		if !strings.Contains(en, w) {
			t.Errorf("no %q in:\n%s", w, en)
		}
	}
	mustNotSay(t, zh, "没有付", "未付", "已经过了")
	mustNotSay(t, en, "not paid", "has passed")
}

// A hold warns of people who sell its release, and names no way around it.
func TestAHoldWarns(t *testing.T) {
	b := book(t)
	x := because(priced(), trail.Held, trail.Risk, trail.RiskHold)
	x.HoldReason, x.Explanation = "RISK_REVIEW", "score 87, rule night-refunds"
	for lang, words := range map[string][]string{"zh": {"解冻", "验证码", "不要信"}, "en": {"release the money for a fee", "SMS code", "do not trust"}} {
		text := b.Trail(owner(lang), x).Text
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("no %q in:\n%s", w, text)
			}
		}
		mustNotSay(t, text, "score", "night-refunds", "拆", "换机", "split")
	}
}

// What no text may say, whoever reads it: ways around risk control, requests
// for secrets, words that mean something else to a shopkeeper.
func TestNoReplySaysWhatMustNeverBeSaid(t *testing.T) {
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		mustNotSay(t, string(raw), "冻结", "长款", "短款", "拆单", "拆分", "换机", "换终端", "整数金额", "CVV", "请提供卡号", "请提供密码", "发验证码",
			"send your card number", "split the amount", "another terminal", "<no value>", "%!")
	}
}

// The lines of a payout's equation, added up as printed, give the payout.
func TestTheEquationAsPrintedAddsUp(t *testing.T) {
	b := book(t)
	signed := regexp.MustCompile(`-?(?:¥|CNY )[\d,]+\.\d\d`)
	value := func(s string) (cents int64) {
		digits := strings.NewReplacer("¥", "", "CNY ", "", ",", "", ".", "", "-", "").Replace(signed.FindString(s))
		for _, d := range digits {
			cents = cents*10 + int64(d-'0')
		}
		if strings.Contains(signed.FindString(s), "-") {
			return -cents
		}
		return cents
	}
	rapid.Check(t, func(rt *rapid.T) {
		v := payout()
		v.Lines, v.Gross, v.LineFees = nil, 0, 0
		for i := range rapid.IntRange(1, 30).Draw(rt, "lines") {
			l := trail.PayoutLine{Type: string(rapid.SampledFrom(kinds).Draw(rt, "kind")), SwipedOn: day(20), TransactionRow: int64(i),
				Gross: rapid.Int64Range(-1_000_000, 1_000_000).Draw(rt, "gross"), Fee: rapid.Int64Range(-100, 9000).Draw(rt, "fee")}
			l.Net = l.Gross - l.Fee
			v.Lines, v.Gross, v.LineFees = append(v.Lines, l), v.Gross+l.Gross, v.LineFees+l.Fee
		}
		v.LinesNet = v.Gross - v.LineFees
		v.CarriedIn, v.Fee = rapid.Int64Range(-9000, 9000).Draw(rt, "carried in"), rapid.Int64Range(0, 500).Draw(rt, "payout fee")
		v.Unexplained = rapid.Int64Range(-5, 5).Draw(rt, "unexplained")
		v.Amount = v.LinesNet + v.CarriedIn - v.CarriedOut - v.Fee + v.Unexplained
		text := b.Payout(owner(rapid.SampledFrom(languages).Draw(rt, "language")), v).Text
		var sum int64
		for _, block := range strings.Split(text, "\n\n") {
			before, after, found := strings.Cut(block, "\n= ")
			if !found {
				continue
			}
			for _, line := range strings.Split(before, "\n") {
				sum += value(line)
			}
			if total := value(after); sum != total || total != v.Amount {
				rt.Fatalf("%d is printed as %d:\n%s", sum, total, text)
			}
			return
		}
		rt.Fatalf("no equation:\n%s", text)
	})
}
