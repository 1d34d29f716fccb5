package slack

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"moneytrail/handlers/inbox"
)

// socketServer is Slack's end of a Socket Mode connection: it sends envelopes
// and tells which were acknowledged.
func socketServer(t *testing.T, a *api) (send func(envelope string), acked <-chan string) {
	t.Helper()
	out, in := make(chan string, 8), make(chan string, 8)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
		conn, err := up.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		go func() {
			for {
				var ack struct {
					ID string `json:"envelope_id"`
				}
				if conn.ReadJSON(&ack) != nil {
					return
				}
				in <- ack.ID
			}
		}()
		write := func(text string) bool { return conn.WriteMessage(websocket.TextMessage, []byte(text)) == nil }
		for ok := write(`{"type":"hello"}`); ok; {
			select {
			case text := <-out:
				ok = write(text)
			case <-r.Context().Done():
				return
			case <-t.Context().Done():
				return
			}
		}
	}))
	t.Cleanup(s.Close)
	a.answers["auth.test"] = []string{`{"ok":true,"team_id":"T1","user_id":"U0BOT"}`}
	a.answers["users.info"] = []string{`{"ok":true,"user":{"id":"U1","team_id":"T1","name":"amy"}}`}
	a.answers["apps.connections.open"] = []string{`{"ok":true,"url":"ws` + strings.TrimPrefix(s.URL, "http") + `/link"}`}
	return func(envelope string) { out <- envelope }, in
}

func line(id, ts, extra string) string {
	return `{"envelope_id":"` + id + `","type":"events_api","accepts_response_payload":false,"payload":{"team_id":"T1","type":"event_callback","event":{` +
		`"type":"message","channel":"C0SUPPORT","user":"U1","ts":"` + ts + `","thread_ts":"1700000000.000100","text":"! hello"` + extra + `}}}`
}

// What is not in the inbox is not acknowledged, so that Slack sends it again;
// an event that the SDK is too strict to read is taken all the same.
func TestAnEnvelopeIsAcknowledgedOnlyOnceItIsStored(t *testing.T) {
	a, c := newAPI(t)
	send, acked := socketServer(t, a)
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	var stored []string
	attempts := 0
	store := func(_ context.Context, events []inbox.Event) error {
		mu.Lock()
		defer mu.Unlock()
		if attempts++; attempts == 1 {
			return errors.New("the disk is full")
		}
		for _, e := range events {
			stored = append(stored, e.Key)
		}
		return nil
	}
	kept := func() string {
		mu.Lock()
		defer mu.Unlock()
		return strings.Join(stored, " ")
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Listen(ctx, store, func(error) {}) }()
	send(line("e1", "1700000001.000000", "")) // not stored
	send(line("e1", "1700000001.000000", "")) // Slack repeats it
	send(line("e2", "1700000002.000000", `,"blocks":[{"type":"rich_text","elements":"not a list"}]`))
	for i, want := range []struct{ ack, stored string }{
		{"e1", "slack:msg:C0SUPPORT:1700000001.000000"},
		{"e2", "slack:msg:C0SUPPORT:1700000001.000000 slack:msg:C0SUPPORT:1700000002.000000"},
	} {
		select {
		case id := <-acked:
			if got := kept(); id != want.ack || !strings.HasPrefix(got, want.stored) {
				t.Errorf("acknowledgement %d is of %s, with %q stored", i+1, id, got)
			}
		case <-time.After(3 * time.Minute):
			t.Fatalf("%s was not acknowledged; stored: %q", want.ack, kept())
		}
	}
	select {
	case id := <-acked:
		t.Errorf("%s was acknowledged twice: once without being stored", id)
	default:
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
