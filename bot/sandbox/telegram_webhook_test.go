package sandbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

func TestAWebhookGetsEveryUpdateInOrder(t *testing.T) {
	w := start(t, Options{})
	li, b := w.Merchant("Li", "zh-hans"), caller(t, w)
	li.Says("one") // before the webhook is set: it waits at Telegram
	got := make(chan string, 10)
	refusals := 2
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		var u models.Update
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil || r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "secret" {
			t.Errorf("delivered: %v %v", err, r.Header)
		}
		if u.Message.Text == "two" && refusals > 0 {
			refusals--
			http.Error(rw, "not now", http.StatusInternalServerError)
			return
		}
		got <- u.Message.Text
	}))
	defer server.Close()
	if _, err := b.SetWebhook(t.Context(), &bot.SetWebhookParams{URL: server.URL, SecretToken: "secret"}); err != nil {
		t.Fatal(err)
	}
	li.Says("two")
	li.Says("three")
	if order := []string{<-got, <-got, <-got}; !cmp.Equal(order, []string{"one", "two", "three"}) {
		t.Errorf("order: %v", order)
	}
	if n := len(w.Journal.Objections()); n != 2 {
		t.Errorf("%d refusals noted", n)
	}
	if status, _ := (poller{t, w}).ask(""); status != http.StatusConflict {
		t.Errorf("polling beside a webhook: %d", status)
	}
	if info, err := b.GetWebhookInfo(t.Context()); err != nil || info.URL != server.URL {
		t.Errorf("info: %+v %v", info, err)
	}
	if !w.await(0, func() bool { return len(w.tg.queue) == 0 }) {
		t.Error("updates stay in the queue")
	}
	if _, err := b.DeleteWebhook(t.Context(), &bot.DeleteWebhookParams{}); err != nil {
		t.Fatal(err)
	}
	li.Says("four")
	if _, ids := (poller{t, w}).ask("timeout=1"); len(ids) != 1 {
		t.Errorf("after the webhook: %v", ids)
	}
}

func TestAWebhookStaysOnThisMachine(t *testing.T) {
	w := start(t, Options{})
	b := caller(t, w)
	for _, p := range []bot.SetWebhookParams{{URL: "https://example.test/hook"}, {URL: "http://127.0.0.1:1/", SecretToken: "with space"}} {
		if _, err := b.SetWebhook(t.Context(), &p); err == nil || !strings.Contains(err.Error(), "bad request") {
			t.Errorf("%s: %v", p.URL, err)
		}
	}
}
