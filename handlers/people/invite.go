package people

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"moneytrail/handlers/access"
)

// InviteLife is how long an invite can be redeemed.
const InviteLife = 72 * time.Hour

// CodeLength is the length of an invite's code: 128 bits in base64url.
const CodeLength = 22

// NewInvite draws a code and makes the invite that redeems it. The code itself
// is shown once and kept nowhere. now is the machine's clock.
func NewInvite(merchant string, role access.Role, approved bool, now time.Time) (code string, inv Invite) {
	var b [16]byte
	rand.Read(b[:]) // never fails since Go 1.24
	code = base64.RawURLEncoding.EncodeToString(b[:])
	return code, Invite{Hash: Hash(code), MerchantID: merchant, Role: role, Approved: approved,
		CreatedAt: now, ExpiresAt: now.Add(InviteLife)}
}

// NewGroupInvite is NewInvite for all merchants of a group.
func NewGroupInvite(group string, role access.Role, approved bool, now time.Time) (code string, inv Invite) {
	code, inv = NewInvite("", role, approved, now)
	inv.Group = group
	return code, inv
}

// Hash is what is kept of a code.
func Hash(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}

// Code finds an invite's code in a message: "/start CODE", "/start@Bot CODE" or the bare code.
func Code(text string) (string, bool) {
	words := strings.Fields(text)
	switch {
	case len(words) == 2 && isStart(words[0]):
		return words[1], wellFormed(words[1])
	case len(words) == 1:
		return words[0], wellFormed(words[0])
	}
	return "", false
}

// isStart tells /start and /start@SomeBot.
func isStart(word string) bool {
	command, _, _ := strings.Cut(word, "@")
	return strings.EqualFold(command, "/start")
}

// Starts tells whether a message is Telegram's /start, with or without a code.
func Starts(text string) bool {
	words := strings.Fields(text)
	return len(words) > 0 && isStart(words[0])
}

func wellFormed(s string) bool {
	if len(s) != CodeLength {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}

// Redeemable tells whether the invite can still bind somebody. now is the machine's clock.
func (i Invite) Redeemable(now time.Time) bool {
	return i.UsedAt.IsZero() && i.Role.Valid() && now.Before(i.ExpiresAt)
}

// Wants tells whether the member takes a kind of notice: "summary" or "notices".
func (m Member) Wants(kind string) bool {
	for _, k := range m.Mute {
		if k == kind {
			return false
		}
	}
	return true
}

// Reachable tells whether something may be sent to the member unasked.
func (m Member) Reachable() bool { return m.Standing == Active && !m.Unreachable && m.Chat != 0 }

// SeesTotals tells whether the member's role sees sums, payouts and accounts.
func (m Member) SeesTotals() bool { return access.For(m.Role, m.MerchantID).Totals() }
