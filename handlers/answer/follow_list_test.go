package answer

import (
	"testing"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/follow"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// What is asked of a list is answered of all of it, worst first: of each group
// what its states prove; or it is asked which one is meant.
func TestFollowUpsOfLists(t *testing.T) {
	tomorrow := swipe()
	tomorrow.Due = terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true}
	tomorrow.Row = 71
	held, unclear := typical(trail.RiskHold), typical(trail.DeclinedButDebited)
	held.Row, unclear.Row = 72, 73
	arrived := landed()
	arrived.Row = 74
	returned := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	returned.FailureCode = "AC04"
	short := payoutIn(trail.PayoutShort, trail.Operator, trail.PayoutIsShort)
	short.Row, short.Banked, short.Difference = 82, 402280, -500
	missing := payoutIn(trail.PayoutMissing, trail.Operator, trail.PayoutIsMissing)
	missing.Row = 83
	whole := payoutIn(trail.PayoutArrived, trail.Nobody)
	whole.Row = 84
	inWhole := landed()
	inWhole.Row, inWhole.Payout = 75, &whole.PayoutRef
	over := payoutIn(trail.PayoutOver, trail.Operator, trail.PayoutIsOver)
	over.Row, over.Banked, over.Difference = 85, 403280, 500
	declined, retried := because(swipe(), trail.Declined, trail.Nobody), because(swipe(), trail.Declined, trail.Nobody)
	declined.Row, retried.Row, retried.Last4 = 76, 77, "1111"
	declined.Amount = 39900
	twice := because(landed(), trail.Arrived, trail.Merchant, trail.Duplicate)
	twice.Row, twice.Payout = 79, &whole.PayoutRef
	again := swipe()
	again.Row, again.Last4, again.Time = 78, retried.Last4, retried.Time.Add(time.Minute)
	all := Listed{Trails: []trail.Trail{tomorrow, held, unclear, arrived}, Payouts: []trail.PayoutView{returned, short, missing}}
	usual := Listed{Trails: []trail.Trail{tomorrow, arrived}}
	var scenes []scene
	of := func(name string, l Listed, aspects ...follow.Aspect) {
		for _, aspect := range aspects {
			q := follow.Question{Aspect: aspect}
			scenes = append(scenes, scene{string(aspect) + ", " + name, func(b *Book, a Audience) Reply {
				r, ok := b.FollowList(a, l.Narrow(q), q)
				if !ok {
					t.Errorf("%s of %s: nothing is said", aspect, name)
				}
				return r
			}})
		}
	}
	of("of everything", all, follow.Lost, follow.When, follow.Next, follow.Blame, follow.Tell, follow.Swipe, follow.Why, follow.Do)
	of("of what goes as usual", usual, follow.Lost, follow.When, follow.Next, follow.Blame, follow.Tell)
	of("of a day with payouts that arrived", Listed{Trails: []trail.Trail{tomorrow, arrived, inWhole}, Payouts: []trail.PayoutView{whole, over, returned}},
		follow.When, follow.Next, follow.Lost, follow.Why)
	of("of what arrived twice", Listed{Trails: []trail.Trail{inWhole, twice}, Payouts: []trail.PayoutView{whole}}, follow.When, follow.Next, follow.Do)
	of("of what arrived alone", Listed{Trails: []trail.Trail{inWhole}, Payouts: []trail.PayoutView{whole}}, follow.When, follow.Next, follow.Lost)
	of("of a day with swipes that failed", Listed{Trails: []trail.Trail{again, declined, retried, unclear, arrived}}, follow.Swipe, follow.Tell)
	of("of nothing open", Listed{}, follow.Lost, follow.When, follow.Next)
	dated := held
	dated.Due = terms.Due{On: day(25)}
	of("of what waits for its day", Listed{Trails: []trail.Trail{dated, unclear}}, follow.When)
	golden(t, "follow_lists", scenes)
}

// A list that holds one thing is answered as that one: a payout with its own swipes is one.
func TestAListOfOneThing(t *testing.T) {
	tr, v := landed(), payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	tr.Payout = &v.PayoutRef
	for name, c := range map[string]struct {
		l      Listed
		payout bool
		row    int64
	}{
		"a swipe":                   {Listed{Trails: []trail.Trail{tr}}, false, tr.Row},
		"a payout and its swipe":    {Listed{Trails: []trail.Trail{tr}, Payouts: []trail.PayoutView{v}}, true, v.Row},
		"a payout and other swipes": {Listed{Trails: []trail.Trail{tr, swipe()}, Payouts: []trail.PayoutView{v}}, false, 0},
		"nothing":                   {},
	} {
		if payout, row := c.l.One(); payout != c.payout || row != c.row {
			t.Errorf("%s: %t %d, want %t %d", name, payout, row, c.payout, c.row)
		}
	}
}

// What there is to do stands first, with its last day, then who waits for a word; what
// others do comes after, so that nobody takes it for theirs.
func TestWhatThereIsToDo(t *testing.T) {
	papers := typical(trail.RiskHold)
	papers.Row, papers.Next, papers.NeededBy = 71, trail.Merchant, day(25)
	back := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	back.FailureCode = "AC04"
	missing := payoutIn(trail.PayoutMissing, trail.Operator, trail.PayoutIsMissing)
	missing.Row = 83
	asked := OwnCase{Case: cases.Case{ID: 1001, Status: cases.Claimed, ClaimedByName: "Amy", Amount: 880000, Currency: "CNY"}}
	golden(t, "duties", []scene{
		{"two things, a case, and ours", func(b *Book, a Audience) Reply {
			return b.Duties(a, Listed{Trails: []trail.Trail{papers, swipe()}, Payouts: []trail.PayoutView{back, missing}}, []OwnCase{asked})
		}},
		{"nothing but ours", func(b *Book, a Audience) Reply {
			return b.Duties(a, Listed{Trails: []trail.Trail{swipe()}, Payouts: []trail.PayoutView{missing}}, nil)
		}},
		{"nothing at all", func(b *Book, a Audience) Reply { return b.Duties(a, Listed{}, nil) }},
	})
}
