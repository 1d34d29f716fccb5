package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/handlers/texts"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

// guided is one person's walk through a playbook.
type guided struct {
	person *sandbox.Person
	name   string
	about  string // "" nothing, else data that names a payment
	last   bool   // takes the last answer offered, else the first

}

// Every playbook, in Chinese and English, through the networks' stand-ins: by
// somebody who has the trouble that it is for, where the sample has it, and by
// somebody who has none. Each message offers a person; each walk comes to an
// end; the networks object to nothing; all are counted.
func TestEveryPlaybookIsWalkedThroughTheNetworks(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	dir := t.TempDir()
	h.does("sample", dir)
	h.does("import", dir)
	h.env["TELEGRAM_PACE"] = "500" // they all walk at once
	walks, rare := h.walks()
	if rare < 20 {
		t.Errorf("the sample has the trouble of %d playbooks, want 20", rare)
	}
	h.serves()
	var all sync.WaitGroup
	for _, w := range walks {
		all.Go(func() {
			if err := w.walk(); err != nil {
				t.Errorf("%s, about %q: %v", w.name, w.about, err)
			}
		})
	}
	all.Wait()
	begun := map[string]int{}
	for _, w := range walks {
		begun[w.name]++
	}
	rows, err := csv.NewReader(strings.NewReader(h.does("export", "playbooks"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if n, err := strconv.Atoi(row[1]); err != nil || n < begun[row[0]] { // one may lead to another
			t.Errorf("%s was begun %d times, is counted %s times", row[0], begun[row[0]], row[1])
		}
		delete(begun, row[0])
	}
	for name := range begun {
		t.Errorf("%s is not counted", name)
	}
	if o := h.world.Journal.Objections(); len(o) > 0 {
		t.Errorf("the networks object:\n%s", strings.Join(o, "\n"))
	}
}

// walks lays out who walks through what, and says for how many playbooks the sample has the trouble.
func (h *house) walks() (all []guided, rare int) {
	ctx := context.Background()
	a := &app{console: console{strings.NewReader(""), h.log, h.log, h.lookup}, ctx: ctx, started: time.Now()}
	db, err := a.store(slog.LevelError)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	catalog, err := texts.New()
	if err != nil {
		h.t.Fatal(err)
	}
	lib, err := handlers.Flows(catalog, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	troubles := h.troubles(db)
	for _, d := range lib.All() {
		if len(d.For) == 0 {
			continue
		}
		found, has := trail.Trail{MerchantID: "M0008"}, false
		for _, r := range d.For {
			if list := troubles[trail.Reason(r)]; len(list) > 0 && !has {
				found, has = list[0], true
			}
		}
		about := ""
		if has {
			rare++
			about = press.Of("", press.Swipe, found.Row)
		}
		for _, language := range []string{"zh-hans", "en"} {
			all = append(all, h.walker(db, found.MerchantID, language, d, about), h.walker(db, "M0003", language, d, ""))
		}
	}
	return all, rare
}

// troubles gives the payments of the sample by the reason for which their money is where it is.
func (h *house) troubles(db *storage.DB) map[trail.Reason][]trail.Trail {
	ctx := context.Background()
	merchants, err := db.Merchants(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	by := map[trail.Reason][]trail.Trail{}
	for _, m := range merchants {
		list, _, err := db.Trails(ctx, access.For(access.Owner, m.ID), handlers.Query{MerchantID: m.ID, Limit: 5000})
		if err != nil {
			h.t.Fatal(err)
		}
		for _, tr := range list {
			for _, r := range tr.Reasons {
				by[r] = append(by[r], tr)
			}
		}
	}
	return by
}

// walker is an owner of a merchant who will walk through a playbook.
func (h *house) walker(db *storage.DB, merchant, language string, d *flow.Definition, about string) guided {
	p := h.world.Merchant(fmt.Sprintf("%s %s", d.Name, language), language)
	m := people.Member{MerchantID: merchant, User: p.ID(), Chat: p.ID(), Name: p.Name, Role: access.Owner, Standing: people.Active, JoinedAt: time.Now().AddDate(-1, 0, 0)}
	if err := db.Commit(context.Background(), inbox.Event{}, handlers.Outcome{Members: []people.Member{m}}); err != nil {
		h.t.Fatal(err)
	}
	return guided{person: p, name: d.Name, about: about, last: language == "en"}
}

// walk goes through the playbook, by one of the answers that each question
// offers, until nothing is asked any more; what has none is left out.
func (g guided) walk() error {
	g.person.Says("/menu")
	m, err := g.person.Await(".", time.Minute)
	if err != nil {
		return err
	}
	data := press.Data(press.Guide, g.name)
	if g.about != "" {
		data += g.about
	}
	if err := g.person.PressesData(m.ID, data); err != nil {
		return err
	}
	for range 40 {
		if m, err = g.person.Await(".", time.Minute); err != nil {
			return err
		}
		asked, skip, person := "", "", false
		for _, b := range slices.Concat(m.Buttons...) {
			switch p := press.Parse(b.Data); p.Verb {
			case press.Person:
				person = true
			case press.Question:
				if (asked == "" || g.last) && !slices.Contains([]string{flow.Here, flow.Skipped}, p.Arg(1)) {
					asked = b.Data
				}
				if p.Arg(1) == flow.Skipped {
					skip = b.Data
				}
			}
		}
		switch asked = cmp.Or(asked, skip); {
		case !person:
			return fmt.Errorf("no way to a person:\n%s", m.Text)
		case asked == "":
			return nil
		}
		if err := g.person.PressesData(m.ID, asked); err != nil {
			return err
		}
	}
	return fmt.Errorf("no end:\n%s", g.person.Screen())
}
