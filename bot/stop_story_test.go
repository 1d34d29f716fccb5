package main

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// slowly begins to send a file to the running product, and gives what sends
// more of it, and where its answer comes: the status, 0 where it is cut off.
func (h *house) slowly(name string) (more *io.PipeWriter, answer chan int) {
	h.t.Helper()
	body, more := io.Pipe()
	req, err := http.NewRequest(http.MethodPost, h.address()+"/files?name="+name, body)
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.env["FILES_TOKEN"])
	req.Header.Set("Expect", "100-continue") // nothing is sent before the product reads
	answer = make(chan int, 1)
	go func() {
		client := http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
		defer client.CloseIdleConnections()
		resp, err := client.Do(req)
		if err != nil {
			_ = body.CloseWithError(err)
			answer <- 0
			return
		}
		_ = resp.Body.Close()
		answer <- resp.StatusCode
	}()
	return more, answer
}

// A file that is being sent while the product is told to stop is taken to its
// end and answered. One that takes longer than the product may is cut off, and
// the product ends in time all the same; sent again, it is imported.
func TestAFileUnderWayIsTakenBeforeTheEnd(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.env["FILES_TOKEN"] = "a-token-of-the-story"
	first, second, _ := strings.Cut(noodleShop["transactions.csv"], "T1,")
	h.imports(map[string]string{"merchants.csv": noodleShop["merchants.csv"]})
	for tries := 1; ; tries++ {
		h.serves()
		more, answer := h.slowly("transactions.csv")
		if _, err := io.WriteString(more, first); err != nil {
			t.Fatal(err)
		}
		ended, told := make(chan struct{}), time.Now()
		go func() {
			defer close(ended)
			h.ends()
		}()
		h.until(0, func() string {
			if resp, err := http.Get(h.address() + "/healthz"); err == nil {
				_ = resp.Body.Close()
				return "it takes requests still"
			}
			return ""
		})
		_, err := io.WriteString(more, "T1,"+second)
		err = errors.Join(err, more.Close())
		code := <-answer
		<-ended
		if code == http.StatusOK {
			break
		}
		// Where the sender itself was slower than the product may wait, that proves nothing.
		if time.Since(told) < uploadPatience || tries == 10 {
			t.Fatalf("the file was answered with %d (%v)", code, err)
		}
	}
	if got := h.does("export", "transactions"); !strings.Contains(got, "T1,M0001") {
		t.Errorf("what was taken:\n%s", got)
	}

	h.serves()
	more, answer := h.slowly("more.csv")
	if _, err := io.WriteString(more, first); err != nil {
		t.Fatal(err)
	}
	h.ends()
	if err := more.CloseWithError(io.ErrUnexpectedEOF); err != nil {
		t.Fatal(err)
	}
	if code := <-answer; code == http.StatusOK {
		t.Error("half a file was taken")
	}
	h.serves()
	more, answer = h.slowly("more.csv")
	if _, err := io.WriteString(more, first+strings.ReplaceAll("T1,"+second, "T1,", "T2,")); err != nil {
		t.Fatal(err)
	}
	if err := more.Close(); err != nil {
		t.Fatal(err)
	}
	if code := <-answer; code != http.StatusOK {
		t.Errorf("sent again it was answered with %d", code)
	}
	if got := h.does("export", "transactions"); !strings.Contains(got, "T2,M0001") {
		t.Errorf("what was taken in the end:\n%s", got)
	}
}
