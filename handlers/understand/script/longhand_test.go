package script

import "testing"

func TestShorthandIsWrittenOut(t *testing.T) {
	for words, want := range map[string]string{
		" what can u do ": " what can you do ", " wheres my moeny ": " where is my money ", " 我的 acct ": " 我的 account ",
		" your money ": " your money ", " ": " ", " uranium ": " uranium ",
	} {
		if got := Longhand(words); got != want {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
}

func TestOneSlipOfTheKeys(t *testing.T) {
	for words, want := range map[string]string{
		" my settlment is mising ":  " my settlement is missing ",
		" trasnaction declned ":     " transaction declined ",
		" wheres my depsoit ":       " where is my deposit ",
		" i need to change it ":     " i need to change it ",
		" the charger is broken ":   " the charger is broken ",
		" arrives on monday ":       " arrives on monday ",
		" wheres my settelmnt ":     " where is my settlement ",
		" refnd not recived ":       " refund not received ",
		" next payot is comming ":   " next payout is coming ",
		" customer was chargd ":     " customer was charged ",
		" a transition of seasons ": " a transition of seasons ",
		" a good translation ":      " a good translation ",
		" data collection ":         " data collection ",
		" i resume mailed ":         " i resume mailed ",
		" another pavement ":        " another pavement ",
		" it was returned printed ": " it was returned printed ",
	} {
		if got := Longhand(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
