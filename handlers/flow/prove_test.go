package flow

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// tiny is a flow with nothing wrong.
const tiny = `
name = "tiny"
version = 1
title = "title"
start = "ask"
[steps.ask]
kind = "yes_no"
text = "ask"
go = { yes = "done" }
next = "person"
[steps.done]
kind = "end"
end = "solved"
text = "done"
[steps.person]
kind = "end"
end = "case"
text = "done"
[texts.en]
title = "Tiny"
ask = "Is it?"
done = "Done."
`

func TestEveryMistakeIsToldWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		want           []string
	}{
		{"nothing", "", "", nil},
		{"a branch to nowhere", `yes = "done"`, `yes = "don"`, []string{
			`tiny.toml: flow tiny: step ask: go.yes: there is no step "don"`,
			`tiny.toml: flow tiny: step done: nothing leads here`}},
		{"an outcome without a way", `next = "person"`, ``, []string{
			`tiny.toml: flow tiny: step ask: go.no: is missing, and there is no next: no leads nowhere`,
			`tiny.toml: flow tiny: step person: nothing leads here`}},
		{"an outcome that cannot be", `yes = "done"`, `maybe = "done"`, []string{
			`tiny.toml: flow tiny: step ask: go.maybe: cannot happen; there are yes, no`}},
		{"a circle", `end = "solved"`, `x`, []string{"tiny.toml: line "}},
		{"no end", "kind = \"end\"\nend = \"solved\"\ntext = \"done\"", "kind = \"say\"\ntext = \"done\"\nnext = \"done\"", []string{
			`tiny.toml: flow tiny: step done: no way from here comes to an end`}},
		{"a missing text", `ask = "Is it?"`, ``, []string{
			`tiny.toml: flow tiny: step ask: text: there is no text "ask", neither in [texts] nor in the catalog`}},
		{"a missing language", "[texts.en]", "[texts.en]\nx = \"y\"\n[texts.de]", []string{
			`tiny.toml: flow tiny: texts.de: is not a language of the product: en`,
			`tiny.toml: flow tiny: texts.x: no step says it`,
			`tiny.toml: flow tiny: step ask: text: the text "ask" is missing in en`}},
		{"a value that nobody gives", `Is it?`, `Is it {{.amount}}?`, []string{
			`tiny.toml: flow tiny: texts.en.ask: there is no value "amount"`}},
		{"a text that is no template", `Is it?`, `Is it {{.ask?`, []string{`tiny.toml: flow tiny: texts.en.ask: ask:1: `}},
		{"a key that means nothing", `kind = "yes_no"`, "kind = \"yes_no\"\ndays = 3", []string{
			`tiny.toml: flow tiny: step ask: days: means nothing on a step of kind yes_no`}},
		{"an unknown key", `kind = "yes_no"`, "kind = \"yes_no\"\ncolour = 3", []string{
			`tiny.toml: flow tiny: step ask: colour: there is no such key`}},
		{"an unknown kind", `kind = "yes_no"`, `kind = "ask"`, []string{`tiny.toml: flow tiny: step ask: kind: "ask" is none of [say check`}},
		{"an unknown check", "kind = \"yes_no\"\ntext = \"ask\"", "kind = \"check\"\ncheck = \"luck\"", []string{
			`tiny.toml: flow tiny: step ask: check: there is no check "luck"; there are find`}},
		{"no version", `version = 1`, ``, []string{`tiny.toml: flow tiny: version: the first version is 1`}},
		{"no start", `start = "ask"`, `start = "begin"`, []string{`tiny.toml: flow tiny: start: there is no step "begin"`}},
		{"a name that is none", `name = "tiny"`, `name = "Tiny flow"`, []string{`tiny.toml: flow Tiny flow: name: "Tiny flow" is no name`}},
		{"an unknown topic", `start = "ask"`, "start = \"ask\"\nfor = [\"weather\"]", []string{`tiny.toml: flow tiny: for: nothing is called "weather"`}},
		{"one choice", "kind = \"yes_no\"", "kind = \"choose\"\nchoices = [{ name = \"yes\", text = \"done\" }]", []string{
			`tiny.toml: flow tiny: step ask: choices: there must be at least two`}},
		{"a choice named as a button", "kind = \"yes_no\"", "kind = \"choose\"\nchoices = [{ name = \"yes\", text = \"done\" }, { name = \"skip\", text = \"done\" }]", []string{
			`tiny.toml: flow tiny: step ask: choices: "skip" is no name for a choice`}},
		{"a list of nothing", "kind = \"yes_no\"", "kind = \"list\"\nchoices = [{ name = \"yes\", text = \"done\" }, { name = \"b\", text = \"done\" }]", []string{
			`tiny.toml: flow tiny: step ask: from: is missing: which slot holds the lines`}},
		{"lines that nobody finds", "kind = \"yes_no\"", "kind = \"list\"\nfrom = \"rows\"\nchoices = [{ name = \"yes\", text = \"done\" }, { name = \"b\", text = \"done\" }]", []string{
			`tiny.toml: flow tiny: step ask: from: no step and no check fills "rows"`}},
		{"a flow after it that is not there", `end = "solved"`, "end = \"solved\"\nthen = \"next\"", []string{
			`tiny.toml: flow tiny: step done: then: there is no flow "next"`}},
		{"a question that comes again", `yes = "done"`, `yes = "ask"`, []string{
			`tiny.toml: flow tiny: step ask: always: is missing: the flow can come back here`}},
		{"an answer in the place of what a check found", "[steps.person]", "[steps.l]\nkind = \"check\"\ncheck = \"find\"\nnext = \"person\"\n[steps.row]\nkind = \"yes_no\"\nslot = \"rows\"\ntext = \"ask\"\nnext = \"done\"\n[steps.person]", []string{
			`tiny.toml: flow tiny: step row: slot: "rows" is filled by the check of step l: give the answer another slot`}},
		{"a wait without a day", `[steps.person]`, "[steps.w]\nkind = \"wait\"\ntext = \"done\"\nnext = \"done\"\n[steps.person]", []string{
			`tiny.toml: flow tiny: step w: days: a wait needs a number of days, or a slot with the day in from`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := strings.Replace(tiny, c.from, c.to, 1)
			if c.from != "" && file == tiny {
				t.Fatal("the mistake was not made")
			}
			all, err := Read(fstest.MapFS{"tiny.toml": {Data: []byte(file)}})
			if err == nil {
				_, err = New(terms(), all...)
			}
			if len(c.want) == 0 {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil {
				t.Fatal("nobody noticed")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("not told: %s\nbut:\n%v", want, err)
				}
			}
			if len(Problems(err)) == 0 {
				t.Errorf("no problem in %v", err)
			}
		})
	}
}

