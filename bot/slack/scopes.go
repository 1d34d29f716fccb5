package slack

import (
	"context"
	"slices"
	"strings"
)

// Scopes is what the app's bot token must be allowed to do, and nothing more;
// manifest.yaml asks for the same.
var Scopes = []string{
	"channels:history", "channels:read", "chat:write", "files:read", "files:write", "groups:history",
	"groups:read", "reactions:write", "users:read",
}

// Missing lists the scopes that the bot token lacks. Where Slack does not say
// what the token may do, nothing is claimed.
func (c *Client) Missing(ctx context.Context) []string {
	a, err := c.api.AuthTestContext(ctx)
	if err != nil || a.Header.Get("X-Oauth-Scopes") == "" {
		return nil
	}
	have := strings.FieldsFunc(a.Header.Get("X-Oauth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
	var missing []string
	for _, s := range Scopes {
		if !slices.Contains(have, s) {
			missing = append(missing, s)
		}
	}
	return missing
}
