package flow

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

func TestWhatTheFirstMessageSaidIsNotAskedAgain(t *testing.T) {
	talk(t, Checked{Outcome: "one"}).plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": thursday}}, "began lost, asks seen"},
		says{Answered{Choice: Yes}, "ended solved"},
	)
	talk(t, Checked{Outcome: "none"}).plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"day": thursday}}, "began lost, asks amount"},
		says{Answered{Facts: map[string]Value{"amount": eq("3500")}}, "asks slip"},
	)
	talk(t, Checked{Outcome: "none"}).plays(
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Answered{Facts: map[string]Value{"amount": eq("3500"), "day": today}}, "asks slip"},
	)
}

func TestACorrectionGoesBackToWhatFollowedFromIt(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"}, Checked{Outcome: "one"}, Checked{Outcome: "none"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks seen"},
		says{Answered{Corrects: true, Facts: map[string]Value{"day": thursday}}, "asks seen corrected"},
		says{Answered{Facts: map[string]Value{"amount": eq("350")}}, "asks slip corrected"},
	)
	f, _ := d.state().Top()
	if day, _ := f.Value("day"); !day.same(thursday) {
		t.Fatalf("the day is %+v", day)
	}
	if amount, _ := f.Value("amount"); amount.Amounts[0].Value != "350" {
		t.Fatalf("the amount is %+v", amount.Amounts)
	}
}

func TestWhatNobodyAskedForIsHeardAllTheSame(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"}, Checked{Outcome: "none"})
	last4 := map[string]Value{"last4": TextOf("6688")}
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks seen"},
		says{Answered{Facts: last4}, "asks slip corrected"},
		says{Answered{Facts: last4}, "asks slip again"}, // known, and no photo
		says{Tapped{Serial: 2, Value: &today}, "asks slip stale"},
	)
	d = talk(t, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"},
		says{Tapped{Serial: 1, Value: &thursday}, "asks seen"},
	)
}

func TestAnUnrelatedQuestionIsFollowedByTheOpenOne(t *testing.T) {
	d := talk(t)
	d.plays(says{Begin{Flow: "lost"}, "began lost, asks amount"})
	if d.lib.Takes(d.state(), Answered{Choice: Yes}) || !d.lib.Takes(d.state(), Answered{Facts: map[string]Value{"day": today}}) {
		t.Fatal("what answers an open question is not told from what does not")
	}
	d.plays(
		says{Digressed{}, "asks amount resumed"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Answered{Choice: Yes}, "ended watching, asks amount resumed"},
		says{Repeat{}, "asks amount repeated"},
		says{Cancel{}, "left lost cancelled"},
		says{Repeat{}, "idle"},
	)
}

func TestAFlowIsAsPatientAsItSays(t *testing.T) {
	d := talk(t)
	d.lib = library(t, strings.Replace(lost, "version = 1", "version = 1\npatience = 1", 1), reached())
	d.plays(
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Digressed{}, "asks amount resumed"},
		says{Digressed{}, "left lost neglected"},
		says{Digressed{}, "asks ask resumed"},
		says{Digressed{}, "asks ask resumed"},
	)
}

func TestTwoAnswersThatDoNotFitBringAPerson(t *testing.T) {
	d := talk(t, Checked{Outcome: "none"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"day": today}}, "began lost, asks amount"},
		says{Missed{}, "asks amount again"},
		says{Answered{Facts: map[string]Value{"amount": eq("1")}}, "asks slip"},
		says{Answered{Choice: Yes}, "asks slip again"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Cancel{}, "left other cancelled, asks slip resumed"},
		says{Missed{}, "left lost person, person"},
	)
}

func TestAPersonGetsEverythingGathered(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"},
		says{Skip{}, "asks seen"},
		says{Answered{Choice: No}, "asks how"},
	)
	s, acts := d.lib.Advance(d.state(), Person{}, Now{Machine: d.now, By: 7})
	wanted := acts[len(acts)-1].(Wanted)
	var steps []string
	for _, m := range wanted.Gathered[0].Done {
		steps = append(steps, m.Step+" "+m.Outcome)
	}
	want := []string{"amount ", "day skip", "look one", "seen no"}
	if diff := cmp.Diff(want, steps); diff != "" || len(s.Stack) != 0 {
		t.Fatalf("gathered (-want +got):\n%s", diff)
	}
	if a := wanted.Gathered[0].Slots["seen"]; a.By != 7 || !a.At.Equal(friday) || a.Value.Text != No {
		t.Fatalf("the answer: %+v", a)
	}
}

func TestEveryLineOfAListIsTappedOnce(t *testing.T) {
	rows := Checked{Outcome: "several", Facts: map[string]Value{"rows": LinesOf("t:1", "t:2", "t:3")}}
	d := talk(t, rows)
	d.plays(says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks lines line 0"})
	q := d.last()
	d.plays(
		says{Tapped{Serial: q, Choice: OfLine(0, "right")}, "asks lines line 1"},
		says{Tapped{Serial: q, Choice: OfLine(0, "right")}, "asks lines line 1"}, // the same button twice
		says{Tapped{Serial: q, Choice: OfLine(9, "right")}, "asks lines line 1 stale"},
		says{Tapped{Serial: q, Choice: OfLine(2, "wrong")}, "asks lines line 1"},
		says{Answered{Choice: "right"}, "ended case, began other, asks ask"},
		says{Tapped{Serial: q, Choice: OfLine(1, "wrong")}, "asks ask stale"},
	)
}

func TestOlderButtonsAreAnsweredWithWhatIsAskedNow(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"}, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"},
		says{Tapped{Serial: 1, Choice: Skipped}, "asks seen"},
		says{Tapped{Serial: 1, Choice: Skipped}, "asks seen stale"},
		says{Tapped{Serial: 2, Choice: "perhaps"}, "asks seen stale"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Tapped{Serial: 2, Choice: No}, "left other returned, asks how"}, // the question below is still open
		says{Tapped{Serial: 4, Choice: Before}, "asks seen back"},
		says{Tapped{Serial: 4, Choice: "card"}, "asks seen stale"},
		says{Tapped{Serial: 5, Choice: Yes}, "ended solved"},
		says{Tapped{Serial: 5, Choice: Yes}, "idle"},
	)
}

