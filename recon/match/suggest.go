package match

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
)

// SuggestionKind tells what accepting a suggestion would do.
type SuggestionKind string

// Kinds of suggestions.
const (
	SuggestLine  SuggestionKind = "line"  // the line is of the transaction
	SuggestEntry SuggestionKind = "entry" // the bank entry is the payout, or its return
	SuggestCover SuggestionKind = "cover" // the bank entry is several payouts together
	SuggestParts SuggestionKind = "parts" // several bank entries are one payout together
	SuggestGroup SuggestionKind = "group" // several bank entries are several payouts together
)

// Suggestion is what would close an unexplained row, if a person says so.
type Suggestion struct {
	// ID is short and stays the same as long as kind and members do, over
	// imports and databases; it is unique among what one merchant has.
	ID   string
	Kind SuggestionKind
	// Store keys of the members, in order of their providers' ids.
	Entries, Payouts, Lines, Transactions []int64
	Pairs                                 []Pair // what accepting it confirms
	Currency                              string
	// Amount is what it explains, in minor units of Currency; Open is what of
	// the members it would leave unexplained (bank side minus payouts).
	Amount, Open int64
	Why          string // staff only
}

// Pair is one link that accepting a suggestion makes: an entry and a payout,
// or a line and a transaction.
type Pair struct{ Entry, Payout, Line, Transaction Key }

// Accept gives the decisions that accepting the suggestion means, all under
// one id, so that undoing it is leaving them out together.
func (s *Suggestion) Accept(id string) Decisions {
	var out Decisions
	for _, p := range s.Pairs {
		out = append(out, Decision{ID: id, Kind: Confirm, Entry: p.Entry, Payout: p.Payout, Line: p.Line, Transaction: p.Transaction})
	}
	return out
}

// Decline gives the decision that the suggestion is not to be made again.
func (s *Suggestion) Decline(id string) Decision {
	return Decision{ID: id, Kind: Reject, Suggestion: s.ID}
}

var shortText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// nameOf makes the id of a suggestion out of what it would link, in any order.
func nameOf(kind SuggestionKind, pairs []Pair) string {
	texts := make([]string, len(pairs))
	for i, p := range pairs {
		texts[i] = strings.Join([]string{p.Entry.Source, p.Entry.ID, p.Payout.Source, p.Payout.ID,
			p.Line.Source, p.Line.ID, p.Transaction.Source, p.Transaction.ID}, "\x00")
	}
	slices.Sort(texts)
	sum := sha256.Sum256([]byte(string(kind) + "\x01" + strings.Join(texts, "\x01")))
	return shortText.EncodeToString(sum[:6])
}
