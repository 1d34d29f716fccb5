package handlers_test

import (
	"context"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
)

// fetches keeps the files of a member's message before its turn, as the edge
// does. A file that says itself what became of it stays so.
func (w *world) fetches(ev inbox.Event) {
	e := ev.Telegram
	if e == nil || !slices.ContainsFunc(w.members, func(m people.Member) bool { return m.User == e.User && m.Standing == people.Active }) {
		return
	}
	for _, m := range e.Files() {
		if m.Attachment != 0 {
			continue
		}
		if m.Attachment = int64(w.id()); m.State == "" {
			m.State = attachment.Kept
		}
		w.files[m.Attachment] = attachment.File{ID: m.Attachment, Chat: e.Chat, User: e.User, Message: max(m.Message, e.MessageID),
			Kind: m.Kind, Name: m.Name, FileID: m.FileID, State: m.State, Reason: m.Reason, At: w.now}
	}
}

func (w *world) Unfiled(_ context.Context, user int64, merchant string, since time.Time) (out []attachment.File, _ error) {
	for _, f := range w.files {
		if f.User == user && f.MerchantID == merchant && f.Case == 0 && !f.At.Before(since) &&
			(f.State == attachment.Kept || f.State == attachment.Wanted) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b attachment.File) int { return int(a.ID - b.ID) })
	return out, nil
}

func (w *world) Attachment(_ context.Context, id int64) (attachment.File, bool, error) {
	f, ok := w.files[id]
	return f, ok, nil
}

// AgentSaid reads the history as the store does.
func (w *world) AgentSaid(_ context.Context, caseID int64) (cases.Entry, bool, error) {
	of := func(holds func(cases.Entry) bool) int {
		for i, e := range slices.Backward(w.entries) {
			if e.CaseID == caseID && holds(e) {
				return i
			}
		}
		return -1
	}
	for _, e := range slices.Backward(w.entries) {
		back := of(func(b cases.Entry) bool {
			return e.Key != "" && b.Key == e.Key && (b.What == "deleted" || b.What == "withdrawn")
		})
		if e.CaseID != caseID || e.Who != "agent" || e.What != "relayed" || back >= 0 {
			continue
		}
		edit := of(func(x cases.Entry) bool { // the newest that a chat shows, or that is the desk's own
			text, marked := cases.Relayed(x.Text)
			return e.Key != "" && x.What == "edited" && strings.HasPrefix(x.Key, e.Key+":") && (!marked || text == "" || w.shown(cases.EditRef(caseID, x.Key, 0)))
		})
		if edit < 0 {
			if e.Key == "" || w.shown(cases.RelayRef(caseID, e.Key, 0)) {
				return e, true, nil
			}
			continue
		}
		if text, marked := cases.Relayed(w.entries[edit].Text); marked && text != "" {
			e.Text = text
			return e, true, nil
		}
	}
	return cases.Entry{}, false, nil
}

// shown tells whether a chat shows a line or an edit; its name is for no chat.
func (w *world) shown(name string) bool {
	for ref := range w.anchors {
		if strings.HasPrefix(ref, strings.TrimSuffix(name, "0")) {
			return true
		}
	}
	return false
}

func (w *world) EntryOf(_ context.Context, caseID int64, key string) (cases.Entry, bool, error) {
	for _, e := range slices.Backward(w.entries) {
		if e.CaseID == caseID && e.Key == key {
			return e, true, nil
		}
	}
	return cases.Entry{}, false, nil
}
