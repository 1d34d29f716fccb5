package storage

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"moneytrail/handlers"
)

// Erasure tells what became of what was known of a person.
type Erasure struct {
	// Number stands in the person's place from now on: person:<Number>.
	Number int64
	// Places with merchants that ended; Messages in and out whose words are gone,
	// Dialogues and things told that are forgotten.
	// Files that the person sent are gone, or of a case and no longer theirs.
	Places, Messages, Dialogues, Told, Files int
	// Cases and AuditLines that name the number instead of the person.
	Cases, AuditLines int
	// Held are cases that a hold keeps as they are; the erasure is completed
	// when they are released.
	Held []int64
}

// ErrNobody tells that nothing is known of a person.
var ErrNobody = errors.New("nothing is known of this person")

// eraseTimeout bounds an erasure: it looks through all messages.
const eraseTimeout = 30 * time.Minute

// Erase forgets a person of Telegram: messages, dialogues, what they were told,
// their place with merchants. Cases are evidence and stay for as long as cases
// are kept, with a number in the person's place; so does the audit trail, which
// stays whole. Cases under a hold stay as they are until it is released. It is
// noted in the audit trail, without the person. What was deleted can still be
// in free parts of the file until Compact.
func (db *DB) Erase(ctx context.Context, user int64, by string) (e Erasure, err error) {
	err = db.changeWithin(ctx, eraseTimeout, func(ctx context.Context, t *tx) error {
		e, err = erase(ctx, t, user, by)
		return err
	})
	if err != nil {
		return Erasure{}, fmt.Errorf("erase: %w", err)
	}
	return e, nil
}

// EraseReleased completes the erasures that holds had kept from it, and tells
// how many are complete now.
func (db *DB) EraseReleased(ctx context.Context) (done int, err error) {
	rows, err := db.reads().query(ctx, `SELECT user_id FROM erasures WHERE user_id <> 0 ORDER BY number`)
	users, err := collect(rows, err, scanID)
	if err != nil {
		return 0, fmt.Errorf("erasures: %w", err)
	}
	for _, user := range users {
		e, err := db.Erase(ctx, user, "system")
		if err != nil {
			return done, err
		}
		if len(e.Held) == 0 {
			done++
		}
	}
	return done, nil
}

func erase(ctx context.Context, t *tx, user int64, by string) (e Erasure, err error) {
	p, err := personOf(ctx, t, user)
	if err != nil {
		return e, err
	}
	e.Number = p.number
	if e.Held, err = heldCasesOf(ctx, t, p); err != nil {
		return e, err
	}
	lines, err := eraseAudit(ctx, t, p, e.Held) // before the rows that it looks at are gone
	if err != nil {
		return e, err
	}
	e.AuditLines = len(lines)
	for _, step := range []func(context.Context, *tx, *person, *Erasure) error{eraseMessages, eraseDialogues, erasePlaces, eraseFiles, eraseCases} {
		if err := step(ctx, t, p, &e); err != nil {
			return e, err
		}
	}
	if !p.again && p.known == 0 && e.changed() == 0 {
		return e, ErrNobody
	}
	pending, done := p.id, int64(0)
	if len(e.Held) == 0 {
		pending, done = 0, t.db.now()
	}
	if _, err := t.exec(ctx, `INSERT INTO erasures (number, user_id, at, done_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (number) DO UPDATE SET user_id = excluded.user_id, done_at = excluded.done_at`,
		p.number, pending, t.db.now(), done); err != nil {
		return e, err
	}
	if e.changed() == 0 {
		return e, nil
	}
	return e, addAudit(ctx, t, 0, []handlers.Audit{{Actor: by, Action: actionErase, Subject: p.actor(), Detail: eraseDetail(lines)}})
}

func (e Erasure) changed() int {
	return e.Places + e.Messages + e.Dialogues + e.Told + e.Files + e.Cases + e.AuditLines
}

// erasePlaces ends the person's places with merchants.
func erasePlaces(ctx context.Context, t *tx, p *person, e *Erasure) (err error) {
	e.Places, err = t.changes(ctx, `UPDATE members SET user_id = ?, chat = 0, name = '', username = '', mute = 'null', tips = 0, unreachable = 1,
		standing = CASE standing WHEN 'refused' THEN 'refused' ELSE 'ended' END, version = version + 1 WHERE user_id = ?`, -p.number, p.id)
	if err != nil {
		return fmt.Errorf("places: %w", err)
	}
	if _, err := t.exec(ctx, `UPDATE invites SET used_by = ? WHERE used_by = ?`, -p.number, p.id); err != nil {
		return fmt.Errorf("invites: %w", err)
	}
	return nil
}

