package importer

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"
)

// Whatever the bytes, and however they come, the text is that of the decoder alone.
func FuzzGB18030(f *testing.F) {
	for _, s := range []string{"a,\xb4\xfa\xb8\xb6,b\n", "\x81\x30\x81\x30,\x81,\x81\x30,\x81\x30\x81,1\n", "\x80\xff\xfe\x7f", "\xb4", "12345678\xb4\xfa12345678\xb4", "\x84\x31\xa4\x37"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { decodesAlike(t, b, simplifiedchinese.GB18030) })
}

func FuzzBig5(f *testing.F) {
	for _, s := range []string{"a,\xa5N\xa5I,b\n", "\xa5,\xa5\x30\xa5\x81,1\n", "\x80\xff\xfe\x7f", "\x88\x62\x88\x64", "12345678\xa5N12345678\xa5"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { decodesAlike(t, b, traditionalchinese.Big5) })
}

func decodesAlike(t *testing.T, b []byte, e encoding.Encoding) {
	want, err := io.ReadAll(transform.NewReader(bytes.NewReader(b), e.NewDecoder()))
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []io.Reader{bytes.NewReader(b), iotest.OneByteReader(bytes.NewReader(b)), iotest.HalfReader(bytes.NewReader(b))} {
		got, err := io.ReadAll(transform.NewReader(in, chineseText{e.NewDecoder()}))
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%q becomes %q (%v), the decoder alone gives %q", b, got, err, want)
		}
	}
}

// What banks write of payments is told by its bytes, in files of a few words too.
func TestBig5IsToldFromGB18030(t *testing.T) {
	for text, want := range map[string]encoding.Encoding{
		"交易日期,摘要,支出金額,存入金額":              traditionalchinese.Big5,
		"帳號,入帳日,備註\n,,特約商店撥款":            traditionalchinese.Big5,
		"跨行轉帳 薪資轉帳 刷卡消費 手續費 退款":          traditionalchinese.Big5,
		"有限公司 貨款":                        traditionalchinese.Big5,
		"交易日期,摘要,支出金额,存入金额":              simplifiedchinese.GB18030,
		"账号,入账日,备注\n,,特约商户代付":            simplifiedchinese.GB18030,
		"跨行转账 代发工资 消费 手续费 退款，镕基 堃":       simplifiedchinese.GB18030,
		"有限公司 货款":                        simplifiedchinese.GB18030,
		"交易日期,摘要,支出金額,存入金額 (繁體, in GBK)": simplifiedchinese.GBK,
		"ラーメン 一蘭 たこやき":                   simplifiedchinese.GB18030,
	} {
		b, err := want.NewEncoder().Bytes([]byte(text + "\n"))
		if err != nil {
			t.Fatal(text, err)
		}
		var u utf8Lines
		if err := u.look(b, true); err != nil {
			t.Fatal(text, err)
		}
		got := u.chineseEncoding()
		if is := want == traditionalchinese.Big5; (got == big5Text) != is {
			t.Errorf("%s in %v is taken for %s: %+v", text, want, got, u)
		}
	}
}
