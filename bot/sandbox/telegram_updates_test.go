package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
)

// poller asks for updates as the product's own loop does.
type poller struct {
	t *testing.T
	w *World
}

func (p poller) ask(query string) (status int, ids []int64) {
	p.t.Helper()
	resp, err := http.Get(p.w.TelegramURL() + "/bot" + p.w.Token() + "/getUpdates?" + query)
	if err != nil {
		p.t.Error(err)
		return 0, nil
	}
	defer http.DefaultClient.CloseIdleConnections()
	defer resp.Body.Close()
	var body struct {
		Result []struct {
			ID int64 `json:"update_id"`
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		p.t.Error(err)
	}
	for _, u := range body.Result {
		ids = append(ids, u.ID)
	}
	return resp.StatusCode, ids
}

func TestOnlyALaterOffsetConfirms(t *testing.T) {
	w := start(t, Options{})
	li, p := w.Merchant("Li", "zh-hans"), poller{t, w}
	for i := range 3 {
		li.Says(fmt.Sprint(i))
	}
	_, ids := p.ask("limit=2")
	if len(ids) != 2 {
		t.Fatalf("got %v", ids)
	}
	if _, again := p.ask(""); len(again) != 3 {
		t.Errorf("unconfirmed updates were lost: %v", again)
	}
	if _, rest := p.ask(fmt.Sprint("offset=", ids[1]+1)); len(rest) != 1 || w.Unconfirmed() != 1 {
		t.Errorf("after confirming two: %v", rest)
	}
	if w.Journal.Confirmed() != ids[1] {
		t.Errorf("confirmed %d", w.Journal.Confirmed())
	}
	if d := w.Journal.Deliveries(Telegram, "message"); len(d) != 6 || d[2].Attempt != 1 {
		t.Errorf("deliveries: %+v", d)
	}
}

func TestALongPollEndsWithTheMessage(t *testing.T) {
	w := start(t, Options{})
	li, p := w.Merchant("Li", "zh-hans"), poller{t, w}
	got := make(chan []int64, 1)
	go func() {
		_, ids := p.ask("timeout=30")
		got <- ids
	}()
	if !w.Polled(0) {
		t.Fatal("nobody polls")
	}
	li.Says("hello")
	if ids := <-got; len(ids) != 1 {
		t.Errorf("got %v", ids)
	}
}

func TestASecondPollerEndsTheFirst(t *testing.T) {
	w := start(t, Options{})
	li, p := w.Merchant("Li", "zh-hans"), poller{t, w}
	first := make(chan int, 1)
	go func() {
		status, _ := p.ask("timeout=30")
		first <- status
	}()
	if !w.Polled(0) {
		t.Fatal("nobody polls")
	}
	second := make(chan []int64, 1)
	go func() {
		_, ids := p.ask("timeout=30")
		second <- ids
	}()
	if status := <-first; status != http.StatusConflict {
		t.Errorf("the older poll ended with %d", status)
	}
	li.Says("hello")
	if ids := <-second; len(ids) != 1 {
		t.Errorf("the newer poll got %v", ids)
	}
	if len(w.Journal.Objections()) != 1 {
		t.Errorf("objections: %v", w.Journal.Objections())
	}
}

func TestAnEndedPollLeavesTheQueue(t *testing.T) {
	w := start(t, Options{})
	li, p := w.Merchant("Li", "zh-hans"), poller{t, w}
	client := &http.Client{Timeout: quick}
	defer client.CloseIdleConnections()
	if resp, err := client.Get(w.TelegramURL() + "/bot" + w.Token() + "/getUpdates?timeout=30"); err == nil {
		resp.Body.Close()
		t.Fatal("the poll should have timed out")
	}
	if !w.await(0, func() bool { return w.tg.poll == nil }) {
		t.Fatal("the stand-in did not see that the poller went away")
	}
	li.Says("hello")
	if _, ids := p.ask("timeout=1"); len(ids) != 1 {
		t.Errorf("got %v", ids)
	}
}

func TestWrongTokensAndMethods(t *testing.T) {
	w := start(t, Options{})
	defer http.DefaultClient.CloseIdleConnections()
	for path, want := range map[string]int{
		"/bot1:wrong/getMe": 401, "/bot" + w.Token() + "/getNothing": 404, "/": 404, "/file/bot" + w.Token() + "/photos/x": 404,
	} {
		resp, err := http.Get(w.TelegramURL() + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, resp.StatusCode, want)
		}
	}
}
