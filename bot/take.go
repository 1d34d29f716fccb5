package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"moneytrail/bot/drop"
	"moneytrail/bot/upload"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/mask"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/storage"
)

// taking imports the files that come to the running product by themselves: one
// call after the other, so that uploads do not compete for the disk.
type taking struct {
	*server
	options importer.Options
	mu      sync.Mutex
}

// folder watches the folder of the settings until ctx ends. Of several
// processes that watch the same one, wherever it is mounted, one does.
func (k *taking) folder(ctx context.Context) error {
	dir := k.settings.Drop
	if dir == "" {
		return nil
	}
	watch := drop.New(drop.Options{Dir: dir, Take: k.dropped, Report: k.board.Reporter("drop"), Log: k.log}).Run
	if !k.db.Several() {
		return watch(ctx)
	}
	for {
		name, err := drop.Identity(dir)
		if err == nil {
			return k.lead(ctx, "drop", storage.Role("folder "+name), watch)
		}
		k.board.Report("drop", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(folderAgain):
		}
	}
}

// folderAgain is how often a folder that cannot be used is tried again.
const folderAgain = 10 * time.Second

// door is POST /files, nil where no token is set.
func (k *taking) door() http.Handler {
	if !k.settings.FilesToken.Set() {
		return nil
	}
	return upload.New(upload.Options{Token: k.settings.FilesToken.Reveal(), Take: k.uploaded, Log: k.log})
}

// dropped imports what lies in the watched folder, the files of each source in
// one call.
func (k *taking) dropped(ctx context.Context, files []drop.File) ([]drop.Verdict, error) {
	bySource := map[string][]given{}
	var sources []string
	for i, f := range files {
		if bySource[f.Source] == nil {
			sources = append(sources, f.Source)
		}
		shown := filepath.Join(f.Source, filepath.Base(f.Path))
		bySource[f.Source] = append(bySource[f.Source], given{at: i, path: f.Path, shown: shown})
	}
	verdicts := make([]drop.Verdict, len(files))
	for _, source := range sources {
		results, err := k.take(ctx, source, "", bySource[source])
		if err != nil {
			return nil, err
		}
		for i, g := range bySource[source] {
			report, err := asJSON(results[i])
			if err != nil {
				return nil, err
			}
			verdicts[g.at] = drop.Verdict{Refused: refused(results[i]), Report: report, Unread: unread(results[i])}
		}
	}
	return verdicts, nil
}

// uploaded imports one file that was sent.
func (k *taking) uploaded(ctx context.Context, f upload.File) (upload.Fate, []byte, error) {
	results, err := k.take(ctx, f.Source, record.Owner(f.Owner), []given{{path: f.Path, shown: f.Name}})
	if err != nil {
		return 0, nil, err
	}
	if err := unread(results[0]); err != nil {
		return 0, nil, err
	}
	report, err := asJSON(results[0])
	fate := upload.Imported
	switch {
	case refused(results[0]):
		fate = upload.Refused
	case onlyDuplicates(results[0]):
		fate = upload.Duplicate
	}
	return fate, report, err
}

// given is a file that came: where it lies and what people call it.
type given struct {
	at          int
	path, shown string
}

// take imports files of one source together and gives the results of each: of
// an archive there are several. owner says whose accounts statements are of, ""
// where only the settings can. The support team is told of files refused, and
// of those that came in with a warning.
func (k *taking) take(ctx context.Context, source string, owner record.Owner, files []given) ([][]fileResult, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := &importing{db: k.db, options: k.options, began: time.Now().Add(k.settings.Offset()), watched: io.Discard}
	i.options.Source, i.options.Owner = source, owner
	var all []found
	for n, g := range files {
		for _, f := range unpacked(g.path, g.shown, false) {
			f.of = n
			all = append(all, f)
		}
	}
	results, err := i.files(ctx, all)
	if err != nil {
		return nil, err
	}
	byFile := make([][]fileResult, len(files))
	for _, r := range results {
		byFile[r.of] = append(byFile[r.of], r)
		k.log.Info("file", "file", shownName(r.File), "format", r.Format, "status", r.Status, "rows", r.Rows, "rejected", r.Rejected)
	}
	return byFile, k.tell(ctx, i.began, source, results)
}

// toldProblems is how many problems of a file the support channel is shown.
const toldProblems = 5

// toldFiles is how many files of one call the support channel is told of one by
// one; of the others it is told how many there are.
const toldFiles = 10

// tell puts what was odd about files into the inbox: a refused name with the
// same problems once a day, what came in with a warning once a day too. The
// bytes alone would not do: files without rows are the same every day.
func (k *taking) tell(ctx context.Context, began time.Time, source string, results []fileResult) error {
	var events []inbox.Event
	add := func(kind inbox.Kind, key string, e *inbox.SystemEvent) {
		events = append(events, inbox.Event{Key: key, Lane: "sys:files", Network: inbox.System, Kind: kind, At: time.Now(), System: e})
	}
	others := map[inbox.Kind][]string{}
	today := began.In(k.settings.Zone()).Format("2006-01-02")
	for _, r := range results {
		kind := map[string]inbox.Kind{storage.Refused: inbox.FileRefused, storage.Imported: inbox.FileOdd}[r.Status]
		e := r.told(source)
		switch {
		case kind == "" || r.disk != nil || len(e.Problems) == 0:
		case len(events) >= toldFiles:
			others[kind] = append(others[kind], r.File+r.Hash)
		case kind == inbox.FileOdd:
			add(kind, "sys:odd:"+today+":"+r.Hash, e)
		default:
			add(kind, "sys:refused:"+today+":"+digest(append(e.Problems, e.File, source)), e)
		}
	}
	for kind, names := range others {
		add(kind, "sys:files:"+today+":"+digest(append(names, source)), &inbox.SystemEvent{Source: source, Files: len(names)})
	}
	_, err := k.db.AddEvents(ctx, events)
	return err
}

func digest(of []string) string {
	sum := sha256.Sum256([]byte(strings.Join(of, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// told is what the support channel hears of a file; it has no problems where
// there is nothing to hear.
func (r *fileResult) told(source string) *inbox.SystemEvent {
	e := &inbox.SystemEvent{Source: source, More: r.More}
	e.File = shownName(r.File)
	for _, p := range r.problems() {
		if len(e.Problems) == toldProblems {
			e.More++
			continue
		}
		p, _ = mask.Text(p)
		e.Problems = append(e.Problems, p)
	}
	return e
}

// problems says in words what is wrong with a file, or odd about it: what
// refused it first.
func (r *fileResult) problems() []string {
	var all []string
	for _, e := range r.Errors {
		all = append(all, where(e.Line, e.Column)+e.Message)
	}
	for _, t := range r.untold() {
		all = append(all, untied(t.Name, t.Declared, t.Computed))
	}
	for _, w := range r.Warnings {
		all = append(all, where(w.Line, 0)+w.Message)
	}
	return all
}

// onlyDuplicates tells whether nothing of a file was new to the product.
func onlyDuplicates(results []fileResult) bool {
	for _, r := range results {
		if r.Status != "duplicate" && r.Status != "skipped" {
			return false
		}
	}
	return true
}

// unread tells why some of a file could not be read.
func unread(results []fileResult) error {
	for i := range results {
		if r := &results[i]; r.disk != nil {
			return fmt.Errorf("%s cannot be read (%w)", shownName(r.File), r.disk)
		}
	}
	return nil
}

func asJSON(results []fileResult) ([]byte, error) {
	var b bytes.Buffer
	err := printJSON(&b, results)
	return b.Bytes(), err
}
