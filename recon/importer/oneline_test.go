package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"moneytrail/recon/importer"
)

// Banks write XML without line ends: a statement of any length is told by its
// beginning, whatever its lines.
func TestAStatementInOneLongLine(t *testing.T) {
	var entries strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&entries, `<Ntry><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-19</Dt></BookgDt><AcctSvcrRef>B%d</AcctSvcrRef></Ntry>`, i)
	}
	document := `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>S1</Id><Acct><Id><Othr><Id>6222020000001234</Id></Othr></Id></Acct>` +
		entries.String() + `</Stmt></BkToCstmrStmt></Document>`
	for _, beginning := range []string{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "\ufeff<?xml version=\"1.0\"?>\r\n", "\n\n", ""} {
		text := beginning + document
		p, err := importer.Prove(t.Context(), input([]byte(text)), importer.Options{})
		if err != nil || p.Format != "camt" || p.Rows != 1000 || p.Refused(importer.Options{}) {
			t.Errorf("%q: %v, %s, %d rows, %+v", beginning, err, p.Format, p.Rows, p.Errors)
		}
	}
}
