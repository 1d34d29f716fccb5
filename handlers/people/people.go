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

// Member binds one Telegram user to one merchant in one role.
type Member struct {
	ID         int64 // 0: new
	MerchantID string
	User, Chat int64
	Name       string // as Telegram shows it
	Username   string
	Role       access.Role
	Standing   Standing
	JoinedAt   time.Time // business time
	// Unreachable: the person blocked the bot; nothing is sent until they write again.
	Unreachable bool
	// Mute lists the notices the person does not want: "summary", "notices".
	Mute    []string
	Version int
}

// Invite is a deep link that binds whoever redeems it first. Only the hash of
// its code is kept.
type Invite struct {
	Hash       string // hex SHA-256 of the code
	MerchantID string
	Role       access.Role
	Approved   bool // staff approved beforehand: no card in Slack
	CreatedAt  time.Time
	ExpiresAt  time.Time // machine clock
	UsedAt     time.Time // zero: not yet
	UsedBy     int64
}
