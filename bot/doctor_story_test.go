package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/storage/testdb"
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
	h.env["BACKUPS"] = filepath.Join(h.dir, "backups")
	if got := h.does("doctor"); !strings.Contains(got, "there is none in "+h.env["BACKUPS"]) {
		t.Errorf("doctor of no backups:\n%s", got)
	}
	if err := os.Mkdir(h.env["BACKUPS"], 0o700); err != nil {
		t.Fatal(err)
	}
	h.does("backup", filepath.Join(h.env["BACKUPS"], "night.backup"))
	if got := h.does("doctor"); !regexp.MustCompile(`ok +backups +1 backup in .*, the newest of 20`).MatchString(got) {
		t.Errorf("doctor of a backup:\n%s", got)
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

// Where several processes serve, doctor tells which, what each does for all of
// them, and of what version it is.
func TestDoctorListsWhoServes(t *testing.T) {
	testdb.NeedsPostgres(t)
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	if got := h.does("doctor"); !regexp.MustCompile(`ok +processes +none serves`).MatchString(got) {
		t.Errorf("doctor while nobody serves:\n%s", got)
	}
	h.serves()
	second := h.hires()
	h.until(20*time.Second, func() string {
		if !second.works() {
			return "the second process does not serve"
		}
		return ""
	})
	got := h.does("doctor")
	for _, want := range []string{`ok +processes +process 1 on \S+ \(pid \d+\) serves since .*, has .*polling.*, last sign \S+ ago, version \S+`,
		`ok +processes +process 2 on \S+ \(pid ` + strconv.Itoa(second.Process.Pid) + `\) serves since .*, stands by, last sign \S+ ago`} {
		if !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("doctor does not say %q:\n%s", want, got)
		}
	}
	if err := second.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-second.ended
	h.until(20*time.Second, func() string {
		if got := h.does("doctor"); strings.Contains(got, "process 2 on") {
			return got
		}
		return ""
	})
}
