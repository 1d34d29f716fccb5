package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// Digest gives the SHA-256 of a file's bytes in hex, as Proof.Hash has it.
func Digest(ctx context.Context, in Input) (string, error) {
	f, err := in.Open()
	if err != nil {
		return "", fmt.Errorf("open %s: %w", in.Name, err)
	}
	defer func() { _ = f.Close() }()
	sum := sha256.New()
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, &stopped{ctx: ctx, r: f}, make([]byte, blockSize)); err != nil {
		return "", fmt.Errorf("read %s: %w", in.Name, err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
