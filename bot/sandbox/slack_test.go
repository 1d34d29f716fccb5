package sandbox

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// api is the real SDK.
func api(t *testing.T, w *World) *slack.Client {
	t.Helper()
	client := &http.Client{Timeout: hangs, Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	return slack.New(w.BotToken(), slack.OptionAppLevelToken(w.AppToken()), slack.OptionAPIURL(w.SlackURL()), slack.OptionHTTPClient(client))
}

// listen runs the real Socket Mode client; handle acknowledges by itself.
func listen(t *testing.T, w *World, c *slack.Client, handle func(*socketmode.Client, socketmode.Event)) {
	t.Helper()
	sm := socketmode.New(c)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{}, 2)
	go func() { _ = sm.RunContext(ctx); ended <- struct{}{} }()
	go func() {
		defer func() { ended <- struct{}{} }()
		for {
			select {
			case <-ctx.Done():
				return
			case ev := <-sm.Events:
				if ev.Request != nil && ev.Request.EnvelopeID != "" {
					handle(sm, ev)
				}
			}
		}
	}()
	t.Cleanup(func() { w.Close(); cancel(); <-ended; <-ended })
	if !w.Connected(0) {
		t.Fatal("no Socket Mode connection")
	}
}

func card(text string, metadata map[string]any) []slack.MsgOption {
	plain := func(s string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
	}
	claim := slack.NewButtonBlockElement("claim", "12", plain("认领 Claim"))
	claim.Style = slack.StylePrimary
	return []slack.MsgOption{
		slack.MsgOptionText(text, true),
		slack.MsgOptionBlocks(slack.NewHeaderBlock(plain(text)),
			slack.NewSectionBlock(nil, []*slack.TextBlockObject{plain("Merchant\n老李面馆"), plain("Amount\n¥3,500.00")}, nil),
			slack.NewActionBlock("", claim)),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "moneytrail", EventPayload: metadata}),
	}
}

func TestACardIsPostedChangedAndReadBack(t *testing.T) {
	w := start(t, Options{})
	amy, c := w.Agent("Amy"), api(t, w)
	who, err := c.AuthTestContext(t.Context())
	if err != nil || who.UserID == "" || who.Header.Get("X-OAuth-Scopes") == "" {
		t.Fatalf("auth.test: %+v %v", who, err)
	}
	_, ts, err := c.PostMessageContext(t.Context(), w.Channel(), card("Case 12", map[string]any{"outbox_id": "77"})...)
	if err != nil {
		t.Fatal(err)
	}
	seen := amy.Sees("Case 12[\\s\\S]*老李面馆", 0)
	if seen.TS != ts || !cmp.Equal(seen.Buttons, []string{"认领 Claim"}) {
		t.Errorf("seen: %+v", seen)
	}
	if _, _, err := c.PostMessageContext(t.Context(), w.Channel(), slack.MsgOptionText("a & b <!here>", true), slack.MsgOptionTS(ts),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "moneytrail", EventPayload: map[string]any{"outbox_id": "78"}})); err != nil {
		t.Fatal(err)
	}
	amy.SeesReply(seen, "^a & b <!here>", 0)
	history, err := c.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: w.Channel(), IncludeAllMetadata: true, Oldest: "0"})
	if err != nil || len(history.Messages) != 1 || history.Messages[0].Metadata.EventPayload["outbox_id"] != "77" || history.Messages[0].ReplyCount != 1 {
		t.Errorf("history: %+v %v", history, err)
	}
	replies, _, _, err := c.GetConversationRepliesContext(t.Context(), &slack.GetConversationRepliesParameters{ChannelID: w.Channel(), Timestamp: ts, IncludeAllMetadata: true})
	if err != nil || len(replies) != 2 || replies[1].Metadata.EventPayload["outbox_id"] != "78" {
		t.Errorf("replies: %+v %v", replies, err)
	}
	without, _, _, _ := c.GetConversationRepliesContext(t.Context(), &slack.GetConversationRepliesParameters{ChannelID: w.Channel(), Timestamp: ts})
	if len(without) != 2 || without[1].Metadata.EventType != "" {
		t.Error("metadata came unasked")
	}
	if _, _, _, err := c.UpdateMessageContext(t.Context(), w.Channel(), ts, slack.MsgOptionText("Case 12, solved", true)); err != nil {
		t.Fatal(err)
	}
	if now := amy.Sees("solved", 0); now.TS != ts || now.Edits != 1 || now.Buttons != nil {
		t.Errorf("after the update: %+v", now)
	}
	item := slack.NewRefToMessage(w.Channel(), ts)
	if err := c.AddReactionContext(t.Context(), "white_check_mark", item); err != nil {
		t.Fatal(err)
	}
	amy.SeesReaction(seen, "white_check_mark", 0)
	if err := c.AddReactionContext(t.Context(), "white_check_mark", item); err == nil || err.Error() != "already_reacted" {
		t.Errorf("a second reaction: %v", err)
	}
	if err := c.RemoveReactionContext(t.Context(), "white_check_mark", item); err != nil {
		t.Fatal(err)
	}
	if _, err := c.PostEphemeralContext(t.Context(), w.Channel(), amy.ID(), slack.MsgOptionText("only you", true)); err != nil {
		t.Fatal(err)
	}
	amy.SeesWhisper("only you", 0)
	if link, err := c.GetPermalinkContext(t.Context(), &slack.PermalinkParameters{Channel: w.Channel(), Ts: ts}); err != nil || !strings.Contains(link, strings.ReplaceAll(ts, ".", "")) {
		t.Errorf("permalink %q %v", link, err)
	}
	u, err := c.GetUserInfoContext(t.Context(), amy.ID())
	if err != nil || u.RealName != "Amy" || u.IsRestricted {
		t.Errorf("users.info: %+v %v", u, err)
	}
	info, err := c.GetConversationInfoContext(t.Context(), &slack.GetConversationInfoInput{ChannelID: w.Channel()})
	if err != nil || !info.IsMember || info.IsExtShared {
		t.Errorf("conversations.info: %+v %v", info, err)
	}
	if bad := w.Journal.Objections(); bad != nil {
		t.Error(bad)
	}
}

