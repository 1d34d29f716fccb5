package people

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
)

func TestCode(t *testing.T) {
	code := strings.Repeat("aB3_-", 4) + "xy"
	for _, c := range []struct {
		text string
		ok   bool
	}{
		{"/start " + code, true}, {"/START@MoneyBot " + code, true}, {code, true}, {"  " + code + "\n", true},
		{"/start", false}, {"/start " + code + "x", false}, {"/start " + code + " more", false}, {code[1:], false},
		{"hello " + code, false}, {strings.Repeat("字", 22), false}, {code[:21] + "=", false}, {"", false},
	} {
		got, ok := Code(c.text)
		if ok != c.ok || ok && got != code {
			t.Errorf("%q: %q %v", c.text, got, ok)
		}
	}
}

func TestAnInviteIsRedeemableOnceAndForThreeDays(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	seen := map[string]bool{}
	for range 1000 {
		code, inv := NewInvite("M0001", access.Owner, false, now)
		if got, ok := Code("/start " + code); !ok || got != code || Hash(code) != inv.Hash || seen[code] || strings.Contains(inv.Hash, code) {
			t.Fatalf("code %q, invite %+v", code, inv)
		}
		seen[code] = true
	}
	_, inv := NewInvite("M0001", access.Owner, false, now)
	if !inv.Redeemable(now.Add(InviteLife-time.Second)) || inv.Redeemable(now.Add(InviteLife)) {
		t.Fatal("the life of an invite")
	}
	inv.UsedAt = now
	if inv.Redeemable(now) {
		t.Fatal("redeemable twice")
	}
	_, staff := NewInvite("M0001", access.Staff, true, now)
	if staff.Redeemable(now) {
		t.Fatal("an invite made somebody staff")
	}
}
