package session

import (
	"encoding/json"
	"slices"
	"time"

	"moneytrail/handlers/flow"
	"moneytrail/handlers/understand"
)

// FlowVersion is the version of Flow that this program writes. A flow of
// another version is forgotten: the person is simply asked again.
const FlowVersion = 2

// keep bounds what a flow remembers of the bot's own answers.
const keep = 3

// Slots are the facts of the open question, as far as the person told them.
type Slots struct {
	Intent    understand.Intent      `json:",omitempty"`
	Dates     []understand.DateRange `json:",omitempty"`
	Amounts   []understand.Amount    `json:",omitempty"`
	Last4     string                 `json:",omitempty"`
	RRN       string                 `json:",omitempty"`
	Terminal  string                 `json:",omitempty"`
	Slip      string                 `json:",omitempty"`
	Reference string                 `json:",omitempty"`
	Hour      int                    // -1: none named
	// Part: only a part of the day was named, "last night": Hour is its middle, and
	// nothing that the person said.
	Part bool `json:",omitempty"`
}

// Any tells whether a fact is known that can find something.
func (s Slots) Any() bool {
	return len(s.Dates) > 0 || len(s.Amounts) > 0 || s.Last4 != "" || s.RRN != "" ||
		s.Terminal != "" || s.Slip != "" || s.Reference != ""
}

// Of takes the facts of a reading. Days to come find nothing that happened.
func Of(r understand.Reading) Slots {
	if slices.ContainsFunc(r.Dates, ahead) {
		if r.Dates = slices.DeleteFunc(slices.Clone(r.Dates), ahead); len(r.Dates) == 0 {
			r.Dates = nil
		}
	}
	hour, part := r.Hour, false
	if hour < 0 && r.Part > 0 { // a reader that knows of no parts leaves it zero
		hour, part = r.Part, true
	}
	return Slots{Intent: r.Intent, Dates: r.Dates, Amounts: r.Amounts, Last4: r.Last4, RRN: r.RRN,
		Terminal: r.Terminal, Slip: r.Slip, Reference: r.Reference, Hour: hour, Part: part}
}

func ahead(d understand.DateRange) bool { return d.Ahead }

// Merge adds the facts of a later message to those of the open question: what
// is said again replaces what was said before. A reference names one
// transaction, so a new one takes the place of the older one and of all that was
// said about that.
func (s Slots) Merge(later Slots) Slots {
	if later.RRN != "" || later.Reference != "" {
		s.RRN, s.Reference, s.Slip, s.Last4, s.Terminal, s.Amounts, s.Dates = "", "", "", "", "", nil, nil
	}
	if len(later.Dates) > 0 {
		s.Dates = later.Dates
	}
	if len(later.Amounts) > 0 {
		s.Amounts = later.Amounts
	}
	for _, f := range []struct{ to, from *string }{{&s.Last4, &later.Last4}, {&s.RRN, &later.RRN},
		{&s.Terminal, &later.Terminal}, {&s.Slip, &later.Slip}, {&s.Reference, &later.Reference}} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	if later.Hour >= 0 {
		s.Hour, s.Part = later.Hour, later.Part
	}
	return s
}

