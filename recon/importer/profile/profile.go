// Package profile describes layouts of delimited files as data: one TOML file
// tells how a file is recognised, how its columns are named, and which native
// rows each of its rows becomes. The importer reads files by it.
package profile

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"
)

//go:embed shipped/*.toml
var shipped embed.FS

// Profile is one layout.
type Profile struct {
	// Name is also the source of rows that name none.
	Name  string `toml:"name"`
	Title string `toml:"title"`
	// Detect: a file whose header has all of these printed names is of this layout.
	Detect struct {
		Columns []string `toml:"columns"`
	} `toml:"detect"`
	Text    Text                `toml:"text"`
	Time    Time                `toml:"time"`
	Columns map[string][]string `toml:"columns"`
	// Empty lists values that mean nothing in a column.
	Empty map[string][]string `toml:"empty"`
	// Keep names columns whose text is kept beside the records.
	Keep []string `toml:"keep"`
	// Currency of a row, a template.
	Currency string   `toml:"currency"`
	Derive   []Derive `toml:"derive"`
	Amounts  []Amount `toml:"amount"`
	Checks   []Check  `toml:"check"`
	Rules    []Rule   `toml:"row"`
	// Totals at the end of the file, and balances of groups of rows.
	Totals   Totals    `toml:"totals"`
	Balances []Balance `toml:"balance"`

	currency Template
}

// Text is how a line becomes fields.
type Text struct {
	Delimiter string `toml:"delimiter"` // one ASCII character, "," if empty
	Quotes    bool   `toml:"quotes"`    // fields may be quoted as in RFC 4180
	Prefix    string `toml:"prefix"`    // removed from the front of every value
}

// Time tells the zone of printed times: one for all, or an abbreviation in a column.
type Time struct {
	Zone   string            `toml:"zone"`
	Column string            `toml:"column"`
	Zones  map[string]string `toml:"zones"` // abbreviation = offset, +08:00

	location *time.Location
}

// Derive makes a column of the first group that Find catches in another.
type Derive struct {
	Name   string `toml:"name"`
	Column string `toml:"column"`
	Find   string `toml:"find"`

	find *regexp.Regexp
}

// Amount names an expression; of several with one name the first that applies counts.
type Amount struct {
	Name string   `toml:"name"`
	Same []string `toml:"same"` // applies when these columns hold the same text
	Is   string   `toml:"is"`

	sum Sum
}

// Check is a law of a row: Left = Right, a warning where it fails.
type Check struct {
	Name  string   `toml:"name"`
	When  When     `toml:"when"`
	Same  []string `toml:"same"`
	Left  string   `toml:"left"`
	Right string   `toml:"right"`

	left, right Sum
}

// When limits a rule to rows whose columns have one of the listed values.
type When map[string][]string

// Rule says what rows of one sort become. The first rule that fits a row
// counts. Values are templates, or sums where the native column is an amount.
type Rule struct {
	When When `toml:"when"`
	// Nonzero: the rule fits only if this sum is not 0; Zero the opposite.
	Nonzero string `toml:"nonzero"`
	Zero    string `toml:"zero"`
	// Warn is shown with the row, for rows that nobody has classified yet.
	Warn        string            `toml:"warn"`
	Transaction map[string]string `toml:"transaction"`
	Line        map[string]string `toml:"line"`
	Adjustment  map[string]string `toml:"adjustment"` // a second line
	// AdjustmentUnless0: the adjustment exists only if this sum is not 0.
	AdjustmentUnless0 string            `toml:"adjustment_unless_zero"`
	Payout            map[string]string `toml:"payout"`
	// Ordinal: ids repeated in the file get #2, #3: the rows have no id of their own.
	Ordinal bool `toml:"ordinal"`

	nonzero, zero, adjust *Sum
	outputs               []Output
}

// Totals are lines at the end of a file: one that begins with Header names
// them, the next one has the numbers.
type Totals struct {
	Header string  `toml:"header"`
	Sums   []Total `toml:"sum"`
}

// Total is one printed total, under any of its names.
type Total struct {
	Names []string `toml:"names"`
	Count bool     `toml:"count"`
	Sum   string   `toml:"sum"`

	sum Sum
}

// Balance is a law over groups of rows: what the payout rows took out equals
// the sum of the others. Excerpts break it, so it warns.
type Balance struct {
	Name   string `toml:"name"` // template, also the group
	Sum    string `toml:"sum"`
	Payout When   `toml:"payout"`

	name Template
	sum  Sum
}

// Shipped gives the profiles of the product, in the order of their names. They
// are read once and never change.
func Shipped() ([]*Profile, error) { return readShipped() }

var readShipped = sync.OnceValues(func() ([]*Profile, error) {
	names, err := fs.Glob(shipped, "shipped/*.toml")
	if err != nil {
		return nil, err
	}
	var out []*Profile
	for _, name := range names {
		b, err := shipped.ReadFile(name)
		if err != nil {
			return nil, err
		}
		p, err := Parse(path.Base(name), b)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
})

// Parse reads a profile and checks it; errors name the file and, for TOML
// itself, the line.
func Parse(name string, b []byte) (*Profile, error) {
	p := &Profile{}
	meta, err := toml.NewDecoder(bytes.NewReader(b)).Decode(p)
	if err != nil {
		var at toml.ParseError
		if errors.As(err, &at) {
			return nil, fmt.Errorf("profile %s, line %d: %s", name, at.Position.Line, at.Message)
		}
		return nil, fmt.Errorf("profile %s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("profile %s: unknown key %s", name, unknown[0])
	}
	if err := p.compile(); err != nil {
		return nil, fmt.Errorf("profile %s: %w", name, err)
	}
	return p, nil
}

// Comma is the delimiter.
func (p *Profile) Comma() byte {
	if p.Text.Delimiter == "" {
		return ','
	}
	return p.Text.Delimiter[0]
}

// Matches tells whether a header, its fields cleaned, is of this layout.
func (p *Profile) Matches(fields []string) bool {
	have := map[string]bool{}
	for _, f := range fields {
		have[strings.TrimPrefix(f, p.Text.Prefix)] = true
	}
	for _, c := range p.Detect.Columns {
		if !have[c] {
			return false
		}
	}
	return true
}

// Offset gives the zone of a row's times: the profile's, or the one that the
// abbreviation stands for.
func (t Time) Offset(abbreviation string) (*time.Location, error) {
	if t.Column == "" {
		return t.location, nil
	}
	offset, ok := t.Zones[abbreviation]
	if !ok {
		return nil, fmt.Errorf("%q is no time zone that this layout knows: add it to [time.zones] of the profile", abbreviation)
	}
	at, err := time.Parse("-07:00", offset)
	if err != nil {
		return nil, err
	}
	return at.Location(), nil
}
