package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// givenLife is how long bringing a merchant a file from the thread is tried.
const givenLife = 24 * time.Hour

// givenCodes are why a file from a thread may not reach the merchant, as the
// thread is told.
var givenCodes = []string{outbox.GivenGone, outbox.GivenTooBig, outbox.GivenElsewhere, outbox.GivenType, outbox.GivenCard, outbox.FileUnsure}

// givenRef names a file from a thread at one watcher.
func givenRef(c cases.Case, e *inbox.SlackEvent, chat int64, file string) string {
	return relayRef(c, e.Channel, e.TS, chat, 0) + ":" + file
}

// givenLane is beside the chat's own: words are not held up by a large file, nor
// by one that Slack does not give.
func givenLane(chat int64) string { return chatLane(chat) + ":files" }

// relayFiles brings a watcher the files of an agent's line. Whose receipts are
// given, the last of them ends the line's waiting.
func (t *turn) relayFiles(c cases.Case, w listener, ts string, receipts *outbox.Then) {
	e := t.ev.Slack
	if ts == "" {
		return // words of a form have no files
	}
	v := t.voiceFor(w.Language, w.role)
	for i, f := range e.Files {
		r := t.book.RelayFile(v.a, c.ID, e.UserName)
		it := outbox.New(givenLane(w.Chat), outbox.Repeatable, outbox.TelegramGiven, outbox.TelegramMessage{
			Chat: w.Chat, Text: answer.Fit(r.Text), Buttons: r.Buttons, Given: &outbox.Given{ID: f.ID, Name: postName(f)}, RepeatMark: v.repeatMark()})
		it.Ref, it.NotAfter = givenRef(c, e, w.Chat, f.ID), t.machine.Add(givenLife)
		it.Then = t.givenThen(c, w, f, receipts, i == len(e.Files)-1)
		t.send(it)
	}
}

// givenThen is what the thread is told of a file's fate at a watcher.
func (t *turn) givenThen(c cases.Case, w listener, f inbox.Post, receipts *outbox.Then, last bool) *outbox.Then {
	then := &outbox.Then{Because: map[string][]outbox.Item{}}
	if receipts != nil {
		then.Delayed, then.Failed = receipts.Delayed, slices.Clone(receipts.Failed)
		if last {
			then.Sent = receipts.Sent
		}
	}
	told := func(why string) []outbox.Item {
		return append(slices.Clone(then.Failed), note(c, t.staff("desk.thread.not_given", map[string]any{"Name": w.Name, "File": postName(f), "Why": t.label("desk.not_given." + why)})))
	}
	for _, code := range givenCodes {
		then.Because[code] = told(code)
	}
	then.Failed = told("unreachable")
	return then
}

// takeFilesBack deletes the files of an agent's line from a watcher's chat, and
// tells whether any had gone there.
func (t *turn) takeFilesBack(c cases.Case, e *inbox.SlackEvent, w listener) (any bool, err error) {
	anchors, known := t.Rolls.(outbox.Anchors)
	for _, f := range e.Files {
		ref := givenRef(c, e, w.Chat, f.ID)
		if known {
			_, sent, err := anchors.Anchor(t.ctx, ref)
			if err != nil {
				return false, fmt.Errorf("read anchor: %w", err)
			}
			any = any || sent
		}
		// One that is still on its way is deleted after it: the lane keeps the order.
		t.send(outbox.New(givenLane(w.Chat), outbox.Edit, outbox.TelegramDelete, outbox.TelegramMessage{Chat: w.Chat, Of: ref}))
	}
	return any, nil
}

// filesGone takes files that were deleted in Slack back from the merchant's chat.
func (t *turn) filesGone(e *inbox.SlackEvent) error {
	c, ok, err := t.inThread(e)
	if err != nil || !ok {
		return err
	}
	if _, out := cases.Relayed(e.Text); !out {
		return nil // they never went there
	}
	watchers, err := t.listeners(c)
	if err != nil {
		return err
	}
	back := false
	for _, w := range watchers {
		taken, err := t.takeFilesBack(c, e, w)
		if err != nil {
			return err
		}
		back = back || taken
	}
	names := strings.Join(fileNames(e.Files), ", ")
	t.entry(c, "agent", "deleted", names, lineKey(e)+":"+t.ev.Key)
	t.audit(agent(e), "file deleted", subjectOfCase(c), e.TS)
	if back {
		t.send(note(c, t.staff("desk.thread.given_back", map[string]any{"Files": names})))
	}
	return nil
}

// fileNames names files of a line.
func fileNames(files []inbox.Post) (names []string) {
	for _, f := range files {
		names = append(names, postName(f))
	}
	return names
}

// postName is the name of a posted file, its id where it has none.
func postName(f inbox.Post) string {
	if f.Name == "" {
		return f.ID
	}
	return f.Name
}
