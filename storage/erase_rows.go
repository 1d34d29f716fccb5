package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
)

// heldCasesOf gives the cases that the person is in and a hold keeps.
func heldCasesOf(ctx context.Context, t *tx, p *person) ([]int64, error) {
	rows, err := t.query(ctx, `SELECT c.id FROM cases c WHERE (c.subject = ? OR c.subject LIKE ? OR c.id IN (SELECT case_id FROM case_watchers WHERE user_id = ?)
		OR c.id IN (SELECT case_id FROM case_entries WHERE by_id = ?))
		AND c.id IN (`+heldCases+`) ORDER BY c.id`, cases.ByPerson(p.id), cases.ByPerson(p.id)+":%", p.id, strconv.FormatInt(p.id, 10))
	held, err := collect(rows, err, scanID)
	if err != nil {
		return nil, fmt.Errorf("holds: %w", err)
	}
	return held, nil
}

// eraseMessages takes the words of messages that tell of the person. What is
// done stays as an empty row, so that a message which comes again is known.
func eraseMessages(ctx context.Context, t *tx, p *person, e *Erasure) error {
	own := laneOfChat(p.id)
	where, args := p.like("body", "lane", "reason")
	rows, err := t.query(ctx, `SELECT id, lane, state, body FROM inbox WHERE `+where+` ORDER BY id`, args...)
	found, err := collect(rows, err, scanMessage)
	if err != nil {
		return fmt.Errorf("messages in: %w", err)
	}
	for _, m := range found {
		if m.held(e.Held) || m.lane != own && p.out(m.body) == m.body {
			continue
		}
		var ev inbox.Event
		if err := json.Unmarshal([]byte(m.body), &ev); err != nil {
			return fmt.Errorf("message %d: %w", m.id, err)
		}
		theirs := m.lane == own || ev.Telegram != nil && ev.Telegram.User == p.id
		body, lane, state := p.out(m.body), m.lane, m.state
		if theirs || state != "new" {
			empty, err := json.Marshal(inbox.Event{Network: ev.Network, Kind: ev.Kind, At: ev.At})
			if err != nil {
				return err
			}
			body = string(empty)
		}
		if theirs {
			lane, state = "erased", "done"
		}
		if _, err := t.exec(ctx, `UPDATE inbox SET lane = ?, state = ?, body = ?, reason = '' WHERE id = ?`, lane, state, body, m.id); err != nil {
			return fmt.Errorf("message %d: %w", m.id, err)
		}
		e.Messages++
	}
	return eraseItems(ctx, t, p, own, e)
}

// eraseItems does the same with what was and is to be sent: to the person
// nothing is sent any more.
func eraseItems(ctx context.Context, t *tx, p *person, own string, e *Erasure) error {
	where, args := p.like("body", "follow", "ref", "lane")
	rows, err := t.query(ctx, `SELECT id, lane, state, body FROM outbox WHERE `+where+` ORDER BY id`, args...)
	found, err := collect(rows, err, scanMessage)
	if err != nil {
		return fmt.Errorf("messages out: %w", err)
	}
	for _, m := range found {
		if m.held(e.Held) {
			continue
		}
		var err error
		switch {
		case m.lane == own || strings.HasPrefix(m.lane, own+":"): // what goes beside the chat's lane too
			_, err = t.exec(ctx, `DELETE FROM outbox WHERE id = ?`, m.id)
		case m.state == "queued" || m.state == "held" || m.state == "sending":
			var body, follow, ref string
			if err = t.row(ctx, `SELECT body, follow, ref FROM outbox WHERE id = ?`, m.id).Scan(&body, &follow, &ref); err == nil {
				_, err = t.exec(ctx, `UPDATE outbox SET body = ?, follow = ?, ref = ? WHERE id = ?`, p.out(body), p.out(follow), p.out(ref), m.id)
			}
		default:
			_, err = t.exec(ctx, `UPDATE outbox SET body = '{}', follow = '', ref = '' WHERE id = ?`, m.id)
		}
		if err != nil {
			return fmt.Errorf("message %d: %w", m.id, err)
		}
		e.Messages++
	}
	return nil
}

type message struct {
	id                int64
	lane, state, body string
}

func scanMessage(s scanner) (m message, err error) {
	return m, s.Scan(&m.id, &m.lane, &m.state, &m.body)
}

// held tells whether a message belongs to one of the cases.
func (m message) held(ids []int64) bool { return subjectIn(m.lane, ids) }

