// Package slack is the edge to Slack: Socket Mode brings clicks, forms and
// thread lines into the inbox before Slack is told that they were received,
// and the outbox is delivered through the Web API. Only this package imports
// the Slack SDK.
package slack

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// Options of a Client.
type Options struct {
	BotToken, AppToken string
	URL                string // "" = Slack's own; ends with /api/
	Channel            string // id of the support channel
	Log                *slog.Logger
	Mask               func(string) (string, int)
	// Lane finds the lane of a thread by the timestamp of its first message; false: not a thread of ours.
	Lane func(ctx context.Context, channel, threadTS string) (string, bool, error)
	// Objects tells what is wrong with a form that came back, by input: it then stays
	// open before the agent as it is, and is not stored. nil: all is taken.
	Objects func(ctx context.Context, e inbox.Event) (map[string]string, error)
	// Files gives what merchants sent.
	Files outbox.Files
	// Way is how requests go to Slack; nil: the usual one.
	Way http.RoundTripper
}

// Store takes events into the inbox; they are durable when it returns nil.
type Store func(ctx context.Context, events []inbox.Event) error

// Client talks to one workspace.
type Client struct {
	o   Options
	api *slack.Client
	// large is api with the patience that a file needs on its way.
	large *slack.Client
	// given is large for what comes from Slack's store: led elsewhere, it does not follow.
	given *slack.Client

	mu      sync.Mutex
	self    identity
	people  map[string]person
	foreign map[string]bool // threads known not to be ours
}

type identity struct{ team, user, bot string }

type person struct {
	name     string
	outsider bool
	until    time.Time
}

// New makes a client; nothing is sent yet.
func New(o Options) (*Client, error) {
	if !strings.HasPrefix(o.BotToken, "xoxb-") {
		return nil, fmt.Errorf("the Slack bot token does not begin with xoxb-")
	}
	if o.AppToken != "" && !strings.HasPrefix(o.AppToken, "xapp-") {
		return nil, fmt.Errorf("the Slack app token does not begin with xapp-")
	}
	opts := []slack.Option{
		slack.OptionAppLevelToken(o.AppToken),
		slack.OptionLog(log.New(io.Discard, "", 0)),
	}
	if o.URL != "" {
		if !strings.HasSuffix(o.URL, "/") {
			o.URL += "/"
		}
		opts = append(opts, slack.OptionAPIURL(o.URL))
	}
	// The SDK's client has no time-out of its own, and its retries would
	// post twice: retrying is the outbox's business.
	with := func(h http.Client) *slack.Client {
		h.Transport = o.Way
		return slack.New(o.BotToken, append(opts, slack.OptionHTTPClient(&h))...)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{o: o, api: with(http.Client{Timeout: 30 * time.Second}), large: with(http.Client{Timeout: uploadTime}),
		given: with(http.Client{Timeout: uploadTime, CheckRedirect: stay}), people: map[string]person{}, foreign: map[string]bool{}}, nil
}

// Who gives the workspace's name and the bot's own, and proves that the bot token is good.
func (c *Client) Who(ctx context.Context) (team, user string, err error) {
	a, err := c.api.AuthTestContext(ctx)
	if err != nil {
		return "", "", fate(err)
	}
	c.mu.Lock()
	c.self = identity{a.TeamID, a.UserID, a.BotID}
	c.mu.Unlock()
	return a.Team, a.User, nil
}

// Channel proves that the support channel exists, is not archived, not shared
// with another workspace, and has the app as a member.
func (c *Client) Channel(ctx context.Context) (name string, err error) {
	ch, err := c.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: c.o.Channel})
	if err != nil {
		return "", fate(err)
	}
	switch {
	case ch.IsArchived:
		return ch.Name, fmt.Errorf("the channel #%s is archived", ch.Name)
	case ch.IsExtShared:
		return ch.Name, fmt.Errorf("the channel #%s is shared with another workspace; merchants' data must not go there", ch.Name)
	case !ch.IsMember:
		return ch.Name, fmt.Errorf("the app is not a member of #%s; write /invite and the app's name there", ch.Name)
	}
	return ch.Name, nil
}

// Socket proves that the app token is good.
func (c *Client) Socket(ctx context.Context) error {
	_, _, err := c.api.StartSocketModeContext(ctx)
	return fate(err)
}

// knownFor is how long what Slack told of a person still counts while Slack
// does not answer, beyond the ten minutes after which it is asked again.
const knownFor = 50 * time.Minute

// who tells a person's name, and whether they may act for the operator: full
// members of our own workspace may, guests and people of other workspaces may
// not. Whom Slack does not tell about may not either.
func (c *Client) who(ctx context.Context, user string) person {
	c.mu.Lock()
	p, ok := c.people[user]
	team := c.self.team
	c.mu.Unlock()
	if ok && time.Now().Before(p.until) {
		return p
	}
	ctx, cancel := context.WithTimeout(ctx, 1500*time.Millisecond)
	defer cancel()
	u, err := c.api.GetUserInfoContext(ctx, user)
	if err != nil {
		c.o.Log.Warn("slack: users.info", "error", fate(err))
		if ok && time.Since(p.until) < knownFor && outbox.FateOf(fate(err)).Fate != outbox.Permanent {
			// Slack is slow or away: an agent stays one for a while.
			return p
		}
		return person{name: user, outsider: true}
	}
	p = person{name: u.Profile.DisplayName, until: time.Now().Add(10 * time.Minute)}
	for _, n := range []string{u.RealName, u.Name, user} {
		if p.name == "" {
			p.name = n
		}
	}
	p.outsider = u.Deleted || u.IsBot || u.IsRestricted || u.IsUltraRestricted || u.IsStranger || u.TeamID != "" && team != "" && u.TeamID != team
	c.mu.Lock()
	c.people[user] = p
	c.mu.Unlock()
	return p
}
