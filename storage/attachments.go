package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
)

const attachmentColumns = `id, event, chat, user_id, message, kind, name, mime, file_id, unique_id, size, hash,
	state, reason, merchant_id, case_id, shown, line, attempts, received_at`

func scanAttachment(s scanner) (f attachment.File, err error) {
	var state string
	var at int64
	err = s.Scan(&f.ID, &f.Event, &f.Chat, &f.User, &f.Message, &f.Kind, &f.Name, &f.MIME, &f.FileID, &f.UniqueID, &f.Size, &f.Hash,
		&state, &f.Reason, &f.MerchantID, &f.Case, &f.Shown, &f.Line, &f.Attempts, &at)
	f.State, f.At = attachment.State(state), fromMillis(at)
	return f, err
}

// KeepFile keeps a file that somebody sent, with its bytes where State is Kept.
// Equal bytes are kept once. The same file of the same message is kept once
// too: what stands there is given back. A file beyond the person's bounds of a
// day is refused; the given state tells so.
func (db *DB) KeepFile(ctx context.Context, f attachment.File, data []byte) (attachment.File, error) {
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		old, found, err := one(t.row(ctx, `SELECT `+attachmentColumns+` FROM attachments WHERE chat = ? AND message = ? AND unique_id = ?`,
			f.Chat, f.Message, f.UniqueID), scanAttachment)
		if err != nil {
			return err
		}
		if found && old.State != attachment.Wanted {
			f = old
			return nil
		}
		if f.State == attachment.Kept {
			if err := keepBytes(ctx, t, &f, data); err != nil {
				return err
			}
		}
		f.ID = old.ID
		return putAttachment(ctx, t, &f)
	})
	if err != nil {
		return f, fmt.Errorf("keep the file of message %d: %w", f.Message, err)
	}
	return f, nil
}

