package terms

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// What the trade takes for granted, one story each: the cycle is the scheme's,
// make-up days pay, the hour is told, and what falls back falls back over holidays.
func TestDueAsTheTradeHasIt(t *testing.T) {
	m := record.Merchant{ID: "M1", Cycle: "T+1"}
	rows := []record.Terms{
		{MerchantID: "*", Scheme: "WECHAT", Cycle: "D+1"},
		{MerchantID: "*", Scheme: "UNIONPAY", CutOff: "23:00"},
		{MerchantID: "*", Scheme: "VISA", Cycle: "T+2", Calendar: "US"},
		{MerchantID: "*", Scheme: "SEPA", Cycle: "T+1", Calendar: "TARGET"},
		{MerchantID: "M1", Scheme: "INSTANT", Cycle: "T+0", WindowFrom: "07:00", WindowTo: "22:30", SingleCap: ptr(int64(5000000)), FallbackCycle: "T+1"},
		{MerchantID: "M1", Scheme: "INSTANT", CardType: "CREDIT", Cycle: "T+1"},
		{MerchantID: "M1", Scheme: "ROUND", Cycle: "D+0", CutOff: "22:00", FallbackCycle: "T+0"},
	}
	tests := []struct {
		name, scheme, card, swiped string
		amount                     int64
		on                         string
		want                       Due
	}{
		{"a wallet pays every natural day, in the holidays too", "WECHAT", "", "2026-10-02 12:00:00", 100, "2026-10-03", Due{Rule: "D+1"}},
		{"a card in the holidays waits for their end", "UNIONPAY", "", "2026-10-02 12:00:00", 100, "2026-10-08", Due{Rule: "T+1", Moved: "国庆节"}},
		{"a make-up Saturday pays", "UNIONPAY", "", "2026-10-09 12:00:00", 100, "2026-10-10", Due{Rule: "T+1"}},
		{"UnionPay's day ends at 23:00: Friday night is Saturday's", "UNIONPAY", "", "2026-11-20 23:00:00", 100, "2026-11-23", Due{Rule: "T+1", Weekend: true, AfterCutOff: true}},
		{"the cut-off of one scheme is not another's", "WECHAT", "", "2026-11-20 23:30:00", 100, "2026-11-21", Due{Rule: "D+1"}},
		{"a scheme paid from America waits for its Thanksgiving", "VISA", "", "2026-11-25 12:00:00", 100, "2026-11-30", Due{Rule: "T+2", Moved: "Thanksgiving Day", Weekend: true}},
		{"the euro waits for Easter", "SEPA", "", "2026-04-02 12:00:00", 100, "2026-04-07", Due{Rule: "T+1", Moved: "Good Friday", Weekend: true}},
		{"the rules of a country are known for years", "SEPA", "", "2029-12-31 12:00:00", 100, "2030-01-02", Due{Rule: "T+1", Moved: "New Year's Day"}},
		{"the same day, by the end of the window, on a holiday too", "INSTANT", "DEBIT", "2026-10-02 12:00:00", 100, "2026-10-02", Due{Rule: "T+0", By: "22:30"}},
		{"above the cap in the holidays: after them", "INSTANT", "DEBIT", "2026-10-02 12:00:00", 5000001, "2026-10-08", Due{Rule: "T+1", Moved: "国庆节", NotToday: AboveSingleCap, Cap: 5000000}},
		{"at night before a holiday: after it", "INSTANT", "", "2026-09-30 22:30:00", 100, "2026-10-08", Due{Rule: "T+1", Moved: "国庆节", NotToday: OutsideWindow, From: "07:00", To: "22:30"}},
		{"credit cards are not instant: the card type goes before the scheme", "INSTANT", "CREDIT", "2026-11-23 12:00:00", 100, "2026-11-24", Due{Rule: "T+1"}},
		{"D+0 is the same day", "ROUND", "", "2026-11-21 12:00:00", 100, "2026-11-21", Due{Rule: "D+0"}},
		{"after its cut-off it is the next day's", "ROUND", "", "2026-11-21 22:00:00", 100, "2026-11-22", Due{Rule: "D+0", AfterCutOff: true}},
	}
	cals := calendar.Builtin()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			swiped := at(t, tt.swiped)
			tt.want.On, tt.want.BusinessDay = day(t, tt.on), calendar.DateOf(swiped)
			if tt.want.AfterCutOff {
				tt.want.BusinessDay++
			}
			got := For(m, rows, tt.scheme, tt.card, calendar.DateOf(swiped)).Due(swiped, tt.amount, cals)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("due (-want +got):\n%s", diff)
			}
		})
	}
}

// A fallback to the same day would promise what was just refused: T+1 holds.
func TestAFallbackIsNeverTheSameDay(t *testing.T) {
	rows := []record.Terms{{MerchantID: "*", Scheme: "*", Cycle: "T+0", WindowTo: "22:00", FallbackCycle: "T+0"}}
	at := at(t, "2026-11-23 22:00:00")
	if got := For(record.Merchant{ID: "M1"}, rows, "VISA", "", calendar.DateOf(at)).Due(at, 100, calendar.Builtin()); got.Rule != "T+1" || got.By != "" {
		t.Errorf("after the window: %+v", got)
	}
}

