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
