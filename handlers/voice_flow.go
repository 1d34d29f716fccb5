package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// flowText says a text of a flow: its own, else the catalog's.
func (v voice) flowText(at flow.At, id string) (string, error) {
	if !v.t.Flows.Own(at.Def.Name, id) {
		values := map[string]any{}
		for _, name := range v.t.Flows.Known(at.Def.Name) {
			x, _ := at.Frame.Value(name)
			values[name] = v.value(x)
		}
		return v.say(id, values), nil
	}
	values := map[string]string{}
	for name, a := range at.Frame.Slots {
		values[name] = v.value(a.Value)
	}
	return v.t.Flows.Say(at.Def.Name, v.t.Texts.For(v.a.Lang).Lang(), id, values)
}

// value says what a slot holds.
func (v voice) value(x flow.Value) string {
	t := v.t.Texts.For(v.a.Lang)
	switch x.Kind {
	case flow.OfWord:
		return v.say(x.Text, nil)
	case flow.OfMoney:
		return t.Money(x.Minor, x.Currency)
	case flow.OfNumber:
		return strconv.FormatInt(x.Minor, 10)
	case flow.OfMoment:
		return t.Time(x.At.In(v.a.Now.Location()))
	case flow.OfAmount, flow.OfDays:
		days := slices.Clone(x.Days)
		for i := range days {
			days[i].Of = understand.OfUnknown // the day itself; the text says what of
		}
		return v.t.book.Facts(v.a, v.asked(session.Slots{Amounts: x.Amounts, Dates: days, Hour: -1}))
	case flow.OfFile:
		return v.say("guide.file_sent", nil)
	}
	return x.Text
}

// line is a reply of one text.
func (v voice) line(text string) answer.Reply {
	return v.t.book.Question(v.a, answer.Question{Text: text})
}

// question puts a question of a flow, with what can be tapped to answer it.
func (v voice) question(q flow.Asks) (answer.Reply, error) {
	id := q.Step.Text
	if q.Manner == flow.Again && q.Step.Again != "" {
		id = q.Step.Again
	}
	text, err := v.flowText(q.At, id)
	if err != nil {
		return answer.Reply{}, err
	}
	title, err := v.flowText(q.At, q.Def.Title)
	if err != nil {
		return answer.Reply{}, err
	}
	if q.Step.Kind == flow.List {
		line, err := v.lineOf(q)
		if err != nil {
			return answer.Reply{}, err
		}
		if text += "\n\n" + line; q.Line > 0 && q.Manner == flow.Fresh { // it stands in the message before
			text = line
		}
	}
	out := answer.Question{Lead: lead(q), Title: title, Text: text}
	data := func(choice string) string {
		return press.Data(press.Question, strconv.Itoa(q.Frame.Serial), choice)
	}
	if out.Rows, err = v.answers(q, data); err != nil {
		return answer.Reply{}, err
	}
	if q.Step.Skip != "" {
		if isPlaybook(q.Def) {
			out.Pass = data(flow.Skipped)
		} else {
			out.Skip = data(flow.Skipped)
		}
	}
	if q.Line > 0 || slices.ContainsFunc(q.Frame.Done, func(m flow.Mark) bool { s := q.Def.Steps[m.Step]; return s != nil && s.Kind.Asks() }) {
		out.Back = data(flow.Before)
	}
	return v.t.book.Question(v.a, out), nil
}

// lineOf says the line that a list is at, and those after it that one tap can
// mark with it: swipes, as far as they are still there for the person.
func (v voice) lineOf(q flow.Asks) (string, error) {
	rows, _ := q.Frame.Value(q.Step.Slot)
	var out []string
	for i, l := range q.Listed() {
		a, _ := subjectFrom(l.Key)
		tr, ok, err := v.t.Books.Trail(v.t.ctx, v.t.scope, a.row)
		if err != nil {
			return "", fmt.Errorf("read trail: %w", err)
		}
		at := map[string]any{"At": q.Line + i + 1, "Of": len(rows.Lines)}
		switch {
		case !ok:
			out = append(out, v.say("guide.line_gone", at))
		case i == 0:
			out = append(out, v.t.book.ListLine(v.a, q.Line+1, len(rows.Lines), tr))
		default:
			at["Swipe"] = v.t.book.LineSwipe(v.a, tr)
			out = append(out, v.say("guide.line_after", at))
		}
		if i == 0 && len(q.Listed()) > 1 {
			out = append(out, "", v.say("guide.lines_after", nil))
		}
	}
	return strings.Join(out, "\n"), nil
}

// lead is what stands before a question that is not put for the first time; ""
// where nothing does, or the step has words of its own for it.
func lead(q flow.Asks) string {
	switch q.Manner {
	case flow.Resumed:
		return "talk.resumed"
	case flow.Repeated:
		return "talk.repeated"
	case flow.Stale:
		return "talk.stale"
	case flow.Again:
		switch {
		case q.Step.Again != "":
		case q.Step.Kind.Files():
			return "guide.wants_file"
		case len(q.Listed()) > 1:
			return "talk.tap_only"
		case q.Step.Kind == flow.YesNo || len(q.Step.Choices) > 0:
			return "talk.tap"
		}
	}
	return ""
}

