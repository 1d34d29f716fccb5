package handlers_test

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// tale is one walk through a playbook, to be told in every language.
type tale struct {
	// what the records say when it begins
	name string
	data func(*world)
	// about is the swipe or payout it is begun about: "" the shop's 3,500.00, "-" none.
	about string
	// then is what becomes of the money while it waits.
	then func(*world)
	// path is what the merchant does, a word each, with its argument after it:
	//
	//	tap NAME    the button of this choice; on a list the mark of the line that is shown
	//	skip, back  the buttons of these
	//	photo       a photograph; paper: a document
	//	say ZH|EN   a message
	//	wait DAYS   so much later what waited comes back
	//	then        the records change
	path []string
}

// told is a tale on its way.
type toldTale struct {
	strings.Builder
	w    *world
	li   *user
	zh   bool
	seen map[string]bool // steps that were asked, waited or ended at
}

// Every playbook as a merchant walks it, in Chinese and English: on records in
// which its checks find something, and on records in which they do not. Each
// question, wait and end of it is come to.
func TestPlaybooksAsPeopleReadThem(t *testing.T) {
	lib, err := flows()
	if err != nil {
		t.Fatal(err)
	}
	tales := map[string][]tale{}
	for _, of := range []map[string][]tale{moneyTales(), terminalTales(), disputeTales(), safetyTales(), lookingTales()} {
		maps.Copy(tales, of)
	}
	for _, d := range lib.All() {
		if len(d.For) == 0 {
			continue // a flow of the conversation itself
		}
		for _, lang := range []string{"zh-Hans", "en"} {
			t.Run(d.Name+"."+lang, func(t *testing.T) {
				var all strings.Builder
				seen := map[string]bool{}
				for _, x := range tales[d.Name] {
					s := tell(t, d.Name, lang, x)
					all.WriteString(s.String())
					maps.Copy(seen, s.seen)
				}
				for _, step := range slices.Sorted(maps.Keys(d.Steps)) {
					if k := d.Steps[step].Kind; (k.Asks() || k == "wait" || k == "end") && !seen[d.Name+"."+step] {
						t.Errorf("no tale comes to %s", step)
					}
				}
				golden(t, "playbooks/"+d.Name+"."+lang, all.String())
			})
		}
	}
}

// tell walks a tale and writes down what was said.
func tell(t *testing.T, playbook, lang string, x tale) *toldTale {
	t.Helper()
	w, li := talk(t)
	li.name, li.lang = "李老板", lang
	w.members[0].Name = li.name
	w.books.activity.Merchant = w.books.merchants[0]
	w.books.activity.Zone = shanghai
	if x.data != nil {
		x.data(w)
	}
	s := &toldTale{w: w, li: li, zh: lang != "en", seen: map[string]bool{}}
	fmt.Fprintf(s, "# %s: %s\n", playbook, x.name)
	begin := press.Data(press.Guide, playbook)
	if x.about != "-" {
		begin = press.Data(press.Guide, playbook, cmp.Or(x.about, "t:11"))
	}
	s.does("["+playbook+"]", func() []outbox.Item {
		return w.turn(li.event(inbox.Press, inbox.TelegramEvent{CallbackID: "1", Data: begin, MessageID: w.id()}))
	})
	for _, step := range x.path {
		word, arg, _ := strings.Cut(step, " ")
		s.step(t, x, word, arg)
	}
	s.staff(t)
	s.WriteString("\n")
	return s
}

func (s *toldTale) step(t *testing.T, x tale, word, arg string) {
	t.Helper()
	w, li := s.w, s.li
	switch word {
	case "tap":
		s.taps(t, arg)
	case "skip", "back":
		s.taps(t, word)
	case "photo":
		s.does("(photo)", func() []outbox.Item {
			return w.turn(li.event(inbox.Message, photo(inbox.Media{Name: "slip.jpg"})))
		})
	case "paper":
		s.does("(document)", func() []outbox.Item {
			return w.turn(li.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Media: &inbox.Media{Kind: "document", FileID: "d", Name: "invoice.pdf"}}))
		})
	case "say":
		zh, en, two := strings.Cut(arg, "|")
		text := en
		if s.zh || !two {
			text = zh
		}
		s.does(text, func() []outbox.Item {
			return w.turn(li.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: text}))
		})
	case "wait":
		var days int
		if _, err := fmt.Sscan(arg, &days); err != nil {
			t.Fatal(err)
		}
		w.later(time.Duration(days) * 24 * time.Hour)
		s.does("("+w.now.Format("2006-01-02 15:04")+")", w.dues)
	case "then":
		x.then(w)
	default:
		t.Fatalf("%q is no step of a tale", word)
	}
}

// taps presses the button of a choice.
func (s *toldTale) taps(t *testing.T, choice string) {
	t.Helper()
	for _, row := range s.li.last.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Data, string(press.Question)+":") && (strings.HasSuffix(b.Data, ":"+choice) || strings.HasSuffix(b.Data, "."+choice)) {
				s.does("["+b.Text+"]", func() []outbox.Item {
					return s.w.turn(s.li.event(inbox.Press, inbox.TelegramEvent{CallbackID: "1", Data: b.Data, MessageID: s.w.id()}))
				})
				return
			}
		}
	}
	t.Fatalf("no button %q in\n%s", choice, s.String())
}

