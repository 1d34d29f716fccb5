package importer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func wall(s string) record.Stamp {
	t, err := time.Parse(time.DateTime, s)
	if err != nil {
		panic(err)
	}
	return record.Stamp{Time: t, Floating: true}
}

func ptr[T any](v T) *T { return &v }

// Every native kind, with its optional columns, gives exactly its record.
func TestNativeKinds(t *testing.T) {
	at := func(source string) record.Origin { return record.Origin{Source: source, Line: 2} }
	tests := []struct {
		name, file string
		want       any
	}{
		{"merchants", "account,merchant_id,name,timezone,fee_bps,min_payout,aliases,cutoff,settlement_cycle,language\n" +
			"6222 0200 0000 1234,M1,老李面馆,Asia/Shanghai,60,10.00,wechat_trade=1601959334;adyen=Shop,23:00,T+1,zh-Hans\n",
			record.Merchant{Origin: at("native"), ID: "M1", Account: record.Account{Key: "key of 6222020000001234", Last4: "1234"}, Name: "老李面馆",
				Language: "zh-Hans", Zone: "Asia/Shanghai", Cycle: "T+1", CutOff: "23:00", FeeBPS: ptr(int64(60)), MinPayout: 1000,
				Aliases: map[string]string{"wechat_trade": "1601959334", "adyen": "Shop"}}},
		{"terms", "merchant_id,scheme,card_type,fee_bps,fee_cap,window_from,window_to,single_cap,refund_fee,valid_from\nM1,*,DEBIT,52.5,20.00,07:00,23:00,5000,kept,2026-01-01\n",
			record.Terms{Origin: at("native"), MerchantID: "M1", Scheme: "*", CardType: "DEBIT", ValidFrom: day("2026-01-01"), FeeBPS: ptr("52.5"),
				FeeCap: ptr(int64(2000)), WindowFrom: "07:00", WindowTo: "23:00", SingleCap: ptr(int64(500000)), Decimals: 2, RefundFee: "kept"}},
		{"terms in no currency: the merchants have theirs", "merchant_id,scheme,fee_cap\nM9,*,20.5\n",
			record.Terms{Origin: at("native"), MerchantID: "M9", Scheme: "*", FeeCap: ptr(int64(2050)), Decimals: 2}},
		{"transactions", "source," + strings.TrimSpace(transactionsHead) + ",order_id,slip_no\n" +
			"pos,T1,M1,POS1,2026-11-20 14:03:05,SALE,3500.00,CNY,1234,UnionPay,A1,123456789012,,APPROVED,O1,000012\n",
			record.Transaction{Origin: at("pos"), ID: "T1", MerchantID: "M1", TerminalID: "POS1", Time: wall("2026-11-20 14:03:05"), Type: record.Sale,
				Amount: 350000, Currency: "CNY", Last4: "1234", Scheme: "UnionPay", AuthCode: "A1", RRN: "123456789012", Status: record.Approved,
				OrderID: "O1", SlipNo: "000012"}},
		{"settlements in no currency: the merchant has it", settlementsHead + "L1,2026-11-21,M0009,POS1,2026-11-20T14:03:05+08:00,SALE,100.5,0.60,99.90,1,P1,PAID\n",
			record.Line{Origin: at("native"), ID: "L1", SettledOn: day("2026-11-21"), MerchantID: "M0009", TerminalID: "POS1",
				Time: record.Stamp{Time: time.Date(2026, 11, 20, 14, 3, 5, 0, time.FixedZone("", 8*3600))}, Type: record.LineSale,
				Gross: 10050, Fee: 60, Net: 9990, Decimals: 2, RRN: "1", PayoutID: "P1", Status: record.LinePaid}},
		{"payouts", "payout_id,merchant_id,sent_at,amount,currency,account,status,carried_in,failure_code,statement_text\nP1,M1,2026-11-21,99.90,CNY,6222020000001234,RETURNED,-1.5,AC04,P1 settlement\n",
			record.Payout{Origin: at("native"), ID: "P1", MerchantID: "M1", SentAt: wall("2026-11-21 00:00:00"), Amount: 9990, Currency: "CNY",
				Account: record.Account{Key: "key of 6222020000001234", Last4: "1234"}, Status: record.PayoutReturned, CarriedIn: -150,
				FailureCode: "AC04", StatementText: "P1 settlement"}},
		{"bank", "entry_id,booked_on,account,amount,direction,currency,memo\nE1,2026-11-21,6222020000001234,99.90,C,CNY,\"代付, P1\"\n",
			record.Entry{Origin: at("native"), ID: "E1", BookedOn: day("2026-11-21"), Account: record.Account{Key: "key of 6222020000001234", Last4: "1234"},
				Amount: 9990, Direction: record.Credit, Currency: "CNY", Memo: "代付, P1", Owner: record.Payee}},
		{"unknown columns are kept", "merchant_id,account,区域,Colour\nM1,1234567890123456,浦东,\n",
			record.Merchant{Origin: record.Origin{Source: "native", Line: 2, Extra: `{"区域":"浦东"}`}, ID: "M1",
				Account: record.Account{Key: "key of 1234567890123456", Last4: "3456"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := rows(t, tt.file, cny)
			if len(got) != 1 || len(got[0].Records) != 1 {
				t.Fatalf("got %d rows", len(got))
			}
			if diff := cmp.Diff(tt.want, got[0].Records[0], cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" {
				t.Errorf("record (-want +got):\n%s", diff)
			}
		})
	}
}

// What an operator reads when a value is wrong: line, column, value and what to do.
func TestNativeRefusals(t *testing.T) {
	sale := func(change ...string) string {
		row := "T1,M1,POS1,2026-11-20 14:03:05,SALE,3500.00,CNY,1234,UnionPay,A1,123456789012,,APPROVED"
		return transactionsHead + strings.NewReplacer(change...).Replace(row) + "\n"
	}
	line := func(change ...string) string {
		row := "L1,2026-11-21,M1,POS1,2026-11-20 14:03:05,SALE,100.00,0.60,99.40,1,P1,PAID"
		return settlementsHead + strings.NewReplacer(change...).Replace(row) + "\n"
	}
	tests := []struct{ name, file, want string }{
		{"three decimals", sale("3500.00", "3500.001"), `2:6 amount "3500.001" has 3 decimals, CNY has 2`},
		{"yen have none", sale("3500.00,CNY", "3500.0,JPY"), `2:6 amount "3500.0" has 1 decimal, JPY has 0`},
		{"of a merchant who is not known yet", strings.Replace(line("100.00", "100.00001"), "M1", "M77", 1), `2:7 gross "100.00001" has 5 decimals, more than any currency has`},
		{"exponent of a spreadsheet with decimal commas", sale("123456789012", `"1,23457E+11"`), `2:11 rrn "1,23457E+11" was changed by a spreadsheet`},
		{"a sum below", sale() + "合计：,,,,,3500.00,,,,,,,\n", `3:0 the line is a sum of the rows, not a row: native files have none, remove it`},
		{"two files in one", sale() + sale(), `3:0 the line is the header again: two files were put together`},
		{"Western European", sale("UnionPay", "Cr\xe9dit diff\xe9r\xe9e"), `2:0 this line is neither UTF-8 nor Chinese (GB18030, Big5): by its signs it is Western European text`},
		{"two files in one, whose header could be a row", "merchant_id,account\nM1,6217000000000001\nmerchant_id,account\nM2,6217000000000002\n", `3:0 the line is the header again`},
		{"a shop by the name of Total is no sum", "merchant_id,account,name,timezone\nM1,6217000000000001,Total,Mars/Base\n", `2:4 timezone`},
		{"a sum that is short", line() + "Total,100.00\n", `3:0 the line is a sum of the rows`},
		{"a sum without words", line() + ",,,,,,100.00,0.60,99.40,,,\n", `3:0 the line is a sum of the rows`},
		{"ids that are cards", strings.Replace(sale("T1,", "4111111111111111,"), ",1234,", ",1111,", 1), `2:1 transaction_id holds what can only be told as card numbers (1 of 1 values), which are not kept, and rows are known by it: write ids of your own there`},
		{"merchants that are cards", sale("M1", "6222021001098550814"), `2:2 merchant_id holds what can only be told as card numbers`},
		{"no account of an entry", "entry_id,booked_on,account,amount,direction,currency,memo\nE1,2026-11-21, - ,99.90,C,CNY,x\n", `2:3 account "*" is not an account number`},
		{"overflow", sale("3500.00", "92233720368547758.08"), `2:6 amount "92233720368547758.08" is too large`},
		{"exponent", sale("3500.00", "1e9999"), `2:6 amount "1e9999" is written with an exponent`},
		{"thousands", sale("3500.00", `"3,500.00"`), `2:6 amount "3,500.00" is not a plain decimal: leave out thousands separators`},
		{"negative sale", sale("3500.00", "-3500.00"), `2:6 amount "-3500.00" must be above 0`},
		{"zero", sale("3500.00", "0.00"), `2:6 amount "0.00" must be above 0`},
		{"fullwidth digits", sale("3500.00", "３５００"), `2:6 amount "３５００" is not a decimal`},
		{"currency", sale("CNY", "RMB"), `2:7 currency "RMB" is not a currency of ISO 4217`},
		{"type", sale("SALE", "sale"), `2:5 type "sale" is not one of SALE REFUND VOID`},
		{"status", sale("APPROVED", "OK"), `2:13 status "OK" is not one of APPROVED DECLINED UNKNOWN`},
		{"time", sale("2026-11-20 14:03:05", "20/11/2026"), `2:4 time "20/11/2026" is not a time: write`},
		{"30 February", sale("2026-11-20 14:03:05", "2026-02-30 14:03:05"), `2:4 time "2026-02-30 14:03:05" is not a time`},
		{"no time of day", sale("2026-11-20 14:03:05", "2026-11-20"), `2:4 time "2026-11-20" has no time of day`},
		{"no id", sale("T1,", ","), `2:1 transaction_id is empty`},
		{"destroyed reference", sale("123456789012", "1.23457E+11"), `2:11 rrn "1.23457E+11" was changed by a spreadsheet`},
		{"control character", sale("POS1", "POS\x07"), `2:3 terminal_id "POS\a" has control characters`},
		{"too few values", transactionsHead + "T1,M1,POS1\n", `2:0 the row has 3 values, the header has 13 columns`},
		{"card number is never echoed", sale("POS1", "POS1\x07 4111111111111111"), `****1111`},
		{"net", line("99.40", "99.41"), `2:9 net "99.41" is not gross - fee: 100.00 - 0.60 is 99.40`},
		{"negative sale line", line("100.00,0.60,99.40", "-100.00,0.60,-100.60"), `2:7 gross "-100.00" is negative on a SALE`},
		{"missing column", strings.Replace(line(), ",status", "", 1), `1:0 the header looks like native settlements, but has no column status`},
		{"column twice", "merchant_id,account,Account\nM1,1,2\n", `1:3 column account comes twice, as column 2 and column 3`},
		{"account shows its end only", "merchant_id,account,name\nM1,6222020200\x01112233,x\n", `2:2 account "*2233" is not an account number`},
		{"account destroyed", "merchant_id,account\nM1,6.22202E+18\n", `2:2 account was changed by a spreadsheet`},
		{"calendar", "merchant_id,account,calendar\nM1,1,CHINA\n", `2:3 calendar "CHINA" is not a calendar: write one of AT BE BG BR CN CZ`},
		{"calendar of terms", "merchant_id,scheme,cycle,calendar\nM1,*,T+1,USA\n", `2:4 calendar "USA" is not a calendar: write one of`},
		{"zone", "merchant_id,account,timezone\nM1,1,Beijing\n", `2:3 timezone "Beijing" is not a time zone`},
		{"cycle", "merchant_id,account,settlement_cycle\nM1,1,next day\n", `2:3 settlement_cycle "next day" is not a cycle`},
		{"same id, other content", sale() + "T1,M1,POS1,2026-11-20 14:03:05,SALE,3501.00,CNY,1234,UnionPay,A1,123456789012,,APPROVED\n",
			`3:0 "T1" is the same id as in line 2, but the row says something else`},
		{"stray quote", sale("POS1", `PO"S1`), `2:3 a quote stands inside a field`},
		{"open quote", sale("UnionPay", `"UnionPay`), `2:0 a quote opened in column 9 never closes`},
		{"cut by semicolons", strings.ReplaceAll(settlementsHead, ",", ";") + "S1;2026-11-21\n", "the columns are those of native settlements, cut by semicolons: save the file as CSV with commas"},
		{"nothing knows it", "a,b,c\n1,2,3\n", `no format knows this file: its first line is "a,b,c"`},
		{"empty", "", "the file is empty"},
		{"NUL", sale("POS1", "POS\x00"), "2:0 the line has a NUL byte"},
		{"U+FFFD", sale("UnionPay", "Union\ufffd"), "2:9 scheme has characters that cannot be decoded"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := prove(t, tt.file, cny)
			if !p.Refused(cny) {
				t.Fatal("accepted")
			}
			if got := tell(p.Errors); !strings.Contains(got, tt.want) {
				t.Errorf("want %s\ngot  %s", tt.want, got)
			}
			if strings.Contains(tell(p.Errors), "4111111111111111") {
				t.Error("a card number was printed")
			}
		})
	}
}

