package archive

import (
	"bufio"
	"compress/gzip"
	"io"
)

func openGzip(file File) (io.ReadCloser, error) {
	f, err := file()
	if err != nil {
		return nil, err
	}
	c := &counted{r: f}
	z, err := gzip.NewReader(bufio.NewReaderSize(c, 64<<10))
	if err != nil {
		_ = f.Close()
		return nil, refuse("the file is damaged (%v): get it again", err)
	}
	g := &guard{close: []io.Closer{z, f}, name: "the content", packed: func() int64 { return c.n }}
	return g.begin(bufio.NewReaderSize(z, 64<<10))
}

// counted counts the bytes that were read.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
