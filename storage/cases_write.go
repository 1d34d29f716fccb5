package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"moneytrail/handlers/cases"
)

// putCase inserts a case (Version 0) or changes one that was read with
// c.Version. A merchant has one unresolved case per subject.
func putCase(ctx context.Context, t *tx, c cases.Case) error {
	args, err := caseArgs(c)
	if err != nil {
		return fmt.Errorf("case %d: %w", c.ID, err)
	}
	var n int
	if c.Version == 0 {
		n, err = t.changes(ctx, `INSERT INTO cases (merchant_id, subject, status, urgent, reason, amount, currency, words, facts, tried, marked, steps,
			transactions, payouts, claimed_by, claimed_by_name, resolution, resolved_at, opened_at, changed_at, business_date, id, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`, args...)
	} else {
		n, err = t.changes(ctx, `UPDATE cases SET merchant_id = ?, subject = ?, status = ?, urgent = ?, reason = ?, amount = ?, currency = ?,
			words = ?, facts = ?, tried = ?, marked = ?, steps = ?, transactions = ?, payouts = ?, claimed_by = ?, claimed_by_name = ?, resolution = ?,
			resolved_at = ?, opened_at = ?, changed_at = ?, business_date = ?, version = version + 1
			WHERE id = ? AND version = ?`, append(args, c.Version)...)
	}
	if err != nil {
		return fmt.Errorf("case %d: %w", c.ID, err)
	}
	if n == 0 {
		return conflict("case %d, or another case about %s of %s is open", c.ID, c.Subject, c.MerchantID)
	}
	return putWatchers(ctx, t, c)
}

func caseArgs(c cases.Case) ([]any, error) {
	var texts [7]string
	for i, v := range []any{c.Facts, c.Tried, c.Marked, c.Steps, c.Transactions, c.Payouts, c.Resolution} {
		var err error
		if texts[i], err = toJSON(v); err != nil {
			return nil, err
		}
	}
	var resolved int64
	if c.Resolution != nil {
		resolved = millis(c.Resolution.At)
	}
	return []any{c.MerchantID, c.Subject, string(c.Status), c.Urgent, c.Reason, c.Amount, c.Currency, c.Words, texts[0], texts[1],
		texts[2], texts[3], texts[4], texts[5], c.ClaimedBy, c.ClaimedByName, texts[6], resolved, millis(c.OpenedAt), millis(c.ChangedAt),
		c.BusinessDate, c.ID}, nil
}

