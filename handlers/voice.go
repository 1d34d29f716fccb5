package handlers

import (
	"fmt"
	"slices"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/mask"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
)

// voice is the book of answers opened for one reader.
type voice struct {
	t *turn
	a answer.Audience
}

// voice speaks to the person of this turn.
func (t *turn) voice() voice {
	a := answer.Audience{Lang: t.lang, Role: t.member.Role, Now: t.now, Several: len(t.members) > 1, Merchant: nameOf(t.merchant), Shop: t.merchant.Row}
	if t.chain != nil {
		a.Shops = t.chain.byID()
	}
	return voice{t, a}
}

// voiceFor speaks to somebody else, as far as the role may hear.
func (t *turn) voiceFor(lang string, role access.Role) voice {
	return voice{t, answer.Audience{Lang: lang, Role: role, Now: t.now}}
}

// voiceOf is the voice for a member, with the language that it speaks.
func (t *turn) voiceOf(m people.Member) (v voice, lang string, err error) {
	if lang, err = t.languageOf(m); err != nil {
		return v, "", err
	}
	v, err = t.voiceTo(m.User, lang, m.Role)
	return v, lang, err
}

// voiceTo speaks to somebody else of the current merchant, and names it where
// the person acts for several.
func (t *turn) voiceTo(user int64, lang string, role access.Role) (voice, error) {
	v := t.voiceFor(lang, role)
	all, err := t.Rolls.Members(t.ctx, user)
	if err != nil {
		return v, fmt.Errorf("read members: %w", err)
	}
	active := 0
	for _, m := range all {
		if m.Standing == people.Active {
			active++
		}
	}
	v.a.Several, v.a.Merchant = active > 1, nameOf(t.merchant)
	return v, nil
}

func (v voice) say(id string, data map[string]any) string {
	return v.t.Texts.For(v.a.Lang).Say(id, data)
}

// plain is a text of the desk's own, with the button that brings a person.
func (v voice) plain(id string, data map[string]any) answer.Reply {
	return answer.Reply{Text: v.say(id, data), Buttons: v.t.book.Menu(v.a).Buttons}
}

func (v voice) repeatMark() string { return v.t.book.RepeatMark(v.a) }
func (v voice) masked() string     { return v.onlyMasked().Text }

// onlyMasked answers an edit that brought a card number, or what else is
// masked, and asks nothing.
func (v voice) onlyMasked() answer.Reply {
	masked := []string{v.t.tg.Text}
	if m := v.t.tg.Media; m != nil {
		masked = append(masked, m.Name)
	}
	return v.t.book.Masked(v.a, mask.Kinds(masked...))
}

// Joining.

func (v voice) stranger() answer.Reply { return v.t.book.Stranger(v.a) }

// strangerWants tells a stranger who wants a person whom to turn to, and with which number.
func (v voice) strangerWants(user int64, again bool) answer.Reply {
	return v.t.book.StrangerWants(v.a, user, again)
}
func (v voice) badInvite() answer.Reply { return v.t.book.InviteBad(v.a) }
func (v voice) waiting() answer.Reply   { return v.t.book.JoinPending(v.a) }
func (v voice) refused() answer.Reply   { return v.t.book.JoinRefused(v.a) }

func (v voice) joined(m people.Member) answer.Reply {
	return v.t.book.Joined(v.a, nameOf(v.t.merchant), m.Role)
}

func (v voice) already() answer.Reply {
	return v.plain("notice.already_in", map[string]any{"Merchant": nameOf(v.t.merchant)})
}

// roleAsked tells a member that another role is looked at by staff first.
func (v voice) roleAsked(own, asked access.Role) answer.Reply {
	return v.plain("notice.role_asked", map[string]any{"Own": v.say("role_name."+string(own), nil), "Asked": v.say("role_name."+string(asked), nil)})
}

