package answer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// mostSigns is how many findings one message tells; the support team sees all.
const mostSigns = 6

// Signs tells an owner unasked what was seen that may have been done to the
// merchant, and what to do now. What is for the risk team is never in it, and
// nobody but an owner reads of it.
func (b *Book) Signs(a Audience, found []patterns.Finding, caseID int64) Reply {
	p := b.page(a)
	p.shop()
	p.say("sign.notice", nil)
	p.signs(found)
	p.gap()
	p.say("sign.case", values{"Case": number(caseID)})
	p.row(p.button("settled", press.Row(press.CaseOver, caseID)))
	return p.done()
}

// SuspiciousChecked answers an owner who asks whether something is wrong: with
// what was found, or with what was looked at and found in order. Others, and
// those of whom nothing is recorded, read SuspiciousAdvice.
func (b *Book) SuspiciousChecked(a Audience, found []patterns.Finding, c patterns.Checked) Reply {
	if a.Role != access.Owner || !c.Any() {
		return b.SuspiciousAdvice(a)
	}
	p := b.page(a)
	p.shop()
	if len(patterns.For(found, patterns.Owner)) > 0 {
		p.say("sign.found", values{"From": p.Date(c.From), "To": p.Day(c.To, a.today())})
		p.signs(found)
		return p.done()
	}
	p.inOrder(c)
	p.say("sign.seen", nil)
	p.say("ask.suspicious", nil)
	return p.done()
}

// NothingSuspicious answers who asks whether there is anything, where nothing
// was found: an owner with what was looked at, and what to do who saw something.
func (b *Book) NothingSuspicious(a Audience, c patterns.Checked) Reply {
	if a.Role != access.Owner {
		return b.SuspiciousAdvice(a)
	}
	p := b.page(a)
	p.shop()
	if c.Any() {
		p.inOrder(c)
	} else {
		p.say("sign.unseen", nil)
	}
	p.say("sign.tell", nil)
	return p.done()
}

// inOrder tells what was looked at and found in order.
func (p *page) inOrder(c patterns.Checked) {
	p.say("sign.none", values{"From": p.Date(c.From), "To": p.Day(c.To, p.to.today()), "Sales": c.Sales, "Refunds": c.Refunds, "Alarms": c.Alarms})
	p.say("sign.checked", nil)
	if c.Young() {
		p.say("sign.young", values{"Days": c.Days})
	}
	p.gap()
}

// signs tells findings, the gravest first, and what to do.
func (p *page) signs(found []patterns.Finding) {
	if p.to.Role != access.Owner {
		return
	}
	own := news(patterns.For(found, patterns.Owner))
	p.gap()
	p.signLines(own)
	p.gap()
	p.signAdvice(own)
	p.gap()
	p.say("sign.known", nil)
	p.say("sign.police", nil)
}

// signLines tells findings, a line each.
func (p *page) signLines(own []patterns.Finding) {
	for i, f := range own {
		if i == mostSigns {
			p.say("sign.more", values{"Count": len(own) - i})
			break
		}
		p.line("• " + p.sign(f))
	}
}

// signAdvice tells what to do about findings.
func (p *page) signAdvice(own []patterns.Finding) {
	p.say("sign.do", nil)
	for i, step := range p.signSteps(own) {
		p.line(strconv.Itoa(i+1) + ". " + step)
	}
}

// SignsFound tells an owner what was found in the days that were looked at, and
// not yet what to do: they may know what is behind it.
func (b *Book) SignsFound(a Audience, found []patterns.Finding, c patterns.Checked) Reply {
	p := b.page(a)
	p.shop()
	p.say("sign.found", values{"From": p.Date(c.From), "To": p.Day(c.To, a.today())})
	p.gap()
	p.signLines(news(patterns.For(found, patterns.Owner)))
	return p.done()
}

// SignsToDo tells an owner what to do about what was found.
func (b *Book) SignsToDo(a Audience, found []patterns.Finding) Reply {
	p := b.page(a)
	p.signAdvice(news(patterns.For(found, patterns.Owner)))
	p.gap()
	p.say("sign.police", nil)
	return p.done()
}

// outOfUse are the signs for which a terminal is to be taken out of use.
var outOfUse = []patterns.Rule{patterns.TerminalTampered, patterns.TerminalMoved, patterns.SwipesAfterTamper}

// OutOfUse tells whether signs ask that a terminal be taken out of use, and
// which, "" where it is not known or they are several.
func OutOfUse(found []patterns.Finding) (terminal string, asked bool) {
	several := false
	for _, f := range patterns.For(found, patterns.Owner) {
		if slices.Contains(outOfUse, f.Rule) {
			several = several || asked && f.Terminal != terminal
			terminal, asked = f.Terminal, true
		}
	}
	if several {
		terminal = ""
	}
	return terminal, asked
}

// news leaves out an unusual share of refunds all of which are told already:
// the same money is not told twice.
func news(found []patterns.Finding) []patterns.Finding {
	told := map[int64]bool{}
	for _, f := range found {
		for _, r := range f.Rows {
			told[r.Row] = told[r.Row] || r.Kind == record.Transactions && f.Rule != patterns.RefundShare
		}
	}
	return slices.DeleteFunc(slices.Clone(found), func(f patterns.Finding) bool {
		return f.Rule == patterns.RefundShare && !slices.ContainsFunc(f.Rows, func(r patterns.Row) bool { return !told[r.Row] })
	})
}

