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
	head, err := db.VerifyAudit(a.ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%d lines, chain whole, head %s\n", head.Rows, head.Hash)
	return err
}
