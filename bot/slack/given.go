package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/slack-go/slack"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/outbox"
)

// errTooBig ends a download that is larger than what is sent.
var errTooBig = errors.New("the file is larger than what is sent")

// Give fetches a file that somebody posted, from Slack's own store alone: the
// address is Slack's answer, the SDK sends the token to Slack's hosts and no
// others, and where a host leads elsewhere it is not followed.
func (c *Client) Give(ctx context.Context, id string) ([]byte, error) {
	f, _, _, err := c.api.GetFileInfoContext(ctx, id, 0, 0)
	if err != nil {
		var refused slack.SlackErrorResponse
		if errors.As(err, &refused) && (refused.Err == "file_not_found" || refused.Err == "file_deleted") {
			return nil, give(outbox.Permanent, outbox.GivenGone, err)
		}
		return nil, unseen(err)
	}
	switch {
	case f.Mode == "tombstone" || f.Mode == "hidden_by_limit":
		return nil, give(outbox.Permanent, outbox.GivenGone, errors.New("the file is no more in Slack"))
	case f.IsExternal || f.Mode == "external":
		return nil, give(outbox.Permanent, outbox.GivenElsewhere, errors.New("the file is not in Slack's store"))
	case f.Size > attachment.MaxSize:
		return nil, give(outbox.Permanent, outbox.GivenTooBig, errTooBig)
	}
	at := f.URLPrivateDownload
	if at == "" {
		at = f.URLPrivate
	}
	var data bounded
	if err := c.given.GetFileContext(ctx, at, &data); err != nil {
		return nil, download(err)
	}
	if f.Size > 0 && data.Len() != f.Size {
		return nil, give(outbox.Temporary, "cut_off", fmt.Errorf("%d bytes came of %d", data.Len(), f.Size))
	}
	return data.Bytes(), nil
}

// bounded keeps what is written, up to the largest file that is sent.
type bounded struct{ bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > attachment.MaxSize {
		return 0, errTooBig
	}
	return b.Buffer.Write(p)
}

// download classifies a failure on the way from Slack's store. A host that leads
// elsewhere leads to the sign-in: the app may not read the file, which the
// operator mends.
func download(err error) error {
	var status slack.StatusCodeError
	switch {
	case errors.Is(err, errTooBig):
		return give(outbox.Permanent, outbox.GivenTooBig, err)
	case !errors.As(err, &status):
		return unseen(err)
	case status.Code == http.StatusNotFound || status.Code == http.StatusGone:
		return give(outbox.Permanent, outbox.GivenGone, err)
	case status.Code < 500 && status.Code != http.StatusTooManyRequests:
		e := give(outbox.Temporary, "missing_scope", err)
		e.RetryAfter = 10 * time.Second
		return e
	}
	return unseen(err)
}

func give(f outbox.Fate, code string, err error) *outbox.Error {
	return &outbox.Error{Fate: f, Code: code, Err: err}
}
