package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"moneytrail/handlers/outbox"
)

const (
	// uploadTime is how long 20 MB may take on their way.
	uploadTime = 4 * time.Minute
	// settles is how long Slack may take to show a file in its thread: before
	// that, not seeing it there proves nothing.
	settles = 5 * time.Second
)

// upload brings a merchant's file into a case's thread, once. Getting an
// address and sending the bytes there is seen by nobody and simply done again;
// only the last call shows the file, and after an unknown outcome of that the
// thread is read for it.
func (c *Client) upload(ctx context.Context, it outbox.Item, f outbox.SlackFile, anchors outbox.Anchors) (outbox.Anchor, error) {
	a, err := find(ctx, anchors, f.Thread)
	if err != nil {
		if e := outbox.FateOf(err); e.Code == "never_sent" { // the card is on its way, in a lane of its own
			e.Fate, e.Code, e.RetryAfter = outbox.Temporary, "card_waits", 2*time.Second
		}
		return outbox.Anchor{}, err
	}
	name := strconv.FormatInt(it.ID, 10) + "-" + f.Name // tells the item when reading back
	if it.Repeat {
		there, err := c.uploaded(ctx, a, name)
		if err != nil {
			return outbox.Anchor{}, stillUnknown(err)
		}
		if there {
			return outbox.Anchor{}, nil
		}
	}
	data, err := c.o.Files.File(ctx, f.Attachment)
	if err != nil {
		return outbox.Anchor{}, &outbox.Error{Fate: outbox.Temporary, Code: "database", Err: err}
	}
	if len(data) == 0 {
		return outbox.Anchor{}, &outbox.Error{Fate: outbox.Permanent, Code: "file_gone", Err: errors.New("the file is not kept any more")}
	}
	u, err := c.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: name, FileSize: len(data)})
	if err != nil {
		return outbox.Anchor{}, unseen(err)
	}
	err = c.large.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: u.UploadURL, Reader: bytes.NewReader(data), Filename: name})
	if err != nil {
		return outbox.Anchor{}, unseen(err)
	}
	_, err = c.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: u.FileID, Title: f.Name}}, Channel: a.Channel, ThreadTimestamp: a.ID, InitialComment: escape(f.Comment)})
	if err = fate(err); err != nil {
		e := outbox.FateOf(err)
		if e.Fate == outbox.Uncertain {
			e.RetryAfter = max(e.RetryAfter, settles)
		}
		return outbox.Anchor{}, e
	}
	return outbox.Anchor{}, nil
}

// unseen classifies a failure of a step that nobody sees: it is never
// uncertain. The address that it happened at is a secret and stays out.
func unseen(err error) error {
	e := outbox.FateOf(fate(err))
	if e.Fate == outbox.Uncertain {
		e.Fate = outbox.Temporary
	}
	if text := e.Err.Error(); strings.Contains(text, "://") {
		e.Err = fmt.Errorf("%s: on the way to Slack's store of files", e.Code)
	}
	return e
}

// uploaded tells whether the thread has a file of this name.
func (c *Client) uploaded(ctx context.Context, a outbox.Anchor, name string) (bool, error) {
	cursor := ""
	for range readBack {
		msgs, _, next, err := c.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: a.Channel, Timestamp: a.ID, Cursor: cursor, Limit: 200})
		if err != nil {
			return false, err
		}
		for _, m := range msgs {
			for _, file := range m.Files {
				if file.Name == name {
					return true, nil
				}
			}
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	return false, nil
}
