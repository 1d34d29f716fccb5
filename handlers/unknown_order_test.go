package handlers_test

import "testing"

// A number that no payment bears is said to be none, with the facts that would help, whatever kind
// of number it is and however little else is understood.
func TestANumberThatNoPaymentBearsIsSaidToBeNone(t *testing.T) {
	for text, want := range map[string]string{"采购单号 8837261": "8837261", "合同号 HT-2026-001 的钱": "HT-2026-001", "这个单号 88372619 查一下": "88372619"} {
		_, li := talk(t)
		li.expect(li.says(text), "没有查到：编号 "+want, "小票")
	}
	for text, want := range map[string]string{"purchase order 4500123456": "4500123456", "the order AB-1234-ZZ from the other shop": "AB-1234-ZZ"} {
		_, li := talk(t)
		li.expect(li.says(text), want, "slip")
	}
	_, li := talk(t)
	li.expect(li.says("订单号 8800元"), "¥8,800.00")
}
