package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestWhatIsSaidOfFees(t *testing.T) {
	for name, c := range map[string]struct {
		tells    func(string) bool
		yes, not []string
	}{
		"overcharged": {understand.SaysOvercharged, []string{"多扣了1.96", "多收我5块", "你们多扣了我 12.5 元手续费", "乱扣了8块", "扣多了1.96", "you overcharged me 1.96", "charged me 1.96 too much", "1.96 too much in fees", "多收了两块", "手续费多收了12，退给我", "乱收了20块手续费要退", "you charged me 20 too much, give it back"},
			[]string{"多扣了客户88", "客人被多扣了500", "少了88", "多少手续费", "3500多扣在哪", "you charged the customer 88 too much", "昨天3500手续费多少", "我多收了20块怎么退", "多收了20块怎么退", "手滑多收了500要退款", "I accidentally overcharged 20, refund", "多付500给供应商", "i overcharged by 12, how to give it back", "不小心多刷了30"}},
		"refund fee": {understand.AsksRefundFee, []string{"退款还收手续费吗", "退款收不收手续费", "退货要手续费吗", "退款的手续费退不退", "退款扣手续费不", "do you charge for refunds", "is there a fee for refunds", "are refunds free", "do i get the fee back"},
			[]string{"手续费多少", "退款到了吗", "退款多久到", "where is my refund", "i was charged twice, refund please", "客户要退款怎么办", "退单有钱吗", "退货了还有钱吗", "any payment problem with this refund"}},
		"fees": {understand.NamesFees, []string{"上周手续费一共多少", "fees last week", "昨天扣了多少费", "how much was i charged last week"}, []string{"昨天收了多少", "上周的账单", "客户被扣款了"}},
	} {
		for _, text := range c.yes {
			if !c.tells(text) {
				t.Errorf("%s: not %q", name, text)
			}
		}
		for _, text := range c.not {
			if c.tells(text) {
				t.Errorf("%s: %q", name, text)
			}
		}
	}
}
