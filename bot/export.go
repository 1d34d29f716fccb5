package main

import (
	"bufio"
	"log/slog"
)

type exportCmd struct {
	Kind string `arg:"" enum:"transactions,settlements,payouts,bank,breaks,cases,playbooks,audit" help:"transactions, settlements, payouts, bank, breaks, cases, playbooks or audit."`
}

// Run writes CSV to stdout.
func (c *exportCmd) Run(a *app) error {
	defer roomy(exportingRoom)()
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(a.out, 1<<16)
	if err := db.Export(a.ctx, c.Kind, out, shifted(s.Offset()).Now()); err != nil {
		return err
	}
	return out.Flush()
}
