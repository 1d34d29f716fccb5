package config

import (
	"fmt"
	"strings"
)

// Schedule is one [[schedule]] of the settings file: when the files of a source
// are expected, as written.
type Schedule struct {
	Source string `toml:"source"`
	// Kind of the rows: transactions, settlements, payouts, bank or events; "" all.
	Kind string `toml:"kind"`
	// Days on which files come: working, every, or days like "Mon Wed Fri".
	Days string `toml:"days"`
	// By is the usual hour, hh:mm in the operator's zone.
	By string `toml:"by"`
	// Lag: the file of a business day comes on the Lag-th of those days after it;
	// nil is 1, 0 the evening of the day itself.
	Lag *int `toml:"lag"`
	// Calendar of the working days, Grace as "45m".
	Calendar string `toml:"calendar"`
	Grace    string `toml:"grace"`

	// Place is the file and line of the entry, for errors.
	Place string `toml:"-"`
}

// place notes where each schedule stands.
func (s *Settings) place(text []byte) {
	at, n := 0, 0
	for line := range strings.Lines(string(text)) {
		n++
		if header, _, _ := strings.Cut(line, "#"); at < len(s.Schedule) && strings.ReplaceAll(strings.TrimSpace(header), " ", "") == "[[schedule]]" {
			s.Schedule[at].Place = fmt.Sprintf("%s, line %d", s.From, n)
			at++
		}
	}
	for ; at < len(s.Schedule); at++ { // written as an array in one line
		s.Schedule[at].Place = fmt.Sprintf("%s, schedule %d", s.From, at+1)
	}
}
