package main

import (
	"fmt"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

// silent is for how long a source may be silent whose schedule nobody knows.
const silent = 4 * 24 * time.Hour

// schedules looks at what the settings say of when files are expected.
func (x *examination) schedules() {
	if _, err := x.app.plan(); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			x.wrong("schedule", "config/example.toml shows the form", "%s", strings.TrimPrefix(line, "settings: "))
		}
		x.app.loaded.Schedule = nil // to look at the rest
		return
	}
	if n := len(x.settings.Schedule); n > 0 {
		x.ok("schedule", "%d set in %s, the others are learned", n, x.settings.From)
	}
}

// support looks at the working hours of the support team.
func (x *examination) support() {
	const fix = "config/example.toml shows the form"
	switch team, err := x.app.support(); {
	case err != nil:
		x.wrong("support", fix, "%s", strings.TrimPrefix(err.Error(), "settings: "))
		x.app.loaded.SupportHours, x.app.loaded.SupportAnswer = "", "" // to look at the rest
	case team.Answer > 0:
		x.ok("support", "hours %s; merchants are promised an answer within %s of them", x.settings.SupportHours, x.settings.SupportAnswer)
	case team.Hours.Set():
		x.ok("support", "hours %s; nothing is promised to merchants", x.settings.SupportHours)
	}
}

// sources tells of each source how far it reaches, and whether its file is late.
func (x *examination) sources(db *storage.DB) {
	all, err := db.Sources(x.ctx, "")
	if err != nil {
		x.unread("sources", err)
		return
	}
	for _, f := range all {
		x.source(f)
	}
	plan, err := x.app.plan()
	if err != nil {
		x.wrong("schedule", "config/example.toml shows the form", "%s", err)
		return
	}
	for _, name := range plan.Unused(func(source string, kind record.Kind) bool {
		for _, f := range all {
			if f.Source == source && (kind == "" || f.Kind == kind) {
				return true
			}
		}
		return false
	}) {
		x.warn("schedule", "correct source and kind, or import its first file; import --json and this list show the names",
			"a schedule is set for %s, of which no file has come", name)
	}
}

func (x *examination) source(f trail.Freshness) {
	now, name := x.now(), fmt.Sprintf("%s %s", f.Source, f.Kind)
	covers := "nothing in it bears a date"
	if f.Covers != 0 {
		covers = "covers up to " + f.Covers.String()
	}
	if f.Kind == record.Merchants || f.Kind == record.TermsRows { // said once, and true until something else is said
		x.ok("sources", "%s: last file %s", name, f.Imported.In(now.Location()).Format("2006-01-02 15:04"))
		return
	}
	if owed, since := f.Rule.Owed(f.Covers, f.Imported, now); len(owed) > 0 {
		x.warn("sources", "ask for the "+filesOf(owed)+"; if it comes at another hour now, set it with [[schedule]]",
			"%s: late since %s (usual: %s); %s", name, since.In(now.Location()).Format("2006-01-02 15:04"), f.Rule, covers)
		return
	}
	if age := now.Sub(f.Imported); !f.Rule.Known() && age > silent {
		x.warn("sources", "ask for the file, or import it; when it is expected can be set with [[schedule]]",
			"%s: nothing new for %d days; %s", name, int(age.Hours()/24), covers)
		return
	}
	if f.Rule.Known() {
		how := "learned"
		if f.Rule.Set {
			how = "set"
		}
		covers += fmt.Sprintf("; expected %s (%s)", f.Rule, how)
	}
	x.ok("sources", "%s: %s", name, covers)
}

// filesOf says which files of business days are to be had.
func filesOf(days []calendar.Date) string {
	if len(days) == 1 {
		return "file of " + days[0].String() + ", and import it"
	}
	var names []string
	for _, d := range schedule.Named(days) {
		names = append(names, d.String())
	}
	told := strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	if more := len(days) - len(names); more > 0 {
		told = strings.Join(names, ", ") + " and " + count(more, "more day", "more days")
	}
	return "files of " + told + ", and import them"
}
