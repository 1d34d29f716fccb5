// Package inbox is what comes in: one event from a chat network or from the
// product itself, decoded and masked, as it is kept in the database before
// the network is told that it was received.
package inbox

import (
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/slip"
)

// Network names where an event comes from.
type Network string

// Networks.
const (
	Telegram Network = "telegram"
	Slack    Network = "slack"
	System   Network = "system"
)

// Kind says what happened.
type Kind string

// Kinds of events.
const (
	// Telegram.
	Message    Kind = "message"    // text or any other content
	Edited     Kind = "edited"     // a message was edited
	Press      Kind = "press"      // an inline button (Telegram), a card button (Slack)
	Membership Kind = "membership" // the bot was blocked, unblocked, added to or removed from a chat
	Migrated   Kind = "migrated"   // a group got a new chat id
	FileHere   Kind = "file_here"  // a file that was not here at its message's turn came, or never will
	Other      Kind = "other"      // an update kind that has no chat to answer
	// Slack.
	Submit      Kind = "submit"       // a modal was submitted
	Line        Kind = "line"         // a person wrote a line in a thread or channel
	LineEdited  Kind = "line_edited"  // and changed it
	LineDeleted Kind = "line_deleted" // or deleted it
	FilesGone   Kind = "files_gone"   // files of a line were deleted in Slack; the line stays
	// System.
	TrailsChanged Kind = "trails_changed" // an import moved money
	SummaryDue    Kind = "summary_due"    // a merchant's day is to be told
	WaitDue       Kind = "wait_due"       // a playbook comes back on its day
	SignsDue      Kind = "signs_due"      // a merchant's swipes are to be looked through for suspicious patterns
	FileRefused   Kind = "file_refused"   // a file that came by itself was refused
	FileOdd       Kind = "file_odd"       // a file that came by itself was imported, and something about it is odd
	FileLate      Kind = "file_late"      // a source's file did not come when it was expected
	WalksTold     Kind = "walks_told"     // the support team is to hear what became of playbooks
	WorkDue       Kind = "work_due"       // the open cases are to be looked after
	SetAside      Kind = "set_aside"      // an event whose turn failed for good
	Undelivered   Kind = "undelivered"    // an outbox item that failed for good
)

// Event is one row of the inbox. Text, captions and file names are masked
// before an Event exists; nothing raw reaches it.
type Event struct {
	ID int64 `json:"-"`
	// Key makes redelivery harmless: "tg:<bot>:<update>", "slack:msg:<channel>:<ts>",
	// "slack:env:<envelope>", "sys:...".
	Key string `json:"-"`
	// Lane keeps order: "tg:<chat>", "case:<id>", "slack:<user>", "sys:<merchant>".
	Lane     string    `json:"-"`
	Network  Network   `json:"network"`
	Kind     Kind      `json:"kind"`
	At       time.Time `json:"at"` // the sender's time, machine clock
	Attempts int       `json:"-"`
	// Followed tells that others wait behind it in its lane, or may.
	Followed bool `json:"-"`
	// Pause is how long of silence in its lane the event waits for, as its sender
	// may still be writing the rest; 0: it is whole. What is whole ends the waiting
	// of what came before it.
	Pause time.Duration `json:"pause,omitempty"`
	// With are the events that were joined to this one and end with it.
	With []int64 `json:"-"`

	Telegram *TelegramEvent `json:"telegram,omitempty"`
	Slack    *SlackEvent    `json:"slack,omitempty"`
	System   *SystemEvent   `json:"system,omitempty"`
}

// TelegramEvent is the network's part of an event from Telegram.
type TelegramEvent struct {
	Bot      int64  `json:"bot"`
	Chat     int64  `json:"chat"`
	ChatType string `json:"chat_type"` // private, group, supergroup, channel
	User     int64  `json:"user"`
	Name     string `json:"name"`
	Username string `json:"username,omitempty"`
	Language string `json:"language,omitempty"` // language_code as Telegram gives it

	MessageID int    `json:"message_id,omitempty"`
	Text      string `json:"text,omitempty"` // text or caption, masked
	// Masked counts what was masked (handlers/mask) in this message.
	Masked int    `json:"masked,omitempty"`
	Media  *Media `json:"media,omitempty"`
	// Others are the further files of an album, which is one event with one answer.
	Others    []Media `json:"others,omitempty"`
	Album     string  `json:"album,omitempty"` // media_group_id
	ReplyTo   int     `json:"reply_to,omitempty"`
	Quoted    string  `json:"quoted,omitempty"` // the part of that message which the person marked, masked
	Forwarded bool    `json:"forwarded,omitempty"`
	// What names other content: sticker, voice, location, contact, poll, dice, ...
	What string `json:"what,omitempty"`

	// Flood is how a message of a person who writes too fast is answered: ""
	// as any other, FloodWarn by saying so, FloodQuiet not at all. Held is how many
	// were held back before this one.
	Flood string `json:"flood,omitempty"`
	Held  int    `json:"held,omitempty"`

	CallbackID string `json:"callback_id,omitempty"` // Press
	Data       string `json:"data,omitempty"`        // Press: at most 64 bytes, ours

	Status    string `json:"status,omitempty"`     // Membership: member, kicked, left
	MigrateTo int64  `json:"migrate_to,omitempty"` // Migrated
}

// Values of TelegramEvent.Flood.
const (
	FloodWarn  = "warn"
	FloodQuiet = "quiet"
)

