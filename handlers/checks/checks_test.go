package checks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/flow"
	"moneytrail/handlers/playbooks"
	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

var (
	friday = calendar.NewDate(2026, 11, 20)
	noon   = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
)

func sale(state trail.State, reasons ...trail.Reason) *trail.Trail {
	return &trail.Trail{Row: 7, Type: record.Sale, TerminalID: "K1", RRN: "632411420066", Last4: "6688", Amount: 350000, Currency: "CNY", Time: noon,
		State: state, Reasons: reasons, Due: terms.Due{On: friday + 3},
		Arithmetic: trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Priced: true, FeeRate: "0.60"}}
}

// holds proves that a check keeps to what the playbooks were told of it.
func holds(t *testing.T, check string, c flow.Checked, outcome string) {
	t.Helper()
	tool := playbooks.Tools()[check]
	if c.Outcome != outcome {
		t.Errorf("%s: %s, want %s", check, c.Outcome, outcome)
	}
	if !slices.Contains(tool.Outcomes, c.Outcome) {
		t.Errorf("%s: no playbook knows the outcome %s", check, c.Outcome)
	}
}

func TestHowFarTheMoneyHasCome(t *testing.T) {
	paid := sale(trail.PaidOut)
	paid.Payout = &trail.PayoutRef{ID: "P1", State: trail.PayoutSent, Amount: 1000000, Account: "1234", CheckBy: friday + 3}
	lost := sale(trail.PaidOut)
	lost.Payout = &trail.PayoutRef{ID: "P1", State: trail.PayoutMissing}
	past := sale(trail.Captured)
	past.Due.On = friday - 1
	for _, x := range []struct {
		trail *trail.Trail
		want  string
	}{
		{sale(trail.Arrived), "arrived"}, {sale(trail.Held), "held"}, {sale(trail.Returned), "returned"}, {sale(trail.Refunded), "refunded"},
		{sale(trail.ChargedBack), "disputed"}, {sale(trail.Declined), "declined"}, {sale(trail.Reversed), "cancelled"}, {sale(trail.Voided), "cancelled"},
		{sale(trail.Unknown), "unclear"}, {sale(trail.Captured), "waiting"}, {sale(trail.Cleared, trail.FileLate), "unclear"},
		{sale(trail.Captured, trail.NotCaptured), "uncaptured"}, {sale(trail.Unknown, trail.NotCaptured), "uncaptured"}, {past, "late"}, {paid, "sent"}, {lost, "late"},
	} {
		holds(t, "state", State(Subject{Trail: x.trail, Today: friday}), x.want)
	}
	c := State(Subject{Trail: paid, Today: friday})
	if got := c.Facts["payout"]; got.Minor != 1000000 || c.Facts["net"].Minor != 347900 || c.Facts["account"].Text != "1234" || c.Facts["bank_reference"].Text != "P1" {
		t.Errorf("%+v", c.Facts)
	}
	withdrawn := sale(trail.Cleared, trail.ManualWithdrawal) // it waits for the merchant's own word, however long
	withdrawn.Due.On = friday - 1
	holds(t, "state", State(Subject{Trail: withdrawn, Today: friday}), "waiting")
	holds(t, "state", State(Subject{Today: friday}), "gone")
	returned := trail.PayoutView{PayoutRef: trail.PayoutRef{ID: "P1", State: trail.PayoutReturned, Amount: 5, FailureCode: "ac04"}, Currency: "CNY"}
	c = State(Subject{Payout: &returned})
	holds(t, "state", c, "returned")
	if c.Facts["failure"].Text != "failure.AC04" {
		t.Errorf("%+v", c.Facts)
	}
	for state, want := range map[trail.PayoutState]string{trail.PayoutExpected: "waiting", trail.PayoutConfirmed: "sent", trail.PayoutShort: "arrived", trail.PayoutMissing: "late"} {
		v := trail.PayoutView{PayoutRef: trail.PayoutRef{State: state}}
		holds(t, "state", State(Subject{Payout: &v}), want)
	}
}

