package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// asked is what somebody of a merchant asks in a situation of the first week,
// and what must and must not be in the answer.
type asked struct {
	situation      int
	merchant, role string
	text           string
	must           string // a regular expression for each line
	not            string
}

// The merchants' situations of the first week, each told in a sentence or two:
// what is asked, and what a good answer has in it. It is Friday, 2026-11-20, 15:20.
// What needs pictures, voices, several messages, clicks in Slack, files or
// restarts is told by the stories of those (picture, relay, case, join, signs,
// first_week, watch, correct, keep, restore), and of chains beside their pages.
var firstWeek = []asked{
	{1, "M0001", "owner", "今天3500刷卡怎么还没到，平时几分钟就到", "¥3,500\\.00\n2026-11-23 周一\nT\\+1\n周末不算工作日", "今天到账"},
	{1, "M0002", "owner", "the 320 of today, paid by card, has not come", "CNY 320\\.00\n2026-11-23 \\(Mon\\)\nT\\+1", "[一-鿿]"},
	{2, "M0001", "owner", "微信的钱什么时候到", "D\\+1\n周末和假期也照常\n2026-11-21 周六", ""},
	{2, "M0002", "owner", "when does wechat money arrive", "D\\+1\nweekends and holidays included\n2026-11-21 \\(Sat, tomorrow\\)", "[一-鿿]"},
	{4, "M0001", "owner", "客人站在这，钱扣了终端说失败 520", "不要再刷\n单边账\n转发\n632413001321", ""},
	{4, "M0002", "cashier", "customer was charged 264 today but the terminal said failed", "(?i)do not (?:swipe|charge|take)\nRRN\nyou can forward it", "[一-鿿]"},
	{5, "M0001", "owner", "小票上的商户号跟我的不一样", "先停用\n小票留好\n问题单", ""},
	{7, "M0001", "owner", "有没有可疑的交易", "查了一遍|查到这些", "小额"},
	{8, "M0001", "owner", "马上给我把钱打到另一张卡上", "不能在聊天里改\n核实您的身份\n问题单", ""},
	{8, "M0002", "owner", "pay me to another bank account right now", "(?i)cannot be changed|never changed|not be changed\nmakes sure that it is you", "[一-鿿]"},
	{9, "M0003", "owner", "昨天的账", "2026-11-19\n(?:收款|净额|应得)", ""},
	{10, "M0001", "owner", "今天2510.80到账了，是什么钱", "2,510\\.80\n是这些钱|这样算出来\n手续费", ""},
	{10, "M0001", "owner", "182345.60到账了，是什么钱", "没有查到这一笔进账\n最近几天到账的", "哪一天刷的"},
	{12, "M0001", "finance", "这个月手续费一共多少", "2026-11-01\n手续费一共 ¥\n银联信用卡 0\\.60%\n没有加进去", ""},
	{13, "M0001", "owner", "退款468怎么还没退", "退款\n¥468\\.00\n已到账|扣掉", ""},
	{19, "M0001", "owner", "昨天那笔1280到账了吗", "¥1,280\\.00", ""},
	{20, "M0001", "owner", "谢谢", "不客气", "问题单"},
	{23, "M0007", "owner", "11月16号的钱到账了吗", "银行已受理", "已到账"},
	{25, "M0001", "owner", "手续费怎么算", "最多 ¥20\\.00\n0\\.38%\n退款时", "多扣"},
	{27, "M0002", "owner", "The portal says paid, my bank says no", "(?i)bank statement\nBank reference\nText on your bank statement", ""},
	{27, "M0002", "owner", "my payout failed", "(?i)the bank sent the money back\nBank reference\nNext: you", ""},
	{28, "M0002", "owner", "Monday is a holiday, when will I get my money", "is a working day by the calendar of your contract\n\\(T\\+1\\), payments of 2026-11-20", "[一-鿿]"},
	{30, "M0002", "owner", "I refunded last month's sale, did you keep the fee?", "With a refund the fee is kept", "[一-鿿]"},
	{30, "M0001", "owner", "退款的话手续费退吗", "退款时，手续费不退", ""},
}

func TestTheFirstWeekIsAnswered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	dir := t.TempDir()
	h.does("sample", dir)
	h.does("import", dir)
	for _, q := range firstWeek {
		t.Run(fmt.Sprint(q.situation, " ", q.text), func(t *testing.T) {
			got := h.does("ask", "--merchant", q.merchant, "--role", q.role, q.text)
			for _, line := range strings.Split(q.must, "\n") {
				if !regexp.MustCompile(line).MatchString(got) {
					t.Errorf("%q is not in\n%s", line, got)
				}
			}
			if q.not != "" && regexp.MustCompile(q.not).MatchString(got) {
				t.Errorf("%q is in\n%s", q.not, got)
			}
			if n := strings.Count(got, "人工客服") + strings.Count(got, "Talk to a person"); n == 0 {
				t.Errorf("no way to a person in\n%s", got)
			}
		})
	}
}
