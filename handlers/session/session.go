// Package session is what the product remembers of a conversation between two
// messages: all of it data, kept in the database.
package session

import (
	"encoding/json"
	"time"
)

// Session is the state of one user in one chat.
type Session struct {
	Chat, User int64
	// Language is the person's own, BCP 47: zh-Hans, zh-Hant or en; "" until known.
	Language string
	// Chosen: the person chose it, so a message in another language does not change it.
	Chosen bool
	// MerchantID is the merchant the person is acting for.
	MerchantID string
	// Flow is the dialogue's own state (slots, step, offered choices), versioned inside.
	Flow json.RawMessage
	// LastMessage is the id of the person's newest message: only its edit is a new question.
	LastMessage int
	// Misses counts messages in a row that were not understood.
	Misses    int
	UpdatedAt time.Time
	Version   int // for the optimistic check at commit
}
