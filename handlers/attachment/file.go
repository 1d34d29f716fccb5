// Package attachment is a file that somebody sent: a photograph of a slip, a
// statement, a voice message. Its bytes are kept once, whoever sends them
// again, and go to the thread of the case that it belongs to.
package attachment

import "time"

// State of a file.
type State string

// States.
const (
	Wanted  State = "wanted"  // the network has not given it yet; it is asked again
	Kept    State = "kept"    // its bytes are here
	Refused State = "refused" // never taken: too large, or too many of one person
	Lost    State = "lost"    // the network does not give it any more
)

// Reasons why a file is not here, as they stand beside its state.
const (
	TooBig  = "too_big"  // larger than MaxSize, which is what Telegram gives a bot
	TooMany = "too_many" // beyond PerDay or BytesPerDay of its person
	HasCard = "has_card" // a picture on which a full card number can be read: nobody keeps that
	// HasIdentity is a paper of a person, or a card, by its caption, its name or what
	// can be read on it: nobody keeps that either.
	HasIdentity = "has_identity"
)

// Bounds of what is kept.
const (
	MaxSize     = 20 << 20  // bytes of one file
	PerDay      = 60        // files of one person in 24 hours
	BytesPerDay = 150 << 20 // and their bytes
)

// File is one file of one message.
type File struct {
	ID         int64
	Event      int64 // the inbox row that it came with
	Chat, User int64
	Message    int
	Kind       string // photo, document, voice, video, audio
	Name       string // masked
	MIME       string
	FileID     string // under which Telegram gives it
	UniqueID   string // the same for the same file, whoever sends it
	Size       int64
	Hash       string // SHA-256 of the bytes in hex, "" while they are not here
	State      State
	Reason     string // why it is not here
	MerchantID string // for which it was sent, "" not known yet
	Case       int64  // 0 none
	Shown      bool   // it is on its way to the case's thread, or there
	Line       string // the Ref of the line in the thread that tells of it, "" none
	Attempts   int
	At         time.Time // received, machine clock
}

// Filed puts a file to the merchant for which it was sent, and to a case where
// it belongs to one.
type Filed struct {
	ID         int64
	MerchantID string
	Case       int64 // 0 none yet
	Shown      bool
	Line       string
}