func TestPapersAreWantedUntilADay(t *testing.T) {
	for _, x := range []struct {
		state  trail.State
		reason trail.Reason
		by     calendar.Date
		want   string
	}{
		{trail.Held, trail.RiskHold, friday + 1, "due"}, {trail.Held, trail.RiskHold, friday - 1, "late"}, {trail.Held, trail.RiskHold, 0, "open"},
		{trail.Cleared, trail.Retrieval, friday, "today"}, {trail.ChargedBack, trail.Chargeback, 0, "open"}, {trail.Arrived, trail.InCycle, 0, "none"},
	} {
		s := sale(x.state, x.reason)
		s.NeededBy = x.by
		c := Papers(Subject{Trail: s, Today: friday})
		holds(t, "papers", c, x.want)
		if days := c.Facts["due"].Days; x.want != "none" && (x.by != 0) != (len(days) == 1 && days[0].From == x.by) {
			t.Errorf("%+v: %+v", x, days)
		}
	}
}

func TestTerminalAndAmounts(t *testing.T) {
	for _, x := range []struct {
		trail *trail.Trail
		want  string
	}{
		{sale(trail.Captured, trail.BatchNotClosed), "open"}, {sale(trail.Captured, trail.OfflineNotUploaded, trail.FileLate), "open"}, {sale(trail.Cleared), "done"},
		{sale(trail.Captured, trail.NotKnownYet, trail.FileLate), "unclear"}, {sale(trail.Captured, trail.NotKnownYet), "unclear"}, {sale(trail.Unknown), "unclear"}, {nil, "gone"},
	} {
		holds(t, "terminal_state", TerminalState(Subject{Trail: x.trail}), x.want)
	}
	c := Amounts(Subject{Trail: sale(trail.Cleared, trail.AmountMismatch)}, 340000, "CNY")
	holds(t, "amounts", c, "differ")
	if c.Facts["cleared"].Minor != 340000 {
		t.Errorf("%+v", c.Facts)
	}
	holds(t, "amounts", Amounts(Subject{Trail: sale(trail.Cleared)}, 0, ""), "agree")
}

func TestTheOtherSwipeOfTheSameCardAndAmount(t *testing.T) {
	one := sale(trail.Captured)
	other := func(change func(*trail.Trail)) trail.Trail {
		o := *sale(trail.Captured)
		o.Row, o.Time = 8, noon.Add(2*time.Minute)
		change(&o)
		return o
	}
	for _, x := range []struct {
		name string
		o    trail.Trail
		want string
	}{
		{"two that count", other(func(*trail.Trail) {}), "two"},
		{"one given back", other(func(o *trail.Trail) { o.State = trail.Refunded }), "refunded"},
		{"another card", other(func(o *trail.Trail) { o.Last4 = "1111" }), "one"},
		{"another currency", other(func(o *trail.Trail) { o.Currency = "USD" }), "one"},
		{"declined", other(func(o *trail.Trail) { o.State = trail.Declined }), "one"},
		{"days before", other(func(o *trail.Trail) { o.Time = noon.AddDate(0, 0, -3) }), "one"},
		{"itself", *one, "one"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := Twins(Subject{Trail: one}, []trail.Trail{*one, x.o})
			holds(t, "twins", c, x.want)
			if x.want == "two" && (!c.Facts["first"].At.Equal(noon) || !c.Facts["second"].At.Equal(x.o.Time)) {
				t.Errorf("%+v", c.Facts)
			}
		})
	}
}

func TestTheFeeBesideTheContract(t *testing.T) {
	rate, err := money.ParseBPS("60")
	if err != nil {
		t.Fatal(err)
	}
	lower, _ := money.ParseBPS("38")
	holds(t, "fee", Fee(Subject{Trail: sale(trail.Arrived)}, terms.Contract{Rate: rate, RateKnown: true}), "as_agreed")
	holds(t, "fee", Fee(Subject{Trail: sale(trail.Arrived)}, terms.Contract{}), "no_contract")
	c := Fee(Subject{Trail: sale(trail.Arrived, trail.RateMismatch)}, terms.Contract{Rate: lower, RateKnown: true})
	holds(t, "fee", c, "other")
	if c.Facts["difference"].Minor != 770 || c.Facts["agreed"].Minor != 1330 || c.Facts["agreed_rate"].Text != "0.38%" || c.Facts["rate"].Text != "0.60%" {
		t.Errorf("%+v", c.Facts)
	}
	unpriced := sale(trail.Captured)
	unpriced.Arithmetic.Priced = false
	holds(t, "fee", Fee(Subject{Trail: unpriced}, terms.Contract{}), "none")
}

