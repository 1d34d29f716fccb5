package storage

import (
	"sync"
	"testing"
	"time"
)

// Readers of snapshots who have every connection between them need the registry
// while somebody else, who waits for a connection, reads it: nobody waits for ever.
func TestTheRegistryIsNotReadUnderItsMutex(t *testing.T) {
	db := openInside(t)
	var has, all sync.WaitGroup
	waits := make(chan error, 1)
	has.Add(readers)
	for range readers {
		all.Go(func() {
			err := db.snapshot(t.Context(), func(q queryer) error {
				has.Done()
				has.Wait()
				for db.read.Stats().WaitCount == 0 { // until the one who reads it waits for a connection
					time.Sleep(time.Millisecond)
				}
				_, err := db.registryNow(t.Context(), q)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	go func() {
		has.Wait()
		db.forgetRegistry()
		_, err := db.currentRegistry(t.Context())
		waits <- err
	}()
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(3 * time.Minute):
		t.Fatal("the readers wait for the one who waits for them")
	}
	if err := <-waits; err != nil {
		t.Error(err)
	}
}
