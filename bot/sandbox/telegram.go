package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// telegram is the stand-in of the Bot API's server. World.mu guards it.
type telegram struct {
	w   *World
	url string
	bot *tgUser

	chats     map[int64]*chat
	queue     []tgUpdate
	attempts  map[int64]int // update id to deliveries so far
	poll      *poll
	polls     int
	hook      *webhook
	callbacks map[string]*callback
	files     map[string]*file
	commands  map[string][]botMenu

	lastUpdate  int64
	lastMessage int
	lastUser    int64
	lastGroup   int64
	lastFile    int
	lastPress   int
}

// chat is a private chat or a group with the bot.
type chat struct {
	info     tgChat
	messages []*bubble
	// known: the bot was written to, so it may write.
	known   bool
	blocked bool
	// commands are those set for this chat alone, nil none.
	commands []botMenu
	// movedTo is the id of the supergroup that a group became.
	movedTo int64
}

type callback struct {
	at       time.Time
	by       *Person
	answered bool
	text     string
	alert    bool
}

func newTelegram(w *World, bot int64) *telegram {
	return &telegram{
		w:   w,
		bot: &tgUser{ID: bot, IsBot: true, FirstName: "Moneytrail", Username: w.o.BotName},

		chats: map[int64]*chat{}, callbacks: map[string]*callback{}, files: map[string]*file{},
		attempts: map[int64]int{}, commands: map[string][]botMenu{},
		lastUpdate: 500000, lastMessage: 100, lastUser: 5000009000, lastGroup: -4000,
	}
}

func (t *telegram) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+t.w.o.Token+"/"); ok {
		t.download(rw, rest)
		return
	}
	token, method, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || !strings.HasPrefix(r.URL.Path, "/bot") {
		t.refuse(rw, &tgError{code: 404, text: "Not Found"})
		return
	}
	f, err := readForm(rw, r)
	if err != nil {
		t.refuse(rw, badRequest("failed to read the request: "+err.Error()))
		return
	}
	call := t.w.Journal.begin(Telegram, method, f)
	end := func(status int, err error, done bool) {
		t.w.Journal.end(call, func(c *Call) {
			c.Status, c.Done = status, done
			if err != nil {
				c.Err = err.Error()
			}
		})
	}
	if token != t.w.o.Token {
		err := &tgError{code: 401, text: "Unauthorized"}
		end(401, err, false)
		t.refuse(rw, err)
		return
	}
	rule := t.w.Faults.take(*call)
	if rule != nil {
		t.w.Journal.end(call, func(c *Call) { c.Fault = true })
	}
	if t.w.broken(rw, r, rule) {
		return
	}
	if rule != nil && (rule.Break == Status || rule.Break == Refuse) {
		err := t.fault(rule)
		end(err.code, err, false)
		t.refuse(rw, err)
		return
	}
	result, err := t.do(r, method, f)
	if err != nil {
		status := t.refuse(rw, err)
		end(status, err, false)
		return
	}
	if rule != nil && rule.Break == DropAfter {
		end(0, nil, true)
		panic(http.ErrAbortHandler)
	}
	end(http.StatusOK, nil, true)
	writeJSON(rw, http.StatusOK, map[string]any{"ok": true, "result": result})
}

func (t *telegram) fault(rule *Fault) *tgError {
	e := &tgError{code: rule.Status, text: rule.Error}
	if rule.Status == http.StatusTooManyRequests {
		e.retryAfter = seconds(rule.RetryAfter)
	}
	if e.text == "" {
		e.text = map[int]string{
			400: "Bad Request: chat not found",
			401: "Unauthorized",
			403: "Forbidden: bot was blocked by the user",
			429: fmt.Sprintf("Too Many Requests: retry after %d", e.retryAfter),
			500: "Internal Server Error",
		}[rule.Status]
	}
	return e
}

// refuse answers with an error and gives its status.
func (t *telegram) refuse(rw http.ResponseWriter, err error) int {
	var e *tgError
	if !errors.As(err, &e) {
		e = &tgError{code: 500, text: "Internal Server Error"}
		t.w.o.Log.Error("sandbox Telegram", "error", err)
	}
	body := map[string]any{"ok": false, "error_code": e.code, "description": e.text}
	params := map[string]any{}
	if e.code == http.StatusTooManyRequests {
		params["retry_after"] = e.retryAfter
	}
	if e.migrateTo != 0 {
		params["migrate_to_chat_id"] = e.migrateTo
	}
	if len(params) > 0 {
		body["parameters"] = params
	}
	writeJSON(rw, e.code, body)
	return e.code
}

func (t *telegram) do(r *http.Request, method string, f form) (any, error) {
	if method == "getUpdates" {
		return t.getUpdates(r.Context(), f)
	}
	t.w.mu.Lock()
	defer t.w.mu.Unlock()
	switch method {
	case "getMe":
		return map[string]any{
			"id": t.bot.ID, "is_bot": true, "first_name": t.bot.FirstName, "username": t.bot.Username,
			"can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
		}, nil
	case "getWebhookInfo":
		return t.webhookInfo(), nil
	case "setWebhook":
		return t.setWebhook(f)
	case "deleteWebhook":
		delete(f.values, "url")
		return t.setWebhook(f)
	case "setMyCommands":
		return t.setMyCommands(f)
	case "sendMessage":
		return t.sendMessage(f)
	case "sendPhoto":
		return t.sendFile(f, "photo")
	case "sendDocument":
		return t.sendFile(f, "document")
	case "editMessageText":
		return t.editMessageText(f)
	case "editMessageReplyMarkup":
		return t.edit(f, func(*bubble) error { return nil })
	case "deleteMessage":
		return t.deleteMessage(f)
	case "answerCallbackQuery":
		return t.answerCallbackQuery(f)
	case "sendChatAction", "getChat":
		c, err := t.chat(f)
		if err != nil {
			return nil, err
		}
		if method == "getChat" {
			return c.info, nil
		}
		return true, nil
	case "setMessageReaction":
		_, err := t.find(f, "message to react not found")
		return true, err
	case "getFile":
		return t.getFile(f)
	default:
		return nil, &tgError{code: 404, text: "Not Found: method not found"}
	}
}
