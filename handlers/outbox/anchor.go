package outbox

import "context"

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

// Giver gives the bytes of files that somebody of the support team posted.
// Errors are *Error, with one of the codes of a given file where that is why.
type Giver interface {
	Give(ctx context.Context, id string) ([]byte, error)
}

// Files gives the bytes of files that merchants sent and that are kept.
type Files interface {
	// File gives the bytes of an attachment; nil where they are not kept any more.
	File(ctx context.Context, attachment int64) ([]byte, error)
}
