package health

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func ask(h http.Handler) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	return w.Code, w.Body.String()
}

// Ready is only who can answer; alive is who need not be started again.
func TestLiveAndReadyMeanDifferentThings(t *testing.T) {
	var log bytes.Buffer
	b := New(slog.New(slog.NewTextHandler(&log, nil)), []string{"database"}, "telegram")
	for _, c := range []struct {
		when        string
		part        string
		err         error
		live, ready int
		says        string
	}{
		{"before anybody reported", "", nil, 200, 503, "starting"},
		{"the database answers", "database", nil, 200, 503, "starting"},
		{"all parts work", "telegram", nil, 200, 200, "telegram"},
		{"Telegram is away", "telegram", errors.New("no route"), 200, 503, "no route"},
		{"the disk is full", "database", errors.New("the disk is full"), 503, 503, "the disk is full"},
		{"there is room again", "database", nil, 200, 503, "no route"},
		{"Telegram is back", "telegram", nil, 200, 200, "telegram"},
	} {
		if c.part != "" {
			b.Reporter(c.part)(c.err)
		}
		live, _ := ask(b.Live())
		ready, body := ask(b.Ready())
		if live != c.live || ready != c.ready || !strings.Contains(body, c.says) {
			t.Errorf("%s: live %d, ready %d, %s", c.when, live, ready, body)
		}
	}
	for line, want := range map[string]int{`msg="a part does not work" part=telegram error="no route"`: 1, `msg="a part works again" part=telegram`: 1,
		`msg="a part does not work" part=database error="the disk is full"`: 1, `msg="a part works again" part=database`: 1, "starting": 0} {
		if n := strings.Count(log.String(), line); n != want {
			t.Errorf("%s stands %d times in the log:\n%s", line, n, log.String())
		}
	}
	if parts := b.Parts(); len(parts) != 2 || !parts["database"] {
		t.Errorf("%v", parts)
	}
}

func TestAStateKeepsTheTimeItBegan(t *testing.T) {
	b := New(slog.New(slog.DiscardHandler), nil, "slack")
	b.Report("slack", errors.New("one"))
	since := b.parts["slack"].Since
	b.Report("slack", errors.New("two"))
	if got := b.parts["slack"]; got.Since != since || got.Error != "two" {
		t.Errorf("%+v", got)
	}
}

// Who stands by is well, and both say which they are.
func TestARoleIsShown(t *testing.T) {
	b := New(slog.New(slog.DiscardHandler), nil, "telegram")
	b.Stand("telegram", StandsBy)
	if code, body := ask(b.Ready()); code != 200 || !strings.Contains(body, `"role": "stands by`) {
		t.Errorf("standing by: %d %s", code, body)
	}
	b.Stand("telegram", Has)
	b.Report("telegram", errors.New("no route"))
	if code, body := ask(b.Ready()); code != 503 || !strings.Contains(body, `"role": "has it"`) {
		t.Errorf("with the role, and no route: %d %s", code, body)
	}
}