func TestTwoFlowsOfOneNameAreRefused(t *testing.T) {
	all, err := Read(fstest.MapFS{"a.toml": {Data: []byte(tiny)}, "b.toml": {Data: []byte(tiny)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(terms(), all...); err == nil || !strings.Contains(err.Error(), "two flows of this name") {
		t.Fatal(err)
	}
}

func TestTextsAreSaidWithTheirValuesAndDerivedWhereLeftOut(t *testing.T) {
	d, err := Parse("lost.toml", []byte(strings.Replace(lost, "then = \"other\"", "", 1)))
	if err != nil {
		t.Fatal(err)
	}
	over := terms()
	over.Languages = []string{"en", "xx"}
	over.Derive = map[string]Derived{"xx": {From: "en", Convert: strings.ToUpper}}
	l, err := New(over, d)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, say := range []struct {
		lang, id string
		values   map[string]string
	}{{"en", "told", nil}, {"xx", "told", map[string]string{"note": "hello"}}, {"xx", "pause", map[string]string{"due": "Monday"}}} {
		s, err := l.Say("lost", say.lang, say.id, say.values)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	if diff := cmp.Diff([]string{"Noted.", "NOTED: hello.", "I LOOK AGAIN ON Monday."}, got); diff != "" {
		t.Fatal(diff)
	}
	if _, err := l.Say("lost", "en", "nothing", nil); err == nil || l.Own("lost", "nothing") || !l.Own("lost", "told") {
		t.Fatal("a text that is not there is said")
	}
	if len(l.For("missing_in_settlement", "cashier")) != 1 || len(l.For("refund", "owner")) != 0 {
		t.Fatal("what leads where")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(tiny))
	f.Add([]byte(lost))
	f.Add([]byte(other))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := Parse("f.toml", raw)
		if err != nil {
			return
		}
		if l, err := New(terms(), d); err == nil {
			s, acts := l.Advance(State{}, Begin{Flow: d.Name}, Now{Machine: friday, Business: friday})
			if len(acts) == 0 || len(s.Stack) > MaxDepth {
				t.Fatalf("%d acts, %d flows", len(acts), len(s.Stack))
			}
		}
	})
}
