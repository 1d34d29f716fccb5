package sample

import (
	"moneytrail/recon/record"
)

// currency of everything in the sample.
const currency = "CNY"

// shop is a merchant with its habits.
type shop struct {
	id, name, language   string
	account              string
	cutOff, group, store string
	opens, closes        string // hh:mm
	terminals            []string
	place                string
	feeBPS               int64
	daily                int   // swipes on a usual day
	low, high            int64 // usual amounts, minor units
	cards                int   // of ten swipes, how many are cards; the rest are codes
	foreign              bool  // foreign cards come too
	bank                 bool  // statements of its account are in the files
	minPayout            int64 // minor units
}

// shops of the operator. Account numbers are made up and fail the check digit.
func shops() []*shop {
	return []*shop{
		{id: "M0001", name: "老李面馆", language: "zh-Hans", account: "6222000000000010017", cutOff: "23:00", opens: "10:00", closes: "22:00",
			terminals: []string{"K0010001"}, place: "上海市静安区", feeBPS: 60, daily: 14, low: 1800, high: 26000, cards: 4, bank: true},
		{id: "M0002", name: "Harbour Coffee", language: "en", account: "6222000000000020024", cutOff: "23:00", opens: "07:30", closes: "21:00",
			terminals: []string{"K0020001"}, place: "上海市黄浦区", feeBPS: 60, daily: 16, low: 2200, high: 9900, cards: 5, foreign: true, bank: true},
		{id: "M0003", name: "川香小馆静安店", language: "zh-Hans", account: "6222000000000030031", cutOff: "23:00", group: "G0001", store: "静安店",
			opens: "10:30", closes: "22:00", terminals: []string{"K0030001", "K0030002"}, place: "上海市静安区", feeBPS: 58, daily: 12, low: 3000, high: 42000, cards: 5, bank: true},
		{id: "M0004", name: "川香小馆徐汇店", language: "zh-Hans", account: "6222000000000030031", cutOff: "23:00", group: "G0001", store: "徐汇店",
			opens: "10:30", closes: "22:00", terminals: []string{"K0040001"}, place: "上海市徐汇区", feeBPS: 58, daily: 10, low: 3000, high: 42000, cards: 5, bank: true},
		{id: "M0005", name: "川香小馆浦东店", language: "zh-Hans", account: "6222000000000030031", cutOff: "23:00", group: "G0001", store: "浦东店",
			opens: "10:30", closes: "22:00", terminals: []string{"K0050001"}, place: "上海市浦东新区", feeBPS: 58, daily: 9, low: 3000, high: 42000, cards: 5, bank: true},
		{id: "M0006", name: "蜀味火锅", language: "zh-Hans", account: "6222000000000060068", cutOff: "23:00", opens: "11:00", closes: "22:30",
			terminals: []string{"K0060001", "K0060002"}, place: "上海市徐汇区", feeBPS: 60, daily: 11, low: 12000, high: 98000, cards: 6, bank: true},
		{id: "M0007", name: "鲜果时光", language: "zh-Hans", account: "6222000000000070071", cutOff: "24:00", opens: "08:00", closes: "21:30",
			terminals: []string{"K0070001"}, place: "上海市长宁区", feeBPS: 60, daily: 15, low: 800, high: 8800, cards: 2},
	}
}

// rareShops are small ones in which something rare happened.
func rareShops() []*shop {
	return []*shop{
		{id: "M0008", name: "阿芳服装店", language: "zh-Hans", account: "6222000000000080084", cutOff: "23:00", opens: "10:00", closes: "21:30",
			terminals: []string{"K0080001"}, place: "上海市虹口区", feeBPS: 60, daily: 5, low: 5000, high: 60000, cards: 7, bank: true},
		{id: "M0009", name: "小陈早点摊", language: "zh-Hans", account: "6222000000000090092", cutOff: "23:00", opens: "06:00", closes: "11:00",
			terminals: []string{"K0090001"}, place: "上海市杨浦区", feeBPS: 60, minPayout: 20000, bank: true},
		{id: "M0010", name: "老周五金", language: "zh-Hans", account: "6222000000000100107", cutOff: "23:00", opens: "08:00", closes: "19:00",
			terminals: []string{"K0100001"}, place: "上海市普陀区", feeBPS: 60, bank: true},
		{id: "M0011", name: "Little Rain Crafts", language: "en", account: "6222000000000110114", cutOff: "23:00", opens: "10:00", closes: "20:00",
			terminals: []string{"K0110001"}, place: "上海市徐汇区", bank: true},
	}
}

// merchant is the shop as the product's terms see it.
func (s *shop) merchant() record.Merchant {
	m := record.Merchant{ID: s.id, Zone: "Asia/Shanghai", Currency: currency, Calendar: "CN", Cycle: "T+1", CutOff: s.cutOff}
	if s.feeBPS > 0 {
		m.FeeBPS = &s.feeBPS
	}
	return m
}

// contracts of all merchants: cards on working days, codes every day, the fee
// of debit cards capped.
func contracts() []record.Terms {
	bps := func(s string) *string { return &s }
	minor := func(n int64) *int64 { return &n }
	return []record.Terms{
		{MerchantID: "*", Scheme: "UNIONPAY", CardType: "DEBIT", Cycle: "T+1", FeeBPS: bps("50"), FeeCap: minor(2000), RefundFee: "kept"},
		{MerchantID: "*", Scheme: "UNIONPAY", CardType: "CREDIT", Cycle: "T+1", FeeBPS: bps("60"), RefundFee: "kept"},
		{MerchantID: "*", Scheme: "VISA", Cycle: "T+1", FeeBPS: bps("180"), RefundFee: "kept"},
		{MerchantID: "*", Scheme: "MASTERCARD", Cycle: "T+1", FeeBPS: bps("180"), RefundFee: "kept"},
		{MerchantID: "*", Scheme: "WECHAT", Cycle: "D+1", CutOff: "24:00", FeeBPS: bps("38"), RefundFee: "kept"},
		{MerchantID: "*", Scheme: "ALIPAY", Cycle: "D+1", CutOff: "24:00", FeeBPS: bps("38"), RefundFee: "kept"},
	}
}
