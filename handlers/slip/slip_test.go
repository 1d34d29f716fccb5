package slip_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/slip"
	"moneytrail/recon/calendar"
)

var friday = calendar.NewDate(2026, time.November, 20)

// whole is what a UnionPay slip of a noodle shop tells.
var whole = slip.Fields{Merchant: "898310058120001", Terminal: "12345678", RRN: "112011420001", Slip: "000456", Batch: "000123",
	Auth: "A1B2C3", Last4: "6688", Amount: "3500.00", Currency: "CNY", Date: friday, Time: "11:42:05"}

var slips = []struct {
	name, text string
	want       slip.Fields
}{
	{"a bilingual slip", `
银联商务 POS签购单
商户名称(MERCHANT NAME): 老李面馆
商户编号(MERCHANT NO.): 898310058120001
终端编号(TERMINAL NO.): 12345678   操作员号(OPERATOR NO.): 01
发卡行(ISSUER): 工商银行   收单行(ACQ): 48021000
卡号(CARD NO.): 622202******6688 /C
交易类型(TRANS TYPE): 消费(SALE)
批次号(BATCH NO.): 000123   凭证号(VOUCHER NO.): 000456
授权码(AUTH NO.): A1B2C3   参考号(REF. NO.): 112011420001
日期/时间(DATE/TIME): 2026/11/20 11:42:05
金额(AMOUNT): RMB 3,500.00
备注(REFERENCE): 谢谢惠顾
持卡人签名(CARDHOLDER SIGNATURE)`, whole},
	{"values on the lines below", `
商户编号
898310058120001
终端编号
12345678
卡号
6222 02** **** 6688
批次号 凭证号
批次号
000123
凭证号
000456
授权码
A1B2C3
参考号
112011420001
日期时间
2026-11-20 11:42:05
金额
RMB 3500.00`, whole},
	{"letters in the place of digits", `
商户编号:89831OO58l2OOO1
终端编号:l2345678
卡号:622202******66B8
批次号:OOO123 凭证号:0OO456
授权码:A1B2C3
参考号:ll2Oll42OOOl
日期时间:2O26/ll/2O 11:42:O5
金额:RMB 3,5OO.OO`, whole},
	{"blanks inside of numbers and words", `
商 户 编 号 ： 8983 1005 8120 001
终 端 号 ： 1234 5678
卡 号 ： 622202 * * * * * * 6688
批 次 号 ： 000 123
凭 证 号 ： 000 456
授 权 码 ： A1B2C3
参 考 号 ： 1120 1142 0001
日 期 / 时 间 ： 2026 / 11 / 20   11 : 42 : 05
金 额 ： RMB 3 , 500 . 00`, whole},
	{"full-width", `
商户号：８９８３１００５８１２０００１
终端号：１２３４５６７８
卡号：６２２２０２＊＊＊＊＊＊６６８８
批次号：０００１２３　凭证号：０００４５６
授权码：Ａ１Ｂ２Ｃ３
参考号：１１２０１１４２０００１
日期：２０２６年１１月２０日　时间：１１：４２：０５
金额：￥３，５００．００`, whole},
	{"traditional characters", `
商戶編號:898310058120001
終端編號:12345678
卡號:622202******6688
批次號:000123 憑證號:000456
授權碼:A1B2C3 參考號:112011420001
日期/時間:2026/11/20 11:42:05
金額:RMB3500.00`, whole},
	{"look-alikes of Chinese characters", `
商戸编弓:898310058120001
终瑞编号:12345678
卡号:622202******6688
批次弓:000123 凭证弓:000456
授权码:A1B2C3 参考弓:112011420001
日期/时间:2026/11/20 11:42:05
金额:RMB3500.00`, whole},
	{"an English slip", `
BLUE DOOR CAFE
MID: 000445566778   TID: 88990011
VISA  ************4242
BATCH NUM: 000077  TRACE NO: 001234
APPROVAL CODE: 098765
RRN: 632400123456
DATE: 20 NOV 2026  TIME: 11:42
SALE AMOUNT   HKD 128.50
TIPS          HKD 10.00
TOTAL         HKD 138.50`, slip.Fields{Merchant: "000445566778", Terminal: "88990011", RRN: "632400123456", Slip: "001234", Batch: "000077",
		Auth: "098765", Last4: "4242", Amount: "138.50", Currency: "HKD", Date: friday, Time: "11:42"}},
	{"a bill page of a payment app", `
付款成功
￥88.00
商品  老李面馆
支付时间 2026年11月20日 12:01:33
商户单号 1000107301202611200012345678
交易单号 4200001234202611201234567890`, slip.Fields{Order: "1000107301202611200012345678", Date: friday, Time: "12:01:33"}},
	{"a merchant's own bill page", `
收款金额 88.00元
支付时间：2026-11-20 12:01:33
订单号：PAY20261120-0007
优惠金额 3.00`, slip.Fields{Order: "PAY20261120-0007", Amount: "88.00", Currency: "CNY", Date: friday, Time: "12:01:33"}},
	{"day first, no doubt", "Amount USD 20.00\nDate 20/11/2026 Time 11:42 PM", slip.Fields{Amount: "20.00", Currency: "USD", Date: friday, Time: "23:42"}},
	{"a date that may be two days is none", "Amount USD 20.00\nDate 03/04/2026", slip.Fields{Amount: "20.00", Currency: "USD"}},
	{"the same in both orders", "Amount USD 20.00\nDate 11/11/2026", slip.Fields{Amount: "20.00", Currency: "USD", Date: calendar.NewDate(2026, time.November, 11)}},
	{"no such day", "金额:20.00\n日期:2026/13/45", slip.Fields{Amount: "20.00"}},
	{"a line that has day and time without a label", "老李面馆\n2026/11/20 11:42:05\n金额 20.00", slip.Fields{Amount: "20.00", Date: friday, Time: "11:42:05"}},
	{"a balance is no amount", "余额 9,999.00\n可用余额 9,999.00", slip.Fields{}},
	{"thousands by points", "TOTAL EUR 1.234,50", slip.Fields{Amount: "1234.50", Currency: "EUR"}},
	{"no decimals", "金额 3500元", slip.Fields{Amount: "3500.00", Currency: "CNY"}},
	{"a number that is too long for an amount", "金额 112011420001999", slip.Fields{}},
	{"a full card number", "卡号:6222021234567890128\n金额:20.00", slip.Fields{Amount: "20.00", Last4: "0128", Card: true}},
	{"a card's front", "ICBC\n6222 0212 3456 7890 128\nVALID THRU 12/29", slip.Fields{Last4: "0128", Card: true}},
	{"an identity card", "姓名 王小明\n公民身份号码 11010519491231002X", slip.Fields{Identity: true}},
	{"a merchant number is no card number", "商户编号:898310058120001", slip.Fields{Merchant: "898310058120001"}},
	{"short merchant and terminal numbers", "商户号 M0001\n终端号 T01", slip.Fields{Merchant: "M0001", Terminal: "T01"}},
	{"a reference of eleven digits is not guessed", "参考号:11201142000", slip.Fields{}},
	{"a menu", "牛肉面 18\n啤酒 6\n营业时间 10:00-22:00", slip.Fields{}},
	{"nothing", "", slip.Fields{}},
	{"noise", "|| ~~ 7/& 丨丨 ;;; 4", slip.Fields{}},
}

func TestWhatASlipSays(t *testing.T) {
	for _, s := range slips {
		t.Run(s.name, func(t *testing.T) {
			if diff := cmp.Diff(s.want, slip.Read(s.text)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestWhatIsEnoughToLookFor(t *testing.T) {
	for _, x := range []struct {
		f     slip.Fields
		finds bool
	}{
		{slip.Fields{}, false},
		{slip.Fields{Amount: "3.00"}, false},
		{slip.Fields{Merchant: "M1", Terminal: "T1", Date: friday}, false},
		{slip.Fields{Amount: "3.00", Date: friday}, true},
		{slip.Fields{Amount: "3.00", Last4: "1234"}, true},
		{slip.Fields{Slip: "000456"}, false},
		{slip.Fields{Slip: "000456", Batch: "000123"}, true},
		{slip.Fields{RRN: "112011420001"}, true},
	} {
		if x.f.Finds() != x.finds {
			t.Errorf("%+v: %v", x.f, x.f.Finds())
		}
	}
}
