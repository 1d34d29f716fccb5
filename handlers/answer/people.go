package answer

import (
	"strconv"

	"moneytrail/handlers/access"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Greeting says hello, and what can be asked.
func (b *Book) Greeting(a Audience, name string) Reply {
	p := b.page(a)
	p.say("hello.greeting", values{"Name": name})
	return p.help()
}

// Help tells what can be asked, with the menu.
func (b *Book) Help(a Audience) Reply { return b.page(a).help() }

func (p *page) help() Reply {
	p.say("hello.how", nil)
	p.gap()
	p.say("hello.promise", nil)
	p.menu()
	return p.done()
}

// menu adds the buttons of what can be asked, as far as the reader may see it.
func (p *page) menu() {
	p.row(p.ask("where", understand.WhereIsMyMoney), p.ask("timing", understand.SettlementTiming))
	if p.to.totals() {
		p.row(p.ask("yesterday", understand.Statement), p.ask("fee", understand.FeeQuestion))
	}
	other := "zh" // in the characters that the person reads
	if p.Chinese() {
		other = "en"
	}
	p.row(p.button("cases", press.Data(press.Case)), p.button("language", press.Data(press.Language, other)))
}

func (p *page) ask(id string, i understand.Intent) outbox.Button {
	return p.button(id, press.Data(press.Menu, string(i)))
}

// intent gives a button that asks for an intent.
func (p *page) intent(i understand.Intent) outbox.Button {
	return outbox.Button{Text: p.Say("intent."+string(i), nil), Data: press.Data(press.Menu, string(i))}
}

// Menu shows the buttons of what can be asked.
func (b *Book) Menu(a Audience) Reply {
	p := b.page(a)
	p.say("ask.which", nil)
	p.menu()
	return p.done()
}

// Stranger tells someone who has not joined how to join, and nothing else.
func (b *Book) Stranger(a Audience) Reply { return b.plain(a, "hello.stranger", nil) }

// StrangerWants answers someone who has not joined and wants a person: who can
// help them, and the number by which that company finds them; again, in short.
func (b *Book) StrangerWants(a Audience, user int64, again bool) Reply {
	id := "hello.stranger_person"
	if again {
		id = "hello.stranger_again"
	}
	return b.plain(a, id, values{"User": strconv.FormatInt(user, 10)})
}

// Joined welcomes a person to a merchant in a role, with the menu.
func (b *Book) Joined(a Audience, merchant string, role access.Role) Reply {
	p := b.page(a)
	p.say("hello.joined", values{"Merchant": merchant, "Role": p.Say("role_name."+string(role), nil)})
	p.gap()
	return p.help()
}

// JoinPending tells that staff look at the request first.
func (b *Book) JoinPending(a Audience) Reply { return b.plain(a, "hello.pending", nil) }

// JoinRefused tells that staff did not approve.
func (b *Book) JoinRefused(a Audience) Reply { return b.plain(a, "hello.refused", nil) }

// InviteBad is the one answer to every invite that cannot be used: used, expired, unknown.
func (b *Book) InviteBad(a Audience) Reply { return b.plain(a, "hello.invite_bad", nil) }

// Ended tells that a binding is over.
func (b *Book) Ended(a Audience, merchant string) Reply {
	return b.plain(a, "hello.ended", values{"Merchant": merchant})
}

// LanguageChanged confirms, in the new language.
func (b *Book) LanguageChanged(a Audience) Reply {
	p := b.page(a)
	p.say("hello.language", nil)
	p.menu()
	return p.done()
}

// Shop is a merchant that a person acts for, by a membership.
type Shop struct {
	Merchant record.Merchant
	Member   int64 // the membership's row
	Whole    int   // a chain of so many shops as one; 0: one shop
}

// mostShops is how many merchants are offered as buttons.
const mostShops = 20

// MerchantSwitch offers the merchants a person acts for. Of many the first are
// offered, and it is said how to reach the others.
func (b *Book) MerchantSwitch(a Audience, list []Shop) Reply {
	p := b.page(a)
	p.say("hello.switch", nil)
	if hint := b.MoreShops(a, len(list)); hint != "" {
		p.gap()
		p.line(hint)
	}
	p.shops(list)
	return p.done()
}

// Shops gives the buttons of MerchantSwitch, to be put above another reply's.
func (b *Book) Shops(a Audience, list []Shop) [][]outbox.Button {
	p := b.page(a)
	p.shops(list)
	return p.buttons
}

// MoreShops says how to reach the merchants that have no button; "" where all have one.
func (b *Book) MoreShops(a Audience, n int) string {
	if n <= mostShops {
		return ""
	}
	return b.page(a).Say("hello.more_shops", values{"Count": n - mostShops})
}

func (p *page) shops(list []Shop) {
	for _, s := range list[:min(len(list), mostShops)] {
		label, which := clip(name(s.Merchant), 40), strconv.FormatInt(s.Merchant.Row, 10)
		if s.Whole > 0 {
			label, which = clip(name(s.Merchant), 24)+" "+p.Say("chain.all", values{"Count": s.Whole}), press.All
		}
		p.row(outbox.Button{Text: label, Data: press.Data(press.Member, strconv.FormatInt(s.Member, 10), which)})
	}
}

// Switched confirms the merchant a person now acts for.
func (b *Book) Switched(a Audience, m record.Merchant) Reply {
	p := b.page(a)
	said := name(m)
	if a.Shops != nil {
		said = p.Say("chain.name", values{"Name": said, "Count": len(a.Shops)})
	}
	p.say("hello.switched", values{"Merchant": said})
	p.menu()
	return p.done()
}

// Mate is a member of one's own merchant.
type Mate struct {
	people.Member
	Self      bool // who reads
	Removable bool // by who reads
}

// mostMates is how many people one message lists.
const mostMates = 30

// Team lists who can read a merchant's money.
func (b *Book) Team(a Audience, merchant string, list []Mate) Reply {
	p := b.page(a)
	p.say("team.list", values{"Merchant": merchant, "Count": len(list)})
	removable := false
	for _, m := range list[:min(len(list), mostMates)] {
		id := "team.mate"
		if m.Self {
			id = "team.self"
		}
		p.line("• " + p.Say(id, values{"Name": clip(m.Name, 40), "Role": p.Say("role_name."+string(m.Role), nil), "Since": p.Date(calendar.DateOf(m.JoinedAt.In(a.Now.Location())))}))
		if m.Removable {
			removable = true
			p.row(outbox.Button{Text: p.Say("button.remove", nil) + " " + clip(m.Name, 30), Data: press.Row(press.Team, m.ID)})
		}
	}
	p.gap()
	if len(list) > mostMates {
		p.say("team.more", values{"Count": len(list) - mostMates})
	}
	if removable {
		p.say("team.how", nil)
	}
	p.say("team.others", nil)
	return p.done()
}

// RemoveMate asks whether somebody is to be removed.
func (b *Book) RemoveMate(a Audience, merchant string, m people.Member) Reply {
	p := b.page(a)
	p.say("team.sure", values{"Name": m.Name, "Merchant": merchant, "Role": p.Say("role_name."+string(m.Role), nil)})
	p.row(p.button("remove", press.Data(press.Team, strconv.FormatInt(m.ID, 10), press.Remove)), p.button("keep", press.Data(press.Team)))
	return p.done()
}

// name gives a merchant's name, its number where there is none.
func name(m record.Merchant) string {
	if m.Name != "" {
		return m.Name
	}
	return m.ID
}

// clip shortens a text to n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// plain is a reply of one text.
func (b *Book) plain(a Audience, id string, v values) Reply {
	p := b.page(a)
	p.say(id, v)
	return p.done()
}
