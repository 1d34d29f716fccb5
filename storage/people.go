package storage

import (
	"context"
	"fmt"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
)

// The ports that this side of the store fills.
var (
	_ handlers.Rolls = (*DB)(nil)
	_ outbox.Anchors = (*DB)(nil)
)

const memberColumns = `id, merchant_id, user_id, chat, name, username, role, standing, joined_at, unreachable, mute, version`

func scanMember(s scanner) (m people.Member, err error) {
	var role, standing, mute string
	var joined int64
	if err := s.Scan(&m.ID, &m.MerchantID, &m.User, &m.Chat, &m.Name, &m.Username, &role, &standing,
		&joined, &m.Unreachable, &mute, &m.Version); err != nil {
		return m, err
	}
	m.Role, m.Standing, m.JoinedAt = access.Role(role), people.Standing(standing), fromMillis(joined)
	return m, fromJSON(mute, &m.Mute)
}

// Members gives all bindings of one person, in every standing, oldest first.
func (db *DB) Members(ctx context.Context, user int64) ([]people.Member, error) {
	rows, err := db.reads().query(ctx, `SELECT `+memberColumns+` FROM members WHERE user_id = ? ORDER BY id`, user)
	all, err := collect(rows, err, scanMember)
	if err != nil {
		return nil, fmt.Errorf("members of user %d: %w", user, err)
	}
	return all, nil
}

// Team gives the active members of a merchant, oldest first.
func (db *DB) Team(ctx context.Context, merchant string) ([]people.Member, error) {
	// The IN is what the index of live bindings is made for.
	rows, err := db.reads().query(ctx, `SELECT `+memberColumns+` FROM members
		WHERE merchant_id = ? AND standing IN ('pending', 'active') AND standing = 'active' ORDER BY id`, merchant)
	all, err := collect(rows, err, scanMember)
	if err != nil {
		return nil, fmt.Errorf("team of %s: %w", merchant, err)
	}
	return all, nil
}

// Member gives one binding.
func (db *DB) Member(ctx context.Context, id int64) (people.Member, bool, error) {
	return one(db.reads().row(ctx, `SELECT `+memberColumns+` FROM members WHERE id = ?`, id), scanMember)
}

// putMember inserts a member (Version 0) or changes one that was read with
// m.Version. A person has one pending or active binding per merchant.
func putMember(ctx context.Context, t *tx, m people.Member) error {
	mute, err := toJSON(m.Mute)
	if err != nil {
		return err
	}
	args := []any{m.MerchantID, m.User, m.Chat, m.Name, m.Username, string(m.Role), string(m.Standing),
		millis(m.JoinedAt), m.Unreachable, mute, m.ID}
	var n int
	if m.Version == 0 {
		if m.ID == 0 {
			if args[10], err = nextNumber(ctx, t, "member"); err != nil {
				return err
			}
		}
		n, err = t.changes(ctx, `INSERT INTO members
			(merchant_id, user_id, chat, name, username, role, standing, joined_at, unreachable, mute, id, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`, args...)
	} else {
		n, err = t.changes(ctx, `UPDATE members SET merchant_id = ?, user_id = ?, chat = ?, name = ?, username = ?, role = ?,
			standing = ?, joined_at = ?, unreachable = ?, mute = ?, version = version + 1
			WHERE id = ? AND version = ?`, append(args, m.Version)...)
	}
	if err != nil {
		return fmt.Errorf("member %d: %w", m.ID, err)
	}
	if n == 0 {
		return conflict("member %d of %s", m.ID, m.MerchantID)
	}
	return nil
}

// CreateInvite keeps an invite, with the audit lines that belong to it.
func (db *DB) CreateInvite(ctx context.Context, inv people.Invite, audit ...handlers.Audit) error {
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO invites (hash, merchant_id, role, approved, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
			inv.Hash, inv.MerchantID, string(inv.Role), inv.Approved, millis(inv.CreatedAt), millis(inv.ExpiresAt))
		if err != nil {
			return err
		}
		return addAudit(ctx, t, 0, audit)
	})
	if err != nil {
		return fmt.Errorf("keep the invite for %s: %w", inv.MerchantID, err)
	}
	return nil
}

// Invite finds an invite by the hash of its code, used and expired ones too.
func (db *DB) Invite(ctx context.Context, hash string) (people.Invite, bool, error) {
	return one(db.reads().row(ctx, `SELECT hash, merchant_id, role, approved, created_at, expires_at, used_at, used_by
		FROM invites WHERE hash = ?`, hash),
		func(s scanner) (inv people.Invite, err error) {
			var role string
			var created, expires, used int64
			err = s.Scan(&inv.Hash, &inv.MerchantID, &role, &inv.Approved, &created, &expires, &used, &inv.UsedBy)
			inv.Role = access.Role(role)
			inv.CreatedAt, inv.ExpiresAt, inv.UsedAt = fromMillis(created), fromMillis(expires), fromMillis(used)
			return inv, err
		})
}

// useInvite marks an invite as used; it must be unused and not expired.
func useInvite(ctx context.Context, t *tx, hash string, by int64) error {
	now := t.db.now()
	n, err := t.changes(ctx, `UPDATE invites SET used_at = ?, used_by = ? WHERE hash = ? AND used_at = 0 AND expires_at > ?`,
		now, by, hash, now)
	if err != nil {
		return fmt.Errorf("use the invite: %w", err)
	}
	if n == 0 {
		return conflict("the invite is used or has expired")
	}
	return nil
}

// NextMember reserves a member id.
func (db *DB) NextMember(ctx context.Context) (int64, error) { return db.reserve(ctx, "member") }

// NextCase reserves a case number, from 1001 on. Numbers may have gaps.
func (db *DB) NextCase(ctx context.Context) (int64, error) { return db.reserve(ctx, "case") }

func (db *DB) reserve(ctx context.Context, counter string) (n int64, err error) {
	err = db.change(ctx, func(ctx context.Context, t *tx) error {
		n, err = nextNumber(ctx, t, counter)
		return err
	})
	return n, err
}

func nextNumber(ctx context.Context, t *tx, counter string) (n int64, err error) {
	err = t.row(ctx, `UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value`, counter).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("reserve a %s number: %w", counter, err)
	}
	return n, nil
}
