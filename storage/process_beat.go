package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/outbox"
)

// live beats until ctx ends or the claims are lost.
func (s *process) live(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.beat(ctx); err != nil {
			s.lose(fmt.Errorf("%w (%s): %w", ErrClaimLost, s.p.name, err))
			return
		}
	}
}

// beat shows that this process lives, tries for the roles it wants, and looks
// whether the others live.
func (s *process) beat(ctx context.Context) error {
	began := time.Now()
	late := began.Sub(s.last) > beatLate
	s.last = began
	return s.do(ctx, func(ctx context.Context, c conn) error {
		var backend int64
		err := c.row(ctx, "UPDATE processes SET beat = beat + 1 WHERE id = ? RETURNING pg_backend_pid()", s.id).Scan(&backend)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return errDeclared
		case err != nil:
			return err
		case backend != s.backend:
			return errPooled
		}
		s.proven.Store(&began)
		if err := s.tryRoles(ctx, c); err != nil {
			return err
		}
		silent, stopped, err := s.look(ctx, c, began, late)
		if err != nil {
			return err
		}
		for _, id := range stopped {
			if err := s.cut(ctx, c, id); err != nil {
				s.db.log.Error("a process that serves gives no sign, and cannot be cut off", "process", id, "error", err)
			}
		}
		if len(silent) > 0 {
			select {
			case s.silent <- silent:
			default: // it is being looked at
			}
		}
		return nil
	})
}

// tryRoles takes what is free of the roles that this process waits for.
func (s *process) tryRoles(ctx context.Context, c conn) error {
	s.want.mu.Lock()
	defer s.want.mu.Unlock()
	if len(s.want.roles) == 0 {
		return nil
	}
	waiting := make(map[int64]Role, len(s.want.roles))
	numbers := make([]string, 0, len(s.want.roles))
	for role := range s.want.roles {
		n := role.number()
		waiting[n] = role
		numbers = append(numbers, strconv.FormatInt(n, 10))
	}
	rows, err := c.query(ctx, "SELECT n FROM unnest(string_to_array(?, ',')::int[]) n WHERE pg_try_advisory_lock(?, n)", strings.Join(numbers, ","), s.p.half())
	won, err := collect(rows, err, scanID)
	for _, n := range won {
		role := waiting[n]
		close(s.want.roles[role])
		delete(s.want.roles, role)
		s.db.log.Info("a role is this process's own", "role", string(role), "process", s.id)
	}
	return err
}

// look tells which processes gave no sign since the last looks, and which for
// so long that they are to be cut off. Who was late itself begins to count anew.
func (s *process) look(ctx context.Context, c conn, now time.Time, late bool) (silent, stopped []int64, err error) {
	type row struct{ id, beat int64 }
	rows, err := c.query(ctx, "SELECT id, beat FROM processes WHERE id <> ?", s.id)
	all, err := collect(rows, err, func(sc scanner) (r row, err error) { return r, sc.Scan(&r.id, &r.beat) })
	if err != nil {
		return nil, nil, err
	}
	seen := make(map[int64]lastBeat, len(all))
	for _, r := range all {
		is, known := s.others[r.id]
		if !known || late || is.beat != r.beat {
			is = lastBeat{r.beat, now}
		}
		seen[r.id] = is
		if quiet := now.Sub(is.since); quiet >= cutOff {
			stopped = append(stopped, r.id)
		} else if quiet < suspect {
			continue
		}
		silent = append(silent, r.id)
	}
	s.others = seen
	s.count.Store(int32(1 + len(all)))
	return silent, stopped, nil
}

// cut has the server end all connections of a process, which ends its claims
// and whatever it was about to write.
func (s *process) cut(ctx context.Context, c conn, id int64) error {
	rows, err := c.query(ctx, `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN processes p ON p.name = a.application_name
		WHERE p.id = ? AND a.datname = current_database()`, id)
	ended, err := collect(rows, err, func(sc scanner) (is bool, err error) { return is, sc.Scan(&is) })
	if len(ended) > 0 {
		s.db.log.Warn("a process that serves gives no sign: its connections are cut, and its work is taken over", "process", id, "connections", len(ended))
	}
	return err
}

