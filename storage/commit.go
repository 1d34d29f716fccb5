package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

// Commit makes everything that follows from an event true at once: session,
// cases and their entries, members, the invite used, audit, promises, claims, items to
// send, and the event done. Or nothing of it. handlers.ErrConflict: something
// the turn had read was changed meanwhile; the turn is to be run again. An
// event that is done already is left as it is and nothing is applied twice.
// An event without an ID (a command's own turn) has no inbox row to finish.
// What HandTo's couriers have room for is with them when it returns, after an error
// too where that came behind the commit: the event, run again, is done already.
func (db *DB) Commit(ctx context.Context, ev inbox.Event, out handlers.Outcome) error {
	var given hands
	defer given.leave()
	err := db.changeBriefly(ctx, func(ctx context.Context, t *tx) error {
		fresh, err := finish(ctx, t, ev)
		if err != nil || !fresh {
			return err
		}
		t.hands, t.took, t.committed = &given, given.queued, given.begin
		defer func() { t.hands = nil }() // what goes with this write may be undone alone
		return apply(ctx, t, ev.ID, out)
	})
	if err != nil && !errors.Is(err, handlers.ErrConflict) && db.unique(err) {
		err = errors.Join(handlers.ErrConflict, err)
	}
	if err != nil {
		return fmt.Errorf("commit event %d %s: %w", ev.ID, ev.Key, err)
	}
	return nil
}

// finish marks the event done; fresh is false where it was done or set aside before.
func finish(ctx context.Context, t *tx, ev inbox.Event) (fresh bool, err error) {
	if ev.ID == 0 {
		return true, nil
	}
	var state string
	err = t.row(ctx, `SELECT state FROM inbox WHERE id = ?`, ev.ID).Scan(&state)
	if errors.Is(err, sql.ErrNoRows) {
		return false, errors.New("the inbox has no such event")
	}
	if err != nil || state != "new" {
		return false, err
	}
	for _, id := range append([]int64{ev.ID}, ev.With...) {
		n, err := t.changes(ctx, `UPDATE inbox SET state = 'done', done_at = ?, due_at = 0 WHERE id = ? AND state = 'new'`, t.db.now(), id)
		if err != nil {
			return false, err
		}
		if n == 0 { // what was joined is no longer there to be answered
			return false, conflict("event %d that was joined to %d", id, ev.ID)
		}
	}
	return true, wakesNext(ctx, t, ev.Lane)
}

// wakesNext calls for the files of the event that is the first of its lane now.
func wakesNext(ctx context.Context, t *tx, lane string) error {
	fetching, _, err := one(t.row(ctx, `SELECT fetching FROM inbox WHERE lane = ? AND state = 'new' ORDER BY id LIMIT 1`, lane),
		func(s scanner) (yes bool, err error) { return yes, s.Scan(&yes) })
	if fetching {
		t.wakes(Fetches)
	}
	return err
}

func apply(ctx context.Context, t *tx, event int64, out handlers.Outcome) error {
	if out.Session != nil {
		if err := putSession(ctx, t, *out.Session); err != nil {
			return err
		}
	}
	for _, c := range out.Cases {
		if err := putCase(ctx, t, c); err != nil {
			return err
		}
	}
	for _, e := range out.Entries {
		if err := addEntry(ctx, t, e); err != nil {
			return err
		}
	}
	if out.UseInvite != "" {
		if err := useInvite(ctx, t, out.UseInvite, out.UseInviteBy); err != nil {
			return err
		}
	}
	for _, m := range out.Members {
		if err := putMember(ctx, t, m); err != nil {
			return err
		}
	}
	for _, p := range out.Promises {
		if err := addPromise(ctx, t, event, p); err != nil {
			return err
		}
	}
	for _, a := range out.Assurances {
		if err := putAssurance(ctx, t, a); err != nil {
			return err
		}
	}
	for _, c := range out.Claims {
		if err := claim(ctx, t, c); err != nil {
			return err
		}
	}
	for _, w := range out.Waits {
		if err := putWait(ctx, t, w); err != nil {
			return err
		}
	}
	for _, r := range out.Runs {
		if err := putRun(ctx, t, r); err != nil {
			return err
		}
	}
	for _, f := range out.Files {
		if err := fileTo(ctx, t, f); err != nil {
			return err
		}
	}
	if err := addAudit(ctx, t, event, out.Audit); err != nil {
		return err
	}
	return queueItems(ctx, t, event, out.Send)
}

func addPromise(ctx context.Context, t *tx, event int64, p handlers.Promise) error {
	_, err := t.exec(ctx, `INSERT INTO promises (event, merchant_id, transaction_row, due_on, estimated, told_at)
		VALUES (?, ?, ?, ?, ?, ?)`, event, p.MerchantID, p.Transaction, p.On.String(), p.Estimated, t.db.now())
	if err != nil {
		return fmt.Errorf("promise: %w", err)
	}
	return nil
}

// Promises gives what merchants were told about a transaction, oldest first.
func (db *DB) Promises(ctx context.Context, transaction int64) ([]handlers.Promise, error) {
	rows, err := db.reads().query(ctx, `SELECT merchant_id, transaction_row, due_on, estimated FROM promises
		WHERE transaction_row = ? ORDER BY id`, transaction)
	all, err := collect(rows, err, func(s scanner) (p handlers.Promise, err error) {
		var on string
		if err := s.Scan(&p.MerchantID, &p.Transaction, &on, &p.Estimated); err != nil {
			return p, err
		}
		return p, p.On.UnmarshalText([]byte(on))
	})
	if err != nil {
		return nil, fmt.Errorf("promises about %d: %w", transaction, err)
	}
	return all, nil
}

// conflict is handlers.ErrConflict with a word on what changed, for logs.
func conflict(format string, args ...any) error {
	return fmt.Errorf("%w: %s", handlers.ErrConflict, fmt.Sprintf(format, args...))
}