// Names in GB18030 whose characters end in letters of ASCII are read all the same.
func TestRareNamesInGB18030(t *testing.T) {
	file, err := simplifiedchinese.GB18030.NewEncoder().String("merchant_id,account,name\nM1,1,朱镕面馆\nM2,2,銀聯快餐\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := rows(t, file, cny); len(got) != 2 || got[1].Records[0].(record.Merchant).Name != "銀聯快餐" {
		t.Errorf("got %+v", got)
	}
	if file, err = simplifiedchinese.GB18030.NewEncoder().String("merchant_id,account,name\nM1,1,镕\n"); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, file, cny); len(got) != 1 || got[0].Records[0].(record.Merchant).Name != "镕" {
		t.Errorf("alone: %+v", got)
	}
}

// A sum is told once, whatever its cells lack; a row whose id is a word for it is a row.
func TestASumIsToldOnce(t *testing.T) {
	row := "L1,2026-11-21,M1,,,SALE,100.00,0.60,99.40,1,P1,PAID\n"
	p := prove(t, settlementsHead+row+"合计,,,,,,100.00,0.60,99.40,,,\n", cny)
	if len(p.Errors) != 1 || p.Errors[0].Line != 3 || p.Rejected != 1 {
		t.Errorf("rejected %d: %s", p.Rejected, tell(p.Errors))
	}
	if got := rows(t, settlementsHead+strings.Replace(row, "L1", "TOTAL", 1), cny); len(got) != 1 {
		t.Errorf("got %d rows", len(got))
	}
}

