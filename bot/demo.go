package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"moneytrail/bot/sample"
	"moneytrail/bot/sandbox"
	"moneytrail/config"
	"moneytrail/handlers/access"
	"moneytrail/handlers/people"
	"moneytrail/storage"
)

type demoCmd struct {
	Listen string `default:"127.0.0.1:8080" help:"Loopback address of the page." placeholder:"HOST:PORT"`
	Log    bool   `help:"Print the product's log."`
}

// demoClock is the business time at which the demo begins: a Friday afternoon,
// so that there is a weekend between a swipe and its money.
const demoClock = "2026-11-20T15:20:00+08:00"

// demoStories are the questions offered on the page, in this order.
var demoStories = []sample.StoryKind{
	sample.Due, sample.Arrived, sample.Held, sample.Returned, sample.Short, sample.Refunded,
	sample.Debited, sample.Overdue, sample.Declined, sample.Absent,
	sample.Asked, sample.Disputed, sample.Offline, sample.OpenBatch, sample.Uncaptured, sample.Differs, sample.Overcharge, sample.Limited,
	sample.Small, sample.Waits, sample.Expired, sample.Moved, sample.Below, sample.Reserved, sample.Unpriced,
}

// demoFolder is how the names of the folders begin that demos work in.
const demoFolder = "moneytrail-demo-"

// demoLife is how long nothing was written in the folder of a demo that is gone: one
// that runs writes its beat all the time.
const demoLife = 24 * time.Hour

// sweepDemos removes the folders that demos left in tmp which were killed.
func sweepDemos(tmp string, now time.Time) {
	left, err := filepath.Glob(filepath.Join(tmp, demoFolder+"*"))
	if err != nil {
		return // the pattern has no flaw
	}
	for _, dir := range left {
		var newest time.Time
		for _, name := range []string{"", "moneytrail.db", "moneytrail.db-wal"} {
			if info, err := os.Lstat(filepath.Join(dir, name)); err == nil && info.ModTime().After(newest) {
				newest = info.ModTime()
			}
		}
		if now.Sub(newest) > demoLife {
			_ = os.RemoveAll(dir) // somebody else's cannot be removed, and harms nothing
		}
	}
}

// Run brings up stand-ins for both networks, sample data, the product and the
// page, in a folder that goes away at the end.
func (c *demoCmd) Run(a *app) error {
	sweepDemos(os.TempDir(), a.started)
	dir, err := os.MkdirTemp("", demoFolder)
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // a left-over folder harms nothing
	world, err := sandbox.New(sandbox.Options{Channel: "support", Note: "Friday 2026-11-20, 15:20 in Shanghai · 演示时间：2026年11月20日 周五 15:20"})
	if err != nil {
		return err
	}
	if err := world.Start(a.ctx); err != nil {
		return err
	}
	defer world.Close()

	s, err := demoSettings(dir, world, a.started, a.env)
	if err != nil {
		return err
	}
	a.loaded = &s
	level := slog.LevelError
	if c.Log {
		level = slog.LevelInfo
	}
	log := a.log(level)
	cast, err := demoData(a, dir, s)
	if a.ctx.Err() != nil {
		return nil // stopped before it was up: nothing went wrong
	}
	if err != nil {
		return err
	}
	db, err := a.store(level)
	if err != nil {
		return err
	}
	if err := demoPeople(a, db, world, cast); err != nil {
		return err
	}
	srv, err := newServer(a, s, db, log)
	if err != nil {
		return err
	}
	address, err := world.ListenPage(c.Listen)
	if err != nil {
		return fmt.Errorf("the page: %w (another address: demo --listen 127.0.0.1:8081)", err)
	}
	fmt.Fprintf(a.out, "moneytrail demo: %s\nIn it, it is Friday 2026-11-20, 15:20 in Shanghai. Everything is in memory and in a folder that goes away; Ctrl-C ends it.\n", address)
	return srv.run(a.ctx)
}

