package upload

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// product is what stands behind the door: it tells what it was given.
type product struct {
	dir  string
	got  File
	text string
	fate Fate
	err  error
}

func (p *product) take(_ context.Context, f File) (Fate, []byte, error) {
	b, err := os.ReadFile(f.Path)
	if err != nil {
		return 0, nil, err
	}
	p.got, p.text = f, string(b)
	return p.fate, []byte(`[{"file":"` + f.Name + `"}]`), p.err
}

// door opens the door on loopback, for files of at most 100 bytes.
func door(t *testing.T, p *product) string {
	t.Helper()
	p.dir = t.TempDir()
	h := New(Options{Token: "s3cret-token", Dir: p.dir, Limit: 100, Take: p.take, Log: slog.New(slog.DiscardHandler)})
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL + "/files"
}

// send posts and gives the status with the body.
func send(t *testing.T, url, token string, body io.Reader, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequest("POST", url, body)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

const token = "s3cret-token"

func TestAFileIsTakenAndItsReportIsTheAnswer(t *testing.T) {
	for _, c := range []struct {
		fate Fate
		want int
	}{{Imported, 200}, {Duplicate, 409}, {Refused, 422}} {
		p := &product{fate: c.fate}
		code, body := send(t, door(t, p)+"?name=bank.csv&source=abc", token, strings.NewReader("a,b\n1,2\n"))
		if code != c.want || body != `[{"file":"bank.csv"}]` {
			t.Errorf("%d %s, want %d", code, body, c.want)
		}
		if p.got.Name != "bank.csv" || p.got.Source != "abc" || p.text != "a,b\n1,2\n" {
			t.Errorf("the product was given %+v with %q", p.got, p.text)
		}
		if left, err := os.ReadDir(p.dir); err != nil || len(left) > 0 {
			t.Errorf("what was uploaded stays on the disk: %v %v", left, err)
		}
	}
}

func TestTheSenderMaySayWhoseAccountAStatementIsOf(t *testing.T) {
	for query, want := range map[string]string{"": "", "&owner=payer": "payer", "&owner=payee": "payee"} {
		p := &product{}
		if code, body := send(t, door(t, p)+"?name=bank.sta"+query, token, strings.NewReader(":20:")); code != 200 || p.got.Owner != want {
			t.Errorf("%q: %d %s, owner %q", query, code, body, p.got.Owner)
		}
	}
	p := &product{}
	code, body := send(t, door(t, p)+"?name=bank.sta&owner=mine", token, strings.NewReader(":20:"))
	if code != 400 || !strings.Contains(body, "payer") || p.got.Name != "" {
		t.Errorf("%d %s, given %+v", code, body, p.got)
	}
}

func TestAFormBringsAFileToo(t *testing.T) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	if err := w.WriteField("comment", "the bank's"); err != nil {
		t.Fatal(err)
	}
	part, err := w.CreateFormFile("f", `C:\out\..\银行.csv`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("a,b")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p := &product{}
	h := New(Options{Token: token, Dir: t.TempDir(), Take: p.take, Log: slog.New(slog.DiscardHandler)})
	r := httptest.NewRequest("POST", "/files", &form)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", w.FormDataContentType())
	res := httptest.NewRecorder()
	h.ServeHTTP(res, r)
	if res.Code != 200 || p.got.Name != "银行.csv" || p.text != "a,b" {
		t.Errorf("%d %s: %+v %q", res.Code, res.Body, p.got, p.text)
	}
}

func TestWhoDoesNotKnowTheTokenBringsNothing(t *testing.T) {
	p := &product{}
	url := door(t, p)
	for _, given := range []string{"", "s3cret", "s3cret-token2", "S3CRET-TOKEN"} {
		if code, body := send(t, url+"?name=a.csv", given, strings.NewReader("a,b")); code != 401 || !strings.Contains(body, "token") {
			t.Errorf("with %q: %d %s", given, code, body)
		}
	}
	if p.text != "" {
		t.Error("the file was taken")
	}
	empty := New(Options{Take: p.take, Log: slog.New(slog.DiscardHandler)})
	r := httptest.NewRequest("POST", "/files?name=a.csv", strings.NewReader("a,b"))
	r.Header.Set("Authorization", "Bearer ")
	res := httptest.NewRecorder()
	if empty.ServeHTTP(res, r); res.Code != 401 {
		t.Errorf("a door without a token lets in: %d", res.Code)
	}
}

// Of a form with two files nothing is taken: the sender would think that both were.
func TestAFormWithTwoFilesIsRefused(t *testing.T) {
	p := &product{}
	s := httptest.NewServer(New(Options{Token: token, Dir: t.TempDir(), Take: p.take, Log: slog.New(slog.DiscardHandler)}))
	defer s.Close()
	part := func(head string) string { return "--x\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" }
	one := part(`name="f"; filename="a.csv"`) + "a,b\r\n"
	for body, want := range map[string]int{
		one + part(`name="note"`) + "last\r\n--x--\r\n":               200,
		one + part(`name="g"; filename="b.csv"`) + "c,d\r\n--x--\r\n": 400,
	} {
		p.got = File{}
		code, answer := send(t, s.URL+"/files", token, strings.NewReader(body), "Content-Type", "multipart/form-data; boundary=x")
		if code != want || (want == 400) != strings.Contains(answer, "several files") || (want == 400) != (p.got.Name == "") {
			t.Errorf("%d %s, given %+v, want %d", code, answer, p.got, want)
		}
	}
}

// What a killed process left on the disk goes when the next one begins; what
// may still be on its way, and what is another's, stays.
func TestLeftoversOfKilledUploadsGo(t *testing.T) {
	dir := t.TempDir()
	long := time.Now().Add(-48 * time.Hour)
	for name, at := range map[string]time.Time{folderPrefix + "1": long, folderPrefix + "2": time.Now(), "other": long} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "file"), []byte("half"), 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	New(Options{Dir: dir})
	left, err := filepath.Glob(filepath.Join(dir, "*", "file"))
	if err != nil || len(left) != 2 || strings.Contains(strings.Join(left, " "), folderPrefix+"1") {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestWhatIsNoFileIsRefusedInWords(t *testing.T) {
	p := &product{}
	url := door(t, p)
	for _, c := range []struct {
		name, url, body string
		code            int
		word            string
	}{
		{"too large", url + "?name=a.csv", strings.Repeat("x", 101), 413, "100 bytes"},
		{"nameless", url, "a,b", 400, "name"},
		{"named by a path alone", url + "?name=../..", "a,b", 400, "name"},
	} {
		if code, body := send(t, c.url, token, strings.NewReader(c.body)); code != c.code || !strings.Contains(body, c.word) {
			t.Errorf("%s: %d %s", c.name, code, body)
		}
	}
	if code, body := send(t, url, token, strings.NewReader("no form"), "Content-Type", "multipart/form-data; boundary=x"); code != 400 || !strings.Contains(body, "form") {
		t.Errorf("a broken form: %d %s", code, body)
	}
	if left, err := os.ReadDir(p.dir); err != nil || len(left) > 0 {
		t.Errorf("what was refused stays on the disk: %v %v", left, err)
	}
	if p.text != "" {
		t.Error("something of it was taken")
	}
}

// Who says beforehand that the file is too large is told so before anything of it is sent.
func TestAFileThatIsTooLargeNeedNotBeSent(t *testing.T) {
	addr := strings.TrimSuffix(strings.TrimPrefix(door(t, &product{}), "http://"), "/files")
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "POST /files?name=a.csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "+token+"\r\nContent-Length: 3000000000\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if b, err := io.ReadAll(res.Body); err != nil || res.StatusCode != 413 || !strings.Contains(string(b), "100 bytes") {
		t.Errorf("%d %s %v", res.StatusCode, b, err)
	}
}

func TestWhatCannotBeDoneNowIsToldWithoutItsInnards(t *testing.T) {
	p := &product{err: errors.New("sqlite: disk I/O error at /var/lib/x")}
	code, body := send(t, door(t, p)+"?name=a.csv", token, strings.NewReader("a,b"))
	if code != 503 || strings.Contains(body, "sqlite") || !strings.Contains(body, "again") {
		t.Errorf("%d %s", code, body)
	}
}

// Four files are being dealt with; the fifth is asked to come later, and let in then.
func TestOnlySoManyFilesComeAtOnce(t *testing.T) {
	inside, open := make(chan struct{}, atOnce+1), make(chan struct{})
	h := New(Options{Token: token, Dir: t.TempDir(), Log: slog.New(slog.DiscardHandler), Take: func(context.Context, File) (Fate, []byte, error) {
		inside <- struct{}{}
		<-open
		return Imported, nil, nil
	}})
	sends := func() int {
		r := httptest.NewRequest("POST", "/files?name=a.csv", strings.NewReader("a,b"))
		r.Header.Set("Authorization", "Bearer "+token)
		res := httptest.NewRecorder()
		h.ServeHTTP(res, r)
		return res.Code
	}
	codes := make(chan int, atOnce)
	for range atOnce {
		go func() { codes <- sends() }()
		<-inside
	}
	if code := sends(); code != 503 {
		t.Errorf("the fifth: %d", code)
	}
	close(open)
	for range atOnce {
		if code := <-codes; code != 200 {
			t.Errorf("one of four: %d", code)
		}
	}
	if code := sends(); code != 200 {
		t.Errorf("later: %d", code)
	}
}

// Who sends a part of a file and then nothing, or goes away, holds no place and
// leaves nothing behind; nothing of it is taken.
func TestASenderWhoStopsLeavesNothing(t *testing.T) {
	for name, gone := range map[string]bool{"silent": false, "gone": true} {
		t.Run(name, func(t *testing.T) {
			p := &product{dir: t.TempDir()}
			h := New(Options{Token: token, Dir: p.dir, Idle: 20 * time.Millisecond, Take: p.take, Log: slog.New(slog.DiscardHandler)})
			ended := make(chan struct{})
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer close(ended)
				h.ServeHTTP(w, r)
			}))
			defer s.Close()
			conn, err := net.Dial("tcp", s.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			if _, err := io.WriteString(conn, "POST /files?name=a.csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "+token+"\r\nContent-Length: 50\r\n\r\na,b\n"); err != nil {
				t.Fatal(err)
			}
			if gone {
				_ = conn.Close()
			}
			<-ended
			if left, err := os.ReadDir(p.dir); err != nil || len(left) > 0 || p.text != "" {
				t.Errorf("left %v, %v; taken %q", left, err, p.text)
			}
			if len(h.room) != 0 {
				t.Error("a place is held")
			}
		})
	}
}

