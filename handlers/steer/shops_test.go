package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// What is asked of all shops is told from what is asked of one, of banks and of people.
func TestQuestionsOfAllShops(t *testing.T) {
	for _, all := range []string{"上周三家店手续费一共多少", "哪家店今天没开单", "每家的微信分别多少", "各店昨天收了多少", "各家分别多少", "三家一共多少", "那三家店一共", "所有门店今天的账单", "全部店", "按店分",
		"邊間舖今日冇開單", "每間店收咗幾多", "三間舖一共幾多", "哪家最多", "三家的手续费", "门店对比", "which shop took the most", "all shops yesterday", "fees of each store", "total of the three shops", "how much did every branch take", "sales by shop", "what about all three together", "both stores this week"} {
		if !steer.OfAllShops(all) {
			t.Errorf("%q is not taken to be of all shops", all)
		}
	}
	for _, one := range []string{"我有三家店", "今天三笔没到", "店里今天收了多少", "大家都到了", "国家规定的费率", "徐汇店今天的", "每天到账多少", "各银行到账时间", "哪一笔没到", "每笔手续费", "分别是哪几笔", "所有的钱", "三个客人", "i have two shops", "which one is late", "all payments", "each swipe", "上周三的手续费", "打烊回家三点了"} {
		if steer.OfAllShops(one) {
			t.Errorf("%q is taken to be of all shops", one)
		}
	}
	for text, want := range map[string]bool{"哪家店今天没开单": true, "邊間舖今日冇開單": true, "which shop took the most": true, "which of my stores": true, "三家店一共": false, "哪一笔没到": false} {
		if got := steer.WhichShop(text); got != want {
			t.Errorf("which shop in %q: %v", text, got)
		}
	}
}

// What is asked of several shops, each by itself.
func TestWhatIsAskedOfShops(t *testing.T) {
	for text, want := range map[string]steer.ShopAsk{
		"哪家店今天没开单": steer.ShopsWithout, "哪家今天没生意": steer.ShopsWithout, "邊間舖今日冇開單": steer.ShopsWithout, "which shop had no sales today": steer.ShopsWithout, "which store hasn't sold today": steer.ShopsWithout, "which shop took nothing": steer.ShopsWithout,
		"哪家店钱被扣住了": steer.ShopsHeld, "哪家的钱被冻结": steer.ShopsHeld, "at which shop is money held": steer.ShopsHeld,
		"昨天哪家店收得最多": steer.ShopsMost, "哪家最多": steer.ShopsMost, "which shop sold the most": steer.ShopsMost, "哪家店生意最差": steer.ShopsLeast, "which store did worst": steer.ShopsLeast,
		"哪家店手续费最多": steer.NoShopAsk, "三家店一共": steer.NoShopAsk, "哪家店没到账": steer.NoShopAsk,
	} {
		if got := steer.ShopAsked(text); got != want {
			t.Errorf("%q asks %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"那三家店一共": true, "所有门店呢": true, "三間店加起來": true, "and all three shops together": true, "三家店手续费": false, "哪家店今天没开单": false, "昨天的": false} {
		if got := steer.AllShopsAlone(text); got != want {
			t.Errorf("alone %q: %v", text, got)
		}
	}
}
