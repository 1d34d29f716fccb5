package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asProduct makes the test binary the product itself, so that stories can kill it.
const asProduct = "MONEYTRAIL_TEST_AS_PRODUCT"

func TestMain(m *testing.M) {
	if os.Getenv(asProduct) != "" {
		os.Exit(product())
	}
	testscript.Main(m, map[string]func(){"moneytrail": func() { os.Exit(product()) }})
}

// product is main with an exit status.
func product() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv})
}

// TestCommands runs the stories of testdata/script: each is a fresh folder, the
// commands a person types there, and what they print.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: func(e *testscript.Env) error {
		e.Setenv("MONEYTRAIL_CLOCK", friday)
		e.Setenv("MONEYTRAIL_DATABASE", e.WorkDir+"/moneytrail.db")
		return nil
	}})
}