// undertake takes over what processes that are gone had claimed, until ctx ends.
func (s *process) undertake(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case ids := <-s.silent:
			if err := s.bury(ctx, ids); err != nil && ctx.Err() == nil {
				s.db.log.Error("take over from processes that are gone", "error", err)
			}
		}
	}
}

// buryAll is bury of every process that is gone.
func (s *process) buryAll(ctx context.Context) error {
	rows, err := s.db.reads().query(ctx, "SELECT id FROM processes WHERE id <> ?", s.id)
	ids, err := collect(rows, err, func(sc scanner) (id int64, err error) { return id, sc.Scan(&id) })
	if err != nil {
		return fmt.Errorf("processes: %w", err)
	}
	if err := s.bury(ctx, ids); err != nil {
		return err
	}
	return s.db.change(ctx, freeClaims)
}

// bury strikes those of the processes off the list that are gone: their locks
// can be taken. What they had claimed is free then, and what they were sending
// is a repeat.
func (s *process) bury(ctx context.Context, ids []int64) error {
	return s.db.change(ctx, func(ctx context.Context, t *tx) error {
		struck := 0
		for _, id := range ids {
			var gone bool
			if err := t.row(ctx, "SELECT pg_try_advisory_xact_lock(?, ?)", s.p.half(), id).Scan(&gone); err != nil {
				return err
			}
			if !gone {
				continue
			}
			n, err := t.changes(ctx, "DELETE FROM processes WHERE id = ?", id)
			if err != nil {
				return err
			}
			if n > 0 {
				s.db.log.Info("a process that served is gone: what it had claimed is taken over", "process", id)
			}
			struck += n
		}
		if err := recoverSending(ctx, t); err != nil || struck == 0 {
			return err
		}
		if err := s.census(ctx, t.conn); err != nil {
			return err
		}
		return freeClaims(ctx, t)
	})
}

// retireWait bounds how long a process that ends waits to strike itself off;
// otherwise the others do it.
const retireWait = 2 * time.Second

// retire strikes this process off the list; where that fails the others find
// that it is gone.
func (s *process) retire() {
	ctx, cancel := context.WithTimeout(context.Background(), retireWait)
	defer cancel()
	err := s.db.change(ctx, func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, "DELETE FROM processes WHERE id = ?", s.id); err != nil {
			return err
		}
		if err := recoverSending(ctx, t); err != nil {
			return err
		}
		return freeClaims(ctx, t)
	})
	if err != nil {
		s.db.log.Debug("the others will find that this process ended", "error", err)
	}
}

// recoverSending queues as a repeat what nobody is sending any more.
func recoverSending(ctx context.Context, t *tx) error {
	n, err := t.changes(ctx, `UPDATE outbox SET state = CASE WHEN kind = ? THEN 'expired' ELSE 'queued' END,
		uncertain = 1, due_at = 0, process = 0, changed_at = ? WHERE state = 'sending' AND process NOT IN (SELECT id FROM processes)`,
		string(outbox.BestEffort), t.db.now())
	if err != nil {
		return fmt.Errorf("recover the outbox: %w", err)
	}
	if n > 0 {
		t.wakesAll()
	}
	return nil
}

// freeClaims gives back what waits under the number of a process that is not
// listed: one that is gone, or one of another database that this is a copy of.
// A number that is not listed while a row bears it will not be again, so what
// is claimed meanwhile stays claimed.
func freeClaims(ctx context.Context, t *tx) error {
	freed := 0
	for _, q := range []laneTable{inboxLanes, outboxLanes} {
		waits := " FROM " + q.table + " WHERE " + q.open + " AND process <> 0 AND process NOT IN (SELECT id FROM processes)"
		rows, err := t.query(ctx, "SELECT DISTINCT process"+waits)
		gone, err := collect(rows, err, scanID)
		if err != nil {
			return fmt.Errorf("claims in the %s: %w", q.table, err)
		}
		for _, id := range gone {
			n, err := t.changes(ctx, "UPDATE "+q.table+" SET process = 0 WHERE "+q.open+" AND process = ?", id)
			if err != nil {
				return fmt.Errorf("claims in the %s: %w", q.table, err)
			}
			freed += n
		}
	}
	if freed > 0 {
		t.wakesAll()
	}
	return nil
}
