package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
)

func env(pairs ...string) func(string) (string, bool) {
	m := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		m[Prefix+pairs[i]] = pairs[i+1]
	}
	return func(k string) (string, bool) { v, ok := m[k]; return v, ok }
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheEnvironmentWinsOverTheFile(t *testing.T) {
	p := write(t, "m.toml", "timezone = \"Europe/Berlin\"\ncurrency = \"EUR\"\n")
	s, err := Load(p, env("CURRENCY", "HKD"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if s.Timezone != "Europe/Berlin" || s.Currency != "HKD" || s.Zone().String() != "Europe/Berlin" {
		t.Errorf("got %s, %s, %s", s.Timezone, s.Currency, s.Zone())
	}
}

func TestSecretsComeFromTheEnvironmentOrAFileAndNeverPrint(t *testing.T) {
	token := "700000001:AA-very-secret"
	p := write(t, "token", token+"\n")
	s, err := Load("", env("TELEGRAM_TOKEN_FILE", p, "SLACK_BOT_TOKEN", "xoxb-secret"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if s.TelegramToken.Reveal() != token {
		t.Errorf("token read from file: %d characters", len(s.TelegramToken.Reveal()))
	}
	for _, dump := range []string{fmt.Sprint(s), fmt.Sprintf("%+v %#v", s, s), fmt.Sprintf("%s %q", s.SlackBotToken, s.SlackBotToken)} {
		if strings.Contains(dump, "secret") {
			t.Errorf("a secret was printed: %s", dump)
		}
	}
}

func TestWrongSettingsAreRefusedInWords(t *testing.T) {
	for _, c := range []struct {
		name, file, want string
		env              []string
	}{
		{"unknown key", "tiemzone = \"Asia/Shanghai\"\n", "unknown setting tiemzone", nil},
		{"secret in the file", "slack_bot_token = \"xoxb-1\"\n", "slack_bot_token is a secret", nil},
		{"broken file", "timezone = \n", "line 1", nil},
		{"zone", "", `MONEYTRAIL_TIMEZONE: "Asia/Shangai" is not a time zone`, []string{"TIMEZONE", "Asia/Shangai"}},
		{"clock", "", "MONEYTRAIL_CLOCK", []string{"CLOCK", "tomorrow"}},
		{"hour", "", "MONEYTRAIL_SUMMARY_AT", []string{"SUMMARY_AT", "9"}},
		{"promise without hours", "", "needs MONEYTRAIL_SUPPORT_HOURS", []string{"SUPPORT_ANSWER", "2h"}},
		{"promise", "", `MONEYTRAIL_SUPPORT_ANSWER: "soon" is not a time like 30m or 2h`, []string{"SUPPORT_HOURS", "09:00-18:00", "SUPPORT_ANSWER", "soon"}},
		{"currency", "", "MONEYTRAIL_CURRENCY", []string{"CURRENCY", "yuan"}},
		{"webhook without secret", "", "MONEYTRAIL_TELEGRAM_WEBHOOK_SECRET", []string{"TELEGRAM_WEBHOOK_URL", "https://example.com/t"}},
		{"both forms of a secret", "", "both set", []string{"SLACK_APP_TOKEN", "a", "SLACK_APP_TOKEN_FILE", "b"}},
		{"no such token file", "", "SLACK_APP_TOKEN_FILE", []string{"SLACK_APP_TOKEN_FILE", "/nowhere/at/all"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(write(t, "m.toml", c.file), env(c.env...), time.Now())
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := Load("/nowhere/moneytrail.toml", env(), time.Now()); err == nil {
		t.Error("a named file that does not exist was accepted")
	}
}

func TestTheClockIsAFixedOffsetFromTheStart(t *testing.T) {
	start := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	s, err := Load("", env("CLOCK", "2026-11-20T15:20:00+08:00"), start)
	if err != nil {
		t.Fatal(err)
	}
	if got := start.Add(s.Offset()).UTC().Format(time.RFC3339); got != "2026-11-20T07:20:00Z" {
		t.Errorf("business time at the start is %s", got)
	}
}

func TestSchedulesAreReadWithTheirPlace(t *testing.T) {
	p := write(t, "m.toml", "currency = \"CNY\"\n\n[[schedule]] # the bank\nsource = \"icbc\"\nby = \"08:00\"\nlag = 0\n[[ schedule ]]\nsource = \"pos\"\nkind = \"settlements\"\n")
	s, err := Load(p, env(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Schedule) != 2 || s.Schedule[0].By != "08:00" || *s.Schedule[0].Lag != 0 || s.Schedule[1].Lag != nil ||
		s.Schedule[0].Place != p+", line 3" || s.Schedule[1].Place != p+", line 7" || s.Schedule[1].Kind != "settlements" {
		t.Errorf("read %+v", s.Schedule)
	}
	if _, err := Load(write(t, "m.toml", "[[schedule]]\nsource = \"x\"\nhour = \"08:00\"\n"), env(), time.Now()); err == nil ||
		!strings.Contains(err.Error(), "unknown setting schedule.hour") {
		t.Errorf("an unknown key of a schedule: %v", err)
	}
}

func TestPayerSourcesAreNames(t *testing.T) {
	s, err := Load(write(t, "m.toml", "payer_sources = [\"icbc-pay\", \"mt940\"]\n"), env(), time.Now())
	if err != nil || len(s.PayerSources) != 2 || s.PayerSources[0] != "icbc-pay" {
		t.Errorf("%v, %v", s.PayerSources, err)
	}
	for _, bad := range []string{`[""]`, `[" icbc"]`, `["a", "a"]`} {
		if _, err := Load(write(t, "m.toml", "payer_sources = "+bad+"\n"), env(), time.Now()); err == nil || !strings.Contains(err.Error(), "payer_sources") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// The example is the documentation: every setting is in it, and what it says is the default is the default.
func TestTheExampleNamesEverySettingWithItsDefault(t *testing.T) {
	b, err := os.ReadFile("example.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range Names() {
		key := strings.ToLower(strings.TrimPrefix(n, Prefix))
		if !strings.Contains(string(b), "#"+key+" = ") && !strings.Contains(string(b), n) {
			t.Errorf("%s is not in example.toml", n)
		}
	}
	var open []string
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "#"); ok && !strings.HasPrefix(rest, " ") && strings.Contains(rest, " = ") {
			open = append(open, rest)
		}
	}
	s := Defaults()
	if _, err := toml.Decode(strings.Join(open, ""), &s); err != nil {
		t.Fatal(err)
	}
	d := Defaults()
	if s.Database != d.Database || s.Timezone != d.Timezone || s.Currency != d.Currency || s.Listen != d.Listen || s.SummaryAt != d.SummaryAt || s.TelegramPace != d.TelegramPace {
		t.Errorf("the example's defaults differ: %+v", s)
	}
}
