package sandbox

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// browser opens a tab, or skips the test where no browser is installed.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds")
	}
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed: the page is not tested in a browser")
	}
	alloc, endAlloc := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(hangs),
		chromedp.Flag("disable-background-networking", true))...)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); end(); endAlloc() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	limited, stop := context.WithTimeout(ctx, 2*hangs)
	t.Cleanup(stop)
	return limited
}

// product answers every message with a button that opens a case, and lets the
// case be claimed by a form; it stands for the real one.
func product(t *testing.T, w *World) {
	t.Helper()
	c := api(t, w)
	b := echo(t, w, func(ctx context.Context, b *bot.Bot, u *models.Update) {
		if q := u.CallbackQuery; q != nil {
			_, _ = b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: q.ID, Text: "C-12"})
			_, _, err := c.PostMessageContext(ctx, w.Channel(), card("C-12", map[string]any{"case": "12"})...)
			if err != nil {
				t.Error(err)
			}
			return
		}
		_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "到账日\n2026-11-23：" + u.Message.Text,
			ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "人工客服", CallbackData: "h"}}}}})
		if err != nil {
			t.Error(err)
		}
	})
	listen(t, w, c, func(sm *socketmode.Client, ev socketmode.Event) {
		switch d := ev.Data.(type) {
		case slack.InteractionCallback:
			if d.Type == slack.InteractionTypeBlockActions {
				_ = sm.Ack(*ev.Request)
				if _, err := c.OpenViewContext(t.Context(), d.TriggerID, form1()); err != nil {
					t.Error(err)
				}
			} else if note := d.View.State.Values["note"]["note"].Value; len(note) < 4 {
				_ = sm.Ack(*ev.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"note": "say more"}))
			} else {
				_ = sm.Ack(*ev.Request)
				_, _ = b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: 5000009001, Text: "solved: " + note})
			}
		case slackevents.EventsAPIEvent:
			_ = sm.Ack(*ev.Request)
			if m, ok := d.InnerEvent.Data.(*slackevents.MessageEvent); ok && m.BotID == "" {
				_ = c.AddReactionContext(t.Context(), "white_check_mark", slack.NewRefToMessage(w.Channel(), m.TimeStamp))
			}
		}
	})
}

func TestAStoryInABrowser(t *testing.T) {
	tab := browser(t)
	p := openPage(t)
	li := p.w.AddPerson(Person{Name: "李老板", Lang: "zh-hans", Intro: "老李面馆", Hints: []string{"昨天3500那笔怎么还没到"}, Start: "abc"})
	amy := p.w.Agents()[0]
	product(t, p.w)
	slip := filepath.Join(t.TempDir(), "slip.png")
	if err := os.WriteFile(slip, []byte("\x89PNG\r\n\x1a\n a slip"), 0o600); err != nil {
		t.Fatal(err)
	}
	css := func(s string) chromedp.CSS { return chromedp.CSS(s) }
	steps := []struct {
		what string
		do   chromedp.Action[chromedp.Void]
	}{
		{"on a desk", chromedp.EmulateViewport(1280, 860)},
		{"open the page", chromedp.Navigate(p.url)},
		{"the product is running", chromedp.WaitVisible(css("#status.on"))},
		{"press Start", chromedp.Click(css("#start"))},
		{"see the answer", chromedp.WaitVisible(css(".bubble:not(.mine) .keys button"))},
		{"tap a question", chromedp.Click(css("#hints button"))},
		{"see the second answer", chromedp.WaitVisible(css(".bubble:nth-child(4) .keys button"))},
		{"type with Enter", chromedp.SendKeys(css("#text"), "谢谢\r")},
		{"see the third answer", chromedp.WaitVisible(css(".bubble:nth-child(6) .keys button"))},
		{"send a photograph", chromedp.SetUploadFiles(css("#photo"), []string{slip})},
		{"see the photograph", chromedp.WaitReady(css(".bubble.mine img"))},
		{"ask for a person", chromedp.Click(css(".bubble:last-child .keys button"))},
		{"see the notice", chromedp.WaitVisible(css("#toast"))},
		{"see the card", chromedp.WaitVisible(css("#posts [data-action=claim]"))},
		{"open its thread", chromedp.Click(css("#posts .open-thread"))},
		{"write into it", chromedp.SendKeys(css("#line"), "! 您好\r")},
		{"see the receipt", chromedp.WaitVisible(css("#replies [data-name=white_check_mark]"))},
		{"press the card's button", chromedp.Click(css("#posts [data-action=claim]"))},
		{"see the form", chromedp.WaitVisible(css("dialog[open] select"))},
		{"choose", chromedp.SetValue(css("dialog select"), "paid")},
		{"write too little", chromedp.SendKeys(css("dialog input"), "ok")},
		{"submit", chromedp.Click(css("dialog button[type=submit]"))},
		{"see the objection", chromedp.WaitVisible(css("dialog .error:not(:empty)"))},
		{"write more", chromedp.SendKeys(css("dialog input"), ", paid")},
		{"submit again", chromedp.Click(css("dialog button[type=submit]"))},
		{"the form is gone", chromedp.WaitNotPresent(css("dialog[open]"))},
		{"become Ben", chromedp.Click(css("#agents button:nth-child(2)"))},
		{"be Ben", chromedp.WaitVisible(css("#agents button:nth-child(2)[aria-checked=true]"))},
		{"on a phone", chromedp.EmulateViewport(390, 844)},
		{"switch to support", chromedp.Click(css(".switch [data-pane=support]"))},
		{"see the thread", chromedp.WaitVisible(css("#replies"))},
		{"close it", chromedp.Click(css("#close-thread"))},
		{"see the channel", chromedp.WaitVisible(css("#posts .open-thread"))},
	}
	for _, s := range steps {
		if err := chromedp.Do(tab, s.do); err != nil {
			t.Fatalf("%s: %v\n%s\n%s", s.what, err, li.Screen(), p.w.SupportScreen())
		}
	}
	if got := li.Messages()[2].Text; got != "昨天3500那笔怎么还没到" {
		t.Errorf("asked %q", got)
	}
	if _, err := li.Await("^solved: ok, paid$", 0); err != nil {
		t.Error(err)
	}
	if posts := p.w.Posts(""); len(posts) != 2 || posts[1].User != amy.ID() || posts[1].Text != "! 您好" {
		t.Errorf("posts: %+v", posts)
	}
	if wide, err := chromedp.Run(tab, chromedp.Evaluate[bool]("document.documentElement.scrollWidth > innerWidth")); err != nil || wide {
		t.Errorf("the page is wider than a phone (%v)", err)
	}
	if bad := p.w.Journal.Objections(); bad != nil {
		t.Error(bad)
	}
}
