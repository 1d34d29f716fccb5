package handlers

import (
	"slices"
	"strings"
)

// commands are the words that command answers as such.
var commands = []string{"start", "help", "menu", "person", "human", "agent", "cases", "lang", "language", "summary", "today", "shops", "merchants", "team", "people"}

// command takes "/word@Bot rest" apart. At the beginning of a text any word is
// a command; in the midst of one ("老板 /cases 谢谢") only those that are known,
// and the words around it are its rest.
func command(text string) (word, rest string, ok bool) {
	words := strings.Fields(text)
	for i, w := range words {
		name, is := strings.CutPrefix(w, "/")
		if !is {
			continue
		}
		name, _, _ = strings.Cut(strings.ToLower(name), "@")
		if name == "" || i > 0 && !slices.Contains(commands, name) {
			continue
		}
		if i == 0 {
			_, rest, _ = strings.Cut(strings.TrimSpace(text), w)
			return name, strings.TrimSpace(rest), true
		}
		return name, strings.Join(slices.Delete(slices.Clone(words), i, i+1), " "), true
	}
	return "", "", false
}
