// Package outbox is what goes out: messages as data, in words that know no
// network's SDK, kept in the database until the network said that it has them.
package outbox

import (
	"encoding/json"
	"errors"
	"time"
)

// Kind tells how an unknown outcome (sent, but no answer came) is mended.
type Kind string

// Delivery kinds.
const (
	Once       Kind = "once"       // Slack posts: read back by metadata before posting again
	Edit       Kind = "edit"       // idempotent: simply done again
	Repeatable Kind = "repeatable" // Telegram sends: repeated, and marked as a repeat
	BestEffort Kind = "best"       // worth nothing when late: tried once, dropped after NotAfter
)

// Op names what is to be done; Body is the matching type below.
type Op string

// Operations on Telegram and on Slack.
const (
	TelegramSend    Op = "tg.send"       // TelegramMessage
	TelegramEdit    Op = "tg.edit"       // TelegramMessage with MessageID or Of: text and buttons are replaced
	TelegramButtons Op = "tg.buttons"    // TelegramMessage with MessageID or Of: only the buttons are replaced
	TelegramDelete  Op = "tg.delete"     // TelegramMessage with MessageID
	TelegramAnswer  Op = "tg.answer"     // TelegramPress: ends the button's spinner
	TelegramFile    Op = "tg.file"       // TelegramMessage with File
	TelegramGiven   Op = "tg.given"      // TelegramMessage with Given
	TelegramMenu    Op = "tg.menu"       // TelegramCommands: the slash commands that one chat shows
	SlackPost       Op = "slack.post"    // SlackMessage
	SlackUpdate     Op = "slack.update"  // SlackMessage with Of
	SlackReact      Op = "slack.react"   // SlackReaction
	SlackUnreact    Op = "slack.unreact" // SlackReaction
	SlackWhisper    Op = "slack.whisper" // SlackMessage with User: seen by one person alone
	SlackOpen       Op = "slack.open"    // SlackForm: opens a modal
	SlackUpload     Op = "slack.upload"  // SlackFile: a merchant's file into a thread
)

// Item is one row of the outbox.
type Item struct {
	ID   int64 `json:"-"`
	Lane string
	Kind Kind
	Op   Op
	// Ref is the name under which the network's id of what is sent is kept
	// ("case:12:card"), so that later items can edit it or answer in its thread.
	Ref  string `json:",omitempty"`
	Body json.RawMessage
	// NotAfter: after this time (machine clock) the item is dropped unsent.
	NotAfter time.Time `json:",omitzero"`
	// Bulk goes to many people at once and waits behind everything else: who
	// asks is answered before who is only told.
	Bulk bool `json:",omitempty"`
	// About is what a message to a chat tells of, nil nothing that an answer could be about.
	About *About `json:",omitempty"`
	// Then is what follows once the fate of the item is known.
	Then     *Then `json:",omitempty"`
	Attempts int   `json:"-"`
	// Followed tells that others wait behind it in its lane, or may.
	Followed bool `json:"-"`
	// Repeat: an earlier attempt had an unknown outcome.
	Repeat bool `json:"-"`
	// Noted: that it is being sent is on the disk already.
	Noted bool `json:"-"`
}

// Handed tells whether an item may go from the write that queues it straight to
// its network. A process that dies in between does not know whether it went: only
// what can simply be done again is handed over, and no file, which each uncertain
// attempt may leave in a chat once more.
func (it Item) Handed() bool {
	return (it.Kind == Repeatable || it.Kind == Edit) && !it.Bulk && !it.CarriesFile()
}

// Place is room for an item that is about to be on the disk as being sent. It is
// ended by either.
type Place interface {
	// Begin sends the item.
	Begin(it Item)
	// Leave gives the room back: the item does not come.
	Leave()
}

// CarriesFile tells whether a file goes to a chat with the item. It is repeated
// only once: each uncertain attempt may have left a copy there.
func (it Item) CarriesFile() bool { return it.Op == TelegramFile || it.Op == TelegramGiven }

// Then lists the items to queue when the item was sent, was delayed for the
// first time, or failed for good. Because takes the place of Failed for the codes of
// an Error that are in it. Undelivered asks for a system event besides.
type Then struct {
	Sent, Delayed, Failed []Item            `json:",omitempty"`
	Because               map[string][]Item `json:",omitempty"`
	Undelivered           bool              `json:",omitempty"`
}

// FailedWith gives what follows from a failure with a code.
func (t Then) FailedWith(code string) []Item {
	if items, own := t.Because[code]; own {
		return items
	}
	return t.Failed
}

// TelegramMessage is a message to one chat. Text is plain: no markup is ever
// parsed, so no merchant's text can become a link or a mention.
type TelegramMessage struct {
	Chat      int64
	Text      string     `json:",omitempty"`
	Buttons   [][]Button `json:",omitempty"`
	ReplyTo   int        `json:",omitempty"`
	MessageID int        `json:",omitempty"` // of the message to edit or delete
	Of        string     `json:",omitempty"` // or the Ref under which it was sent
	Protect   bool       `json:",omitempty"` // no forwarding, no saving
	File      *File      `json:",omitempty"`
	Given     *Given     `json:",omitempty"`
	// RepeatMark is put before Text when the item may be arriving a second time.
	RepeatMark string `json:",omitempty"`
}