// A day without any rows is no fault, but said.
func TestAFileWithoutRowsIsSaid(t *testing.T) {
	p := prove(t, settlementsHead, cny)
	if p.Refused(cny) || p.Rows != 0 || !strings.Contains(tell(p.Warnings), "the file has its header and no rows") {
		t.Errorf("refused %v, %d rows: %s", p.Refused(cny), p.Rows, tell(p.Warnings))
	}
	if p := prove(t, settlementsHead+"L1,2026-11-21,M1,,,SALE,100.00,0.60,99.40,1,P1,PAID\n", cny); len(p.Warnings) > 0 {
		t.Errorf("of a row: %s", tell(p.Warnings))
	}
}

func TestSkipBadLeavesTheBadRowsOut(t *testing.T) {
	file := settlementsHead +
		"L1,2026-11-21,M1,,,SALE,100.00,0.60,99.40,1,P1,PAID\n" +
		"L2,2026-11-21,M1,,,SALE,100.00,0.60,99.41,2,P1,PAID\n" +
		"L3,2026-11-22,M1,,,SALE,100.00,0.60\n" +
		"L1,2026-11-21,M1,,,SALE,200.00,0.60,199.40,1,P1,PAID\n" +
		"L4,2026-11-23,M1,,,SALE,1.00,0.00,1.00,1,P1,PAID\n"
	o := cny
	o.SkipBad = true
	p := prove(t, file, o)
	if diff := cmp.Diff([]int{3, 4, 5}, p.Bad); diff != "" || p.Rows != 5 || p.Rejected != 3 {
		t.Errorf("rows %d, rejected %d, bad lines (-want +got):\n%s", p.Rows, p.Rejected, diff)
	}
	var ids []string
	for _, r := range rows(t, file, o) {
		ids = append(ids, r.Records[0].(record.Line).ID)
	}
	if diff := cmp.Diff([]string{"L1", "L4"}, ids); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if p.First != day("2026-11-21") || p.Last != day("2026-11-23") {
		t.Errorf("covers %s to %s", p.First, p.Last)
	}
}

