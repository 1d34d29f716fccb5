package sandbox

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

// pagePolicy lets the page load from its own address and nothing else.
const pagePolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// heartbeat keeps a quiet stream of events alive.
const heartbeat = 15 * time.Second

// ListenPage shows the world at a loopback address ("127.0.0.1:8080") and
// gives the page's URL. The world must be started. Where nobody is in Slack
// yet, Amy and Ben come in.
func (w *World) ListenPage(addr string) (string, error) {
	if w.ctx == nil {
		return "", fmt.Errorf("sandbox: the page needs a started world")
	}
	h, err := w.pageHandler()
	if err != nil {
		return "", err
	}
	if len(w.Agents()) == 0 {
		w.Agent("Amy")
		w.Agent("Ben")
	}
	return w.listen(addr, h)
}

// pageHandler serves the page and its own endpoints. Reading has no effects;
// what has effects is posted as JSON.
func (w *World) pageHandler() (http.Handler, error) {
	index, err := template.ParseFS(pageFiles, "page/index.html")
	if err != nil {
		return nil, err
	}
	static, err := fs.Sub(pageFiles, "page")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(rw http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		if err := index.Execute(&b, map[string]string{"Bot": w.o.BotName, "Channel": w.o.Channel, "Note": w.o.Note}); err != nil {
			http.Error(rw, "the page cannot be shown", http.StatusInternalServerError)
			return
		}
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = b.WriteTo(rw)
	})
	for _, name := range []string{"icon.svg", "style.css", "page.js", "slack.js", "dom.js"} {
		mux.HandleFunc("GET /"+name, func(rw http.ResponseWriter, r *http.Request) {
			http.ServeFileFS(rw, r, static, name)
		})
	}
	mux.HandleFunc("GET /events", w.events)
	mux.HandleFunc("GET /media/{network}/{id}", w.media)
	mux.HandleFunc("POST /api/{act}", w.act)
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		head := rw.Header()
		head.Set("Content-Security-Policy", pagePolicy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cache-Control", "no-store")
		mux.ServeHTTP(rw, r)
	}), nil
}

// events streams what the page is to show, whole, whenever it changes.
func (w *World) events(rw http.ResponseWriter, r *http.Request) {
	person, _ := strconv.ParseInt(r.URL.Query().Get("person"), 10, 64)
	agent := r.URL.Query().Get("agent")
	out := http.NewResponseController(rw)
	rw.Header().Set("Content-Type", "text/event-stream")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	var last []byte
	for {
		w.mu.Lock()
		state, wake := w.state(person, agent), w.wake
		w.mu.Unlock()
		now, err := json.Marshal(state)
		if err != nil {
			w.o.Log.Error("sandbox page", "error", err)
			return
		}
		if !bytes.Equal(now, last) {
			last = now
			_, err = fmt.Fprintf(rw, "data: %s\n\n", now)
			if err == nil {
				err = out.Flush()
			}
		}
		if err != nil {
			return
		}
		select {
		case <-wake:
			time.Sleep(20 * time.Millisecond) // several changes at once are shown at once
		case <-beat.C:
			if _, err = fmt.Fprint(rw, ": still here\n\n"); err != nil || out.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// media shows a photograph; anything else is a download.
func (w *World) media(rw http.ResponseWriter, r *http.Request) {
	var data []byte
	var kind, name string
	w.mu.Lock()
	switch r.PathValue("network") {
	case "telegram":
		if f := w.tg.files[r.PathValue("id")]; f != nil {
			data, kind, name = f.data, f.mime, f.name
		}
	case "slack":
		if f := w.slack.files[r.PathValue("id")]; f != nil {
			data, kind, name = f.data, f.mime, f.name
		}
	}
	w.mu.Unlock()
	if data == nil {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", "application/octet-stream")
	if isPicture(kind) {
		rw.Header().Set("Content-Type", kind)
	} else {
		rw.Header().Set("Content-Disposition", "attachment; filename="+strconv.QuoteToASCII(name))
	}
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(data))
}

func isPicture(kind string) bool {
	switch strings.ToLower(kind) {
	case "image/jpeg", "image/png", "image/gif", "image/webp":
		return true
	}
	return false
}
