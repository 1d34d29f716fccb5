package upload

import (
	"bytes"
	"io"
)

// ending reads a form and notes whether its last boundary came: a form that stops
// right behind another boundary looks like one that has ended.
type ending struct {
	io.Reader
	mark []byte
	tail []byte // the last bytes read, fewer than the mark has
	seen bool
}

func endingOf(form io.Reader, boundary string) *ending {
	return &ending{Reader: form, mark: []byte("--" + boundary + "--")}
}

func (e *ending) Read(b []byte) (int, error) {
	n, err := e.Reader.Read(b)
	if e.seen {
		return n, err
	}
	across := append(e.tail, b[:min(n, len(e.mark))]...)
	e.seen = bytes.Contains(across, e.mark) || bytes.Contains(b[:n], e.mark)
	if n >= len(e.mark) {
		across = b[n-len(e.mark) : n]
	}
	e.tail = bytes.Clone(across[max(0, len(across)-len(e.mark)+1):])
	return n, err
}
