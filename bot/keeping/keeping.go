// Package keeping is the work of every night: a backup, and forgetting what is
// older than it is kept.
package keeping

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/storage"
)

// Job is the name under which a night's work is noted.
const Job = "keeping"

// Store is what the work is done on.
type Store interface {
	FindJob(ctx context.Context, name, key string) (storage.Job, bool, error)
	ClaimJob(ctx context.Context, name, key string, ev *inbox.Event) (bool, error)
	JobDone(ctx context.Context, name, key, detail string) error
	Check(ctx context.Context) error
	Backup(ctx context.Context, file, version string) (storage.Manifest, error)
	Forget(ctx context.Context, r storage.Retention) ([]storage.Forgotten, error)
	EraseReleased(ctx context.Context) (int, error)
}

// Options of a Keeper.
type Options struct {
	Store     Store
	At        time.Duration // since midnight in Zone
	Zone      *time.Location
	Folder    string // of backups, "" none
	Kept      int    // backups that stay
	Version   string // of the program, noted in backups
	Retention storage.Retention
	Log       *slog.Logger
	// Report hears how the newest night's work went.
	Report func(error)
}

// Keeper does the work once a day.
type Keeper struct{ o Options }

// New makes a keeper.
func New(o Options) *Keeper { return &Keeper{o} }

const (
	// settle is how long a fresh process waits: who starts has other things to do.
	settle = time.Minute
	every  = 5 * time.Minute
)

// Run looks every few minutes whether a night's work is to be done, until ctx ends.
func (k *Keeper) Run(ctx context.Context) error {
	for wait := settle; ; wait = every {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		done, err := k.Look(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			k.o.Log.Error("keeping", "error", err)
		}
		if done || err != nil {
			k.o.Report(err)
		}
	}
}

// Look does the work of the newest night that is due, unless it is done.
// What failed is tried again at the next look.
func (k *Keeper) Look(ctx context.Context) (done bool, err error) {
	night := k.night(time.Now())
	job, found, err := k.o.Store.FindJob(ctx, Job, night)
	if err != nil || found && !job.DoneAt.IsZero() {
		return false, err
	}
	if _, err := k.o.Store.ClaimJob(ctx, Job, night, nil); err != nil {
		return false, err
	}
	// One that fails keeps no other from being done.
	told, failed := k.backup(ctx, night), k.o.Store.Check(ctx)
	if told.err != nil {
		failed = errors.Join(failed, fmt.Errorf("backup: %w", told.err))
	}
	erased, err := k.o.Store.EraseReleased(ctx)
	failed = errors.Join(failed, err)
	gone, err := k.o.Store.Forget(ctx, k.o.Retention)
	if failed = errors.Join(failed, err); failed != nil {
		return false, failed
	}
	detail := told.what
	for _, f := range gone {
		if f.Total() > 0 {
			detail += "; " + f.String()
		}
	}
	k.o.Log.Info("keeping", "night", night, "done", detail, "erasures", erased)
	return true, k.o.Store.JobDone(ctx, Job, night, detail)
}

// night names the newest night whose hour has struck: its local date.
func (k *Keeper) night(now time.Time) string {
	now = now.In(k.o.Zone)
	y, m, d := now.Date()
	if now.Before(time.Date(y, m, d, int(k.o.At/time.Hour), int(k.o.At%time.Hour/time.Minute), 0, 0, k.o.Zone)) {
		d--
	}
	return time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

type backedUp struct {
	what string
	err  error
}

// backup makes the backup of a night unless it is there, then takes the oldest away.
func (k *Keeper) backup(ctx context.Context, night string) backedUp {
	if k.o.Folder == "" {
		return backedUp{what: "no backup: none is set"}
	}
	if err := os.MkdirAll(k.o.Folder, 0o700); err != nil {
		return backedUp{err: err}
	}
	file := filepath.Join(k.o.Folder, Name(night))
	if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
		if _, err := k.o.Store.Backup(ctx, file, k.o.Version); err != nil {
			return backedUp{err: err}
		}
	} else if err != nil {
		return backedUp{err: err}
	}
	return backedUp{what: "backup " + file, err: k.prune()}
}

// Name is the file name of a night's backup.
func Name(night string) string { return "moneytrail-" + night + ".backup" }

var name = regexp.MustCompile(`^moneytrail-\d{4}-\d{2}-\d{2}\.backup$`)

// prune takes away the oldest scheduled backups beyond those that stay; other
// files in the folder are somebody else's.
func (k *Keeper) prune() error {
	files, err := os.ReadDir(k.o.Folder)
	if err != nil {
		return err
	}
	var ours []string
	for _, f := range files {
		if f.Type().IsRegular() && name.MatchString(f.Name()) {
			ours = append(ours, f.Name())
		}
	}
	slices.Sort(ours)
	var errs []error
	for len(ours) > k.o.Kept {
		errs = append(errs, os.Remove(filepath.Join(k.o.Folder, ours[0])))
		ours = ours[1:]
	}
	return errors.Join(errs...)
}
