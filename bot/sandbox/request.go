package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
)

// bodyLimit is the largest request a network takes: Telegram's 50 MB of a file and its fields.
const bodyLimit = 52 << 20

// form is a decoded request: plain values (nested ones as JSON) and uploads.
type form struct {
	values map[string]string
	files  map[string]upload
}

type upload struct {
	name, mime string
	data       []byte
}

// readForm decodes a body as multipart form, URL-encoded form or JSON object.
func readForm(rw http.ResponseWriter, r *http.Request) (form, error) {
	f := form{values: map[string]string{}, files: map[string]upload{}}
	take := func(v url.Values) {
		for k := range v {
			f.values[k] = v.Get(k)
		}
	}
	take(r.URL.Query())
	r.Body = http.MaxBytesReader(rw, r.Body, bodyLimit)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "multipart/form-data":
		// Telegram's SDK sends an empty body where a method has no parameters.
		if err := r.ParseMultipartForm(bodyLimit); errors.Is(err, io.EOF) {
			return f, nil
		} else if err != nil {
			return f, err
		}
		take(url.Values(r.MultipartForm.Value))
		for k, heads := range r.MultipartForm.File {
			file, err := heads[0].Open()
			if err != nil {
				return f, err
			}
			data, err := io.ReadAll(file)
			_ = file.Close()
			if err != nil {
				return f, err
			}
			f.files[k] = upload{name: heads[0].Filename, mime: heads[0].Header.Get("Content-Type"), data: data}
		}
		return f, nil
	case "application/json":
		var body map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil && !errors.Is(err, io.EOF) {
			return f, err
		}
		for k, v := range body {
			var s string
			if json.Unmarshal(v, &s) != nil {
				s = string(v)
			}
			f.values[k] = s
		}
		return f, nil
	default:
		if err := r.ParseForm(); err != nil {
			return f, err
		}
		take(r.PostForm)
		return f, nil
	}
}

func (f form) int(key string) int64 {
	n, _ := strconv.ParseInt(f.values[key], 10, 64)
	return n
}

func (f form) bool(key string) bool {
	b, _ := strconv.ParseBool(f.values[key])
	return b
}

// decode reads a nested value; an absent one leaves v alone.
func (f form) decode(key string, v any) error {
	s := f.values[key]
	if s == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(s), v); err != nil {
		return fmt.Errorf("%s is not what was expected: %w", key, err)
	}
	return nil
}

func writeJSON(rw http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	_, _ = rw.Write(b)
}

// broken plays the part of a fault that needs no network's own words, before
// the call is done; it tells whether the call ends here.
func (w *World) broken(rw http.ResponseWriter, r *http.Request, rule *Fault) bool {
	if rule == nil {
		return false
	}
	switch rule.Break {
	case DropBefore:
		panic(http.ErrAbortHandler)
	case Garbage:
		rw.Header().Set("Content-Type", "text/html")
		rw.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(rw, "<html><title>502 Bad Gateway</title></html>")
		return true
	case Slow:
		return !w.pause(rule.Delay) || r.Context().Err() != nil
	}
	return false
}
