package answer

import (
	"strconv"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// when tells the day the money is due and the rule that gives it.
func (p *page) when(t trail.Trail) {
	d := t.Due
	if d.On == 0 || !waits(t.State) || t.Type == record.Refund {
		return
	}
	v := values{"Day": p.Day(d.On, p.to.today()), "By": d.By}
	switch {
	case !p.passed(d):
		p.say("when.due", v)
	case p.blind(t):
		p.say("when.unknown_past", values{"Day": v["Day"]})
	default:
		p.say("when.past", v)
	}
	p.line(p.glue(p.notToday(t), p.rule(d)))
}

// notToday tells why the agreed T+0 does not hold for a payment.
func (p *page) notToday(t trail.Trail) string {
	switch d := t.Due; d.NotToday {
	case terms.OutsideWindow:
		return p.Say("when.outside_window", values{"From": d.From, "To": d.To})
	case terms.AboveSingleCap:
		return p.Say("when.above_single_cap", values{"Cap": p.Money(d.Cap, t.Currency)})
	case terms.AboveDayCap:
		return p.Say("when.above_day_cap", values{"Cap": p.Money(d.Cap, t.Currency)})
	case terms.NotPaidInTime:
		return p.Say("when.not_in_time", nil)
	}
	return ""
}

// passed tells whether the day, or the hour where there is one, is over.
func (p *page) passed(d terms.Due) bool {
	today := p.to.today()
	return d.On < today || d.On == today && d.By != "" && d.By != "24:00" && p.to.Now.Format("15:04") > d.By
}

// rule explains how the date comes about.
func (p *page) rule(d terms.Due) string {
	var said []string
	kind, n := cycle(d.Rule)
	v := values{"From": p.Date(d.BusinessDay), "N": n}
	switch {
	case d.Rule == "":
	case d.Rule == "file":
		said = append(said, p.Say("when.file", nil))
	case d.BusinessDay == 0:
	case kind == "" || kind == "D" && n == 0:
		said = append(said, p.Say("when.other_rule", values{"Rule": d.Rule, "From": p.Date(d.BusinessDay)}))
	case n == 0:
		said = append(said, p.Say("when.same_day", values{"From": p.Date(d.BusinessDay)}))
	case kind == "T":
		said = append(said, p.Say("when.working", v))
	default:
		said = append(said, p.Say("when.natural", v))
	}
	if d.AfterCutOff && d.BusinessDay != 0 {
		said = append(said, p.Say("when.after_cutoff", values{"From": p.Date(d.BusinessDay)}))
	}
	return p.glue(append(said, p.moved(d))...)
}

// moved tells what put a date off.
func (p *page) moved(d terms.Due) string {
	var said []string
	if d.Weekend {
		said = append(said, p.Say("when.weekend", nil))
	}
	if d.Moved != "" {
		said = append(said, p.Say("when.holiday", values{"Holiday": p.holiday(d.Moved)}))
	}
	if d.Estimated {
		said = append(said, p.Say("when.estimated", nil))
	}
	return p.glue(said...)
}

// cycle takes T+1 apart; kind is "" where it is no cycle.
func cycle(rule string) (kind string, n int) {
	kind, rest, ok := strings.Cut(rule, "+")
	n, err := strconv.Atoi(rest)
	if !ok || err != nil || kind != "T" && kind != "D" {
		return "", 0
	}
	return kind, n
}

// holidays names the texts of the holidays as the official calendar writes them.
var holidays = map[string]string{
	"元旦": "new_year", "春节": "spring_festival", "清明节": "qingming", "劳动节": "labour_day", "端午节": "dragon_boat",
	"中秋节": "mid_autumn", "国庆节": "national_day", "国庆节、中秋节": "national_mid_autumn",
}

// holiday gives the name of a holiday in the reader's language.
func (p *page) holiday(name string) string {
	if id, ok := holidays[name]; ok {
		return p.Say("holiday."+id, nil)
	}
	if p.Chinese() || !hasHan(name) {
		return name
	}
	return p.Say("holiday.unnamed", nil)
}

// late tells of a file that should be here and is not. due is the day it would
// have to speak of, 0 where that is not known.
func (p *page) late(f trail.Freshness, due calendar.Date) string {
	v := values{"File": p.file(f), "Day": "", "More": 0, "Count": 0, "Usual": f.Usual, "Covers": p.Date(f.Covers)}
	if owed, _ := f.Rule.Owed(f.Covers, f.Imported, p.to.Now); len(owed) > 0 {
		var named []string
		for _, d := range schedule.Named(owed) {
			named = append(named, p.Date(d))
		}
		v["Day"], v["More"], v["Count"] = p.join(named...), len(owed)-len(named), len(owed)
	} else if f.Kind == record.Lines && due > f.Covers {
		v["Day"] = p.Date(due)
	}
	return Capital(p.Say("file.late", v)) + p.stop()
}

// stop ends a sentence.
func (p *page) stop() string {
	if p.Chinese() {
		return "。"
	}
	return "."
}

// file names a kind of file.
func (p *page) file(f trail.Freshness) string {
	if id := "file." + string(f.Kind); p.known(id) {
		return p.Say(id, nil)
	}
	return f.Source
}

// asOf tells how old the oldest source is.
func (p *page) asOf(f trail.Freshness) {
	if f.Covers == 0 {
		return
	}
	v := values{"Day": p.Date(f.Covers), "File": p.file(f), "Imported": ""}
	if !f.Imported.IsZero() {
		v["Imported"] = p.Time(f.Imported.In(p.to.Now.Location()))
	}
	p.say("file.as_of", v)
}

// days tells a range of days.
func (p *page) days(from, to calendar.Date) string {
	if from == to || to == 0 {
		return p.Day(from, p.to.today())
	}
	return p.Say("word.range", values{"From": p.Date(from), "To": p.Date(to)})
}
