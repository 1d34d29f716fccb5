// Package people is who talks to the product for a merchant: members bound by
// an invite, and the invites themselves.
package people

import (
	"time"

	"moneytrail/handlers/access"
)

// Standing of a member.
type Standing string

// Standings. Pending members see nothing until staff approved them.
const (
	Pending Standing = "pending"
	Active  Standing = "active"
	Refused Standing = "refused"
	Ended   Standing = "ended"
)

// Member binds one Telegram user in one role to one merchant, or to a group of
// them. A binding to a group is read as one Member for each merchant that the
// group has at that moment, all with the ID of the binding; MerchantID is "" only
// where the binding itself is read or written.
type Member struct {
	ID         int64 // 0: new
	MerchantID string
	Group      string // "": bound to the one merchant
	User, Chat int64
	Name       string // as Telegram shows it
	Username   string
	Role       access.Role
	Standing   Standing
	JoinedAt   time.Time // business time
	// Unreachable: the person blocked the bot; nothing is sent until they write again.
	Unreachable bool
	// Mute lists the notices the person does not want: "summary", "notices".
	// Tips: wants the tip of the month.
	Tips    bool
	Mute    []string
	Version int
}

// Invite is a deep link that binds whoever redeems it first. Only the hash of
// its code is kept.
type Invite struct {
	Hash       string // hex SHA-256 of the code
	MerchantID string // "" where Group is not
	Group      string // binds to all merchants of a group, those that join it later too
	Role       access.Role
	Approved   bool // staff approved beforehand: no card in Slack
	CreatedAt  time.Time
	ExpiresAt  time.Time // machine clock
	UsedAt     time.Time // zero: not yet
	UsedBy     int64
}

// Binds tells whether the member is what redeeming the invite gives or gave:
// one of the same merchant, or of the same group.
func (i Invite) Binds(m Member) bool {
	if i.Group != "" {
		return m.Group == i.Group
	}
	return m.Group == "" && m.MerchantID == i.MerchantID
}
