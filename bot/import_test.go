package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A dry run that ends early has written nothing, and touches no links either:
// there is no database here that it could.
func TestADryRunThatEndsEarlyTouchesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "merchants.csv")
	if err := os.WriteFile(path, []byte("merchant_id,account\nM1,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	i := &importing{dryRun: true, watched: io.Discard}
	if _, err := i.files(ctx, unpacked(path, "merchants.csv", false)); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

// What is said of a file that cannot be had goes to the support channel too:
// it says why, and not where on this machine.
func TestAFileThatCannotBeOpenedIsToldWithoutItsFolder(t *testing.T) {
	dir := t.TempDir()
	i := &importing{dryRun: true, watched: io.Discard}
	r, err := i.file(t.Context(), unpacked(filepath.Join(dir, "bank.csv"), "bank.csv", false)[0], &proving{})
	if err != nil || r.disk == nil || len(r.Errors) != 1 || !strings.Contains(r.Errors[0].Message, "cannot be read") || strings.Contains(r.Errors[0].Message, dir) {
		t.Errorf("it is told as %v, %v", r.Errors, err)
	}
}