// eraseCases puts a number in the person's place in all cases that no hold keeps.
func eraseCases(ctx context.Context, t *tx, p *person, e *Erasure) error {
	touched := map[int64]bool{}
	keep := func(id int64) bool { return slices.Contains(e.Held, id) }
	if err := eraseEntries(ctx, t, p, keep, touched); err != nil {
		return err
	}
	where, args := p.like("words", "facts", "tried", "resolution", "subject")
	rows, err := t.query(ctx, `SELECT id FROM cases WHERE `+where+` OR id IN (SELECT case_id FROM case_watchers WHERE user_id = ?) ORDER BY id`,
		append(args, p.id)...)
	ids, err := collect(rows, err, scanID)
	if err != nil {
		return fmt.Errorf("cases: %w", err)
	}
	for _, id := range ids {
		if keep(id) {
			continue
		}
		var texts [5]string
		if err := t.row(ctx, `SELECT words, facts, tried, resolution, subject FROM cases WHERE id = ?`, id).
			Scan(&texts[0], &texts[1], &texts[2], &texts[3], &texts[4]); err != nil {
			return fmt.Errorf("case %d: %w", id, err)
		}
		args := make([]any, 0, 6)
		for _, s := range texts {
			args = append(args, p.out(s))
		}
		if _, err := t.exec(ctx, `UPDATE cases SET words = ?, facts = ?, tried = ?, resolution = ?, subject = ?, version = version + 1 WHERE id = ?`,
			append(args, id)...); err != nil {
			return fmt.Errorf("case %d: %w", id, err)
		}
		n, err := t.changes(ctx, `UPDATE case_watchers SET user_id = ?, chat = 0, name = ?, question = 0 WHERE case_id = ? AND user_id = ?`,
			-p.number, p.actor(), id, p.id)
		if err != nil {
			return fmt.Errorf("watchers of case %d: %w", id, err)
		}
		if n > 0 || strings.Join(texts[:], "\x00") != p.out(strings.Join(texts[:], "\x00")) {
			touched[id] = true
		}
	}
	e.Cases = len(touched)
	return nil
}

// eraseEntries does so in the history of cases.
func eraseEntries(ctx context.Context, t *tx, p *person, keep func(int64) bool, touched map[int64]bool) error {
	where, args := p.like("by_id", "name", "text", "key")
	rows, err := t.query(ctx, `SELECT id, case_id, by_id, name, what, text, key FROM case_entries WHERE `+where+` ORDER BY id`, args...)
	type entry struct {
		id int64
		cases.Entry
	}
	found, err := collect(rows, err, func(s scanner) (x entry, err error) {
		return x, s.Scan(&x.id, &x.CaseID, &x.By, &x.Name, &x.What, &x.Text, &x.Key)
	})
	if err != nil {
		return fmt.Errorf("history of cases: %w", err)
	}
	for _, x := range found {
		if keep(x.CaseID) {
			continue
		}
		if x.By == strconv.FormatInt(p.id, 10) {
			x.Name = p.actor()
		}
		x.By, x.Name, x.Text, x.Key = p.out(x.By), p.out(x.Name), p.out(x.Text), p.out(x.Key)
		if _, err := t.exec(ctx, `UPDATE case_entries SET by_id = ?, name = ?, text = ?, key = ?, digest = ? WHERE id = ?`,
			x.By, x.Name, x.Text, x.Key, entryDigest(x.Entry), x.id); err != nil {
			return fmt.Errorf("history of case %d: %w", x.CaseID, err)
		}
		touched[x.CaseID] = true
	}
	return nil
}

// eraseFiles deletes the files that the person sent, but for those of cases:
// they are evidence, and no longer tell who sent them.
func eraseFiles(ctx context.Context, t *tx, p *person, e *Erasure) error {
	rows, err := t.query(ctx, `SELECT id, case_id, name FROM attachments WHERE user_id = ? ORDER BY id`, p.id)
	type file struct {
		id, inCase int64
		name       string
	}
	files, err := collect(rows, err, func(s scanner) (f file, err error) { return f, s.Scan(&f.id, &f.inCase, &f.name) })
	if err != nil {
		return fmt.Errorf("files: %w", err)
	}
	for _, f := range files {
		switch {
		case slices.Contains(e.Held, f.inCase):
			continue
		case f.inCase != 0:
			_, err = t.exec(ctx, `UPDATE attachments SET user_id = ?, chat = ?, message = id, file_id = '', unique_id = '', name = ?, reason = '', line = '' WHERE id = ?`,
				-p.number, -p.number, p.out(f.name), f.id)
		default:
			_, err = t.exec(ctx, `DELETE FROM attachments WHERE id = ?`, f.id)
		}
		if err != nil {
			return fmt.Errorf("file %d: %w", f.id, err)
		}
		e.Files++
	}
	return nil
}
