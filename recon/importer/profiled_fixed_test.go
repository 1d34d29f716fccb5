package importer_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"moneytrail/recon/importer"
)

// fixedProfile reads records of 54 bytes: time, shop, name, kind, gross, fee.
const fixedProfile = `name = "fixed"
title = "records by bytes"
currency = "CNY"

[detect]
row = '^20\d{12}S'

[text]
width = 54
above = 1
skip = ['^合计']

[time]
zone = "Asia/Shanghai"
formats = ["YYYYMMDDhhmmss"]

[columns]
time = ["1-14"]
shop = ["15-18"]
name = ["19-34"]
kind = ["35-38"]
gross = ["39-46"]
fee = ["47-54"]

[numbers.default]
unit = "minor"

[[amount]]
name = "net"
is = "gross - fee"

[[row]]
when = { kind = ["消费"] }

[row.line]
line_id = "{time}"
settled_on = "{time}"
merchant_id = "{shop}"
time = "{time}"
type = "SALE"
gross = "gross"
fee = "fee"
net = "net"
status = "PAID"

[[totals.sum]]
name = "笔数"
find = '笔数:(\d+)'
count = true

[[totals.sum]]
name = "净额"
find = '净额:(\d+)'
sum = "net"
`

const fixedFile = "商户清算明细 清算日期:20261119\r\n" +
	"20261119140311S100张记面馆总店    消费0002000000000120\r\n" +
	"20261119151000S100张记面馆总店    消费0001000000000060\r\n" +
	"合计 笔数:00000002 净额:00029820\r\n"

