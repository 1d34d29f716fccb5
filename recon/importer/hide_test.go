package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// Who paid is nobody's business here: names, identity numbers and whole card
// numbers do not come through, in whatever column they stand.
func TestNobodyIsNamed(t *testing.T) {
	native := strings.TrimSpace(settlementsHead) + ",持卡人姓名,身份证,备用,Cardholder Name,note\n" +
		"L1,2026-11-21,M1,K1,2026-11-20 12:00:00,SALE,100.00,0.60,99.40,1,P1,PAID,王某某,11010519491231002X,卡 6222021001098550814,WANG MOU,退给 11010519491231002X\n"
	files := map[string][]byte{"native": []byte(native)}
	for name, b := range formatFiles(t) {
		files[name] = b
	}
	o := withTestProfiles(t)
	for name, b := range files {
		p, err := importer.Prove(t.Context(), named(name, b), o)
		if err != nil {
			t.Fatal(err)
		}
		err = importer.Read(t.Context(), named(name, b), o, p, func(r importer.Row) error {
			said := fmt.Sprintf("%+v", values(r))
			for _, secret := range []string{"王某某", "WANG", "李某", "张三", "某粮油", "杨", "11010519491231002X", "6222021001098550814", "6226090000000048", "137****", "openid", "ofyak"} {
				if strings.Contains(said, secret) {
					t.Errorf("%s, line %d: %s is in %s", name, r.Line, secret, said)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(name, err)
		}
	}
}

// Columns that no layout knows are kept as their text, by the same rules: what
// names a person is dropped, of numbers of accounts the end is kept.
func TestUnknownColumnsAreKeptMasked(t *testing.T) {
	file := strings.TrimSpace(settlementsHead) + ",区域,counterparty_name,对方账号,card_no,Email,remark\n" +
		"L1,2026-11-21,M1,K1,2026-11-20 12:00:00,SALE,100.00,0.60,99.40,1,P1,PAID, 华东 ,WANG MOU,4000100209200123456,9999000011112222,a@b.example,\"卡 6222021001098550814, \u202eDE89370400440532013000\"\n"
	p := prove(t, file, cny)
	if p.Refused(cny) {
		t.Fatal(tell(p.Errors))
	}
	want := `{"card_no":"****2222","remark":"卡 ****0814, ****3000","区域":"华东"}`
	err := importer.Read(t.Context(), input([]byte(file)), cny, p, func(r importer.Row) error {
		if got := values(r)[0].(record.Line).Extra; got != want {
			t.Errorf("kept %s, want %s", got, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A column that a payment company adds to its report is kept; those that the
// layout knows and nobody needs, and who paid, are not.
func TestNewColumnOfAKnownLayoutIsKept(t *testing.T) {
	file := string(fixture(t, "wechat_legacy.csv"))
	lines := strings.SplitN(file, "\n", 3)
	file = strings.TrimRight(lines[0], "\r") + ",门店活动\r\n" + strings.TrimRight(lines[1], "\r") + ",`满30减5\r\n" + lines[2]
	p := prove(t, file, cny)
	if p.Refused(cny) {
		t.Fatal(tell(p.Errors))
	}
	var kept []string
	err := importer.Read(t.Context(), input([]byte(file)), cny, p, func(r importer.Row) error {
		if x, ok := values(r)[0].(record.Transaction); ok {
			kept = append(kept, x.Extra)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(kept, "\n"); got != `{"交易类型":"MICROPAY","付款银行":"CFT","门店活动":"满30减5"}` {
		t.Errorf("kept %s", got)
	}
}
