package answer

import (
	"testing"

	"moneytrail/handlers/follow"
	"moneytrail/recon/trail"
)

// What is said while a customer waits for cash or the goods, by how the payment stands.
func TestAnswersAtTheCounter(t *testing.T) {
	in := func(s trail.State, reasons ...trail.Reason) trail.Trail {
		tr := swipe()
		tr.State, tr.Reasons = s, reasons
		return tr
	}
	part := swipe()
	part.Arithmetic.Refunded = 5000
	var scenes []scene
	for _, x := range []struct {
		name string
		of   trail.Trail
		asks []follow.Aspect
	}{
		{"unknown", typical(trail.DeclinedButDebited), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}}, {"declined", in(trail.Declined), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}},
		{"captured", swipe(), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}}, {"held", typical(trail.RiskHold), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}}, {"refunded", in(trail.Refunded), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}},
		{"voided", in(trail.Voided), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}}, {"disputed", typical(trail.Chargeback), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}},
		{"twice", typical(trail.Duplicate), []follow.Aspect{follow.Cash, follow.Refund}}, {"refunded in part", part, []follow.Aspect{follow.Cash, follow.Refund}}, {"a pre-authorisation", typical(trail.NotCaptured), []follow.Aspect{follow.Cash, follow.Refund, follow.Goods}},
		{"a refund that failed", typical(trail.RefundFailed), []follow.Aspect{follow.Cash, follow.Refund}},
	} {
		for _, asked := range x.asks {
			scenes = append(scenes, scene{string(asked) + ", " + x.name, func(b *Book, a Audience) Reply {
				r, ok := b.Counter(a, x.of, asked)
				if !ok {
					t.Errorf("%s of %s: nothing is said", asked, x.name)
				}
				return r
			}})
		}
	}
	for _, asked := range []follow.Aspect{follow.Cash, follow.Goods} {
		scenes = append(scenes, scene{string(asked) + ", the rule", func(b *Book, a Audience) Reply {
			r, _ := b.CounterRule(a, asked, []trail.Trail{typical(trail.DeclinedButDebited)})
			return r
		}})
	}
	golden(t, "counter", scenes)
}
