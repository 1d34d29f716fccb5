// Command moneytrail answers a merchant's question "where is my money" on
// Telegram, from the operator's own settlement files, and brings what is left
// to the support team in Slack.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // zones work on a machine that has none

	"github.com/alecthomas/kong"

	"moneytrail/config"
	"moneytrail/recon/calendar"
	"moneytrail/storage"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv})
	stop()
	os.Exit(code)
}

// console is what a command may use of the outside.
type console struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)
}

// Exit statuses of the contract.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// errTold ends a command as failed whose reason was already printed.
var errTold = errors.New("told")

// usageError is wrong usage that only the command itself can tell.
type usageError string

func (e usageError) Error() string { return string(e) }

type commands struct {
	Config string `help:"Settings file (default: $MONEYTRAIL_CONFIG, else moneytrail.toml where it exists)." placeholder:"FILE"`

	Demo       demoCmd       `cmd:"" help:"The whole product on this machine, with sample data and no account anywhere."`
	Serve      serveCmd      `cmd:"" help:"Run the product: answer on Telegram, work cases in Slack, send summaries."`
	Import     importCmd     `cmd:"" help:"Read files of acquirers, wallets and banks into the database."`
	Trace      traceCmd      `cmd:"" help:"Show where the money of transactions is, with the evidence."`
	Ask        askCmd        `cmd:"" help:"Show what the bot would answer to a message."`
	Understand understandCmd `cmd:"" help:"Show how the bot reads messages: one a line on stdin, one JSON object a line on stdout."`
	Summary    summaryCmd    `cmd:"" help:"Settlement summary of a business day."`
	Export     exportCmd     `cmd:"" help:"CSV on stdout."`
	Decide     decideCmd     `cmd:"" help:"Close by a person's word what data cannot: accept suggestions, write off, mark received; list and undo."`
	Merchant   merchantCmd   `cmd:"" help:"List, add and show merchants."`
	Invite     inviteCmd     `cmd:"" help:"Make the deep link that binds a person to a merchant."`
	Member     memberCmd     `cmd:"" help:"End a person's access to merchants."`
	Sample     sampleCmd     `cmd:"" help:"Write a believable set of files, for demos and tests."`
	Doctor     doctorCmd     `cmd:"" help:"Check settings, tokens, database, calendar and sources; say what is wrong and how to mend it."`
	Backup     backupCmd     `cmd:"" help:"Write the whole database into a file, while everything goes on."`
	Restore    restoreCmd    `cmd:"" help:"Put a backup in the place of the database, of PostgreSQL into an empty one; afterwards let messages go again."`
	Copy       copyCmd       `cmd:"" help:"Copy a whole installation into an empty database: from a file to PostgreSQL, or back."`
	Erase      eraseCmd      `cmd:"" help:"Forget a person: messages, dialogues, places with merchants."`
	Hold       holdCmd       `cmd:"" help:"Keep a case, or all cases of a merchant, from being forgotten; list and release."`
	Audit      auditCmd      `cmd:"" help:"Check the audit trail."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

// exited carries the status of --help out of kong.
type exited int

// run is the whole program; it gives the exit status.
func run(ctx context.Context, args []string, con console) (code int) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case exited:
			code = int(v)
		default:
			panic(v)
		}
	}()
	var cmds commands
	parser, err := kong.New(&cmds, kong.Name("moneytrail"), kong.Writers(con.out, con.err),
		kong.Description("Where is my money: settlement answers for merchants."),
		kong.Exit(func(code int) { panic(exited(code)) }), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(con.err, "moneytrail:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(con.err, "moneytrail: %s\nmoneytrail --help lists the commands and their options\n", err)
		return exitUsage
	}
	app := &app{console: con, ctx: ctx, configFile: cmds.Config, started: time.Now()}
	err = parsed.Run(app)
	if closed := app.close(); err == nil {
		err = closed
	}
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errTold):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintln(con.err, "moneytrail:", err)
		return exitUsage
	default:
		fmt.Fprintln(con.err, "moneytrail:", err)
		return exitFailed
	}
}

// app is what commands share: settings, clock, log, database, each made when
// first asked for.
type app struct {
	console
	ctx        context.Context
	configFile string
	started    time.Time

	loaded    *config.Settings
	db        *storage.DB
	calendars *calendar.Set
}

// settings reads the settings once.
func (a *app) settings() (config.Settings, error) {
	if a.loaded == nil {
		s, err := config.Load(a.configFile, a.env, a.started)
		if err != nil {
			return s, err
		}
		a.loaded = &s
	}
	return *a.loaded, nil
}

// store opens the database of the settings once.
func (a *app) store(level slog.Level) (*storage.DB, error) {
	if a.db != nil {
		return a.db, nil
	}
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	o, err := a.options(s, level)
	if err != nil {
		return nil, err
	}
	a.db, err = storage.Open(a.ctx, s.Database, o)
	return a.db, err
}

// options are what the store needs to know of the settings.
func (a *app) options(s config.Settings, level slog.Level) (storage.Options, error) {
	cals, err := a.cals()
	if err != nil {
		return storage.Options{}, err
	}
	plan, err := a.plan()
	if err != nil {
		return storage.Options{}, err
	}
	return storage.Options{Logger: a.log(level), Clock: shifted(s.Offset()), Backups: s.Backups, Version: version(),
		Calendars: cals, Schedules: plan, Zone: s.Zone(), Currency: s.Currency}, nil
}

// began gives the business time at which the command began.
func (a *app) began() time.Time { return a.started.Add(a.loaded.Offset()) }

func (a *app) close() error {
	if a.db == nil {
		return nil
	}
	return a.db.Close()
}

type versionCmd struct{}

// Run prints the module's version and the commit it was built from.
func (versionCmd) Run(a *app) error {
	_, err := fmt.Fprintf(a.out, "moneytrail %s\n", version())
	return err
}