// roleKept tells a member that staff left their role as it was.
func (v voice) roleKept(own access.Role) answer.Reply {
	return v.plain("notice.role_kept", map[string]any{"Own": v.say("role_name."+string(own), nil)})
}

func (v voice) newMember(m people.Member, merchant record.Merchant) answer.Reply {
	return v.plain("notice.new_member", map[string]any{"Name": m.Name, "Merchant": nameOf(merchant),
		"Role": v.say("role_name."+string(m.Role), nil)})
}

// nameOf is a merchant's name, its number where there is none.
func nameOf(m record.Merchant) string {
	if m.Name != "" {
		return m.Name
	}
	return m.ID
}

// Talking.

func (v voice) greet() answer.Reply  { return v.t.book.Greeting(v.a, v.t.tg.Name) }
func (v voice) help() answer.Reply   { return v.t.book.Help(v.a) }
func (v voice) thanks() answer.Reply { return v.t.book.ThankYou(v.a) }
func (v voice) outOfScope(open []cases.Case) answer.Reply {
	return v.withCases(v.t.book.OutOfScope(v.a), open)
}
func (v voice) oldButton() answer.Reply   { return v.t.book.OldButton(v.a) }
func (v voice) notForRole() answer.Reply  { return v.t.book.OwnerOnly(v.a) }
func (v voice) languageSet() answer.Reply { return v.t.book.LanguageChanged(v.a) }
func (v voice) actingFor() answer.Reply   { return v.t.book.Switched(v.a, v.t.merchant) }
func (v voice) group() answer.Reply {
	return v.t.book.GroupRefused(v.a, "https://t.me/"+v.t.BotName)
}

// choose offers what a message may have meant.
func (v voice) choose(choices []understand.Intent, open []cases.Case) answer.Reply {
	r := v.t.book.NotUnderstood(v.a, 1)
	if len(choices) > 0 {
		r = v.t.book.AskWhich(v.a, choices)
	}
	return v.withCases(r, open)
}

// withCases offers, before the last row, that a message was about a case of one's own.
func (v voice) withCases(r answer.Reply, open []cases.Case) answer.Reply {
	for _, c := range open[:min(len(open), mostCases)] {
		b := outbox.Button{Text: v.say("button.about_case", map[string]any{"Case": c.Number()}), Data: press.Rows(press.CaseAdd, c.ID, int64(v.t.flow.Unclear.Message))}
		r.Buttons = slices.Insert(slices.Clone(r.Buttons), max(len(r.Buttons)-1, 0), []outbox.Button{b})
	}
	return r
}

// mostCases is how many of one's open cases a question offers.
const mostCases = 3

// languages offers every language there is, each in its own name.
func (v voice) languages() answer.Reply {
	r := v.plain("notice.pick_language", nil)
	choice := []outbox.Button{{Text: "简体中文", Data: press.Data(press.Language, "zh-Hans")},
		{Text: "繁體中文", Data: press.Data(press.Language, "zh-Hant")}, {Text: "English", Data: press.Data(press.Language, "en")}}
	return answer.Reply{Text: r.Text, Buttons: [][]outbox.Button{choice, r.Buttons[len(r.Buttons)-1]}}
}

// shops offers the merchants the person acts for.
func (v voice) shops(list []answer.Shop) answer.Reply { return v.t.book.MerchantSwitch(v.a, list) }

func (v voice) muted(on bool) answer.Reply {
	if on {
		return v.plain("notice.muted", nil)
	}
	return v.plain("notice.unmuted", nil)
}

// Cases.

// caseTaken tells who takes it and when, of a case that was just opened, or joined.
func (v voice) caseTaken(c cases.Case, joined bool) answer.Reply {
	if joined {
		return v.t.book.AlreadyOpen(v.a, c.ID)
	}
	return v.t.book.HandedOver(v.a, c.ID, v.t.answeredBy(c))
}

