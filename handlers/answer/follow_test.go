package answer

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/handlers/follow"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// What follows on a card is told alone, not the card again.
func TestFollowUps(t *testing.T) {
	fits := func(name string, make func(b *Book, a Audience) (Reply, bool)) scene {
		return scene{name, func(b *Book, a Audience) Reply {
			r, ok := make(b, a)
			if !ok {
				t.Errorf("%s: nothing is said", name)
			}
			return r
		}}
	}
	of := func(name string, tr trail.Trail, q follow.Question) scene {
		return fits(name, func(b *Book, a Audience) (Reply, bool) { return b.FollowTrail(a, tr, Beside{}, q) })
	}
	payoutOf := func(name string, v trail.PayoutView, q follow.Question) scene {
		return fits(name, func(b *Book, a Audience) (Reply, bool) { return b.FollowPayout(a, v, Beside{}, q) })
	}
	back, held := typical(trail.PayoutWasReturned), typical(trail.RiskHold)
	tomorrow := swipe()
	tomorrow.Due = terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true}
	reserve := typical(trail.Reserve)
	reserve.Due = terms.Due{On: day(30), Rule: "file"}
	late := tomorrow
	late.Due.NotToday, late.Due.From, late.Due.To = terms.OutsideWindow, "08:00", "14:00"
	returned := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	returned.FailureCode = "AC04"
	short := payoutIn(trail.PayoutShort, trail.Operator, trail.PayoutIsShort)
	short.Banked, short.Difference = 402280, -500
	golden(t, "follow", []scene{
		of("why it came back", back, follow.Question{Aspect: follow.Why, Of: follow.Returned}),
		of("papers that nobody needs", back, follow.Question{Aspect: follow.Do, Papers: true}),
		of("the account is fine", back, follow.Question{Aspect: follow.Doubt}),
		of("when what came back comes", back, follow.Question{Aspect: follow.When}),
		of("the numbers for the bank", back, follow.Question{Aspect: follow.Number}),
		of("who acts", back, follow.Question{Aspect: follow.Who}),
		of("which papers", held, follow.Question{Aspect: follow.Do, Papers: true}),
		of("the hold is not the account's", held, follow.Question{Aspect: follow.Doubt}),
		of("the licence is valid", typical(trail.KYCExpired), follow.Question{Aspect: follow.Doubt}),
		of("when it is due", tomorrow, follow.Question{Aspect: follow.When}),
		of("when a reserve is released", reserve, follow.Question{Aspect: follow.When, Of: follow.Held}),
		of("why not today", tomorrow, follow.Question{Aspect: follow.SameDay}),
		of("why not today, outside the window", late, follow.Question{Aspect: follow.SameDay}),
		payoutOf("why a payout came back", returned, follow.Question{Aspect: follow.Why, Of: follow.Returned}),
		payoutOf("the account of a payout was not closed", returned, follow.Question{Aspect: follow.Doubt}),
		payoutOf("why a payout is short", short, follow.Question{Aspect: follow.Why, Of: follow.Short}),
		fits("why a swipe came short", func(b *Book, a Audience) (Reply, bool) {
			tr := because(landed(), trail.Arrived, trail.Operator, trail.PayoutIsShort)
			tr.Payout.State = trail.PayoutShort
			return b.FollowTrail(a, tr, Beside{Payout: &short}, follow.Question{Aspect: follow.Why, Of: follow.Short})
		}),
		payoutOf("when a payout comes again", returned, follow.Question{Aspect: follow.When}),
	})
}

