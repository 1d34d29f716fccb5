package importer

import (
	"fmt"
	"slices"
	"strings"
)

// A spreadsheet keeps 15 digits of a number and writes 0 for those behind them.
// One such number may be an id; a column whose long numbers all end so is not
// by chance.
//
// roundedColumn is what the first pass saw of the long numbers of a column.
type roundedColumn struct {
	whole        bool // one of them has more digits than a spreadsheet keeps
	numbers      int
	some         []string // different ones, a few
	zeros        int      // behind the 15th digit of those
	line, column int
	name         string
}

// Of this many zeros, each one of ten digits by chance, a column is said to be
// rounded, and of this many the file is refused, if they are of a few numbers.
const (
	roundedTold    = 4
	roundedRefused = 8
	roundedNumbers = 3
	// spreadsheetDigits is how many digits a spreadsheet keeps.
	spreadsheetDigits = 15
)

// see looks at a value of the column.
func (r *roundedColumn) see(v string, c *cells, k column) {
	if r.whole || len(v) <= spreadsheetDigits {
		return
	}
	if _, ok := number(v[:spreadsheetDigits]); !ok || strings.Trim(v[:spreadsheetDigits], "0") == "" {
		return
	}
	if rest := strings.Trim(v[spreadsheetDigits:], "0"); rest != "" || v[0] == '0' { // numbers begin with no 0
		_, digits := number(rest)
		r.whole = digits
		return
	}
	if r.numbers++; r.numbers == 1 {
		r.line = c.line
		r.column, r.name = c.place(k)
	}
	if len(r.some) < roundedRefused && !slices.Contains(r.some, v) {
		r.some = append(r.some, strings.Clone(v))
		r.zeros += len(v) - spreadsheetDigits
	}
}

// tell puts it into the proof.
func (r *roundedColumn) tell(p *Proof, k column) {
	if r.whole || r.zeros < roundedTold {
		return
	}
	problem := Problem{Line: r.line, Column: r.column, Message: fmt.Sprintf(
		"%s: all %d numbers of more than 15 digits end in zeros from the 16th on, the first of them here: a spreadsheet keeps 15 digits of a number; export the file again with this column as text",
		r.name, r.numbers)}
	if r.zeros >= roundedRefused && len(r.some) >= roundedNumbers && !dispensable(k) {
		problem.Message += ", or write a letter in front of ids that do end so"
		p.fatal(problem)
		return
	}
	p.Warnings = append(p.Warnings, problem)
}
