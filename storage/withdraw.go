package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/recon/record"
)

// WithdrawResult tells what taking a file back did: Returned rows say again
// what other files had said before, Gone rows nobody else had told of.
type WithdrawResult struct {
	File           File
	Returned, Gone int
}

// ErrNoSuchFile tells that no published file has the digest asked for.
var ErrNoSuchFile = errors.New("no imported file has this digest")

// Withdraw takes a published file back, all of it in one transaction: its rows
// say again what was told of them before, or vanish where no other file told
// of them; one entry of the audit trail says who did it. Then the links of all
// that it touched are made again, and who was told otherwise can be corrected:
// what moved goes into the inbox as after an import. hash is the SHA-256 of the
// file in hex, or its beginning where no other file has that, of a file without
// rows with @ and its day (see File.Digest); by is the actor
// of the audit entry. The file can be imported again, with the same end.
func (db *DB) Withdraw(ctx context.Context, hash, by string) (WithdrawResult, error) {
	if err := db.Relink(ctx); err != nil {
		return WithdrawResult{}, err
	}
	var res WithdrawResult
	err := db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
		f, err := publishedFile(ctx, t, hash)
		if err != nil {
			return err
		}
		u := &unsaying{db: db, t: t, file: f.ID, effects: &effects{db: db, t: t, file: f, dirty: map[touch]bool{}}}
		if u.effects.reg, err = db.registryNow(ctx, t); err != nil {
			return err
		}
		if err := u.effects.sameVoice(ctx, false); err != nil {
			return err
		}
		if err := u.effects.newTerms(ctx); err != nil {
			return err
		}
		if err := u.all(ctx); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE files SET state = 'withdrawn' WHERE id = ?", f.ID); err != nil {
			return err
		}
		if u.merchants {
			u.effects.file.Kind = record.Merchants // whatever most of its rows were
		}
		if err := u.effects.newMerchants(ctx); err != nil {
			return err
		}
		if _, err := t.next(ctx, "published"); err != nil {
			return err
		}
		if err := u.effects.mark(ctx, false); err != nil {
			return err
		}
		res = WithdrawResult{File: f, Returned: u.returned, Gone: u.gone}
		return addAudit(ctx, t, 0, []handlers.Audit{{Actor: by, Action: "withdraw", Subject: "file:" + f.Hash,
			Detail: fmt.Sprintf("%s: %d rows returned, %d gone", f.Name, u.returned, u.gone)}})
	})
	if err != nil {
		return WithdrawResult{}, fmt.Errorf("withdraw %s: %w", hash, err)
	}
	db.forgetRegistry()
	if err := db.Relink(ctx); err != nil {
		return res, fmt.Errorf("%s is taken back, links are still to be made: %w", res.File.Name, err)
	}
	return res, nil
}

// publishedFile finds a file by the beginning of its digest.
func publishedFile(ctx context.Context, q queryer, hash string) (File, error) {
	hash, day, dated := strings.Cut(strings.ToLower(strings.TrimSpace(hash)), "@")
	if _, err := time.Parse(time.DateOnly, day); len(hash) < 8 || strings.Trim(hash, "0123456789abcdef") != "" || dated && err != nil {
		return File{}, fmt.Errorf("%q is not a digest: give the SHA-256 of the file, or at least its first 8 digits", hash)
	}
	rows, err := q.query(ctx, "SELECT "+fileColumns+" FROM files WHERE state = 'published' AND hash >= ? AND hash < ? AND hash LIKE ? ORDER BY id LIMIT 2",
		hash, hash+"g", "%"+day)
	all, err := collect(rows, err, scanFile)
	switch {
	case err != nil:
		return File{}, err
	case len(all) == 0:
		return File{}, notThere(ctx, q, hash, day)
	case len(all) > 1:
		return File{}, errors.New("several files have a digest that begins so: give more of it, of a file without rows with @ and its day, as import --files shows it")
	}
	return all[0], nil
}

// notThere tells why no published file has a digest.
func notThere(ctx context.Context, q queryer, hash, day string) error {
	f, found, err := one(q.row(ctx, "SELECT "+fileColumns+` FROM files WHERE state IN ('writing', 'withdrawn') AND hash >= ? AND hash < ? AND hash LIKE ?
		ORDER BY state DESC, id DESC LIMIT 1`, hash, hash+"g", "%"+day), scanFile)
	switch {
	case err != nil:
		return err
	case !found:
		return ErrNoSuchFile
	case f.State == "writing":
		return fmt.Errorf("%s is still being imported: import it to its end first", f.Name)
	}
	return fmt.Errorf("%s was taken back before; importing it again brings it back", f.Name)
}
