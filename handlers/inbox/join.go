package inbox

import "strings"

// Joins tells whether an event is a plain message that may be a part of what
// its sender is writing: text in a private chat, and nothing else.
func (ev Event) Joins() bool {
	t := ev.Telegram
	return ev.Network == Telegram && ev.Kind == Message && t != nil && t.ChatType == "private" && t.Media == nil && t.What == "" &&
		t.Album == "" && t.Masked == 0 && t.ReplyTo == 0 && !t.Forwarded && t.Text != "" && !strings.HasPrefix(t.Text, "/")
}

// Join makes one message of an event that waited and those that follow it in its
// lane: one text of all, up to the first that is whole, answered as the last of them.
func Join(head Event, rest []Event) Event {
	if head.Pause == 0 || !head.Joins() {
		return head
	}
	first := *head.Telegram
	texts := []string{first.Text}
	for _, ev := range rest {
		if !ev.Joins() || ev.Telegram.User != first.User || ev.Telegram.Chat != first.Chat {
			break
		}
		t := *ev.Telegram
		texts = append(texts, t.Text)
		head.Telegram, head.At = &t, ev.At
		head.With = append(head.With, ev.ID)
		if ev.Pause == 0 {
			break
		}
	}
	if len(texts) > 1 {
		head.Telegram.Text = strings.Join(texts, "\n")
	}
	return head
}