func putWatchers(ctx context.Context, t *tx, c cases.Case) error {
	if _, err := t.exec(ctx, `DELETE FROM case_watchers WHERE case_id = ?`, c.ID); err != nil {
		return fmt.Errorf("watchers of case %d: %w", c.ID, err)
	}
	for i, w := range c.Watchers {
		_, err := t.exec(ctx, `INSERT INTO case_watchers (case_id, position, chat, user_id, name, language, question)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, c.ID, i, w.Chat, w.User, w.Name, w.Language, w.Question)
		if err != nil {
			return fmt.Errorf("watchers of case %d: %w", c.ID, err)
		}
	}
	return nil
}

// addEntry adds a line to a case's history. A line that has a key and is there
// already, with the same what and text, is not added again.
func addEntry(ctx context.Context, t *tx, e cases.Entry) error {
	_, err := t.exec(ctx, `INSERT INTO case_entries (case_id, at, who, by_id, name, what, text, key, digest)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		e.CaseID, millis(e.At), e.Who, e.By, e.Name, e.What, e.Text, e.Key, entryDigest(e))
	if err != nil {
		return fmt.Errorf("entry of case %d: %w", e.CaseID, err)
	}
	return nil
}

func entryDigest(e cases.Entry) string {
	if e.Key == "" {
		return ""
	}
	h := sha256.New()
	lengthPrefixed(h, e.Key, e.What, e.Text)
	return hex.EncodeToString(h.Sum(nil))
}

// lengthPrefixed writes texts so that no two different lists give the same bytes.
func lengthPrefixed(w io.Writer, texts ...string) {
	for _, s := range texts {
		_, _ = fmt.Fprintf(w, "%d:%s", len(s), s) // a hash does not fail
	}
}

// Entries gives the history of a case, oldest first.
func (db *DB) Entries(ctx context.Context, id int64) ([]cases.Entry, error) {
	rows, err := db.reads().query(ctx, `SELECT case_id, at, who, by_id, name, what, text, key FROM case_entries
		WHERE case_id = ? ORDER BY id`, id)
	all, err := collect(rows, err, scanEntry)
	if err != nil {
		return nil, fmt.Errorf("entries of case %d: %w", id, err)
	}
	return all, nil
}

func scanEntry(s scanner) (e cases.Entry, err error) {
	var at int64
	err = s.Scan(&e.CaseID, &at, &e.Who, &e.By, &e.Name, &e.What, &e.Text, &e.Key)
	e.At = fromMillis(at)
	return e, err
}

// EntryOf gives the newest version of what a message says in a case's history;
// key is that of its entries.
func (db *DB) EntryOf(ctx context.Context, id int64, key string) (cases.Entry, bool, error) {
	return one(db.reads().row(ctx, `SELECT case_id, at, who, by_id, name, what, text, key FROM case_entries
		WHERE case_id = ? AND key = ? ORDER BY id DESC LIMIT 1`, id, key), scanEntry)
}

// AgentSaid gives what an agent last wrote to the merchant in a case, a chat got and nobody
// took back; of a line that was edited what the merchant sees of it now. A line that an
// edit left without its mark, or without words, is the desk's own.
func (db *DB) AgentSaid(ctx context.Context, id int64) (cases.Entry, bool, error) {
	rows, err := db.reads().query(ctx, `SELECT e.case_id, e.at, e.who, e.by_id, e.name, e.what, e.text, e.key,
		(SELECT COUNT(*) FROM case_entries x WHERE x.case_id = e.case_id AND x.what = 'edited' AND e.key <> ''
			AND substr(x.key, 1, length(e.key) + 1) = e.key || ':')
		FROM case_entries e WHERE e.case_id = ? AND e.who = 'agent' AND e.what = 'relayed' AND (e.key = '' OR NOT EXISTS (
			SELECT 1 FROM case_entries b WHERE b.case_id = e.case_id AND b.key = e.key AND b.what IN ('deleted', 'withdrawn')))
		ORDER BY e.id DESC`, id)
	lines, err := collect(rows, err, scanLine)
	if err != nil {
		return cases.Entry{}, false, fmt.Errorf("words of agents in case %d: %w", id, err)
	}
	for _, l := range lines {
		edited := false
		if l.edits > 0 {
			if l.Text, edited, err = db.shownOf(ctx, l.Entry); err != nil {
				return cases.Entry{}, false, err
			}
		}
		if l.Text == "" {
			continue
		}
		got := edited || l.Key == ""
		if !got {
			if got, err = db.delivered(ctx, l.Entry); err != nil {
				return cases.Entry{}, false, err
			}
		}
		if got {
			return l.Entry, true, nil
		}
	}
	return cases.Entry{}, false, nil
}

// delivered tells whether some chat of the case got a line, or a part of it.
func (db *DB) delivered(ctx context.Context, line cases.Entry) (bool, error) {
	var n int
	ref := strings.TrimSuffix(cases.RelayRef(line.CaseID, line.Key, 0), "0")
	err := db.reads().row(ctx, `SELECT COUNT(*) FROM anchors WHERE ref > ? AND ref < ?`, ref, strings.TrimSuffix(ref, ":")+";").Scan(&n)
	if err != nil {
		return false, fmt.Errorf("places of a line in case %d: %w", line.CaseID, err)
	}
	return n > 0, nil
}

// shownOf gives the words of an edited line that its merchant sees: those of its newest
// edit that Telegram took, which is edited, else its own; "" where an edit made it the desk's own.
func (db *DB) shownOf(ctx context.Context, line cases.Entry) (words string, edited bool, err error) {
	rows, err := db.reads().query(ctx, `SELECT x.text, (SELECT COUNT(*) FROM anchors a
			WHERE a.ref > 'case:' || CAST(? AS BIGINT) || ':edited:' || x.key || ':' AND a.ref < 'case:' || CAST(? AS BIGINT) || ':edited:' || x.key || ';')
		FROM case_entries x WHERE x.case_id = ? AND x.what = 'edited' AND substr(x.key, 1, length(CAST(? AS TEXT)) + 1) = CAST(? AS TEXT) || ':' ORDER BY x.id DESC`,
		line.CaseID, line.CaseID, line.CaseID, line.Key, line.Key)
	edits, err := collect(rows, err, func(s scanner) (e edit, err error) { return e, s.Scan(&e.text, &e.shown) })
	if err != nil {
		return "", false, fmt.Errorf("edits of a line in case %d: %w", line.CaseID, err)
	}
	for _, e := range edits {
		if text, marked := cases.Relayed(e.text); !marked || text == "" || e.shown > 0 {
			return text, true, nil
		}
	}
	return line.Text, false, nil
}

// edit is a version of a line, and at how many chats it is shown.
type edit struct {
	text  string
	shown int
}

// relayedLine is a line that went to a merchant, and how often it was edited.
type relayedLine struct {
	cases.Entry
	edits int
}

func scanLine(s scanner) (l relayedLine, err error) {
	var at int64
	err = s.Scan(&l.CaseID, &at, &l.Who, &l.By, &l.Name, &l.What, &l.Text, &l.Key, &l.edits)
	l.At = fromMillis(at)
	return l, err
}
