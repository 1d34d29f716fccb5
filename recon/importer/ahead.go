package importer

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
)

// ahead reads a file block by block, a few blocks before they are asked for,
// hashes them and looks at their encoding meanwhile.
type ahead struct {
	name     string
	pieces   chan piece
	free     chan []byte
	stop     chan struct{}
	now      []byte // the block being taken, and what is left of it
	rest     []byte
	err      error
	taken    int64
	progress func(int64)
	seen     *seen // of the bytes before

	// what the whole file told, when pieces is closed
	scanner scanner
	failed  error
}

// piece is a block, or why none follows.
type piece struct {
	b   []byte
	err error
}

// Blocks that are read ahead.
const (
	blockSize  = 128 << 10
	blockCount = 3
)

// errForeign ends a text that is not in the encoding it is read in; the
// scanner knows which it is, or what is wrong.
var errForeign = errors.New("not text in UTF-8")

// openAhead opens a file in an encoding that is known; "" finds it out.
func openAhead(ctx context.Context, in Input, encoding string, progress func(int64)) (*textReader, *ahead, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	f, err := in.Open()
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", in.Name, err)
	}
	a := &ahead{name: in.Name, pieces: make(chan piece), free: make(chan []byte, blockCount), stop: make(chan struct{}), progress: progress, seen: in.seen}
	a.scanner.encoding, a.scanner.known = cmp.Or(encoding, utf8Text), encoding != ""
	size := blockSize
	if in.Size > 0 && in.Size < blockSize {
		size = int(in.Size) + 1 // room to see the end at once
	}
	for range blockCount {
		a.free <- make([]byte, 0, size)
	}
	go a.run(ctx, f)
	t := &textReader{encoding: encoding, raw: bufio.NewReaderSize(a, lookAhead), file: a}
	if encoding == "" {
		b, _ := t.raw.Peek(lookAhead) // an error comes again
		t.encoding = encodingOf(b)
	}
	return t, a, nil
}

// run reads the file to its end, unless it is stopped.
func (a *ahead) run(ctx context.Context, f io.ReadCloser) {
	defer close(a.pieces)
	defer f.Close()
	sum := newSum(a.seen)
	telling := true
	var b []byte
	for {
		if telling {
			select {
			case b = <-a.free:
			case <-a.stop:
				return
			}
		}
		n, err := io.ReadFull(f, b[:cap(b)])
		b = b[:n]
		end := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		switch {
		case ctx.Err() != nil:
			err, end = ctx.Err(), false
		case err != nil && !end:
			err = fmt.Errorf("read %s: %w", a.name, err)
		}
		if err != nil && !end {
			a.failed = err
			a.tell(piece{err: err}, telling)
			return
		}
		a.scanner.take(b)
		if end {
			a.scanner.end()
		}
		if telling && a.scanner.foreign() {
			if !a.tell(piece{err: errForeign}, true) {
				return
			}
			telling = false
		}
		if n > 0 && !a.tell(piece{b: b}, telling) {
			return
		}
		sum.Write(b) // who takes the block does not change it
		if end {
			a.scanner.seen = sum.end()
			a.tell(piece{err: io.EOF}, telling)
			return
		}
	}
}

// tell hands a piece over; false if the file was closed.
func (a *ahead) tell(p piece, telling bool) bool {
	if !telling {
		select {
		case <-a.stop:
			return false
		default:
			return true
		}
	}
	select {
	case a.pieces <- p:
		return true
	case <-a.stop:
		return false
	}
}

// Read gives the bytes of the file.
func (a *ahead) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.err != nil {
			return 0, a.err
		}
		if a.now != nil {
			a.free <- a.now
			a.now = nil
		}
		next := <-a.pieces
		a.now, a.rest, a.err = next.b, next.b, next.err
		a.taken += int64(len(next.b))
		if a.progress != nil && next.err == nil {
			a.progress(a.taken)
		}
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// finish reads what is left and gives what the whole file told.
func (a *ahead) finish() (scan, error) {
	if a.now != nil {
		a.free <- a.now
		a.now, a.rest = nil, nil
	}
	for p := range a.pieces {
		if p.b != nil {
			a.free <- p.b
		}
	}
	if a.failed != nil {
		return scan{}, a.failed
	}
	return a.scanner.scan, a.scanner.wrong
}

// Close lets the file go, wherever its reading is.
func (a *ahead) Close() error {
	close(a.stop)
	for range a.pieces { // until it is closed
	}
	return nil
}
