package understand

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Synonyms are words that an operator adds to those of the product: other words
// for a kind of thing, and phrases that say an intent by themselves.
type Synonyms struct {
	words, phrases map[string][]string
}

// thing is what a word can be another word for, with the product's own word in
// Chinese and English, which the model is shown in its place.
type thing struct{ zh, en string }

// kinds by the names that a file uses; each is a concept of the rules.
var kinds = map[string]thing{
	"money": {"钱", "money"}, "payment": {"交易", "payment"}, "arrive": {"到账", "arrive"}, "not_arrived": {"没到账", "not arrived"},
	"short": {"少了", "short"}, "fee": {"手续费", "fee"}, "statement": {"对账单", "statement"}, "refund": {"退款", "refund"},
	"held": {"冻结", "frozen"}, "terminal": {"终端", "terminal"}, "broken": {"坏了", "broken"}, "human": {"人工", "human"},
	"twice": {"两次", "twice"}, "failed": {"失败", "failed"}, "debited": {"扣了钱", "charged"}, "when": {"什么时候", "when"},
	"where": {"在哪", "where is"}, "dispute": {"拒付", "chargeback"}, "suspicious": {"盗刷", "fraud"},
}

// meant are the intents that a phrase can be added for.
var meant = append(slices.Clone(askable), TalkToHuman, OutOfScope)

// most bounds the words of a file, so that reading stays fast.
const most = 1000

// LoadSynonyms reads the operator's words from a TOML file:
//
//	[words]    # another word for a kind of thing
//	terminal = ["小蓝盒", "blue box"]
//	[phrases]  # what says an intent by itself
//	where_is_my_money = ["钱飞了"]
//
// "" is no file. Errors name file and line, and what is allowed.
func LoadSynonyms(path string) (Synonyms, error) {
	if path == "" {
		return Synonyms{}, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Synonyms{}, fmt.Errorf("synonyms: %w", err)
	}
	s, err := parseSynonyms(string(text))
	if err != nil {
		return Synonyms{}, fmt.Errorf("synonyms: %s, %w", path, err)
	}
	return s, nil
}

func parseSynonyms(text string) (Synonyms, error) {
	var file struct {
		Words   map[string][]string `toml:"words"`
		Phrases map[string][]string `toml:"phrases"`
	}
	meta, err := toml.Decode(text, &file)
	var parse toml.ParseError
	switch {
	case errors.As(err, &parse):
		return Synonyms{}, fmt.Errorf("line %d: %s", parse.Position.Line, parse.Message)
	case err != nil:
		return Synonyms{}, fmt.Errorf("line %d: a kind or intent is given a list of words, as in terminal = [\"blue box\"] (%w)", lineOfTable(text), err)
	}
	for _, key := range meta.Undecoded() {
		return Synonyms{}, fmt.Errorf("line %d: %s is not known here; there are the tables [words] and [phrases]", lineOf(text, key[0]), key)
	}
	s := Synonyms{words: file.Words, phrases: file.Phrases}
	return s, s.check(text)
}

// check tells the first thing that is wrong, in the order of the file.
func (s Synonyms) check(text string) error {
	var wrong []fault
	count, seen := 0, map[string]string{}
	each := func(table string, all map[string][]string, allowed []string) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if !slices.Contains(allowed, name) {
				wrong = append(wrong, fault{lineOf(text, name), fmt.Sprintf("[%s] has no %s; allowed are %s", table, name, strings.Join(allowed, ", "))})
				continue
			}
			for _, w := range all[name] {
				count++
				key := script.Fold(w)
				if problem := unusable(w); problem != "" {
					wrong = append(wrong, fault{lineOf(text, w), fmt.Sprintf("%q %s", w, problem)})
				} else if other, twice := seen[key]; twice {
					wrong = append(wrong, fault{lastLineOf(text, w), fmt.Sprintf("%q is given twice: for %s and for %s", w, other, name)})
				}
				seen[key] = name
			}
		}
	}
	each("words", s.words, slices.Sorted(maps.Keys(kinds)))
	names := make([]string, len(meant))
	for i, m := range meant {
		names[i] = string(m)
	}
	slices.Sort(names)
	each("phrases", s.phrases, names)
	if count > most {
		wrong = append(wrong, fault{1, fmt.Sprintf("%d words are too many; up to %d are read", count, most)})
	}
	if len(wrong) == 0 {
		return nil
	}
	slices.SortStableFunc(wrong, func(a, b fault) int { return a.line - b.line })
	return fmt.Errorf("line %d: %s", wrong[0].line, wrong[0].what)
}

type fault struct {
	line int
	what string
}

// unusable says why a word cannot be one, "" when it can.
func unusable(w string) string {
	folded := strings.TrimSpace(script.Fold(w))
	han := strings.ContainsFunc(folded, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	switch {
	case folded == "":
		return "has no letter in it"
	case strings.ContainsAny(w, "…()|*{},"):
		return "holds one of … ( ) | * { } and comma: write every word on its own"
	case han && utf8.RuneCountInString(folded) < 2, !han && utf8.RuneCountInString(folded) < 3:
		return "is too short: it would be found in other words (two Chinese characters or three letters at least)"
	case utf8.RuneCountInString(folded) > 40:
		return "is longer than 40 characters: give the words of it that matter"
	}
	return ""
}

// lineOf is the first line that holds a word, 1 when none does.
func lineOf(text, w string) int {
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, w) && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			return i + 1
		}
	}
	return 1
}

func lastLineOf(text, w string) int {
	last := 1
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, `"`+w+`"`) {
			last = i + 1
		}
	}
	return last
}

var noList = wording.MustCompile(`^\s*[\w"]+\s*=\s*[^\[\s]`)

// lineOfTable is the first line that gives something else than a list.
func lineOfTable(text string) int {
	for i, line := range strings.Split(text, "\n") {
		if noList.MatchString(line) {
			return i + 1
		}
	}
	return 1
}
