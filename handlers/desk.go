// Package handlers is the conversation: an event comes in, and what follows
// from it goes out as data. It knows no network and no database; it reads
// through the small ports below and returns an Outcome, which the store
// commits in one transaction together with the event that caused it.
package handlers

import (
	"context"
	"errors"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// ErrConflict is what a commit returns when something the turn had read was
// changed meanwhile (a version, an invite, an open case of the same subject).
// The turn is then run again from the start.
var ErrConflict = errors.New("changed meanwhile")

// Outcome is everything that follows from one event. Nothing of it happens
// before it is committed, and all of it happens at once.
type Outcome struct {
	Session *session.Session // nil: unchanged
	// Cases to insert (Version 0) or update (Version as read).
	Cases   []cases.Case
	Entries []cases.Entry
	Members []people.Member
	// UseInvite marks the invite with this hash as used by the user; it must be unused.
	UseInvite   string
	UseInviteBy int64
	Send        []outbox.Item
	Audit       []Audit
	// Promises are dates told to merchants.
	Promises []Promise
	// Assurances are what people were told and rely on; each takes the place of
	// what the person was told of the same before.
	Assurances []Assurance
	// Claims are pieces of work that are done once: one that was claimed before
	// makes the commit an ErrConflict.
	Claims []Claim
	// Waits are playbooks that come back on a day, Runs how walks through playbooks stand.
	Waits []Wait
	Runs  []Run
	// Files are put to the merchant and the case that they were sent for.
	Files []attachment.Filed
}

// Claim names a piece of work that is done once for each key.
type Claim struct{ Name, Key string }

// Audit is one line of the audit trail. Before and After never hold secrets or card numbers.
type Audit struct {
	Actor   string // "tg:<user>", "slack:<user>", "cli", "system"
	Action  string // bind, approve, claim, resolve, relay, ...
	Subject string // "case:12", "member:3", "merchant:M0001"
	Detail  string
}

// Promise is a date that a merchant was told.
type Promise struct {
	MerchantID  string
	Transaction int64
	On          calendar.Date
	Estimated   bool
}

// Query asks for transactions of a scope. Zero fields do not limit.
type Query struct {
	MerchantID string        // one of the scope's; "" = all of the scope
	From, To   calendar.Date // business days of the swipe, inclusive
	// ArrivedFrom, ArrivedTo: days on which the money arrived or, unproved, was due.
	ArrivedFrom, ArrivedTo     calendar.Date
	AmountMin, AmountMax       *int64 // minor units, inclusive
	Currency                   string
	Last4, RRN, Terminal, Slip string
	// Reference is anything that may be an id: transaction id, RRN, order id.
	Reference string
	Open      bool // only what has not arrived, been refunded, declined, voided or reversed
	Limit     int
}

// PayoutQuery asks for payouts of a scope.
type PayoutQuery struct {
	MerchantID string
	// From, To: the day the bank booked it, or was sent or due where no bank entry exists.
	From, To             calendar.Date
	AmountMin, AmountMax *int64
	Reference            string
	Limit                int
	// Troubled leaves out, of those that the rest finds, the ones with which nothing is wrong.
	Troubled bool
}

// EntryQuery asks for bank entries of a scope's accounts.
type EntryQuery struct {
	MerchantID           string
	From, To             calendar.Date // days of booking, inclusive
	AmountMin, AmountMax *int64        // minor units, inclusive
	Reference            string        // the entry's id
	Row                  int64         // store key
	Limit                int
}

// EntryBook is a Books that can also trace bank entries back. Without it only
// entries that payouts claimed are known, through those.
type EntryBook interface {
	BankEntries(ctx context.Context, s access.Scope, q EntryQuery) ([]trail.EntryView, error)
}

// Books reads money, always within a scope: the store enforces it. Something
// outside the scope and something absent give the same empty result.
type Books interface {
	Merchant(ctx context.Context, s access.Scope, id string) (record.Merchant, bool, error)
	// Shops gives the merchants that a scope names, by id.
	Shops(ctx context.Context, s access.Scope) ([]record.Merchant, error)
	Trails(ctx context.Context, s access.Scope, q Query) (found []trail.Trail, more bool, err error)
	Trail(ctx context.Context, s access.Scope, row int64) (trail.Trail, bool, error)
	Payouts(ctx context.Context, s access.Scope, q PayoutQuery) ([]trail.PayoutView, error)
	Payout(ctx context.Context, s access.Scope, row int64) (trail.PayoutView, bool, error)
	Day(ctx context.Context, s access.Scope, merchant string, day calendar.Date) (trail.Day, error)
	// Period is the equation by swipes over business days.
	Period(ctx context.Context, s access.Scope, merchant string, from, to calendar.Date) (trail.Equation, error)
	Sources(ctx context.Context, merchant string) ([]trail.Freshness, error)
}

// Rolls reads people, cases and sessions.
type Rolls interface {
	Members(ctx context.Context, user int64) ([]people.Member, error)   // of one person, all standings
	Team(ctx context.Context, merchant string) ([]people.Member, error) // of one merchant, active
	Member(ctx context.Context, id int64) (people.Member, bool, error)
	Invite(ctx context.Context, hash string) (people.Invite, bool, error)
	Session(ctx context.Context, chat, user int64) (session.Session, error) // a fresh one when unknown
	Case(ctx context.Context, id int64) (cases.Case, bool, error)
	OpenCase(ctx context.Context, merchant, subject string) (cases.Case, bool, error)
	OpenCases(ctx context.Context, merchant string) ([]cases.Case, error)
	// CasesOf lists the cases a person watches, newest first, resolved ones of the last 30 days included.
	CasesOf(ctx context.Context, user int64) ([]cases.Case, error)
	// NextCase reserves a case number; numbers may have gaps.
	NextCase(ctx context.Context) (int64, error)
	// NextMember reserves a member id.
	NextMember(ctx context.Context) (int64, error)
	// RelayedTo finds the case whose card or thread has this Slack timestamp.
	CaseByThread(ctx context.Context, channel, threadTS string) (cases.Case, bool, error)
	Merchants(ctx context.Context) ([]record.Merchant, error)
	// CaseByMessage finds the case that a message of the product to a chat is about.
	CaseByMessage(ctx context.Context, chat int64, message int) (cases.Case, bool, error)
	// AboutMessage tells what a message of the product to a chat is about; false
	// where that is not known, or not any more.
	AboutMessage(ctx context.Context, chat int64, message int) (outbox.Told, bool, error)
	// Unasked gives the newest messages that a chat got since a time (machine clock)
	// and that nobody's message brought, newest first, at most a few, none of them
	// above an answer.
	Unasked(ctx context.Context, chat int64, since time.Time) ([]outbox.Told, error)
	// LastWords tells when somebody last wrote in a case; both zero where nobody did.
	LastWords(ctx context.Context, caseID int64) (LastWords, error)
	// Unfiled lists the files that a person sent for a merchant since a time
	// (machine clock) and that belong to no case yet, oldest first.
	Unfiled(ctx context.Context, user int64, merchant string, since time.Time) ([]attachment.File, error)
	// Attachment gives what is known of a file.
	Attachment(ctx context.Context, id int64) (attachment.File, bool, error)
	// EntryOf gives the newest version of what a person's message says in a case's history.
	EntryOf(ctx context.Context, caseID int64, key string) (cases.Entry, bool, error)
	// AgentSaid gives what an agent last wrote to the merchant in a case and did not take
	// back, as it was edited last.
	AgentSaid(ctx context.Context, caseID int64) (cases.Entry, bool, error)
}

// Clock tells both times: Now is business time (machine time plus the fixed
// offset of MONEYTRAIL_CLOCK), Machine is the machine's own.
type Clock interface {
	Now() time.Time
	Machine() time.Time
	// Shift brings a time stamped by a network's machine into business time.
	Shift(t time.Time) time.Time
}
