package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/bot/drop"
	"moneytrail/storage"
)

// recent is for how long doctor tells what files were imported with.
const recent = 7 * 24 * time.Hour

// shownRemarks is how many remarks of one file doctor tells; import --files
// tells all that are kept.
const shownRemarks = 5

// shownFiles is how many such files doctor tells of, the newest first.
const shownFiles = 10

// files tells of the files of the last days that were imported although
// something about them was odd: a total that does not tie, rows left out.
func (x *examination) files(db *storage.DB, files []storage.File) {
	told := 0
	for _, f := range slices.Backward(files) {
		if f.State != "published" || f.Remarked() == 0 || x.now().Sub(f.Imported) > recent {
			continue
		}
		if told++; told > shownFiles {
			continue
		}
		r, err := db.Remarks(x.ctx, f.ID)
		if err != nil {
			x.unread("files", err)
			continue
		}
		all := remarksTold(r)
		what := fmt.Sprintf("%s, imported %s with %s", f.Name, f.Imported.In(x.now().Location()).Format("2006-01-02 15:04"),
			count(f.Remarked(), "remark", "remarks"))
		for i, text := range all {
			if i == shownRemarks {
				what += fmt.Sprintf("; and %d more", max(f.Remarked(), len(all))-i)
				break
			}
			what += "; " + text
		}
		x.warn("files", "if its sender mends it, import the new file, and take this one back with import --withdraw "+f.Digest()+
			"; import --files --json lists all of it", "%s", what)
	}
	if told > shownFiles {
		x.warn("files", "import --files marks them, import --files --json lists what was odd", "files of the last %[2]d days that are not shown here: %[1]d", told-shownFiles, int(recent.Hours()/24))
	}
}

// remarksTold says in words what a file was imported with, the worst first.
// Totals that tie are no remark.
func remarksTold(r storage.Remarks) []string {
	var all []string
	for _, t := range r.Totals {
		if !t.OK {
			all = append(all, untied(t.Name, t.Declared, t.Computed))
		}
	}
	for _, p := range r.LeftOut {
		all = append(all, where(p.Line, p.Column)+p.Message+" (this row was left out)")
	}
	for _, p := range r.Warnings {
		all = append(all, where(p.Line, p.Column)+p.Message)
	}
	return all
}

// untied says that a total of a file is not what its rows give.
func untied(name, declared, computed string) string {
	if declared == computed {
		return fmt.Sprintf("total %s: the file says %s, but rows are wrong, and so nothing is proved", name, declared)
	}
	return fmt.Sprintf("total %s: the file says %s, its rows give %s", name, declared, computed)
}

// count says how many there are of something.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// folder looks at the watched folder.
func (x *examination) folder() {
	dir := x.settings.Drop
	if dir == "" {
		return
	}
	waiting, passed, err := drop.Check(dir, time.Now())
	if n := len(passed); n > 0 {
		told := strings.Join(passed[:min(n, shownFiles)], ", ")
		if n > shownFiles {
			told += fmt.Sprintf(", and %d more", n-shownFiles)
		}
		x.warn("drop", "put files into "+dir+" or into a folder of it, as plain files, under their own names when they are complete", "never taken from the watched folder: %s", told)
	}
	switch {
	case err != nil:
		x.wrong("drop", "let the user that runs serve read and write the folder that MONEYTRAIL_DROP names and those in it, and give it room; files that wait there are taken then", "%s",
			strings.ReplaceAll(err.Error(), "\n", "; "))
	case waiting > 0:
		x.warn("drop", "is serve running? Its log says why a file stays", "%s in %s for more than an hour", count(waiting, "file lies", "files lie"), dir)
	default:
		x.ok("drop", "%s can be read and written", dir)
	}
}
