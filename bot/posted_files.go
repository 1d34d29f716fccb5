package main

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/slip"
)

// postedFiles give what the support team posts for merchants, but no picture on which
// a full card number can be read: what nobody may send here nobody is sent from here.
type postedFiles struct {
	from outbox.Giver
	eyes eyes
}

// Give fetches a file.
func (g postedFiles) Give(ctx context.Context, id string) ([]byte, error) {
	data, err := g.from.Give(ctx, id)
	if err != nil || !strings.HasPrefix(http.DetectContentType(data), "image/") {
		return data, err
	}
	if slip.Read(g.eyes.Characters(ctx, data)).Card {
		return nil, &outbox.Error{Fate: outbox.Permanent, Code: outbox.GivenCard, Err: errors.New("a full card number can be read on the picture")}
	}
	return data, nil
}
