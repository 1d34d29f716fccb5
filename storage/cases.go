package storage

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
)

const caseColumns = `c.id, c.merchant_id, c.subject, c.status, c.urgent, c.reason, c.amount, c.currency, c.words, c.facts, c.tried, c.marked, c.steps,
	c.transactions, c.payouts, c.claimed_by, c.claimed_by_name, c.resolution, c.opened_at, c.changed_at, c.business_date, c.version`

func scanCase(s scanner) (c cases.Case, err error) {
	var status, facts, tried, marked, steps, txns, payouts, resolution string
	var opened, changed int64
	if err := s.Scan(&c.ID, &c.MerchantID, &c.Subject, &status, &c.Urgent, &c.Reason, &c.Amount, &c.Currency, &c.Words, &facts, &tried, &marked, &steps,
		&txns, &payouts, &c.ClaimedBy, &c.ClaimedByName, &resolution, &opened, &changed, &c.BusinessDate, &c.Version); err != nil {
		return c, err
	}
	c.Status, c.OpenedAt, c.ChangedAt = cases.Status(status), fromMillis(opened), fromMillis(changed)
	for _, part := range []struct {
		text string
		to   any
	}{{facts, &c.Facts}, {tried, &c.Tried}, {marked, &c.Marked}, {steps, &c.Steps}, {txns, &c.Transactions}, {payouts, &c.Payouts}, {resolution, &c.Resolution}} {
		if err := fromJSON(part.text, part.to); err != nil {
			return c, fmt.Errorf("case %d: %w", c.ID, err)
		}
	}
	return c, nil
}

