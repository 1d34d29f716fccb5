package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
	"moneytrail/handlers/texts"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

var shanghai = time.FixedZone("CST", 8*3600)

// noon is the Friday on which the stories happen.
var noon = time.Date(2026, 11, 20, 15, 20, 0, 0, shanghai)

// world is a desk with people around it, over a store in memory that applies
// outcomes and checks versions as the real one does.
type world struct {
	t        testing.TB
	desk     *handlers.Desk
	books    *books
	now      time.Time
	members  []people.Member
	invites  map[string]people.Invite
	sessions map[[2]int64]session.Session
	cases    map[int64]cases.Case
	entries  []cases.Entry
	audit    []handlers.Audit
	promises []handlers.Promise
	claims   map[handlers.Claim]bool
	waits    []handlers.Wait
	runs     []handlers.Run
	sent     []outbox.Item
	anchors  map[string]string // ref -> timestamp or message id
	nextCase int64
	nextID   int
	lastOut  handlers.Outcome
	files    map[int64]attachment.File
	reach    map[int64][]outbox.Told // by chat, oldest first
}

// catalogs reads the texts once for all stories.
var catalogs = sync.OnceValues(texts.New)

// flows proves the flows once for all stories.
var flows = sync.OnceValues(func() (*flow.Library, error) {
	catalog, err := catalogs()
	if err != nil {
		return nil, err
	}
	return handlers.Flows(catalog, nil)
})

func newWorld(t testing.TB) *world {
	catalog, err := catalogs()
	if err != nil {
		t.Fatal(err)
	}
	lib, err := flows()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, now: noon, invites: map[string]people.Invite{}, sessions: map[[2]int64]session.Session{},
		cases: map[int64]cases.Case{}, anchors: map[string]string{}, claims: map[handlers.Claim]bool{}, files: map[int64]attachment.File{}, reach: map[int64][]outbox.Told{}, nextCase: 1000, nextID: 100,
		books: &books{today: calendar.DateOf(noon)}}
	w.books.merchants = []record.Merchant{{ID: "M0001", Name: "老李面馆", Language: "zh", Cycle: "T+1", Account: record.Account{Last4: "1234"}},
		{ID: "M0002", Name: "Blue Door Cafe", Language: "en"}}
	w.desk = handlers.New(handlers.Options{Books: w.books, Rolls: w, Texts: catalog, Reader: reader{}, Clock: w, Flows: lib,
		SupportChannel: "C01", BotName: "moneybot", Zone: shanghai})
	return w
}

func (w *world) Now() time.Time               { return w.now }
func (w *world) Machine() time.Time           { return w.now }
func (w *world) Shift(at time.Time) time.Time { return at }
func (w *world) later(d time.Duration)        { w.now = w.now.Add(d) }
func (w *world) id() int                      { w.nextID++; return w.nextID }
func (w *world) Sessions() int                { return len(w.sessions) }

func (w *world) Members(_ context.Context, user int64) (out []people.Member, _ error) {
	for _, m := range w.members {
		if m.User == user {
			out = append(out, w.each(m)...)
		}
	}
	return out, nil
}

// each gives a binding to a group as one for each of its merchants.
func (w *world) each(m people.Member) (out []people.Member) {
	if m.Group == "" {
		return []people.Member{m}
	}
	for _, shop := range w.books.merchants {
		if shop.Group == m.Group {
			m.MerchantID = shop.ID
			out = append(out, m)
		}
	}
	return out
}

func (w *world) Team(_ context.Context, merchant string) (out []people.Member, _ error) {
	for _, binding := range w.members {
		for _, m := range w.each(binding) {
			if m.MerchantID == merchant && m.Standing == people.Active {
				out = append(out, m)
			}
		}
	}
	return out, nil
}

func (w *world) Member(_ context.Context, id int64) (people.Member, bool, error) {
	for _, m := range w.members {
		if m.ID == id {
			return m, true, nil
		}
	}
	return people.Member{}, false, nil
}

func (w *world) Invite(_ context.Context, hash string) (people.Invite, bool, error) {
	i, ok := w.invites[hash]
	return i, ok, nil
}

