package answer

import (
	"testing"

	"moneytrail/handlers/follow"
	"moneytrail/recon/trail"
)

// What is answered of money that is held, or waits for papers, when its card was told already.
func TestWhatIsAskedOfHeldMoney(t *testing.T) {
	unpriced := typical(trail.RiskHold)
	unpriced.Arithmetic.Priced = false
	var scenes []scene
	for _, x := range []struct {
		name string
		of   trail.Trail
		asks []follow.Aspect
		lost bool
	}{
		{"held", typical(trail.RiskHold), []follow.Aspect{follow.Fee, follow.Unwant, follow.Enough}, true},
		{"no fee yet", unpriced, []follow.Aspect{follow.Fee}, false},
		{"the customer's bank asks for the slip", typical(trail.Retrieval), []follow.Aspect{follow.Enough}, false},
	} {
		for _, asked := range x.asks {
			scenes = append(scenes, scene{string(asked) + ", " + x.name, func(b *Book, a Audience) Reply {
				r, ok := b.AskedOfHeld(a, x.of, asked, x.lost)
				if !ok {
					t.Errorf("%s of %s: nothing is said", asked, x.name)
				}
				return r
			}})
		}
	}
	scenes = append(scenes, scene{"a guess", func(b *Book, a Audience) Reply {
		r, _ := b.FollowTrail(a, typical(trail.RiskHold), Beside{}, follow.Question{Aspect: follow.Why})
		return b.Guessed(a, r)
	}})
	golden(t, "held_asks", scenes)
	for _, tr := range []trail.Trail{swipe(), typical(trail.MissingInSettlement)} {
		for _, asked := range []follow.Aspect{follow.Fee, follow.Unwant} {
			if _, ok := book(t).AskedOfHeld(owner("en"), tr, asked, false); ok {
				t.Errorf("%s is answered of a payment that is not held", asked)
			}
		}
	}
}
