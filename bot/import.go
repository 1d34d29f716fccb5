package main

import (
	"errors"
	"io"
	"log/slog"
	"runtime/debug"

	"moneytrail/config"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/storage"
)

type importCmd struct {
	Paths    []string `arg:"" optional:"" name:"path" help:"Files, folders and archives (.zip, .gz)."`
	Profiles bool     `help:"List the layouts that are known by profiles, your own among them, and import nothing."`
	Files    bool     `help:"List the files that are imported, with their digests, and import nothing."`
	Withdraw string   `help:"Take back the imported file with this SHA-256, or its first eight digits or more." placeholder:"HASH"`
	Source   string   `help:"Name of the witness, for rows that name none." placeholder:"NAME"`
	Owner    string   `enum:",payee,payer" default:"" help:"Whose accounts the bank statements are of that do not say it: payee, the merchants', or payer, your own paying account. Without it payer for payer_sources of the settings, else payee." placeholder:"payee|payer"`
	SkipBad  bool     `help:"Import a file without its bad rows instead of refusing it."`
	DryRun   bool     `help:"Prove the files and write nothing."`
	JSON     bool     `name:"json" help:"Print the result as JSON."`
}

// Validate asks for something to do.
func (c *importCmd) Validate() error {
	switch {
	case len(c.Paths) > 0 && (c.Withdraw != "" || c.Files):
		return errors.New("--withdraw and --files take no path")
	case len(c.Paths) == 0 && !c.Profiles && !c.Files && c.Withdraw == "":
		return errors.New("expected \"<path> ...\"")
	}
	return nil
}

// Run imports every file; it fails when one was refused.
func (c *importCmd) Run(a *app) error {
	defer roomy(writingRoom)()
	if c.Profiles {
		return a.listLayouts(c.JSON)
	}
	if c.Files {
		return a.listFiles(c.JSON)
	}
	if c.Withdraw != "" {
		return a.withdraw(c.Withdraw, c.JSON)
	}
	files, err := collect(c.Paths)
	if err != nil {
		return err
	}
	i, err := c.importing(a)
	if err != nil {
		return err
	}
	if !c.JSON {
		i.told = func(r *fileResult) { r.print(a.out, a.err) }
	}
	results, err := i.files(a.ctx, files)
	if c.JSON {
		if results == nil {
			results = []fileResult{}
		}
		if failed := printJSON(a.out, results); failed != nil { // of an import that failed, what came before
			return errors.Join(err, failed)
		}
		for _, r := range results {
			if r.Status == "refused" {
				r.print(io.Discard, a.err)
			}
		}
	}
	if err != nil {
		return err
	}
	if refused(results) {
		return errTold
	}
	return nil
}

// importing takes over what the command line and the settings say.
func (c *importCmd) importing(a *app) (*importing, error) {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return nil, err
	}
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	o, err := a.reading(s, db)
	if err != nil {
		return nil, err
	}
	o.Source, o.Owner, o.SkipBad = c.Source, record.Owner(c.Owner), c.SkipBad
	return &importing{db: db, linking: func() func() {
		defer debug.FreeOSMemory() // what writing held, before the database takes more
		return roomy(linkingRoom)
	}, dryRun: c.DryRun, began: a.began(), watched: a.err,
		options: o}, nil
}

// reading is how files are read, whatever way they come.
func (a *app) reading(s config.Settings, db *storage.DB) (importer.Options, error) {
	layouts, err := a.layouts()
	return importer.Options{Currency: s.Currency, PayerSources: s.PayerSources, Book: db, Calendars: a.calendars, Profiles: layouts}, err
}
