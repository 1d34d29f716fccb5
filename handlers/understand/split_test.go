package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestHowFiguresAreToBeSplit(t *testing.T) {
	for text, want := range map[string]understand.Split{
		"按收单机构分": understand.ByAcquirer, "各渠道到了多少": understand.ByAcquirer, "哪个收单机构没到": understand.ByAcquirer, "by acquirer": understand.ByAcquirer, "昨天的账按通道分一下": understand.ByAcquirer, "which acquirer is late": understand.ByAcquirer,
		"哪家少了": understand.ByShop, "哪个门店没到账": understand.ByShop, "按门店分": understand.ByShop, "各店的情况": understand.ByShop, "which shop is short": understand.ByShop, "which stores have not been paid": understand.ByShop, "昨天哪几家店少钱": understand.ByShop, "邊間鋪少咗": understand.NoSplit,
		"对账差多少": understand.Gaps, "对账平不平": understand.Gaps, "账对不上": understand.Gaps, "差额多少": understand.Gaps, "any discrepancies this week": understand.Gaps, "do the figures tie": understand.Gaps,
		"对账单": understand.NoSplit, "昨天的账单": understand.NoSplit, "少了88": understand.NoSplit, "还差多少": understand.NoSplit, "换一家店": understand.NoSplit, "哪笔少了": understand.NoSplit, "which payment is short": understand.NoSplit, "每天几点到账": understand.NoSplit,
		// of something else than figures
		"哪个终端有问题": understand.NoSplit, "哪个机器坏了没到货": understand.NoSplit, "哪个卡有问题刷不了": understand.NoSplit, "哪个订单有问题": understand.NoSplit, "哪个客人少付了": understand.NoSplit, "哪个员工少收了钱": understand.NoSplit, "哪个银行短信没收到": understand.NoSplit, "哪家快递没到": understand.NoSplit, "哪个数字不对": understand.NoSplit, "每家店的费率多少": understand.NoSplit, "各渠道手续费": understand.NoSplit, "每个渠道的费率": understand.NoSplit, "per channel fees": understand.NoSplit, "each shop fee rate": understand.NoSplit, "哪个渠道到账快": understand.NoSplit, "每个店的终端号": understand.NoSplit, "by store credit": understand.NoSplit, "each store needs new terminal": understand.NoSplit, "which processor do you use": understand.NoSplit, "have you got discrepancies with the customer's refund": understand.NoSplit,
		"哪家店有问题": understand.ByShop, "哪家的钱没到": understand.ByShop, "每家店多少": understand.ByShop, "sales by store last week": understand.ByShop, "how much per channel": understand.ByAcquirer,
	} {
		if got := understand.SplitAsked(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
