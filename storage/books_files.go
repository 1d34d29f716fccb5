package storage

import (
	"context"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// nameFiles fills in the names of the files that tell the facts: evidence is
// told by them.
func (v *view) nameFiles(ctx context.Context, f *trail.Facts) error {
	for _, o := range originsOf(f) {
		name, err := v.db.names.file(ctx, v.q, o.FileID)
		if err != nil {
			return err
		}
		o.File = name
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
