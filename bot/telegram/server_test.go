package telegram

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"moneytrail/handlers/outbox"
)

const token = "700000001:AA-a-token-that-must-not-leak"

// api answers like the Bot API server, as a test tells it to.
type api struct {
	t  *testing.T
	mu sync.Mutex
	// answers by method; each call takes the next one, the last one stays.
	answers map[string][]string
	codes   map[string]int
	calls   []call
}

type call struct {
	method string
	fields map[string]string
}

func newAPI(t *testing.T) (*api, *Client, *strings.Builder) {
	a := &api{t: t, answers: map[string][]string{}, codes: map[string]int{}}
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	var log strings.Builder
	c, err := New(Options{Token: token, URL: s.URL, Log: slog.New(slog.NewTextHandler(&log, nil)), Mask: maskDigits})
	if err != nil {
		t.Fatal(err)
	}
	return a, c, &log
}

// maskDigits stands in for the real masking: 16 digits in a row are a card.
func maskDigits(s string) (string, int) {
	const card = "6222020000001234"
	return strings.ReplaceAll(s, card, "****1234"), strings.Count(s, card)
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	method := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	fields := map[string]string{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var v map[string]any
		b, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(b, &v); err != nil {
			a.t.Errorf("%s: %v", method, err)
		}
		for k, x := range v {
			b, _ := json.Marshal(x)
			fields[k] = string(b)
		}
	} else if err := r.ParseMultipartForm(1 << 20); err == nil {
		for k, v := range r.MultipartForm.Value {
			fields[k] = v[0]
		}
	}
	a.calls = append(a.calls, call{method, fields})
	list := a.answers[method]
	if len(list) == 0 {
		list = []string{`{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":1,"type":"private"}}}`}
	}
	if len(list) > 1 {
		a.answers[method] = list[1:]
	}
	if list[0] == "drop" {
		panic(http.ErrAbortHandler)
	}
	if code := a.codes[method]; code != 0 {
		w.WriteHeader(code)
	}
	io.WriteString(w, list[0])
}

func (a *api) seen(method string) []call {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []call
	for _, c := range a.calls {
		if c.method == method {
			out = append(out, c)
		}
	}
	return out
}

// nothing is a store of anchors that has only one.
type anchors map[string]outbox.Anchor

func (a anchors) Anchor(_ context.Context, ref string) (outbox.Anchor, bool, error) {
	x, ok := a[ref]
	return x, ok, nil
}
