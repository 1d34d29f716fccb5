package sandbox

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// block is one Block Kit block or element, as JSON gives it.
type block map[string]any

func (b block) str(key string) string { s, _ := b[key].(string); return s }

// sub is a nested object, nil where there is none.
func (b block) sub(key string) block {
	m, _ := b[key].(map[string]any)
	return m
}

func (b block) list(key string) []block {
	items, _ := b[key].([]any)
	var out []block
	for _, it := range items {
		if m, ok := it.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// controls are the elements of a block that a person can use.
func (b block) controls() []block {
	var out []block
	if b.str("type") == "actions" {
		out = b.list("elements")
	}
	for _, key := range []string{"accessory", "element"} {
		if e := b.sub(key); e != nil && e.str("type") != "image" {
			out = append(out, e)
		}
	}
	return out
}

// name gives the block and its controls ids where they have none.
func (b block) name(s *workspace, i int) {
	if b.str("block_id") == "" {
		b["block_id"] = fmt.Sprintf("%s-%d", s.nextID("b"), i)
	}
	for j, e := range b.controls() {
		if e.str("action_id") == "" {
			e["action_id"] = fmt.Sprintf("%s-%d", s.nextID("a"), j)
		}
	}
}

// plain is everything that a reader sees of blocks, a line for each text.
func plain(blocks []block) string {
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case block:
			walk(map[string]any(v))
		case map[string]any:
			if t, ok := v["text"].(string); ok {
				if v["type"] == "mrkdwn" {
					t = unescapeSlack(t)
				}
				out = append(out, t)
			}
			for _, key := range []string{"text", "label", "hint", "fields", "elements", "accessory", "element", "options", "placeholder"} {
				if _, ok := v[key].(string); !ok {
					walk(v[key])
				}
			}
		}
	}
	for _, b := range blocks {
		walk(b)
	}
	return strings.Join(out, "\n")
}

// checker collects what Slack would object to.
type checker struct {
	bad []string
	ids map[string]bool
}

func (c *checker) no(path, format string, args ...any) {
	c.bad = append(c.bad, "[ERROR] "+path+": "+fmt.Sprintf(format, args...))
}

func (c *checker) length(path, s string, limit int) {
	if n := utf8.RuneCountInString(s); n > limit {
		c.no(path, "%d characters, at most %d allowed", n, limit)
	}
}

// text checks a text object; plainOnly where Slack takes no mrkdwn.
func (c *checker) text(path string, t block, limit int, plainOnly bool) {
	switch kind := t.str("type"); {
	case t == nil:
		c.no(path, "missing required field")
		return
	case kind != "plain_text" && (plainOnly || kind != "mrkdwn"):
		c.no(path, "text type %q is not allowed", kind)
	case t.str("text") == "":
		c.no(path, "must be more than 0 characters")
	}
	c.length(path, t.str("text"), limit)
}

// checkBlocks gives Slack's objections to the blocks of a message or a modal.
func checkBlocks(blocks []block, modal bool) []string {
	c := &checker{ids: map[string]bool{}}
	limit := 50
	if modal {
		limit = 100
	}
	if len(blocks) > limit {
		c.no("blocks", "%d blocks, at most %d allowed", len(blocks), limit)
	}
	for i, b := range blocks {
		c.block(fmt.Sprintf("/blocks/%d", i), b, modal)
	}
	return c.bad
}

func (c *checker) block(path string, b block, modal bool) {
	if id := b.str("block_id"); id != "" {
		c.length(path+"/block_id", id, 255)
		if c.ids[id] {
			c.no(path+"/block_id", "%q given twice", id)
		}
		c.ids[id] = true
	}
	switch kind := b.str("type"); kind {
	case "divider":
	case "header":
		c.text(path+"/text", b.sub("text"), 150, true)
	case "section":
		fields := b.list("fields")
		if b.sub("text") == nil && len(fields) == 0 {
			c.no(path, "needs text or fields")
		}
		if b.sub("text") != nil {
			c.text(path+"/text", b.sub("text"), 3000, false)
		}
		if len(fields) > 10 {
			c.no(path+"/fields", "%d fields, at most 10 allowed", len(fields))
		}
		for i, f := range fields {
			c.text(fmt.Sprintf("%s/fields/%d", path, i), f, 2000, false)
		}
	case "context":
		items := b.list("elements")
		if len(items) < 1 || len(items) > 10 {
			c.no(path+"/elements", "%d elements, 1 to 10 allowed", len(items))
		}
		for i, t := range items {
			if t.str("type") != "image" {
				c.text(fmt.Sprintf("%s/elements/%d", path, i), t, 2000, false)
			}
		}
	case "actions":
		items := b.list("elements")
		if len(items) < 1 || len(items) > 25 {
			c.no(path+"/elements", "%d elements, 1 to 25 allowed", len(items))
		}
	case "input":
		if !modal {
			c.no(path, "inputs are for modals alone here")
		}
		c.text(path+"/label", b.sub("label"), 2000, true)
		if h := b.sub("hint"); h != nil {
			c.text(path+"/hint", h, 2000, true)
		}
		if b.sub("element") == nil {
			c.no(path+"/element", "missing required field")
		}
	case "image", "rich_text":
	default:
		c.no(path, "unsupported type %q", kind)
	}
	seen := map[string]bool{}
	for i, e := range b.controls() {
		at := fmt.Sprintf("%s/controls/%d", path, i)
		if id := e.str("action_id"); id != "" {
			if seen[id] {
				c.no(at, "action_id %q given twice", id)
			}
			seen[id] = true
		}
		c.control(at, e)
	}
}

func (c *checker) control(path string, e block) {
	c.length(path+"/action_id", e.str("action_id"), 255)
	switch kind := e.str("type"); kind {
	case "button":
		c.text(path+"/text", e.sub("text"), 75, true)
		c.length(path+"/value", e.str("value"), 2000)
		if s := e.str("style"); s != "" && s != "primary" && s != "danger" {
			c.no(path+"/style", "%q is not primary or danger", s)
		}
	case "plain_text_input":
		if p := e.sub("placeholder"); p != nil {
			c.text(path+"/placeholder", p, 150, true)
		}
	case "static_select", "radio_buttons", "overflow":
		options := e.list("options")
		if len(options) < 1 || len(options) > 100 {
			c.no(path+"/options", "%d options, 1 to 100 allowed", len(options))
		}
		for i, o := range options {
			at := fmt.Sprintf("%s/options/%d", path, i)
			c.text(at+"/text", o.sub("text"), 75, kind != "radio_buttons")
			c.length(at+"/value", o.str("value"), 150)
			if o.str("value") == "" {
				c.no(at+"/value", "missing required field")
			}
		}
	default:
		c.no(path, "unsupported type %q", kind)
	}
}