// Amounts of one contract row, together: what the line costs, and what of it comes back.
func TestFeesAsTheTradeHasThem(t *testing.T) {
	debit := record.Terms{FeeBPS: ptr("50"), FeeCap: ptr(int64(2000)), RefundFee: "returned"}
	instant := record.Terms{FeeBPS: ptr("38"), FeeFixed: ptr(int64(300)), FeeMin: ptr(int64(350)), RefundFee: "returned"}
	kept := record.Terms{FeeBPS: ptr("38"), FeeFixed: ptr(int64(300)), RefundFee: "kept"}
	tests := []struct {
		name             string
		row              record.Terms
		gross            int64
		fee              int64
		refunded, refund int64 // a refund line of that gross, and its fee
	}{
		{"a debit card's cap binds", debit, 1000000, 2000, -1000000, -2000},
		{"half of it back: half of the capped fee", debit, 1000000, 2000, -500000, -1000},
		{"below the cap", debit, 100000, 500, -40000, -200},
		{"fixed part and rate", instant, 100000, 680, -100000, -680},
		{"the minimum binds, the fixed part in it", instant, 1000, 350, -500, -175},
		{"a third of it, rounded", instant, 1000, 350, -333, -117},
		{"kept is kept, the fixed part too", kept, 100000, 680, -50000, 0},
	}
	for _, tt := range tests {
		tt.row.MerchantID, tt.row.Scheme = "*", "*"
		c := For(record.Merchant{ID: "M1"}, []record.Terms{tt.row}, "UNIONPAY", "", 20000)
		fee, known := c.Fee(tt.gross)
		back, backKnown := c.RefundFee(tt.refunded, tt.gross)
		if fee != tt.fee || !known || back != tt.refund || !backKnown {
			t.Errorf("%s: fee %d %v, of the refund %d %v; want %d and %d", tt.name, fee, known, back, backKnown, tt.fee, tt.refund)
		}
	}
	c := For(record.Merchant{ID: "M1"}, []record.Terms{{MerchantID: "*", Scheme: "*", FeeBPS: ptr("50"), FeeCap: ptr(int64(2000)), RefundFee: "returned"}}, "VISA", "", 20000)
	for _, sale := range []int64{0, 400} {
		if got, known := c.RefundFee(-500, sale); known {
			t.Errorf("a refund of 5.00 of a sale of %d fen under a cap: %d is claimed", sale, got)
		}
	}
	if !Charged(48, 47) || !Charged(-48, -47) || Charged(49, 47) || Charged(-47, 47) {
		t.Error("one minor unit is rounding, two are not")
	}
}

// However a sale is refunded in parts, no more of the fee comes back than was
// charged, but for the rounding of each part.
func TestRefundsReturnNoMoreThanTheFee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := func(name string) *int64 {
			if rapid.Bool().Draw(t, name+" given") {
				return ptr(rapid.Int64Range(0, 5000).Draw(t, name))
			}
			return nil
		}
		row := record.Terms{MerchantID: "*", Scheme: "*", RefundFee: "returned", FeeBPS: ptr("60"), FeeFixed: part("fixed"), FeeMin: part("min"), FeeCap: part("cap")}
		c := For(record.Merchant{ID: "M1"}, []record.Terms{row}, "VISA", "", 20000)
		sale := rapid.Int64Range(1, 1<<40).Draw(t, "sale")
		fee, _ := c.Fee(sale)
		var back int64
		left, parts := sale, int64(0)
		for left > 0 && parts < 20 {
			refund := min(left, rapid.Int64Range(1, sale).Draw(t, "refund"))
			share, known := c.RefundFee(-refund, sale)
			if !known || share > 0 {
				t.Fatalf("refund %d of %d: %d %v", refund, sale, share, known)
			}
			back, left, parts = back-share, left-refund, parts+1
		}
		if back > fee+parts || left == 0 && back < fee-parts {
			t.Fatalf("of a fee of %d, %d came back in %d parts of %d", fee, back, parts, sale-left)
		}
	})
}

// A payout's fee and what becomes of a refund's fee come from the most specific row that names them.
func TestWhatEachRowLeavesOpen(t *testing.T) {
	rows := []record.Terms{
		{MerchantID: "*", Scheme: "*", PayoutFee: ptr(int64(200)), RefundFee: "kept", Calendar: "CN", CutOff: "24:00"},
		{MerchantID: "M1", Scheme: "*", PayoutFee: ptr(int64(0)), Calendar: "US"},
		{MerchantID: "*", Scheme: "VISA", RefundFee: "returned", PayoutFee: ptr(int64(500)), Calendar: "GB", CutOff: "20:00"},
		{MerchantID: "M1", Scheme: "VISA", CardType: "CREDIT", RefundFee: "kept"},
	}
	for _, tt := range []struct {
		scheme, card, refund, calendar string
		payout                         int64
		cutOff                         int
	}{
		{"WECHAT", "", "kept", "US", 0, Midnight},
		{"VISA", "", "returned", "US", 0, 20 * 60},
		{"VISA", "CREDIT", "kept", "US", 0, 20 * 60},
	} {
		c := For(record.Merchant{ID: "M1", CutOff: "21:00"}, rows, tt.scheme, tt.card, 20000)
		if c.RefundPolicy != tt.refund || c.Calendar != tt.calendar || *c.PayoutFee != tt.payout || c.CutOff != tt.cutOff {
			t.Errorf("%s %s: %s, %s, %d, %d; want %+v", tt.scheme, tt.card, c.RefundPolicy, c.Calendar, *c.PayoutFee, c.CutOff, tt)
		}
	}
}