// A form that ends in the middle, or whose rest does not come, may have had a second
// file: nothing of it is taken.
func TestAFormThatIsCutIsRefused(t *testing.T) {
	const one = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\na,b\r\n--x\r\n"
	for name, cut := range map[string]bool{"cut": true, "silent": false} {
		t.Run(name, func(t *testing.T) {
			p := &product{}
			s := httptest.NewServer(New(Options{Token: token, Dir: t.TempDir(), Idle: 20 * time.Millisecond, Take: p.take, Log: slog.New(slog.DiscardHandler)}))
			defer s.Close()
			conn, err := net.Dial("tcp", s.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			if _, err := fmt.Fprintf(conn, "POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "+token+
				"\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 500\r\n\r\n%s", one); err != nil {
				t.Fatal(err)
			}
			if cut {
				if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
					t.Fatal(err)
				}
			}
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = res.Body.Close() }()
			if b, _ := io.ReadAll(res.Body); res.StatusCode != 400 || !strings.Contains(string(b), "the form is cut off") || p.got.Name != "" {
				t.Errorf("%d %s, given %+v", res.StatusCode, b, p.got)
			}
		})
	}
}

// A form that ends in peace behind a boundary that is not the last one is cut too.
func TestAFormWithoutItsLastBoundaryIsRefused(t *testing.T) {
	const one = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\na,b\r\n--x"
	for body, want := range map[string]int{one + "\r\n": 400, one + "--": 200, one + "--\r\n": 200, one + "--\r\nwhat follows": 200} {
		for _, from := range []io.Reader{strings.NewReader(body), iotest.OneByteReader(strings.NewReader(body))} {
			p := &product{}
			h := New(Options{Token: token, Dir: t.TempDir(), Take: p.take, Log: slog.New(slog.DiscardHandler)})
			r := httptest.NewRequest("POST", "/files", from)
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
			res := httptest.NewRecorder()
			if h.ServeHTTP(res, r); res.Code != want || (want == 400) != strings.Contains(res.Body.String(), "the form is cut off") || (want == 400) != (p.got.Name == "") {
				t.Errorf("%q: %d %s, given %+v", body, res.Code, res.Body, p.got)
			}
		}
	}
}
