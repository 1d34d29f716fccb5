package handlers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// wish is what brings a person: the words, and where they are known the subject and the intent.
type wish struct {
	words   string
	subject string // "" = what was talked about last, else the person
	intent  understand.Intent
	urgent  bool
	alarm   bool // the support channel hears of it though its case was urgent before
	// gathered is what flows asked and what was answered, walked when the first of
	// them began; zero where there was none.
	gathered []string
	marked   []cases.Marked
	walked   time.Time
}

// withFlows is a wish with what flows gathered.
func (t *turn) withFlows(w wish, frames ...flow.Frame) wish {
	w.gathered, w.marked = t.gathered(frames), t.markedIn(frames)
	for _, f := range frames {
		if w.walked.IsZero() || f.Begun.Before(w.walked) {
			w.walked = f.Begun
		}
	}
	return w
}

// person opens a case at once, or joins the open one of the same subject.
func (t *turn) person(w wish) error {
	t.session.Misses = 0
	if w.subject == "" && t.tg.CallbackID == "" {
		if err := t.meantByAmounts(onceEach(t.flow.Asked, w.words)); err != nil {
			return err
		}
	}
	about, spoken := subjectFrom(t.flow.About)
	if err := t.caseShop(about, spoken); err != nil {
		return err
	}
	if len(t.flow.Talk.Stack) > 0 { // whatever was open is the person's to ask now
		frames := slices.Clone(t.flow.Talk.Stack)
		slices.Reverse(frames)
		w, t.flow.Talk.Stack = t.withFlows(w, frames...), nil
	}
	if w.subject == "" {
		var err error
		if w.subject, err = t.subject(); err != nil {
			return err
		}
	}
	before, err := t.unheard(t.flow.Asked, w.subject)
	if err != nil {
		return err
	}
	w.words = onceEach(before, w.words)
	c, joined, err := t.openOrJoin(w)
	if err != nil {
		return err
	}
	t.reply(t.voice().caseTaken(c, joined))
	return nil
}

// openOrJoin opens the case of a wish's subject, or lets the person in on the
// one that is open, and tells which. The answer to the person is not said yet.
func (t *turn) openOrJoin(w wish) (c cases.Case, joined bool, err error) {
	c, joined, err = t.Rolls.OpenCase(t.ctx, t.merchant.ID, w.subject)
	if err != nil {
		return c, false, fmt.Errorf("read open case: %w", err)
	}
	if joined {
		t.focus(c)
		return c, true, t.joinQuietly(c, w)
	}
	if c, err = t.newCase(w); err != nil {
		return c, false, err
	}
	t.focus(c)
	t.promises(&c)
	return c, false, t.insert(c, w)
}

// subject is what the person wants somebody for: what was talked about last, as
// far as their own role sees it, else the signs that an owner was told of, where
// nothing was asked since, else themselves.
func (t *turn) subject() (string, error) {
	a, ok := subjectFrom(t.flow.About)
	if !ok {
		if s, err := t.aboutSigns(nil); err != nil || s == cases.Signs && t.flow.Asked == "" {
			return s, err
		}
		return t.ownMatter()
	}
	if _, _, seen, err := t.amountOf(a); err != nil {
		return "", err
	} else if !seen {
		return t.ownMatter()
	}
	return a.subject(), nil
}

// ownMatter is the subject of a wish about nothing that the books know: the
// person's own case that is talked about, else a new one where something was
// asked since theirs was opened.
func (t *turn) ownMatter() (string, error) {
	plain := cases.ByPerson(t.tg.User)
	open, err := t.openCases()
	if err != nil {
		return "", err
	}
	there := false
	for _, c := range open {
		own := c.Subject == plain || strings.HasPrefix(c.Subject, plain+":")
		if own && (c.ID == t.flow.Case && !t.apart(c.Words, t.flow.Asked) || c.MerchantID == t.merchant.ID && t.asksTheSame(c, t.flow.Asked)) {
			return c.Subject, nil
		}
		there = there || c.Subject == plain && c.MerchantID == t.merchant.ID
	}
	if c, ok, err := t.untouched(open); err != nil || ok {
		return c.Subject, err
	}
	if there && t.flow.Asked != "" {
		return t.anew(), nil
	}
	return plain, nil
}