func (w *world) Session(_ context.Context, chat, user int64) (session.Session, error) {
	return w.sessions[[2]int64{chat, user}], nil
}

func (w *world) Case(_ context.Context, id int64) (cases.Case, bool, error) {
	c, ok := w.cases[id]
	return c, ok, nil
}

func (w *world) OpenCase(_ context.Context, merchant, subject string) (cases.Case, bool, error) {
	for _, c := range w.cases {
		if c.MerchantID == merchant && c.Subject == subject && c.IsOpen() {
			return c, true, nil
		}
	}
	return cases.Case{}, false, nil
}

func (w *world) OpenCases(_ context.Context, merchant string) ([]cases.Case, error) {
	return w.list(func(c cases.Case) bool { return (merchant == "" || c.MerchantID == merchant) && c.IsOpen() }), nil
}

func (w *world) CasesOf(_ context.Context, user int64) ([]cases.Case, error) {
	return w.list(func(c cases.Case) bool { return c.Watches(user) }), nil
}

func (w *world) list(keep func(cases.Case) bool) (out []cases.Case) {
	for _, c := range w.cases {
		if keep(c) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b cases.Case) int { return int(b.ID - a.ID) })
	return out
}

func (w *world) NextCase(context.Context) (int64, error)   { w.nextCase++; return w.nextCase, nil }
func (w *world) NextMember(context.Context) (int64, error) { return int64(w.id()), nil }

func (w *world) CaseByThread(_ context.Context, channel, ts string) (cases.Case, bool, error) {
	for _, c := range w.cases {
		if channel == "C01" && w.anchors[c.Ref()] == ts {
			return c, true, nil
		}
	}
	return cases.Case{}, false, nil
}

// CaseByMessage finds the case after which a message of the product is named.
func (w *world) CaseByMessage(_ context.Context, chat int64, message int) (cases.Case, bool, error) {
	for ref, id := range w.anchors {
		for _, c := range w.cases {
			if strings.HasPrefix(ref, c.Lane()+":") && id == fmt.Sprintf("17000.%06d", message) {
				return c, true, nil
			}
		}
	}
	return cases.Case{}, false, nil
}

// LastWords reads the history as the store does.
func (w *world) LastWords(_ context.Context, id int64) (out handlers.LastWords, _ error) {
	back := map[string]bool{}
	for _, e := range w.entries {
		if e.CaseID == id && e.Key != "" && (e.What == "deleted" || e.What == "withdrawn") {
			back[e.Key] = true
		}
	}
	for _, e := range w.entries {
		if e.CaseID != id {
			continue
		}
		if e.Who == "agent" {
			out.Agent = e.At
		}
		if e.What == "reopened" {
			out.Reopened = e.At
		}
		desk := e.What == "signs" || e.Who == "bot" && e.What == "opened" || e.What == "relayed" && !back[e.Key]
		merchant := e.Who == "merchant" && e.What != "noted"
		switch {
		case desk:
			out.Desk, out.Waits = e.At, true
		case merchant:
			out.Merchant, out.Waits = e.At, false
		}
		switch {
		case desk || e.What == "resolved" || e.What == "landed":
			out.Unanswered = time.Time{}
		case out.Unanswered.IsZero() && (merchant || e.What == "reopened"):
			out.Unanswered = e.At
		}
	}
	return out, nil
}

// Promises tells what was promised about a swipe.
func (w *world) Promises(_ context.Context, row int64) (out []handlers.Promise, _ error) {
	for _, p := range w.promises {
		if p.Transaction == row {
			out = append(out, p)
		}
	}
	return out, nil
}

func (w *world) Merchants(context.Context) ([]record.Merchant, error) { return w.books.merchants, nil }

// turn gives the desk an event and commits what follows.
func (w *world) turn(ev inbox.Event) []outbox.Item {
	w.t.Helper()
	if ev.At.IsZero() {
		ev.At = w.now
	}
	ev.ID = int64(w.id())
	ev.Key = fmt.Sprint("ev:", ev.ID)
	w.fetches(ev)
	out, err := w.desk.Turn(context.Background(), ev)
	if err != nil {
		w.t.Fatalf("turn: %v", err)
	}
	if err := w.commit(out); err != nil {
		w.t.Fatalf("commit: %v", err)
	}
	w.lastOut = out
	return out.Send
}

