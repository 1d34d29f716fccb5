package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-telegram/bot"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/outbox"
)

// Fetch gives a file that somebody sent, in full quality. Telegram lets a bot
// have at most 20 MB of one. Errors are *outbox.Error and never hold the file's
// address, which has the token in it.
func (c *Client) Fetch(ctx context.Context, fileID string) ([]byte, error) {
	f, err := c.bot.GetFile(ctx, &bot.GetFileParams{FileID: fileID})
	if err != nil {
		return nil, c.fate(err)
	}
	give := func(fate outbox.Fate, code, why string) error {
		return &outbox.Error{Fate: fate, Code: code, Err: errors.New(why)}
	}
	if f.FileSize > attachment.MaxSize {
		return nil, give(outbox.Permanent, "file_too_big", "the file is larger than a bot may have")
	}
	path := make([]string, 0, 2)
	for _, part := range strings.Split(f.FilePath, "/") {
		path = append(path, url.PathEscape(part))
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+"/file/bot"+c.token+"/"+strings.Join(path, "/"), nil)
	if err != nil {
		return nil, give(outbox.Permanent, "file_gone", "Telegram gives no address that can be asked")
	}
	resp, err := c.files.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // the address holds the token
		}
		return nil, give(outbox.Temporary, "unreachable", c.scrub(err))
	}
	defer resp.Body.Close()
	switch code := resp.StatusCode; {
	case code == http.StatusOK:
	case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusUnauthorized:
		return nil, give(outbox.Temporary, "telegram_error", fmt.Sprintf("Telegram answers %d for a file", code))
	default: // an address of an hour ago, a file that is gone
		return nil, give(outbox.Permanent, "file_gone", fmt.Sprintf("Telegram answers %d for a file", code))
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, attachment.MaxSize+1))
	switch {
	case err != nil:
		return nil, give(outbox.Temporary, "cut_off", "the file came in part: "+c.scrub(err))
	case len(data) > attachment.MaxSize:
		return nil, give(outbox.Permanent, "file_too_big", "the file is larger than a bot may have")
	case f.FileSize > 0 && int64(len(data)) != f.FileSize:
		return nil, give(outbox.Temporary, "cut_off", fmt.Sprintf("%d bytes came of %d", len(data), f.FileSize))
	}
	return data, nil
}
