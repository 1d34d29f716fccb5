package importer

import (
	"fmt"

	"moneytrail/recon/card"
	"moneytrail/recon/record"
)

// Ids are numbers too, and one in ten of those that begin like a card's has a
// right check digit. So one value alone does not tell: the first pass looks at
// the numbers of a whole column that have the length and first digits of cards,
// in groups of one length and six first digits (of a card: its issuer).
//
//   - A group of which half or more have no right check digit is of references:
//     they count up, or begin with a day or a place.
//   - Where four times as many groups are of references as are not, the
//     column's numbers are drawn at random, and none of them is known as a card's.
//   - What is left are card numbers. Where they are most of a column of ids, or
//     among those by which the rows themselves and their merchants are known, the
//     file is refused: cut in one file and whole in another, a row would count
//     twice. Else they are cut to the first six and last four digits.
//     In the reports of payment companies only the orders' ids are, which are
//     the merchants' own: the others they make themselves, of 16 digits some of them.
//
// A swipe tells the last four digits of its card: an id that ends otherwise is
// not its number. Other ids in a file of a row or two may pass for one by chance:
// such a file is refused, as a card number is not to be kept.
//
// A card number among random numbers that begin like it cannot be told. In a file
// of few rows an id may pass for a card number that a longer file shows to be
// none: matching takes both for one, see card.Same.

// cardGroup is a length and six first digits.
type cardGroup struct {
	digits int
	issuer [6]byte
}

func cardGroupOf(d string) cardGroup { return cardGroup{len(d), [6]byte([]byte(d[:6]))} }

// fewCards may be among a few ids by chance: more of them refuse a file.
const fewCards = 3

// maxCardGroups bounds the groups of one column that are told apart.
const maxCardGroups = 4096

// cardColumn is what the first pass saw of the numbers of a column.
type cardColumn struct {
	numbers int // as long as those of cards
	groups  map[cardGroup]*cardTally
	column  int
	name    string
}

// cardTally counts the numbers of a group.
type cardTally struct {
	right, wrong int // check digits
	line         int // of the first that is right
}

// see notes the numbers in a value of the column.
func (s *cardColumn) see(v string, c *cells, k column) {
	card.Numbers(v, func(from, to int) {
		s.numbers++
		d := v[from:to]
		if !card.Issued(d) || card.Dated(d) {
			return
		}
		g := cardGroupOf(d)
		t := s.groups[g]
		if t == nil {
			if len(s.groups) >= maxCardGroups {
				return
			}
			if s.groups == nil {
				s.groups = map[cardGroup]*cardTally{}
				if c != nil {
					s.column, s.name = c.place(k)
				}
			}
			t = &cardTally{}
			s.groups[g] = t
		}
		if !card.Checks(d) || c != nil && c.otherCard(k, d) {
			t.wrong++
			return
		}
		if t.right++; t.right == 1 && c != nil {
			t.line = c.line
		}
	})
}

// otherCard tells that an id of a swipe is not the number of its card, whose
// last digits the row tells.
func (c *cells) otherCard(k column, number string) bool {
	if k != colTransactionID {
		return false
	}
	last := lastFour(c.value(colCardLast4))
	return len(last) == 4 && last != number[len(number)-4:]
}

// cardGroups are the groups of a column that are card numbers.
type cardGroups map[cardGroup]bool

// judge tells which groups are card numbers, how many they are, and the line of
// the first.
func (s *cardColumn) judge() (of cardGroups, n, line int) {
	cards, references := map[int]int{}, map[int]int{} // groups by length
	for g, t := range s.groups {
		if t.right > t.wrong {
			cards[g.digits]++
		} else {
			references[g.digits]++
		}
	}
	for g, t := range s.groups {
		if t.right <= t.wrong || references[g.digits] >= 4*cards[g.digits] {
			continue
		}
		if of == nil {
			of = cardGroups{}
		}
		of[g] = true
		n += t.right
		if line == 0 || t.line < line {
			line = t.line
		}
	}
	return of, n, line
}

// tell puts what is to be cut from a column of ids into the proof, and refuses
// the file where most of them are card numbers.
func (s *cardColumn) tell(p *Proof, k column, profiled bool) {
	of, n, line := s.judge()
	if n == 0 {
		return
	}
	text := k == colMemo || k == colStatementText
	theirs := profiled && !text && k != colOrderID
	if !theirs {
		p.cards[k] = of
	}
	switch problem := (Problem{Line: line, Column: s.column}); {
	case text:
	case ownID(p.Kind, k) && !profiled:
		problem.Message = fmt.Sprintf("%s holds what can only be told as card numbers (%d of %d values), which are not kept, and rows are known by it: write ids of your own there, such as ones with a letter in front", s.name, n, s.numbers)
		p.fatal(problem)
	case n > fewCards && n*2 > s.numbers:
		problem.Message = fmt.Sprintf("%s holds card numbers (%d of %d values), which are not kept: give the file with ids of its own, or with the first six and the last four digits of each card", s.name, n, s.numbers)
		p.fatal(problem)
	case !theirs:
		problem.Message = fmt.Sprintf("%s holds card numbers (%d), the first of them here: no more than their first six and last four digits are kept", s.name, n)
		p.Warnings = append(p.Warnings, problem)
	}
}

// ownID tells the columns by which the rows of a kind, and merchants, are known.
func ownID(kind record.Kind, k column) bool {
	switch k {
	case colMerchantID:
		return true
	case colTransactionID:
		return kind == record.Transactions
	case colLineID:
		return kind == record.Lines
	case colPayoutID:
		return kind == record.Payouts
	case colEntryID:
		return kind == record.Entries
	case colEventID:
		return kind == record.Events
	}
	return false
}

// cut leaves of card numbers in a value the first six and the last four digits.
func (of cardGroups) cut(v string) string {
	if len(of) == 0 {
		return v
	}
	return card.Cut(v, func(d string) bool { return of[cardGroupOf(d)] })
}

// cardless notes, in the first pass, the numbers in a value, and cuts, in the
// second, those that are cards.
func (c *cells) cardless(k column, v string) string {
	if c.seen != nil {
		c.seen.cards[k].see(v, c, k)
		c.seen.rounded[k].see(v, c, k)
	}
	return c.cards[k].cut(v)
}
