package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// Who sees too little money, or none, is understood in Cantonese and in what is spoken elsewhere.
func TestWorriesAreUnderstood(t *testing.T) {
	for want, texts := range map[steer.Worry][]string{
		steer.Little:   {"點解今個禮拜咁少錢入", "為何少咗", "點解入少咗", "點解今日得咁少", "这周咋进这么少", "为啥这周钱少", "咋少了这么多", "这周怎么这么少", "到账怎么这么少", "why so little money this week", "why is it so little", "why did so little come in"},
		steer.Eaten:    {"係咪你哋食咗我啲錢", "你哋係咪扣起我啲錢", "你们是不是吞了我的钱", "你们是不是把我钱黑了", "钱是不是被你们吃了", "你们公司把我的钱拿走了吧", "畀返啲錢我啦", "快还我钱", "我個戶口仲係零", "卡里一分钱都没有", "你哋係咪走數", "係咪又拖數", "give me my money", "are you keeping my money", "did you guys eat my money"},
		steer.WhichOut: {"邊幾單未入呀", "邊啲未找數", "仲有幾多單未入", "还有几单没进", "哪几单没进", "哪些钱还没到账", "which ones not in yet", "what is still missing"},
		steer.WhenHere: {"幾時先有得收", "几时有得收钱", "啥时候给俺打钱", "咁我幾時先攞到錢", "幾時清數", "我什么时候能拿到钱", "钱啥时候能下来", "when do i get my money"},
		steer.AnyStuck: {"有邊單卡住咗", "有没有被扣住的", "有冇錢扣起咗"},
		steer.AnyToday: {"有冇數入呀今日", "今日會唔會有數入", "今天有钱到吗", "今天会有钱进来吗"},
		steer.NoWorry:  {"手续费怎么这么少", "今天生意怎么这么少", "你们扣了我36块", "你们收我多少手续费", "哪天到账", "为什么没到账", "why is the fee so low", "how much did you keep as fee", "8月的钱你们给了吗", "客人怎么少了", "几时放假", "客人要我还他钱", "今天到账多少", "给他退钱", "我账户是0017", "还钱给客人", "银行卡丢了，收款的卡想换一张", "銀行說扣款成功，我這邊顯示交易失敗", "显示交易失败，但是钱被扣了", "想改成公司的户头收钱", "持卡人银行已扣款", "give me my money back, i cancelled the order"},
	} {
		for _, text := range texts {
			if got := steer.WorryOf(text); got != want {
				t.Errorf("%q is %q, not %q", text, got, want)
			}
		}
	}
}

// Whether money can come today is asked of what is named, too.
func TestWhetherMoneyCanComeToday(t *testing.T) {
	for text, want := range map[string]bool{"88能不能今天就给我": true, "今天能给我吗": true, "嗰88今日可唔可以俾我": true, "can i get the 88 today": true, "今天收了多少": false, "today's sales": false, "88今天少了": false} {
		if steer.WantsToday(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