func TestAFileGoesIntoAThread(t *testing.T) {
	w := start(t, Options{})
	amy, c := w.Agent("Amy"), api(t, w)
	_, ts, err := c.PostMessageContext(t.Context(), w.Channel(), slack.MsgOptionText("case", true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.UploadFileContext(t.Context(), slack.UploadFileParameters{
		Filename: "slip.jpg", FileSize: 4, Reader: strings.NewReader("jpeg"), Channel: w.Channel(), ThreadTimestamp: ts, InitialComment: "from the merchant",
	}); err != nil {
		t.Fatal(err)
	}
	if p := amy.SeesReply(Post{TS: ts}, "from the merchant", 0); !cmp.Equal(p.Files, []string{"slip.jpg"}) {
		t.Errorf("files: %+v", p)
	}
}

func TestRefusalsAreSlacks(t *testing.T) {
	w := start(t, Options{})
	w.Agent("Amy")
	c := api(t, w)
	post := func(channel string, o ...slack.MsgOption) func() error {
		return func() error { _, _, err := c.PostMessageContext(t.Context(), channel, o...); return err }
	}
	long := slack.NewSectionBlock(slack.NewTextBlockObject(slack.PlainTextType, strings.Repeat("字", 3001), false, false), nil, nil)
	gone := w.AddChannel("gone")
	w.SetChannel(gone, ChannelState{Archived: true})
	left := w.AddChannel("left")
	w.SetChannel(left, ChannelState{BotLeft: true})
	tests := []struct {
		name, want string
		do         func() error
	}{
		{"an unknown channel", "channel_not_found", post("C0NOPE", slack.MsgOptionText("x", true))},
		{"an archived channel", "is_archived", post(gone, slack.MsgOptionText("x", true))},
		{"a channel that the bot left", "not_in_channel", post(left, slack.MsgOptionText("x", true))},
		{"an unknown thread", "thread_not_found", post(w.Channel(), slack.MsgOptionText("x", true), slack.MsgOptionTS("1.000001"))},
		{"nothing", "no_text", post(w.Channel(), slack.MsgOptionText("", true))},
		{"a block too long", "invalid_blocks", post(w.Channel(), slack.MsgOptionText("x", true), slack.MsgOptionBlocks(long))},
		{"a form without a click", "invalid_trigger_id", func() error {
			_, err := c.OpenViewContext(t.Context(), "1.2.3", form1())
			return err
		}},
		{"nobody to whisper to", "user_not_in_channel", func() error {
			_, err := c.PostEphemeralContext(t.Context(), w.Channel(), "U0NOBODY", slack.MsgOptionText("x", true))
			return err
		}},
		{"a wrong token", "invalid_auth", func() error {
			_, err := slack.New("xoxb-wrong", slack.OptionAPIURL(w.SlackURL())).AuthTestContext(t.Context())
			http.DefaultClient.CloseIdleConnections()
			return err
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var e slack.SlackErrorResponse
			if err := tt.do(); !errors.As(err, &e) || e.Err != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestFaultsOfSlack(t *testing.T) {
	w := start(t, Options{})
	amy, c := w.Agent("Amy"), api(t, w)
	post := func(s string) error {
		_, _, err := c.PostMessageContext(t.Context(), w.Channel(), slack.MsgOptionText(s, true))
		return err
	}
	on := regexp.MustCompile(`^chat\.postMessage$`)
	w.Faults.Add(Fault{Network: Slack, Method: on, Status: 429, RetryAfter: 7 * time.Second})
	var limited *slack.RateLimitedError
	if err := post("one"); !errors.As(err, &limited) || limited.RetryAfter != 7*time.Second {
		t.Errorf("429: %v", err)
	}
	w.Faults.Add(Fault{Method: on, Status: 503})
	var status slack.StatusCodeError
	if err := post("two"); !errors.As(err, &status) || status.Code != 503 {
		t.Errorf("503: %v", err)
	}
	w.Faults.Add(Fault{Method: on, Break: Refuse, Error: "ratelimited"})
	if err := post("three"); err == nil || err.Error() != "ratelimited" {
		t.Errorf("refused: %v", err)
	}
	w.Faults.Add(Fault{Method: on, Break: DropAfter})
	if err := post("four"); err == nil {
		t.Error("dropped after: no error")
	}
	amy.Sees("four", 0)
	if n := len(w.Posts("")); n != 1 {
		t.Errorf("%d posts, want the one that was done", n)
	}
}
