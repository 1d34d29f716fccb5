package handlers

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
)

// replyForm asks for the words that go to the merchant.
func (d *Desk) replyForm(c cases.Case) outbox.SlackForm {
	return outbox.SlackForm{Callback: string(press.Reply), Meta: press.Value(c.ID),
		Title:  d.label("desk.form.reply_title"),
		Submit: d.label("desk.form.send"), Close: d.label("desk.form.cancel"),
		Inputs: []outbox.Input{{ID: press.FieldText, Label: d.label("desk.form.reply_text"), Lines: true, Max: 3000}}}
}

// resolveForm asks for the reason and the note that the merchant reads.
func (d *Desk) resolveForm(c cases.Case) outbox.SlackForm {
	var reasons []outbox.Option
	for _, r := range cases.Reasons {
		reasons = append(reasons, outbox.Option{Text: d.label("card_reason." + r), Value: r})
	}
	return outbox.SlackForm{Callback: string(press.Resolve), Meta: press.Value(c.ID),
		Title:  d.label("desk.form.resolve_title"),
		Submit: d.label("desk.form.resolve"), Close: d.label("desk.form.cancel"),
		Inputs: []outbox.Input{
			{ID: press.FieldReason, Label: d.label("desk.form.reason"), Options: reasons},
			{ID: press.FieldNote, Label: d.label("desk.form.note"), Hint: d.label("desk.form.note_hint"), Lines: true, Max: 2000},
		}}
}

// Objections tells what is wrong with a form that came back, by input, while it is
// still open before the agent with all that was typed; none for what can be done,
// and for what is no form. A case that somebody else resolved meanwhile is told at
// the last input; one's own is not, for Slack may deliver one form twice.
func (d *Desk) Objections(ctx context.Context, ev inbox.Event) (map[string]string, error) {
	e := ev.Slack
	if ev.Kind != inbox.Submit || e == nil || e.Outsider {
		return nil, nil
	}
	c, ok, err := d.Rolls.Case(ctx, press.Number(e.Value))
	if err != nil || !ok {
		return nil, err
	}
	var form outbox.SlackForm
	switch press.Action(e.Action) {
	case press.Reply:
		form = d.replyForm(c)
	case press.Resolve:
		form = d.resolveForm(c)
	default:
		return nil, nil
	}
	bad := map[string]string{}
	for _, in := range form.Inputs {
		if what := d.objection(in, e.Fields[in.ID]); what != "" {
			bad[in.ID] = what
		}
	}
	last := form.Inputs[len(form.Inputs)-1].ID
	if bad[last] == "" && !c.IsOpen() && (c.Resolution == nil || c.Resolution.By != e.User) {
		bad[last] = d.staff("desk.form.closed", map[string]any{"Case": c.Number()})
	}
	return bad, nil
}

// objection tells what is wrong with what was put into one input; "" for nothing.
func (d *Desk) objection(in outbox.Input, value string) string {
	visible := strings.ContainsFunc(value, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
	switch n := utf8.RuneCountInString(value); {
	case len(in.Options) > 0 && value == "" && !in.Optional:
		return d.staff("desk.form.choose", nil)
	case len(in.Options) == 0 && !visible && !in.Optional:
		return d.staff("desk.form.blank", nil)
	case in.Max > 0 && n > in.Max:
		return d.staff("desk.form.long", map[string]any{"Most": fmt.Sprint(in.Max), "Has": fmt.Sprint(n)})
	}
	return ""
}
