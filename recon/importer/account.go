package importer

import (
	"strings"

	"moneytrail/recon/record"
)

// account is sealed at once; its number leaves this function no other way.
// Where no records are wanted it is only looked at.
func (c *cells) account(k column, need bool) record.Account {
	v := c.value(k)
	switch {
	case v == "" && need:
		c.bad(k, "is empty: every row needs it")
		return record.Account{}
	case !c.plain && destroyed(v):
		c.bad(k, "was changed by a spreadsheet (it ends in E+..): export the file again with this column as text")
		return record.Account{}
	case len(v) > 80 || !c.plain && strings.ContainsFunc(v, func(r rune) bool { return r < ' ' }) || need && strings.Trim(v, "- ") == "":
		c.bad(k, "%s is not an account number", quoteAccount(v))
		return record.Account{}
	}
	if c.seen != nil {
		c.seen.rounded[k].see(v, c, k)
	}
	c.note(v)
	if v == "" || !c.keep {
		return record.Account{}
	}
	return c.seal(v)
}

// seals are the accounts of a pass that were sealed already, by their numbers
// as printed. Rows of one account often follow each other.
type seals struct {
	all     map[string]record.Account
	printed string
	last    record.Account
}

// seal seals an account once for all its rows.
func (c *cells) seal(printed string) record.Account {
	s := &c.sealed
	if printed == s.printed {
		return s.last
	}
	a, known := s.all[printed]
	if !known {
		a = sealed(c.o.Book, printed)
		if s.all == nil || len(s.all) >= maxAsked {
			s.all = map[string]record.Account{}
		}
		printed = strings.Clone(printed)
		s.all[printed] = a
	}
	s.printed, s.last = printed, a
	return a
}
