package sandbox

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// slackFile is a file on its way into a channel, or in one.
type slackFile struct {
	id, name, title, mime string
	length                int64
	data                  []byte
	deleted               bool // a tombstone stands where it was
	external              bool // behind a link, not in Slack's store
}

// wire is the file as messages and files.info give it.
func (x *slackFile) wire(base string) map[string]any {
	if x.deleted {
		return map[string]any{"id": x.id, "mode": "tombstone"}
	}
	at := base + "/files-pri/" + x.id + "/" + url.PathEscape(x.name)
	if x.external {
		at = "https://elsewhere.test/" + url.PathEscape(x.name)
	}
	mode := "hosted"
	if x.external {
		mode = "external"
	}
	return map[string]any{"id": x.id, "name": x.name, "title": x.title, "size": len(x.data), "mimetype": x.mime, "mode": mode,
		"is_external": x.external, "url_private": at, "url_private_download": at}
}

func (s *workspace) fileInfo(f form) (map[string]any, error) {
	if !slices.Contains(strings.Split(s.w.o.Scopes, ","), "files:read") {
		return nil, slackErr("missing_scope")
	}
	x := s.files[f.values["file"]]
	switch {
	case x == nil || x.data == nil:
		return nil, slackErr("file_not_found")
	case x.deleted:
		return nil, slackErr("file_deleted")
	}
	return map[string]any{"file": x.wire(s.url)}, nil
}

// filesPri gives the bytes of a file to who has the bot's token; to others, as
// Slack does, the way to the sign-in page.
func (s *workspace) filesPri(rw http.ResponseWriter, r *http.Request) {
	id, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/files-pri/"), "/")
	call := s.w.Journal.begin(Slack, "files-pri", form{values: map[string]string{"file": id}})
	rule := s.w.Faults.take(*call)
	if s.w.broken(rw, r, rule) {
		return
	}
	s.w.mu.Lock()
	x := s.files[id]
	var data []byte
	if x != nil && !x.deleted {
		data = x.data
	}
	s.w.mu.Unlock()
	status := http.StatusOK
	switch {
	case rule != nil && rule.Break == Status:
		status = rule.Status
		http.Error(rw, "internal error", status)
	case r.Header.Get("Authorization") != "Bearer "+s.w.o.BotToken:
		status = http.StatusFound
		http.Redirect(rw, r, "/?redir="+url.QueryEscape(r.URL.Path), status)
	case data == nil:
		status = http.StatusNotFound
		http.Error(rw, "no such file", status)
	default:
		_, _ = rw.Write(data)
	}
	s.w.Journal.end(call, func(c *Call) { c.Status, c.Done = status, status == http.StatusOK })
}

func (s *workspace) uploadURL(f form) (map[string]any, error) {
	if f.values["filename"] == "" || f.int("length") <= 0 {
		return nil, slackErr("invalid_arguments", "[ERROR] filename and length are needed")
	}
	x := &slackFile{id: s.nextID("F"), name: f.values["filename"], length: f.int("length")}
	s.files[x.id] = x
	return map[string]any{"upload_url": s.url + "/upload/" + x.id, "file_id": x.id}, nil
}

// upload takes the bytes that an upload URL was given out for.
func (s *workspace) upload(rw http.ResponseWriter, r *http.Request) {
	var data []byte
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		var f form
		f, err = readForm(rw, r)
		for _, u := range f.files {
			data = u.data
		}
	} else {
		data, err = io.ReadAll(http.MaxBytesReader(rw, r.Body, bodyLimit))
	}
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	x := s.files[strings.TrimPrefix(r.URL.Path, "/upload/")]
	if err != nil || x == nil || r.Method != http.MethodPost {
		http.Error(rw, "no such upload", http.StatusNotFound)
		return
	}
	x.data, x.mime = data, http.DetectContentType(data)
	_, _ = fmt.Fprintf(rw, "OK - %d", len(data))
}

func (s *workspace) completeUpload(f form) (map[string]any, error) {
	var list []struct{ ID, Title string }
	if err := f.decode("files", &list); err != nil || len(list) == 0 {
		return nil, slackErr("invalid_arguments", "[ERROR] files are needed")
	}
	p := &post{user: slackBot, byBot: true, thread: f.values["thread_ts"], text: f.values["initial_comment"]}
	var out []map[string]any
	for _, l := range list {
		x := s.files[l.ID]
		if x == nil || x.data == nil {
			return nil, slackErr("file_not_found")
		}
		if int64(len(x.data)) != x.length {
			return nil, slackErr("file_upload_size_mismatch", fmt.Sprintf("[ERROR] announced %d bytes, got %d", x.length, len(x.data)))
		}
		x.title = l.Title
		p.files = append(p.files, x)
		out = append(out, map[string]any{"id": x.id, "title": x.title, "name": x.name})
	}
	if f.values["channel_id"] != "" {
		c, err := s.channelOf(f, "channel_id")
		if err != nil {
			return nil, err
		}
		if c.left {
			return nil, slackErr("not_in_channel")
		}
		if err := s.add(c, p); err != nil {
			return nil, err
		}
	}
	return map[string]any{"files": out}, nil
}