// commit applies an outcome as the store does, or refuses it whole.
func (w *world) commit(out handlers.Outcome) error {
	if s := out.Session; s != nil {
		key := [2]int64{s.Chat, s.User}
		if w.sessions[key].Version != s.Version {
			return handlers.ErrConflict
		}
		keep := *s
		keep.Version++
		w.sessions[key] = keep
	}
	seen := map[int64]bool{}
	for _, c := range out.Cases {
		if w.cases[c.ID].Version != c.Version || seen[c.ID] {
			return fmt.Errorf("case %d: %w", c.ID, handlers.ErrConflict)
		}
		for _, o := range w.cases {
			if o.ID != c.ID && o.MerchantID == c.MerchantID && o.Subject == c.Subject && o.IsOpen() && c.IsOpen() {
				return fmt.Errorf("two open cases of %s: %w", c.Subject, handlers.ErrConflict)
			}
		}
		seen[c.ID] = true
		c.Version++
		w.cases[c.ID] = c
	}
	if out.UseInvite != "" {
		i := w.invites[out.UseInvite]
		if !i.UsedAt.IsZero() {
			return handlers.ErrConflict
		}
		i.UsedAt, i.UsedBy = w.now, out.UseInviteBy
		w.invites[out.UseInvite] = i
	}
	for _, m := range out.Members {
		m.Version++
		if i := slices.IndexFunc(w.members, func(o people.Member) bool { return o.ID == m.ID }); i >= 0 {
			if w.members[i].Version != m.Version-1 {
				return handlers.ErrConflict
			}
			w.members[i] = m
		} else {
			w.members = append(w.members, m)
		}
	}
	for _, c := range out.Claims {
		if w.claims[c] {
			return fmt.Errorf("%s %s: %w", c.Name, c.Key, handlers.ErrConflict)
		}
		w.claims[c] = true
	}
	for _, f := range out.Files {
		kept := w.files[f.ID]
		kept.MerchantID, kept.Case, kept.Shown, kept.Line = f.MerchantID, f.Case, f.Shown, f.Line
		w.files[f.ID] = kept
	}
	w.entries, w.audit = append(w.entries, out.Entries...), append(w.audit, out.Audit...)
	w.promises = append(w.promises, out.Promises...)
	w.waits, w.runs = append(w.waits, out.Waits...), append(w.runs, out.Runs...)
	for _, it := range out.Send {
		at := w.reached(it)
		if it.Ref != "" {
			w.anchors[it.Ref] = fmt.Sprintf("17000.%06d", at)
		}
		w.sent = append(w.sent, it)
	}
	return nil
}

// binds makes a user a member at once.
func (w *world) binds(u *user, merchant string, role access.Role) {
	w.members = append(w.members, people.Member{ID: int64(w.id()), MerchantID: merchant, User: u.id, Chat: u.id, Name: u.name,
		Role: role, Standing: people.Active, JoinedAt: w.now.AddDate(0, 0, -30), Version: 1})
}

// invite makes a link's code.
func (w *world) invite(merchant string, role access.Role, approved bool) string {
	code, inv := people.NewInvite(merchant, role, approved, w.now)
	w.invites[inv.Hash] = inv
	return code
}

// the returns the one case there is.
func (w *world) only() cases.Case {
	w.t.Helper()
	if len(w.cases) != 1 {
		w.t.Fatalf("there are %d cases, want one", len(w.cases))
	}
	for _, c := range w.cases {
		return c
	}
	return cases.Case{}
}

// decode reads the body of an item.
func decode[T any](t testing.TB, it outbox.Item) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(it.Body, &v); err != nil {
		t.Fatalf("%s: %v", it.Op, err)
	}
	return v
}

// Anchor tells whether something was sent under a name.
func (w *world) Anchor(_ context.Context, ref string) (outbox.Anchor, bool, error) {
	id, ok := w.anchors[ref]
	return outbox.Anchor{Channel: "C01", ID: id}, ok, nil
}
