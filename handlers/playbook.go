package handlers

import (
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// byMenu is the topic of the playbooks that a merchant may begin at any time.
const byMenu = "menu"

// isPlaybook tells a playbook from a flow of the conversation itself.
func isPlaybook(d *flow.Definition) bool { return d != nil && len(d.For) > 0 }

// guided adds, before the last row, a button that begins the playbook of the
// first reason that has one for who reads.
func (t *turn) guided(r answer.Reply, reasons []trail.Reason, a about) answer.Reply {
	if t.asking || a.row == 0 {
		return r
	}
	for _, reason := range carriedLast(reasons) {
		if found := t.Flows.For(string(reason), string(t.member.Role)); len(found) > 0 {
			return withGuide(r, t.voice(), found[0], a.key())
		}
	}
	return r
}

// carriedLast puts carried_over behind the reasons beside it, which tell why it
// is carried.
func carriedLast(reasons []trail.Reason) []trail.Reason {
	isCarried := func(r trail.Reason) bool { return r == trail.CarriedOver }
	out := slices.DeleteFunc(slices.Clone(reasons), isCarried)
	if len(out) < len(reasons) {
		out = append(out, trail.CarriedOver)
	}
	return out
}

// guidedBy adds the button of the playbook that a topic other than a reason
// leads to (an intent, signs), for somebody of a role.
func (t *turn) guidedBy(topic string, v voice, role access.Role, r answer.Reply) answer.Reply {
	found := t.Flows.For(topic, string(role))
	if t.asking || len(found) == 0 {
		return r
	}
	return withGuide(r, v, found[0])
}

// withGuide adds, before the last row, the button that begins a playbook.
func withGuide(r answer.Reply, v voice, d *flow.Definition, about ...string) answer.Reply {
	b := outbox.Button{Text: v.say("button.guide", nil), Data: press.Data(press.Guide, append([]string{d.Name}, about...)...)}
	r.Buttons = slices.Insert(slices.Clone(r.Buttons), max(len(r.Buttons)-1, 0), []outbox.Button{b})
	return r
}

// bySigns is the topic of signs that the merchant may be a victim.
const bySigns = "signs"

// terminalGuide is the playbook that looks after who asks whether somebody was at a terminal.
const terminalGuide = "device_security"

// guides lists the playbooks that the person may begin, a button each. A question
// that is open is not put under it: a button leads back to it.
func (t *turn) guides() error {
	v := t.voice()
	var rows [][]outbox.Button
	for _, d := range t.Flows.For(byMenu, string(t.member.Role)) {
		title, err := v.flowText(flow.At{Def: d}, d.Title)
		if err != nil {
			return err
		}
		rows = append(rows, []outbox.Button{{Text: answer.Capital(title), Data: press.Data(press.Guide, d.Name)}})
	}
	if at, ok := t.openStep(); ok && t.flow.Talk.Asking() {
		title, err := v.flowText(at, at.Def.Title)
		if err != nil {
			return err
		}
		rows = append(rows, []outbox.Button{{Text: v.say("button.here", map[string]any{"Title": title}), Data: press.Data(press.Question, strconv.Itoa(at.Frame.Serial), flow.Here)}})
	}
	t.reply(t.book.Question(v.a, answer.Question{Text: v.say("guide.menu", nil), Rows: rows}))
	return nil
}

// guide begins a playbook, about a swipe or payout where the button names one.
func (t *turn) guide(p press.Press) error {
	name := p.Arg(0)
	if name == "" {
		return t.guides()
	}
	d, ok := t.Flows.Get(name)
	if !ok || !isPlaybook(d) {
		t.reply(t.voice().oldButton())
		return nil
	}
	if !d.Open(string(t.member.Role)) {
		t.reply(t.voice().notForRole())
		return nil
	}
	key, words := "", ""
	if a, is := subjectFrom(press.Data(press.Verb(p.Arg(1)), p.Arg(2))); is {
		if _, _, seen, err := t.amountOf(a); err != nil || !seen {
			if err != nil {
				return err
			}
			return t.nothingFound(unnamed)
		}
		if key = a.key(); t.flow.About == key {
			words = t.flow.Asked
		}
		t.flow.About = key
	}
	return t.advance(flow.Begin{Flow: name, About: key, Words: words})
}

// guideNamed begins the playbook whose title a message is, and lists them for
// who asks for them; the words that stop the monthly tip do that.
func (t *turn) guideNamed(text string) (bool, error) {
	switch {
	case t.spoken.is(text, "guide.menu_words"):
		t.listen(t.Reader.Read(text, t.now))
		return true, t.guides()
	case t.spoken.is(text, "guide.no_tips_words"):
		t.listen(t.Reader.Read(text, t.now))
		return true, t.setTips(false)
	}
	d := t.spoken.guides[typed(text)]
	if d == nil || !d.Leads(byMenu, string(t.member.Role)) {
		return false, nil
	}
	t.listen(t.Reader.Read(text, t.now))
	return true, t.advance(flow.Begin{Flow: d.Name})
}

// guideOn begins the playbook that a message, which means nothing else, has words of.
func (t *turn) guideOn(text string) (bool, error) {
	plain := typed(text)
	for _, w := range t.spoken.words {
		if strings.Contains(plain, w.word) && w.of.Leads(byMenu, string(t.member.Role)) {
			return true, t.advance(flow.Begin{Flow: w.of.Name, Words: text})
		}
	}
	return false, nil
}

// ownerOnly tells whether a playbook is for owners alone.
func ownerOnly(d *flow.Definition) bool {
	return len(d.Roles) == 1 && d.Roles[0] == string(access.Owner)
}
