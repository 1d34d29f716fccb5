package script

import (
	_ "embed"
	"strings"
)

// characters lists traditional characters with their simplified ones, made of
// the dictionaries of OpenCC (Apache License 2.0).
//
//go:generate go run ./table
//go:embed characters.txt
var characters string

// own lists what the table has not, or has otherwise: variants that shops
// write, and the characters of written Cantonese with the word they stand for.
const own = `
帳账 圓元 舖铺 著着 佔占 妳你
係是 嗰那 搵找 嘅的 咗了 冇没 喺在 啲些 佢他 哋们 唔不 乜什 嚟来 俾给 畀给 攞拿 睇看
`

// both are further simplified characters that traditional writing has as well.
const both = "元着占你后里台干云余于准几斗范丑郁松游志佣沾合同里面采"

var simplified, onlySimple = func() (map[rune]rune, map[rune]bool) {
	table, only := make(map[rune]rune), make(map[rune]bool)
	for _, pair := range strings.Fields(characters) {
		r := []rune(pair)
		table[r[0]], only[r[1]] = r[1], len(r) == 2
	}
	for _, r := range both {
		only[r] = false
	}
	for _, pair := range strings.Fields(own) {
		r := []rune(pair)
		table[r[0]] = r[1]
	}
	return table, only
}()

// Simplify gives the simplified form of a traditional character, and whether
// the character is one that only traditional writing has.
func Simplify(r rune) (rune, bool) {
	simple, ok := simplified[r]
	if !ok {
		return r, false
	}
	return simple, true
}

// Simplified tells whether a character is one that only simplified writing has.
func Simplified(r rune) bool { return onlySimple[r] }
