package outbox

import (
	"context"
	"io"
)

// Anchor is where something that was sent can be found again at its network:
// a Telegram message (Channel = chat, ID = message id) or a Slack message
// (Channel, ID = timestamp).
type Anchor struct {
	Network string // telegram, slack
	Channel string
	ID      string
}

// Anchors finds what was sent under a Ref.
type Anchors interface {
	Anchor(ctx context.Context, ref string) (Anchor, bool, error)
}

// Files opens a file that a merchant sent to Telegram.
type Files interface {
	// Fetch gives the bytes of a Telegram file and their number; the caller closes.
	Fetch(ctx context.Context, fileID string) (io.ReadCloser, int64, error)
}