// does writes down what the merchant did and what they read then.
func (s *toldTale) does(what string, do func() []outbox.Item) {
	s.w.t.Helper()
	s.w.later(time.Minute)
	runs := len(s.w.runs)
	items := do()
	s.li.gets(items)
	fmt.Fprintf(s, "> %s\n", what)
	for _, it := range items {
		if it.Op != outbox.TelegramSend && it.Op != outbox.TelegramEdit && it.Op != outbox.TelegramFile {
			continue
		}
		m := decode[outbox.TelegramMessage](s.w.t, it)
		if m.File != nil {
			fmt.Fprintf(s, "(%s)\n", m.File.Name)
			m.Text += "\n" + plainPage(string(m.File.Content))
		}
		s.WriteString(m.Text + "\n")
		for _, row := range m.Buttons {
			for _, b := range row {
				if !strings.HasPrefix(b.Data, string(press.Person)) { // it is under every message
					s.WriteString("[" + b.Text + "] ")
				}
			}
		}
		s.WriteString("\n")
	}
	talk := s.w.sessions[[2]int64{1, 1}].Open().Talk
	for _, f := range slices.Concat(talk.Stack, talk.Waiting) {
		s.seen[f.Flow+"."+f.Step] = true
		for _, m := range f.Done {
			s.seen[f.Flow+"."+m.Step] = true
		}
	}
	for _, r := range s.w.runs[runs:] {
		s.seen[r.Playbook+"."+r.Step] = true
	}
}

// staff writes down the cases that were opened, as far as the walk made them.
func (s *toldTale) staff(t *testing.T) {
	t.Helper()
	for _, id := range slices.Sorted(maps.Keys(s.w.cases)) {
		c := s.w.cases[id]
		urgent := ""
		if c.Urgent {
			urgent = ", urgent"
		}
		fmt.Fprintf(s, "== %s of %s%s\n", c.Number(), c.Subject, urgent)
		for _, e := range s.w.entries {
			if e.CaseID == id && (e.What == "step" || e.What == "sent") {
				fmt.Fprintf(s, "%s %s%s: %s\n", e.At.Format("01-02 15:04"), e.Who, map[bool]string{true: " " + e.Name}[e.Name != ""], strings.ReplaceAll(e.Text, "\n", " "))
			}
		}
	}
	if n := len(s.w.runs); n > 0 {
		r := s.w.runs[n-1]
		fmt.Fprintf(s, "== %s %s\n", r.Playbook, cmp.Or(r.How, "goes on"))
	}
}

var (
	style = regexp.MustCompile(`(?s)<style>.*?</style>|<title>.*?</title>`)
	tags  = regexp.MustCompile(`<[^>]*>`)
	gaps  = regexp.MustCompile(`\s*\n\s*`)
)

// plainPage is the words of a document.
func plainPage(page string) string {
	page = strings.NewReplacer("</td>", " | ", "</th>", " | ", "<br>", "\n", "&#34;", `"`).Replace(page)
	return strings.TrimSpace(gaps.ReplaceAllString(tags.ReplaceAllString(style.ReplaceAllString(page, ""), "\n"), "\n"))
}

// swiped11 sets what the shop's 3,500.00 has come to.
func swiped11(state trail.State, reason trail.Reason, more ...func(*trail.Trail)) func(*world) {
	return func(w *world) {
		tr := w.about(state, reason)
		tr.Due.On = calendar.NewDate(2026, 11, 23)
		tr.Arithmetic = trail.Arithmetic{Gross: tr.Amount, Fee: 2100, Net: tr.Amount - 2100, Priced: true, FeeRate: "0.60"}
		for _, m := range more {
			m(tr)
		}
	}
}

// paidOut puts it into a payout of 12,000.00 that has come as far as state.
func paidOut(state trail.PayoutState) func(*trail.Trail) {
	return func(tr *trail.Trail) {
		tr.Payout = &trail.PayoutRef{Row: 5, ID: "P1120", State: state, Amount: 1200000, Account: "1234", SentOn: calendar.NewDate(2026, 11, 20), CheckBy: calendar.NewDate(2026, 11, 23)}
		if state == trail.PayoutArrived {
			tr.Payout.ArrivedOn, tr.Payout.BankReference = calendar.NewDate(2026, 11, 20), "B7781"
		}
	}
}

// neededBy is the day before which its papers are wanted.
func neededBy(day int) func(*trail.Trail) {
	return func(tr *trail.Trail) { tr.NeededBy = calendar.NewDate(2026, 11, day) }
}

// becomes has the swipe of a tale come to something else.
func becomes(state trail.State, reasons ...trail.Reason) func(*world) {
	return func(w *world) {
		w.books.trails[0].State, w.books.trails[0].Reasons = state, reasons
	}
}

// moves changes the books of the shop.
func moves(more ...func(*world)) func(*world) {
	return func(w *world) {
		for _, m := range more {
			m(w)
		}
	}
}

// reported has a terminal report something of itself some hours ago.
func reported(kind, reference string, hours int) func(*world) {
	return func(w *world) {
		a := &w.books.activity
		a.Events = append(a.Events, record.Event{MerchantID: "M0001", Kind: kind, TerminalID: "K001", Reference: reference,
			Time: record.Stamp{Time: noon.Add(-time.Duration(hours) * time.Hour)}})
	}
}