// putAttachment inserts a file, or says anew what became of it.
func putAttachment(ctx context.Context, t *tx, f *attachment.File) error {
	if f.ID != 0 {
		_, err := t.exec(ctx, `UPDATE attachments SET size = ?, hash = ?, state = ?, reason = ?, due_at = 0 WHERE id = ?`,
			f.Size, f.Hash, string(f.State), f.Reason, f.ID)
		return err
	}
	return t.row(ctx, `INSERT INTO attachments (event, chat, user_id, message, kind, name, mime, file_id, unique_id,
		size, hash, state, reason, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		f.Event, f.Chat, f.User, f.Message, f.Kind, f.Name, f.MIME, f.FileID, f.UniqueID,
		f.Size, f.Hash, string(f.State), f.Reason, t.db.now()).Scan(&f.ID)
}

// keepBytes keeps the bytes of a file within the person's bounds of a day. What
// was refused of them once for what it shows is refused again, whatever its caption.
func keepBytes(ctx context.Context, t *tx, f *attachment.File, data []byte) error {
	reason, before, err := one(t.row(ctx, `SELECT reason FROM attachments WHERE user_id = ? AND unique_id = ? AND state = 'refused' AND reason IN (?, ?) LIMIT 1`,
		f.User, f.UniqueID, attachment.HasIdentity, attachment.HasCard), func(s scanner) (r string, err error) { return r, s.Scan(&r) })
	if err != nil {
		return err
	}
	if before {
		f.State, f.Reason, f.Hash = attachment.Refused, reason, ""
		return nil
	}
	sum := sha256.Sum256(data)
	f.Hash, f.Size, f.Reason = hex.EncodeToString(sum[:]), int64(len(data)), ""
	var files, bytes int64
	err = t.row(ctx, `SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM attachments WHERE user_id = ? AND received_at > ? AND state = 'kept'`,
		f.User, millis(t.db.clock.Machine().Add(-24*time.Hour))).Scan(&files, &bytes)
	if err != nil {
		return err
	}
	if files >= attachment.PerDay || bytes+f.Size > attachment.BytesPerDay {
		f.State, f.Reason, f.Hash = attachment.Refused, attachment.TooMany, ""
		return nil
	}
	_, err = t.exec(ctx, `INSERT INTO blobs (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING`, f.Hash, data)
	return err
}

// fileTo puts a file to its merchant and case.
func fileTo(ctx context.Context, t *tx, f attachment.Filed) error {
	_, err := t.exec(ctx, `UPDATE attachments SET merchant_id = ?, case_id = ?, shown = ?, line = ? WHERE id = ?`,
		f.MerchantID, f.Case, f.Shown, f.Line, f.ID)
	if err != nil {
		return fmt.Errorf("file %d: %w", f.ID, err)
	}
	return nil
}

// File gives the bytes of a file; nil where they are not here.
func (db *DB) File(ctx context.Context, id int64) ([]byte, error) {
	body, _, err := one(db.reads().row(ctx, `SELECT b.body FROM attachments a JOIN blobs b ON b.hash = a.hash WHERE a.id = ?`, id),
		func(s scanner) (b []byte, err error) { return b, s.Scan(&b) })
	if err != nil {
		return nil, fmt.Errorf("file %d: %w", id, err)
	}
	return body, nil
}

// Attachment gives what is known of a file.
func (db *DB) Attachment(ctx context.Context, id int64) (attachment.File, bool, error) {
	return one(db.reads().row(ctx, `SELECT `+attachmentColumns+` FROM attachments WHERE id = ?`, id), scanAttachment)
}

// Attachments lists the files of a case, oldest first.
func (db *DB) Attachments(ctx context.Context, caseID int64) ([]attachment.File, error) {
	return db.attachments(ctx, `case_id = ? ORDER BY id`, caseID)
}

// Unfiled lists the files that a person sent for a merchant since a time
// (machine clock) and that belong to no case yet, oldest first.
func (db *DB) Unfiled(ctx context.Context, user int64, merchant string, since time.Time) ([]attachment.File, error) {
	return db.attachments(ctx, `user_id = ? AND merchant_id = ? AND received_at >= ? AND case_id = 0 AND state IN ('kept', 'wanted')
		ORDER BY id`, user, merchant, millis(since))
}

// WantedFiles lists files that the network still owes and that are due (machine clock), oldest first.
func (db *DB) WantedFiles(ctx context.Context, now time.Time, limit int) ([]attachment.File, error) {
	return db.attachments(ctx, `state = 'wanted' AND due_at <= ? ORDER BY due_at LIMIT ?`, millis(now), limit)
}

func (db *DB) attachments(ctx context.Context, where string, args ...any) ([]attachment.File, error) {
	rows, err := db.reads().query(ctx, `SELECT `+attachmentColumns+` FROM attachments WHERE `+where, args...)
	all, err := collect(rows, err, scanAttachment)
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	return all, nil
}

// WantFile puts a file off until at (machine clock) after the network did not give it.
func (db *DB) WantFile(ctx context.Context, id int64, at time.Time) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `UPDATE attachments SET attempts = attempts + 1, due_at = ? WHERE id = ? AND state = 'wanted'`, millis(at), id)
		return err
	})
}

// FileCame keeps what became of a file that was wanted, with the event that
// tells of it, in one transaction.
func (db *DB) FileCame(ctx context.Context, f attachment.File, data []byte, ev inbox.Event) error {
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		if f.State == attachment.Kept {
			if err := keepBytes(ctx, t, &f, data); err != nil {
				return err
			}
		}
		if m := ev.Telegram.Media; m != nil {
			m.State, m.Reason = f.State, f.Reason
		}
		if err := putAttachment(ctx, t, &f); err != nil {
			return err
		}
		_, err := addEvents(ctx, t, []inbox.Event{ev})
		return err
	})
	if err != nil {
		return fmt.Errorf("file %d: %w", f.ID, err)
	}
	return nil
}
