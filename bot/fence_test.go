package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// While a process is not sure of its claims no byte of a request leaves it,
// neither over a connection that stands nor over a new one.
func TestNothingIsSentByWhoIsNotSure(t *testing.T) {
	var came, sure atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		came.Add(1)
		_, _ = io.Copy(w, r.Body)
	}))
	defer server.Close()
	way := fenced(func() bool { return sure.Load() == 1 })
	defer way.CloseIdleConnections()
	post := func() error {
		resp, err := (&http.Client{Transport: way}).Post(server.URL, "text/plain", strings.NewReader("hello"))
		if err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			err = resp.Body.Close()
		}
		return err
	}
	for i, step := range []struct {
		sure int32
		came int32
	}{{0, 0}, {1, 1}, {1, 2}, {0, 2}, {1, 3}} {
		sure.Store(step.sure)
		if err := post(); (err == nil) != (step.sure == 1) || err != nil && !errors.Is(err, errUnsure) {
			t.Errorf("step %d: %v", i, err)
		}
		if n := came.Load(); n != step.came {
			t.Errorf("step %d: %d requests came, want %d", i, n, step.came)
		}
	}
}
