package telegram

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"

	"moneytrail/handlers/inbox"
)

// stores counts what is put into the inbox, and can fail.
type stores struct {
	n     int
	fails bool
}

func (s *stores) take(_ context.Context, events []inbox.Event) error {
	s.n += len(events)
	if s.fails {
		return errors.New("the disk is full")
	}
	return nil
}

func (s *stores) serve(h http.Handler, r *http.Request) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}
