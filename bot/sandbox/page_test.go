package sandbox

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// page is a started world with its page.
type page struct {
	*testing.T
	w   *World
	url string
}

func openPage(t *testing.T) page {
	t.Helper()
	w := start(t, Options{})
	url, err := w.ListenPage("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	return page{t, w, url}
}

// ask sends a request and gives the answer's status and body.
func (p page) ask(method, path, body string, head ...string) (int, string) {
	p.Helper()
	r, err := http.NewRequestWithContext(p.Context(), method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
		if head[i] == "Host" {
			r.Host = head[i+1]
		}
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		p.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		p.Fatal(err)
	}
	if got := resp.Header.Get("Content-Security-Policy"); resp.StatusCode == http.StatusOK && got != pagePolicy {
		p.Errorf("%s: policy %q", path, got)
	}
	return resp.StatusCode, string(b)
}

func TestThePageAnswersToThisMachineAlone(t *testing.T) {
	p := openPage(t)
	li := p.w.Merchant("Li", "en")
	says := fmt.Sprintf(`{"person":%d,"text":"hi"}`, li.ID())
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(p.url, "http://"))
	tests := []struct {
		name, method, path, body string
		head                     []string
		want                     int
	}{
		{"the page", "GET", "/", "", nil, 200},
		{"by the name localhost", "GET", "/", "", []string{"Host", "localhost:" + port}, 200},
		{"by IPv6", "GET", "/", "", []string{"Host", "[::1]:" + port}, 200},
		{"a foreign name", "GET", "/", "", []string{"Host", "evil.example:" + port}, 403},
		{"another port", "GET", "/", "", []string{"Host", "127.0.0.1:1"}, 403},
		{"no port", "GET", "/", "", []string{"Host", "localhost"}, 403},
		{"a message", "POST", "/api/says", says, nil, 200},
		{"a message from this page", "POST", "/api/says", says, []string{"Origin", p.url, "Sec-Fetch-Site", "same-origin"}, 200},
		{"a message from another site", "POST", "/api/says", says, []string{"Origin", "https://evil.example"}, 403},
		{"a message from another port", "POST", "/api/says", says, []string{"Origin", "http://127.0.0.1:1", "Sec-Fetch-Site", "same-site"}, 403},
		{"a form", "POST", "/api/says", "person=1&text=hi", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415},
		{"text", "POST", "/api/says", says, []string{"Content-Type", "text/plain"}, 415},
		{"a message by GET", "GET", "/api/says?text=hi", "", nil, 405},
		{"unknown fields", "POST", "/api/says", `{"person":1,"evil":1}`, nil, 400},
		{"too much", "POST", "/api/says", `{"text":"` + strings.Repeat("x", actLimit) + `"}`, nil, 413},
		{"nobody", "POST", "/api/says", `{"person":1,"text":"hi"}`, nil, 404},
		{"nothing to do", "POST", "/api/explode", `{}`, nil, 404},
		{"Telegram is elsewhere", "POST", "/bot" + p.w.Token() + "/getMe", "{}", nil, 404},
		{"so is Slack", "POST", "/api/auth.test", "{}", nil, 404},
		{"files of the program", "GET", "/page/index.html", "", nil, 404},
		{"no such file", "GET", "/media/telegram/x", "", nil, 404},
		{"the style", "GET", "/style.css", "", nil, 200},
		{"the script", "GET", "/page.js", "", nil, 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := len(li.Messages())
			got, body := p.ask(tt.method, tt.path, tt.body, tt.head...)
			if got != tt.want {
				t.Errorf("%d %s, want %d", got, body, tt.want)
			}
			if n := len(li.Messages()) - before; n > 0 != (tt.method == "POST" && tt.want == 200) {
				t.Errorf("%d messages were written", n)
			}
		})
	}
}

func TestTheStandInsGuardThemselvesToo(t *testing.T) {
	p := openPage(t)
	for _, url := range []string{p.w.TelegramURL() + "/bot" + p.w.Token() + "/getMe", p.w.SlackURL() + "api.test"} {
		r, err := http.NewRequest(http.MethodPost, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", "https://evil.example")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", url, resp.StatusCode)
		}
	}
}

func TestOnlyLoopbackAddresses(t *testing.T) {
	w := start(t, Options{})
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.test:0", "nonsense"} {
		if url, err := w.ListenPage(addr); err == nil {
			t.Errorf("%s: listens at %s", addr, url)
		}
	}
}

// stream reads the states that the page gets.
func (p page) stream(query string) func() pageState {
	p.Helper()
	ctx, cancel := context.WithCancel(p.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/events?"+query, nil)
	if err != nil {
		p.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		p.Fatal(err)
	}
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		p.Errorf("content type %q", got)
	}
	p.Cleanup(func() { cancel(); resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	return func() pageState {
		p.Helper()
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var s pageState
				if err := json.Unmarshal([]byte(data), &s); err != nil {
					p.Fatal(err)
				}
				return s
			}
		}
		p.Fatalf("the stream ended: %v", lines.Err())
		return pageState{}
	}
}

