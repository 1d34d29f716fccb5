package understand_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/understand"
)

type utterance struct {
	Text   string
	Lang   string
	Intent understand.Intent
	Also   []understand.Intent
}

// tally counts how messages were read.
type tally struct {
	all, right, acted, actedRight, offered, strange, accepted int
}

func (s tally) String() string {
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	return fmt.Sprintf("%d messages: right %.1f%%, acted on %.1f%% of which right %.1f%%, right or offered %.1f%%, out of scope accepted %.1f%%",
		s.all, share(s.right, s.all), share(s.acted, s.all), share(s.actedRight, s.acted), share(s.offered, s.all), share(s.accepted, s.strange))
}

func (s *tally) add(u utterance, r understand.Reading) (right bool) {
	right = r.Intent == u.Intent || slices.Contains(u.Also, r.Intent)
	s.all++
	asked := r.Decision == understand.Ask
	if !asked {
		s.acted++
	}
	if right {
		s.right++
		if !asked {
			s.actedRight++
		}
	}
	hit := right && !asked
	if asked {
		hit = slices.Contains(r.Choices, u.Intent) || slices.ContainsFunc(u.Also, func(i understand.Intent) bool { return slices.Contains(r.Choices, i) })
	}
	if hit || u.Intent == understand.OutOfScope && asked {
		s.offered++
	}
	if u.Intent == understand.OutOfScope {
		s.strange++
		if !asked && !right {
			s.accepted++
		}
	}
	return right
}

// The score on the development messages never falls below what was reached.
func TestScoreOnDevelopmentMessages(t *testing.T) {
	reader := understand.New()
	var all tally
	by := map[string]*tally{"zh": {}, "en": {}}
	confused := map[string]int{}
	for _, u := range lines[utterance](t, "dev.jsonl") {
		r := reader.Read(u.Text, friday)
		right := all.add(u, r)
		by[u.Lang].add(u, r)
		if !right {
			confused[string(u.Intent)+" read as "+string(r.Intent)]++
		}
		if os.Getenv("SHOW_MISREAD") != "" && (!right || r.Decision == understand.Ask) {
			t.Logf("%-5v %s %s %v | want %s | %s", right, r.Decision, r.Intent, r.Choices, u.Intent, u.Text)
		}
	}
	t.Logf("all: %v", all)
	t.Logf("zh:  %v", *by["zh"])
	t.Logf("en:  %v", *by["en"])
	var top []string
	for c := range confused {
		top = append(top, c)
	}
	sort.Slice(top, func(i, j int) bool { return confused[top[i]] > confused[top[j]] })
	for _, c := range top[:min(12, len(top))] {
		t.Logf("%3d %s", confused[c], c)
	}
	zh := by["zh"]
	if all.right*100 < 96*all.all || zh.right*100 < 96*zh.all || all.acted*100 < 65*all.all || all.actedRight*100 < 98*all.acted ||
		all.accepted*100 > 6*all.strange || all.offered*100 < 96*all.all {
		t.Errorf("worse than it was: %v; Chinese %v", all, *zh)
	}
}

type entity struct {
	Text, Lang, Kind string
	Reference        time.Time
	Expected         json.RawMessage
}

// Every date and amount phrase of the development set is read as expected.
func TestDevelopmentDatesAndAmounts(t *testing.T) {
	reader := understand.New()
	for _, e := range lines[entity](t, "entities_dev.jsonl") {
		var got struct {
			Dates   []struct{ From, To string }
			Amounts []json.RawMessage
		}
		b, err := json.Marshal(reader.Read(e.Text, e.Reference))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		var ok bool
		switch e.Kind {
		case "date":
			want := strings.Trim(string(e.Expected), `"`)
			ok = len(got.Dates) == 1 && got.Dates[0].From == want && got.Dates[0].To == want && len(got.Amounts) == 0
		case "daterange":
			var want struct{ From, To string }
			if err := json.Unmarshal(e.Expected, &want); err != nil {
				t.Fatal(err)
			}
			ok = len(got.Dates) == 1 && got.Dates[0] == want && len(got.Amounts) == 0
		case "amount":
			var want, have any
			if err := json.Unmarshal(e.Expected, &want); err != nil {
				t.Fatal(err)
			}
			if ok = len(got.Amounts) == 1 && len(got.Dates) == 0; ok {
				if err := json.Unmarshal(got.Amounts[0], &have); err != nil {
					t.Fatal(err)
				}
				ok = fmt.Sprint(want) == fmt.Sprint(have)
			}
		}
		if !ok {
			t.Errorf("%s: want %s %s, read %s", e.Text, e.Kind, e.Expected, b)
		}
	}
}
