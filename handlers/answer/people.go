package answer

import (
	"moneytrail/handlers/access"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
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
	other := "zh-Hans"
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

// MerchantSwitch offers the merchants a person acts for.
func (b *Book) MerchantSwitch(a Audience, list []record.Merchant) Reply {
	p := b.page(a)
	p.say("hello.switch", nil)
	for _, m := range list {
		data := press.Data(press.Merchant, m.ID)
		if len(data) > 64 {
			continue
		}
		p.row(outbox.Button{Text: clip(name(m), 40), Data: data})
	}
	return p.done()
}

// Switched confirms the merchant a person now acts for.
func (b *Book) Switched(a Audience, m record.Merchant) Reply {
	p := b.page(a)
	p.say("hello.switched", values{"Merchant": name(m)})
	p.menu()
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
