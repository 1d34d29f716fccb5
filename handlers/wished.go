package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
)

// wished answers what somebody wants of the product itself: which account is
// paid into, fewer messages, more people. done is false where nothing is, or
// where the message tells of money or of trouble besides.
func (t *turn) wished(text string, r understand.Reading) (done bool, err error) {
	wish := understand.WishOf(text)
	if session.Of(r).Any() || wish != understand.OwnAccount && (t.asking || r.Intent.Trouble()) {
		return false, nil
	}
	switch wish {
	case understand.OwnAccount:
		if t.chain != nil || t.merchant.Account.Last4 == "" {
			return false, nil
		}
		if !t.scope.Totals() {
			t.reply(t.voice().notForRole())
		} else {
			t.reply(t.voice().ownAccount())
		}
	case understand.Quiet:
		t.reply(t.voice().quieter())
	case understand.MorePeople:
		err = t.team()
	default:
		return false, nil
	}
	t.session.Misses = 0
	return true, err
}

// ownAccount tells which account the merchant is paid into, and that it is not changed here.
func (v voice) ownAccount() answer.Reply {
	account := v.say("word.account", map[string]any{"Last4": v.t.merchant.Account.Last4})
	return v.plain("ask.own_account", map[string]any{"Account": account})
}

// quieter offers what need not come unasked.
func (v voice) quieter() answer.Reply {
	r := v.plain("notice.quieter", nil)
	stop := func(label, kind string) []outbox.Button {
		return []outbox.Button{{Text: v.say(label, nil), Data: press.Data(press.Mute, kind, "on")}}
	}
	return answer.Reply{Text: r.Text, Buttons: [][]outbox.Button{stop("button.mute_summary", "summary"), stop("button.mute_notices", "notices"), r.Buttons[len(r.Buttons)-1]}}
}
