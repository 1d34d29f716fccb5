package press

import (
	"strconv"
	"strings"
)

// Join is what the card about a member asks: whether they may see a merchant's
// money in Role, or where From is not "", in Role instead of From.
type Join struct {
	Member     int64
	Role, From string
}

// Value writes what ParseJoin reads: "<member>:<role>[:<from>]".
func (j Join) Value() string {
	s := strconv.FormatInt(j.Member, 10)
	if j.Role != "" {
		s += ":" + j.Role
	}
	if j.From != "" {
		s += ":" + j.From
	}
	return s
}

// ParseJoin reads a card button's value; the cards of older versions name the member alone.
func ParseJoin(value string) Join {
	id, roles, _ := strings.Cut(value, ":")
	role, from, _ := strings.Cut(roles, ":")
	return Join{Member: Number(id), Role: role, From: from}
}
