package health

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
)

func ask(b *Board) (int, string) {
	w := httptest.NewRecorder()
	b.ServeHTTP(w, httptest.NewRequest("GET", "/healthz", nil))
	return w.Code, w.Body.String()
}

func TestOnlyWhenEveryPartIsWellTheProductIs(t *testing.T) {
	b := New("telegram", "database")
	if code, body := ask(b); code != 503 || !strings.Contains(body, "starting") {
		t.Errorf("before anybody reported: %d %s", code, body)
	}
	b.Report("telegram", nil)
	b.Reporter("database")(errors.New("the disk is full"))
	if code, body := ask(b); code != 503 || !strings.Contains(body, "the disk is full") {
		t.Errorf("with a full disk: %d %s", code, body)
	}
	b.Report("database", nil)
	if code, body := ask(b); code != 200 || strings.Contains(body, "disk") {
		t.Errorf("mended: %d %s", code, body)
	}
}

func TestAStateKeepsTheTimeItBegan(t *testing.T) {
	b := New("slack")
	b.Report("slack", errors.New("one"))
	since := b.parts["slack"].Since
	b.Report("slack", errors.New("two"))
	if got := b.parts["slack"]; got.Since != since || got.Error != "two" {
		t.Errorf("%+v", got)
	}
}
