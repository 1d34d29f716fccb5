package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func drawText(t *rapid.T, name string) string {
	return rapid.OneOf(rapid.Just(""), rapid.SampledFrom(packedWords().list), rapid.String()).Draw(t, name)
}

func drawNumber(t *rapid.T, name string) int64 {
	return rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(-1e6, 1e6), rapid.Int64()).Draw(t, name)
}

func drawMaybe(t *rapid.T, name string) *int64 {
	if !rapid.Bool().Draw(t, name+" is there") {
		return nil
	}
	n := drawNumber(t, name)
	return &n
}

func drawStamp(t *rapid.T, name string) record.Stamp {
	ms := rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(-1e13, 1e13)).Draw(t, name)
	if ms != 0 && rapid.Bool().Draw(t, name+" in seconds") {
		ms = ms/1000*1000 + 1000
	}
	return record.Stamp{Time: fromMillis(ms), Floating: ms != 0 && rapid.Bool().Draw(t, name+" floats")}
}

func drawDate(t *rapid.T, name string) calendar.Date {
	return calendar.Date(rapid.Int32Range(-1e5, 1e5).Draw(t, name))
}

func drawAccount(t *rapid.T, name string) record.Account {
	return record.Account{Key: drawText(t, name), Last4: drawText(t, name+" last4")}
}

// drawOrigin gives what a body holds of a row's origin.
func drawOrigin(t *rapid.T) record.Origin { return record.Origin{Extra: drawText(t, "extra")} }

func drawDecimals(t *rapid.T) record.Decimals {
	return rapid.SampledFrom([]record.Decimals{0, 2, 3, 4, record.InMinor}).Draw(t, "decimals")
}

func drawTransaction(t *rapid.T) record.Transaction {
	text := func(name string) string { return drawText(t, name) }
	return record.Transaction{ID: text("id"), TerminalID: text("terminal"), Time: drawStamp(t, "time"), Type: record.TransactionType(text("type")),
		Amount: drawNumber(t, "amount"), Currency: text("currency"), Last4: text("last4"), Scheme: text("scheme"), AuthCode: text("auth"),
		RRN: text("rrn"), OriginalRRN: text("original rrn"), Status: record.TransactionStatus(text("status")), CardType: text("card"),
		BatchNo: text("batch"), SlipNo: text("slip"), OrderID: text("order"), Operator: text("operator"), Place: text("place"), OriginalID: text("original"), Origin: drawOrigin(t)}
}

func drawLine(t *rapid.T) record.Line {
	text := func(name string) string { return drawText(t, name) }
	return record.Line{ID: text("id"), SettledOn: drawDate(t, "settled"), TerminalID: text("terminal"), Time: drawStamp(t, "time"),
		Type: record.LineType(text("type")), Gross: drawNumber(t, "gross"), Fee: drawNumber(t, "fee"), Net: drawNumber(t, "net"), Currency: text("currency"),
		RRN: text("rrn"), OrderID: text("order"), TransactionID: text("transaction"), BatchNo: text("batch"), SlipNo: text("slip"), PayoutID: text("payout"),
		Status: record.LineStatus(text("status")), DueOn: drawDate(t, "due"), HoldReason: text("hold"), Note: text("note"), Decimals: drawDecimals(t), Origin: drawOrigin(t)}
}

