package sandbox

import (
	"context"
	"errors"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

func TestAGroupMovesAndEnds(t *testing.T) {
	w := start(t, Options{})
	li, got := w.Merchant("Li", "zh-hans"), make(chan *models.Update, 10)
	b := echo(t, w, func(_ context.Context, _ *bot.Bot, u *models.Update) { got <- u })
	g := li.Group("店里")
	if u := <-got; u.MyChatMember == nil || u.MyChatMember.Chat.ID != g.ID() {
		t.Errorf("added: %+v", u)
	}
	li.SaysIn(g, "not for the bot")
	li.SaysIn(g, "@"+w.BotName()+" hello")
	if u := <-got; u.Message == nil || u.Message.Chat.Type != models.ChatTypeGroup || u.Message.Text != "@"+w.BotName()+" hello" {
		t.Errorf("said: %+v", u.Message)
	}
	old := g.ID()
	send := func(chat int64) error {
		_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: chat, Text: "hi"})
		return err
	}
	li.Upgrades(g)
	if u := <-got; u.Message.MigrateToChatID != g.ID() {
		t.Errorf("moved: %+v", u.Message)
	}
	var moved *bot.MigrateError
	if err := send(old); !errors.As(err, &moved) || int64(moved.MigrateToChatID) != g.ID() {
		t.Errorf("to the old id: %v", err)
	}
	if err := send(g.ID()); err != nil || len(g.Messages()) != 1 {
		t.Errorf("to the new id: %v", err)
	}
	li.Kicks(g)
	if err := send(g.ID()); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("kicked: %v", err)
	}
}