// newCase gathers everything a person in the support team needs.
func (t *turn) newCase(w wish) (cases.Case, error) {
	c := cases.Case{MerchantID: t.merchant.ID, Subject: w.subject, Status: cases.Open, Urgent: w.urgent,
		Reason: string(w.intent), Watchers: []cases.Watcher{t.watcher()}, Words: w.words, Tried: t.saidOf(w.subject), Steps: w.gathered, Marked: remarked(nil, w.marked),
		OpenedAt: t.machine, ChangedAt: t.machine, BusinessDate: t.today().String(), Currency: t.currency(t.merchant)}
	if !t.asking {
		var err error
		if c.ID, err = t.Rolls.NextCase(t.ctx); err != nil {
			return c, fmt.Errorf("reserve case number: %w", err)
		}
	}
	return c, t.gather(&c)
}

// saidOf gives the bot's last answers that belong into a case: of one about a
// swipe or payout those about that one.
func (t *turn) saidOf(subject string) []string {
	kind, _, _ := strings.Cut(subject, ":")
	var out []string
	for _, s := range t.flow.Said {
		if a, ok := subjectFrom(s.About); kind != "txn" && kind != "payout" || ok && a.subject() == subject {
			out = append(out, s.Text)
		}
	}
	return out
}

// gather fills a case with the facts of its subject as staff see them. What it
// reads was found within the merchant's own scope first.
func (t *turn) gather(c *cases.Case) error {
	kind, id, _ := strings.Cut(c.Subject, ":")
	row, _ := strconv.ParseInt(id, 10, 64)
	switch kind {
	case "txn":
		if _, ok, err := t.Books.Trail(t.ctx, access.For(access.Owner, c.MerchantID), row); err != nil || !ok {
			return err
		}
		tr, ok, err := t.Books.Trail(t.ctx, access.StaffScope(), row)
		if err != nil || !ok {
			return err
		}
		c.Transactions, c.Facts = []int64{row}, t.book.StaffFacts(tr)
		c.Amount, c.Currency, c.Reason = tr.Amount, tr.Currency, mainReason(tr.Reasons, c.Reason)
		if tr.State == trail.Declined { // no money moved: nothing is at stake
			c.Amount = 0
		}
	case "payout":
		if _, ok, err := t.Books.Payout(t.ctx, access.For(access.Owner, c.MerchantID), row); err != nil || !ok {
			return err
		}
		p, ok, err := t.Books.Payout(t.ctx, access.StaffScope(), row)
		if err != nil || !ok {
			return err
		}
		c.Payouts, c.Facts = []int64{row}, t.book.StaffPayout(p, t.now.Location())
		c.Amount, c.Currency, c.Reason = p.Amount, p.Currency, mainReason(p.Reasons, c.Reason)
	case cases.Signs, cases.Security:
		if err := t.gatherSigns(c); err != nil {
			return err
		}
	default:
		if err := t.gatherOpen(c); err != nil {
			return err
		}
	}
	return t.gatherMarked(c)
}

// order puts false before true.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func mainReason(reasons []trail.Reason, otherwise string) string {
	if len(reasons) > 0 {
		return string(reasons[0])
	}
	return otherwise
}

// insert puts a new case, its card and its first history line into the outcome.
func (t *turn) insert(c cases.Case, w wish) error {
	if t.asking {
		return nil
	}
	t.entry(c, "merchant", "opened", w.words, t.key())
	t.audit(t.actor(), "case opened", subjectOfCase(c), fmt.Sprintf("%s of %s", c.Subject, c.MerchantID))
	t.forwarded = c.ID
	if err := t.postCase(c); err != nil {
		return err
	}
	return t.bringFiles(c, w.walked)
}

