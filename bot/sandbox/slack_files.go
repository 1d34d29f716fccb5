package sandbox

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

// slackFile is a file on its way into a channel, or in one.
type slackFile struct {
	id, name, title, mime string
	length                int64
	data                  []byte
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
