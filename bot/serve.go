package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"moneytrail/bot/delivery"
	"moneytrail/bot/fetch"
	"moneytrail/bot/health"
	"moneytrail/bot/intake"
	"moneytrail/bot/metrics"
	"moneytrail/bot/slack"
	"moneytrail/bot/telegram"
	"moneytrail/config"
	"moneytrail/handlers"
	"moneytrail/handlers/flood"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/mask"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/texts"
	"moneytrail/handlers/understand"
	"moneytrail/recon/importer"
	"moneytrail/storage"
)

type serveCmd struct{}

// Run serves until the process is told to stop; it then ends within ten seconds.
// Being told to stop while it is still starting is no failure.
func (c serveCmd) Run(a *app) error {
	err := c.serve(a)
	if a.ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (serveCmd) serve(a *app) error {
	s, err := a.settings()
	if err != nil {
		return err
	}
	if err := s.NeedsToServe(); err != nil {
		return err
	}
	db, err := a.store(slog.LevelInfo)
	if err != nil {
		return err
	}
	srv, err := newServer(a, s, db, a.log(slog.LevelInfo))
	if err != nil {
		return err
	}
	return srv.run(a.ctx)
}

// server is the running product: its parts and how they hang together.
type server struct {
	settings config.Settings
	db       *storage.DB
	log      *slog.Logger
	board    *health.Board
	metrics  *metrics.Metrics
	telegram *telegram.Client
	slack    *slack.Client
	desk     *liveDesk
	support  handlers.Support
	// folder is that of the operator's playbooks.
	folder playbookFolder
	// gate holds back who writes faster than anybody reads.
	gate *flood.Gate
	// fetching brings files that people send, and looks at pictures.
	fetching *fetch.Worker
	// way is how requests go to the networks.
	way *http.Transport
	// reading is how files that come are read.
	reading importer.Options
	// listening is told the address of /healthz once it is open; it may be nil.
	listening func(net.Addr)
}

func newServer(a *app, s config.Settings, db *storage.DB, log *slog.Logger) (*server, error) {
	way := fenced(db.Sure)
	live := &liveDesk{} // has its desk before anything comes in
	sl, err := slack.New(slack.Options{BotToken: s.SlackBotToken.Reveal(), AppToken: s.SlackAppToken.Reveal(), URL: s.SlackURL,
		Channel: s.SlackChannel, Log: log, Mask: mask.Text, Lane: caseLane(db), Objects: live.Objections, Files: db, Way: way})
	if err != nil {
		return nil, err
	}
	seeing, err := newEyes(s, log)
	if err != nil {
		return nil, err
	}
	tg, err := newTelegram(s, log, way, postedFiles{sl, seeing})
	if err != nil {
		return nil, err
	}
	name, err := botName(a.ctx, db, tg)
	if err != nil {
		log.Warn("the bot's name is not known: links to the private chat are left out", "error", err)
	}
	folder := newPlaybookFolder(s.Playbooks)
	desk, err := newDesk(a, s, db, name, log)
	if err != nil {
		return nil, err
	}
	live.now.Store(desk)
	team, err := a.support()
	if err != nil {
		return nil, err
	}
	parts := []string{"telegram", "slack", "sending", "keeping"}
	if s.Drop != "" {
		parts = append(parts, "drop")
	}
	if s.Playbooks != "" {
		parts = append(parts, "playbooks")
	}
	reading, err := a.reading(s, db)
	if err != nil {
		return nil, err
	}
	board := health.New(log, []string{"database", "inbox"}, parts...)
	return &server{settings: s, db: db, log: log, way: way, telegram: tg, slack: sl, desk: live, support: team, folder: folder, gate: flood.NewGate(), reading: reading, board: board,
		fetching: fetch.New(fetch.Options{Store: db, Network: tg, Eyes: seeing, Mask: mask.Text, Wake: changed(db, storage.Fetches), Log: log}),
		metrics:  metrics.New(db, shifted(s.Offset()), version(), board.Parts)}, nil
}

// newTelegram makes the client of the settings' bot; way is how requests go
// there, nil the usual one; given fetches what it brings from the support team, nil
// where it brings nothing.
func newTelegram(s config.Settings, log *slog.Logger, way http.RoundTripper, given outbox.Giver) (*telegram.Client, error) {
	return telegram.New(telegram.Options{Token: s.TelegramToken.Reveal(), URL: s.TelegramURL, Log: log, Mask: mask.Text, Way: way, Given: given})
}

// botName asks Telegram for the bot's user name, and falls back on the name
// that was heard last.
func botName(ctx context.Context, db *storage.DB, tg *telegram.Client) (string, error) {
	ask, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	name, err := tg.Me(ask)
	if err != nil {
		kept, dbErr := db.BotName(ctx)
		if dbErr != nil || kept != "" {
			return kept, dbErr
		}
		return "", err
	}
	return name, db.SetBotName(ctx, name)
}

// caseLane finds the lane of a thread: that of the case whose card began it, or of
// the message that tells of many cases together.
func caseLane(db *storage.DB) func(context.Context, string, string) (string, bool, error) {
	return func(ctx context.Context, channel, ts string) (string, bool, error) {
		c, ok, err := db.CaseByThread(ctx, channel, ts)
		if err != nil || ok {
			return fmt.Sprintf("case:%d", c.ID), ok, err
		}
		ok, err = db.TellsAlike(ctx, channel, ts)
		return "alike:" + ts, ok, err
	}
}

// newDesk makes the conversation over a store.
func newDesk(a *app, s config.Settings, db *storage.DB, botName string, log *slog.Logger) (*handlers.Desk, error) {
	catalog, err := texts.New()
	if err != nil {
		return nil, err
	}
	cals, err := a.cals()
	if err != nil {
		return nil, err
	}
	words, err := reader(s)
	if err != nil {
		return nil, err
	}
	guides, err := flows(s, catalog)
	if err != nil {
		return nil, err
	}
	team, err := a.support()
	if err != nil {
		return nil, err
	}
	return handlers.New(handlers.Options{Support: team, Books: db, Rolls: db, Texts: catalog, Reader: understand.Recall(words), Clock: shifted(s.Offset()), Flows: guides, Firmware: s.Firmware,
		Calendars: cals, SupportChannel: s.SlackChannel, BotName: botName, Zone: s.Zone(), Currency: s.Currency, Log: log}), nil
}

// run starts every part and stops them in order: first nothing more comes in,
// then turns and deliveries under way end, then the database closes.
func (s *server) run(ctx context.Context) error {
	held, release, err := s.db.Serve(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if err := release(); err != nil {
			s.log.Error("lock", "error", err)
		}
	}()
	if err := s.db.Recover(ctx); err != nil {
		return err
	}
	defer s.way.CloseIdleConnections()
	defer roomy(servingRoom)()
	if s.db.Processes() == 1 { // else those that serve already make the links that are left
		if err := s.db.Relink(ctx); err != nil {
			return err
		}
	}
	listener, err := net.Listen("tcp", s.settings.Listen)
	if err != nil {
		return fmt.Errorf("MONEYTRAIL_LISTEN %s: %w", s.settings.Listen, err)
	}
	s.log.Info("serving", "database", s.settings.DatabaseName(), "listen", listener.Addr().String())
	if s.listening != nil {
		s.listening(listener.Addr())
	}

	g, ctx := errgroup.WithContext(held)
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", s.board.Live())
	mux.Handle("GET /readyz", s.board.Ready())
	mux.Handle("GET /metrics", s.metrics.Handler())
	web := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: time.Minute}
	if s.settings.TelegramWebhookURL != "" {
		mux.Handle("/telegram", s.telegram.Webhook(s.settings.TelegramWebhookSecret.Reveal(), s.take))
	}
	g.Go(func() error { return serveHTTP(ctx, web, listener) })
	files := &taking{server: s, options: s.reading}
	if door := files.door(); door != nil {
		mux.Handle("/files", door)
	}
	g.Go(func() error { return files.folder(ctx) })
	g.Go(func() error { return s.fromTelegram(ctx) })
	g.Go(func() error { return s.describe(ctx) })
	if s.settings.SlackAppToken.Set() {
		g.Go(func() error { return s.slack.Listen(ctx, s.take, s.board.Reporter("slack")) })
	} else { // events and clicks are posted to one address
		mux.Handle("/slack", s.slack.Web(s.settings.SlackSigningSecret.Reveal(), s.take))
		g.Go(func() error { return s.slack.Introduce(ctx, s.board.Reporter("slack")) })
	}
	g.Go(func() error { return s.watch(ctx) })
	g.Go(func() error { return s.playbooks(ctx) })
	g.Go(func() error { return s.lead(ctx, "keeping", storage.Housekeeping, s.houseKeep) })
	for name, network := range map[string]delivery.Network{"tg": s.telegram, "slack": s.slack} {
		g.Go(func() error {
			worker := delivery.New(delivery.Options{Store: s.db, Name: name, Network: s.metrics.Network(name, network), Wake: changed(s.db, storage.Items(name)), Sure: s.db.Sure,
				Log: s.log, Pace: delivery.NewPace(s.settings.TelegramPerSecond(), s.db.Processes)})
			s.db.HandTo(name, worker.Room)
			return worker.Run(ctx)
		})
	}
	g.Go(func() error { return s.fetching.Run(ctx) })
	g.Go(func() error {
		return intake.New(intake.Options{Store: s.db, Desk: s.metrics.Desk(s.desk), Wake: changed(s.db, storage.Events), Log: s.log}).Run(ctx)
	})
	err = s.wait(ctx, g)
	s.log.Info("stopped")
	if lost := context.Cause(held); errors.Is(lost, storage.ErrClaimLost) {
		err = errors.Join(lost, err)
	}
	return err
}