// What is packed is what is read again, for every noun and any content.
func TestPackedRowsComeBackWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return drawText(t, name) }
		bps := text("bps")
		for _, rec := range []any{
			drawTransaction(t), drawLine(t),
			record.Payout{ID: text("id"), SentAt: drawStamp(t, "sent"), Amount: drawNumber(t, "amount"), Currency: text("currency"),
				Account: drawAccount(t, "account"), Status: record.PayoutStatus(text("status")), Fee: drawNumber(t, "fee"), CarriedIn: drawNumber(t, "carried"),
				ConfirmedAt: drawStamp(t, "confirmed"), BankReference: text("reference"), StatementText: text("statement"),
				FailureCode: text("code"), FailureReason: text("reason"), Origin: drawOrigin(t)},
			record.Entry{ID: text("id"), BookedOn: drawDate(t, "booked"), BookedAt: drawStamp(t, "at"), Account: drawAccount(t, "account"),
				Amount: drawNumber(t, "amount"), Direction: record.Direction(text("direction")), Currency: text("currency"), Memo: text("memo"),
				Owner: record.Owner(text("owner")), Counterparty: drawAccount(t, "counterparty"), Origin: drawOrigin(t)},
			record.Event{ID: text("id") + "x", Time: drawStamp(t, "time"), Kind: text("kind"), TerminalID: text("terminal"), Reference: text("reference"),
				Amount: drawMaybe(t, "amount"), Currency: text("currency"), DueOn: drawDate(t, "due"), PublicReason: text("public"), Note: text("note"), Decimals: drawDecimals(t), Origin: drawOrigin(t)},
			record.Merchant{ID: text("id"), Account: drawAccount(t, "account"), Name: text("name"), Language: text("language"), Zone: text("zone"),
				Currency: text("currency"), Calendar: text("calendar"), Cycle: text("cycle"), CutOff: text("cut-off"), FeeBPS: drawMaybe(t, "fee"),
				MinPayout: drawNumber(t, "min"), Group: text("group"), Store: text("store"), Opens: text("opens"), Closes: text("closes"),
				Aliases: map[string]string{"acq": "1", "b": "2"}, Origin: drawOrigin(t)},
			record.Terms{MerchantID: text("merchant"), Scheme: text("scheme"), CardType: text("card"), ValidFrom: drawDate(t, "from"), Cycle: text("cycle"),
				CutOff: text("cut-off"), Calendar: text("calendar"), WindowFrom: text("window"), WindowTo: text("to"), SingleCap: drawMaybe(t, "single"),
				DayCap: drawMaybe(t, "day"), FallbackCycle: text("fallback"), FeeBPS: &bps, FeeFixed: drawMaybe(t, "fixed"), FeeMin: drawMaybe(t, "min"),
				FeeCap: drawMaybe(t, "cap"), PayoutFee: drawMaybe(t, "payout"), RefundFee: text("refund"), Decimals: drawDecimals(t), Origin: drawOrigin(t)},
		} {
			p := &packer{buf: []byte("what was packed before")}
			body, back, err := packAny(p, rec)
			if err != nil {
				t.Fatal(err)
			}
			setParty(body, 70000)
			got, err := back(body)
			if err != nil || partyOf(body) != 70000 {
				t.Fatalf("%T: %v", rec, err)
			}
			if diff := cmp.Diff(rec, got); diff != "" {
				t.Fatalf("-packed +read:\n%s", diff)
			}
		}
	})
}

// What is taken out of a body without reading all of it is what is in it.
func TestSkimmedFieldsAreThoseOfTheRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &packer{}
		line, swipe := drawLine(t), drawTransaction(t)
		swipe.Decimals = drawDecimals(t)
		id, payout, err := lineNames(packLine(p, &line))
		if err != nil || string(id) != line.ID || string(payout) != line.PayoutID {
			t.Fatalf("%q of %q, %q of %q, %v", id, line.ID, payout, line.PayoutID, err)
		}
		body := packTransaction(p, &swipe)
		amount, terminal, told := amountOf(body)
		if amount != swipe.Amount || string(terminal) != swipe.TerminalID || told != (swipe.Decimals == 0) || idOf(body) != swipe.ID {
			t.Fatalf("%d of %d, %q of %q, %v with decimals %d", amount, swipe.Amount, terminal, swipe.TerminalID, told, swipe.Decimals)
		}
	})
}

// packAny packs a record, and gives what reads it.
func packAny(p *packer, rec any) (body []byte, back func([]byte) (any, error), err error) {
	switch r := rec.(type) {
	case record.Transaction:
		return packTransaction(p, &r), func(b []byte) (any, error) { var r record.Transaction; err := unpackTransaction(b, &r); return r, err }, nil
	case record.Line:
		return packLine(p, &r), func(b []byte) (any, error) { var r record.Line; err := unpackLine(b, &r); return r, err }, nil
	case record.Payout:
		return packPayout(p, &r), func(b []byte) (any, error) { var r record.Payout; err := unpackPayout(b, &r); return r, err }, nil
	case record.Entry:
		return packEntry(p, &r), func(b []byte) (any, error) { var r record.Entry; err := unpackEntry(b, &r); return r, err }, nil
	case record.Event:
		return packEvent(p, &r), func(b []byte) (any, error) { var r record.Event; err := unpackEvent(b, &r); return r, err }, nil
	case record.Merchant:
		body, err := packMerchant(p, &r)
		return body, func(b []byte) (any, error) { var r record.Merchant; err := unpackMerchant(b, &r); return r, err }, err
	}
	r := rec.(record.Terms)
	return packTerms(p, &r), func(b []byte) (any, error) { var r record.Terms; err := unpackTerms(b, &r); return r, err }, nil
}