// demoSettings are an operator's settings, with the stand-ins in place of the
// networks. Of the operator's own only the reader of slips is taken, from env.
func demoSettings(dir string, w *sandbox.World, started time.Time, env func(string) (string, bool)) (config.Settings, error) {
	set := map[string]string{
		"DATABASE": filepath.Join(dir, "moneytrail.db"), "CLOCK": demoClock, "LISTEN": "127.0.0.1:0",
		"TELEGRAM_URL": w.TelegramURL(), "TELEGRAM_TOKEN": w.Token(), "SLACK_URL": w.SlackURL(),
		"SLACK_BOT_TOKEN": w.BotToken(), "SLACK_APP_TOKEN": w.AppToken(), "SLACK_CHANNEL": w.Channel(),
	}
	if ocr, ok := env(config.Prefix + "OCR"); ok {
		set["OCR"] = ocr
	}
	empty := filepath.Join(dir, "moneytrail.toml")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		return config.Settings{}, err
	}
	return config.Load(empty, func(name string) (string, bool) {
		v, ok := set[name[len(config.Prefix):]]
		return v, ok
	}, started)
}

// demoData writes the sample files and imports them as an operator would.
func demoData(a *app, dir string, s config.Settings) (sample.Cast, error) {
	now := shifted(s.Offset()).Now()
	set, err := sample.Make(sample.Options{Now: now, Seed: 1})
	if err != nil {
		return sample.Cast{}, err
	}
	files := filepath.Join(dir, "files")
	if err := sample.Write(files, sample.Options{Now: now, Seed: 1}); err != nil {
		return set.Cast, err
	}
	quiet := *a
	quiet.out = io.Discard
	if err := (&importCmd{Paths: []string{files}}).Run(&quiet); err != nil {
		return set.Cast, errors.Join(errors.New("the sample files were refused"), err)
	}
	a.db = quiet.db
	return set.Cast, nil
}

// demoPeople opens Telegram accounts with an invite each: owners who are in as
// soon as they press Start, a cashier whom staff approve first, and a stranger.
func demoPeople(a *app, db *storage.DB, w *sandbox.World, cast sample.Cast) error {
	for _, m := range cast.Merchants {
		code, err := demoInvite(a, db, m.ID, access.Owner, true)
		if err != nil {
			return err
		}
		p := sandbox.Person{Name: m.Name, Lang: "zh-hans", Start: code, Intro: m.Name + "（" + m.ID + "）的老板"}
		if m.Language == "en" {
			p.Lang, p.Intro = "en", "Owner of "+m.Name+" ("+m.ID+")"
		}
		for _, kind := range demoStories {
			story, ok := cast.Of(m.ID, kind)
			switch {
			case !ok:
			case m.Language == "en":
				p.Hints = append(p.Hints, story.English)
			default:
				p.Hints = append(p.Hints, story.Chinese)
			}
		}
		p.Hints = append(p.Hints, generalHints(m.Language)...)
		w.AddPerson(p)
	}
	first := cast.Merchants[0]
	if err := demoChain(a, db, w, cast); err != nil {
		return err
	}
	code, err := demoInvite(a, db, first.ID, access.Cashier, false)
	if err != nil {
		return err
	}
	w.AddPerson(sandbox.Person{Name: "收银员小王", Lang: "zh-hans", Start: code, Intro: first.Name + "的收银员：客服在右边批准后才能用", Hints: []string{"今天刷的钱到了吗"}})
	w.AddPerson(sandbox.Person{Name: "Stranger", Lang: "en", Intro: "Somebody without an invite", Hints: []string{"where is my money", "我的钱呢"}})
	return nil
}

// demoChain opens an account for the finance of the first chain, who sees its shops as one.
func demoChain(a *app, db *storage.DB, w *sandbox.World, cast sample.Cast) error {
	for _, m := range cast.Merchants {
		if m.Group == "" {
			continue
		}
		code, invite := people.NewGroupInvite(m.Group, access.Finance, true, time.Now())
		if err := db.CreateInvite(a.ctx, invite); err != nil {
			return err
		}
		w.AddPerson(sandbox.Person{Name: "连锁财务小陈", Lang: "zh-hans", Start: code, Intro: m.Group + " 连锁的财务：几家店当一家看", Hints: []string{"昨天的账", "我的钱呢", m.Store + "呢", "上周的账"}})
		return nil
	}
	return nil
}

func generalHints(lang string) []string {
	if lang == "en" {
		return []string{"where is my money", "where is yesterday's payout", "I want to talk to a person"}
	}
	return []string{"我的钱呢", "昨天到账怎么少了", "转人工"}
}

func demoInvite(a *app, db *storage.DB, merchant string, role access.Role, approved bool) (string, error) {
	code, invite := people.NewInvite(merchant, role, approved, time.Now())
	return code, db.CreateInvite(a.ctx, invite)
}
