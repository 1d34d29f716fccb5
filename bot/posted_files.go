package main

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"moneytrail/handlers/mask"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/slip"
)

// postedFiles give what the support team posts for merchants, but no picture on which
// a full card number can be read and no text in which one stands: what nobody may send
// here nobody is sent from here. Into PDF and Office files it does not look.
type postedFiles struct {
	from outbox.Giver
	eyes eyes
}

// Give fetches a file.
func (g postedFiles) Give(ctx context.Context, id string) ([]byte, error) {
	data, err := g.from.Give(ctx, id)
	if err != nil {
		return nil, err
	}
	card := false
	switch kind, _, _ := strings.Cut(http.DetectContentType(data), "/"); kind {
	case "image":
		card = slip.Read(g.eyes.Characters(ctx, data)).Card
	case "text":
		card = cardInText(data)
	}
	if card {
		return nil, &outbox.Error{Fate: outbox.Permanent, Code: outbox.GivenCard, Err: errors.New("a full card number can be read in the file")}
	}
	return data, nil
}

// cardInText tells whether a full card number stands in a text file; one that is
// masked already is none.
func cardInText(data []byte) bool {
	text, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), data) // UTF-16 is told by its mark
	if err != nil {
		text = data
	}
	masked, _ := mask.Text(strings.ReplaceAll(string(text), "****", "…"))
	return slices.Contains(mask.Kinds(masked), mask.Card)
}
