package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"io"
	"net/http"

	"github.com/go-telegram/bot"

	"moneytrail/handlers/inbox"
)

// maxWebhook bounds one delivered update.
const maxWebhook = 1 << 20

// Webhook receives updates that Telegram delivers. It answers 200 only once
// the update is in the inbox; Telegram keeps and repeats everything else. The
// SDK's own handler answers 200 to a wrong secret and to broken JSON, and is
// not used.
func (c *Client) Webhook(secret string, store Store) http.Handler {
	want := sha256.Sum256([]byte(secret))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		got := sha256.Sum256([]byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			http.Error(w, "wrong secret", http.StatusUnauthorized)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxWebhook))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		_, e, err := c.decode(json.RawMessage(body))
		if err != nil {
			http.Error(w, "not an update", http.StatusBadRequest)
			return
		}
		if err := store(r.Context(), []inbox.Event{e}); err != nil {
			c.log.Error("telegram: webhook", "error", err)
			http.Error(w, "not stored, try again", http.StatusInternalServerError)
		}
	})
}

// SetWebhook asks Telegram to deliver to address, UnsetWebhook to be polled
// again. Waiting updates are kept in both cases.
func (c *Client) SetWebhook(ctx context.Context, address, secret string) error {
	_, err := c.bot.SetWebhook(ctx, &bot.SetWebhookParams{URL: address, SecretToken: secret, AllowedUpdates: allowed})
	return c.fate(err)
}

// UnsetWebhook is the other way round; it is needed before polling.
func (c *Client) UnsetWebhook(ctx context.Context) error {
	_, err := c.bot.DeleteWebhook(ctx, &bot.DeleteWebhookParams{})
	return c.fate(err)
}
