package delivery

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"moneytrail/handlers/outbox"
)

// Pace keeps within what the networks allow: Telegram about 30 messages a
// second and one a second to a chat with short bursts, Slack one post a second
// to a channel with short bursts. A refusal with a waiting time still counts
// more than any pace. Processes that send side by side have equal shares of what
// a network takes in all. What goes to a chat and the files that are brought to it
// are two lanes at one pace; where two processes have them, each keeps it for itself.
type Pace struct {
	telegram, slack *rate.Limiter
	whole           int        // of Telegram, a second
	among           func() int // how many processes send
	perChat         rate.Limit
	burst           int

	mu    sync.Mutex
	share int // how many processes the limits are divided by
	chats map[string]*chatRate
	held  map[outbox.Op]time.Time // what Slack refused: until when
}

type chatRate struct {
	*rate.Limiter
	used time.Time
}

const (
	slackRate  = 1 // a second
	slackBurst = 10
)

// NewPace gives the networks' own limits; telegram is how many messages a second
// Telegram takes from this bot in all, among how many processes send.
func NewPace(telegram int, among func() int) *Pace {
	return &Pace{whole: telegram, among: among, share: 1, telegram: rate.NewLimiter(rate.Limit(telegram), telegram), slack: rate.NewLimiter(slackRate, slackBurst),
		perChat: 1, burst: 5, chats: map[string]*chatRate{}, held: map[outbox.Op]time.Time{}}
}

// divide gives this process its share of what the networks take in all.
func (p *Pace) divide() {
	n := max(p.among(), 1)
	p.mu.Lock()
	defer p.mu.Unlock()
	if n == p.share {
		return
	}
	p.share = n
	p.telegram.SetLimit(rate.Limit(float64(p.whole) / float64(n)))
	p.telegram.SetBurst(max(p.whole/n, 1))
	p.slack.SetLimit(slackRate / rate.Limit(n))
	p.slack.SetBurst(max(slackBurst/n, 1))
}

// Hold keeps a refusal with a waiting time for all lanes that it concerns:
// Slack's limits are those of a method, whatever case a post is about.
// Telegram's are those of a chat: the lane of what was refused waits anyway, and
// the chat has no burst any more, in either of its lanes, until it was at rest
// for a minute.
func (p *Pace) Hold(it outbox.Item, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !strings.HasPrefix(string(it.Op), "slack.") {
		p.chats[paceKey(it)] = &chatRate{Limiter: rate.NewLimiter(p.perChat, 1), used: time.Now().Add(d)}
		return
	}
	if until := time.Now().Add(d); until.After(p.held[it.Op]) {
		p.held[it.Op] = until
	}
}

// free blocks until no refusal holds the operation back.
func (p *Pace) free(ctx context.Context, op outbox.Op) error {
	for {
		p.mu.Lock()
		wait := time.Until(p.held[op])
		p.mu.Unlock()
		if wait <= 0 {
			return ctx.Err()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// Wait blocks until the item may be sent; an error means ctx ended.
func (p *Pace) Wait(ctx context.Context, it outbox.Item) error {
	p.divide()
	switch it.Op {
	case outbox.TelegramSend, outbox.TelegramFile, outbox.TelegramEdit, outbox.TelegramGiven:
		if err := p.chat(paceKey(it)).Wait(ctx); err != nil {
			return err
		}
		return p.telegram.Wait(ctx)
	case outbox.SlackPost, outbox.SlackUpload:
		if err := p.slack.Wait(ctx); err != nil {
			return err
		}
	}
	return p.free(ctx, it.Op)
}

// Now tells whether an item of Telegram may be sent at this moment; then it counts as sent.
func (p *Pace) Now(it outbox.Item) bool {
	p.divide()
	switch it.Op {
	case outbox.TelegramSend, outbox.TelegramEdit:
		return both(p.chat(paceKey(it)), p.telegram, time.Now())
	}
	return it.Op == outbox.TelegramAnswer
}

// both takes one of each of two limits at once, or none.
func both(a, b *rate.Limiter, now time.Time) bool {
	one := a.ReserveN(now, 1)
	if !one.OK() || one.DelayFrom(now) > 0 {
		one.CancelAt(now)
		return false
	}
	other := b.ReserveN(now, 1)
	if !other.OK() || other.DelayFrom(now) > 0 {
		other.CancelAt(now)
		one.CancelAt(now)
		return false
	}
	return true
}

func (p *Pace) chat(key string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	l := p.chats[key]
	if l == nil || now.Sub(l.used) > time.Minute { // at rest for so long, it has its whole burst again
		if len(p.chats) > 5000 {
			for k, v := range p.chats {
				if now.Sub(v.used) > time.Minute {
					delete(p.chats, k)
				}
			}
		}
		l = &chatRate{Limiter: rate.NewLimiter(p.perChat, p.burst)}
		p.chats[key] = l
	}
	l.used = now
	return l.Limiter
}

// paceKey names the chat of a Telegram item, whichever of its lanes it is in.
func paceKey(it outbox.Item) string {
	if chat, ok := chatOf(it); ok {
		return strconv.FormatInt(chat, 10)
	}
	return it.Lane
}

// chatOf gives the chat of a Telegram item.
func chatOf(it outbox.Item) (int64, bool) {
	if !strings.HasPrefix(string(it.Op), "tg.") {
		return 0, false
	}
	var m outbox.TelegramMessage
	if json.Unmarshal(it.Body, &m) != nil {
		return 0, false
	}
	return m.Chat, m.Chat != 0
}
