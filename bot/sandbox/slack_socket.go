package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// ackLimit is the size from which Slack drops an acknowledgement silently.
const ackLimit = 20 << 10

// socket is one Socket Mode connection.
type socket struct {
	conn  *websocket.Conn
	write sync.Mutex
}

func (c *socket) send(v any) error {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return c.conn.WriteJSON(v)
}

func (c *socket) ping() error {
	return c.conn.WriteControl(websocket.PingMessage, []byte("sandbox"), time.Now().Add(time.Second))
}

func (c *socket) close() { _ = c.conn.Close() }

// open gives out a URL that connects once.
func (s *workspace) open(form) (map[string]any, error) {
	if len(s.conns) >= 10 {
		return nil, slackErr("too_many_websockets")
	}
	ticket := s.nextID("ticket-")
	s.tickets[ticket] = true
	return map[string]any{"url": fmt.Sprintf("ws%s/link/?ticket=%s&app_id=%s", s.url[len("http"):], ticket, slackApp)}, nil
}

// connect is the WebSocket's life, from the ticket to the end of the connection.
func (s *workspace) connect(rw http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	s.w.mu.Lock()
	ok := s.tickets[ticket]
	delete(s.tickets, ticket)
	s.w.mu.Unlock()
	if !ok {
		http.Error(rw, "ticket is not valid", http.StatusUnauthorized)
		return
	}
	// SDKs name Slack as the origin, or none; a page in a browser names itself.
	up := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool {
		o := r.Header.Get("Origin")
		return o == "" || o == "https://api.slack.com"
	}}
	conn, err := up.Upgrade(rw, r, nil)
	if err != nil {
		return
	}
	c := &socket{conn: conn}
	defer c.close()
	s.w.mu.Lock()
	open := len(s.conns) + 1
	s.w.mu.Unlock()
	// Events may follow only after the hello.
	err = c.send(map[string]any{
		"type": "hello", "num_connections": open, "connection_info": map[string]any{"app_id": slackApp},
		"debug_info": map[string]any{"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
	})
	ended := make(chan struct{})
	defer close(ended)
	s.w.mu.Lock()
	if s.w.closed || err != nil {
		s.w.mu.Unlock()
		return
	}
	s.conns = append(s.conns, c)
	s.opened++
	s.w.run(func() { s.pings(c, ended) })
	s.w.changed()
	s.w.mu.Unlock()
	for err == nil {
		var data []byte
		if _, data, err = conn.ReadMessage(); err == nil {
			s.acknowledged(data)
		}
	}
	s.w.mu.Lock()
	s.conns = slices.DeleteFunc(s.conns, func(o *socket) bool { return o == c })
	s.w.changed()
	s.w.mu.Unlock()
}

func (s *workspace) pings(c *socket, ended <-chan struct{}) {
	tick := time.NewTicker(s.w.o.PingEvery)
	defer tick.Stop()
	for c.ping() == nil {
		select {
		case <-tick.C:
		case <-ended:
			return
		case <-s.w.ctx.Done():
			c.close()
			return
		}
	}
}

// acknowledged takes what the app sends over the socket: acknowledgements and nothing else.
func (s *workspace) acknowledged(data []byte) {
	var ack struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	if err := json.Unmarshal(data, &ack); err != nil {
		s.w.Journal.object("socket: not JSON: %.80s", data)
		return
	}
	if len(data) >= ackLimit {
		s.w.Journal.object("socket: an acknowledgement of 20 KB or more is dropped")
		return
	}
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	e := s.waiting[ack.ID]
	switch {
	case e == nil:
		s.w.Journal.object("socket: acknowledgement of an unknown envelope %q", ack.ID)
	case e.acked:
		s.w.Journal.object("socket: %s acknowledged twice", e.delivery.What)
	default:
		e.acked = true
		s.w.Journal.acked(e.delivery)
		if string(ack.Payload) == "null" {
			ack.Payload = nil
		}
		if len(ack.Payload) > 0 && !e.accepts {
			s.w.Journal.object("socket: a payload in the acknowledgement of %s, which takes none", e.delivery.What)
		}
		e.answer <- ack.Payload
		s.w.changed()
	}
}

// Connected waits until the product holds a Socket Mode connection.
func (w *World) Connected(within time.Duration) bool {
	return w.await(within, func() bool { return len(w.slack.conns) > 0 })
}

// Disconnect asks every connection to reconnect, as Slack does every few hours.
func (w *World) Disconnect(reason string) {
	w.mu.Lock()
	conns := slices.Clone(w.slack.conns)
	w.mu.Unlock()
	for _, c := range conns {
		_ = c.send(map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "sandbox"}})
	}
}

// DropSockets breaks every connection without a word.
func (w *World) DropSockets() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.slack.conns {
		c.close()
	}
}
