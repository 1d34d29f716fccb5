// Package cases is the work that a person has to do: opened when the product
// cannot settle a question alone, worked on in Slack, closed by people or by
// money that lands.
package cases

import (
	"time"
)

// Status of a case.
type Status string

// Statuses.
const (
	Open     Status = "open"
	Claimed  Status = "claimed"
	Resolved Status = "resolved"
)

// Case is one open question of a merchant. There is at most one open case per
// merchant and subject; whoever asks the same joins it as a watcher.
type Case struct {
	ID         int64 // the number people see, as C-<ID>
	MerchantID string
	// Subject is what the case is about: "txn:<row>", "payout:<row>", "person:<user>", "account", "security", "signs".
	Subject string
	Status  Status
	// Urgent cases stand out in the channel.
	Urgent   bool
	Reason   string // the main reason of the trail, or the intent that asked for a person
	Amount   int64  // at stake, minor units of Currency; 0 none
	Currency string
	Watchers []Watcher // the first one opened it
	// Words is what the merchant wrote when asking, masked.
	Words string
	// Facts are the lines of the trail as staff read them; Tried what was already checked and said.
	Facts, Tried []string
	// Marked are the swipes that the merchant's people marked as not in order: what
	// the case is about. Their landing closes nothing.
	Marked []Marked
	// Steps are the finished steps of playbooks, each with its time and who did it,
	// so that nobody asks them again.
	Steps []string
	// Transactions and Payouts are the rows whose landing closes the case by itself.
	Transactions, Payouts []int64

	ClaimedBy, ClaimedByName string // Slack user
	Resolution               *Resolution
	OpenedAt, ChangedAt      time.Time // machine clock
	BusinessDate             string    // business date of opening
	Version                  int
}

// Watcher is a person who is told what happens with a case.
type Watcher struct {
	Chat, User int64
	Name       string
	Language   string
	// Question is the message id in the chat that started it, to be quoted.
	Question int
}

// Marked is a swipe that somebody of the merchant marked in a playbook's list.
type Marked struct {
	Row  int64  // store key
	Mark string // what it was marked as, as staff read it
	Text string // the swipe as staff read it
}

// Resolution tells how a case ended.
type Resolution struct {
	Reason string // one of Reasons
	Note   string // what the merchant reads
	By     string // Slack user, or "" when money closed it
	ByName string
	Proof  string // evidence: line of a file, when money closed it
	At     time.Time
}

// Resolution reasons that an agent can choose, in the form's order.
var Reasons = []string{"paid", "explained", "returned_fixed", "merchant_fixed", "not_ours", "other"}

// Entry is one line of a case's history; entries are only ever added.
type Entry struct {
	CaseID int64
	At     time.Time
	// Who: "merchant", "agent", "bot"; By and Name tell the person.
	Who, By, Name string
	// What: opened, joined, said, noted, relayed, claimed, released, resolved, reopened, landed, edited, signs.
	What string
	Text string // masked
	// Key makes an entry idempotent: "tg:<chat>:<message>", "slack:<channel>:<ts>".
	Key string
}
