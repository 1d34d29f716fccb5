package slack

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"moneytrail/handlers/outbox"
)

// api answers like Slack's Web API, as a test tells it to.
type api struct {
	mu      sync.Mutex
	answers map[string][]string // by method; each call takes the next, the last stays
	codes   map[string]int
	header  map[string]string
	calls   []call
}

type call struct {
	method string
	form   map[string]string
}

func newAPI(t *testing.T) (*api, *Client) {
	a := &api{answers: map[string][]string{}, codes: map[string]int{}, header: map[string]string{}}
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	c, err := New(Options{BotToken: "xoxb-secret", AppToken: "xapp-secret", URL: s.URL + "/api", Channel: "C0SUPPORT", Log: slog.New(slog.DiscardHandler),
		Mask: func(s string) (string, int) {
			const card = "6222020000001234"
			return strings.ReplaceAll(s, card, "****1234"), strings.Count(s, card)
		},
		Lane: func(_ context.Context, channel, ts string) (string, bool, error) {
			return "case:12", channel == "C0SUPPORT" && ts == "1700000000.000100", nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return a, c
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	method := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	form := map[string]string{}
	_ = r.ParseMultipartForm(1 << 20)
	for k, v := range r.Form {
		form[k] = v[0]
	}
	a.calls = append(a.calls, call{method, form})
	list := a.answers[method]
	if len(list) == 0 {
		list = []string{`{"ok":true,"channel":"C0SUPPORT","ts":"1700000000.000200"}`}
	}
	if len(list) > 1 {
		a.answers[method] = list[1:]
	}
	if list[0] == "drop" {
		panic(http.ErrAbortHandler)
	}
	for k, v := range a.header {
		w.Header().Set(k, v)
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

type anchors map[string]outbox.Anchor

func (a anchors) Anchor(_ context.Context, ref string) (outbox.Anchor, bool, error) {
	x, ok := a[ref]
	return x, ok, nil
}

var card = anchors{"case:12:card": {Network: "slack", Channel: "C0SUPPORT", ID: "1700000000.000100"}}
