package main

import (
	"fmt"

	"moneytrail/bot/sample"
)

type sampleCmd struct {
	Dir  string `arg:"" help:"Folder to write into; it is made where it does not exist."`
	Seed int64  `default:"1" help:"Same seed and time, same files."`
}

// Run writes the sample files around the current business time.
func (c *sampleCmd) Run(a *app) error {
	s, err := a.settings()
	if err != nil {
		return err
	}
	cals, err := a.cals()
	if err != nil {
		return err
	}
	if err := sample.Write(c.Dir, sample.Options{Now: shifted(s.Offset()).Now(), Calendars: cals, Seed: c.Seed}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "wrote sample files to %s; read them with: moneytrail import %s\n", c.Dir, c.Dir)
	return err
}
