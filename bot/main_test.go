package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"moneytrail/storage/testdb"
)

// asProduct makes the test binary the product itself, so that stories can kill it.
const asProduct = "MONEYTRAIL_TEST_AS_PRODUCT"

var update = flag.Bool("update", false, "rewrite what the scripts expect")

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

// TestCommands runs the stories of testdata/script: each is a fresh folder with
// the files of testdata/shop, the commands a person types there, and what they print.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"keys": keys, "pack": pack, "status": status},
		Condition: func(name string) (bool, error) {
			if name != "postgres" {
				return false, fmt.Errorf("there is no condition %s", name)
			}
			return testdb.HasPostgres(), nil
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("MONEYTRAIL_CLOCK", friday)
			e.Setenv("MONEYTRAIL_DATABASE", testdb.In(t, e.WorkDir))
			if testdb.HasPostgres() && filepath.Base(e.WorkDir) == "script-copy" {
				e.Setenv("EMPTY", testdb.Postgres(t))
			}
			return os.CopyFS(filepath.Join(e.WorkDir, "shop"), os.DirFS("testdata/shop"))
		}})
}

// keys prints the paths of all keys of a JSON file: the shape without the values.
func keys(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: keys file")
	}
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &v))
	seen := map[string]bool{}
	var walk func(string, any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, sub := range v {
				seen[path+"."+k] = true
				walk(path+"."+k, sub)
			}
		case []any:
			for _, sub := range v {
				walk(path+"[]", sub)
			}
		}
	}
	walk("", v)
	for _, k := range slices.Sorted(maps.Keys(seen)) {
		fmt.Fprintln(ts.Stdout(), k)
	}
}

// status runs a program that is to end with a status: status 2 moneytrail --bogus.
func status(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status code program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%v ended with %d, not %d", args[1:], got, want)
	}
}
