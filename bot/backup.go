package main

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

type backupCmd struct {
	File string `arg:"" help:"File to write; it must not exist yet." placeholder:"FILE"`
	JSON bool   `name:"json" help:"Print the manifest as JSON."`
}

// Run writes a backup while everything else goes on.
func (c *backupCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	m, err := db.Backup(a.ctx, c.File, version())
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(a.out, m)
	}
	rows := int64(0)
	for _, t := range m.Tables {
		rows += t.Rows
	}
	_, err = fmt.Fprintf(a.out, "%s: the database as of %s, %d tables, %d rows, %d bytes, SHA-256 %s\n",
		c.File, m.TakenAt.Format(time.RFC3339), len(m.Tables), rows, m.Bytes, m.SHA256)
	return err
}

// version tells the program's version, with the commit it was built from.
func version() string {
	v, commit := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		v = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = " " + s.Value
			}
		}
	}
	return v + commit
}
