package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/maphash"
	"io"
)

// seen is what the bytes of a file were when they were read.
type seen struct {
	hash string
	mark uint64
}

// marks are what a process knows bytes by that it has read before: a hash that
// takes a tenth of the time, and that nobody can foresee.
var marks = maphash.MakeSeed()

// sum hashes bytes. Where they are those that were seen, it only looks whether they are.
type sum struct {
	full  hash.Hash // nil: of those that were seen it is known
	quick maphash.Hash
	seen  *seen
}

func newSum(was *seen) *sum {
	s := &sum{seen: was}
	s.quick.SetSeed(marks)
	if was == nil {
		s.full = sha256.New()
	}
	return s
}

func (s *sum) Write(b []byte) (int, error) {
	if s.full != nil {
		s.full.Write(b)
	}
	return s.quick.Write(b)
}

// end gives what was seen; its hash is "" where other bytes were before.
func (s *sum) end() seen {
	now := seen{mark: s.quick.Sum64()}
	switch {
	case s.full != nil:
		now.hash = hex.EncodeToString(s.full.Sum(nil))
	case now.mark == s.seen.mark:
		now.hash = s.seen.hash
	}
	return now
}

// Digest gives the SHA-256 of a file's bytes in hex, as Proof.Hash has it. It is
// remembered in in: Prove then need not make it again.
func Digest(ctx context.Context, in *Input) (string, error) {
	f, err := in.Open()
	if err != nil {
		return "", fmt.Errorf("open %s: %w", in.Name, err)
	}
	defer func() { _ = f.Close() }()
	sum := newSum(nil)
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, &stopped{ctx: ctx, r: f}, make([]byte, blockSize)); err != nil {
		return "", fmt.Errorf("read %s: %w", in.Name, err)
	}
	now := sum.end()
	in.seen = &now
	return now.hash, nil
}
