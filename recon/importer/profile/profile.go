// Package profile describes layouts of tables as data: one TOML file tells how
// a file is recognised, how its records and columns are cut, what its numbers
// and times mean, which native rows each of its rows becomes, and what must
// tie. The importer reads delimited, fixed-width and spreadsheet files by it.
package profile

import (
	"regexp"
	"time"
)

// Profile is one layout.
type Profile struct {
	// Name is also the source of rows that name none.
	Name  string `toml:"name"`
	Title string `toml:"title"`
	// Extends names the profile that this one changes: what is not said here is as
	// there. Where both know a file, the one that extends reads it.
	Extends string `toml:"extends"`
	Detect  Detect `toml:"detect"`
	Text    Text   `toml:"text"`
	Time    Time   `toml:"time"`
	// Columns: the profile's name of a column, and the names that files print for
	// it; the first that a header has counts. "#3" is the third value of a row,
	// "67-78" are bytes of a fixed-width record.
	Columns map[string][]string `toml:"columns"`
	// Optional columns may be missing from a file; all others must be there.
	Optional []string `toml:"optional"`
	// Apart lists columns that are never one: of those that would be read from the
	// same place, only the first is there.
	Apart []string `toml:"apart"`
	// Empty lists values that mean nothing in a column.
	Empty map[string][]string `toml:"empty"`
	// Keep names columns whose text is kept beside the records, as the text of
	// columns is that the layout does not know. The other columns are dropped at
	// the door, and so are those that Drop lists by their printed names ("*": all
	// that have no name here).
	Keep []string `toml:"keep"`
	Drop []string `toml:"drop"`
	// Numbers tell how a column prints numbers; "default" is for all others.
	Numbers map[string]Number `toml:"numbers"`
	// Currency of a row, a template.
	Currency string    `toml:"currency"`
	Captures []Capture `toml:"file"`
	Derive   []Derive  `toml:"derive"`
	Amounts  []Amount  `toml:"amount"`
	Checks   []Check   `toml:"check"`
	Rules    []Rule    `toml:"row"`
	// What must tie: totals printed in the file, groups of rows, running balances.
	Totals   Totals    `toml:"totals"`
	Balances []Balance `toml:"balance"`
	Running  []Running `toml:"running"`

	// File is the name of the file that the profile was read from.
	File string `toml:"-"`
	// Replaces: an operator's profile that stands for the product's of that name.
	Replaces bool `toml:"-"`

	base     *Profile
	header   [][]string // names that tell the layout, as they are compared
	without  []string
	sections [][][]string
	currency Template
	names    []string // of the slots
	slots    map[string]int
	derived  map[int]*Derive
	spans    map[int]span // byte ranges and positions of columns, by slot
	amounts  map[string]int
	summed   map[int]bool // columns that are read as numbers, by slot
	groups   [][]*Amount
}

// Detect tells a file by what is in it.
type Detect struct {
	// Columns: the header has all of these printed names; "a|b" is either.
	Columns []string `toml:"columns"`
	// Without: the header has none of these.
	Without []string `toml:"without"`
	// Text: all of these stand in the lines down to the header.
	Text []string `toml:"text"`
	// Row: the first record matches this pattern, where there is no header line.
	Row string `toml:"row"`

	row *regexp.Regexp
}

