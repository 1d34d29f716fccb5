package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"moneytrail/recon/importer"
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
			said := fmt.Sprintf("%+v", r.Records)
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
