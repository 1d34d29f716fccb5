package script

import "testing"

// What a voice was turned to, or a keyboard offered first, is known by its sound;
// words that only sound alike stay.
func TestHeard(t *testing.T) {
	for text, want := range map[string]string{
		"昨天的前还没到账":   "昨天的钱还没到账",
		"推款到哪了":      "退款到哪了",
		"首续费怎么算":     "手续费怎么算",
		"体现多久道账":     "提现多久到账",
		"我的账户被动结了":   "我的账户被冻结了",
		"机气坏了":       "机器坏了",
		"客人说重父扣款":    "客人说重复扣款",
		"什么时侯能倒账":    "什么时候能到账",
		"每到周末":       "",
		"十二点前到的":     "",
		"两张单子":       "",
		"收到张调单":      "",
		"顾客付了没":      "",
		"扣千三":        "",
		"等到刷卡的时候":    "",
		"能退或者换吗":     "",
		"昨天的前三笔":     "",
		"掉单了":        "",
		"道长了吗":       "到账了吗",
		"那笔还没导张":     "那笔还没到账",
		"道长说今天做法事":   "",
		"倒掌声响起来":     "",
		"hello 3500": "",
	} {
		if want == "" {
			want = text
		}
		if got := Heard(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
