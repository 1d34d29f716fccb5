package answer

import (
	"slices"

	"moneytrail/handlers/mask"
)

// Masked tells what was masked in what a person sent: a card number alone,
// which is also said where nothing is known of the kinds, or all of it.
func (b *Book) Masked(a Audience, kinds []mask.Kind) Reply {
	if len(kinds) == 0 || slices.Equal(kinds, []mask.Kind{mask.Card}) {
		return b.plain(a, "ask.card_removed", nil)
	}
	p := b.page(a)
	var what []string
	for _, k := range kinds {
		what = append(what, p.Say("masked."+string(k), nil))
	}
	id := "masked.told"
	if slices.Equal(kinds, []mask.Kind{mask.Phone}) {
		id = "masked.told_phone"
	}
	p.say(id, values{"What": p.join(what...)})
	return p.done()
}
