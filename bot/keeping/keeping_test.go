package keeping

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/inbox"
	"moneytrail/storage"
)

// shelf is a store that notes what was asked of it.
type shelf struct {
	jobs   map[string]storage.Job
	did    []string
	mu     sync.Mutex
	broken error // guarded by mu
}

func (s *shelf) FindJob(_ context.Context, _, key string) (storage.Job, bool, error) {
	j, ok := s.jobs[key]
	return j, ok, nil
}

func (s *shelf) ClaimJob(_ context.Context, name, key string, _ *inbox.Event) (bool, error) {
	if _, ok := s.jobs[key]; !ok {
		s.jobs[key] = storage.Job{Name: name, Key: key}
	}
	return true, nil
}

func (s *shelf) JobDone(_ context.Context, _, key, detail string) error {
	s.jobs[key] = storage.Job{Key: key, DoneAt: time.Now(), Detail: detail}
	return nil
}

// breaks makes backups fail with err from now on; nil mends them.
func (s *shelf) breaks(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = err
}

func (s *shelf) Check(context.Context) error { return nil }

func (s *shelf) Backup(_ context.Context, file, _ string) (storage.Manifest, error) {
	s.mu.Lock()
	broken := s.broken
	s.mu.Unlock()
	if broken != nil {
		return storage.Manifest{}, broken
	}
	s.did = append(s.did, time.Now().UTC().Format("02 15:04 ")+filepath.Base(file))
	return storage.Manifest{}, os.WriteFile(file, nil, 0o600)
}

func (s *shelf) Forget(context.Context, storage.Retention) ([]storage.Forgotten, error) {
	s.did = append(s.did, "forget")
	return nil, nil
}

func (s *shelf) EraseReleased(context.Context) (int, error) { return 0, nil }

// Every night once, at the hour; a night that was slept through is made up for
// in the morning; a backup that fails is tried again; the newest ones stay.
func TestEveryNightOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins on 2000-01-01 00:00 UTC
		dir := t.TempDir()
		for _, f := range []string{"mine.backup", "moneytrail-1999-12-01.backup"} {
			if err := os.WriteFile(filepath.Join(dir, f), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		s := &shelf{jobs: map[string]storage.Job{}}
		var told []error
		k := New(Options{Store: s, At: 3*time.Hour + 30*time.Minute, Zone: time.UTC, Folder: dir, Kept: 2, Log: slog.New(slog.DiscardHandler),
			Report: func(err error) { told = append(told, err) }})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- k.Run(ctx) }()
		time.Sleep(30 * time.Hour)
		s.breaks(errors.New("disk full"))
		time.Sleep(22 * time.Hour) // over the third night
		s.breaks(nil)
		time.Sleep(time.Hour)
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		var backups []string
		for _, d := range s.did {
			if d != "forget" {
				backups = append(backups, d)
			}
		}
		want := []string{"01 00:01 moneytrail-1999-12-31.backup", "01 03:31 moneytrail-2000-01-01.backup", "02 03:31 moneytrail-2000-01-02.backup", "03 04:01 moneytrail-2000-01-03.backup"}
		if diff := cmp.Diff(want, backups); diff != "" {
			t.Errorf("backups (-want +got):\n%s", diff)
		}
		failed := 0
		for _, err := range told {
			if err != nil {
				if failed++; !strings.Contains(err.Error(), "disk full") {
					t.Error(err)
				}
			}
		}
		if failed < 3 || told[len(told)-1] != nil {
			t.Errorf("%d failures were told, the last news %v", failed, told[len(told)-1])
		}
		left, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range left {
			left[i] = filepath.Base(left[i])
		}
		if diff := cmp.Diff([]string{"mine.backup", "moneytrail-2000-01-02.backup", "moneytrail-2000-01-03.backup"}, left); diff != "" {
			t.Errorf("in the folder (-want +got):\n%s", diff)
		}
	})
}
