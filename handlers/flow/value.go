package flow

import (
	"slices"
	"time"

	"moneytrail/handlers/understand"
)

// ValueKind says what a value is.
type ValueKind string

// Kinds of values. A word is the name of a text, said in the reader's language.
const (
	OfText   ValueKind = "text"
	OfWord   ValueKind = "word"
	OfChoice ValueKind = "choice"
	OfAmount ValueKind = "amount" // as a person told it
	OfMoney  ValueKind = "money"  // as a record holds it
	OfDays   ValueKind = "days"
	OfMoment ValueKind = "moment"
	OfNumber ValueKind = "number"
	OfFile   ValueKind = "file"
	OfLines  ValueKind = "lines"
)

// Value is a fact as data: it becomes words only where it is shown, in the
// language of whoever reads it.
type Value struct {
	Kind ValueKind `json:"kind"`
	// Text of a text or file name, the name of a word, of a choice (of a yes_no: yes, no).
	Text string `json:"text,omitempty"`
	// Amounts and Days as they were told, mostly one.
	Amounts []understand.Amount    `json:"amounts,omitempty"`
	Days    []understand.DateRange `json:"days,omitempty"`
	// Minor units of Currency; a number is in Minor.
	Minor    int64     `json:"minor,omitempty"`
	Currency string    `json:"currency,omitempty"`
	At       time.Time `json:"at,omitzero"`
	// File is a file of the network, as its messages name it.
	File string `json:"file,omitempty"`
	// Message is the message that brought the file.
	Message int    `json:"message,omitempty"`
	Lines   []Line `json:"lines,omitempty"`
}

// Line is one line of a list: what it stands for, and the mark it got.
type Line struct {
	// Key names it to whoever gave the list: "t:12" is a swipe.
	Key  string `json:"key"`
	Mark string `json:"mark,omitempty"`
	// Rest is, of lines that one tap marked, the number of the first of them; 0: it was marked by itself.
	Rest int `json:"rest,omitempty"`
}

// TextOf makes a text.
func TextOf(text string) Value { return Value{Kind: OfText, Text: text} }

// ChoiceOf makes a choice.
func ChoiceOf(name string) Value { return Value{Kind: OfChoice, Text: name} }

// AmountOf makes amounts as they were told.
func AmountOf(a ...understand.Amount) Value { return Value{Kind: OfAmount, Amounts: a} }

// DaysOf makes days as they were told.
func DaysOf(d ...understand.DateRange) Value { return Value{Kind: OfDays, Days: d} }

// MomentOf makes a moment.
func MomentOf(at time.Time) Value { return Value{Kind: OfMoment, At: at} }

// NumberOf makes a number.
func NumberOf(n int64) Value { return Value{Kind: OfNumber, Minor: n} }

// MoneyOf makes an amount of minor units.
func MoneyOf(minor int64, currency string) Value {
	return Value{Kind: OfMoney, Minor: minor, Currency: currency}
}

// LinesOf makes the lines of a list.
func LinesOf(keys ...string) Value {
	v := Value{Kind: OfLines}
	for _, k := range keys {
		v.Lines = append(v.Lines, Line{Key: k})
	}
	return v
}

// same tells whether two values say the same.
func (v Value) same(o Value) bool {
	days := func(a, b understand.DateRange) bool { return a.From == b.From && a.To == b.To }
	return v.Kind == o.Kind && slices.Equal(v.Amounts, o.Amounts) && slices.EqualFunc(v.Days, o.Days, days) && v.Text == o.Text && v.Minor == o.Minor && v.Currency == o.Currency && v.At.Equal(o.At) && v.File == o.File
}

// kindOf is the kind of value that answers a step of a kind.
func kindOf(k Kind) ValueKind {
	switch k {
	case YesNo, Choose:
		return OfChoice
	case Amount:
		return OfAmount
	case Date:
		return OfDays
	case Photo, Document:
		return OfFile
	case List:
		return OfLines
	}
	return OfText
}
