package handlers

import (
	"fmt"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// sheetRows is how many swipes one file has at most.
const sheetRows = 5000

// document answers a tap on "list" or "picture" under a statement.
func (t *turn) document(p press.Press) error {
	from, to, ok := daysOf(p, 0)
	if ok {
		var err error
		if ok, err = t.shopIn(p.Row(2)); err != nil {
			return err
		}
	}
	switch {
	case !ok:
		t.reply(t.voice().oldButton())
		return nil
	case !t.scope.Totals():
		t.reply(t.voice().notForRole())
		return nil
	case p.Verb == press.Sheet:
		list, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: from, To: to, Limit: sheetRows})
		if err != nil {
			return fmt.Errorf("read trails: %w", err)
		}
		t.sendDocument(t.book.Sheet(t.voice().a, list, from, to, more))
		return nil
	}
	var parts []trail.Breakdown
	b, ok := t.Books.(BreakdownBook)
	for _, id := range t.scope.Merchants() {
		if !ok {
			break
		}
		own, err := b.Breakdown(t.ctx, t.scope, id, from, to)
		if err != nil {
			return fmt.Errorf("read breakdown: %w", err)
		}
		parts = append(parts, own...)
	}
	pictures, err := t.book.Chart(t.voice().a, parts, from, to)
	if err != nil {
		return err
	}
	if len(pictures) == 0 {
		t.reply(t.voice().plain("sheet.no_chart", nil))
	}
	for _, d := range pictures {
		t.sendDocument(d)
	}
	return nil
}

// sendDocument sends a file with its caption; one that has no file is only said.
func (t *turn) sendDocument(d answer.FileReply) {
	if d.File.Name == "" {
		t.reply(d.Reply)
		return
	}
	t.send(heard(outbox.New(chatLane(t.tg.Chat), outbox.Repeatable, outbox.TelegramFile, outbox.TelegramMessage{
		Chat: t.tg.Chat, Text: d.Text, Buttons: d.Buttons, Protect: true, File: &d.File, RepeatMark: t.voice().repeatMark()})))
}
