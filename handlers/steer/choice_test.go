package steer

import "testing"

func TestANumberAloneNamesAChoice(t *testing.T) {
	for text, want := range map[string]struct {
		n    int
		bare bool
	}{
		"3": {3, true}, " 2. ": {2, true}, "３": {3, true}, "③": {3, true}, "3️⃣": {3, true}, "(1)": {1, true}, "1、": {1, true}, "二": {2, true}, "12": {12, true},
		"第三个": {3, false}, "第三個": {3, false}, "选2": {2, false}, "選 2": {0, false}, "我选第二个": {2, false}, "最后一个": {Last, false}, "第1笔": {1, false},
		"option 2": {2, false}, "the second one": {2, false}, "2nd one": {2, false}, "#4": {4, false}, "the last one": {Last, false}, "number 3": {3, false},
		"0": {}, "03": {}, "350": {}, "3500": {}, "3号": {}, "3元": {}, "¥3": {}, "3.5": {}, "3点": {}, "三千": {}, "第三天": {}, "昨天": {}, "1001": {}, "": {}, "first of November": {},
	} {
		if n, bare := Choice(text); n != want.n || bare != want.bare {
			t.Errorf("%q: %d %v, want %d %v", text, n, bare, want.n, want.bare)
		}
	}
}
