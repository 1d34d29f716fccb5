package importer

import (
	"encoding/json"
	"slices"
	"strings"
)

// keptColumn is a column whose text is kept beside the records.
type keptColumn struct {
	at      int
	name    string
	json    string // the name, quoted, with its colon
	account bool   // it holds numbers of accounts or cards: no more than their end is kept
}

// keep orders the unknown columns by their names; of columns with one name the
// last that has a text counts.
func (h *header) keep() []keptColumn {
	if len(h.kept) != len(h.unknown) {
		h.kept = h.kept[:0]
		for _, at := range h.unknown {
			name := h.names[at]
			h.kept = append(h.kept, keptColumn{at: at, name: name, json: string(appendJSON(nil, name)) + ":", account: ofAccounts(name)})
		}
		slices.SortStableFunc(h.kept, func(a, b keptColumn) int { return strings.Compare(a.name, b.name) })
	}
	return h.kept
}

// extra gives the columns that the layout does not know as a JSON object of
// their text, by name; "" if they are empty.
func (c *cells) extra() string {
	if len(c.head.unknown) == 0 {
		return ""
	}
	b := c.head.json[:0]
	kept := c.head.keep()
	for i := range kept {
		v := c.kept(&kept[i])
		if v == "" {
			continue
		}
		if !c.plain && destroyed(v) {
			c.loseExtra(&kept[i])
		}
		later := func(k keptColumn) bool { return k.name == kept[i].name && c.kept(&k) != "" }
		if i+1 < len(kept) && kept[i+1].name == kept[i].name && slices.ContainsFunc(kept[i+1:], later) {
			continue
		}
		separator := byte(',')
		if len(b) == 0 {
			separator = '{'
		}
		b = appendJSON(append(append(b, separator), kept[i].json...), v)
	}
	c.head.json = b
	if len(b) == 0 {
		return ""
	}
	return string(append(b, '}'))
}

// kept gives what is kept of a column in this row.
func (c *cells) kept(k *keptColumn) string {
	if k.at >= len(c.fields) || len(c.fields[k.at]) == len(c.prefix) {
		return ""
	}
	v := printable(clean(strings.TrimPrefix(c.fields[k.at], c.prefix)))
	if k.account && v != "" {
		return "****" + lastFour(v)
	}
	return hideAccounts(hideCards(v, false))
}

// appendJSON appends a text as encoding/json quotes it.
func appendJSON(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(s) // strings always marshal
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