func TestTheStreamShowsBothSides(t *testing.T) {
	p := openPage(t)
	li := p.w.AddPerson(Person{Name: "李老板", Lang: "zh-hans", Intro: "面馆", Hints: []string{"钱呢"}, Start: "abc"})
	wang, amy := p.w.Merchant("王", "zh-hans"), p.w.Agent("Amy")
	next := p.stream(fmt.Sprintf("person=%d&agent=%s", wang.ID(), amy.ID()))
	if s := next(); s.Person != wang.ID() || len(s.People) != 2 || s.Chat.Begun || s.Online || s.InSlack {
		t.Errorf("at first: %+v", s)
	}
	p.ask("POST", "/api/starts", fmt.Sprintf(`{"person":%d}`, li.ID()))
	line := amy.Says("a < b")
	s := next()
	for len(s.Posts) == 0 {
		s = next()
	}
	if got := s.Posts[0]; got.TS != line.TS || got.Who != "Amy" || got.Text != "a &lt; b" {
		t.Errorf("post: %+v", got)
	}
	p.ask("POST", "/api/replies", fmt.Sprintf(`{"agent":%q,"ts":%q,"text":"indeed"}`, amy.ID(), line.TS))
	for len(s.Posts) == 1 {
		s = next()
	}
	if got := s.Posts[1]; got.Thread != line.TS || got.Text != "indeed" {
		t.Errorf("reply: %+v", got)
	}
	first := p.stream(fmt.Sprintf("person=%d", li.ID()))()
	if c := first.Chat; !c.Begun || c.Intro != "面馆" || c.Items[0].Text != "/start abc" || c.Items[0].Taken {
		t.Errorf("the other chat: %+v", c)
	}
}

func TestAPhotographFromThePage(t *testing.T) {
	p := openPage(t)
	li := p.w.Merchant("Li", "en")
	picture := []byte("\x89PNG\r\n\x1a\n and the rest")
	send := func(data []byte) int {
		status, _ := p.ask("POST", "/api/photo", fmt.Sprintf(`{"person":%d,"text":"slip","photo":%q}`, li.ID(), base64.StdEncoding.EncodeToString(data)))
		return status
	}
	if got := send([]byte("<script>alert(1)</script>")); got != http.StatusConflict {
		t.Errorf("a page for a photograph: %d", got)
	}
	if got := send(picture); got != http.StatusOK {
		t.Fatalf("photograph: %d", got)
	}
	pdf := base64.StdEncoding.EncodeToString([]byte("%PDF-1.4 a statement"))
	if status, body := p.ask("POST", "/api/document", fmt.Sprintf(`{"person":%d,"name":"../statement.pdf","photo":%q}`, li.ID(), pdf)); status != http.StatusOK {
		t.Fatalf("document: %d %s", status, body)
	}
	if status, _ := p.ask("POST", "/api/document", fmt.Sprintf(`{"person":%d,"name":"statement.pdf"}`, li.ID())); status != http.StatusConflict {
		t.Errorf("an empty document: %d", status)
	}
	if m := li.Messages()[1]; m.Name != "statement.pdf" {
		t.Errorf("the document is called %q", m.Name)
	}
	m := li.Messages()[0]
	if status, body := p.ask("GET", "/media/telegram/"+m.File, ""); status != 200 || body != string(picture) {
		t.Errorf("shown: %d %q", status, body)
	}
	li.Document("evil.html", "text/html", []byte("<script>alert(1)</script>"), "")
	doc := li.Messages()[2]
	resp, err := http.Get(p.url + "/media/telegram/" + doc.File)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") || resp.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("a document is shown as %v", resp.Header)
	}
}

func TestEditsBlocksAndRefusalsOnThePage(t *testing.T) {
	p := openPage(t)
	li, amy := p.w.Merchant("Li", "en"), p.w.Agent("Amy")
	id := li.Says("helo")
	if status, _ := p.ask("POST", "/api/edits", fmt.Sprintf(`{"person":%d,"message":%d,"text":"hello"}`, li.ID(), id)); status != 200 || li.Messages()[0].Text != "hello" {
		t.Error("not edited")
	}
	p.ask("POST", "/api/blocks", fmt.Sprintf(`{"person":%d,"on":true}`, li.ID()))
	if p.w.Unconfirmed() != 3 || !li.chat.blocked {
		t.Errorf("%d updates", p.w.Unconfirmed())
	}
	for path, body := range map[string]string{
		"says":    fmt.Sprintf(`{"person":%d,"text":%q}`, li.ID(), strings.Repeat("x", 4097)),
		"presses": fmt.Sprintf(`{"person":%d,"message":1,"data":"x"}`, li.ID()),
		"submits": fmt.Sprintf(`{"agent":%q}`, amy.ID()),
		"replies": fmt.Sprintf(`{"agent":%q,"ts":"1.2","text":"x"}`, amy.ID()),
		"clicks":  fmt.Sprintf(`{"agent":%q,"ts":"1.2","action":"x"}`, amy.ID()),
		"writes":  fmt.Sprintf(`{"agent":%q}`, amy.ID()),
	} {
		if status, body := p.ask("POST", "/api/"+path, body); status != http.StatusConflict || strings.Contains(body, `\n`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestClosingEndsTheStream(t *testing.T) {
	p := openPage(t)
	p.stream("")()
	done := make(chan struct{})
	go func() { p.w.Close(); close(done) }()
	select {
	case <-done:
	case <-time.After(hangs):
		t.Fatal("a page that is open keeps the world from closing")
	}
}
