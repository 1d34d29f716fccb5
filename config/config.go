// Package config reads the product's settings: a TOML file and the
// environment, which wins. Secrets come only from the environment, or from a
// file that the variable with _FILE names.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// Prefix of every environment variable of the product.
const Prefix = "MONEYTRAIL_"

// File is the settings file looked for when none is named.
const File = "moneytrail.toml"

// Settings is everything an operator can set. The TOML key of a setting is its
// environment variable without the prefix, in lower case.
type Settings struct {
	Database           string `toml:"database"`
	Timezone           string `toml:"timezone"`
	Currency           string `toml:"currency"`
	Listen             string `toml:"listen"`
	Clock              string `toml:"clock"`
	Drop               string `toml:"drop"`
	TelegramURL        string `toml:"telegram_url"`
	TelegramPace       string `toml:"telegram_pace"`
	TelegramWebhookURL string `toml:"telegram_webhook_url"`
	SlackURL           string `toml:"slack_url"`
	SlackChannel       string `toml:"slack_channel"`
	SummaryAt          string `toml:"summary_at"`
	SupportHours       string `toml:"support_hours"`
	SupportAnswer      string `toml:"support_answer"`
	OCR                string `toml:"ocr"`
	Calendars          string `toml:"calendars"`
	Profiles           string `toml:"profiles"`
	Synonyms           string `toml:"synonyms"`
	Playbooks          string `toml:"playbooks"`
	Firmware           string `toml:"firmware"`
	Backups            string `toml:"backups"`
	BackupAt           string `toml:"backup_at"`
	BackupsKept        string `toml:"backups_kept"`
	KeepMessages       string `toml:"keep_messages"`
	KeepCases          string `toml:"keep_cases"`
	KeepPeople         string `toml:"keep_people"`
	KeepAudit          string `toml:"keep_audit"`

	// PayerSources are the sources whose bank statements are of the operator's own
	// paying account; only the file sets it.
	PayerSources []string `toml:"payer_sources"`

	// Schedule is when files of sources are expected; only the file sets it.
	Schedule []Schedule `toml:"schedule"`

	TelegramToken         Secret `toml:"-"`
	TelegramWebhookSecret Secret `toml:"-"`
	SlackBotToken         Secret `toml:"-"`
	SlackAppToken         Secret `toml:"-"`
	SlackSigningSecret    Secret `toml:"-"`
	FilesToken            Secret `toml:"-"`

	// From is the settings file that was read, "" when there was none.
	From string `toml:"-"`

	zone         *time.Location
	offset       time.Duration
	summaryAt    time.Duration
	answerWithin time.Duration
	telegramPace int
	keeping      Keeping
}

// Defaults gives the settings of an empty file and environment.
func Defaults() Settings {
	return Settings{
		Database: "moneytrail.db", Timezone: "Asia/Shanghai", Currency: "CNY",
		Listen: "127.0.0.1:8080", SummaryAt: "09:00", TelegramPace: "30",
		BackupAt: "03:30", BackupsKept: "14", KeepMessages: "180d", KeepCases: "3y", KeepPeople: "1y", KeepAudit: "5y",
	}
}

// Names lists the environment variables of all settings.
func Names() []string {
	var s Settings
	var names []string
	for _, f := range s.fields() {
		names = append(names, Prefix+f.name)
	}
	return names
}

type field struct {
	name   string
	text   *string
	secret *Secret
}

func (s *Settings) fields() []field {
	return []field{
		{"DATABASE", &s.Database, nil},
		{"TIMEZONE", &s.Timezone, nil},
		{"CURRENCY", &s.Currency, nil},
		{"LISTEN", &s.Listen, nil},
		{"CLOCK", &s.Clock, nil},
		{"DROP", &s.Drop, nil},
		{"TELEGRAM_TOKEN", nil, &s.TelegramToken},
		{"TELEGRAM_URL", &s.TelegramURL, nil},
		{"TELEGRAM_PACE", &s.TelegramPace, nil},
		{"TELEGRAM_WEBHOOK_URL", &s.TelegramWebhookURL, nil},
		{"TELEGRAM_WEBHOOK_SECRET", nil, &s.TelegramWebhookSecret},
		{"SLACK_BOT_TOKEN", nil, &s.SlackBotToken},
		{"SLACK_APP_TOKEN", nil, &s.SlackAppToken},
		{"SLACK_SIGNING_SECRET", nil, &s.SlackSigningSecret},
		{"SLACK_URL", &s.SlackURL, nil},
		{"SLACK_CHANNEL", &s.SlackChannel, nil},
		{"SUMMARY_AT", &s.SummaryAt, nil},
		{"SUPPORT_HOURS", &s.SupportHours, nil},
		{"SUPPORT_ANSWER", &s.SupportAnswer, nil},
		{"OCR", &s.OCR, nil},
		{"CALENDARS", &s.Calendars, nil},
		{"PROFILES", &s.Profiles, nil},
		{"SYNONYMS", &s.Synonyms, nil},
		{"PLAYBOOKS", &s.Playbooks, nil},
		{"FIRMWARE", &s.Firmware, nil},
		{"FILES_TOKEN", nil, &s.FilesToken},
		{"BACKUPS", &s.Backups, nil},
		{"BACKUP_AT", &s.BackupAt, nil},
		{"BACKUPS_KEPT", &s.BackupsKept, nil},
		{"KEEP_MESSAGES", &s.KeepMessages, nil},
		{"KEEP_CASES", &s.KeepCases, nil},
		{"KEEP_PEOPLE", &s.KeepPeople, nil},
		{"KEEP_AUDIT", &s.KeepAudit, nil},
	}
}