// A file by bytes, in GB18030, with a title on top and its totals below: both
// are set aside as text, and a total of rows has no minor units.
func TestRecordsByBytesInGB18030(t *testing.T) {
	o := with(t, fixedProfile)
	in := func(s string) string {
		t.Helper()
		b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	got := story(t, input([]byte(in(fixedFile))), o)
	for _, want := range []string{"format fixed, source fixed, rows 2, rejected 0", "of S100: SALE PAID 20000 - 120 = 19880 CNY on 2026-11-19",
		"total 笔数: declared 00000002, computed 2, ok true", "total 净额: declared 00029820, computed 298.20, ok true"} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
	lines := strings.SplitAfter(fixedFile, "\r\n")
	for name, tt := range map[string]struct{ file, want string }{
		"a total in minor units":  {strings.Replace(fixedFile, "00029820", "00039820", 1), "the file says 00039820, that is 398.20, its rows give 298.20"},
		"the first record is cut": {strings.Replace(fixedFile, "20261119140311", "2026111914031", 1), "no format knows this file"},
		"by a byte at its end":    {strings.Replace(fixedFile, "0000000120", "000000012", 1), "line 2 begins like a record of fixed and has 53 bytes, not 54"},
		"it begins otherwise":     {strings.Replace(fixedFile, "20261119140311", "x0261119140311", 1), "line 2 has the length of a record of fixed and does not begin like one, see detect.row"},
		"two titles":              {lines[0] + fixedFile, "line 3 is a record of fixed, and the lines before it are none: its profile may set them aside, see text.above and text.skip"},
		"a title among records":   {lines[0] + lines[1] + lines[0] + lines[2] + lines[3], "the record has 30 bytes, it must have 54"},
	} {
		if p := prove(t, in(tt.file), o); !p.Refused(o) || !strings.Contains(tell(p.Errors), tt.want) {
			t.Errorf("%s: want %q in\n%s", name, tt.want, tell(p.Errors))
		}
	}
}

// A first record that lost its beginning is no title, with totals and without.
func TestARecordThatLostItsBeginningIsNoTitle(t *testing.T) {
	bare, _, _ := strings.Cut(fixedProfile, "[[totals.sum]]")
	lines := strings.SplitAfter(fixedFile, "\r\n")
	in := func(s string) string {
		b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	title, first, second, end := in(lines[0]), in(lines[1]), in(lines[2]), in(lines[3])
	for name, tt := range map[string]struct{ told, file, want string }{
		"its date":                     {bare, first[9:] + second, "1:0 the record has 45 bytes, it must have 54"},
		"and its shop":                 {bare, first[20:] + second, "1:0 the record has 34 bytes"},
		"all but half of its fee":      {bare, first[50:] + second, "1:0 the record has 4 bytes, it must have 54: the file was cut off or changed by an editor; get it again, or name how it begins in text.skip of the profile if it is a title"},
		"below a title":                {strings.Replace(bare, "above = 1", "above = 2", 1), title + first[9:] + second, "2:0 the record has 45 bytes"},
		"and its line end, two in one": {bare, strings.TrimRight(first[9:], "\r\n") + first + second, "1:0 the record has 99 bytes"},
		"with totals":                  {fixedProfile, first[9:] + second + end, "1:0 the record has 45 bytes"},
	} {
		o := with(t, tt.told)
		if p := prove(t, tt.file, o); !p.Refused(o) || !strings.Contains(tell(p.Errors), tt.want) {
			t.Errorf("%s: want %q in\n%s", name, tt.want, tell(p.Errors))
		}
	}
	const passed = "1:0 this line is no record and was let pass as a title; look at it"
	captured := bare + "\n[[file]]\nname = \"day\"\nin = \"lines\"\nfind = '清算日期:(\\d+)'\n"
	for _, tt := range []struct {
		told, file string
		warned     bool
	}{
		{bare, title + first + second, true}, {fixedProfile, title + first + second + end, false}, {captured, title + first + second, false},
		{strings.Replace(bare, "'^合计'", "'^合计', '^商户'", 1), title + first + second, false},
	} {
		o := with(t, tt.told)
		if p := prove(t, tt.file, o); p.Refused(o) || p.Rows != 2 || strings.Contains(tell(p.Warnings), passed) != tt.warned {
			t.Errorf("%d rows, warnings %s, errors %s", p.Rows, tell(p.Warnings), tell(p.Errors))
		}
	}
}

// What a line above the rows tells of all of them is read whole or not at all.
func TestWhatATitleTellsIsDecoded(t *testing.T) {
	file, told := example(t, "A worked example")
	o := with(t, strings.NewReplacer("merchant = [\"Shop\"]\n", "", "delimiter = \";\"", "delimiter = \";\"\ncomment = \"#\"").Replace(told)+
		"\n[[file]]\nname = \"merchant\"\nin = \"lines\"\nfind = '^#店铺：(.+)'\n")
	encode := simplifiedchinese.GB18030.NewEncoder()
	title, err := encode.String("#店铺：面馆")
	if err != nil {
		t.Fatal(err)
	}
	if got := story(t, input([]byte(title+"\n"+file)), o); !strings.Contains(got, "A-1 of 面馆") {
		t.Errorf("a title in GB18030:\n%s", got)
	}
	for _, damaged := range []string{title + "\xff\xff\n", "#店铺：S\ufffd\n"} {
		p := prove(t, damaged+file, o)
		if want := "1:0 merchant, which the layout takes from here, has characters that cannot be decoded (U+FFFD)"; !p.Refused(o) || !strings.Contains(tell(p.Errors), want) {
			t.Errorf("%q: want %q in\n%s", damaged, want, tell(p.Errors))
		}
	}
	named := with(t, strings.Replace(told, "merchant = [\"Shop\"]\n", "", 1)+"\n[[file]]\nname = \"merchant\"\nin = \"name\"\nfind = '^test(.*)\\.csv'\n")
	in := input([]byte(file))
	in.Name = "testS\ufffd.csv"
	p, err := importer.Prove(t.Context(), in, named)
	if err != nil || !strings.Contains(tell(p.Errors), "merchant, which the layout takes from the file's name, has characters that cannot be decoded") {
		t.Errorf("a damaged name: %v, %s", err, tell(p.Errors))
	}
}
