package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"moneytrail/recon/importer"
)

// wechatBill is a bill of n sales, as WeChat prints them.
func wechatBill(n int) []byte {
	var s strings.Builder
	s.WriteString("交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n")
	for i := range n {
		fmt.Fprintf(&s, "`2026-11-19 12:%02d:%02d,`wx81be3101902f7cb2,`1900000001,`0,`K0010001,`42000009252021012%011d,`S20261119%09d,`ofyak5qR_1wYsC99CsWA6R9MJazA,`NATIVE,`SUCCESS,`OTHERS,`CNY,`100.00,`0.00,`0,`0,`0.00,`0.00,`,`,`牛肉面,`,`0.60000,`0.60%%,`100.00,`0.00,`\n", i/60%60, i%60, i, i)
	}
	fmt.Fprintf(&s, "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n`%d,`%d.00,`0.00,`0.00,`%d.%d0000,`%d.00,`0.00\n", n, n*100, n*6/10, n*6%10, n*100)
	return []byte(s.String())
}

// BenchmarkProfiled measures both passes over a bill that a profile reads:
// two records a row.
func BenchmarkProfiled(b *testing.B) {
	file := wechatBill(20_000)
	b.Run("prove", func(b *testing.B) {
		b.SetBytes(int64(len(file)))
		b.ReportAllocs()
		for b.Loop() {
			if p, err := importer.Prove(b.Context(), input(file), cny); err != nil || p.Rows != 20_000 || p.Refused(cny) {
				b.Fatal(err, p.Errors)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		p, err := importer.Prove(b.Context(), input(file), cny)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(file)))
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			err := importer.Read(b.Context(), input(file), cny, p, func(r importer.Row) error { n += len(r.Records); return nil })
			if err != nil || n != 40_000 {
				b.Fatal(err, n)
			}
		}
	})
}
