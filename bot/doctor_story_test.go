package main

import (
	"regexp"
	"strings"
	"testing"

	"moneytrail/bot/sandbox"
)

// With good tokens doctor is content; with a bad one it names it. An invite
// then bears the bot's own name.
func TestDoctorAsksBothNetworks(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	got := h.does("doctor")
	for _, want := range []string{`ok +telegram +the token is good: @` + h.world.BotName(), `ok +slack +the bot token is good`,
		`ok +slack +the app token opens Socket Mode`, `ok +slack +the support channel is #support`} {
		if !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("doctor does not say %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "wrong") || strings.Contains(got, h.world.Token()) || strings.Contains(got, h.world.BotToken()) {
		t.Errorf("doctor says:\n%s", got)
	}
	link := h.does("invite", "M0001", "--role", "owner")
	if !regexp.MustCompile(`^https://t\.me/` + h.world.BotName() + `\?start=[A-Za-z0-9_-]{22}\n$`).MatchString(link) {
		t.Errorf("the link: %q", link)
	}

	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Slack, Method: regexp.MustCompile(`^auth\.test$`), Break: sandbox.Refuse, Error: "invalid_auth"})
	h.env["TELEGRAM_TOKEN"] = "700000001:not-the-token"
	out, errs, code := h.tries("doctor")
	for _, want := range []string{`wrong +telegram +getMe: `, `wrong +slack +auth\.test: .*invalid_auth`} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("doctor does not say %q:\n%s", want, out)
		}
	}
	if code != exitFailed || strings.Contains(out+errs, "not-the-token") {
		t.Errorf("doctor ended with %d\n%s%s", code, out, errs)
	}
}
