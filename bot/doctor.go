package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"moneytrail/bot/slack"
	"moneytrail/config"
	"moneytrail/handlers/mask"
	"moneytrail/handlers/texts"
	"moneytrail/handlers/understand"
	"moneytrail/storage"
)

type doctorCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// finding is one thing that doctor looked at.
type finding struct {
	Part string `json:"part"`
	// State is ok, warning or wrong.
	State string `json:"state"`
	What  string `json:"what"`
	Mend  string `json:"mend,omitempty"`
}

// examination collects findings.
type examination struct {
	app      *app
	ctx      context.Context
	settings config.Settings
	findings []finding
}

func (x *examination) ok(part, format string, args ...any) {
	x.findings = append(x.findings, finding{part, "ok", fmt.Sprintf(format, args...), ""})
}

func (x *examination) warn(part, mend, format string, args ...any) {
	x.findings = append(x.findings, finding{part, "warning", fmt.Sprintf(format, args...), mend})
}

func (x *examination) wrong(part, mend, format string, args ...any) {
	x.findings = append(x.findings, finding{part, "wrong", fmt.Sprintf(format, args...), mend})
}

// Run looks at everything and fails when something is wrong; a warning is not a failure.
func (c *doctorCmd) Run(a *app) error {
	ctx, cancel := context.WithTimeout(a.ctx, time.Minute)
	defer cancel()
	x := &examination{app: a, ctx: ctx}
	s, err := a.settings()
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			x.wrong("settings", "config/example.toml shows every setting and its form", "%s", strings.TrimPrefix(line, "settings: "))
		}
	} else {
		x.settings = s
		x.checkSettings()
		x.calendars()
		x.schedules()
		x.support()
		x.database()
		x.folder()
		x.texts()
		x.synonyms()
		x.playbooks()
		x.telegram()
		x.slack()
	}
	return c.tell(a, x.findings)
}

func (c *doctorCmd) tell(a *app, all []finding) error {
	bad := slices.ContainsFunc(all, func(f finding) bool { return f.State == "wrong" })
	if c.JSON {
		if err := printJSON(a.out, all); err != nil {
			return err
		}
	} else {
		for _, f := range all {
			fmt.Fprintf(a.out, "%-8s %-10s %s\n", f.State, f.Part, f.What)
			if f.Mend != "" {
				fmt.Fprintf(a.out, "%20s%s\n", "", f.Mend)
			}
		}
	}
	if bad {
		return errTold
	}
	return nil
}

// unread tells that a part of the database could not be read.
func (x *examination) unread(part string, err error) {
	x.wrong(part, "run doctor again, as another program may have held the database; if it stays, stop serve, keep a copy, and restore the newest backup", "this cannot be read from the database: %s", err)
}

func (x *examination) checkSettings() {
	from := x.settings.From
	if from == "" {
		from = "the environment alone"
	}
	x.ok("settings", "read from %s; zone %s, currency %s, summary at %s", from, x.settings.Timezone, x.settings.Currency, x.settings.SummaryAt)
	if x.settings.Offset() != 0 && x.settings.Clock != "" {
		x.warn("settings", "unset MONEYTRAIL_CLOCK to serve real merchants", "business time is shifted to %s", x.settings.Clock)
	}
	known := append(config.Names(), config.Prefix+"CONFIG", config.Prefix+"TEST_POSTGRES")
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, config.Prefix) && !slices.Contains(known, strings.TrimSuffix(name, "_FILE")) && !slices.Contains(known, name) {
			x.warn("settings", "see config/example.toml for the names", "%s is set, and is no setting", name)
		}
	}
}

func (x *examination) database() {
	db, err := x.app.store(slog.LevelError)
	if err != nil {
		x.wrong("database", "check MONEYTRAIL_DATABASE: the folder or server must be there, and this program must be allowed to write to it", "%s does not open: %s", x.settings.DatabaseName(), err)
		return
	}
	files, err := db.Files(x.ctx)
	if err != nil {
		x.unread("database", err)
		return
	}
	whole := slices.DeleteFunc(slices.Clone(files), func(f storage.File) bool { return f.State == "writing" })
	x.ok("database", "%s opens; %d files imported", x.settings.DatabaseName(), len(whole))
	for _, f := range files {
		if f.State == "writing" {
			x.warn("database", "import it again: it goes on where it stopped", "the import of %s did not end", f.Name)
		}
	}
	x.files(db, files)
	x.contracts(db)
	if b, err := db.Backlog(x.ctx); err != nil {
		x.unread("queues", err)
	} else {
		x.queues(b)
	}
	if h, is, err := db.Held(x.ctx); err != nil {
		x.unread("queues", err)
	} else if is {
		x.warn("queues", "moneytrail restore --release lets messages go", "nothing is sent since the backup of %s was restored at %s",
			h.Taken.Format(time.RFC3339), h.Since.Format(time.RFC3339))
	}
	if _, err := db.VerifyAudit(x.ctx); err != nil {
		x.wrong("audit", "keep a copy of the database as it is, and compare it with a backup from before: moneytrail audit verify tells where it breaks", "%s", err)
	} else {
		x.ok("audit", "the chain is whole")
	}
	x.sources(db)
	x.backups(db)
	x.processes(db)
}

