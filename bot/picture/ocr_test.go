package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain makes the test's own program the reader of characters of the stories.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "reads" {
		reads(os.Args[2:])
		return
	}
	os.Exit(m.Run())
}

// reads plays a reader of characters.
func reads(args []string) {
	var data []byte
	var err error
	if len(args) > 1 {
		data, err = os.ReadFile(args[1])
	} else {
		data, err = io.ReadAll(os.Stdin)
	}
	if err != nil {
		os.Exit(2)
	}
	switch args[0] {
	case "size":
		head, err := png.DecodeConfig(bytes.NewReader(data))
		fmt.Println(head.Width, head.Height, err)
	case "environment":
		fmt.Println(strings.Join(os.Environ(), "\n"))
	case "much":
		for range 1000 {
			fmt.Print(strings.Repeat("x", 1000))
		}
	case "hangs":
		time.Sleep(time.Minute)
	case "fails":
		fmt.Fprintln(os.Stderr, "no such language")
		os.Exit(1)
	}
}

// hangs is as long as a test lets something run that is to end: machines may be slow.
const hangs = 5 * time.Minute

// reader leaves nothing behind when the test ends.
func reader(t *testing.T, words string) *OCR {
	t.Helper()
	tmp := t.TempDir() // not the system's folder, where others write meanwhile
	t.Setenv("TMPDIR", tmp)
	t.Cleanup(func() {
		if left, err := os.ReadDir(tmp); err != nil || len(left) > 0 {
			t.Errorf("%s: %v were left behind (%v)", words, left, err)
		}
	})
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o, err := NewOCR(exe + " reads " + words)
	if err != nil {
		t.Fatal(err)
	}
	o.time = hangs
	return o
}

func TestTheProgramIsGivenAPlainPicture(t *testing.T) {
	picture := newPaper(t, 3000, 1500).jpeg()
	for _, words := range []string{"size", "size {}"} {
		got, err := reader(t, words).Read(t.Context(), picture)
		if err != nil || strings.TrimSpace(got) != "2400 1200 <nil>" {
			t.Errorf("%s: %q, %v", words, got, err)
		}
	}
	if _, err := reader(t, "size").Read(t.Context(), []byte("%PDF")); !errors.Is(err, ErrNoPicture) {
		t.Errorf("no picture: %v", err)
	}
}

func TestTheProgramSeesNoSecrets(t *testing.T) {
	t.Setenv("MONEYTRAIL_TELEGRAM_TOKEN", "700000001:AA-a-token-that-must-not-leak")
	got, err := reader(t, "environment").Read(t.Context(), newPaper(t, 9, 9).png())
	if err != nil || strings.Contains(got, "MONEYTRAIL") || strings.Contains(got, "token") || !strings.Contains(got, "LANG=") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestAProgramThatMisbehaves(t *testing.T) {
	picture := newPaper(t, 9, 9).png()
	if got, err := reader(t, "much").Read(t.Context(), picture); err != nil || len(got) != ocrText {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if _, err := reader(t, "fails").Read(t.Context(), picture); err == nil || strings.Contains(err.Error(), "language") {
		t.Errorf("a program that fails: %v", err)
	}
	slow := reader(t, "hangs")
	slow.time = 200 * time.Millisecond
	if _, err := slow.Read(t.Context(), picture); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("a program that hangs: %v", err)
	}
	if _, err := NewOCR("there-is-no-such-program -"); err == nil || !strings.Contains(err.Error(), "there-is-no-such-program") {
		t.Errorf("a program that is not there: %v", err)
	}
}
