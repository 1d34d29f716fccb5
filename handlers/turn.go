package handlers

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/session"
	"moneytrail/handlers/texts"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Options are what a desk works with.
type Options struct {
	Books  Books
	Rolls  Rolls
	Texts  *texts.Catalog
	Reader understand.Reader
	// Flows are the dialogues of several steps; nil are those that the product ships.
	Flows *flow.Library
	// Firmware is the newest version of the terminals' software, "" not known.
	Firmware string
	Clock    Clock
	// Calendars give working days; nil is the built-in set.
	Calendars *calendar.Set
	// SupportChannel is the Slack channel of the support team; lines elsewhere are ignored. "" = any.
	SupportChannel string
	// Support is when the support team works, and what is promised of it.
	Support Support
	// BotName is the bot's Telegram user name without @, for links to the private chat.
	BotName string
	// Zone and Currency stand in where a merchant's row names none; nil and "" are
	// Asia/Shanghai and CNY.
	Zone     *time.Location
	Currency string
	Log      *slog.Logger
}

// Desk answers events. It keeps nothing between two turns and is safe for use
// by many goroutines.
type Desk struct {
	Options
	book   *answer.Book
	zones  zones
	spoken spoken
}

// New makes a desk.
func New(o Options) *Desk {
	if o.Zone == nil {
		if zone, err := time.LoadLocation("Asia/Shanghai"); err == nil {
			o.Zone = zone
		} else {
			o.Zone = time.FixedZone("+08:00", 8*3600)
		}
	}
	if o.Calendars == nil {
		o.Calendars = calendar.Builtin()
	}
	if o.Currency == "" {
		o.Currency = "CNY"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Flows == nil {
		var err error
		if o.Flows, err = Flows(o.Texts, nil); err != nil { // proved by the product's own tests
			o.Log.Error("flows", "error", err)
			o.Flows = &flow.Library{}
		}
	}
	return &Desk{Options: o, book: answer.New(o.Texts), spoken: newSpoken(o.Texts, o.Flows)}
}

// Turn reads what an event needs and tells what follows from it. It changes
// nothing but what an agent decides of a suggestion (see DecisionBook); the same event over the same data gives the same outcome, but for
// the numbers it reserves. An error means that a read failed: try again.
func (d *Desk) Turn(ctx context.Context, ev inbox.Event) (Outcome, error) {
	t := &turn{Desk: d, ctx: ctx, ev: ev, machine: d.Clock.Machine(), now: d.Clock.Shift(ev.At)}
	var err error
	switch {
	case ev.Kind == inbox.Other: // nobody to answer
	case ev.Network == inbox.Telegram && ev.Telegram != nil:
		err = t.telegram(ev.Telegram)
	case ev.Network == inbox.Slack && ev.Slack != nil:
		err = t.slack(ev.Slack)
	case ev.Network == inbox.System && ev.System != nil:
		err = t.system(ev.System)
	default:
		return Outcome{}, fmt.Errorf("event %d of %s/%s has no body", ev.ID, ev.Network, ev.Kind)
	}
	if err != nil {
		return Outcome{}, err
	}
	return t.out, nil
}

// turn is one event at work: what was read for it and what follows so far.
type turn struct {
	*Desk
	ctx     context.Context
	ev      inbox.Event
	out     Outcome
	machine time.Time // the machine's clock
	now     time.Time // business time of the event, in the merchant's zone once that is known

	// Telegram only.
	tg       *inbox.TelegramEvent
	session  session.Session
	flow     session.Flow
	all      []people.Member // the person's, all standings
	members  []people.Member // the active ones
	member   people.Member   // the one the person acts as
	merchant record.Merchant
	scope    access.Scope
	lang     string
	// chain is what the person acts for where that is several merchants as one; nil one merchant.
	chain *chain
	// asking: no person is there, only a question from the command line; nothing is opened.
	asking bool
	// forwarded is the case whose thread took this very message, 0 none.
	forwarded int64
	// ofCase is the case that what is said in this turn is about, 0 none; answered is
	// the flow whose question the message answered; spoke: money was told of.
	ofCase   int64
	answered flow.Frame
	spoke    bool
	money    bool  // what is said next tells of money
	each     bool  // of what arrived each payout is wanted
	took     taken // what cases took
	// between are the lines of agents of which nothing tells which one the message answers.
	between []line
	// quoted is a case whose agent's words were told of already in this turn, 0 none.
	quoted int64
	// ownOnly: it was said already that only the own shop can be looked up.
	ownOnly bool
	// holding: replies are held back to go out as one message; held are those.
	holding bool
	held    []saying
	// bearing is what the next reply is about beside what its buttons name; quote
	// what the message is about that this one answers, nil for none.
	bearing []string
	quote   *quote
	// aside is the serial of the open question beside which something else is answered; 0 none.
	aside int
	// paging: the list under the pressed button is turned in place.
	paging bool
}

// telegram routes an event from Telegram. Only private chats have a
// conversation; groups are told where that is, channels nothing.
func (t *turn) telegram(e *inbox.TelegramEvent) error {
	t.tg = e
	switch {
	case t.ev.Kind == inbox.Migrated || e.ChatType == "channel":
		return nil
	case e.ChatType != "private":
		return t.group()
	}
	if err := t.meet(); err != nil {
		return err
	}
	if t.ev.Kind == inbox.Membership {
		return t.membership()
	}
	shown := t.menuShown()
	err := t.afterFlood()
	switch {
	case err != nil:
		return err
	case e.Flood != "":
		if err := t.flooded(); err != nil {
			return err
		}
		return t.keep()
	}
	switch t.ev.Kind {
	case inbox.Message:
		t.welcomeBack()
		if t.session.LastMessage = e.MessageID; len(t.members) == 0 {
			err = t.stranger()
		} else if err = t.readQuote(); err == nil {
			err = t.message()
		}
	case inbox.Edited:
		if err = t.readQuote(); err == nil {
			err = t.edited()
		}
	case inbox.FileHere:
		err = t.fileHere()
	case inbox.Press:
		t.welcomeBack()
		err = t.press()
	}
	if err != nil {
		return err
	}
	if err := t.receipt(); err != nil {
		return err
	}
	if t.ev.Kind == inbox.Message {
		if err := t.stillWhose(); err != nil {
			return err
		}
	}
	t.session.Language = cmp.Or(t.session.Language, t.greeted())
	t.menuFollows(shown)
	return t.keep()
}

// quiet is how long a question stays open without a word: what is written
// later begins anew.
const quiet = 2 * time.Hour

// meet loads who writes: the session, the standings, the merchant acted for.
func (t *turn) meet() error {
	var err error
	if t.session, err = t.Rolls.Session(t.ctx, t.tg.Chat, t.tg.User); err != nil {
		return fmt.Errorf("read session: %w", err)
	}
	t.session.Chat, t.session.User = t.tg.Chat, t.tg.User
	t.flow = t.session.Open()
	if t.machine.Sub(t.session.UpdatedAt) > quiet {
		t.flow.Rest()
		t.session.Misses = 0
	}
	t.flow.Talk, _ = t.Flows.Settle(t.flow.Talk, t.walkNow())
	if t.all, err = t.Rolls.Members(t.ctx, t.tg.User); err != nil {
		return fmt.Errorf("read members: %w", err)
	}
	for _, m := range t.all {
		if m.Standing == people.Active {
			t.members = append(t.members, m)
		}
	}
	if err := t.actFor(t.session.MerchantID); err != nil {
		return err
	}
	t.lang = t.language()
	return nil
}

// actFor makes one of the person's merchants the current one: the named, else the first.
func (t *turn) actFor(merchant string) error {
	if len(t.members) == 0 {
		t.scope = access.Scope{}
		return nil
	}
	if done, err := t.actForWhole(merchant); done || err != nil {
		return err
	}
	t.member = t.members[0]
	for _, m := range t.members {
		if m.MerchantID == merchant {
			t.member = m
		}
	}
	t.session.MerchantID = t.member.MerchantID
	t.scope = access.For(t.member.Role, t.member.MerchantID)
	m, ok, err := t.Books.Merchant(t.ctx, t.scope, t.member.MerchantID)
	if err != nil {
		return fmt.Errorf("read merchant: %w", err)
	}
	if !ok {
		m = record.Merchant{ID: t.member.MerchantID}
	}
	t.merchant, t.now = m, t.now.In(t.zone(m))
	return nil
}

// zone gives a merchant's own zone, the operator's where it names none or one that is not known.
func (d *Desk) zone(m record.Merchant) *time.Location {
	if m.Zone != "" {
		if zone, err := d.zones.of(m.Zone); err == nil {
			return zone
		}
	}
	return d.Zone
}

// currency gives the currency of a merchant's settlement.
func (d *Desk) currency(m record.Merchant) string {
	if m.Currency != "" {
		return m.Currency
	}
	return d.Currency
}

// greeted is the language of what comes later without a message of the person's
// own: the one that their Telegram has, until they write.
func (t *turn) greeted() string {
	if t.tg.Language == "" {
		return ""
	}
	return t.lang
}

// keep puts the session into the outcome.
func (t *turn) keep() error {
	t.session.UpdatedAt = t.machine
	t.session.Language = cmp.Or(t.session.Language, t.greeted())
	if err := t.session.Keep(t.flow); err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	s := t.session
	t.out.Session = &s
	return nil
}

// audit notes who did what.
func (t *turn) audit(actor, action, subject, detail string) {
	t.out.Audit = append(t.out.Audit, Audit{Actor: actor, Action: action, Subject: subject, Detail: detail})
}

// send queues items in order.
func (t *turn) send(items ...outbox.Item) { t.out.Send = append(t.out.Send, items...) }