// Flow is the state of the dialogue between two messages.
type Flow struct {
	Version int
	Slots   Slots
	// About is what was talked about last: "t:<row>" or "p:<row>", "" nothing.
	About string `json:",omitempty"`
	// Asked is the last question in the person's own words, masked.
	Asked string `json:",omitempty"`
	// Unclear is the newest message that was not understood. A button under the
	// answer to it may be tapped days later: Rest keeps it.
	Unclear Unclear `json:",omitzero"`
	// Earlier are the messages before it that no tap brought into a case yet, oldest
	// first: their buttons go on working. Rest keeps them.
	Earlier []Unclear `json:",omitempty"`
	// Which are files of which it was asked to which case they belong. Rest keeps them.
	Which []int64 `json:",omitempty"`
	// Passed are the files that went to a case last. Rest keeps them.
	Passed Passed `json:",omitzero"`
	// Look is what the newest button that looks for money looks for. Rest keeps it too.
	Look Look `json:",omitzero"`
	// Said are the bot's last answers about money, newest last: what a person in the support team
	// sees as already tried.
	Said []Told `json:",omitempty"`
	// Offered: the last answer offered what a message may have meant, so a
	// tapped intent goes with the facts of that message.
	Offered bool `json:",omitempty"`
	// Screen are the data of the buttons that stand last on the person's screen, in
	// their order.
	Screen []string `json:",omitempty"`
	// Listed is what the general picture showed last in this talk, of which merchant first.
	Listed []string `json:",omitempty"`
	// Brief: of the days that About names sums alone were told.
	Brief bool `json:",omitempty"`
	// Album is the last album answered: its other pictures stay silent.
	Album string `json:",omitempty"`
	// Case is the case that is talked about, 0 none; Elsewhere: something else is.
	Case      int64 `json:",omitempty"`
	Elsewhere bool  `json:",omitempty"`
	// MoneyAt is when the product last answered about money that is none of the case
	// talked about; machine clock.
	MoneyAt time.Time `json:",omitzero"`
	// Talk are the flows under way: open questions, and what waits for a day.
	Talk flow.State
	// Waits: who is not let in yet was told so.
	Waits bool `json:",omitempty"`
	// Greeted: a group was told how to reach the bot.
	Greeted bool `json:",omitempty"`
}

// Unclear is a message of which the person may tap what it is about.
type Unclear struct {
	Message int    // its id in the chat, 0 none
	Text    string // masked
	Added   bool   // a tap brought it into a case
	// Files are the attachments that came with it, by their numbers.
	Files []int64 `json:",omitempty"`
	// Whose are the cases of which it was asked which of them it answers: no agent has
	// it until that is tapped. Again: that was asked a second time.
	Whose []int64 `json:",omitempty"`
	Again bool    `json:",omitempty"`
}

// Passed are files that went to a case, and when; machine clock.
type Passed struct {
	Case  int64
	At    time.Time
	Files []int64
}

// Look is the money that a message tells of which asked for nothing.
type Look struct {
	Message int    // its id in the chat, 0 none
	Text    string // masked
	Slots   Slots
}

// Open reads the flow of a session; a missing, damaged or foreign one is an empty flow.
func (s Session) Open() Flow {
	var f Flow
	if len(s.Flow) == 0 || json.Unmarshal(s.Flow, &f) != nil || f.Version != FlowVersion {
		return Flow{Version: FlowVersion, Slots: Slots{Hour: -1}}
	}
	return f
}

// Keep writes a flow into the session.
func (s *Session) Keep(f Flow) error {
	f.Version = FlowVersion
	b, err := json.Marshal(f)
	if err != nil {
		return err
	}
	s.Flow = b
	return nil
}

// Told is an answer of the bot, and what About was when it was given.
type Told struct {
	About string `json:",omitempty"`
	Text  string
}

// Remember notes an answer of the bot.
func (f *Flow) Remember(answer string) {
	if answer == "" {
		return
	}
	f.Said = slices.DeleteFunc(slices.Clone(f.Said), func(s Told) bool { return s.Text == answer })
	f.Said = append(f.Said, Told{f.About, answer})
	if len(f.Said) > keep {
		f.Said = f.Said[len(f.Said)-keep:]
	}
}

// Rest drops what was talked about last, as after silence. Flows have their own patience.
func (f *Flow) Rest() {
	f.Slots, f.About, f.Asked, f.Said, f.Offered = Slots{Hour: -1}, "", "", nil, false
	f.Screen, f.Listed = nil, nil
	f.Case, f.Elsewhere = 0, false
}

// Forget drops that and the flows under way, as when the person acts for another merchant.
func (f *Flow) Forget() {
	f.Rest()
	f.Look, f.Talk.Stack = Look{}, nil
}
