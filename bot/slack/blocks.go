package slack

import (
	"encoding/json"
	"strings"

	"github.com/slack-go/slack"

	"moneytrail/handlers/outbox"
)

// Slack's limits, in characters: docs.slack.dev/reference/block-kit.
const (
	maxHeader  = 150
	maxSection = 3000
	maxField   = 2000
	maxFields  = 10
	maxButton  = 75
	maxContext = 10
	maxTitle   = 24
	maxLabel   = 2000
	maxOption  = 75
	maxHint    = 2000
	maxText    = 3900
)

// laneBlock begins the id of a block of buttons; the rest is the lane that a press belongs to.
const laneBlock = "lane|"

// formMeta is the private metadata of a form.
type formMeta struct {
	Lane string `json:"lane"`
	Meta string `json:"meta"`
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes a text literal in places where Slack reads markup.
func escape(s string) string { return escaper.Replace(s) }

// cut shortens a text to n characters, ending with an ellipsis; an empty one
// becomes a dash, as Slack refuses empty texts.
func cut(s string, n int) string {
	if s == "" {
		return "-"
	}
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// plain is a text that Slack shows as it is: no mention, link or bold in it
// ever becomes live.
func plain(s string, n int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, cut(s, n), false, false)
}

// content gives a message's text (for notifications and screen readers) and
// its blocks.
func content(m outbox.SlackMessage, lane string) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(escape(cut(m.Text, maxText)), false), slack.MsgOptionBlocks(blocks(m, lane)...)}
}

func blocks(m outbox.SlackMessage, lane string) []slack.Block {
	if m.Card == nil {
		return paragraphs(m.Text)
	}
	var out []slack.Block
	if m.Card.Title != "" {
		out = append(out, slack.NewHeaderBlock(plain(m.Card.Title, maxHeader)))
	}
	for i := 0; i < len(m.Card.Fields); i += maxFields {
		var fields []*slack.TextBlockObject
		for _, f := range m.Card.Fields[i:min(i+maxFields, len(m.Card.Fields))] {
			fields = append(fields, plain(f.Label+"\n"+cut(f.Value, maxField-100), maxField))
		}
		out = append(out, slack.NewSectionBlock(nil, fields, nil))
	}
	for _, p := range m.Card.Parts {
		out = append(out, paragraphs(p)...)
	}
	var small []slack.MixedElement
	for _, s := range m.Card.Context {
		if len(small) < maxContext {
			small = append(small, plain(s, maxField))
		}
	}
	if len(small) > 0 {
		out = append(out, slack.NewContextBlock("", small...))
	}
	var buttons []slack.BlockElement
	for _, b := range m.Card.Buttons {
		e := slack.NewButtonBlockElement(b.Action, b.Value, plain(b.Text, maxButton))
		e.Style = slack.Style(b.Style)
		buttons = append(buttons, e)
	}
	if len(buttons) > 0 {
		out = append(out, slack.NewActionBlock(laneBlock+lane, buttons...))
	}
	return out
}

// paragraphs splits a text over as many sections as it needs, at line ends where there are any.
func paragraphs(text string) []slack.Block {
	var out []slack.Block
	r := []rune(text)
	for len(r) > maxSection {
		n := maxSection
		for i := n; i > maxSection/2; i-- {
			if r[i] == '\n' {
				n = i
				break
			}
		}
		out = append(out, slack.NewSectionBlock(plain(string(r[:n]), maxSection), nil, nil))
		r = r[n:]
	}
	return append(out, slack.NewSectionBlock(plain(string(r), maxSection), nil, nil))
}

func view(f outbox.SlackForm, lane string) slack.ModalViewRequest {
	meta, _ := json.Marshal(formMeta{lane, f.Meta}) // two strings always encode
	v := slack.ModalViewRequest{Type: slack.VTModal, CallbackID: f.Callback, PrivateMetadata: string(meta),
		Title: plain(f.Title, maxTitle), Submit: plain(f.Submit, maxTitle), Close: plain(f.Close, maxTitle)}
	if f.Intro != "" {
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, slack.NewSectionBlock(plain(f.Intro, maxSection), nil, nil))
	}
	for _, in := range f.Inputs {
		var e slack.BlockElement
		if len(in.Options) > 0 {
			var opts []*slack.OptionBlockObject
			for _, o := range in.Options {
				opts = append(opts, slack.NewOptionBlockObject(o.Value, plain(o.Text, maxOption), nil))
			}
			s := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, in.ID, opts...)
			for _, o := range opts {
				if o.Value == in.Value {
					s.InitialOption = o
				}
			}
			e = s
		} else {
			t := slack.NewPlainTextInputBlockElement(nil, in.ID)
			t.Multiline, t.InitialValue, t.MaxLength = in.Lines, in.Value, in.Max
			e = t
		}
		var hint *slack.TextBlockObject
		if in.Hint != "" {
			hint = plain(in.Hint, maxHint)
		}
		b := slack.NewInputBlock(in.ID, plain(in.Label, maxLabel), hint, e)
		b.Optional = in.Optional
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, b)
	}
	return v
}
