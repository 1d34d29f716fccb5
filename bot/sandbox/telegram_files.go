package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strconv"
)

// downloadLimit is the largest file that a bot may download.
const downloadLimit = 20 << 20

// file is something uploaded to one of the networks.
type file struct {
	id, unique, path string
	name, mime       string
	data             []byte
}

// store keeps an upload; mu is held.
func (t *telegram) store(kind string, u upload) *file {
	t.lastFile++
	sum := sha256.Sum256(u.data)
	ext := path.Ext(u.name)
	if kind == "photo" {
		ext = ".jpg"
	}
	f := &file{
		id:     fmt.Sprintf("AgACsandbox%04d", t.lastFile),
		unique: "AQAD" + hex.EncodeToString(sum[:6]),
		path:   fmt.Sprintf("%ss/file_%d%s", kind, t.lastFile, ext),
		name:   u.name, mime: u.mime, data: u.data,
	}
	if f.mime == "" || kind == "photo" {
		f.mime = http.DetectContentType(u.data)
	}
	t.files[f.id] = f
	return f
}

// photo gives the sizes of a photograph; the largest is last.
func (f *file) photo() []tgFile {
	size := tgFile{FileID: f.id, UniqueID: f.unique, Size: len(f.data)}
	small, large := size, size
	small.Width, small.Height = 90, 67
	large.Width, large.Height = 800, 600
	return []tgFile{small, large}
}

func (f *file) document() *tgFile {
	return &tgFile{FileID: f.id, UniqueID: f.unique, Size: len(f.data), Name: f.name, MIME: f.mime}
}

func (t *telegram) getFile(f form) (any, error) {
	got := t.files[f.values["file_id"]]
	switch {
	case got == nil:
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	case len(got.data) > downloadLimit:
		return nil, badRequest("file is too big")
	}
	return tgFile{FileID: got.id, UniqueID: got.unique, Size: len(got.data), Path: got.path}, nil
}

func (t *telegram) download(rw http.ResponseWriter, name string) {
	t.w.mu.Lock()
	var got *file
	for _, f := range t.files {
		if f.path == name {
			got = f
		}
	}
	t.w.mu.Unlock()
	if got == nil {
		t.refuse(rw, &tgError{code: 404, text: "Not Found"})
		return
	}
	rw.Header().Set("Content-Type", "application/octet-stream")
	rw.Header().Set("Content-Length", strconv.Itoa(len(got.data)))
	_, _ = rw.Write(got.data)
}