// postCase puts a new case and its card into the outcome.
func (t *turn) postCase(c cases.Case) error {
	card, err := t.card(c)
	if err != nil {
		return err
	}
	t.out.Cases = append(t.out.Cases, c)
	it := post(c.Lane(), outbox.SlackMessage{Text: headline(c, card), Card: &card})
	it.Ref = c.Ref()
	t.send(heard(it))
	return t.tellAlike(c, cases.Case{})
}

// join lets the person in on an open case and tells its thread.
func (t *turn) join(c cases.Case, w wish) error {
	t.focus(c)
	if err := t.joinQuietly(c, w); err != nil {
		return err
	}
	t.reply(t.voice().caseTaken(c, true))
	return nil
}

// joinQuietly is join without the answer to the person. What is urgent makes the case urgent.
func (t *turn) joinQuietly(c cases.Case, w wish) error {
	if t.asking {
		return nil
	}
	changed := w.urgent && !c.Urgent
	if changed || w.alarm {
		t.tellUrgent(c.Number(), cmp.Or(t.tg.Text, w.words))
	}
	c.Urgent = c.Urgent || w.urgent
	for _, step := range w.gathered {
		if !slices.Contains(c.Steps, step) {
			c.Steps, changed = append(slices.Clone(c.Steps), step), true
		}
	}
	if len(w.marked) > 0 {
		c.Marked, changed = remarked(c.Marked, w.marked), true
		if err := t.gather(&c); err != nil {
			return err
		}
	}
	known := !c.Join(t.watcher(), t.machine)
	if !known || changed {
		if err := t.change(c); err != nil {
			return err
		}
	}
	if known {
		if t.forwarded != c.ID && w.words != "" && t.tg.Text != "" && t.tg.CallbackID == "" {
			t.toThread(c, t.tg.Text, t.key())
		}
		if len(w.gathered) > 0 {
			t.send(note(c, joinLines(w.gathered)))
		}
		return t.bringFiles(c, w.walked)
	}
	t.forwarded = c.ID
	t.entry(c, "merchant", "joined", w.words, t.key())
	t.audit(t.actor(), "case joined", subjectOfCase(c), "")
	t.send(note(c, t.staff("desk.thread.joined", map[string]any{"Name": t.tg.Name})+"\n"+joinLines(append([]string{w.words}, w.gathered...))))
	return t.bringFiles(c, w.walked)
}

// change puts an already stored case into the outcome and redraws its card.
func (t *turn) change(c cases.Case) error {
	card, err := t.card(c)
	if err != nil {
		return err
	}
	t.out.Cases = append(t.out.Cases, c)
	t.send(outbox.New(c.Lane(), outbox.Edit, outbox.SlackUpdate,
		outbox.SlackMessage{Of: c.Ref(), Text: headline(c, card), Card: &card}))
	before, _, err := t.Rolls.Case(t.ctx, c.ID)
	if err != nil {
		return fmt.Errorf("read case: %w", err)
	}
	return t.tellAlike(c, before)
}

// entry adds a line to a case's history. Name and By are those of the event.
func (t *turn) entry(c cases.Case, who, what, text, key string) {
	e := cases.Entry{CaseID: c.ID, At: t.machine, Who: who, What: what, Text: text, Key: key}
	switch {
	case t.ev.Slack != nil:
		e.By, e.Name = t.ev.Slack.User, t.ev.Slack.UserName
	case t.tg != nil:
		e.By, e.Name = strconv.FormatInt(t.tg.User, 10), t.tg.Name
	}
	t.out.Entries = append(t.out.Entries, e)
}

// key names the person's message in histories; "" for a pressed button.
func (t *turn) key() string {
	if t.tg.CallbackID != "" || t.tg.MessageID == 0 {
		return ""
	}
	return t.keyOf(t.tg.MessageID)
}

// keyOf names a message of the person's in histories.
func (t *turn) keyOf(message int) string { return fmt.Sprintf("tg:%d:%d", t.tg.Chat, message) }

// actor names the person of this turn in the audit trail.
func (t *turn) actor() string { return "tg:" + strconv.FormatInt(t.tg.User, 10) }

func subjectOfCase(c cases.Case) string { return "case:" + strconv.FormatInt(c.ID, 10) }