// Files are all files of the event.
func (e *TelegramEvent) Files() []*Media {
	if e.Media == nil {
		return nil
	}
	all := []*Media{e.Media}
	for i := range e.Others {
		all = append(all, &e.Others[i])
	}
	return all
}

// Media is a file that came with a message. Its bytes are fetched and read
// before the turn, as far as the network gives them in time.
type Media struct {
	Kind     string `json:"kind"` // photo, document, voice, video, audio
	FileID   string `json:"file_id"`
	UniqueID string `json:"unique_id,omitempty"`
	Name     string `json:"name,omitempty"` // masked
	MIME     string `json:"mime,omitempty"`
	Size     int64  `json:"size,omitempty"`
	Message  int    `json:"message,omitempty"` // of an album: the message that it came with

	// Attachment is the kept file's key, 0 where nobody asked for the file: who
	// is no member sends nothing that is kept.
	Attachment int64            `json:"attachment,omitempty"`
	State      attachment.State `json:"state,omitempty"`
	Reason     string           `json:"reason,omitempty"` // why it is not here
	// Before: an earlier version of the message had the file already.
	Before bool `json:"before,omitempty"`
	// Codes are the texts of the bar codes and QR codes on a picture, masked.
	Codes []string `json:"codes,omitempty"`
	// Slip is what was read on it, nil where nothing was or nothing reads.
	Slip *slip.Fields `json:"slip,omitempty"`
}

// SlackEvent is the network's part of an event from Slack.
type SlackEvent struct {
	Team     string `json:"team"`
	Channel  string `json:"channel,omitempty"`
	User     string `json:"user"`
	UserName string `json:"user_name,omitempty"`
	TS       string `json:"ts,omitempty"`        // of the message pressed, written, edited or deleted
	ThreadTS string `json:"thread_ts,omitempty"` // "" outside threads
	Text     string `json:"text,omitempty"`      // masked, Slack's escapes undone
	Masked   int    `json:"masked,omitempty"`
	Files    []Post `json:"files,omitempty"`  // that hang on the line; FilesGone: that do no more
	Action   string `json:"action,omitempty"` // Press: action id; Submit: callback id
	Value    string `json:"value,omitempty"`  // Press: the button's value; Submit: the form's private metadata
	Trigger  string `json:"trigger,omitempty"`
	// Fields are the submitted values by field id.
	Fields map[string]string `json:"fields,omitempty"`
	// Outsider: the channel is shared with another workspace, or the person is not a full member of ours.
	Outsider bool `json:"outsider,omitempty"`
}

// Post is a file that somebody posted with a line in Slack, where its bytes stay.
type Post struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"` // masked
}

// SystemEvent is an event of the product itself.
type SystemEvent struct {
	MerchantID string `json:"merchant_id,omitempty"`
	Group      string `json:"group,omitempty"` // SummaryDue: of a group of merchants, in place of MerchantID
	Day        string `json:"day,omitempty"`   // SummaryDue: business day told of
	Late       bool   `json:"late,omitempty"`
	// TrailsChanged: the rows whose money moved, and whether people are to be told
	// (the first import of a source and old rows stay silent).
	Transactions []int64 `json:"transactions,omitempty"`
	Payouts      []int64 `json:"payouts,omitempty"`
	Silent       bool    `json:"silent,omitempty"`
	// FileRefused, FileOdd: the file's name, its source, and the first of what is
	// wrong with it; or no name, and how many more files it is true of. FileLate: the source and kind, the business days its files are
	// owed of (Days, the first of them, and how many More; Day alone where it is one), since when (Since, business time) and the usual hour.
	File     string    `json:"file,omitempty"`
	Source   string    `json:"source,omitempty"`
	FileKind string    `json:"file_kind,omitempty"`
	Problems []string  `json:"problems,omitempty"`
	Days     []string  `json:"days,omitempty"`
	More     int       `json:"more,omitempty"` // problems or days beyond those
	Files    int       `json:"files,omitempty"`
	Since    time.Time `json:"since,omitzero"`
	Usual    string    `json:"usual,omitempty"`
	// WaitDue: whose playbook comes back, and which.
	Chat   int64 `json:"chat,omitempty"`
	User   int64 `json:"user,omitempty"`
	Serial int   `json:"serial,omitempty"`
	// WalksTold: what became of the walks of the seven days before Day, by playbook.
	Walks []Walks `json:"walks,omitempty"`
	// SetAside, Undelivered: what failed.
	Event  int64  `json:"event,omitempty"`
	Item   int64  `json:"item,omitempty"`
	Lane   string `json:"lane,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Walks are what became of the walks through one playbook.
type Walks struct {
	Playbook string `json:"playbook"`
	Started  int    `json:"started"`
	// Solved ended without a person; Watching did too, with money that is still to
	// come; Case ended with one. Left was left without an end, LeftAt at which
	// steps, the most first. What remains of Started goes on.
	Solved   int         `json:"solved,omitempty"`
	Watching int         `json:"watching,omitempty"`
	Case     int         `json:"case,omitempty"`
	Left     int         `json:"left,omitempty"`
	LeftAt   []StepCount `json:"left_at,omitempty"`
	// Contradicted counts those that ended solved or watching, and then a case about
	// the same was opened, or the money did not come.
	Contradicted int `json:"contradicted,omitempty"`
}

// StepCount is a step of a playbook, and how often something happened there.
type StepCount struct {
	Step  string `json:"step"`
	Count int    `json:"count"`
}
