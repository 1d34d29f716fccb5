package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestWishesOfTheProductItself(t *testing.T) {
	for text, want := range map[string]understand.Wish{
		"钱打到哪张卡了": understand.OwnAccount, "到账的银行卡尾号多少": understand.OwnAccount, "結算卡是哪張": understand.OwnAccount, "which bank acct do you pay into": understand.OwnAccount, "what account do my payouts go to?": understand.OwnAccount,
		"我绑的是哪张卡": understand.OwnAccount, "绑定的银行卡是哪张": understand.OwnAccount, "我的尾号是多少": understand.OwnAccount, "收款卡尾号多少": understand.OwnAccount, "登記的是哪個賬戶": understand.OwnAccount, "我们收款卡号是哪个": understand.OwnAccount,
		"客人绑的卡刷不了": understand.NoWish, "那笔的尾号是多少": understand.NoWish, "我绑定的卡丢了": understand.NoWish,
		"不要每天给我发消息了": understand.Quiet, "别推送了": understand.Quiet, "關掉每日匯總": understand.Quiet, "stop sending me summaries": understand.Quiet, "no more daily reports please": understand.Quiet,
		"怎么加个财务进来": understand.MorePeople, "能不能加人": understand.MorePeople, "我老公也能看吗": understand.MorePeople, "can my accountant have access": understand.MorePeople, "how do I add a cashier": understand.MorePeople,
		"我要换结算卡": understand.NoWish, "which account should I change to for payouts": understand.NoWish, "昨天3500没到": understand.NoWish, "钱打到哪了": understand.NoWish,
		"客人加我微信付的": understand.NoWish, "stop charging me": understand.NoWish, "没收到到账通知": understand.NoWish, "有没有人": understand.NoWish, "别扣我钱": understand.NoWish, "银行发消息说扣了两次": understand.NoWish,
		"别再老给我发消息": understand.Quiet, "你们别天天推送": understand.Quiet, "don't send me notifications": understand.Quiet, "I dont want daily reports": understand.Quiet, "do not need the summaries": understand.Quiet,
		"can my wife see the payouts": understand.MorePeople, "can my new accountant use this": understand.MorePeople,
		"别人给我发消息说我的钱被冻结了": understand.NoWish, "特别烦，老有人发消息说我中奖": understand.NoWish, "客户说别的银行发消息扣款了": understand.NoWish, "级别不够不能发通知吗": understand.NoWish,
		"I don't get any notifications when money arrives": understand.NoWish, "i dont see any updates on the payout": understand.NoWish, "why do not I get messages": understand.NoWish,
		"can my customer use Alipay": understand.NoWish, "can my shop use foreign cards": understand.NoWish, "can my customer's wife use her card": understand.NoWish,
	} {
		if got := understand.WishOf(text); got != want {
			t.Errorf("%q is read as the wish %q, want %q", text, got, want)
		}
	}
}
