package answer

import (
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
)

// AskWhich offers what a message may have meant.
func (b *Book) AskWhich(a Audience, choices []understand.Intent) Reply {
	p := b.page(a)
	p.say("ask.which", nil)
	for _, c := range choices {
		if c != understand.TalkToHuman && p.known("intent."+string(c)) {
			p.row(p.intent(c))
		}
	}
	return p.done()
}

// NotUnderstood asks again with the menu; from the second miss on it points to a person.
func (b *Book) NotUnderstood(a Audience, misses int) Reply {
	p := b.page(a)
	if misses > 1 {
		p.say("ask.not_understood_again", nil)
		return p.done()
	}
	p.say("ask.not_understood", nil)
	p.menu()
	return p.done()
}

// OutOfScope says what the product can and cannot do.
func (b *Book) OutOfScope(a Audience) Reply {
	p := b.page(a)
	p.say("ask.out_of_scope", nil)
	p.menu()
	return p.done()
}

// ThankYou answers thanks.
func (b *Book) ThankYou(a Audience) Reply { return b.plain(a, "ask.thanks", nil) }

// Cancelled answers "never mind". Of open cases, by their numbers, it says that
// they go on; settle is the one that a tap ends, 0 none.
func (b *Book) Cancelled(a Audience, open []string, settle int64) Reply {
	p := b.page(a)
	p.say("ask.done", nil)
	if len(open) == 0 {
		return p.done()
	}
	p.gap()
	p.say("case.stays_open", values{"Cases": p.join(open[:min(len(open), casesShown)]...), "Count": len(open), "Tap": settle != 0 && len(open) == 1})
	if settle != 0 {
		b := p.button("settled", press.Row(press.CaseOver, settle))
		if len(open) > 1 { // which of them
			b.Text = cases.Case{ID: settle}.Number() + " " + b.Text
		}
		p.row(b)
	}
	if settle == 0 || len(open) > 1 {
		p.row(p.button("cases", press.Data(press.Case)))
	}
	return p.done()
}

// SeenThanks answers "it has arrived".
func (b *Book) SeenThanks(a Audience, amount int64, currency string) Reply {
	p := b.page(a)
	p.say("ask.seen_thanks", values{"Amount": p.Money(amount, currency)})
	return p.done()
}

// OwnerOnly answers a cashier who asks for payouts, totals or accounts.
func (b *Book) OwnerOnly(a Audience) Reply { return b.plain(a, "ask.owner_only", nil) }

// OldButton answers a button that no longer means anything.
func (b *Book) OldButton(a Audience) Reply {
	p := b.page(a)
	p.say("ask.old_button", nil)
	p.row(p.button("menu", press.Data(press.Menu, string(understand.Help))))
	return p.done()
}

// OldButtonNotice is the short notice for the button itself.
func (b *Book) OldButtonNotice(a Audience) string { return b.page(a).Say("ask.old_button", nil) }

// ChangeAccountRefused tells that an account is never changed by chat, and where it is.
func (b *Book) ChangeAccountRefused(a Audience) Reply { return b.plain(a, "ask.change_account", nil) }

// SuspiciousAdvice tells what to do at once when something looks like fraud.
func (b *Book) SuspiciousAdvice(a Audience) Reply {
	if a.Role == access.Cashier {
		return b.plain(a, "ask.suspicious_cashier", nil)
	}
	return b.plain(a, "ask.suspicious", nil)
}

// TerminalHelp gives the first steps with a terminal that does not work.
func (b *Book) TerminalHelp(a Audience) Reply { return b.plain(a, "ask.terminal", nil) }

// RefundInfo tells how refunds are made and looked up.
func (b *Book) RefundInfo(a Audience) Reply { return b.plain(a, "ask.refund", nil) }

// DisputeInfo tells what to have ready for a retrieval request or chargeback.
func (b *Book) DisputeInfo(a Audience) Reply { return b.plain(a, "ask.dispute", nil) }

// GroupRefused tells a group that money is not spoken of there; link opens the private chat.
func (b *Book) GroupRefused(a Audience, link string) Reply {
	p := b.page(a)
	p.say("ask.group", values{"Link": link})
	return Reply{Text: Fit(p.blocks[0])}
}

// RepeatMark is put before a message that may be arriving a second time.
func (b *Book) RepeatMark(a Audience) string { return b.page(a).Say("word.repeat", nil) }
