package answer

import (
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Landing is a day on which money arrives by the contract, and the days whose
// payments it is of.
type Landing struct {
	On       calendar.Date
	From, To calendar.Date
}

// Coming is what is asked of days to come: whether money arrives on them.
type Coming struct {
	From, To calendar.Date
	// Calendar tells the working days.
	Calendar *calendar.Calendar
	Terms    []Terms
	// Due are the payments on record that are expected on these days, or where
	// there are none, on Then, the next day that has any; More: there are more.
	Due  []trail.Trail
	Then calendar.Date
	More bool
	// Shown is the payment that was shown before, nil none.
	Shown   *trail.Trail
	Balance Balance
}

// Coming answers whether money arrives on days to come: what kind of days they
// are, which days' payments arrive then by the contract, and what is on record
// for them. Nothing beyond that is promised.
func (b *Book) Coming(a Audience, v Coming) Reply {
	if v.Balance.stopped() { // nothing is paid out by itself, whatever the day
		return b.Timing(a, v.Terms, v.Balance)
	}
	p := b.page(a)
	p.shop()
	if t := v.Shown; t != nil {
		p.say("follow.swipe", values{"Amount": p.Money(t.Amount, t.Currency), "What": p.join(p.Say("trail.what", values{"Time": p.Time(t.Time), "Did": p.did(*t)}), p.Card(t.Last4))})
		p.when(*t)
		p.gap()
		p.kindOfDays(v)
		p.gap()
		p.asOf(t.AsOf)
		return p.closing(*t)
	}
	p.kindOfDays(v)
	known := v.Calendar.Known(v.To.Year())
	all := p.clauses(v.Terms, func(t Terms) string {
		if !known {
			return p.arrives(t.Contract) + p.stop()
		}
		return p.lands(t, v)
	})
	for _, c := range all {
		if name := p.title(c, all); name != "" {
			p.gap()
			p.say("timing.named", values{"Name": name})
		}
		p.line(c.said)
	}
	if a.totals() && known {
		p.gap()
		p.expected(v)
	}
	p.gap()
	p.say("timing.ask", nil)
	return p.done()
}

// kindOfDays tells which of the days are working days, and which holiday it is.
func (p *page) kindOfDays(v Coming) {
	if !v.Calendar.Known(v.To.Year()) {
		p.say("coming.unknown_year", values{"Days": Capital(p.days(v.From, v.To))})
		return
	}
	var working []string
	holiday := ""
	for d := v.From; d <= v.To; d++ {
		if works, _ := v.Calendar.Working(d); works {
			working = append(working, p.Date(d))
		} else if name := v.Calendar.Holiday(d); name != "" {
			holiday = p.holiday(name)
		}
	}
	one, days := p.Day(v.From, p.to.today()), ""
	if v.From != v.To {
		days = Capital(p.days(v.From, v.To))
	}
	switch all := len(working) == int(v.To-v.From)+1; {
	case days == "" && all:
		p.say("coming.works", values{"Day": Capital(one), "MakeUp": v.Calendar.MakeUp(v.From) != ""})
	case days == "":
		p.say("coming.off", values{"Day": Capital(one), "Holiday": holiday})
	case all:
		p.say("coming.all_work", values{"Days": days})
	case len(working) == 0:
		p.say("coming.all_off", values{"Days": days, "Holiday": holiday})
	default:
		p.say("coming.some_work", values{"Days": days, "Working": p.listed(working)})
	}
}

// fewLandings is how many days are told one by one where money arrives on each.
const fewLandings = 2

// lands tells which payments arrive on the days by one contract.
func (p *page) lands(t Terms, v Coming) string {
	rule, one := t.Contract.Cycle.String(), v.From == v.To
	sales := func(l Landing) string { return p.days(l.From, l.To) }
	if len(t.Lands) == 0 {
		if t.After.On == 0 {
			return ""
		}
		return p.Say("coming.none", values{"Rule": rule, "One": one, "Day": p.Day(t.After.On, p.to.today()), "Sales": sales(t.After)})
	}
	if n := len(t.Lands); n > fewLandings && n == int(v.To-v.From)+1 {
		return p.Say("coming.daily", values{"Rule": rule})
	}
	var said []string
	for _, l := range t.Lands {
		said = append(said, p.Say("coming.lands", values{"Rule": rule, "Day": p.Day(l.On, p.to.today()), "Sales": sales(l)}))
	}
	return strings.Join(said, "\n")
}

// expected adds up what is on record for the days, a sum for each currency.
func (p *page) expected(v Coming) {
	one := v.From == v.To
	if len(v.Due) == 0 || v.Then != 0 {
		p.say("coming.nothing", values{"One": one})
	}
	if len(v.Due) == 0 || v.More { // not all were read: no sum
		return
	}
	sums := map[string]int64{}
	var said, order []string
	for _, t := range v.Due {
		if _, seen := sums[t.Currency]; !seen {
			order = append(order, t.Currency)
		}
		sums[t.Currency] += t.Signed()
	}
	for _, c := range order {
		said = append(said, p.Money(sums[c], c))
	}
	all := values{"One": one, "Count": len(v.Due), "Amount": p.listed(said), "Day": p.Day(v.Then, p.to.today())}
	if v.Then != 0 {
		p.say("coming.then", all)
		return
	}
	p.say("coming.expected", all)
}

// listed joins names as the reader's language does.
func (p *page) listed(names []string) string {
	if p.Chinese() {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}
