package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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

const memberColumns = `id, merchant_id, group_id, user_id, chat, name, username, role, standing, joined_at, unreachable, mute, tips, version`

func scanMember(s scanner) (m people.Member, err error) {
	var role, standing, mute string
	var joined int64
	if err := s.Scan(&m.ID, &m.MerchantID, &m.Group, &m.User, &m.Chat, &m.Name, &m.Username, &role, &standing,
		&joined, &m.Unreachable, &mute, &m.Tips, &m.Version); err != nil {
		return m, err
	}
	m.Role, m.Standing, m.JoinedAt = access.Role(role), people.Standing(standing), fromMillis(joined)
	return m, fromJSON(mute, &m.Mute)
}

// Members gives all bindings of one person, in every standing, oldest first; one
// to a group as one for each of its merchants to which the person has none of their own.
func (db *DB) Members(ctx context.Context, user int64) ([]people.Member, error) {
	rows, err := db.looks().query(ctx, `SELECT `+memberColumns+` FROM members WHERE user_id = ? ORDER BY id`, user)
	all, err := collect(rows, err, scanMember)
	if err != nil {
		return nil, fmt.Errorf("members of user %d: %w", user, err)
	}
	if !slices.ContainsFunc(all, func(m people.Member) bool { return m.Group != "" }) {
		return all, nil
	}
	merchants, err := db.Merchants(ctx)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for _, m := range all {
		if m.Group == "" && m.Standing == people.Active {
			own[m.MerchantID] = true
		}
	}
	var out []people.Member
	for _, m := range all {
		if m.Group == "" {
			out = append(out, m)
			continue
		}
		for _, shop := range merchants {
			if shop.Group != m.Group || own[shop.ID] {
				continue
			}
			if m.MerchantID = shop.ID; m.Standing == people.Active {
				own[shop.ID] = true
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// Team gives the active members of a merchant, those of its group too, oldest
// first and each person once.
func (db *DB) Team(ctx context.Context, merchant string) ([]people.Member, error) {
	reg, err := db.currentRegistry(ctx)
	if err != nil {
		return nil, fmt.Errorf("team of %s: %w", merchant, err)
	}
	group := reg.byID[merchant].Group
	// The IN is what the index of live bindings is made for.
	rows, err := db.reads().query(ctx, `SELECT `+memberColumns+` FROM members
		WHERE (merchant_id = ? AND group_id = '' OR merchant_id = '' AND group_id = ? AND group_id <> '')
			AND standing IN ('pending', 'active') AND standing = 'active' ORDER BY group_id <> '', id`, merchant, group)
	all, err := collect(rows, err, scanMember)
	if err != nil {
		return nil, fmt.Errorf("team of %s: %w", merchant, err)
	}
	var team []people.Member
	for _, m := range all {
		if !slices.ContainsFunc(team, func(o people.Member) bool { return o.User == m.User }) {
			m.MerchantID = merchant
			team = append(team, m)
		}
	}
	return team, nil
}

// Member gives one binding; one to a group has no MerchantID.
func (db *DB) Member(ctx context.Context, id int64) (people.Member, bool, error) {
	return one(db.reads().row(ctx, `SELECT `+memberColumns+` FROM members WHERE id = ?`, id), scanMember)
}

// putMember inserts a member (Version 0) or changes one that was read with
// m.Version. A person has one pending or active binding per merchant and per group.
func putMember(ctx context.Context, t *tx, m people.Member) error {
	mute, err := toJSON(m.Mute)
	if err != nil {
		return err
	}
	if m.Group != "" {
		m.MerchantID = ""
	}
	args := []any{m.MerchantID, m.Group, m.User, m.Chat, m.Name, m.Username, string(m.Role), string(m.Standing),
		millis(m.JoinedAt), m.Unreachable, mute, m.Tips, m.ID}
	var n int
	if m.Version == 0 {
		if m.ID == 0 {
			if args[len(args)-1], err = nextNumber(ctx, t, "member"); err != nil {
				return err
			}
		}
		n, err = t.changes(ctx, `INSERT INTO members
			(merchant_id, group_id, user_id, chat, name, username, role, standing, joined_at, unreachable, mute, tips, id, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`, args...)
	} else {
		n, err = t.changes(ctx, `UPDATE members SET merchant_id = ?, group_id = ?, user_id = ?, chat = ?, name = ?, username = ?, role = ?,
			standing = ?, joined_at = ?, unreachable = ?, mute = ?, tips = ?, version = version + 1
			WHERE id = ? AND version = ?`, append(args, m.Version)...)
	}
	if err != nil {
		return fmt.Errorf("member %d: %w", m.ID, err)
	}
	if n == 0 {
		return conflict("member %d of %s", m.ID, cmp.Or(m.Group, m.MerchantID))
	}
	return nil
}

// CreateInvite keeps an invite, with the audit lines that belong to it.
func (db *DB) CreateInvite(ctx context.Context, inv people.Invite, audit ...handlers.Audit) error {
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO invites (hash, merchant_id, group_id, role, approved, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			inv.Hash, inv.MerchantID, inv.Group, string(inv.Role), inv.Approved, millis(inv.CreatedAt), millis(inv.ExpiresAt))
		if err != nil {
			return err
		}
		return addAudit(ctx, t, 0, audit)
	})
	if err != nil {
		return fmt.Errorf("keep the invite for %s: %w", cmp.Or(inv.Group, inv.MerchantID), err)
	}
	return nil
}

// Invite finds an invite by the hash of its code, used and expired ones too.
func (db *DB) Invite(ctx context.Context, hash string) (people.Invite, bool, error) {
	return one(db.reads().row(ctx, `SELECT hash, merchant_id, group_id, role, approved, created_at, expires_at, used_at, used_by
		FROM invites WHERE hash = ?`, hash),
		func(s scanner) (inv people.Invite, err error) {
			var role string
			var created, expires, used int64
			err = s.Scan(&inv.Hash, &inv.MerchantID, &inv.Group, &role, &inv.Approved, &created, &expires, &used, &inv.UsedBy)
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
