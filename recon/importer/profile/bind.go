package profile

import "strings"

// NewRow gives the evaluation of the profile, with no header yet.
func (p *Profile) NewRow() *Row {
	n := len(p.names)
	r := &Row{p: p, at: make([]int, n), text: make([]string, n), numbers: make([]*Number, n), state: make([]byte, n),
		numerals: make([]numeral, n), found: make([]numeral, len(p.groups)), known: make([]bool, len(p.groups))}
	for name, values := range p.Empty {
		r.empties = append(r.empties, condition{slot: p.slots[name], values: values})
	}
	for slot, name := range p.names {
		r.at[slot] = -1
		if s, ok := p.spans[slot]; ok && s.position >= 0 {
			r.at[slot] = s.position
		}
		for _, key := range [2]string{name, "default"} {
			if f, ok := p.Numbers[key]; ok {
				r.numbers[slot] = &f
				break
			}
		}
	}
	return r
}

// Bind ties the columns to a header and lists those that it lacks and that are
// not optional.
func (r *Row) Bind(header []string) (missing []string) {
	places := map[string]int{}
	for i, h := range header {
		if h = fold(h); h != "" {
			if _, twice := places[h]; !twice {
				places[h] = i
			}
		}
	}
	for slot, name := range r.p.names {
		printed, isColumn := r.p.Columns[name]
		if _, fixed := r.p.spans[slot]; !isColumn || fixed {
			continue
		}
		r.at[slot] = -1
		for _, want := range printed {
			if i, ok := places[fold(strings.TrimPrefix(want, r.p.Text.Prefix))]; ok {
				r.at[slot] = i
				break
			}
		}
		if r.at[slot] < 0 && !contains(r.p.Optional, name) {
			missing = append(missing, name)
		}
	}
	for i, name := range r.p.Apart {
		for _, before := range r.p.Apart[:i] {
			if slot := r.p.slots[name]; r.at[slot] >= 0 && r.at[slot] == r.at[r.p.slots[before]] {
				r.at[slot] = -1
			}
		}
	}
	return missing
}

// Strange gives the positions of the columns of a header that the layout does
// not know: neither its columns nor those it drops. A table without a header
// has none.
func (r *Row) Strange(header []string) []int {
	if r.p.Detect.Row != "" || contains(r.p.Drop, "*") {
		return nil
	}
	known := r.p.printed()
	for _, n := range r.p.Drop {
		known[fold(n)] = true
	}
	var out []int
	for i, h := range header {
		if h = fold(h); h != "" && !known[h] {
			out = append(out, i)
		}
	}
	return out
}

// printed gives all names that the layout's columns may have in a file.
func (p *Profile) printed() map[string]bool {
	known := map[string]bool{}
	for _, names := range p.Columns {
		for _, n := range names {
			known[fold(strings.TrimPrefix(n, p.Text.Prefix))] = true
		}
	}
	return known
}

// Nearly finds a name in the header, bound to no column, that is one character
// away from a name of an optional column that the file lacks: damage, as a
// column that is not there is read as empty.
func (r *Row) Nearly(header []string) (printed, want string) {
	known := r.p.printed()
	for slot, name := range r.p.names[:len(r.p.Columns)] {
		if r.at[slot] >= 0 {
			continue
		}
		for _, want := range r.p.Columns[name] {
			for _, h := range header {
				if !known[fold(h)] && oneAway([]rune(fold(h)), []rune(fold(want))) {
					return h, want
				}
			}
		}
	}
	return "", ""
}

// oneAway tells whether one character was changed, lost, added or is out of place.
func oneAway(a, b []rune) bool {
	if len(a) < 3 || len(b) < 3 || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a)+len(b) > 0 && len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// At is the position of a column in the values, -1 if the file lacks it.
func (r *Row) At(slot int) int { return r.at[slot] }

// Name is the profile's name of a column.
func (r *Row) Name(slot int) string { return r.p.names[slot] }

// Place puts a column at a position, for layouts that cut values by bytes.
func (r *Row) Place(slot, position int) { r.at[slot] = position }

// Capture sets a value of the whole file; the first that is found counts.
func (r *Row) Capture(slot int, value string) {
	if r.text[slot] == "" {
		r.text[slot] = value
	}
}

// Learn takes over what the file told to another evaluation of the profile.
func (r *Row) Learn(from *Row) {
	for i := range r.p.Captures {
		slot := r.p.slots[r.p.Captures[i].Name]
		r.Capture(slot, from.text[slot])
	}
}

// Set takes the values of the next row, cleaned as clean says.
func (r *Row) Set(fields []string, clean func(string) string) {
	prefix := r.p.Text.Prefix
	for slot := range len(r.p.Columns) {
		at := r.at[slot]
		if at < 0 || at >= len(fields) {
			r.text[slot] = ""
			continue
		}
		v := clean(fields[at])
		if prefix != "" {
			if rest, ok := strings.CutPrefix(v, prefix); ok {
				v = clean(rest)
			}
		}
		r.text[slot] = v
	}
	for i := range r.empties {
		if e := &r.empties[i]; contains(e.values, r.text[e.slot]) {
			r.text[e.slot] = ""
		}
	}
	clear(r.state)
	clear(r.known)
	for i := range r.p.Captures {
		if c := &r.p.Captures[i]; c.In == "rows" {
			if v := r.Text(c.column); v != "" {
				r.text[r.p.slots[c.Name]] = strings.Clone(v)
			}
		}
	}
}
