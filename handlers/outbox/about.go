package outbox

import "time"

// About is what a message to a chat tells of. It is kept with the message, so
// that an answer to that finds it.
type About struct {
	// Merchant is whose money it is, as sessions hold it: of a chain the whole.
	Merchant string
	// Subjects are the things it shows, in their order: t:<transaction row>,
	// p:<payout row>, d:<from>:<to> for days.
	Subjects []string
	// Unasked: nobody's message brought it.
	Unasked bool `json:",omitempty"`
}

// MostSubjects is how many things a message keeps: no list is longer.
const MostSubjects = 60

// Told is a message that reached a chat, and what it is about.
type Told struct {
	About
	Message int
	At      time.Time // machine clock
}