// What comes next, whether it is lost, where papers go, whose fault it is, and
// what is done while the customer stands there, by how far the money is.
func TestFollowUpsByState(t *testing.T) {
	var scenes []scene
	in := func(s trail.State, reasons ...trail.Reason) trail.Trail {
		tr := swipe()
		tr.State, tr.Reasons = s, reasons
		return tr
	}
	short := because(landed(), trail.Arrived, trail.Operator, trail.PayoutIsShort)
	short.Payout.State = trail.PayoutShort
	all := map[string]trail.Trail{"captured": swipe(), "unknown": typical(trail.DeclinedButDebited), "returned": typical(trail.PayoutWasReturned), "declined": in(trail.Declined),
		"voided": in(trail.Voided), "refunded": in(trail.Refunded), "disputed": typical(trail.Chargeback), "arrived": landed(), "held": typical(trail.RiskHold), "missing": typical(trail.PayoutIsMissing),
		"unsettled": typical(trail.MissingInSettlement), "offline": typical(trail.OfflineNotUploaded), "preauth": typical(trail.NotCaptured), "short": short}
	of := func(names string, aspect follow.Aspect) {
		for name := range strings.FieldsSeq(names) {
			scenes = append(scenes, scene{string(aspect) + ", " + name, func(b *Book, a Audience) Reply {
				r, ok := b.FollowTrail(a, all[name], Beside{}, follow.Question{Aspect: aspect})
				if !ok {
					t.Errorf("%s of %s: nothing is said", aspect, name)
				}
				return r
			}})
		}
	}
	of("captured returned", follow.Next)
	of("captured returned", follow.Again)
	of("captured unknown returned declined refunded arrived missing unsettled offline preauth held short", follow.Lost)
	of("held returned", follow.WhereTo)
	of("held returned disputed captured", follow.Ignored)
	of("declined returned", follow.Blame)
	of("captured unknown declined voided refunded disputed", follow.Swipe)
	of("captured unknown declined voided refunded arrived", follow.Tell)
	returned := payoutIn(trail.PayoutReturned, trail.Merchant, trail.PayoutWasReturned)
	returned.FailureCode = "AC04"
	for _, aspect := range []follow.Aspect{follow.Next, follow.Again, follow.Lost, follow.WhereTo, follow.Blame, follow.Ignored} {
		scenes = append(scenes, scene{string(aspect) + ", a payout", func(b *Book, a Audience) Reply {
			r, ok := b.FollowPayout(a, returned, Beside{}, follow.Question{Aspect: aspect})
			if !ok {
				t.Errorf("%s of a payout: nothing is said", aspect)
			}
			return r
		}})
	}
	golden(t, "follow_more", scenes)
}

// Every word that the product is asked of has its meaning.
func TestWordsHaveTheirMeaning(t *testing.T) {
	var scenes []scene
	for _, w := range follow.Terms() {
		scenes = append(scenes, scene{string(w), func(b *Book, a Audience) Reply {
			r, ok := b.Word(a, w)
			if !ok {
				t.Errorf("%s has no meaning", w)
			}
			return r
		}})
	}
	golden(t, "meanings", scenes)
}

// What is not in the matter that a question names is not answered as if it were,
// and a cashier hears nothing of accounts and payouts.
func TestAFollowUpFitsItsMatter(t *testing.T) {
	b := book(t)
	for name, q := range map[string]follow.Question{"why was it returned": {Aspect: follow.Why, Of: follow.Returned}, "why less": {Aspect: follow.Why, Of: follow.Short}} {
		if r, ok := b.FollowTrail(owner("en"), typical(trail.RiskHold), Beside{}, q); ok {
			t.Errorf("%s of a held payment:\n%s", name, r.Text)
		}
	}
	for _, q := range []follow.Aspect{follow.Why, follow.When, follow.Do, follow.Who, follow.Number, follow.Doubt, follow.SameDay} {
		tr, a := typical(trail.PayoutWasReturned), owner("en")
		a.Role = access.Cashier
		r, ok := b.FollowTrail(a, tr, Beside{}, follow.Question{Aspect: q})
		for _, secret := range []string{tr.Payout.ID, tr.Payout.BankReference, tr.Payout.Account, "receiving bank", "account number"} {
			if ok && secret != "" && strings.Contains(r.Text, secret) {
				t.Errorf("%s: a cashier reads %q:\n%s", q, secret, r.Text)
			}
		}
	}
}