func TestAFlowComesBackOnItsDay(t *testing.T) {
	due := DaysOf(understand.DateRange{From: calendar.NewDate(2026, 11, 23), To: calendar.NewDate(2026, 11, 23)})
	d := talk(t, Checked{Outcome: "none", Facts: map[string]Value{"due": due}}, Checked{Outcome: "one"})
	d.plays(
		says{Begin{Flow: "other"}, "began other, asks ask"},
		says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks slip"},
		says{Answered{File: &Value{Kind: OfFile, File: "f1"}}, "asks note"},
		says{Answered{Text: "at the counter"}, "says told, waits until 2026-11-23 09:00, asks ask resumed"},
	)
	waits := d.state().Waiting[0].Serial
	d.now = d.now.AddDate(0, 0, 3)
	d.plays(
		says{Due{waits}, "left other silent, ended solved"},
		says{Due{waits}, ""},
	)
}

func TestSilenceEndsAQuestionAndKeepsAPlaybook(t *testing.T) {
	d := talk(t)
	d.plays(
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Begin{Flow: "other"}, "began other, asks ask"},
	)
	d.now = d.now.Add(3 * time.Hour)
	s, acts := d.lib.Settle(d.state(), Now{Machine: d.now})
	if len(acts) != 1 || word(acts[0]) != "left other silent" || len(s.Stack) != 1 {
		t.Fatalf("%v %+v", acts, s)
	}
	d.now = d.now.AddDate(0, 0, 20)
	d.plays(says{Answered{Facts: map[string]Value{"amount": eq("1")}}, "left other silent, asks day"})
	d.now = d.now.AddDate(0, 0, 31)
	d.plays(says{Repeat{}, "left lost silent, idle"})
}

func TestANewerVersionGoesOnWhereItStood(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"})
	d.plays(says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500")}}, "began lost, asks day"})
	newer := strings.Replace(lost, "version = 1", "version = 2", 1)
	d.lib = library(t, newer, reached())
	d.plays(says{Answered{Facts: map[string]Value{"day": today}}, "asks seen"}) // the step is still there
	d.lib = library(t, strings.NewReplacer("version = 1", "version = 3", "steps.seen", "steps.sure", `one = "seen"`, `one = "sure"`).Replace(lost), reached())
	d.finds = []Checked{{Outcome: "one"}}
	d.plays(
		says{Answered{Choice: Yes}, "asks sure changed"}, // the step is gone, the answers are not asked again
		says{Answered{Choice: Yes}, "ended solved"},
	)
	d = talk(t)
	d.plays(says{Begin{Flow: "other"}, "began other, asks ask"})
	d.lib = library(t, strings.Replace(lost, `then = "other"`, "", 1))
	d.plays(says{Answered{Choice: Yes}, "left other removed, idle"})
}

func TestTheStackIsBounded(t *testing.T) {
	d := talk(t)
	d.plays(
		says{Begin{Flow: "lost"}, "began lost, asks amount"},
		says{Begin{Flow: "lost"}, "left lost restarted, began lost, asks amount"},
		says{Begin{Flow: "nowhere"}, "idle"},
	)
	if n := len(d.state().Stack); n != 1 {
		t.Fatalf("%d flows under way", n)
	}
}

// A step that was taken out of a file goes on from the start, even where nobody
// raised the version.
func TestAStepThatIsGoneIsNotStoodOn(t *testing.T) {
	d := talk(t, Checked{Outcome: "one"})
	d.plays(says{Begin{Flow: "lost", Slots: map[string]Value{"amount": eq("3500"), "day": today}}, "began lost, asks seen"})
	d.lib = library(t, strings.NewReplacer("steps.seen", "steps.sure", `one = "seen"`, `one = "sure"`).Replace(lost), reached())
	d.finds = []Checked{{Outcome: "one"}}
	d.plays(says{Skip{}, "asks sure changed"})
}

// What is answered a second time with other words is kept as it was told before.
func TestWhatWasToldBeforeIsKept(t *testing.T) {
	f := Frame{Done: []Mark{{Step: "day", Slot: "day"}, {Step: "none", Slot: "none"}}, Slots: map[string]Answer{"day": {Value: thursday}, "none": {Value: ChoiceOf("other")}}}
	w := &walk{}
	w.fill(&f, "day", today)
	f.Done = append(f.Done, Mark{Step: "another", Slot: "day"})
	for i, want := range []Value{thursday, thursday, today} {
		if got := f.AsOf(i).Slots["day"].Value; !got.same(want) {
			t.Errorf("as of step %d the day was %+v", i, got)
		}
	}
}