// Text is how a file becomes records, and a record values.
type Text struct {
	Delimiter string `toml:"delimiter"` // one ASCII character, "," if empty
	Quotes    bool   `toml:"quotes"`    // values may be quoted as in RFC 4180
	Prefix    string `toml:"prefix"`    // removed from the front of every value
	// Above is how many lines at most may stand above the header.
	Above int `toml:"above"`
	// Comment begins lines that are no records.
	Comment string `toml:"comment"`
	// Skip are patterns of other lines that are no records.
	Skip []string `toml:"skip"`
	// End is a text in the line, no record itself, that ends the records of a whole
	// file; where EndOptional is set, its absence is a warning and not a refusal.
	End         string `toml:"end"`
	EndOptional bool   `toml:"end_optional"`
	// Rest: the last column takes all that is left, with delimiters in it.
	Rest bool `toml:"rest"`
	// Ragged: records may have fewer or more values than the header.
	Ragged bool `toml:"ragged"`
	// Sections are further headers: a record with all of these values names the
	// columns of the records below it.
	Sections [][]string `toml:"sections"`
	// Widths cut a record into values by bytes, Gap bytes between them. Columns
	// may also name bytes themselves; Width is then the length of a record.
	Widths []int `toml:"widths"`
	Gap    int   `toml:"gap"`
	Width  int   `toml:"width"`

	skip []*regexp.Regexp
}

// Time tells how times are printed, and their zone: one for all, or an
// abbreviation in a column.
type Time struct {
	Zone   string            `toml:"zone"`
	Column string            `toml:"column"`
	Zones  map[string]string `toml:"zones"` // abbreviation = offset, +08:00
	// Formats of times and dates in letters: YYYY YY MM MMM DD hh mm ss AM; none:
	// 2026-11-20 14:03:05 and RFC 3339.
	Formats []string `toml:"formats"`
	// Year: for formats without one, a template of the day (YYYYMMDD) that times
	// lie at most a day after, and less than a year before.
	Year string `toml:"year"`

	location *time.Location
	offsets  map[string]*time.Location
	layouts  []layout
	year     *Template
}

// Number is how numbers are printed. By default: 3500.00, in major units.
type Number struct {
	Unit  string `toml:"unit"`  // "major" or "minor"
	Point string `toml:"point"` // decimal separator, "." if empty
	Group string `toml:"group"` // thousands separator
	// Signs that stand before or after the digits: {C = "+", D = "-"}.
	Signs map[string]string `toml:"signs"`
	// Parentheses around a number make it negative.
	Parentheses bool `toml:"parentheses"`
	// Drop are texts without meaning around a number: "¥", "元".
	Drop []string `toml:"drop"`
}

// Capture takes a value of the whole file: from its name, from the lines above
// the header and those that are no records, or from rows: then the last row
// with a value in Column tells it to those below.
type Capture struct {
	Name   string `toml:"name"`
	In     string `toml:"in"` // "lines", "name" or "rows"
	Find   string `toml:"find"`
	Column string `toml:"column"`

	find   *regexp.Regexp
	column int
}

// Derive makes a column of another: the first group that Find catches, the
// value that Map gives for it, or the text that Is fills.
type Derive struct {
	Name   string            `toml:"name"`
	Column string            `toml:"column"`
	Find   string            `toml:"find"`
	Map    map[string]string `toml:"map"`
	Is     string            `toml:"is"`

	slot   int
	column int
	find   *regexp.Regexp
	is     *Template
}

// Amount names an expression; of several with one name the first that applies counts.
type Amount struct {
	Name string   `toml:"name"`
	Same []string `toml:"same"` // applies when these columns hold the same text
	When When     `toml:"when"`
	Is   string   `toml:"is"`
	// Round brings the amount to the currency's own decimals, halves away from
	// zero; how much that changed is told in a warning.
	Round bool `toml:"round"`

	same []int
	when conditions
	sum  Sum
}

// Check is a law of a row: Left = Right.
type Check struct {
	Name  string   `toml:"name"`
	When  When     `toml:"when"`
	Same  []string `toml:"same"`
	Left  string   `toml:"left"`
	Right string   `toml:"right"`
	// Refuse: a row that breaks it is bad; otherwise a warning stays with the file.
	Refuse bool `toml:"refuse"`
	// Tolerance is the difference that is let pass, in minor units.
	Tolerance int64 `toml:"tolerance"`

	same        []int
	when        conditions
	left, right Sum
}

// When limits a rule to rows whose columns have one of the listed values; "*"
// is any value that is not empty.
type When map[string][]string

