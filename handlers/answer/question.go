package answer

import (
	"slices"
	"strings"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Question is a question to put: what leads to it, its words, and the answers
// that can be tapped.
type Question struct {
	// Lead is the name of the text before it, "" for none; Title names the flow in it.
	Lead, Title string
	Text        string
	// Rows of answers. Skip ("I do not know"), Pass ("skip this") and Back are the data of the buttons for these, "" for none.
	Rows             [][]outbox.Button
	Skip, Pass, Back string
}

// Question puts a question.
func (b *Book) Question(a Audience, q Question) Reply {
	p := b.page(a)
	if q.Lead != "" {
		p.line(p.Say(q.Lead, values{"Title": q.Title}))
	}
	p.line(q.Text)
	for _, row := range q.Rows {
		p.row(row...)
	}
	p.row(p.button("back", q.Back), p.button("skip", q.Skip), p.button("pass", q.Pass))
	return p.done()
}

// Days offers the last days, today first; data gives the button of one.
func (b *Book) Days(a Audience, data func(calendar.Date) string) []outbox.Button {
	p := b.page(a)
	var row []outbox.Button
	for i := range calendar.Date(3) {
		day := a.today() - i
		word := p.Near(day, a.today())
		if word == "" {
			word = day.String()[5:] + " " + p.Weekday(day)
		}
		row = append(row, outbox.Button{Text: word, Data: data(day)})
	}
	return row
}

// NoQuestion answers who asks what the question was while none is open: asked
// is what they asked last themselves, "" for nothing.
func (b *Book) NoQuestion(a Audience, asked string) Reply {
	p := b.page(a)
	p.say("talk.no_question", nil)
	if asked != "" {
		p.say("talk.last_asked", values{"Asked": clip(asked, 200)})
	}
	p.menu()
	return p.done()
}

// Corrected says what is looked for now.
func (b *Book) Corrected(a Audience, asked Asked) Reply {
	p := b.page(a)
	p.say("talk.corrected", values{"Asked": p.asked(asked)})
	return p.done()
}

// NothingYet is NothingFound before a question: it tells what was looked for
// and what is near, and leaves what would help to the question.
func (b *Book) NothingYet(a Audience, asked Asked, near []trail.Trail, late []trail.Freshness) Reply {
	p := b.page(a)
	p.nothing(asked, late)
	p.taps(near)
	return p.done()
}

// Joined makes one reply of several: their texts in order, every button once,
// and at the end one that brings a person, about something where any was.
func Joined(all []Reply) Reply {
	var out Reply
	var texts []string
	var person outbox.Button
	seen := map[string]bool{}
	for _, r := range all {
		if r.Text != "" {
			texts = append(texts, r.Text)
		}
		for _, row := range r.Buttons {
			row = slices.DeleteFunc(slices.Clone(row), func(b outbox.Button) bool {
				if press.Parse(b.Data).Verb == press.Person {
					if person.Data == "" || len(b.Data) > len(press.Person) {
						person = b
					}
					return true
				}
				again := b.Data != "" && seen[b.Data]
				seen[b.Data] = true
				return again
			})
			if len(row) > 0 {
				out.Buttons = append(out.Buttons, row)
			}
		}
	}
	out.Text = Fit(strings.Join(texts, "\n\n"))
	if person.Data != "" {
		out.Buttons = append(out.Buttons, []outbox.Button{person})
	}
	return out
}
