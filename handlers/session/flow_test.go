package session

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

func TestAFlowComesBackAsItWasKept(t *testing.T) {
	day := calendar.NewDate(2026, 11, 19)
	f := Session{}.Open()
	f.Slots = Slots{Intent: understand.Refund, Dates: []understand.DateRange{{From: day, To: day, Of: understand.OfSwipe}},
		Amounts: []understand.Amount{{Op: understand.Eq, Value: "3500"}}, Hour: 14}
	f.About = "t:11"
	f.Remember("an answer")
	f.Case, f.Elsewhere = 1007, true
	var s Session
	if err := s.Keep(f); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, s.Open()); diff != "" {
		t.Fatal(diff)
	}
}

func TestADamagedOrForeignFlowIsForgotten(t *testing.T) {
	for _, raw := range []string{"", "{", `{"Version":99,"About":"t:1"}`, `[]`} {
		if f := (Session{Flow: json.RawMessage(raw)}).Open(); f.About != "" || f.Slots.Any() || f.Slots.Hour != -1 || f.Version != FlowVersion {
			t.Errorf("%q: %+v", raw, f)
		}
	}
}

func TestWhatIsSaidAgainReplacesWhatWasSaidBefore(t *testing.T) {
	before := Slots{Intent: understand.WhereIsMyMoney, Last4: "6688", Amounts: []understand.Amount{{Value: "1"}}, Hour: 9}
	after := before.Merge(Slots{Intent: understand.ProvideDetails, Amounts: []understand.Amount{{Value: "2"}}, Terminal: "K1", Hour: -1})
	want := Slots{Intent: understand.WhereIsMyMoney, Last4: "6688", Amounts: []understand.Amount{{Value: "2"}}, Terminal: "K1", Hour: 9}
	if diff := cmp.Diff(want, after); diff != "" {
		t.Fatal(diff)
	}
}

func TestOnlyTheLastAnswersAreRemembered(t *testing.T) {
	var f Flow
	for _, a := range []string{"1", "2", "", "3", "2", "4", "5"} {
		f.Remember(a)
	}
	if diff := cmp.Diff([]Told{{Text: "2"}, {Text: "4"}, {Text: "5"}}, f.Said); diff != "" {
		t.Fatal(diff)
	}
}