func (x *examination) queues(b storage.Backlog) {
	x.ok("queues", "%d events and %d messages wait", b.Events, b.Items)
	if b.SetAside > 0 {
		x.warn("queues", "the log names the events (\"turn\")", "%d events could not be worked and were set aside", b.SetAside)
	}
	if b.Failed > 0 {
		x.warn("queues", "the log names the reasons (\"not delivered\")", "%d messages could not be delivered in the last day", b.Failed)
	}
	if !b.OldestItem.IsZero() && time.Since(b.OldestItem) > time.Hour {
		x.warn("queues", "is serve running, and does it reach Telegram and Slack?", "a message waits since %s", b.OldestItem.Format(time.RFC3339))
	}
}

func (x *examination) texts() {
	if _, err := texts.New(); err != nil {
		x.wrong("texts", "this program is damaged or was built from a changed tree: install it again", "%s", err)
		return
	}
	x.ok("texts", "the catalogs are complete")
}

// playbooks proves the playbooks, the operator's own among them.
func (x *examination) playbooks() {
	catalog, err := texts.New()
	if err != nil {
		x.wrong("playbooks", "the program is damaged: install it again", "%s", err)
		return
	}
	lib, err := flows(x.settings, catalog)
	if err != nil {
		x.wrong("playbooks", "correct the file that is named, in the folder of MONEYTRAIL_PLAYBOOKS; until then serve does not start, and one that runs keeps those it had", "%s", strings.TrimPrefix(err.Error(), "playbooks: "))
		return
	}
	if x.settings.Playbooks != "" {
		x.ok("playbooks", "%d flows are proved, with those in %s", len(lib.All()), x.settings.Playbooks)
	}
}

// synonyms looks at the operator's own words.
func (x *examination) synonyms() {
	if x.settings.Synonyms == "" {
		return
	}
	if _, err := understand.LoadSynonyms(x.settings.Synonyms); err != nil {
		x.wrong("synonyms", "correct the file that MONEYTRAIL_SYNONYMS names; until then serve does not start", "%s", strings.TrimPrefix(err.Error(), "synonyms: "))
		return
	}
	x.ok("synonyms", "%s is read", x.settings.Synonyms)
}

func (x *examination) telegram() {
	if !x.settings.TelegramToken.Set() {
		x.wrong("telegram", "@BotFather gives it", "MONEYTRAIL_TELEGRAM_TOKEN is not set")
		return
	}
	tg, err := newTelegram(x.settings, slog.New(slog.DiscardHandler), nil, nil)
	if err != nil {
		x.wrong("telegram", "check MONEYTRAIL_TELEGRAM_URL and MONEYTRAIL_TELEGRAM_TOKEN", "%s", err)
		return
	}
	name, err := tg.Me(x.ctx)
	if err != nil {
		x.wrong("telegram", "check MONEYTRAIL_TELEGRAM_TOKEN, and that this machine reaches Telegram (HTTPS_PROXY is honoured)", "getMe: %s", err)
		return
	}
	x.ok("telegram", "the token is good: @%s", name)
}

func (x *examination) slack() {
	if err := x.settings.NeedsToServe(); err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			if strings.Contains(line, "SLACK") {
				x.wrong("slack", "the README tells how to make the app", "%s", strings.TrimPrefix(line, "settings: "))
			}
		}
		if !x.settings.SlackBotToken.Set() {
			return
		}
	}
	sl, err := slack.New(slack.Options{BotToken: x.settings.SlackBotToken.Reveal(), AppToken: x.settings.SlackAppToken.Reveal(),
		URL: x.settings.SlackURL, Channel: x.settings.SlackChannel, Log: slog.New(slog.DiscardHandler), Mask: mask.Text})
	if err != nil {
		x.wrong("slack", "check MONEYTRAIL_SLACK_URL", "%s", err)
		return
	}
	team, user, err := sl.Who(x.ctx)
	if err != nil {
		x.wrong("slack", "check MONEYTRAIL_SLACK_BOT_TOKEN", "auth.test: %s", err)
		return
	}
	x.ok("slack", "the bot token is good: %s in %s", user, team)
	for _, scope := range sl.Missing(x.ctx) {
		x.wrong("slack", "add it on the Slack app's page under OAuth & Permissions, and install the app again", "the scope %s is missing", scope)
	}
	if x.settings.SlackAppToken.Set() {
		if err := sl.Socket(x.ctx); err != nil {
			x.wrong("slack", "check MONEYTRAIL_SLACK_APP_TOKEN (scope connections:write) and that Socket Mode is on", "Socket Mode: %s", err)
		} else {
			x.ok("slack", "the app token opens Socket Mode")
		}
	}
	if x.settings.SlackChannel != "" {
		if name, err := sl.Channel(x.ctx); err != nil {
			x.wrong("slack", "check MONEYTRAIL_SLACK_CHANNEL; the app must be a member", "%s", err)
		} else {
			x.ok("slack", "the support channel is #%s", name)
		}
	}
}
