package understand

import (
	"slices"

	"moneytrail/handlers/understand/vote"
)

// How likely the model must hold an intent, in thousandths.
const (
	backed  = 150 // to agree with what the rules say
	firm    = 650 // to carry what the rules only suspect
	strong  = 750 // to stand where no rule speaks
	certain = 900 // to stand against a rule
	maybe   = 80  // to be worth offering
	least   = 5   // what is granted to every intent before the rules speak
)

// second is the opinion of the model on one message.
type second struct {
	ranked []vote.Opinion
}

// on gives how likely the model holds an intent, in thousandths.
func (s second) on(i Intent) int {
	for _, o := range s.ranked {
		if o.Intent == string(i) {
			return o.Mille
		}
	}
	return 0
}

// top gives the model's first intent and how likely it holds it.
func (s second) top() (Intent, int) { return Intent(s.ranked[0].Intent), s.ranked[0].Mille }

// agrees tells whether the model has nothing against an intent that the rules
// are sure of: it holds it possible, or what it holds instead, without being
// certain of it, is contained in it.
func (s second) agrees(i Intent) bool {
	top, mille := s.top()
	return s.on(i) >= backed || mille < certain && overrides(i, top) && top != OutOfScope
}

// joint gives the intent that rules and model together hold likeliest: each
// weight of the rules counts as twice as likely. Where rules speak of anything, a
// message is no bare answer.
func (s second) joint(weights map[Intent]int) Intent {
	var best Intent
	most := 0
	for _, o := range s.ranked {
		if o.Intent == string(ProvideDetails) && len(weights) > 0 {
			continue
		}
		if likely := (o.Mille + least) << weights[Intent(o.Intent)]; likely > most {
			best, most = Intent(o.Intent), likely
		}
	}
	return best
}

// strange tells whether the model stands for a message being out of scope.
func (s second) strange() bool {
	top, mille := s.top()
	return top == OutOfScope && mille >= strong
}

// wantsOther tells whether the model is firm on something that is not a bare answer.
func (s second) wantsOther() bool {
	top, mille := s.top()
	return mille >= firm && top != ProvideDetails && slices.Contains(askable, top)
}

// suspects tells whether the model holds any intent possible that can be asked.
func (s second) suspects() bool {
	return slices.ContainsFunc(s.ranked[:3], func(o vote.Opinion) bool {
		return o.Mille >= maybe && slices.Contains(askable, Intent(o.Intent))
	})
}

// askable are the intents that a button can offer.
var askable = []Intent{WhereIsMyMoney, TransactionStatus, SettlementTiming, ShortPayment, FeeQuestion, DuplicateCharge, DeclinedButDebited, Refund,
	DisputeChargeback, Suspicious, FundsHeld, TerminalProblem, ChangeAccount, Statement}

// offer gives two or three intents to choose from: the rules' first, and their second if they
// are sure of it, then the model's first, then what either holds possible.
func offer(ranked []Intent, weights map[Intent]int, s second) []Intent {
	var out []Intent
	add := func(i Intent) {
		if len(out) < 3 && slices.Contains(askable, i) && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	for n, i := range ranked {
		if n == 0 && weights[i] >= worth || n == 1 && weights[i] >= sure {
			add(i)
		}
	}
	for _, o := range s.ranked[:4] {
		if o.Mille >= maybe {
			add(Intent(o.Intent))
		}
	}
	for _, i := range ranked {
		if weights[i] >= worth {
			add(i)
		}
	}
	for _, i := range []Intent{WhereIsMyMoney, TransactionStatus} {
		if len(out) < 2 {
			add(i)
		}
	}
	return out
}
