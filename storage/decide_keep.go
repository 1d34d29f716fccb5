package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"moneytrail/handlers"
	"moneytrail/handlers/decisions"
)

// keep writes a decision, unless what it rests on has changed meanwhile.
func (db *DB) keep(ctx context.Context, x *verdictOn) error {
	return db.change(ctx, func(ctx context.Context, t *tx) error {
		if err := stillSo(ctx, t, x); err != nil {
			return err
		}
		var err error
		if x.ID, err = t.next(ctx, "decision"); err != nil {
			return err
		}
		pairs, err := toJSON(x.Pairs)
		if err != nil {
			return err
		}
		rivals, err := toJSON(x.Rivals)
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, `INSERT INTO decisions (id, kind, merchant_id, break, what, source, subject, suggestion, pairs, rivals, on_day, amount,
			currency, note, actor, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, x.ID, string(x.Kind), x.MerchantID, string(x.Break),
			string(x.Subject.What), x.Subject.Source, x.Subject.ID, x.Suggestion, pairs, rivals, int64(x.On), x.Amount, x.Currency, x.Note, x.By, millis(x.At))
		if err != nil {
			return fmt.Errorf("keep decision: %w", err)
		}
		return db.follow(ctx, t, x, handlers.Audit{Actor: x.By, Action: "decide", Subject: "decision:" + x.Name(),
			Detail: detail(&x.Decision, "open", x.Text(), x.Note)})
	})
}

// stillSo fails where the books or the decisions are not those that were looked at.
func stillSo(ctx context.Context, t *tx, x *verdictOn) error {
	if err := (&effects{t: t}).sameVoice(ctx, false); errors.Is(err, errOtherwise) {
		return errAgain
	} else if err != nil {
		return err
	}
	now, err := readVersions(ctx, t)
	if err != nil {
		return err
	}
	var words int64
	if err := t.row(ctx, "SELECT value FROM counters WHERE name = 'decisions'").Scan(&words); err != nil {
		return err
	}
	if now != x.at || words != x.words {
		return errAgain
	}
	return nil
}

// follow does what follows from a decision or its undoing.
func (db *DB) follow(ctx context.Context, t *tx, x *verdictOn, line handlers.Audit) error {
	// What others conclude just now does not know of it: published tells them.
	for _, counter := range []string{"decisions", "published"} {
		if _, err := t.next(ctx, counter); err != nil {
			return err
		}
	}
	for _, what := range x.touches {
		if err := soil(ctx, t, what, 0, false, news{}); err != nil {
			return err
		}
	}
	return addAudit(ctx, t, 0, []handlers.Audit{line})
}

// detail tells the audit trail what was before and after.
func detail(d *decisions.Decision, before, after, note string) string {
	text := "before: " + before + "; after: " + after
	if d.MerchantID != "" {
		text = "merchant " + d.MerchantID + "; " + text
	}
	if note != "" {
		text += "; note: " + note
	}
	return text
}

// Undo takes a decision back: everything is then as if it had never been made,
// but for the list of decisions and the audit trail. Who has undone it already
// gets it again; a decision that somebody else took back is refused.
func (db *DB) Undo(ctx context.Context, id int64, by, note string) (decisions.Decision, error) {
	if by = strings.TrimSpace(by); by == "" {
		return decisions.Decision{}, refused("taking a decision back needs the name of who does it")
	}
	if err := db.Relink(ctx); err != nil {
		return decisions.Decision{}, err
	}
	var x verdictOn
	err := db.change(ctx, func(ctx context.Context, t *tx) error {
		found, err := readDecisions(ctx, t, "id = ?", id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return refused("there is no decision %s: `decide list` shows all", nameOfDecision(id))
		}
		if x.Decision = found[0]; x.IsUndone() {
			if x.Undone.By == by {
				return nil
			}
			return refusedBy(decisions.Decided, &x.Decision, "%s has taken %s back already, on %s", x.Undone.By, x.Name(), x.Undone.At.In(db.zone).Format("2006-01-02 15:04"))
		}
		v, err := db.viewOf(ctx, t)
		if err != nil {
			return err
		}
		if err := v.touching(ctx, &x); err != nil {
			return err
		}
		x.Undone = decisions.Undoing{By: by, Note: note, At: fromMillis(millis(db.clock.Now()))}
		if _, err := t.exec(ctx, "UPDATE decisions SET undone_by = ?, undone_note = ?, undone_at = ? WHERE id = ?", by, note,
			millis(x.Undone.At), id); err != nil {
			return fmt.Errorf("undo decision: %w", err)
		}
		if _, err := t.exec(ctx, "DELETE FROM decision_conflicts WHERE decision = ?", id); err != nil {
			return fmt.Errorf("undo decision: %w", err)
		}
		return db.follow(ctx, t, &x, handlers.Audit{Actor: by, Action: "undo", Subject: "decision:" + x.Name(),
			Detail: detail(&x.Decision, x.Text(), "open", note)})
	})
	if err != nil {
		return decisions.Decision{}, err
	}
	if err := db.Relink(ctx); err != nil {
		return x.Decision, fmt.Errorf("%s is taken back, links are still to be made: %w", x.Name(), err)
	}
	return x.Decision, nil
}