func TestEqualRowsAreMarked(t *testing.T) {
	file := settlementsHead +
		"L1,2026-11-21,M1,,,SALE,100.00,0.60,99.40,1,P1,PAID\n" +
		"L1,2026-11-21,M1,,, SALE,100.0,0.6,99.4,1,P1,PAID\n"
	got := rows(t, file, cny)
	if len(got) != 2 || got[0].Again || !got[1].Again {
		t.Errorf("rows %+v", got)
	}
}

func TestEventsWithoutAnIDAreNamedByWhatHappened(t *testing.T) {
	file := "merchant_id,time,kind,reference,note\nM1,2026-11-20 10:00,HOLD,T1,first\nM1,2026-11-20 10:00:00,HOLD,T1,second\nM1,2026-11-20 10:00:00,HOLD,T2,\nM1,2026-11-20 10:00:00,HOLD,T1,first\n"
	var ids []string
	for _, r := range rows(t, file, cny) {
		ids = append(ids, r.Records[0].(record.Event).ID)
	}
	if ids[1] != ids[0]+"#2" || ids[2] == ids[0] {
		t.Errorf("ids %v", ids)
	}
	if ids[3] != ids[0] {
		t.Errorf("an equal event got an id of its own: %v", ids)
	}
}

func TestAHundredErrorsThenACount(t *testing.T) {
	p := prove(t, settlementsHead+strings.Repeat("L1,x\n", 250), cny)
	if len(p.Errors) != importer.MaxErrors || p.MoreErrors != 150 || p.Rejected != 250 {
		t.Errorf("%d errors and %d more, %d rejected", len(p.Errors), p.MoreErrors, p.Rejected)
	}
}