func TestWhatHasComeTogether(t *testing.T) {
	least, some, enough, owed := int64(10000), int64(400), int64(10000), int64(-2500)
	c := Balance(&some, &least, "CNY", nil)
	holds(t, "balance", c, "below")
	if c.Facts["missing"].Minor != 9600 {
		t.Errorf("%+v", c.Facts)
	}
	holds(t, "balance", Balance(&enough, &least, "CNY", nil), "reached")
	holds(t, "balance", Balance(&some, nil, "CNY", nil), "reached")
	holds(t, "balance", Balance(nil, nil, "CNY", nil), "unknown")
	c = Balance(&owed, &least, "CNY", []trail.Trail{*sale(trail.ChargedBack)})
	holds(t, "balance", c, "negative")
	if c.Facts["owed"].Minor != 2500 || len(c.Facts["rows"].Lines) != 1 {
		t.Errorf("%+v", c.Facts)
	}
}

func TestRecords(t *testing.T) {
	holds(t, "records", Records(nil), "none")
	holds(t, "records", Records([]trail.Trail{*sale(trail.Captured)}), "clean")
	c := Records([]trail.Trail{*sale(trail.Captured), *sale(trail.Voided), *sale(trail.Cleared, trail.Duplicate)})
	holds(t, "records", c, "odd")
	if c.Facts["count"].Minor != 3 || len(c.Facts["rows"].Lines) != 2 {
		t.Errorf("%+v", c.Facts)
	}
	holds(t, "day_swipes", DaySwipes(nil), "none")
	many := DaySwipes(make([]trail.Trail, MostLines+30))
	holds(t, "day_swipes", many, "some")
	if n, left := len(many.Facts["rows"].Lines), many.Facts["unlisted"].Minor; n != MostLines || left != 30 {
		t.Errorf("%d lines, %d left out", n, left)
	}
	holds(t, "sources", Sources(Subject{Trail: sale(trail.Cleared)}), "here")
	late := sale(trail.Cleared, trail.FileLate)
	late.Late = &trail.Freshness{Source: "bank", Usual: "03:10"}
	holds(t, "sources", Sources(Subject{Trail: late}), "late")
}

func TestRefundsAreShownWhereSignsSpeakOfThem(t *testing.T) {
	rows := []record.Transaction{
		{Origin: record.Origin{Row: 1}, Type: record.Refund, Status: record.Approved, Amount: 100, Currency: "CNY"},
		{Origin: record.Origin{Row: 2}, Type: record.Void, Status: record.Approved, Amount: 200, Currency: "CNY"},
		{Origin: record.Origin{Row: 3}, Type: record.Refund, Status: record.Declined, Amount: 400, Currency: "CNY"},
		{Origin: record.Origin{Row: 4}, Type: record.Refund, Status: record.Approved, Amount: 800, Currency: "USD"},
		{Origin: record.Origin{Row: 5}, Type: record.Sale, Status: record.Approved, Amount: 1600, Currency: "CNY"},
	}
	c := Refunds(rows, nil, "CNY", false)
	holds(t, "refunds", c, "usual")
	if c.Facts["total"].Minor != 300 || c.Facts["count"].Minor != 2 {
		t.Errorf("%+v", c.Facts)
	}
	signs := []patterns.Finding{{Rule: patterns.RefundOutsideHours, Rows: []patterns.Row{{Kind: record.Transactions, Row: 2}}},
		{Rule: patterns.TerminalNew, Rows: []patterns.Row{{Kind: record.Transactions, Row: 1}}}}
	c = Refunds(rows, signs, "CNY", false)
	holds(t, "refunds", c, "odd")
	if l := c.Facts["rows"].Lines; len(l) != 1 || l[0].Key != "t:2" {
		t.Errorf("%+v", l)
	}
	if l := Refunds(rows, nil, "CNY", true).Facts["rows"].Lines; len(l) != 2 {
		t.Errorf("%+v", l)
	}
	holds(t, "refunds", Refunds(nil, nil, "CNY", true), "none")
}

