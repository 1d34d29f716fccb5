package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"time"

	"moneytrail/config"
	"moneytrail/handlers/understand"
)

type understandCmd struct {
	Now string `help:"The time to read dates from, RFC 3339; its offset is the zone (default: now, in the operator's zone)." placeholder:"TIME"`
}

// Run reads one message a line and prints one JSON object a line.
func (c *understandCmd) Run(a *app) error {
	s, err := a.settings()
	if err != nil {
		return err
	}
	now := shifted(s.Offset()).Now().In(s.Zone())
	if c.Now != "" {
		if now, err = time.Parse(time.RFC3339, c.Now); err != nil {
			return usageError(fmt.Sprintf("--now %q is not a time like 2026-11-20T15:20:00+08:00", c.Now))
		}
	}
	reader, err := reader(s)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(a.in)
	lines.Buffer(nil, 1<<20)
	out := bufio.NewWriter(a.out)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for lines.Scan() {
		if err := e.Encode(reader.Read(lines.Text(), now)); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading messages: %w", err)
	}
	return out.Flush()
}

// reader gives the reader of messages with the operator's words.
func reader(s config.Settings) (*understand.Rules, error) {
	own, err := understand.LoadSynonyms(s.Synonyms)
	if err != nil {
		return nil, err
	}
	return understand.NewWith(own), nil
}
