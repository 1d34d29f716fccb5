package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a long pass over a file came: a bar on a terminal, a
// line every few seconds elsewhere, nothing for what is over in a moment.
type progress struct {
	bar  *progressbar.ProgressBar
	to   io.Writer
	what string
	size int64
	next time.Time
}

const (
	quietFor  = 3 * time.Second
	lineEvery = 5 * time.Second
)

func newProgress(to io.Writer, what string, size int64) *progress {
	p := &progress{to: to, what: what, size: size, next: time.Now().Add(quietFor)}
	if f, ok := to.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions64(size, progressbar.OptionSetWriter(to), progressbar.OptionSetDescription(what),
			progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	return p
}

// bytes is told how many bytes of the file were read so far.
func (p *progress) bytes(n int64) {
	if p.bar != nil {
		_ = p.bar.Set64(n) // a bar that cannot be drawn harms nothing
		return
	}
	if now := time.Now(); p.size > 0 && now.After(p.next) {
		p.next = now.Add(lineEvery)
		fmt.Fprintf(p.to, "%s: %d %%\n", p.what, 100*n/p.size)
	}
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