// Whatever is in the database, reading it gives a row or an error.
func FuzzUnpack(f *testing.F) {
	p := &packer{}
	f.Add(packTransaction(p, &record.Transaction{ID: "T1", Time: record.Stamp{Time: time.Unix(1.7e9, 0).UTC(), Floating: true}, Amount: 7, Type: record.Sale, RRN: "1"}))
	f.Add(packLine(p, &record.Line{ID: "L1", Gross: 100, Fee: 1, Net: 99, SettledOn: 20000}))
	f.Add([]byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, n := range nouns() {
			if n.kind == record.Events && idOf(body) == "" { // packed with the id that is made for it
				continue
			}
			r, err := retell(n, body)
			if err == nil && n.kind != record.TermsRows && formOf(idOf(body)) != r.said.names[0] {
				t.Errorf("id %q, looked up as %q", r.said.names[0], idOf(body))
			}
		}
		_, _, _ = lineNames(body)
		_, _, _ = amountOf(body)
		_ = unpackTrails(20000, body, func(*stood) {})
		_ = unpackLinks(body, func(linked) {})
		_, _ = unpackPayoutLines(body)
	})
}

func TestLeavesComeBackWhole(t *testing.T) {
	states, rules, lineStates := leafStates(), leafRules(), leafLineStates()
	keys := func(t *rapid.T, name string) []int64 {
		return rapid.SliceOfN(rapid.Int64Range(1, 1e9), 0, 3).Draw(t, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		leaf := trailLeaf{day: int64(drawDate(t, "day"))}
		var links []linked
		var nets []payoutLine
		row := int64(0)
		for range rapid.IntRange(0, 8).Draw(t, "rows") {
			row += rapid.Int64Range(1, 1e6).Draw(t, "gap")
			leaf.list = append(leaf.list, stood{row: row, amount: drawNumber(t, "amount"), day: leaf.day + rapid.Int64Range(-2, 2).Draw(t, "business"),
				state: rapid.SampledFrom(states[:]).Draw(t, "state"), lands: rapid.Int64Range(0, 30000).Draw(t, "lands"),
				joined: rapid.Int64Range(0, 9).Draw(t, "joined"), lines: keys(t, "lines"), others: keys(t, "others")})
			links = append(links, linked{row: row, transaction: rapid.Int64Range(0, 1e9).Draw(t, "transaction"), payout: rapid.Int64Range(0, 99).Draw(t, "payout"),
				matchedBy: rapid.SampledFrom(rules[:]).Draw(t, "rule"), state: rapid.SampledFrom(lineStates[:]).Draw(t, "line state"),
				explanation: drawText(t, "explanation"), candidates: keys(t, "candidates")})
			if e := &links[len(links)-1]; rapid.Bool().Draw(t, "says more") {
				e.waits, e.reserve = e.payout != 0, e.transaction == 0
			}
			nets = append(nets, payoutLine{row, drawNumber(t, "net"), rapid.Bool().Draw(t, "held")})
		}
		var got []stood
		open, lands, body := leaf.pack()
		err := unpackTrails(leaf.day, body, func(e *stood) {
			c := *e
			c.lines, c.others = append([]int64{}, e.lines...), append([]int64{}, e.others...)
			got = append(got, c)
		})
		whole := cmp.AllowUnexported(stood{}, linked{}, payoutLine{})
		if diff := cmp.Diff(leaf.list, got, whole, cmp.Transformer("empty", func(k []int64) int { return len(k) })); diff != "" || err != nil {
			t.Fatal(diff, err)
		}
		var isOpen bool
		var last int64
		for _, e := range leaf.list {
			isOpen, last = isOpen || e.open(), max(last, e.lands)
		}
		if open != isOpen || lands != last {
			t.Fatalf("open %t, lands %d; want %t, %d", open, lands, isOpen, last)
		}
		var again []linked
		if err := unpackLinks(packLinks(links), func(e linked) { again = append(again, e) }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(links, again, whole, cmp.Transformer("empty", func(k []int64) int { return len(k) })); diff != "" {
			t.Fatal(diff)
		}
		back, err := unpackPayoutLines(packPayoutLines(nets))
		if diff := cmp.Diff(nets, back, whole); diff != "" || err != nil {
			t.Fatal(diff, err)
		}
	})
	if states[0] != trail.State("") {
		t.Error("the first state is none")
	}
}
