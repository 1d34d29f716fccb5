package storagetest

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/storage"
)

func auditStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"the trail holds, and tells what happened in order": auditHolds,
		"an empty trail holds":                              auditEmpty,
		"text that is no text does not break the chain":     auditBytes,
	}
}

func auditHolds(t *testing.T, s store) {
	ev := s.event("e", "tg:1")
	s.ok(s.Commit(s.ctx(), ev, handlers.Outcome{Audit: []handlers.Audit{
		{Actor: "tg:7", Action: "bind", Subject: "merchant:M1", Detail: "owner"}, {Actor: "slack:U1", Action: "approve", Subject: "member:1"}}}))
	s.ok(s.Audit(s.ctx(), handlers.Audit{Actor: "cli", Action: "invite", Subject: "merchant:M1"}))
	var told []string
	s.ok(s.AuditLog(s.ctx(), func(r storage.AuditRow) error {
		told = append(told, fmt.Sprint(r.ID, " ", r.Event == ev.ID, " ", r.Actor, " ", r.Action, " ", r.Subject, " ", r.Detail))
		if r.At.IsZero() || len(r.Hash) != 64 {
			t.Errorf("row %d at %s, hash %q", r.ID, r.At, r.Hash)
		}
		return nil
	}))
	want := []string{"1 true tg:7 bind merchant:M1 owner", "2 true slack:U1 approve member:1 ", "3 false cli invite merchant:M1 "}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	head, err := s.VerifyAudit(s.ctx())
	s.ok(err)
	noted, err := s.AuditHead(s.ctx())
	s.ok(err)
	if head.AuditHead != noted || head.Rows != 3 || head.First != 1 || head.Erased != 0 {
		t.Errorf("verified to %+v, noted %+v", head, noted)
	}
}

func auditEmpty(t *testing.T, s store) {
	if head, err := s.VerifyAudit(s.ctx()); err != nil || head != (storage.AuditCheck{First: 1}) {
		t.Errorf("%+v, %v", head, err)
	}
}

func auditBytes(t *testing.T, s store) {
	s.ok(s.Audit(s.ctx(), handlers.Audit{Actor: "tg:7", Action: "said", Subject: "case:1", Detail: "\xff\xfe 中文 \x00 \u202e"}))
	if _, err := s.VerifyAudit(s.ctx()); err != nil {
		t.Error(err)
	}
}