// Button is an inline button: Data comes back in a Press (at most 64 bytes), or URL opens.
type Button struct {
	Text string
	Data string `json:",omitempty"`
	URL  string `json:",omitempty"`
}

// File is a small document made by the product.
type File struct {
	Name    string
	MIME    string
	Content []byte
}

// Given is a file that somebody of the support team posted in a thread for the
// merchant. It is fetched when it is sent: one that was deleted meanwhile goes nowhere.
type Given struct {
	ID   string // under which Slack gives it
	Name string // masked
}

// Codes of an Error for a given file that is not sent.
const (
	GivenGone      = "file_gone"      // deleted in Slack
	GivenTooBig    = "file_too_big"   // larger than attachment.MaxSize
	GivenElsewhere = "file_elsewhere" // not in Slack's own store
	GivenType      = "file_type"      // neither a picture nor a document that is sent
	GivenCard      = "has_card"       // a full card number can be read in it
)

// FileUnsure is the code of a file that was sent twice without an answer: it
// may have come, once or twice.
const FileUnsure = "file_unsure"

// TelegramCommands are the slash commands of one chat, each with its description, in their order.
type TelegramCommands struct {
	Chat     int64
	Commands [][2]string
}

// TelegramPress answers a pressed button.
type TelegramPress struct {
	CallbackID string
	Text       string `json:",omitempty"` // a short notice, at most 200 characters
	Alert      bool   `json:",omitempty"`
}

// SlackMessage is a message or card in a channel or thread.
type SlackMessage struct {
	Channel string `json:",omitempty"` // "" = the support channel of the settings
	// Thread is the Ref of the card whose thread this goes to; ThreadTS the timestamp itself.
	Thread   string `json:",omitempty"`
	ThreadTS string `json:",omitempty"`
	Of       string `json:",omitempty"` // SlackUpdate: the Ref of the message to change
	OfTS     string `json:",omitempty"` // or its timestamp
	User     string `json:",omitempty"` // SlackWhisper
	Text     string // plain: shown in notifications, and as the message where Card is nil
	Card     *Card  `json:",omitempty"`
}

// Card is a message with structure; the Slack package turns it into blocks.
// Every text is plain and shown as it is.
type Card struct {
	Title   string
	Fields  []Field  // short facts side by side
	Parts   []string // paragraphs
	Context []string // small print
	Buttons []CardButton
}

// Field is one labelled fact.
type Field struct{ Label, Value string }

// CardButton comes back as a Press with Action and Value.
type CardButton struct {
	Text   string
	Action string
	Value  string
	Style  string `json:",omitempty"` // primary, danger
}

// SlackReaction is an emoji on a message: the one at TS, or the one that was sent under Of.
type SlackReaction struct {
	Channel string `json:",omitempty"`
	TS      string `json:",omitempty"`
	Of      string `json:",omitempty"`
	Name    string
}

// SlackForm is a modal. It comes back as a Submit with Callback as Action and Meta as Value.
type SlackForm struct {
	Trigger  string
	Callback string
	Meta     string
	Title    string // at most 24 characters
	Submit   string
	Close    string
	Intro    string `json:",omitempty"`
	Inputs   []Input
}

// Input is one field of a form: a text, or a choice where Options are given.
type Input struct {
	ID       string
	Label    string
	Hint     string   `json:",omitempty"`
	Options  []Option `json:",omitempty"`
	Value    string   `json:",omitempty"`
	Lines    bool     `json:",omitempty"` // several lines
	Optional bool     `json:",omitempty"`
	Max      int      `json:",omitempty"`
}

// Option is one choice.
type Option struct{ Text, Value string }

// SlackFile brings a file that a merchant sent into a thread.
type SlackFile struct {
	Thread     string
	Attachment int64
	Name       string
	Comment    string `json:",omitempty"`
}

// New makes an item; a body that cannot be encoded is a programming error and panics.
func New(lane string, kind Kind, op Op, body any) Item {
	b, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return Item{Lane: lane, Kind: kind, Op: op, Body: b}
}

// Fate is what a network made of a delivery attempt.
type Fate int

// Fates.
const (
	// Permanent: it will never work (blocked, no such chat, bad request).
	Permanent Fate = iota + 1
	// Temporary: refused for now; RetryAfter says when, 0 = the usual back-off.
	Temporary
	// Uncertain: it may have been done (time-out, connection lost after sending).
	Uncertain
)

// Error is what a sender returns when an item was not (surely) delivered.
type Error struct {
	Fate       Fate
	RetryAfter time.Duration
	// Code is a short stable word for people and metrics: blocked, chat_not_found, rate_limited, ...
	Code string
	// MoveTo: the chat has this id from now on (Telegram group became a supergroup).
	MoveTo int64
	Err    error
}

func (e *Error) Error() string { return e.Code + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// FateOf classifies an error; one that no sender classified counts as uncertain.
func FateOf(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Fate: Uncertain, Code: "unknown", Err: err}
}
