// Package upload takes files over HTTP: POST /files with a token and the bytes
// of one file, streamed to the disk, imported, and answered with what
// `import --json` says of it.
package upload

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Limit is the size that a file may have where Options name none: 2 GiB.
const Limit = 2 << 30

// Idle is how long a sender may send nothing before the upload is given up,
// where Options name no time.
const Idle = time.Minute

// Fate says what became of an uploaded file.
type Fate int

// Fates.
const (
	Imported Fate = iota
	Duplicate
	Refused
)

// File is a file that was uploaded, kept at Path until it is dealt with. Name
// is what the sender calls it; Source is the witness it names, "" for none;
// Owner whose accounts a bank statement is of: payee, payer, or "" where the
// sender does not say.
type File struct{ Path, Name, Source, Owner string }

// Options of a handler. Token and Take must be set.
type Options struct {
	// Token is what the sender must know.
	Token string
	// Dir is where files are kept while they are dealt with; "": the system's
	// folder for such.
	Dir string
	// Limit is how many bytes a file may have; 0: Limit.
	Limit int64
	// Idle is how long a sender may send nothing; 0: Idle.
	Idle time.Duration
	// Take imports a file and gives its report as JSON.
	Take func(context.Context, File) (Fate, []byte, error)
	Log  *slog.Logger
}

// atOnce is how many files may be on their way in at once: each holds its size
// of the disk until it is dealt with.
const atOnce = 4

// Handler answers POST /files.
type Handler struct {
	o    Options
	room chan struct{}
}

// stale is after how long what lies in Dir is of a process that was killed: no
// upload takes that long.
const stale = 24 * time.Hour

const folderPrefix = "moneytrail-upload-"

// sweep removes what uploads left behind whose process was killed.
func sweep(dir string) {
	if dir == "" {
		dir = os.TempDir()
	}
	left, _ := filepath.Glob(filepath.Join(dir, folderPrefix+"*")) // the pattern is well formed
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && info.IsDir() && time.Since(info.ModTime()) > stale {
			_ = os.RemoveAll(path) // what cannot be removed is another user's
		}
	}
}

// New makes a handler, and room where uploads before it left their files.
func New(o Options) *Handler {
	sweep(o.Dir)
	if o.Limit == 0 {
		o.Limit = Limit
	}
	if o.Idle == 0 {
		o.Idle = Idle
	}
	return &Handler{o, make(chan struct{}, atOnce)}
}

// ServeHTTP answers 200 with the report when the file was imported, 409 with it
// when the same bytes were imported before, 422 with it when the file is
// refused, an empty one too; 401 without the token, 413 for a file that is too
// large, 400 for a request that brings none, 503 when the file could not be dealt with now or
// several others are on their way in.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !h.knows(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="files"`)
		say(w, http.StatusUnauthorized, "the token is missing or wrong: send the header Authorization: Bearer TOKEN")
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		say(w, http.StatusMethodNotAllowed, "send the file with POST")
		return
	}
	select {
	case h.room <- struct{}{}:
		defer func() { <-h.room }()
	default:
		w.Header().Set("Retry-After", "30")
		say(w, http.StatusServiceUnavailable, "several files are on their way in already: send it again in half a minute")
		return
	}
	f, err := h.receive(w, r)
	if f.Path != "" {
		defer func() { _ = os.RemoveAll(filepath.Dir(f.Path)) }()
	}
	if err != nil {
		h.sayWhy(w, f.Name, err)
		return
	}
	fate, report, err := h.o.Take(r.Context(), f)
	if err != nil {
		h.o.Log.Error("upload", "file", f.Name, "error", err)
		say(w, http.StatusServiceUnavailable, "the file could not be imported now; nothing is lost: send it again later")
		return
	}
	code := map[Fate]int{Imported: http.StatusOK, Duplicate: http.StatusConflict, Refused: http.StatusUnprocessableEntity}[fate]
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(report) // the sender may be gone
}

// knows tells whether the sender knows the token, in a time that does not
// depend on how much of it is right.
func (h *Handler) knows(r *http.Request) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	a, b := sha256.Sum256([]byte(strings.TrimSpace(given))), sha256.Sum256([]byte(h.o.Token))
	return ok && h.o.Token != "" && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// sayWhy answers a request whose file, of the given name as far as it is known, did not come.
