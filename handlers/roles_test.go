package handlers_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Who asks what and reads what: every question in every role, of one's own shop
// and of another's. A cashier reads of today's swipes of the own shop alone, with
// no sum, payout or account; nobody reads a word of another's.
func TestWhatEachRoleReads(t *testing.T) {
	w := newWorld(t)
	catalog, err := catalogs()
	if err != nil {
		t.Fatal(err)
	}
	desk := handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: catalog, Reader: understand.New(), Clock: w, Zone: shanghai})
	w.books.merchants = append(w.books.merchants, record.Merchant{ID: "X9", Name: "ANOTHER'S SHOP"})
	yesterday, other := swipe(2, "M0001", "T02", noon.AddDate(0, 0, -1), 222200, "2222"), swipe(3, "X9", "T03", noon, 999900, "9999")
	for _, x := range []*trail.Trail{&yesterday, &other} {
		x.State, x.Payout = trail.PaidOut, &trail.PayoutRef{Row: x.Row, ID: "PAYOUT-" + x.MerchantID, State: trail.PayoutSent, Amount: 7777700, Account: "ACCT8888", BankReference: "BANKREF"}
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: *x.Payout, MerchantID: x.MerchantID, Currency: "CNY"})
	}
	w.books.trails = []trail.Trail{yesterday, swipe(1, "M0001", "T01", noon, 350000, "6688"), other}
	questions := []string{"我的钱怎么还没到", "今天3500没到", "昨天2222没到", "今天9999没到", "尾号9999那笔钱没到", "632411420003", "3500那笔成功了吗", "几点到账", "到账少了，为什么", "手续费怎么算的",
		"客户说刷了两次", "刷卡失败但是客户被扣款了", "我要退款", "有没有拒付", "钱为什么被冻结了", "有个不认识的交易", "终端连不上", "我要换结算卡", "昨天的对账单", "上周的对账单", "我要找人工",
		"你好", "谢谢", "帮助", "算了", "换成英文", "今天天气怎么样"}
	var out strings.Builder
	for _, role := range []access.Role{access.Owner, access.Finance, access.Cashier} {
		fmt.Fprintf(&out, "=== %s\n", role)
		for _, q := range questions {
			text, err := desk.Ask(context.Background(), access.For(role, "M0001"), "zh", q)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{"ANOTHER", "PAYOUT-X9：", "9,999.00 ", "··9999", "staff only"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s asks %q and reads %q:\n%s", role, q, secret, text)
				}
			}
			if role == access.Cashier {
				for _, secret := range []string{"出款编号", "77,777", "8888", "BANKREF", "··2222", "2,222.00 ", "应得", "合计 "} {
					if strings.Contains(text, secret) {
						t.Errorf("a cashier asks %q and reads %q:\n%s", q, secret, text)
					}
				}
			}
			lines := strings.Split(text, "\n")
			fmt.Fprintf(&out, "%s | %s\n", q, strings.Join(lines[:min(3, len(lines))], " / "))
		}
	}
	name := filepath.Join("testdata", "roles.golden")
	if *update {
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), out.String()); d != "" {
		t.Errorf("%s differs (run with -update and read what changed):\n%s", name, d)
	}
}
