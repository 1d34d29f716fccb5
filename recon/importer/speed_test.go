package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"moneytrail/recon/importer"
)

// BenchmarkProve measures the whole of pass 1 over native settlements.
func BenchmarkProve(b *testing.B) {
	var s strings.Builder
	s.WriteString(settlementsHead)
	for i := range 100_000 {
		fmt.Fprintf(&s, "L%08d,2026-11-21,M%04d,K0010001,2026-11-20 12:00:00,SALE,100.00,0.60,99.40,%012d,PO20261121%04d,PAID\n", i, i%500, i, i%500)
	}
	file := []byte(s.String())
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		p, err := importer.Prove(b.Context(), input(file), cny)
		if err != nil || p.Rows != 100_000 || p.Refused(cny) {
			b.Fatal(err, p.Errors)
		}
	}
}
