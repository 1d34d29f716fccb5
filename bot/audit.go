package main

import (
	"fmt"
	"log/slog"
)

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Check that no line of the audit trail was changed, added or taken away."`
}

type auditVerifyCmd struct{}

// Run checks the hash chain from the first line to the last.
func (auditVerifyCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	c, err := db.VerifyAudit(a.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%d lines, chain whole, head %s\n", c.Rows-c.First+1, c.Hash)
	if c.First > 1 {
		fmt.Fprintf(a.out, "lines 1 to %d were let go by retention\n", c.First-1)
	}
	if c.Erased > 0 {
		fmt.Fprintf(a.out, "a person was taken out of %d lines\n", c.Erased)
	}
	return nil
}