// patience is how long parts may take to end what they have under way once the
// process is told to stop. What is not done by then (a turn that waits for an
// import in another process, say) is on the disk, and done by the next start.
const patience = 8 * time.Second

// changed gives what tells that a queue may have work.
func changed(db *storage.DB, q storage.Queue) func() <-chan struct{} {
	return func() <-chan struct{} { return db.Changed(q) }
}

// wait waits for all parts, and no longer than patience once ctx has ended.
func (s *server) wait(ctx context.Context, g *errgroup.Group) error {
	ended := make(chan error, 1)
	go func() { ended <- g.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(patience):
		s.log.Warn("stopping with work under way; the next start takes it up")
		return nil
	}
}

// take puts events into the inbox; when it returns nil they are on the disk.
// What is beyond the bounds of one person's flood is left out, and what may be
// a part of a question waits for the rest of it.
func (s *server) take(ctx context.Context, events []inbox.Event) (err error) {
	kept := make([]inbox.Event, 0, len(events))
	for _, ev := range events {
		if s.gate.Admit(&ev) {
			if ev.Pause, err = s.desk.now.Load().Pause(ctx, ev); err != nil {
				return err
			}
			kept = append(kept, ev)
		}
	}
	_, err = s.db.AddEvents(ctx, kept)
	return err
}

