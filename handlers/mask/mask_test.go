package mask

import (
	"slices"
	"testing"
)

// What must not be kept, as people write it.
func TestSecretsGo(t *testing.T) {
	for _, c := range []struct {
		in, want string
		kinds    []Kind
	}{
		{"卡号6222020000001234 有效期 08/27 安全码 123", "卡号****1234 有效期 [**/**] 安全码 [***]", []Kind{Card, Code, Expiry}},
		{"4111 1111 1111 1111 08/27 123", "****1111 [**/**] [***]", []Kind{Card, Code, Expiry}},
		{"4111111111111111,0928", "****1111,[**/**]", []Kind{Card, Expiry}},
		{"CVV2: 0123", "CVV2: [***]", []Kind{Code}},
		{"cvc is 999", "cvc is [***]", []Kind{Code}},
		{"卡背面后三位是 456", "卡背面后三位是 [***]", []Kind{Code}},
		{"valid thru 12/29", "valid thru [**/**]", []Kind{Expiry}},
		{"expiry date: 12/2029", "expiry date: [**/**]", []Kind{Expiry}},
		{"有效期２７年０８月", "有效期[**/**]", []Kind{Expiry}},
		{"我身份证11010519491231002X", "我身份证[ID ***]", []Kind{Identity}},
		{"110105 19491231 002x 是我的", "[ID ***] 是我的", []Kind{Identity}},
		{"１１０１０５１９４９１２３１００２Ｘ", "[ID ***]", []Kind{Identity}},
		{"11010519491231002\u200bx", "[ID ***]", []Kind{Identity}},
		{"身份证号：110105491231002", "身份证号：[ID ***]", []Kind{Identity}},
		{"身份證號碼是440524188001010014", "身份證號碼是[ID ***]", []Kind{Identity}},
		{"passport no. E12345678", "passport no. [ID ***]", []Kind{Identity}},
		{"my ID number is 110105194912310029", "my ID number is [ID ***]", []Kind{Identity}},
		{"手机 13812345678", "手机 [tel ***78]", []Kind{Phone}},
		{"138-1234-5678 给我回电", "[tel ***78] 给我回电", []Kind{Phone}},
		{"138 1234 5678", "[tel ***78]", []Kind{Phone}},
		{"+86 138 1234 5678", "[tel ***78]", []Kind{Phone}},
		{"１３８１２３４５６７８", "[tel ***78]", []Kind{Phone}},
		{"打给我13812345678谢谢", "打给我[tel ***78]谢谢", []Kind{Phone}},
		{"座机0755-26712345", "座机[tel ***45]", []Kind{Phone}},
		{"联系电话：(010) 8888 6666", "联系电话：[tel ***66]", []Kind{Phone}},
		{"call me at 415-555-2671", "call me at [tel ***71]", []Kind{Phone}},
		{"my phone number is +1 (415) 555-2671", "my phone number is [tel ***71]", []Kind{Phone}},
		{"+852 9123 4567", "[tel ***67]", []Kind{Phone}},
		{"密码是abc123", "密码是[****]", []Kind{Secret}},
		{"登录密码：Hunter-2!", "登录密码：[****]!", []Kind{Secret}},
		{"验证码 482913", "验证码 [****]", []Kind{Secret}},
		{"驗證碼：４８２９１３", "驗證碼：[****]", []Kind{Secret}},
		{"my password is s3cret", "my password is [****]", []Kind{Secret}},
		{"PIN 4321", "PIN [****]", []Kind{Secret}},
		{"the OTP was 99812", "the OTP was [****]", []Kind{Secret}},
		{"password: hunter", "password: [****]", []Kind{Secret}},
		{"身份证_11010519491231002X_正面.jpg", "身份证_[ID ***]_正面.jpg", []Kind{Identity}},
	} {
		got, n := Text(c.in)
		if got != c.want || n != len(c.kinds) {
			t.Errorf("%q gave %q (%d), want %q", c.in, got, n, c.want)
		}
		kinds := Kinds(got)
		slices.Sort(kinds)
		slices.Sort(c.kinds)
		if !slices.Equal(kinds, c.kinds) {
			t.Errorf("%q: masked %v, want %v", c.in, kinds, c.kinds)
		}
		if again, more := Text(got); more != 0 {
			t.Errorf("%q masked again is %q", got, again)
		}
	}
}

// What only looks or sounds alike stays.
func TestWordsWithoutSecretsStay(t *testing.T) {
	for _, s := range []string{"密码错误怎么办", "忘记密码了", "I forgot my password", "password reset please", "验证码收不到", "pin pad is broken", "error code 4412",
		"授权码123456", "auth code 123456", "单号13812345678", "order 13812345678 not paid", "RRN 631512345678", "客服电话多少", "call me tomorrow", "热线 400-820-8888",
		"11月19日 3500 尾号8812", "尾号 8812 那笔 08/27", "****1234 11/25 那笔", "有效期到什么时候", "身份证丢了", "id 12345", "¥13812345678", "13812345678.50", "终端号 13812345",
		"商户号105110059120001", "批次 000123 凭证 004567", "刷了1380块", "exp 3 days", "T+1", "valid until Friday"} {
		if got, n := Text(s); n != 0 {
			t.Errorf("%q gave %q", s, got)
		}
	}
}

func BenchmarkText(b *testing.B) {
	for b.Loop() {
		Text("老板让我问一下，上周三晚上八点多终端K0010001刷的一万二千块，尾号8812，参考号 631512345678，显示成功但是到现在都没有到账，什么时候能到？")
	}
}
