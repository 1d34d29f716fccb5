package statement

import "strings"

// MaxMemo bounds the text kept of one entry, in bytes.
const MaxMemo = 32 << 10

// Memo collects the text of an entry, each piece once: first the references by
// which the payer knows its payments, then words of the bank and the payer.
type Memo struct {
	first, rest []string
	size        int
	seen        map[string]bool
	// Cut: the text was longer than MaxMemo.
	Cut bool
}

// none are words that banks print where there is no reference.
func none(s string) bool {
	switch strings.ToUpper(s) {
	case "", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "N/A":
		return true
	}
	return false
}

// Ref gives a reference, "" for the words that stand for none.
func Ref(s string) string {
	if none(s) {
		return ""
	}
	return s
}

// Add appends a text after a blank; what is there already, and words that say
// that there is nothing, are left out.
func (m *Memo) Add(text string) { m.add(&m.rest, text) }

// Lead adds a reference of a payment before all other text.
func (m *Memo) Lead(text string) { m.add(&m.first, text) }

func (m *Memo) add(to *[]string, text string) {
	text = strings.Join(strings.Fields(text), " ")
	if none(text) || m.seen[text] {
		return
	}
	if m.size+len(text)+1 > MaxMemo {
		m.Cut = true
		return
	}
	if m.seen == nil {
		m.seen = map[string]bool{}
	}
	m.seen[text] = true
	m.size += len(text) + 1
	*to = append(*to, text)
}

// String is the memo.
func (m *Memo) String() string {
	return strings.Join(append(m.first[:len(m.first):len(m.first)], m.rest...), " ")
}

// Came adds what the product's own readers look for in an entry that takes
// money back: RETURN, the reason, REVERSAL.
func (m *Memo) Came(reason string, reversal bool) {
	switch {
	case reason != "":
		m.Add("RETURN " + reason)
	case reversal:
		m.Add("RETURN")
	}
	if reversal {
		m.Add("REVERSAL")
	}
}