// Load reads the settings. path is the file of --config, "" for the one that
// MONEYTRAIL_CONFIG names, else moneytrail.toml where it exists. started is the
// machine's time, from which MONEYTRAIL_CLOCK's fixed offset is taken. All
// that is wrong is told at once.
func Load(path string, env func(string) (string, bool), started time.Time) (Settings, error) {
	s := Defaults()
	named := path != ""
	if !named {
		path, named = env(Prefix + "CONFIG")
	}
	if path == "" {
		path, named = File, false
	}
	if err := s.readFile(path, named); err != nil {
		return s, err
	}
	if err := s.readEnv(env); err != nil {
		return s, err
	}
	return s, s.check(started)
}

func (s *Settings) readFile(path string, must bool) error {
	text, err := os.ReadFile(path)
	var meta toml.MetaData
	if err == nil {
		meta, err = toml.Decode(string(text), s)
	}
	var parse toml.ParseError
	switch {
	case errors.Is(err, fs.ErrNotExist) && !must:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("settings: there is no file %s", path)
	case errors.As(err, &parse):
		return fmt.Errorf("settings: %s, line %d, column %d: %s", path, parse.Position.Line, parse.Position.Col, parse.Message)
	case err != nil:
		return fmt.Errorf("settings: %s: %w", path, err)
	}
	s.From = path
	s.place(text)
	var unknown []string
	for _, k := range meta.Undecoded() {
		unknown = append(unknown, k.String())
	}
	if len(unknown) == 0 {
		return nil
	}
	for _, f := range s.fields() {
		if f.secret != nil && slices.Contains(unknown, strings.ToLower(f.name)) {
			return fmt.Errorf("settings: %s: %s is a secret and is not read from the file; set %s%s, or %s%s_FILE to a file that holds it",
				path, strings.ToLower(f.name), Prefix, f.name, Prefix, f.name)
		}
	}
	return fmt.Errorf("settings: %s: unknown setting %s (the known ones are in config/example.toml)", path, strings.Join(unknown, ", "))
}

func (s *Settings) readEnv(env func(string) (string, bool)) error {
	for _, f := range s.fields() {
		v, ok := env(Prefix + f.name)
		if f.text != nil {
			if ok {
				*f.text = v
			}
			continue
		}
		file, fromFile := env(Prefix + f.name + "_FILE")
		switch {
		case ok && fromFile:
			return fmt.Errorf("settings: %s%s and %s%s_FILE are both set; set one", Prefix, f.name, Prefix, f.name)
		case fromFile:
			b, err := os.ReadFile(file)
			if err != nil {
				return fmt.Errorf("settings: %s%s_FILE: %w", Prefix, f.name, err)
			}
			v = strings.TrimSpace(string(b))
		}
		*f.secret = Secret(strings.TrimSpace(v))
	}
	return nil
}

var currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)

