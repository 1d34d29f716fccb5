package cases

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// First is the number of the first case, so that a number is never mistaken for a count.
const First = 1001

// ReopenWithin is how long after its resolution a merchant's "still not" reopens a case;
// later the same words open a new one.
const ReopenWithin = 7 * 24 * time.Hour

// Errors of the status machine.
var (
	// ErrTaken: somebody else has claimed the case.
	ErrTaken = errors.New("the case is claimed by somebody else")
	// ErrMine: the same person claimed it already; nothing changes.
	ErrMine = errors.New("the case is already claimed by this person")
	// ErrNotClaimed: nobody has the case.
	ErrNotClaimed = errors.New("the case is not claimed")
	// ErrResolved: the case is closed; reopen it first.
	ErrResolved = errors.New("the case is resolved")
	// ErrNotResolved: only a resolved case can be reopened.
	ErrNotResolved = errors.New("the case is not resolved")
	// ErrReason: a resolution needs one of Reasons.
	ErrReason = errors.New("no such reason for a resolution")
	// ErrNote: a resolution needs a note, which the merchant reads.
	ErrNote = errors.New("a resolution needs a note")
)

// ByTransaction, ByPayout and ByPerson name what a case is about.
func ByTransaction(row int64) string { return "txn:" + strconv.FormatInt(row, 10) }

// ByPayout names a payout as subject.
func ByPayout(row int64) string { return "payout:" + strconv.FormatInt(row, 10) }

// ByPerson names a person's general wish to talk to somebody.
func ByPerson(user int64) string { return "person:" + strconv.FormatInt(user, 10) }

// ByPersonFor names the same person's wish about a matter of its own: the one
// that they wrote this message about.
func ByPersonFor(user int64, message int) string {
	return ByPerson(user) + ":" + strconv.Itoa(message)
}

// IsGeneral tells whether the case is about no one transaction or payout.
func (c Case) IsGeneral() bool {
	transaction, payout := c.Rows()
	return transaction == 0 && payout == 0
}

// Rows gives the store keys of the transaction and of the payout that the case
// is about, 0 for each that it is not about.
func (c Case) Rows() (transaction, payout int64) {
	what, row, _ := strings.Cut(c.Subject, ":")
	n, err := strconv.ParseInt(row, 10, 64)
	switch {
	case err != nil:
	case what == "txn":
		transaction = n
	case what == "payout":
		payout = n
	}
	return transaction, payout
}

// Subjects of urgent cases that are not about one transaction.
const (
	Account  = "account"  // somebody wants the settlement account changed
	Security = "security" // somebody reports something suspicious
	Signs    = "signs"    // suspicious signs were found; only owners watch it
)

// OwnerEnds tells whether a case is about the account or about fraud: of the
// merchant's people only the owner ends it, because it may be somebody at the
// counter whom it is about.
func (c Case) OwnerEnds() bool {
	return c.Subject == Account || c.Subject == Security || c.Subject == Signs
}

// Reasons of a resolution that no agent chose.
const (
	// Landed: the money arrived and closed the case.
	Landed = "landed"
	// ByMerchant: the merchant said that it is settled.
	ByMerchant = "merchant"
)

// Number is the case's number as people see it.
func (c Case) Number() string { return "C-" + strconv.FormatInt(c.ID, 10) }

// Ref names the card in the support channel; Lane keeps what goes to it in order.
func (c Case) Ref() string { return c.Lane() + ":card" }

// Lane is the outbox lane of the case.
func (c Case) Lane() string { return "case:" + strconv.FormatInt(c.ID, 10) }

// IsOpen tells whether somebody still has to do something.
func (c Case) IsOpen() bool { return c.Status != Resolved }

// Watches tells whether a person is told what happens with the case.
func (c Case) Watches(user int64) bool {
	return slices.ContainsFunc(c.Watchers, func(w Watcher) bool { return w.User == user })
}

// Join adds a watcher and tells whether it is a new one. A known one's chat,
// language and question are renewed.
func (c *Case) Join(w Watcher, at time.Time) bool {
	c.Watchers = slices.Clone(c.Watchers)
	for i := range c.Watchers {
		if c.Watchers[i].User == w.User {
			if w.Question == 0 {
				w.Question = c.Watchers[i].Question
			}
			c.Watchers[i] = w
			return false
		}
	}
	c.Watchers, c.ChangedAt = append(c.Watchers, w), at
	return true
}

// Claim gives the case to one agent: the first wins.
func (c *Case) Claim(by, name string, at time.Time) error {
	switch {
	case c.Status == Resolved:
		return ErrResolved
	case c.Status == Claimed && c.ClaimedBy == by:
		return ErrMine
	case c.Status == Claimed:
		return ErrTaken
	}
	c.Status, c.ClaimedBy, c.ClaimedByName, c.ChangedAt = Claimed, by, name, at
	return nil
}

// Release brings a claimed case back into the queue.
func (c *Case) Release(at time.Time) error {
	switch c.Status {
	case Resolved:
		return ErrResolved
	case Open:
		return ErrNotClaimed
	}
	c.Status, c.ClaimedBy, c.ClaimedByName, c.ChangedAt = Open, "", "", at
	return nil
}

// Resolve closes the case. An agent (r.By) gives one of Reasons and a note;
// else it was money or the merchant, by Landed or ByMerchant, without a note.
func (c *Case) Resolve(r Resolution) error {
	if c.Status == Resolved {
		return ErrResolved
	}
	r.Note = strings.TrimSpace(r.Note)
	switch unasked := r.Reason == Landed || r.Reason == ByMerchant; {
	case unasked == slices.Contains(Reasons, r.Reason):
		return ErrReason
	case r.Note == "" && !unasked:
		return ErrNote
	}
	c.Status, c.Resolution, c.ChangedAt = Resolved, &r, r.At
	return nil
}

// Reopen brings a resolved case back into the queue, unclaimed.
func (c *Case) Reopen(at time.Time) error {
	if c.Status != Resolved {
		return ErrNotResolved
	}
	c.Status, c.Resolution, c.ClaimedBy, c.ClaimedByName, c.ChangedAt = Open, nil, "", "", at
	return nil
}

// CanReopen tells whether the merchant's "still not" of now reopens the case.
func (c Case) CanReopen(now time.Time) bool {
	return c.Status == Resolved && c.Resolution != nil && now.Sub(c.Resolution.At) <= ReopenWithin
}