// fromTelegram polls, of several processes one, or has updates delivered where
// a webhook is set. It does not end before ctx does.
func (s *server) fromTelegram(ctx context.Context) error {
	report := s.board.Reporter("telegram")
	if s.settings.TelegramWebhookURL == "" {
		return s.poll(ctx, report)
	}
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		err := s.telegram.SetWebhook(ctx, s.settings.TelegramWebhookURL, s.settings.TelegramWebhookSecret.Reveal())
		report(err)
		if err == nil {
			<-ctx.Done()
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// describe gives Telegram the list of commands once. Without it the product
// works all the same, so a failure is only noted.
func (s *server) describe(ctx context.Context) error {
	ask, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := s.telegram.Describe(ask, handlers.Menu(s.desk.now.Load().Texts)); err != nil && ctx.Err() == nil {
		s.log.Warn("telegram: the list of commands", "error", err)
	}
	return nil
}

// uploadPatience is how long a request under way, such as a file that is being
// sent and imported, may take to end: less than patience, so that one that is cut
// still ends its import in order. Its sender has no answer and sends it again.
const uploadPatience = 6 * time.Second

// serveHTTP answers until ctx ends and what is under way then has ended.
func serveHTTP(ctx context.Context, web *http.Server, l net.Listener) error {
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		end, cancel := context.WithTimeout(context.Background(), uploadPatience)
		defer cancel()
		if web.Shutdown(end) != nil {
			_ = web.Close() // what is still open is cut
		}
	})
	err := web.Serve(l)
	if !stop() {
		<-ended // it returned as soon as no new request was taken
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
