package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is somebody who is to be forgotten, and what tells them.
type person struct {
	id, number int64
	names      []string // as profiles showed them, longest first
	known      int      // rows that bear their id
	again      bool     // a hold has kept something of them at an earlier time
}

// leastName is the number of characters from which a name is looked for in
// texts: a shorter one is in every second word.
const leastName = 2

// personOf collects what tells a person, and the number that takes their place.
func personOf(ctx context.Context, t *tx, user int64) (*person, error) {
	p := &person{id: user}
	var err error
	p.number, p.again, err = one(t.row(ctx, `SELECT number FROM erasures WHERE user_id = ?`, user), scanID)
	if err != nil {
		return nil, err
	}
	if !p.again {
		if p.number, err = nextNumber(ctx, t, "erased"); err != nil {
			return nil, err
		}
	}
	add := func(names ...string) {
		for _, n := range names {
			n = strings.TrimSpace(n)
			if utf8.RuneCountInString(n) >= leastName && !slices.Contains(p.names, n) {
				p.names = append(p.names, n)
			}
		}
	}
	for _, q := range []string{`SELECT name, username FROM members WHERE user_id = ?`,
		`SELECT name, '' FROM case_watchers WHERE user_id = ?`,
		`SELECT DISTINCT name, '' FROM case_entries WHERE who = 'merchant' AND by_id = CAST(CAST(? AS BIGINT) AS TEXT)`} {
		rows, err := t.query(ctx, q, user)
		found, err := collect(rows, err, func(s scanner) (n [2]string, err error) { return n, s.Scan(&n[0], &n[1]) })
		if err != nil {
			return nil, fmt.Errorf("names: %w", err)
		}
		for _, n := range found {
			p.known++
			add(n[:]...)
		}
	}
	rows, err := t.query(ctx, `SELECT id, key, lane, attempts, body FROM inbox WHERE network = 'telegram' AND body LIKE ?`, fmt.Sprintf(`%%"user":%d,%%`, user))
	events, err := collect(rows, err, scanEvent)
	if err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	for _, ev := range events {
		if ev.Telegram != nil && ev.Telegram.User == user {
			p.known++
			add(ev.Telegram.Name, ev.Telegram.Username)
		}
	}
	return p, p.leaveShops(ctx, t)
}

// leaveShops takes the names of merchants out of those that are looked for.
func (p *person) leaveShops(ctx context.Context, t *tx) error {
	slices.SortStableFunc(p.names, func(a, b string) int { return len(b) - len(a) })
	all, err := t.db.Merchants(ctx)
	if err != nil {
		return err
	}
	for _, m := range all {
		p.names = slices.DeleteFunc(p.names, func(n string) bool { return n == m.Name || n == m.ID })
	}
	return nil
}

// actor is how the person is named from now on.
func (p *person) actor() string { return "person:" + strconv.FormatInt(p.number, 10) }

// like gives a condition that is true of every row that may tell of the person
// in one of the columns; out tells whether it does.
func (p *person) like(columns ...string) (where string, args []any) {
	words := append([]string{strconv.FormatInt(p.id, 10)}, p.names...)
	var parts []string
	for _, c := range columns {
		for _, w := range words {
			for _, form := range slices.Compact([]string{w, inJSON(w)}) {
				parts = append(parts, c+" LIKE ? ESCAPE '~'")
				args = append(args, "%"+strings.NewReplacer("~", "~~", "%", "~%", "_", "~_").Replace(form)+"%")
			}
		}
	}
	return strings.Join(parts, " OR "), args
}

// out gives a text without the person: "tg:<id>" becomes person:<number>, so
// does a name, the number alone becomes the negative one.
func (p *person) out(text string) string {
	id := strconv.FormatInt(p.id, 10)
	text = replaceWord(text, "tg:"+id, p.actor())
	text = replaceWord(text, id, strconv.FormatInt(-p.number, 10))
	for _, name := range p.names {
		text = replaceWord(text, name, p.actor())
		if coded := inJSON(name); coded != name {
			text = replaceWord(text, coded, p.actor())
		}
	}
	return text
}

// inJSON is how a text stands inside a string of JSON.
func inJSON(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return s
	}
	return string(b[1 : len(b)-1])
}

// replaceWord replaces a word where it is no part of a longer word or number.
func replaceWord(text, word, by string) string {
	var out strings.Builder
	for {
		i := strings.Index(text, word)
		if i < 0 {
			break
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		first, _ := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		out.WriteString(text[:i])
		if joined(before, first) || joined(last, after) {
			out.WriteString(word)
		} else {
			out.WriteString(by)
		}
		text = text[i+len(word):]
	}
	out.WriteString(text)
	return out.String()
}

// joined tells whether two characters beside each other belong to one word.
// Chinese is written without spaces: there a word is wherever it stands.
func joined(a, b rune) bool {
	part := func(r rune) bool {
		return r != utf8.RuneError && (unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) || r == '_')
	}
	return part(a) && part(b)
}
