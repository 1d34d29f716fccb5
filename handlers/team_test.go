package handlers_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
)

func TestAnOwnerRemovesACashier(t *testing.T) {
	w, li := talk(t)
	wang, zhao := w.user(2, "小王", "zh-hans"), w.user(3, "赵姐", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	w.binds(zhao, "M0001", access.Owner)
	wang.expect(wang.says("/team"), "只有店主能看")
	li.expect(li.says("/team"), "3 位", "李老板（您），店主", "小王，收银员", "赵姐，店主")
	if got := li.labels(); !slices.Equal(got, []string{"移除 小王"}) {
		t.Fatalf("%q", got)
	}
	li.expect(li.presses("移除 小王"), "要移除 小王（收银员）吗")
	wang.expect(wang.says("今天3500"), "¥3,500.00")
	sent := len(w.sent)
	got := li.presses("移除")
	li.expect(got, "小王 已经移除")
	wang.expect(wang.gets(w.sent[sent:]), "查账权限已经停了")
	zhao.expect(zhao.gets(w.sent[sent:]), "小王 已经不能再查")
	wang.expect(wang.says("今天3500"), "邀请链接")
	if got := li.says("/team"); strings.Contains(got[0].Text, "小王") {
		t.Fatal(got[0].Text)
	}
	if a := w.audit[len(w.audit)-1]; a.Action != "end" || a.Actor != "tg:1" || !strings.Contains(a.Detail, "M0001 as cashier") {
		t.Fatalf("%+v", a)
	}
	for _, id := range []int64{w.members[0].ID, w.members[2].ID, 999} { // oneself, another owner, nobody
		li.expect(li.pressesRaw(press.Data(press.Team, strconv.FormatInt(id, 10), press.Remove)), "按钮")
	}
	if n := len(slices.DeleteFunc(slices.Clone(w.members), func(m people.Member) bool { return m.Standing != people.Active })); n != 2 {
		t.Fatalf("%d are left", n)
	}
}

func TestNobodyRemovesAtAnotherShop(t *testing.T) {
	w, li := talk(t)
	eve, wang := w.user(4, "Eve", "en"), w.user(2, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	w.binds(eve, "M0009", access.Owner)
	cashier := w.members[1].ID
	for _, u := range []*user{eve, wang} {
		u.pressesRaw(press.Data(press.Team, strconv.FormatInt(cashier, 10), press.Remove))
	}
	if w.members[1].Standing != people.Active {
		t.Fatal("removed")
	}
	li.expect(li.says("/team"), "2 位")
}

// Somebody leaves: the payment company ends all their bindings at once.
func TestAllBindingsOfAPersonEndAtOnce(t *testing.T) {
	w, li := talk(t)
	wang := w.user(2, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Finance)
	w.binds(wang, "M0009", access.Cashier)
	if _, n, err := w.desk.EndMember(t.Context(), wang.id, "M0008", "cli"); err != nil || n != 0 {
		t.Fatal(n, err)
	}
	out, n, err := w.desk.EndMember(t.Context(), wang.id, "", "cli")
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	if err := w.commit(out); err != nil {
		t.Fatal(err)
	}
	li.expect(li.gets(out.Send), "小王 已经不能再查")
	wang.expect(wang.gets(out.Send[:1]), "查账权限已经停了")
	wang.expect(wang.says("今天3500"), "邀请链接")
	if !slices.ContainsFunc(out.Audit, func(a handlers.Audit) bool {
		return a.Actor == "cli" && a.Action == "end" && strings.HasPrefix(a.Detail, "merchant M0009")
	}) {
		t.Fatalf("%+v", out.Audit)
	}
}