func TestMarkedLinesAreGatheredOnce(t *testing.T) {
	f := flow.Frame{Slots: map[string]flow.Answer{
		"lines": {Value: flow.Value{Kind: flow.OfLines, Lines: []flow.Line{{Key: "t:1", Mark: "right"}, {Key: "t:2", Mark: "not_ours"}}}},
		"more":  {Value: flow.Value{Kind: flow.OfLines, Lines: []flow.Line{{Key: "t:2", Mark: "not_ours"}}}},
	}}
	c := Marked(f, "not_ours", "wrong")
	holds(t, "marked", c, "some")
	if l := c.Facts["rows"].Lines; len(l) != 1 || l[0].Key != "t:2" || l[0].Mark != "" {
		t.Errorf("%+v", l)
	}
	holds(t, "marked", Marked(flow.Frame{}, "not_ours"), "none")
}

func event(kind, terminal, reference string, at time.Time) record.Event {
	return record.Event{Kind: kind, TerminalID: terminal, Reference: reference, Time: record.Stamp{Time: at}}
}

func TestWhatTerminalsReported(t *testing.T) {
	all := []record.Event{event("TAMPER", "K2", "", noon), event("FIRMWARE", "K1", "", noon.Add(-time.Hour)), event("SIGN_IN", "K1", "", noon), event("HOLD", "", "", noon), event("MOVED", "K9", "", noon.AddDate(0, -3, 0))}
	r := Reported(all, friday-30)
	if len(r) != 2 || r[0].Kind != "FIRMWARE" {
		t.Fatalf("%+v", r)
	}
	c := Terminals(r)
	holds(t, "terminals", c, "alarm")
	if c.Facts["terminal"].Text != "K2" {
		t.Errorf("%+v", c.Facts)
	}
	holds(t, "terminals", Terminals(r[:1]), "quiet")
	holds(t, "terminals", Terminals([]record.Event{event("LOGIN_FAILED", "K1", "", noon)}), "events")
	holds(t, "terminals", Terminals(nil), "none")
}

func TestTheOldestFirmwareIsNamed(t *testing.T) {
	all := []record.Event{event("FIRMWARE", "K1", "v2.9", noon.AddDate(0, 0, -9)), event("FIRMWARE", "K1", "v2.10", noon), event("FIRMWARE", "K2", "2.8.1", noon), event("FIRMWARE", "K3", "unknown", noon)}
	c := Firmware(all, "")
	holds(t, "firmware", c, "old")
	if c.Facts["terminal"].Text != "K2" || c.Facts["newest"].Text != "v2.10" || c.Facts["version"].Text != "2.8.1" {
		t.Errorf("%+v", c.Facts)
	}
	holds(t, "firmware", Firmware(all[:2], ""), "current")
	holds(t, "firmware", Firmware(all[:2], "3.0"), "old")
	holds(t, "firmware", Firmware(nil, "3.0"), "unknown")
}

func TestTheLastChangeOfTheAccount(t *testing.T) {
	all := []record.Event{event("ACCOUNT_CHANGED", "", "", noon.AddDate(0, 0, -2)), event("ACCOUNT_CHANGED", "", "", noon.AddDate(0, -6, 0))}
	c := AccountChange(all, friday-90, "1234")
	holds(t, "account_change", c, "changed")
	if !strings.HasPrefix(c.Facts["changed"].At.String(), "2026-11-18") || c.Facts["account"].Text != "1234" {
		t.Errorf("%+v", c.Facts)
	}
	holds(t, "account_change", AccountChange(all[1:], friday-90, "1234"), "none")
}