// eraseDialogues forgets the person's sessions and what they were told.
func eraseDialogues(ctx context.Context, t *tx, p *person, e *Erasure) (err error) {
	if e.Dialogues, err = t.changes(ctx, `DELETE FROM sessions WHERE user_id = ?`, p.id); err != nil {
		return fmt.Errorf("sessions: %w", err)
	}
	if e.Told, err = t.changes(ctx, `DELETE FROM assurances WHERE user_id = ?`, p.id); err != nil {
		return fmt.Errorf("what was told: %w", err)
	}
	if _, err := t.exec(ctx, `DELETE FROM chats WHERE chat = ?`, p.id); err != nil {
		return fmt.Errorf("chat: %w", err)
	}
	if _, err := t.exec(ctx, `DELETE FROM waits WHERE user_id = ?`, p.id); err != nil {
		return fmt.Errorf("playbooks that wait: %w", err)
	}
	if _, err := t.exec(ctx, `UPDATE playbook_runs SET user_id = ? WHERE user_id = ?`, -p.number, p.id); err != nil {
		return fmt.Errorf("walks through playbooks: %w", err)
	}
	return eraseAnchors(ctx, t, p)
}

// eraseAnchors forgets where messages to the person are, and takes the person
// out of the names under which others are found.
func eraseAnchors(ctx context.Context, t *tx, p *person) error {
	if _, err := t.exec(ctx, `DELETE FROM anchors WHERE channel = ?`, strconv.FormatInt(p.id, 10)); err != nil {
		return fmt.Errorf("anchors: %w", err)
	}
	if _, err := t.exec(ctx, `DELETE FROM message_subjects WHERE chat = ?`, p.id); err != nil {
		return fmt.Errorf("subjects of messages: %w", err)
	}
	where, args := p.like("ref")
	rows, err := t.query(ctx, `SELECT ref FROM anchors WHERE `+where, args...)
	refs, err := collect(rows, err, func(s scanner) (r string, err error) { return r, s.Scan(&r) })
	if err != nil {
		return fmt.Errorf("anchors: %w", err)
	}
	for _, ref := range refs {
		if _, err := t.exec(ctx, `UPDATE anchors SET ref = ? WHERE ref = ?`, p.out(ref), ref); err != nil {
			return fmt.Errorf("anchors: %w", err)
		}
	}
	return nil
}

// eraseAudit takes the person out of the audit trail and gives the lines.
func eraseAudit(ctx context.Context, t *tx, p *person, heldCases []int64) (lines []int64, err error) {
	where, args := p.like("actor", "subject", "detail")
	rows, err := t.query(ctx, `SELECT id, actor, subject, detail, salt FROM audit WHERE salt <> '' AND (`+where+`) ORDER BY id`, args...)
	type line struct {
		id int64
		a  handlers.Audit
		s  string
	}
	found, err := collect(rows, err, func(s scanner) (l line, err error) {
		return l, s.Scan(&l.id, &l.a.Actor, &l.a.Subject, &l.a.Detail, &l.s)
	})
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	for _, l := range found {
		if subjectIn(l.a.Subject, heldCases) {
			continue
		}
		without := handlers.Audit{Actor: p.out(l.a.Actor), Subject: p.out(l.a.Subject), Detail: p.out(l.a.Detail)}
		if without == l.a {
			continue
		}
		if _, err := t.exec(ctx, `UPDATE audit SET actor = ?, subject = ?, detail = ?, salt = '', digest = ? WHERE id = ?`,
			without.Actor, without.Subject, without.Detail, auditDigest(l.s, l.a), l.id); err != nil {
			return nil, fmt.Errorf("audit line %d: %w", l.id, err)
		}
		lines = append(lines, l.id)
	}
	return lines, nil
}

func subjectIn(subject string, ids []int64) bool {
	for _, id := range ids {
		if subject == "case:"+strconv.FormatInt(id, 10) {
			return true
		}
	}
	return false
}
