package storage

import (
	"context"
	"fmt"
	"time"
)

// Serving is a process that serves from a server.
type Serving struct {
	ID      int64
	Host    string
	PID     int64
	Version string // of the program
	Started time.Time
	// Lives tells whether it holds the lock of its number: who does not is gone,
	// and struck off the list soon.
	Lives bool
	// Silent is for how long the server has heard nothing of it, 0 where it lives no more.
	Silent time.Duration
	// Roles are what it does for all of them.
	Roles []Role
}

// OtherRole stands for roles that are made of names.
const OtherRole Role = "a watched folder"

// Serving lists the processes that serve from a server, by number; of a file
// there is nothing to tell.
func (db *DB) Serving(ctx context.Context) (all []Serving, err error) {
	p, ok := db.dialect.(*postgres)
	if !ok {
		return nil, nil
	}
	err = db.snapshot(ctx, func(q queryer) error {
		rows, err := q.query(ctx, `SELECT p.id, p.host, p.pid, p.version, p.started_at, COALESCE((SELECT CAST(1000 * EXTRACT(EPOCH FROM clock_timestamp() - MAX(a.state_change)) AS bigint)
			FROM pg_stat_activity a WHERE a.application_name = p.name AND a.datname = current_database()), 0) FROM processes p ORDER BY p.id`)
		if all, err = collect(rows, err, scanServing); err != nil {
			return err
		}
		for i := range all {
			if err := p.rolesOf(ctx, q, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("processes: %w", err)
	}
	return all, nil
}

func scanServing(sc scanner) (s Serving, err error) {
	var started, silent int64
	err = sc.Scan(&s.ID, &s.Host, &s.PID, &s.Version, &started, &silent)
	s.Started, s.Silent = fromMillis(started), time.Duration(max(silent, 0))*time.Millisecond
	return s, err
}

// rolesOf finds what locks the connection has that has the lock of a process's number.
func (p *postgres) rolesOf(ctx context.Context, q queryer, s *Serving) error {
	rows, err := q.query(ctx, `SELECT CAST(o.objid AS bigint) FROM pg_locks l JOIN pg_locks o ON o.pid = l.pid AND o.database = l.database AND o.classid = l.classid
			AND o.locktype = 'advisory' AND o.objsubid = 2 AND o.granted
		WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND CAST(l.classid AS bigint) = ? AND CAST(l.objid AS bigint) = ?
			AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1`, int64(uint32(p.half())), s.ID)
	locks, err := collect(rows, err, scanID)
	if err != nil {
		return err
	}
	s.Lives = len(locks) > 0
	for _, lock := range locks {
		switch int64(int32(uint32(lock))) { // below zero, as roles are called
		case s.ID:
		case Polling.number():
			s.Roles = append(s.Roles, Polling)
		case Housekeeping.number():
			s.Roles = append(s.Roles, Housekeeping)
		default:
			s.Roles = append(s.Roles, OtherRole)
		}
	}
	return nil
}
