package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// A day is to come where the words ask what will be; one on which money was due
// and is not there is past, whatever says that it should have come.
func TestADayOfMoneyThatIsOverdueIsPast(t *testing.T) {
	reader := understand.New()
	for text, ahead := range map[string]bool{
		"周一应该到的没到": false, "周一应该到的，怎么还没到": false, "周二该到的钱没见": false, "你们说周三会到账": false, "不是说周三能到的": false, "应该周一到账，到现在没收到": false, "15号要交税，钱到没": false,
		"周三说好的会打款，钱没有": false, "周一本来应该打给我的迟迟不来": false,
		"payment due Monday not here": false, "expected Monday but nothing": false, "payout due Tuesday is missing": false, "should arrive Monday, nothing yet": false, "due on Wednesday, still not in": false,
		"周一能到吗": true, "周一会到账吗": true, "周一应该能到吧": true, "周一要到账了吧": true, "周一要是没到怎么办": true, "还没到，周一能到吗": true, "周一会不会没有到账": true, "你们说周一会到，是真的吗": true,
		"will it arrive on Monday": true, "when do I get paid on Monday": true, "nothing yet, will it come on Monday?": true, "can I still expect it Monday": true, "is it due on Monday": true,
	} {
		r := reader.Read(text, friday)
		if len(r.Dates) != 1 || r.Dates[0].Ahead != ahead {
			t.Errorf("%q: %+v, want ahead %v", text, r.Dates, ahead)
		}
	}
}

// May is a month, and a verb.
func TestMayIsAMonthWhereNoVerbFollows(t *testing.T) {
	reader := understand.New()
	for text, month := range map[string]bool{
		"sales of this may": true, "this may": true, "fees in may": true, "statement of may 2026": true,
		"why this may have happened": false, "this may have come already": false, "this may take days": false, "this may not be right": false, "it may arrive": false,
	} {
		if r := reader.Read(text, friday); (len(r.Dates) > 0) != month {
			t.Errorf("%q: %+v", text, r.Dates)
		}
	}
}

// A weekday beside the day that it is says no other day.
func TestAWeekdayThatAccompaniesADayIsNoDayOfItsOwn(t *testing.T) {
	reader := understand.New()
	for text, want := range map[string]string{
		"does it come tomorrow, Saturday?": "2026-11-21", "will it come tomorrow (saturday)": "2026-11-21", "明天，周六，到吗": "2026-11-21", "明天周六到吗": "2026-11-21",
		"what came in yesterday, Thursday": "2026-11-19", "yesterday was Thursday, what came in": "2026-11-19",
	} {
		r := reader.Read(text, friday)
		for _, d := range r.Dates {
			if d.From.String() != want {
				t.Errorf("%q: %+v, want %s alone", text, r.Dates, want)
			}
		}
		if len(r.Dates) == 0 {
			t.Errorf("%q: no day", text)
		}
	}
	if r := reader.Read("yesterday, Monday", friday); len(r.Dates) != 2 {
		t.Errorf("two days are taken for one: %+v", r.Dates)
	}
}
