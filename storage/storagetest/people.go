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
	"moneytrail/recon/record"
)

func peopleStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"nothing is known of a stranger":                             stranger,
		"a person's bindings in all standings, a team's active ones": bindings,
		"a person is bound once to a merchant":                       boundOnce,
		"a binding to a group is one to each of its merchants":       groupBinding,
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

func groupBinding(t *testing.T, s store) {
	shops := func(ids ...string) {
		for _, id := range ids {
			_, err := s.AddMerchant(s.ctx(), record.Merchant{ID: id, Name: "shop " + id, Group: "G1"})
			s.ok(err)
		}
	}
	shops("S1", "S2")
	_, err := s.AddMerchant(s.ctx(), record.Merchant{ID: "S9", Name: "another's", Group: "G2"})
	s.ok(err)
	whole := member(1, 7, "", people.Active)
	whole.Group, whole.Role = "G1", access.Finance
	s.commit(handlers.Outcome{Members: []people.Member{whole, member(2, 7, "S2", people.Active), member(3, 8, "S1", people.Active)}})
	mine := func() map[string]int64 {
		all, err := s.Members(s.ctx(), 7)
		s.ok(err)
		ids := map[string]int64{}
		for _, m := range all {
			ids[m.MerchantID] = m.ID
		}
		return ids
	}
	if diff := cmp.Diff(map[string]int64{"S1": 1, "S2": 2}, mine()); diff != "" {
		t.Errorf("the person's own binding to a shop stands (-want +got):\n%s", diff)
	}
	shops("S3") // a shop that joins the group later
	if diff := cmp.Diff(map[string]int64{"S1": 1, "S2": 2, "S3": 1}, mine()); diff != "" {
		t.Errorf("a new shop (-want +got):\n%s", diff)
	}
	for merchant, want := range map[string][]int64{"S1": {3, 1}, "S2": {2}, "S3": {1}, "S9": nil, "": nil} {
		team, err := s.Team(s.ctx(), merchant)
		s.ok(err)
		var got []int64
		for _, m := range team {
			got = append(got, m.ID)
			if m.MerchantID != merchant {
				t.Errorf("member %d of %s is said to be of %s", m.ID, merchant, m.MerchantID)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("team of %q (-want +got):\n%s", merchant, diff)
		}
	}
	raw, _, err := s.Member(s.ctx(), 1)
	s.ok(err)
	raw.MerchantID, raw.Standing = "S1", people.Ended // as it was read for one of its shops
	s.commit(handlers.Outcome{Members: []people.Member{raw}})
	if kept, _, err := s.Member(s.ctx(), 1); err != nil || kept.MerchantID != "" || kept.Group != "G1" {
		t.Errorf("the binding became %+v, %v", kept, err)
	}
	if team, err := s.Team(s.ctx(), "S3"); err != nil || len(team) != 0 {
		t.Errorf("who left is still in the team: %v, %v", team, err)
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
	want := people.Invite{Hash: "h", Group: "G1", Role: access.Finance, Approved: true, CreatedAt: at, ExpiresAt: at.Add(72 * time.Hour)}
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