// findCases reads cases with their watchers from one state of the database.
func (db *DB) findCases(ctx context.Context, where string, args ...any) (found []cases.Case, err error) {
	err = db.snapshot(ctx, func(q queryer) error {
		rows, err := q.query(ctx, `SELECT `+caseColumns+` FROM cases c `+where, args...)
		if found, err = collect(rows, err, scanCase); err != nil {
			return err
		}
		for i := range found {
			if found[i].Watchers, err = watchers(ctx, q, found[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("cases: %w", err)
	}
	return found, nil
}

func (db *DB) findCase(ctx context.Context, where string, args ...any) (cases.Case, bool, error) {
	found, err := db.findCases(ctx, where, args...)
	if err != nil || len(found) == 0 {
		return cases.Case{}, false, err
	}
	return found[0], true, nil
}

func watchers(ctx context.Context, q queryer, id int64) ([]cases.Watcher, error) {
	rows, err := q.query(ctx, `SELECT chat, user_id, name, language, question FROM case_watchers WHERE case_id = ? ORDER BY position`, id)
	return collect(rows, err, func(s scanner) (w cases.Watcher, err error) {
		return w, s.Scan(&w.Chat, &w.User, &w.Name, &w.Language, &w.Question)
	})
}

// Case gives a case by its number.
func (db *DB) Case(ctx context.Context, id int64) (cases.Case, bool, error) {
	return db.findCase(ctx, `WHERE c.id = ?`, id)
}

// OpenCase gives the unresolved case of a merchant about a subject.
func (db *DB) OpenCase(ctx context.Context, merchant, subject string) (cases.Case, bool, error) {
	return db.findCase(ctx, `WHERE c.merchant_id = ? AND c.subject = ? AND c.status <> 'resolved'`, merchant, subject)
}

// OpenCases gives the unresolved cases of a merchant, oldest first; of all merchants for "".
func (db *DB) OpenCases(ctx context.Context, merchant string) ([]cases.Case, error) {
	if merchant == "" {
		return db.findCases(ctx, `WHERE c.status <> 'resolved' ORDER BY c.id`)
	}
	return db.findCases(ctx, `WHERE c.merchant_id = ? AND c.status <> 'resolved' ORDER BY c.id`, merchant)
}

// EachCase gives every case, oldest first.
func (db *DB) EachCase(ctx context.Context, yield func(cases.Case) error) error {
	const page = 500
	for last := int64(0); ; {
		found, err := db.findCases(ctx, `WHERE c.id > ? ORDER BY c.id LIMIT ?`, last, page)
		if err != nil {
			return err
		}
		for _, c := range found {
			if err := yield(c); err != nil {
				return err
			}
			last = c.ID
		}
		if len(found) < page {
			return nil
		}
	}
}

// CasesOf gives the cases that a person watches, newest first: the unresolved
// ones, and those resolved in the last 30 days.
func (db *DB) CasesOf(ctx context.Context, user int64) ([]cases.Case, error) {
	since := db.clock.Machine().Add(-30 * 24 * time.Hour)
	return db.findCases(ctx, `WHERE c.id IN (SELECT case_id FROM case_watchers WHERE user_id = ?)
		AND (c.status <> 'resolved' OR c.resolved_at >= ?) ORDER BY c.id DESC`, user, millis(since))
}

// CaseByThread gives the case whose card is the message with this timestamp.
func (db *DB) CaseByThread(ctx context.Context, channel, threadTS string) (cases.Case, bool, error) {
	return db.caseOfMessage(ctx, "slack", channel, threadTS, func(rest string) bool { return rest == "card" })
}

// TellsAlike tells whether a message of the product in Slack is one that tells of
// many cases of one cause together.
func (db *DB) TellsAlike(ctx context.Context, channel, ts string) (bool, error) {
	var n int
	err := db.reads().row(ctx, `SELECT COUNT(*) FROM anchors WHERE channel = ? AND message = ? AND network = 'slack' AND ref LIKE 'alike:%'`, channel, ts).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("read anchors: %w", err)
	}
	return n > 0, nil
}

// CaseByMessage gives the case that a message to a Telegram chat is about.
func (db *DB) CaseByMessage(ctx context.Context, chat int64, message int) (cases.Case, bool, error) {
	return db.caseOfMessage(ctx, "telegram", strconv.FormatInt(chat, 10), strconv.Itoa(message), func(string) bool { return true })
}

// caseOfMessage gives the case after which a sent message is named, where the
// rest of the name fits.
func (db *DB) caseOfMessage(ctx context.Context, network, channel, message string, fits func(rest string) bool) (cases.Case, bool, error) {
	rows, err := db.reads().query(ctx, `SELECT ref FROM anchors WHERE channel = ? AND message = ? AND network = ? ORDER BY ref`,
		channel, message, network)
	refs, err := collect(rows, err, func(s scanner) (ref string, err error) { return ref, s.Scan(&ref) })
	if err != nil {
		return cases.Case{}, false, fmt.Errorf("case of message %s: %w", message, err)
	}
	for _, ref := range refs {
		named, isCase := strings.CutPrefix(ref, "case:")
		number, rest, _ := strings.Cut(named, ":")
		if id, err := strconv.ParseInt(number, 10, 64); isCase && err == nil && fits(rest) {
			return db.Case(ctx, id)
		}
	}
	return cases.Case{}, false, nil
}

// LastWords tells when somebody last wrote in a case; zero for never.
func (db *DB) LastWords(ctx context.Context, id int64) (w handlers.LastWords, err error) {
	var desk, merchant, unanswered, lastOfDesk, last, agent, reopened int64
	err = db.reads().row(ctx, `WITH said AS (SELECT id, at, who, what, CASE WHEN `+deskWords+` THEN 'desk' WHEN `+merchantWords+` THEN 'merchant' ELSE '' END AS side
			FROM case_entries e WHERE case_id = ?),
		answered AS (SELECT COALESCE(MAX(id), 0) AS answer FROM said WHERE side = 'desk' OR what IN ('resolved', 'landed'))
		SELECT COALESCE(MAX(CASE WHEN side = 'desk' THEN at END), 0), COALESCE(MAX(CASE WHEN side = 'merchant' THEN at END), 0),
		COALESCE(MIN(CASE WHEN id > answer AND (side = 'merchant' OR what = 'reopened') THEN at END), 0),
		COALESCE(MAX(CASE WHEN side = 'desk' THEN id END), 0), COALESCE(MAX(CASE WHEN side = 'merchant' THEN id END), 0),
		COALESCE(MAX(CASE WHEN who = 'agent' THEN at END), 0), COALESCE(MAX(CASE WHEN what = 'reopened' THEN at END), 0)
		FROM said CROSS JOIN answered`, id).Scan(&desk, &merchant, &unanswered, &lastOfDesk, &last, &agent, &reopened)
	if err != nil {
		return w, fmt.Errorf("last words of case %d: %w", id, err)
	}
	return handlers.LastWords{Desk: fromMillis(desk), Merchant: fromMillis(merchant), Unanswered: fromMillis(unanswered),
		Waits: lastOfDesk > last, Agent: fromMillis(agent), Reopened: fromMillis(reopened)}, nil
}

// deskWords are the entries by which a merchant is told something that was not taken
// back, merchantWords those by which a merchant says something that wants an answer.
const (
	deskWords = `(what = 'signs' OR who = 'bot' AND what = 'opened' OR what = 'relayed' AND (key = '' OR NOT EXISTS (
		SELECT 1 FROM case_entries b WHERE b.case_id = e.case_id AND b.key = e.key AND b.what IN ('deleted', 'withdrawn'))))`
	merchantWords = `(who = 'merchant' AND what <> 'noted')`
)
