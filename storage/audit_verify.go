package storage

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// TamperedError tells the first row at which the audit trail does not hold.
type TamperedError struct {
	Row  int64
	What string
}

func (e *TamperedError) Error() string {
	return fmt.Sprintf("the audit trail was changed at row %d: %s", e.Row, e.What)
}

// Actions by which the audit trail tells what was done to itself.
const (
	actionErase  = "erase"  // a person was taken out of lines
	actionForget = "forget" // the oldest lines were let go
)

// AuditCheck tells what VerifyAudit found.
type AuditCheck struct {
	AuditHead
	// First is the row that the trail begins with: 1 until retention lets the oldest go.
	First int64
	// Erased counts the rows out of which a person was taken.
	Erased int
}

// VerifyAudit recomputes the whole chain. A *TamperedError names the first row
// that was changed, removed, added or moved. Rows that were let go by
// retention, and rows that a person was taken out of, must be told of by rows
// of the trail itself.
func (db *DB) VerifyAudit(ctx context.Context) (c AuditCheck, err error) {
	err = db.snapshot(ctx, func(q queryer) error {
		c, err = verifyAudit(ctx, q)
		return err
	})
	return c, err
}

func verifyAudit(ctx context.Context, q queryer) (c AuditCheck, err error) {
	noted, err := auditHead(ctx, q)
	if err != nil {
		return c, err
	}
	base, err := notedEnd(ctx, q, auditBaseKey)
	if err != nil {
		return c, err
	}
	c.AuditHead, c.First = base, base.Rows+1
	var erased, told []int64
	letGo := base.Rows == 0
	err = eachAudit(ctx, q, func(r AuditRow) error {
		if r.ID != c.Rows+1 {
			return &TamperedError{Row: c.Rows + 1, What: "it is missing"}
		}
		digest := r.digest
		if r.Erased {
			erased = append(erased, r.ID)
		} else {
			digest = auditDigest(r.salt, r.Audit)
		}
		if r.Erased == (r.digest == "") || auditHash(c.Hash, r, digest) != r.Hash {
			return &TamperedError{Row: r.ID, What: "its hash does not fit it or the row before"}
		}
		switch {
		case r.Erased:
		case r.Action == actionErase:
			told = append(told, erasedRows(r.Detail)...)
		case r.Action == actionForget && r.Detail == forgetDetail(base):
			letGo = true
		}
		c.AuditHead = AuditHead{Rows: r.ID, Hash: r.Hash}
		return nil
	})
	if err != nil {
		return c, err
	}
	if c.AuditHead != noted {
		return c, &TamperedError{Row: min(c.Rows, noted.Rows) + 1, What: "the trail does not end where it was noted to end"}
	}
	if !letGo {
		return c, &TamperedError{Row: c.First, What: "the rows before it were let go, and no row tells of it"}
	}
	c.Erased = len(erased)
	slices.Sort(told)
	for _, id := range erased {
		if _, ok := slices.BinarySearch(told, id); !ok {
			return c, &TamperedError{Row: id, What: "a person was taken out of it, and no row tells of it"}
		}
	}
	return c, nil
}

// forgetDetail is how the trail tells that its rows up to base were let go.
func forgetDetail(base AuditHead) string {
	return fmt.Sprintf("audit lines up to %d, hash %s", base.Rows, base.Hash)
}

const erasedMark = "audit lines "

// eraseDetail tells out of which rows a person was taken, ids in order: "audit lines 3,5-9".
func eraseDetail(ids []int64) string {
	if len(ids) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(erasedMark)
	for i := 0; i < len(ids); {
		j := i
		for j+1 < len(ids) && ids[j+1] == ids[j]+1 {
			j++
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(ids[i], 10))
		if j > i {
			b.WriteString("-" + strconv.FormatInt(ids[j], 10))
		}
		i = j + 1
	}
	return b.String()
}

// erasedRows reads eraseDetail back; what is not readable names no row.
func erasedRows(detail string) []int64 {
	list, ok := strings.CutPrefix(detail, erasedMark)
	if !ok {
		return nil
	}
	var ids []int64
	for _, part := range strings.Split(list, ",") {
		a, b, two := strings.Cut(part, "-")
		from, err := strconv.ParseInt(a, 10, 64)
		to := from
		if two && err == nil {
			to, err = strconv.ParseInt(b, 10, 64)
		}
		if err != nil || to < from || to-from > 1<<20 {
			return nil
		}
		for id := from; id <= to; id++ {
			ids = append(ids, id)
		}
	}
	return ids
}