func (h *Handler) sayWhy(w http.ResponseWriter, name string, err error) {
	var large *http.MaxBytesError
	var refusal badRequest
	switch {
	case errors.As(err, &large):
		say(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the file is larger than %d bytes: split it, or use the import command", large.Limit))
	case errors.As(err, &refusal):
		say(w, http.StatusBadRequest, string(refusal))
	default:
		h.o.Log.Error("upload", "file", name, "error", err)
		say(w, http.StatusServiceUnavailable, "the file did not come completely: send it again")
	}
}

// badRequest tells a sender what is wrong with the request.
type badRequest string

func (b badRequest) Error() string { return string(b) }

// receive keeps the bytes of the file on the disk: those of the body, or of
// the one file of a form.
func (h *Handler) receive(w http.ResponseWriter, r *http.Request) (File, error) {
	ask := r.URL.Query()
	f := File{Source: tidy(ask.Get("source")), Name: ask.Get("name"), Owner: ask.Get("owner")}
	if f.Owner != "" && f.Owner != "payee" && f.Owner != "payer" {
		return f, badRequest("owner is neither payee (the merchants' accounts) nor payer (your own paying account)")
	}
	if r.ContentLength > h.o.Limit { // its sender need not send what will not be kept
		return f, &http.MaxBytesError{Limit: h.o.Limit}
	}
	limited := http.MaxBytesReader(w, r.Body, h.o.Limit)
	defer func() { _ = limited.Close() }()
	body := patientReader{limited, http.NewResponseController(w), h.o.Idle}
	var from io.Reader = body
	var form *multipart.Reader
	var end *ending
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == "multipart/form-data" {
		end = endingOf(body, params["boundary"])
		form = multipart.NewReader(end, params["boundary"])
		part, err := nextFile(form)
		if err != nil {
			return f, err
		}
		from = part
		if f.Name == "" {
			f.Name = part.FileName()
		}
	} else if f.Name == "" {
		f.Name = nameIn(r.Header.Get("Content-Disposition"))
	}
	if f.Name = tidy(f.Name); f.Name == "" {
		return f, badRequest("the file has no name: add ?name=NAME, a Content-Disposition header, or send a form")
	}
	dir, err := os.MkdirTemp(h.o.Dir, folderPrefix)
	if err != nil {
		return f, err
	}
	f.Path = filepath.Join(dir, "file")
	if err := keep(f.Path, from); err != nil || form == nil {
		return f, err
	}
	if _, err := nextFile(form); !errors.Is(err, errNoFile) {
		return f, cmp.Or(err, error(badRequest("the form has several files, and nothing of them was taken: send each in a request of its own")))
	}
	if !end.seen {
		return f, errCut
	}
	return f, nil
}

// errNoFile says that a form has no further file, errCut that it ends before its end:
// what would have followed nobody knows.
const (
	errNoFile = badRequest("the form has no file in it")
	errCut    = badRequest("the form is cut off, and nothing of it was taken: send it again")
)

// nextFile goes to the next part of a form that is a file.
func nextFile(form *multipart.Reader) (*multipart.Part, error) {
	for {
		part, err := form.NextPart()
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			return nil, err
		case err == io.EOF: // of a form that is cut the error wraps it
			return nil, errNoFile
		case err != nil:
			return nil, errCut
		case part.FileName() != "":
			return part, nil
		}
	}
}

func nameIn(disposition string) string {
	_, params, err := mime.ParseMediaType(disposition)
	if err != nil {
		return ""
	}
	return params["filename"]
}

// tidy keeps the last part of a name, without characters that would disturb a
// line of a log.
func tidy(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\ufffd' {
			return -1
		}
		return r
	}, name)
	if len(name) > 200 {
		name = strings.ToValidUTF8(name[len(name)-200:], "")
	}
	return strings.Trim(name, " .")
}

// keep writes a file to the disk.
func keep(path string, from io.Reader) (err error) {
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	_, err = io.Copy(to, from)
	return err
}

// patientReader lets a sender be slow, and not silent.
type patientReader struct {
	io.Reader
	conn *http.ResponseController
	idle time.Duration
}

func (p patientReader) Read(b []byte) (int, error) {
	_ = p.conn.SetReadDeadline(time.Now().Add(p.idle)) // where a connection has none, the sender may take its time
	return p.Reader.Read(b)
}

// say answers with a word for a person, as JSON.
func say(w http.ResponseWriter, code int, text string) {
	b, err := json.Marshal(map[string]string{"error": text})
	if err != nil { // a text always marshals
		b = nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(append(b, '\n'))
}
