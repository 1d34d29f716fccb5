package understand

import (
	"slices"

	"moneytrail/handlers/understand/vote"
)

// How likely the model must hold an intent, in thousandths.
const (
	possible = 100 // to bring a person because of a word of fraud
	held     = 250 // to be acted on where a rule is sure: of messages nobody had seen that it held less, a fifth were read wrongly
	denied   = 400 // to say that a message is out of scope: who is told that is helped no further
	firm     = 650 // to carry what the rules only suspect
	strong   = 750 // to stand where no rule speaks
	certain  = 900 // to stand against a rule
	maybe    = 80  // to keep a message from being out of scope
	opposed  = 970 // to doubt a rule that would bring a person
	rest     = 100 // to doubt that a message is out of scope
	other    = 450 // to be more than a bare answer
	least    = 5   // what is granted to every intent before the rules speak
)

// How likely rules and model together must hold an intent, in thousandths. The
// messages of our own that were read so are right in 98 of 100 and more.
const (
	agreed = 850 // to be acted on where any word backs it
	alone  = 900 // to be acted on where no word of the tables does
	contra = 600 // to stop what the rules alone would do
	button = 15  // to be worth a third button
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

// joint gives what rules and model together hold likely, the likeliest first, in
// thousandths of all: two steps of a rule's weight count as twice as likely.
func (s second) joint(weights map[Intent]int) []share {
	all := make([]share, 0, len(s.ranked))
	sum := 0
	for _, o := range s.ranked {
		i := Intent(o.Intent)
		likely := (o.Mille + least) * doubled[min(weights[i], heaviest)]
		all = append(all, share{i, likely})
		sum += likely
	}
	for i := range all {
		all[i].mille = all[i].mille * 1000 / sum
	}
	slices.SortStableFunc(all, func(a, b share) int { return b.mille - a.mille })
	return all
}

// share is an intent and how likely it is held, in thousandths.
type share struct {
	intent Intent
	mille  int
}

// heaviest is the weight above which no rule counts for more.
const heaviest = 9

// doubled is two to the power of half a weight, with ten binary places.
var doubled = [heaviest + 1]int{1024, 1664, 2702, 4390, 7132, 11586, 18820, 30574, 49667, 80684}

// asking is the opinion on a message that is no bare answer, as where rules speak.
func (s second) asking() second {
	rest := max(1, 1000-s.on(ProvideDetails))
	out := second{}
	for _, o := range s.ranked {
		if o.Intent != string(ProvideDetails) {
			out.ranked = append(out.ranked, vote.Opinion{Intent: o.Intent, Mille: o.Mille * 1000 / rest})
		}
	}
	return out
}

// doubts tells whether words that would bring a person are meant otherwise: the
// model is all but certain of something else, or it holds the intent hardly
// possible and, with the rules, another likely. It is then read on.
func (s second) doubts(i Intent, best share) bool {
	top, mille := s.top()
	against := top != i && top != OutOfScope && mille >= opposed && s.on(i) < least
	return against || s.on(i) < possible && best.intent != i && best.mille >= contra
}

// strange tells whether the model stands for a message being out of scope.
func (s second) strange() bool {
	top, mille := s.top()
	return top == OutOfScope && mille >= strong
}

// torn tells whether the model, out of scope words before it, holds a wish for a
// person or any money question possible.
func (s second) torn() bool {
	return s.ranked[1].Mille >= rest && !isTalk(Intent(s.ranked[1].Intent)) && Intent(s.ranked[1].Intent) != ProvideDetails
}

// wantsOther tells whether the model holds something that is not a bare answer.
func (s second) wantsOther() bool {
	top, mille := s.top()
	return mille >= other && top != ProvideDetails && (slices.Contains(askable, top) || top == OutOfScope)
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

// offer gives two or three intents to choose from: those that rules and model
// together hold likeliest, the third only where it is worth a button.
func offer(joint []share) []Intent {
	var out []Intent
	for _, j := range joint {
		if slices.Contains(askable, j.intent) && (len(out) < 2 || len(out) < 3 && j.mille >= button) {
			out = append(out, j.intent)
		}
	}
	return out
}
