package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"moneytrail/handlers/outbox"
)

// Deliver does one outbox item at Telegram and gives where it can be found
// again. Errors are *outbox.Error. Nothing is tried twice here.
func (c *Client) Deliver(ctx context.Context, it outbox.Item, anchors outbox.Anchors) (outbox.Anchor, error) {
	switch it.Op {
	case outbox.TelegramMenu:
		var m outbox.TelegramCommands
		if err := json.Unmarshal(it.Body, &m); err != nil {
			return outbox.Anchor{}, unreadable(err)
		}
		// Without a language: what is set for one chat is shown whatever its Telegram's language.
		_, err := c.bot.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: botCommands(m.Commands), Scope: &models.BotCommandScopeChat{ChatID: m.Chat}})
		return outbox.Anchor{}, c.fate(err)
	case outbox.TelegramAnswer:
		var p outbox.TelegramPress
		if err := json.Unmarshal(it.Body, &p); err != nil {
			return outbox.Anchor{}, unreadable(err)
		}
		_, err := c.bot.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: p.CallbackID, Text: p.Text, ShowAlert: p.Alert})
		return outbox.Anchor{}, c.fate(err)
	}
	var m outbox.TelegramMessage
	if err := json.Unmarshal(it.Body, &m); err != nil {
		return outbox.Anchor{}, unreadable(err)
	}
	if m.MessageID == 0 && m.Of != "" {
		a, ok, err := anchors.Anchor(ctx, m.Of)
		if err != nil {
			return outbox.Anchor{}, &outbox.Error{Fate: outbox.Temporary, Code: "database", Err: err}
		}
		if !ok {
			return outbox.Anchor{}, &outbox.Error{Fate: outbox.Permanent, Code: "never_sent", Err: fmt.Errorf("%s was never sent", m.Of)}
		}
		if m.MessageID, err = strconv.Atoi(a.ID); err != nil {
			return outbox.Anchor{}, unreadable(err)
		}
	}
	if it.Repeat && m.RepeatMark != "" {
		m.Text = m.RepeatMark + m.Text
	}
	if it.Op == outbox.TelegramGiven {
		var err error
		if m.File, err = c.fetchGiven(ctx, m.Given); err != nil {
			return outbox.Anchor{}, err
		}
	}
	id, err := c.do(ctx, it.Op, m)
	if err != nil {
		return outbox.Anchor{}, c.fate(err)
	}
	return outbox.Anchor{Network: "telegram", Channel: strconv.FormatInt(m.Chat, 10), ID: strconv.Itoa(id)}, nil
}

func unreadable(err error) error {
	return &outbox.Error{Fate: outbox.Permanent, Code: "unreadable", Err: err}
}

func (c *Client) do(ctx context.Context, op outbox.Op, m outbox.TelegramMessage) (int, error) {
	switch op {
	case outbox.TelegramSend:
		return sentID(c.bot.SendMessage(ctx, &bot.SendMessageParams{ChatID: m.Chat, Text: m.Text, ReplyMarkup: keyboard(m.Buttons),
			ReplyParameters: reply(m), ProtectContent: m.Protect, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()}}))
	case outbox.TelegramFile:
		if m.File == nil {
			return 0, fmt.Errorf("%w, a file item without a file", bot.ErrorBadRequest)
		}
		return sentID(c.large.SendDocument(ctx, &bot.SendDocumentParams{ChatID: m.Chat, Caption: m.Text, ReplyMarkup: keyboard(m.Buttons),
			Document: &models.InputFileUpload{Filename: m.File.Name, Data: bytes.NewReader(m.File.Content)}, ReplyParameters: reply(m), ProtectContent: m.Protect}))
	case outbox.TelegramGiven:
		return c.sendGiven(ctx, m)
	case outbox.TelegramEdit:
		_, err := c.bot.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: m.Chat, MessageID: m.MessageID, Text: m.Text, ReplyMarkup: keyboard(m.Buttons),
			LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: bot.True()}})
		return m.MessageID, err
	case outbox.TelegramButtons:
		_, err := c.bot.EditMessageReplyMarkup(ctx, &bot.EditMessageReplyMarkupParams{ChatID: m.Chat, MessageID: m.MessageID, ReplyMarkup: keyboard(m.Buttons)})
		return m.MessageID, err
	case outbox.TelegramDelete:
		_, err := c.bot.DeleteMessage(ctx, &bot.DeleteMessageParams{ChatID: m.Chat, MessageID: m.MessageID})
		return m.MessageID, err
	}
	return 0, fmt.Errorf("%w, unknown operation %q", bot.ErrorBadRequest, op)
}

func sentID(m *models.Message, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	return m.ID, nil
}

// keyboard gives the markup, or a nil interface: the SDK sends whatever is not nil.
func keyboard(rows [][]outbox.Button) models.ReplyMarkup {
	var k [][]models.InlineKeyboardButton
	for _, r := range rows {
		var row []models.InlineKeyboardButton
		for _, b := range r {
			row = append(row, models.InlineKeyboardButton{Text: b.Text, CallbackData: b.Data, URL: b.URL})
		}
		if len(row) > 0 {
			k = append(k, row)
		}
	}
	if len(k) == 0 {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: k}
}

func reply(m outbox.TelegramMessage) *models.ReplyParameters {
	if m.ReplyTo == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: m.ReplyTo, AllowSendingWithoutReply: true}
}
