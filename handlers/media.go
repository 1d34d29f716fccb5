package handlers

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// media answers whatever is not plain text. With an open case a file goes into
// its thread; without one the latest swipes are offered to tap. A caption is a
// question like any other.
func (t *turn) media() error {
	e := t.tg
	c, open, err := t.currentCase()
	if err != nil {
		return err
	}
	if open && e.Media != nil {
		t.upload(c)
	}
	if strings.TrimSpace(e.Text) != "" {
		return t.read(e.Text)
	}
	if open && e.Media != nil {
		t.reply(t.voice().media(e.Media.Kind, c.ID, nil))
		return nil
	}
	what := e.What
	if e.Media != nil {
		what = e.Media.Kind
	}
	latest, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Limit: pageSize})
	if err != nil {
		return fmt.Errorf("read latest swipes: %w", err)
	}
	t.reply(t.voice().media(what, 0, latest))
	return nil
}

// sibling is a further file of an album that was answered already: it goes
// where the first one went, in silence, unless it asks something.
func (t *turn) sibling() error {
	c, open, err := t.currentCase()
	if err != nil {
		return err
	}
	if open && t.tg.Media != nil {
		t.upload(c)
	}
	if strings.TrimSpace(t.tg.Text) != "" {
		return t.read(t.tg.Text)
	}
	if t.tg.Masked > 0 {
		t.discard()
	}
	return nil
}

// upload brings the file of this message into a case's thread.
func (t *turn) upload(c cases.Case) {
	m := t.tg.Media
	t.send(outbox.New(c.Lane(), outbox.Once, outbox.SlackUpload, outbox.SlackFile{
		Thread: c.Ref(), FileID: m.FileID, Name: fileName(m, t.tg.MessageID),
		Comment: t.staff("desk.thread.file", map[string]any{"Name": t.tg.Name})}))
	t.entry(c, "merchant", "said", fmt.Sprintf("[%s %s]", m.Kind, fileName(m, t.tg.MessageID)), t.key()+":file")
}

// fileName gives a file a name that fits its kind: the merchant's own without
// any folder, else the kind and the number of the message.
func fileName(m *inbox.Media, message int) string {
	if name := path.Base(strings.ReplaceAll(m.Name, "\\", "/")); m.Name != "" && name != "." && name != "/" {
		return name
	}
	ext := map[string]string{"photo": ".jpg", "voice": ".ogg", "video": ".mp4", "audio": ".mp3"}[m.Kind]
	return m.Kind + "-" + strconv.Itoa(message) + ext
}
