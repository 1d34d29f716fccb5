package profile

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed shipped/*.toml
var shipped embed.FS

// Shipped gives the profiles of the product, in the order of their names. They
// are read once and never change.
func Shipped() ([]*Profile, error) { return readShipped() }

var readShipped = sync.OnceValues(func() ([]*Profile, error) {
	sub, err := fs.Sub(shipped, "shipped")
	if err != nil {
		return nil, err
	}
	return parseAll(sub, nil)
})

// Load gives the profiles of the product and those in an operator's folder
// (*.toml), in the order of their names. One of the folder with the name of
// one of the product's stands for it. folder "" is none.
func Load(folder string) ([]*Profile, error) {
	own, err := Shipped()
	if err != nil || folder == "" {
		return own, err
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no folder %s: the setting profiles names the folder of your own profiles", folder)
	}
	return parseAll(os.DirFS(folder), own)
}

// parseAll reads the *.toml files of a folder on top of known profiles. A
// profile may extend one that stands in a later file.
func parseAll(folder fs.FS, known []*Profile) ([]*Profile, error) {
	names, err := fs.Glob(folder, "*.toml")
	if err != nil {
		return nil, err
	}
	out := slices.Clone(known)
	files := map[string][]byte{}
	for _, name := range names {
		if files[name], err = fs.ReadFile(folder, name); err != nil {
			return nil, fmt.Errorf("read profile %s: %w", name, err)
		}
	}
	fresh := map[string]bool{}
	for left := names; len(left) > 0; {
		var wait []string
		for _, name := range left {
			p, err := parse(name, files[name], out)
			if errors.Is(err, errNoBase) && len(left) > 1 {
				wait = append(wait, name)
				continue
			}
			if err != nil {
				return nil, err
			}
			if fresh[p.Name] {
				return nil, fmt.Errorf("profile %s: the name %s is taken by another file of this folder: choose another", name, p.Name)
			}
			fresh[p.Name] = true
			if i := slices.IndexFunc(out, func(o *Profile) bool { return o.Name == p.Name }); i >= 0 {
				p.Replaces = true
				out[i] = p
			} else {
				out = append(out, p)
			}
		}
		if len(wait) == len(left) { // they wait for each other or for nobody: the first says so
			_, err := parse(wait[0], files[wait[0]], out)
			return nil, err
		}
		left = wait
	}
	slices.SortFunc(out, func(a, b *Profile) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

var errNoBase = errors.New("no profile is called so")

// parse reads a profile and checks it; errors name the file, the line and the
// key, and say what to do. It may extend one of those known.
func parse(file string, b []byte, known []*Profile) (*Profile, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	var head struct {
		Extends string `toml:"extends"`
	}
	said, err := toml.Decode(string(b), &head)
	if err != nil {
		return nil, syntax(file, err)
	}
	p := &Profile{}
	if head.Extends != "" {
		i := slices.IndexFunc(known, func(o *Profile) bool { return o.Name == head.Extends })
		if i < 0 {
			return nil, located(file, b, fault{"extends", fmt.Errorf("%w: %s", errNoBase, head.Extends)})
		}
		p = known[i].copyOf(said.IsDefined)
		p.base = known[i]
	}
	meta, err := toml.Decode(string(b), p)
	if err != nil {
		return nil, syntax(file, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, located(file, b, fault{unknown[0].String(), errors.New("this key is not known: see the README for those that are")})
	}
	p.File = file
	if err := p.compile(); err != nil {
		return nil, located(file, b, err)
	}
	return p, nil
}

// kindsOf names the kinds of values as an author writes them.
var kindsOf = map[string]string{"string": `a text ("...")`, "slice": `a list (["..."])`, "array": `a list (["..."])`, "integer": "a whole number", "int": "a whole number", "int64": "a whole number",
	"float": "a number", "float64": "a number", "bool": "true or false", "boolean": "true or false", "map": "a table", "map[string]any": "a table", "struct": "a table"}

// mistyped catches a value of another kind than its key takes.
var mistyped = regexp.MustCompile(`^(?:toml: )?line (\d+) \(last key "([^"]+)"\): incompatible types: TOML value has type (.+); destination has type (.+)$`)

func syntax(file string, err error) error {
	if m := mistyped.FindStringSubmatch(err.Error()); m != nil && strings.HasPrefix(m[3], "map[") && m[4] == "slice" {
		return fmt.Errorf("profile %s, line %s: there may be several of %s: write [[%s]]", file, m[1], m[2], m[2])
	} else if m != nil {
		return fmt.Errorf("profile %s, line %s: %s is %s and must be %s", file, m[1], m[2], cmp.Or(kindsOf[m[3]], m[3]), cmp.Or(kindsOf[m[4]], m[4]))
	}
	var bad toml.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("profile %s, line %d: %s", file, bad.Position.Line, strings.TrimPrefix(bad.Message, "toml: "))
	}
	return fmt.Errorf("profile %s: %s", file, strings.TrimPrefix(err.Error(), "toml: "))
}

// copyOf gives what the profile and those it extends say, before checking and
// without the lists that the extending file says anew.
func (p *Profile) copyOf(said func(key ...string) bool) *Profile {
	c := Profile{Title: p.Title, Detect: p.Detect, Text: p.Text, Time: p.Time, Currency: p.Currency, Totals: p.Totals,
		Columns: maps.Clone(p.Columns), Empty: maps.Clone(p.Empty), Numbers: maps.Clone(p.Numbers)}
	c.Time.Zones = maps.Clone(p.Time.Zones)
	anew(said, "optional", &c.Optional, p.Optional)
	anew(said, "keep", &c.Keep, p.Keep)
	anew(said, "drop", &c.Drop, p.Drop)
	anew(said, "apart", &c.Apart, p.Apart)
	anew(said, "file", &c.Captures, p.Captures)
	anew(said, "derive", &c.Derive, p.Derive)
	anew(said, "amount", &c.Amounts, p.Amounts)
	anew(said, "check", &c.Checks, p.Checks)
	anew(said, "balance", &c.Balances, p.Balances)
	anew(said, "running", &c.Running, p.Running)
	anew(said, "detect.columns", &c.Detect.Columns, p.Detect.Columns)
	anew(said, "detect.without", &c.Detect.Without, p.Detect.Without)
	anew(said, "detect.text", &c.Detect.Text, p.Detect.Text)
	anew(said, "text.skip", &c.Text.Skip, p.Text.Skip)
	anew(said, "text.widths", &c.Text.Widths, p.Text.Widths)
	anew(said, "text.sections", &c.Text.Sections, p.Text.Sections)
	anew(said, "time.formats", &c.Time.Formats, p.Time.Formats)
	anew(said, "totals.sum", &c.Totals.Sums, p.Totals.Sums)
	if said("totals", "rows") {
		c.Totals.Rows = nil
	}
	if !said("row") {
		for _, r := range p.Rules {
			r.outputs, r.signs, r.when = nil, nil, nil
			c.Rules = append(c.Rules, r)
		}
	}
	return &c
}

// anew takes over a list, unless the extending file says it itself.
func anew[T any](said func(...string) bool, key string, to *[]T, list []T) {
	if *to = nil; !said(strings.Split(key, ".")...) {
		*to = slices.Clone(list)
	}
}

// Shipped tells whether the profile is one of the product, unchanged.
func (p *Profile) Shipped() bool {
	own, err := Shipped()
	return err == nil && slices.Contains(own, p)
}

// Extending tells whether p changes q, directly or through others.
func (p *Profile) Extending(q *Profile) bool {
	for b := p.base; b != nil; b = b.base {
		if b == q || b.Name == q.Name {
			return true
		}
	}
	return false
}

// fault is what is wrong with one key of a profile: "row[2].line.gross".
type fault struct {
	key string
	err error
}

func (f fault) Error() string { return f.key + ": " + f.err.Error() }
func (f fault) Unwrap() error { return f.err }

// located puts the file and the line of the key before a fault.
func located(file string, b []byte, err error) error {
	var f fault
	if !errors.As(err, &f) {
		return fmt.Errorf("profile %s: %w", file, err)
	}
	if line := lineOf(string(b), f.key); line > 0 {
		return fmt.Errorf("profile %s, line %d: %w", file, line, f)
	}
	return fmt.Errorf("profile %s: %w", file, f)
}

// lineOf finds the line of a key, or of the table it would stand in; 0 if
// neither is in the text. Tables of a list are counted from 1: row[2].when.
func lineOf(text, key string) int {
	counts := map[string]int{}
	table, best, bestLen := "", 0, -1
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		line = strings.TrimSpace(line)
		at := ""
		switch {
		case strings.HasPrefix(line, "[["):
			name, _, _ := strings.Cut(strings.TrimPrefix(line, "[["), "]]")
			name = strings.TrimSpace(name)
			counts[name]++
			table = fmt.Sprintf("%s[%d]", name, counts[name])
			at = table
		case strings.HasPrefix(line, "["):
			name, _, _ := strings.Cut(strings.TrimPrefix(line, "["), "]")
			table = strings.TrimSpace(name)
			if list, rest, ok := strings.Cut(table, "."); ok && counts[list] > 0 {
				table = fmt.Sprintf("%s[%d].%s", list, counts[list], rest)
			}
			at = table
		default:
			k, _, ok := strings.Cut(line, "=")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			at = strings.Trim(strings.TrimSpace(k), `"`)
			if table != "" {
				at = table + "." + at
			}
		}
		plain := strings.NewReplacer("[1]", "").Replace(at)
		for _, have := range [2]string{at, plain} {
			if (have == key || strings.HasPrefix(key, have+".")) && len(have) > bestLen {
				best, bestLen = number, len(have)
			}
		}
	}
	return best
}

// ListOf names the profiles of a list, for messages.
func ListOf(profiles []*Profile) string {
	var names []string
	for _, p := range profiles {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}
