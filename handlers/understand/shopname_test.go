package understand_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/understand"
)

// A shop whose figures are asked for is named before what kind of shop it is; who
// pays, where somebody is, and the shop without a name are none.
func TestShopsAsked(t *testing.T) {
	now := time.Date(2026, 11, 20, 15, 20, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"老李面馆昨天到账多少": "老李", "蜀味火锅的钱到了没": "蜀味", "我老婆店里的3500到了吗": "老婆", "徐汇店昨天到账多少": "徐汇", "帮我查一下阿芳服装店今天的流水": "阿芳服装",
		"川香小馆浦东店上周收了多少": "浦东", "老王超市的3500到了吗": "老王", "隔壁老王的店昨天收了多少": "隔壁老王", "小陈早点摊11月19号到账多少": "小陈", "昨天老李麵館到賬多少": "老李", "静安店那边今天生意怎么样": "静安",
		"昨天刘记煎饼摊收了多少": "刘记煎", "查查王府酒店的账": "王府", "我朋友店里的钱到账了吗": "朋友", "徐汇店呢？": "徐汇",
		"how much did Little Rain Crafts get yesterday": "Little Rain Crafts", "has Blue Door Cafe's payout arrived": "Blue Door Cafe", "show me the takings of Golden Wok": "Golden Wok", "Harbour Coffee昨天到账多少": "Harbour Coffee", "Apple Pay昨天到账多少": "", "my wife's shop, did the 3500 arrive": "wife",
		"昨天店里收了多少": "", "我们店昨天到账多少": "", "我的水果店今天到账多少": "", "火锅店昨天的流水": "", "小店昨天到账多少": "", "今天下午店里的3500到了吗": "", "客人在店里刷的3500到了吗": "", "客人在我们店里的3500到了吗": "",
		"老李面馆付的3500到了吗": "", "张记超市转来的3500收到没": "", "刚才到店刷的3500": "", "开店以后收了多少": "", "建设路的刷卡昨天到账多少": "", "工行的钱到了没": "", "外卖奶茶昨天收了多少": "", "手续费分摊多少": "", "餐饮店费率多少": "", "美团店昨天到账多少": "",
		"我的钱打到徐汇店去了": "", "徐汇店都到了，我的怎么没到": "", "蜀味火锅怎么走": "", "整个店昨天一共多少": "", "请问一下本店11月19日到账多少": "",
		"how much did I get yesterday": "", "how much did Visa take": "", "where is Friday's payout": "", "did Bank of China pay": "", "when is my settlement": "", "Where Is My Payout": "", "American Express payouts missing": "", "Bank of China's settlement is late": "", "WeChat Pay payouts yesterday": "", "Good Morning, how much did I make": "",
	} {
		if got := shopNames(text, now); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func shopNames(text string, now time.Time) string {
	var names []string
	for _, s := range understand.ShopsAsked(text, now) {
		names = append(names, s.Name)
	}
	return strings.Join(names, " ")
}

// Who writes every word large, ways to pay, meals, desks and days name no shop.
func TestLargeLettersNameNoShop(t *testing.T) {
	for _, text := range []string{
		"Show Yesterday Sales", "Send Yesterday Sales", "SHOW YESTERDAY SALES", "Check Latest Payouts", "Check Latest payouts", "List Recent Sales", "View Recent payouts", "Pending Settlement payouts", "Get Last Week Sales", "Show Today Turnover",
		"Lunch And Dinner sales", "Happy Hour sales yesterday", "Diners Club payouts", "Cash App payouts", "Uber Eats payouts", "Double Eleven sales", "Terminal A sales", "POS Two sales", "Table Two takings", "Front Desk sales", "Gift Card Sales yesterday",
		"Please Show My Sales", "Total Net Sales Yesterday", "How Much Did We Take Yesterday", "Where Are My Payouts", "Apple Pay sales", "Google Pay payouts", "Credit Card Sales", "Black Friday sales", "Golden Week sales", "Chinese New Year sales", "Night Shift Sales Please",
		"Why Is The Payout Late", "When Will Friday Sales Settle", "Show Me Yesterday's Sales", "Sales Of Yesterday Please", "Refunds And Sales Today", "Monthly Sales Report", "Last Month's Payouts", "My Shop Sales Yesterday", "Export Sales", "Email Statement Of Sales", "Coffee Shop sales yesterday",
		"充电宝商铺昨天到账多少", "路边摊昨天的钱到了吗", "夜市摊今天流水", "Apple Pay到账了吗", "Uber Eats昨天到账多少", "Gift Card昨天收了多少", "Terminal A昨天到账多少",
	} {
		if got := shopNames(text, friday); got != "" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// A name alone may be a branch or a street; with its kind it is a shop.
func TestWhetherANameIsSurelyAShops(t *testing.T) {
	for text, sure := range map[string]bool{
		"老李面馆昨天到账多少": true, "蜀味火锅的钱到了没": true, "查查王府酒店的账": true, "隔壁老王的店昨天收了多少": true, "阿芳服装店今天的流水": true, "has Blue Door Cafe's payout arrived": true, "Harbour Coffee昨天到账多少": true, "Robbery Bar sales yesterday": true, "How Much Did Blue Door Cafe Get Yesterday": true,
		"东门店昨天到账多少": false, "机场店昨天到账多少": false, "城南店的钱到了吗": false, "我老婆的奶茶店昨天到账多少": false, "Main Street sales yesterday": false, "Hong Kong sales yesterday": false, "my wife's shop, did the 3500 arrive": false,
	} {
		got := understand.ShopsAsked(text, friday)
		if len(got) != 1 || got[0].Sure != sure {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