// answers are the buttons of what can be answered.
func (v voice) answers(q flow.Asks, data func(string) string) ([][]outbox.Button, error) {
	switch q.Step.Kind {
	case flow.YesNo:
		var row []outbox.Button
		for _, choice := range []string{flow.Yes, flow.No} {
			label, err := v.labelOf(q.At, choice)
			if err != nil {
				return nil, err
			}
			row = append(row, outbox.Button{Text: label, Data: data(choice)})
		}
		label, err := v.labelOf(q.At, flow.Unsure)
		if err != nil || label == "" {
			return [][]outbox.Button{row}, err
		}
		return [][]outbox.Button{row, {{Text: label, Data: data(flow.Unsure)}}}, nil
	case flow.Date:
		return [][]outbox.Button{v.t.book.Days(v.a, func(d calendar.Date) string { return data(d.String()) })}, nil
	case flow.Choose, flow.List:
		var rows [][]outbox.Button
		for _, c := range q.Step.Choices {
			label, err := v.flowText(q.At, c.Text)
			if err != nil {
				return nil, err
			}
			name := c.Name
			if q.Step.Kind == flow.List {
				name = flow.OfLine(q.Line, name)
			}
			rows = append(rows, []outbox.Button{{Text: label, Data: data(name)}})
		}
		if n := len(q.Listed()); q.Step.Kind == flow.List && n > 1 {
			label, err := v.flowText(q.At.With("listed", flow.NumberOf(int64(n))), q.Step.Rest)
			if err != nil {
				return nil, err
			}
			rows = append(rows, []outbox.Button{{Text: label, Data: data(flow.OfLine(q.Line, flow.Rest))}})
		}
		return rows, nil
	}
	return nil, nil
}

// labelOf says a choice of a step that offers some: its own label, else of a yes_no yes or no; "" for none.
func (v voice) labelOf(at flow.At, choice string) (string, error) {
	for _, c := range at.Step.Choices {
		if c.Name == choice {
			return v.flowText(at, c.Text)
		}
	}
	switch {
	case at.Step.Kind == flow.YesNo && choice == flow.Yes:
		return v.say("button.yes", nil), nil
	case at.Step.Kind == flow.YesNo && choice == flow.No:
		return v.say("button.no", nil), nil
	}
	return "", nil
}

// noQuestion answers who asks what the question was, while none is open.
func (v voice) noQuestion(asked string) answer.Reply { return v.t.book.NoQuestion(v.a, asked) }

// corrected says what is looked for now.
func (v voice) corrected(s session.Slots) answer.Reply { return v.t.book.Corrected(v.a, v.asked(s)) }

// nothingYet tells that nothing fits, before a question is asked about it.
func (v voice) nothingYet(s session.Slots, near []trail.Trail, late []trail.Freshness) answer.Reply {
	return v.t.book.NothingYet(v.a, v.asked(s), near, late)
}

// gathered tells the support team what flows asked and what was answered.
func (t *turn) gathered(frames []flow.Frame) []string {
	v := t.voiceFor("zh", t.member.Role)
	var out []string
	for _, f := range frames {
		d, ok := t.Flows.Get(f.Flow)
		if !ok {
			continue
		}
		for i, m := range f.Done {
			step := d.Steps[m.Step]
			if step == nil || !step.Kind.Asks() {
				continue
			}
			if told, err := t.stepTold(v, d, step, f.AsOf(i), m); err == nil { // the texts were proved: only a value can be at fault
				out = append(out, t.doneBy(m)+told)
			}
		}
	}
	return out
}

// stepTold says a step that asked something and what was answered.
func (t *turn) stepTold(v voice, d *flow.Definition, step *flow.Step, f flow.Frame, m flow.Mark) (string, error) {
	v.a.Now = t.now.Add(m.At.Sub(t.machine)) // "today" is the day on which it was asked
	question, err := v.flowText(flow.At{Def: d, Step: step, Frame: f}, step.Text)
	if err != nil {
		return "", err
	}
	if a, ok := f.Slots[m.Slot]; ok && m.Outcome != flow.Skipped {
		return question + " → " + v.answered(d, step, a.Value), nil
	}
	passed := "button.skip"
	if isPlaybook(d) {
		passed = "button.pass"
	}
	return question + " → " + v.say(passed, nil), nil
}

// answered says the answer to a step: of a choice its label.
func (v voice) answered(d *flow.Definition, step *flow.Step, x flow.Value) string {
	label := func(choice string) string {
		if text, err := v.labelOf(flow.At{Def: d, Step: step}, choice); err == nil && text != "" {
			return text
		}
		return choice
	}
	switch x.Kind {
	case flow.OfChoice:
		return label(x.Text)
	case flow.OfLines:
		return v.marks(step, x.Lines, label)
	}
	return v.value(x)
}

// marks says which mark lines got and the swipes behind them, the worst mark
// first; of the harmless one, which most have, only how many there are.
func (v voice) marks(step *flow.Step, lines []flow.Line, label func(mark string) string) string {
	of := map[string][]string{}
	for _, l := range lines {
		swipe := l.Key
		if a, ok := subjectFrom(l.Key); ok {
			if tr, ok, err := v.t.Books.Trail(v.t.ctx, v.t.scope, a.row); err == nil && ok { // one that is gone keeps its key
				swipe = v.t.book.Swipe(v.a, tr)
			}
		}
		of[l.Mark] = append(of[l.Mark], swipe)
	}
	var out []string
	for i, c := range slices.Backward(step.Choices) {
		swipes := strings.Join(of[c.Name], "; ")
		if i == 0 && len(of[c.Name]) > 0 {
			swipes = strconv.Itoa(len(of[c.Name]))
		}
		if swipes != "" {
			out = append(out, v.say("guide.marked", map[string]any{"Mark": label(c.Name), "Swipes": swipes}))
		}
	}
	return strings.Join(out, "\n")
}

// tappedValue is what the data of a question's button stands for: a day, else a choice.
func tappedValue(choice string) flow.Tapped {
	if d, err := calendar.ParseDate(choice); err == nil {
		day := flow.DaysOf(understand.DateRange{From: d, To: d, Of: understand.OfSwipe})
		return flow.Tapped{Value: &day}
	}
	return flow.Tapped{Choice: choice}
}
