// Package telegram is the edge to Telegram: it brings updates into the inbox
// before Telegram is told that they were received, and delivers the outbox.
// Only this package imports the Telegram SDK.
package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// Times within which Telegram has a call and answers it. A file of 20 MB has
// as long as Slack is given for one.
const (
	callTime   = 30 * time.Second
	uploadTime = 4 * time.Minute
)

// DefaultURL is Telegram's own Bot API server.
const DefaultURL = "https://api.telegram.org"

// Options of a Client.
type Options struct {
	Token string
	URL   string // "" = DefaultURL
	Log   *slog.Logger
	// Given fetches what the support team posted for a merchant.
	Given outbox.Giver
	// Mask hides card numbers: it gives the masked text and how many there were.
	Mask func(string) (string, int)
	// Way is how requests go to Telegram; nil: the usual one.
	Way http.RoundTripper
}

// Client talks to one bot's account.
type Client struct {
	bot   *bot.Bot
	large *bot.Bot // for what is uploaded
	id    int64
	token string
	url   string
	log   *slog.Logger
	mask  func(string) (string, int)
	given outbox.Giver
	poll  *http.Client
	files *http.Client
}

// New makes a client; nothing is sent yet.
func New(o Options) (*Client, error) {
	id, err := strconv.ParseInt(strings.SplitN(o.Token, ":", 2)[0], 10, 64)
	if err != nil || id <= 0 || !strings.Contains(o.Token, ":") {
		return nil, fmt.Errorf("the Telegram token does not look like 123456:ABC...; @BotFather gives it")
	}
	if o.URL == "" {
		o.URL = DefaultURL
	}
	c := &Client{id: id, token: o.Token, url: strings.TrimSuffix(o.URL, "/"), log: o.Log, mask: o.Mask, given: o.Given}
	c.poll = &http.Client{Transport: o.Way, Timeout: pollSeconds*time.Second + 15*time.Second}
	c.files = &http.Client{Transport: o.Way} // who asks says how long it may take
	if c.bot, err = c.sender(o.Way, callTime); err != nil {
		return nil, err
	}
	if c.large, err = c.sender(o.Way, uploadTime); err != nil {
		return nil, err
	}
	return c, nil
}

// sender makes a client for sending alone, whose calls have so long. The
// library's own poller, which confirms updates before they are handled, is
// never started.
func (c *Client) sender(way http.RoundTripper, within time.Duration) (*bot.Bot, error) {
	b, err := bot.New(c.token, bot.WithSkipGetMe(), bot.WithServerURL(c.url),
		bot.WithHTTPClient(time.Second, line{&http.Client{Transport: way, Timeout: within}}),
		bot.WithErrorsHandler(func(err error) { c.log.Warn("telegram", "error", c.scrub(err)) }))
	if err != nil {
		return nil, fmt.Errorf("telegram: %s", c.scrub(err))
	}
	return b, nil
}

// BotID gives the numeric id of the bot, the first part of its token.
func (c *Client) BotID() int64 { return c.id }

// scrub gives an error's text without the token and without bodies of pages.
func (c *Client) scrub(err error) string {
	if err == nil {
		return ""
	}
	text := strings.ReplaceAll(err.Error(), c.token, "***")
	if i := strings.IndexByte(text, '<'); i >= 0 {
		text = text[:i] + "(a page, not an answer)"
	}
	return text
}

// Me gives the bot's user name, and proves that the token is good.
func (c *Client) Me(ctx context.Context) (username string, err error) {
	me, err := c.bot.GetMe(ctx)
	if err != nil {
		return "", c.fate(err)
	}
	return me.Username, nil
}

// Describe tells Telegram the bot's commands, in Chinese and English.
func (c *Client) Describe(ctx context.Context, commands map[string][][2]string) error {
	for lang, list := range commands {
		if _, err := c.bot.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: botCommands(list), LanguageCode: lang}); err != nil {
			return c.fate(err)
		}
	}
	return nil
}

func botCommands(list [][2]string) (out []models.BotCommand) {
	for _, x := range list {
		out = append(out, models.BotCommand{Command: x[0], Description: x[1]})
	}
	return out
}

// lane is the lane of a chat; everything of one chat keeps its order.
func lane(chat int64) string { return "tg:" + strconv.FormatInt(chat, 10) }

// Store takes events into the inbox; they are durable when it returns nil.
type Store func(ctx context.Context, events []inbox.Event) error
