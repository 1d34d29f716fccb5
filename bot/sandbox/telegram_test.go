package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// echo polls with the real SDK and hands every update to handle.
func echo(t *testing.T, w *World, handle bot.HandlerFunc) *bot.Bot {
	t.Helper()
	client := &http.Client{Timeout: hangs, Transport: &http.Transport{}}
	b, err := bot.New(w.Token(), bot.WithServerURL(w.TelegramURL()), bot.WithHTTPClient(5*time.Second, client),
		bot.WithDefaultHandler(handle), bot.WithNotAsyncHandlers(), bot.WithErrorsHandler(func(error) {}))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); b.Start(ctx) }()
	t.Cleanup(func() { cancel(); <-done; client.CloseIdleConnections() })
	return b
}

// caller is the real SDK without polling.
func caller(t *testing.T, w *World) *bot.Bot {
	t.Helper()
	client := &http.Client{Timeout: hangs, Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	b, err := bot.New(w.Token(), bot.WithServerURL(w.TelegramURL()), bot.WithHTTPClient(time.Second, client))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAConversationThroughTheSDK(t *testing.T) {
	w := start(t, Options{})
	li := w.Merchant("李老板", "zh-hans")
	echo(t, w, func(ctx context.Context, b *bot.Bot, u *models.Update) {
		switch {
		case u.Message != nil:
			_, err := b.SendMessage(ctx, &bot.SendMessageParams{
				ChatID: u.Message.Chat.ID, Text: u.Message.From.FirstName + "说：" + u.Message.Text,
				ReplyParameters: &models.ReplyParameters{MessageID: u.Message.ID},
				ReplyMarkup:     &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "人工客服", CallbackData: "h"}}}},
			})
			if err != nil {
				t.Error(err)
			}
		case u.CallbackQuery != nil:
			m := u.CallbackQuery.Message.Message
			if _, err := b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "好的"}); err != nil {
				t.Error(err)
			}
			if _, err := b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: m.Chat.ID, MessageID: m.ID, Text: "按了 " + u.CallbackQuery.Data}); err != nil {
				t.Error(err)
			}
		}
	})
	said := li.Says("钱呢\n3500")
	got := li.Sees("^李老板说：钱呢\n3500$", 0)
	if got.ReplyTo != said || !got.FromBot || len(got.Buttons) != 1 {
		t.Errorf("reply: %+v", got)
	}
	li.Presses("人工")
	changed := li.Sees("按了 h", 0)
	if changed.ID != got.ID || changed.Edits != 1 || changed.Buttons != nil {
		t.Errorf("edit: %+v", changed)
	}
	if li.Toast() != "好的" {
		t.Errorf("toast %q", li.Toast())
	}
	li.SeesNothing(quick)
	if bad := w.Journal.Objections(); bad != nil {
		t.Error(bad)
	}
	if calls := w.Journal.Calls(Telegram, "^sendMessage$"); len(calls) != 1 || calls[0].Chat() != li.ID() || !calls[0].Done {
		t.Errorf("journal: %+v", calls)
	}
}

func TestEditedAndOtherMessagesArrive(t *testing.T) {
	w := start(t, Options{})
	li := w.Merchant("Li", "en")
	got := make(chan *models.Update, 20)
	echo(t, w, func(_ context.Context, _ *bot.Bot, u *models.Update) { got <- u })
	first := li.Says("/start abc")
	if u := <-got; u.Message.Text != "/start abc" || u.Message.Entities[0].Type != models.MessageEntityTypeBotCommand || u.Message.From.LanguageCode != "en" {
		t.Errorf("command: %+v", u.Message)
	}
	if err := li.Edits(first, "hello"); err != nil {
		t.Fatal(err)
	}
	if u := <-got; u.EditedMessage == nil || u.EditedMessage.Text != "hello" || u.EditedMessage.ID != first {
		t.Errorf("edit: %+v", u)
	}
	li.Album("two slips", []byte("a"), []byte("b"))
	if a, b := <-got, <-got; a.Message.MediaGroupID == "" || a.Message.MediaGroupID != b.Message.MediaGroupID {
		t.Error("an album is not one")
	}
	for _, what := range []string{"voice", "sticker", "location", "contact"} {
		li.Sends(what)
		<-got
	}
	li.Forwards("someone else's words")
	if u := <-got; u.Message.ForwardOrigin == nil {
		t.Error("a forward does not say so")
	}
	li.Blocks()
	if u := <-got; u.MyChatMember == nil || u.MyChatMember.NewChatMember.Type != models.ChatMemberTypeBanned {
		t.Errorf("blocked: %+v", u)
	}
}

func TestPhotographsComeAndGo(t *testing.T) {
	w := start(t, Options{})
	li, b := w.Merchant("Li", "zh-hans"), caller(t, w)
	picture := []byte("\x89PNG\r\n\x1a\n picture")
	id := li.Photo(picture, "小票")
	var fileID string
	for _, m := range li.Messages() {
		if m.ID == id {
			fileID = m.File
		}
	}
	f, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: fileID})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(b.FileDownloadLink(f))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	if data, _ := io.ReadAll(resp.Body); !bytes.Equal(data, picture) {
		t.Errorf("downloaded %q", data)
	}
	if _, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: li.ID(), Caption: "proof", ProtectContent: true,
		Document: &models.InputFileUpload{Filename: "proof.csv", Data: strings.NewReader("a,b\n")},
	}); err != nil {
		t.Fatal(err)
	}
	if m := li.Sees("proof", 0); m.Name != "proof.csv" || !m.Protect {
		t.Errorf("document: %+v", m)
	}
	if _, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{ChatID: li.ID(), Photo: &models.InputFileUpload{Filename: "x.png", Data: bytes.NewReader(picture)}}); err != nil {
		t.Fatal(err)
	}
}

