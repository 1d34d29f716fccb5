package handlers

import (
	"sync"
	"time"
)

// zones remembers the zones that merchants name: each is otherwise read from a
// file in every turn.
type zones struct{ known sync.Map } // *time.Location by name

func (z *zones) of(name string) (*time.Location, error) {
	if zone, ok := z.known.Load(name); ok {
		return zone.(*time.Location), nil
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		z.known.Store(name, zone)
	}
	return zone, err
}