// Rule says what rows of one sort become. The first rule that fits a row
// counts. Values are templates, or sums where the native column is an amount.
type Rule struct {
	When When `toml:"when"`
	// Match: each column matches its pattern.
	Match map[string]string `toml:"match"`
	// Nonzero: the rule fits only if this sum is not 0; Zero, Positive, Negative likewise.
	Nonzero  string `toml:"nonzero"`
	Zero     string `toml:"zero"`
	Positive string `toml:"positive"`
	Negative string `toml:"negative"`
	// Warn is shown with the row, for rows that nobody has classified yet.
	Warn string `toml:"warn"`
	// Ignore says why such rows become nothing: another file tells of them.
	Ignore      string            `toml:"ignore"`
	Transaction map[string]string `toml:"transaction"`
	Line        map[string]string `toml:"line"`
	Adjustment  map[string]string `toml:"adjustment"` // a second line
	// AdjustmentUnless0: the adjustment exists only if this sum is not 0.
	AdjustmentUnless0 string            `toml:"adjustment_unless_zero"`
	Payout            map[string]string `toml:"payout"`
	Entry             map[string]string `toml:"entry"`
	Event             map[string]string `toml:"event"`
	// Ordinal: ids repeated in the file get #2, #3: the rows have no id of their own.
	Ordinal bool `toml:"ordinal"`
	// Restates: the row tells a later state of what an earlier row of the same file told.
	Restates bool `toml:"restates"`

	when          conditions
	signs         []signed
	outputs       []Output
	minor         bool
	needsCurrency string
}

// Totals are what the file prints of itself.
type Totals struct {
	// Header begins a line of names whose numbers are in the next one, at the end.
	Header string `toml:"header"`
	// Rows fit records that hold totals and are no data rows.
	Rows When `toml:"rows"`
	// Data: those rows are data as well, such as a payout that tells its totals.
	Data bool    `toml:"data"`
	Sums []Total `toml:"sum"`

	rows conditions
}

// Total is one printed total: under any of its names in the totals lines, in
// a column of the totals rows, or caught by a pattern in a line that is no record.
type Total struct {
	Name   string   `toml:"name"` // for people; the printed name if empty
	Names  []string `toml:"names"`
	Column string   `toml:"column"`
	Find   string   `toml:"find"`
	// Count of rows or Sum over rows, of all or of those that fit When.
	Count bool   `toml:"count"`
	Sum   string `toml:"sum"`
	When  When   `toml:"when"`
	// Tolerance is the difference that is let pass, in minor units.
	Tolerance int64 `toml:"tolerance"`
	// Optional: some files of this layout do not print it.
	Optional bool `toml:"optional"`

	find *regexp.Regexp
	slot int
	when conditions
	sum  Sum
}

// Balance is a law over groups of rows: what the payout rows took out equals
// the sum of the others.
type Balance struct {
	Name   string `toml:"name"` // template, also the group
	When   When   `toml:"when"` // rows that belong to a group
	Sum    string `toml:"sum"`
	Payout When   `toml:"payout"`
	// Paid: only groups with a payout row can tie; a report without payouts proves nothing of them.
	Paid bool `toml:"paid"`
	// Why says what it may mean that a group does not tie.
	Why string `toml:"why"`
	// Refuse: a group that does not tie spoils the file; otherwise it warns, as excerpts break it.
	Refuse bool `toml:"refuse"`
	// Tolerance is the difference that is let pass, in minor units.
	Tolerance int64 `toml:"tolerance"`

	name         Template
	sum          Sum
	when, payout conditions
}

// Running is the law of a balance printed in every row: it changes by Change
// from row to row, in the order of the file or the other way round.
type Running struct {
	Name    string `toml:"name"` // template, also the group
	Balance string `toml:"balance"`
	Change  string `toml:"change"`
	Refuse  bool   `toml:"refuse"`

	name            Template
	balance, change Sum
}