func TestRefusalsAreTelegrams(t *testing.T) {
	w := start(t, Options{})
	li, stranger, b := w.Merchant("Li", "zh-hans"), w.Merchant("Wang", "zh-hans"), caller(t, w)
	own := li.Says("hello")
	sent, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: li.ID(), Text: "hi"})
	if err != nil {
		t.Fatal(err)
	}
	send := func(chat int64, text string) func() error {
		return func() error {
			_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: chat, Text: text})
			return err
		}
	}
	button := func(data string) func() error {
		return func() error {
			_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: li.ID(), Text: "x",
				ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "b", CallbackData: data}}}}})
			return err
		}
	}
	tests := []struct {
		name string
		do   func() error
		want string
		is   error
	}{
		{"a chat that never wrote", send(stranger.ID(), "hi"), "chat not found", bot.ErrorBadRequest},
		{"no text", send(li.ID(), " \n"), "message text is empty", bot.ErrorBadRequest},
		{"4096 characters with a pair of surrogates are 4097", send(li.ID(), strings.Repeat("字", 4095)+"😀"), "message is too long", bot.ErrorBadRequest},
		{"65 bytes of data", button(strings.Repeat("x", 65)), "BUTTON_DATA_INVALID", bot.ErrorBadRequest},
		{"a button that does nothing", button(""), "exactly one", bot.ErrorBadRequest},
		{"markup", func() error {
			_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: li.ID(), Text: "*x*", ParseMode: models.ParseModeMarkdown})
			return err
		}, "plain text", bot.ErrorBadRequest},
		{"an edit that changes nothing", func() error {
			_, err := b.EditMessageText(t.Context(), &bot.EditMessageTextParams{ChatID: li.ID(), MessageID: sent.ID, Text: "hi"})
			return err
		}, "message is not modified", bot.ErrorBadRequest},
		{"buttons taken from a message without any", func() error {
			_, err := b.EditMessageReplyMarkup(t.Context(), &bot.EditMessageReplyMarkupParams{ChatID: li.ID(), MessageID: sent.ID})
			return err
		}, "message is not modified", bot.ErrorBadRequest},
		{"the merchant's message", func() error {
			_, err := b.EditMessageText(t.Context(), &bot.EditMessageTextParams{ChatID: li.ID(), MessageID: own, Text: "mine"})
			return err
		}, "can't be edited", bot.ErrorBadRequest},
		{"an unknown press", func() error {
			_, err := b.AnswerCallbackQuery(t.Context(), &bot.AnswerCallbackQueryParams{CallbackQueryID: "1"})
			return err
		}, "query is too old", bot.ErrorBadRequest},
		{"an unknown file", func() error {
			_, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: "x"})
			return err
		}, "wrong file_id", bot.ErrorBadRequest},
		{"a command in capitals", func() error {
			_, err := b.SetMyCommands(t.Context(), &bot.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "Help", Description: "x"}}})
			return err
		}, "BOT_COMMAND_INVALID", bot.ErrorBadRequest},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.do()
			if !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %v with %q", err, tt.is, tt.want)
			}
		})
	}
	if err := send(li.ID(), strings.Repeat("字", 4096))(); err != nil {
		t.Errorf("4096 characters: %v", err)
	}
	if ok, err := b.DeleteMessage(t.Context(), &bot.DeleteMessageParams{ChatID: li.ID(), MessageID: own}); !ok || err != nil {
		t.Errorf("the merchant's message was not deleted: %v", err)
	}
	li.SeesGone(own, 0)
	li.Blocks()
	if err := send(li.ID(), "hi")(); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("blocked: %v", err)
	}
	li.Unblocks()
	if err := send(li.ID(), "hi")(); err != nil {
		t.Errorf("unblocked: %v", err)
	}
}

func TestFaultsOfTelegram(t *testing.T) {
	w := start(t, Options{})
	li, b := w.Merchant("Li", "zh-hans"), caller(t, w)
	li.Says("hello")
	send := func() error {
		_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: li.ID(), Text: "hi"})
		return err
	}
	on := regexp.MustCompile("^sendMessage$")
	w.Faults.Add(Fault{Method: on, Status: 429, RetryAfter: 35 * time.Second, Times: 2})
	for range 2 {
		var tooMany *bot.TooManyRequestsError
		if err := send(); !errors.As(err, &tooMany) || tooMany.RetryAfter != 35 {
			t.Errorf("429: %v", err)
		}
	}
	w.Faults.Add(Fault{Method: on, Status: 403})
	if err := send(); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("403: %v", err)
	}
	w.Faults.Add(Fault{Method: on, Break: Garbage})
	if err := send(); err == nil || !strings.Contains(err.Error(), "decode") {
		t.Errorf("garbage: %v", err)
	}
	w.Faults.Add(Fault{Method: on, Break: DropBefore})
	if err := send(); err == nil {
		t.Error("dropped before: no error")
	}
	li.SeesNothing(quick)
	w.Faults.Add(Fault{Method: on, Break: DropAfter, When: func(c Call) bool { return c.Chat() == li.ID() }})
	if err := send(); err == nil {
		t.Error("dropped after: no error")
	}
	li.Sees("hi", 0)
	if err := send(); err != nil {
		t.Errorf("after the faults: %v", err)
	}
	calls := w.Journal.Calls(Telegram, "sendMessage")
	if n := len(calls); n != 7 || !calls[5].Done || calls[5].Status != 0 || calls[4].Done || w.Faults.Fired() != 6 {
		t.Errorf("%d calls, %d fired: %+v", n, w.Faults.Fired(), calls)
	}
}
