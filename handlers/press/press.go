// Package press is the language of inline buttons: what a button's data says
// when it comes back. Data names things by the store's keys and is checked
// against the presser's scope like any other read, so an old, copied or forged
// button can show nothing that typing could not.
package press

import (
	"strconv"
	"strings"
)

// Verb is what a button does.
type Verb string

// Verbs. Rows are store keys.
const (
	Swipe     Verb = "t"    // t:<transaction row>  show one swipe
	Payout    Verb = "p"    // p:<payout row>       show one payout; p:<payout row>:<page> more of its lines
	Entry     Verb = "b"    // b:<bank entry row>   show an amount on the bank statement
	Proof     Verb = "e"    // e:<t|p>:<row>        show the evidence; e:p:<row>:<page> more of it
	Seen      Verb = "a"    // a:<t|p>:<row>        "it has arrived"
	NotSeen   Verb = "n"    // n:<t|p>:<row>        "I do not see it on my statement"
	Person    Verb = "h"    // h  or h:<t|p>:<row>  a person, at once
	More      Verb = "more" // more:<page>          the next page of the list just shown
	Menu      Verb = "m"    // m:<intent>           ask by button
	Look      Verb = "lk"   // lk:<message>         look for the money that a message tells of
	Member    Verb = "w"    // w:<member row>:<merchant row> act for a merchant of this membership; w:<member row>:all for the whole chain
	Merchant  Verb = "s"    // s:<merchant id>      the same, as buttons of older messages name it
	Language  Verb = "l"    // l:<tag>
	Case      Verb = "c"    // c:<case>             show a case of one's own
	CaseOver  Verb = "co"   // co:<case>            the merchant says it is settled
	CaseNot   Verb = "cn"   // cn:<case>            still not settled: reopen
	CaseAdd   Verb = "ca"   // ca:<case>:<message>  what a message said is about a case of one's own
	CaseOther Verb = "cs"   // cs:<case>:<message>  what a message brought into a case is about something else
	Day       Verb = "d"    // d:<YYYY-MM-DD>       summary of a day; d:<day>:<page> more of its troubles
	Shop      Verb = "k"    // k:<merchant row>:<from>:<to> a shop's statement; k:<merchant row>::<intent> asks of it
	Days      Verb = "ds"   // ds:<from>:<to>:<page> further shops of a chain's statement
	Sheet     Verb = "csv"  // csv:<from>:<to>:<merchant row> the swipes of some days as a file; row 0 all one acts for
	Chart     Verb = "g"    // g:<from>:<to>:<merchant row> the same days as a picture
	Open      Verb = "o"    // o:<page>             more of what has not arrived; o:<page>:<state>:<reason> the swipes of one line
	Latest    Verb = "x"    // x                    the latest swipes: "it is not this one"
	Mute      Verb = "mute" // mute:<kind>:<on|off>
	Team      Verb = "tm"   // tm lists who can read; tm:<member row> asks whether to remove one, tm:<member row>:end removes
	Question  Verb = "q"    // q:<serial of the question>:<choice, or day as YYYY-MM-DD>
)

// Guide begins a playbook: gd lists them, gd:<playbook> or gd:<playbook>:<t|p>:<row>.
const Guide Verb = "gd"

// Remove is the second argument of Team that removes.
const Remove = "end"

// All stands in the place of a merchant row for a whole chain.
const All = "all"

// Arrived behind the days of a shop asks for what arrived in them.
const Arrived = "arrived"

// Data puts a verb and its arguments into callback data.
func Data(v Verb, args ...string) string {
	return strings.Join(append([]string{string(v)}, args...), ":")
}

// Row puts a verb and a store key into callback data.
func Row(v Verb, row int64) string { return Data(v, strconv.FormatInt(row, 10)) }

// Rows puts a verb and two numbers into callback data.
func Rows(v Verb, row, of int64) string {
	return Data(v, strconv.FormatInt(row, 10), strconv.FormatInt(of, 10))
}

// Of puts a verb, what it is about ("t" or "p") and its store key into callback data.
func Of(v Verb, about Verb, row int64) string {
	return Data(v, string(about), strconv.FormatInt(row, 10))
}

// Press is callback data taken apart.
type Press struct {
	Verb Verb
	Args []string
}

// Parse takes callback data apart; it never fails, an unknown verb is the reader's to refuse.
func Parse(data string) Press {
	parts := strings.Split(data, ":")
	return Press{Verb: Verb(parts[0]), Args: parts[1:]}
}

// Arg gives the i-th argument or "".
func (p Press) Arg(i int) string {
	if i < len(p.Args) {
		return p.Args[i]
	}
	return ""
}

// Turns tells a button that turns to a further page of what it stands under.
func (p Press) Turns() bool {
	switch p.Verb {
	case More:
		return true
	case Payout, Day:
		return p.Row(1) > 0
	case Proof, Days:
		return p.Row(2) > 0
	case Open:
		return p.Row(0) > 0
	}
	return false
}

// Row gives the i-th argument as a store key, 0 where it is none.
func (p Press) Row(i int) int64 {
	n, err := strconv.ParseInt(p.Arg(i), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