// promiseLate tells that nobody answered a case by when it was promised.
func (v voice) promiseLate(c cases.Case, by time.Time) answer.Reply {
	return v.plain("case.promise_late", map[string]any{"Case": c.Number(), "By": v.t.Texts.For(v.a.Lang).Time(by.In(v.a.Now.Location()))})
}

func (v voice) passedOn(c cases.Case) answer.Reply {
	return v.t.book.AddedToCase(v.a, c.ID, c.ClaimedByName, v.t.flow.Unclear.Message)
}
func (v voice) caseOver(c cases.Case) answer.Reply { return v.t.book.CaseClosedByMerchant(v.a, c.ID) }

// caseOverBy tells the others who watch a case that one of them ended it: by role, not by name.
func (v voice) caseOverBy(c cases.Case, by access.Role) answer.Reply {
	r := v.caseOver(c)
	r.Text = v.say("case.closed_by", map[string]any{"Case": c.Number(), "Role": v.say("role_name."+string(by), nil)})
	return r
}

// ownerCloses says that a case like this is the owner's to end.
func (v voice) ownerCloses(c cases.Case) answer.Reply {
	return v.plain("case.owner_closes", map[string]any{"Case": c.Number()})
}

// ended asks whether what was not understood is about a case that ended.
func (v voice) ended(c cases.Case) answer.Reply {
	r := v.plain("case.ended", map[string]any{"Case": c.Number()})
	b := outbox.Button{Text: v.say("button.not_settled", nil), Data: press.Row(press.CaseNot, c.ID)}
	return answer.Reply{Text: r.Text, Buttons: append([][]outbox.Button{{b}}, r.Buttons...)}
}

func (v voice) caseReopened(c cases.Case) answer.Reply {
	return v.t.book.CaseReopened(v.a, c.ID)
}

func (v voice) caseResolved(c cases.Case) answer.Reply {
	return v.t.book.CaseResolved(v.a, c.ID, c.Resolution.Reason, c.Resolution.Note)
}

// cameBack tells that a case is open again: the bank returned its money, or
// what showed it in the account does not hold any more.
func (v voice) cameBack(c cases.Case, returned bool) answer.Reply {
	r := v.t.book.CaseReopened(v.a, c.ID)
	id := "notice.came_back"
	if !returned {
		id = "notice.unproved"
	}
	r.Text = v.say(id, map[string]any{"Case": c.Number()})
	return r
}

// fromAgent is what an agent wrote to the merchant, in as many messages as it needs.
func (v voice) fromAgent(c cases.Case, name, text string) []answer.Reply {
	return v.t.book.Relay(v.a, c.ID, name, text)
}

// withCase puts the words for an urgent matter before the case number.
func (v voice) withCase(first answer.Reply, c cases.Case) answer.Reply {
	r := v.t.book.HandedOver(v.a, c.ID, v.t.answeredBy(c))
	r.Text = first.Text + "\n\n" + r.Text
	return r
}

func (v voice) accountRefused(c cases.Case) answer.Reply {
	return v.withCase(v.t.book.ChangeAccountRefused(v.a), c)
}

// payFirst warns of whoever asks for money before money is released.
func (v voice) payFirst(c cases.Case) answer.Reply {
	return v.withCase(v.plain("ask.pay_first", nil), c)
}

// otherMerchant tells what to keep where a slip names another merchant.
func (v voice) otherMerchant(c cases.Case) answer.Reply {
	return v.withCase(v.plain("ask.other_merchant", nil), c)
}

// isHere answers a call for somebody: what answers here, and how a person is reached.
func (v voice) isHere() answer.Reply { return v.plain("ask.here", nil) }

// isBot says what answers here.
func (v voice) isBot() answer.Reply { return v.plain("ask.bot", nil) }

// caseUnknown says that the person has no case of a number, and which they have.
func (v voice) caseUnknown(number string, own []answer.OwnCase) answer.Reply {
	r := v.t.book.Cases(v.a, own)
	r.Text = v.say("case.unknown", map[string]any{"Case": number}) + "\n" + r.Text
	return r
}
