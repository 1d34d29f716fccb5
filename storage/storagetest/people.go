package storagetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
)

func peopleStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"nothing is known of a stranger":                             stranger,
		"a person's bindings in all standings, a team's active ones": bindings,
		"a person is bound once to a merchant":                       boundOnce,
		"an invite that has expired or was used is no more":          spentInvite,
		"an invite keeps what it grants":                             inviteRoundTrip,
	}
}

func stranger(t *testing.T, s store) {
	sess, err := s.Session(s.ctx(), 42, 7)
	s.ok(err)
	if diff := cmp.Diff(session.Session{Chat: 42, User: 7}, sess); diff != "" {
		t.Errorf("session (-want +got):\n%s", diff)
	}
	all, err := s.Members(s.ctx(), 7)
	s.ok(err)
	_, member, err := s.Member(s.ctx(), 7)
	s.ok(err)
	_, invite, err := s.Invite(s.ctx(), "no such hash")
	s.ok(err)
	if len(all) != 0 || member || invite {
		t.Errorf("members %v, member %t, invite %t", all, member, invite)
	}
}

func bindings(t *testing.T, s store) {
	s.commit(handlers.Outcome{Members: []people.Member{
		member(1, 7, "M1", people.Ended), member(2, 7, "M1", people.Active), member(3, 7, "M2", people.Pending), member(4, 8, "M1", people.Active)}})
	mine, err := s.Members(s.ctx(), 7)
	s.ok(err)
	var standings []people.Standing
	for _, m := range mine {
		standings = append(standings, m.Standing)
	}
	if diff := cmp.Diff([]people.Standing{people.Ended, people.Active, people.Pending}, standings); diff != "" {
		t.Errorf("bindings of 7 (-want +got):\n%s", diff)
	}
	for merchant, want := range map[string]int{"M1": 2, "M2": 0, "M3": 0} {
		team, err := s.Team(s.ctx(), merchant)
		s.ok(err)
		if len(team) != want {
			t.Errorf("team of %s: %d, want %d", merchant, len(team), want)
		}
	}
}

func boundOnce(t *testing.T, s store) {
	s.commit(handlers.Outcome{Members: []people.Member{member(0, 7, "M1", people.Pending)}})
	for _, standing := range []people.Standing{people.Pending, people.Active} {
		s.conflicts(handlers.Outcome{Members: []people.Member{member(0, 7, "M1", standing)}})
	}
	s.commit(handlers.Outcome{Members: []people.Member{member(0, 7, "M1", people.Refused), member(0, 8, "M1", people.Active)}})
}

func spentInvite(t *testing.T, s store) {
	for hash, expires := range map[string]time.Duration{"fresh": time.Hour, "expired": -time.Second} {
		s.ok(s.CreateInvite(s.ctx(), people.Invite{Hash: hash, MerchantID: "M1", Role: access.Cashier,
			CreatedAt: time.Now().Add(-time.Hour), ExpiresAt: time.Now().Add(expires)}))
	}
	s.commit(handlers.Outcome{UseInvite: "fresh", UseInviteBy: 7})
	for _, hash := range []string{"fresh", "expired", "unknown"} {
		err := s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{UseInvite: hash, UseInviteBy: 8})
		if !errors.Is(err, handlers.ErrConflict) {
			t.Errorf("%s: %v, want ErrConflict", hash, err)
		}
	}
	inv, _, err := s.Invite(s.ctx(), "fresh")
	s.ok(err)
	if inv.UsedBy != 7 {
		t.Errorf("used by %d, want 7", inv.UsedBy)
	}
}

func inviteRoundTrip(t *testing.T, s store) {
	at := time.Now().UTC().Truncate(time.Millisecond)
	want := people.Invite{Hash: "h", MerchantID: "M1", Role: access.Finance, Approved: true, CreatedAt: at, ExpiresAt: at.Add(72 * time.Hour)}
	s.ok(s.CreateInvite(s.ctx(), want, handlers.Audit{Actor: "cli", Action: "invite", Subject: "merchant:M1", Detail: "finance"}))
	got, found, err := s.Invite(s.ctx(), "h")
	s.ok(err)
	if diff := cmp.Diff(want, got); !found || diff != "" {
		t.Errorf("found %t (-in +out):\n%s", found, diff)
	}
	if err := s.CreateInvite(s.ctx(), want); err == nil {
		t.Error("the same code was taken twice")
	}
	if head, err := s.AuditHead(s.ctx()); err != nil || head.Rows != 1 {
		t.Errorf("audit %+v, %v", head, err)
	}
}