// sign tells one finding: amount and time first.
func (p *page) sign(f patterns.Finding) string {
	was := f.Usual.Place
	switch f.Rule {
	case patterns.FirmwareOlder:
		was = f.Usual.Version
	case patterns.RefundShare:
		was = p.Money(f.Usual.Sum.Amount, f.Usual.Sum.Currency)
	}
	return p.Say("sign."+string(f.Rule), values{"Amount": p.sums(f.Sums), "Count": f.Count, "When": p.signTime(f), "Terminal": clip(f.Terminal, 40),
		"Card": p.Card(f.Card), "Operator": clip(f.Operator, 40), "Place": clip(f.Place, 60), "Version": clip(f.Version, 40), "Was": clip(was, 60)})
}

// sums tells money by currency: two currencies are never added up.
func (p *page) sums(list []patterns.Sum) string {
	var out []string
	for _, s := range list {
		out = append(out, p.Money(s.Amount, s.Currency))
	}
	return p.join(out...)
}

// signTime tells the day and the time of day, or the times between which it was.
func (p *page) signTime(f patterns.Finding) string {
	return p.Day(calendar.DateOf(f.From), p.to.today()) + " " + span(f)
}

func span(f patterns.Finding) string {
	from, to := f.From.Format("15:04"), f.To.Format("15:04")
	if from == to {
		return from
	}
	return from + "–" + to
}

// signDoes is what each sign asks an owner to do, in the order of the steps.
var signDoes = []struct {
	step  string
	rules []patterns.Rule
}{
	{"sign.do_stop", outOfUse},
	{"sign.do_whose", []patterns.Rule{patterns.LoginFailures, patterns.FirmwareOlder, patterns.TerminalNew, patterns.TerminalElsewhere}},
	{"sign.do_who", []patterns.Rule{patterns.RefundOutsideHours, patterns.RefundWithoutSale, patterns.RefundBurst, patterns.RefundShare}},
	{"sign.do_goods", []patterns.Rule{patterns.CardTested}},
	{"sign.do_password", []patterns.Rule{patterns.TerminalTampered, patterns.SwipesAfterTamper, patterns.LoginFailures, patterns.FirmwareOlder,
		patterns.RefundOutsideHours, patterns.RefundWithoutSale, patterns.RefundBurst, patterns.RefundShare}},
	{"sign.do_slips", patterns.Rules(patterns.Owner)},
}

// signSteps gives what to do now, each step once with the terminals it is about.
func (p *page) signSteps(found []patterns.Finding) []string {
	var out []string
	for _, x := range signDoes {
		asked := false
		var terminals []string
		for _, f := range found {
			if !slices.Contains(x.rules, f.Rule) {
				continue
			}
			asked = true
			if t := clip(f.Terminal, 40); t != "" && !slices.Contains(terminals, t) {
				terminals = append(terminals, t)
			}
		}
		if asked {
			out = append(out, p.Say(x.step, values{"Terminal": p.join(terminals[:min(len(terminals), 5)]...)}))
		}
	}
	return out
}

// StaffSigns tells findings in lines for the support team, with the rows that
// they rest on.
func (b *Book) StaffSigns(found []patterns.Finding) []string {
	const mostRows = 5
	var out []string
	for _, f := range found {
		out = append(out, b.coded("sign_name."+string(f.Rule), string(f.Rule))+", "+string(f.Strength)+": "+
			parts(f.On.String()+" "+span(f), fmt.Sprintf("%d x", f.Count), b.staffSums(f.Sums), f.Terminal, starred(f.Card), f.Scheme,
				prefixed("operator ", f.Operator), f.Place, prefixed("version ", f.Version))+b.beside(f.Usual))
		for i, r := range f.Rows {
			if i == mostRows {
				out = append(out, fmt.Sprintf("  +%d", len(f.Rows)-i))
				break
			}
			sum := ""
			if r.Kind == record.Transactions {
				sum = b.money(r.Amount, r.Currency)
			}
			out = append(out, "  "+parts(r.At.Format("2006-01-02 15:04:05"), r.What, string(r.Status), sum, starred(r.Card), r.Terminal, place(r)))
		}
	}
	return out
}

func place(r patterns.Row) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s:%d", r.ID, r.File, r.Line))
}

func (b *Book) staffSums(list []patterns.Sum) string {
	var out []string
	for _, s := range list {
		out = append(out, b.money(s.Amount, s.Currency))
	}
	return strings.Join(out, ", ")
}

// beside tells the merchant's own past beside a finding.
func (b *Book) beside(u patterns.Usual) string {
	sum, share := "", ""
	if u.Sum.Currency != "" {
		sum = b.money(u.Sum.Amount, u.Sum.Currency)
	}
	if u.Permille != 0 {
		share = fmt.Sprintf("%d.%d %%", u.Permille/10, u.Permille%10)
	}
	return fmt.Sprintf(" | %s: ", b.both("sign_name.usual")) + parts(fmt.Sprintf("%d days", u.Days), prefixed("most ", strconv.Itoa(u.Most)), sum, share, u.Place, u.Version)
}

// RiskCard tells the risk team of findings that nobody of the merchant may hear of.
func (b *Book) RiskCard(m record.Merchant, found []patterns.Finding) outbox.Card {
	title := "⚠ " + b.both("sign_name.risk") + " · " + name(m)
	card := outbox.Card{Title: clip(title, titleLimit), Fields: []outbox.Field{{Label: b.both("card.merchant"), Value: clip(strings.TrimSpace(m.ID+" "+m.Name), 300)}},
		Context: []string{b.catalog.For("zh-Hans").Say("sign_name.secret", nil), b.catalog.For("en").Say("sign_name.secret", nil)}}
	for i, f := range found {
		if i == 2*mostSigns {
			card.Parts = append(card.Parts, fmt.Sprintf("+%d", len(found)-i))
			break
		}
		card.Parts = append(card.Parts, clip(strings.Join(b.StaffSigns([]patterns.Finding{f}), "\n"), partLimit))
	}
	return card
}
