package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// nameFiles fills in the names of the files that tell the facts: evidence is
// told by them.
func nameFiles(ctx context.Context, q queryer, f *trail.Facts) error {
	var ids keySet[int64]
	origins := originsOf(f)
	for _, o := range origins {
		ids.add(o.FileID)
	}
	names := make(map[int64]string, len(ids.list))
	for rest := ids.list; len(rest) > 0; {
		n := min(len(rest), maxArgs)
		args := padded(anys(rest[:n]))
		rows, err := q.query(ctx, "SELECT id, name FROM files WHERE id IN ("+marks(len(args))+")", args...)
		_, err = collect(rows, err, func(s scanner) (struct{}, error) {
			var id int64
			var name string
			err := s.Scan(&id, &name)
			names[id] = name
			return struct{}{}, err
		})
		if err != nil {
			return fmt.Errorf("read the names of files: %w", err)
		}
		rest = rest[n:]
	}
	for _, o := range origins {
		o.File = names[o.FileID]
	}
	return nil
}

// originsOf gives the origin of everything that facts hold.
func originsOf(f *trail.Facts) []*record.Origin {
	var all []*record.Origin
	for _, txns := range [][]record.Transaction{f.Sales, f.Related} {
		for i := range txns {
			all = append(all, &txns[i].Origin)
		}
	}
	for i := range f.Lines {
		all = append(all, &f.Lines[i].Origin)
	}
	for i := range f.Payouts {
		all = append(all, &f.Payouts[i].Origin)
		for j := range f.Payouts[i].Entries {
			all = append(all, &f.Payouts[i].Entries[j].Origin)
		}
	}
	for i := range f.Terms {
		all = append(all, &f.Terms[i].Origin)
	}
	for i := range f.Events {
		all = append(all, &f.Events[i].Origin)
	}
	return all
}
