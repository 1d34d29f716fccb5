package main

import (
	"slices"
	"strings"
	"time"

	"moneytrail/storage"
)

// backupOld is how old the newest backup may be: a night's that failed once is
// made at the next look.
const backupOld = 36 * time.Hour

// backups looks at the folder of nightly backups.
func (x *examination) backups(db *storage.DB) {
	const set = "set MONEYTRAIL_BACKUPS to a folder on another disk"
	dir := x.settings.Backups
	if dir == "" {
		x.warn("backups", set, "none is made at night")
		return
	}
	kept := storage.Backups(db.Path(), dir)
	if len(kept) == 0 {
		x.warn("backups", "serve makes one every night; its log tells why there is none. moneytrail backup FILE makes one now", "there is none in %s", dir)
		return
	}
	newest := kept[0]
	if age := time.Since(newest.TakenAt); age > backupOld {
		x.warn("backups", "is serve running? Its log (\"keeping\") tells why there is no newer one", "the newest of %s, %s, is %s old",
			count(len(kept), "backup", "backups"), newest.File, age.Round(time.Hour))
		return
	}
	x.ok("backups", "%s in %s, the newest of %s", count(len(kept), "backup", "backups"), dir, newest.TakenAt.In(x.settings.Zone()).Format("2006-01-02 15:04"))
}

// silentFor is after how long without a sign a process is told of: the others
// cut it off before.
const silentFor = 10 * time.Second

// processes lists those that serve from a server.
func (x *examination) processes(db *storage.DB) {
	if !db.Several() {
		return
	}
	all, err := db.Serving(x.ctx)
	if err != nil {
		x.unread("processes", err)
		return
	}
	if len(all) == 0 {
		x.ok("processes", "none serves")
	}
	var versions []string
	for _, p := range all {
		if !slices.Contains(versions, p.Version) {
			versions = append(versions, p.Version)
		}
		does := "stands by"
		if len(p.Roles) > 0 {
			var names []string
			for _, r := range p.Roles {
				names = append(names, string(r))
			}
			does = "has " + strings.Join(names, ", ")
		}
		since := p.Started.In(x.settings.Zone()).Format("2006-01-02 15:04:05")
		switch {
		case !p.Lives:
			x.warn("processes", "where another one serves it takes over within seconds; else start one", "process %d on %s (pid %d) is gone", p.ID, p.Host, p.PID)
		case p.Silent > silentFor:
			x.warn("processes", "where another one serves it is cut off; look at that machine", "process %d on %s (pid %d) gives no sign for %s", p.ID, p.Host, p.PID, p.Silent.Round(time.Second))
		default:
			x.ok("processes", "process %d on %s (pid %d) serves since %s, %s, last sign %s ago, version %s", p.ID, p.Host, p.PID, since, does, p.Silent.Round(10*time.Millisecond), p.Version)
		}
	}
	if len(versions) > 1 {
		x.warn("processes", "finish the upgrade: stop those of the older version", "%d versions serve: %s", len(versions), strings.Join(versions, ", "))
	}
}
