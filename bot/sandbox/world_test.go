package sandbox

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hangs is how long a test waits, at least, for what must come.
const hangs = 3 * time.Minute

// quick is as long as a test waits for what must not happen.
const quick = 100 * time.Millisecond

// start makes a world that lives as long as the test.
func start(t *testing.T, o Options) *World {
	t.Helper()
	if o.Patience == 0 {
		o.Patience = hangs
	}
	if o.T == nil {
		o.T = t
	}
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

func TestTokenNeedsABotID(t *testing.T) {
	if _, err := New(Options{Token: "no colon"}); err == nil {
		t.Error("a token without a bot id was taken")
	}
}

func TestStartsOnce(t *testing.T) {
	w := start(t, Options{})
	if err := w.Start(t.Context()); err == nil {
		t.Error("started twice")
	}
}