func (s *Settings) check(started time.Time) error {
	var wrong []error
	bad := func(name, format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("settings: %s%s: %s", Prefix, name, fmt.Sprintf(format, args...)))
	}
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil || s.Timezone == "" || s.Timezone == "Local" {
		bad("TIMEZONE", "%q is not a time zone; write one like Asia/Shanghai", s.Timezone)
	}
	s.zone = zone
	if !currencyCode.MatchString(s.Currency) {
		bad("CURRENCY", "%q is not a currency; write three capitals like CNY", s.Currency)
	}
	if s.Database == "" {
		bad("DATABASE", "is empty; write a file name, or postgres://...")
	}
	if _, _, err := net.SplitHostPort(s.Listen); err != nil {
		bad("LISTEN", "%q is not host:port, like 127.0.0.1:8080", s.Listen)
	}
	if s.Clock != "" {
		at, err := time.Parse(time.RFC3339, s.Clock)
		if err != nil {
			bad("CLOCK", "%q is not a time like 2026-11-20T15:20:00+08:00", s.Clock)
		}
		s.offset = at.Sub(started)
	}
	at, err := time.Parse("15:04", s.SummaryAt)
	if err != nil {
		bad("SUMMARY_AT", "%q is not an hour like 09:00", s.SummaryAt)
	}
	s.summaryAt = time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
	if s.SupportAnswer != "" {
		if s.answerWithin, err = time.ParseDuration(s.SupportAnswer); err != nil || s.answerWithin < 5*time.Minute || s.answerWithin > 100*time.Hour {
			bad("SUPPORT_ANSWER", "%q is not a time like 30m or 2h, from 5m to 100h", s.SupportAnswer)
		}
		if s.SupportHours == "" {
			bad("SUPPORT_ANSWER", "needs %sSUPPORT_HOURS, the working hours that it is counted in", Prefix)
		}
	}
	if s.telegramPace, err = strconv.Atoi(s.TelegramPace); err != nil || s.telegramPace < 1 || s.telegramPace > 1000 {
		bad("TELEGRAM_PACE", "%q is not a number of messages a second from 1 to 1000", s.TelegramPace)
	}
	for name, v := range map[string]string{"TELEGRAM_URL": s.TelegramURL, "SLACK_URL": s.SlackURL} {
		if u, err := url.Parse(v); v != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
			bad(name, "%q is not an address like https://example.com", v)
		}
	}
	if v := s.TelegramWebhookURL; v != "" {
		if u, err := url.Parse(v); err != nil || u.Scheme != "https" && u.Hostname() != "127.0.0.1" {
			bad("TELEGRAM_WEBHOOK_URL", "%q is not an https address", v)
		}
		if !webhookSecret.MatchString(s.TelegramWebhookSecret.Reveal()) {
			bad("TELEGRAM_WEBHOOK_SECRET", "must be set with the webhook address: 16 to 256 of A-Z a-z 0-9 _ -")
		}
	}
	if s.FilesToken.Set() && !webhookSecret.MatchString(s.FilesToken.Reveal()) {
		bad("FILES_TOKEN", "must be 16 to 256 of A-Z a-z 0-9 _ -")
	}
	for i, source := range s.PayerSources {
		if strings.TrimSpace(source) != source || source == "" || slices.Contains(s.PayerSources[:i], source) {
			wrong = append(wrong, fmt.Errorf("settings: payer_sources: %q is empty, has blanks around it or stands there twice; write the names of sources, as import --files --json shows them", source))
		}
	}
	s.checkKeeping(bad)
	slices.SortFunc(wrong, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(wrong...)
}

var webhookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`)

// Zone gives the operator's time zone.
func (s Settings) Zone() *time.Location { return s.zone }

// Offset gives what business time is ahead of the machine's clock.
func (s Settings) Offset() time.Duration { return s.offset }

// SummaryHour gives the hour of the daily summary as time since midnight.
func (s Settings) SummaryHour() time.Duration { return s.summaryAt }

// AnswerWithin is the working time within which the support team answers; 0 is not promised.
func (s Settings) AnswerWithin() time.Duration { return s.answerWithin }

// TelegramPerSecond is how many messages a second Telegram takes from this bot.
func (s Settings) TelegramPerSecond() int { return s.telegramPace }

// DatabaseName gives the database for people: of an address the server and the
// database, without user and password.
func (s Settings) DatabaseName() string {
	scheme, _, is := strings.Cut(s.Database, "://")
	if !is {
		return s.Database
	}
	u, err := url.Parse(s.Database)
	if err != nil {
		return scheme + "://..."
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// NeedsToServe tells what serve cannot run without, in the operator's words; nil if nothing is missing.
func (s Settings) NeedsToServe() error {
	var missing []error
	need := func(ok bool, text string) {
		if !ok {
			missing = append(missing, errors.New("settings: "+text))
		}
	}
	need(s.TelegramToken.Set(), Prefix+"TELEGRAM_TOKEN is not set; @BotFather gives it")
	need(s.SlackBotToken.Set(), Prefix+"SLACK_BOT_TOKEN is not set; the Slack app's page gives it (xoxb-...)")
	need(s.SlackAppToken.Set() || s.SlackSigningSecret.Set(), Prefix+"SLACK_APP_TOKEN is not set; the Slack app's page gives it (xapp-..., scope connections:write); for Slack over HTTP set "+Prefix+"SLACK_SIGNING_SECRET instead")
	need(s.SlackChannel != "", Prefix+"SLACK_CHANNEL is not set; it is the id of the support channel (C0...)")
	return errors.Join(missing...)
}
