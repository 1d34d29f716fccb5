package answer

import (
	"fmt"
	"slices"

	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
)

// fewOpen is up to how many things that need a look the whole general picture is
// short enough to be told again.
const fewOpen = 3

// keysKept bounds what is remembered of the general picture.
const keysKept = 60

// OpenKeys tells what the general picture showed, for OpenAgain to find what changed:
// what needs a look, each by itself, and first what is on its way as usual, as one.
func (b *Book) OpenKeys(a Audience, o Open) []string {
	p := b.page(a)
	troubled, coming, sent := p.split(o.Trails)
	way := map[string]int64{}
	for _, t := range append(coming, sent...) {
		way[t.Currency] += t.Signed() + int64(t.Due.On)
	}
	keys := []string{fmt.Sprint(len(coming), len(sent), way)}
	for _, x := range p.troubles(troubled, o.Payouts) {
		keys = append(keys, x.key(p))
	}
	return keys[:min(len(keys), keysKept)]
}

// key tells one thing that needs a look, and how it stands.
func (x trouble) key(p *page) string {
	if x.payout != nil {
		return fmt.Sprint("p", x.payout.Row, x.payout.State, x.payout.Difference)
	}
	var rows int64
	for _, t := range x.swipes {
		rows = rows*31 + t.Row
	}
	return fmt.Sprint("t", rows, x.swipes[0].State, p.main(x.swipes[0]))
}

// OpenAgain is the general picture for who saw it a moment ago: what changed since,
// else that nothing did, how much there is, and the first thing to do; the whole list by a tap.
// ok is false where it is short, or much changed: then the whole is told.
func (b *Book) OpenAgain(a Audience, o Open, before []string) (r Reply, ok bool) {
	p := b.page(a)
	troubled, coming, sent := p.split(o.Trails)
	all := p.troubles(troubled, o.Payouts)
	if len(before) == 0 || len(all) <= fewOpen || len(all) >= keysKept {
		return r, false
	}
	var changed []trouble
	var now []string
	for _, x := range all {
		if now = append(now, x.key(p)); !slices.Contains(before[1:], x.key(p)) {
			changed = append(changed, x)
		}
	}
	gone := 0
	for _, k := range before[1:] {
		if !slices.Contains(now, k) {
			gone++
		}
	}
	same := len(changed) == 0 && gone == 0
	if len(changed) > fewOpen {
		return r, false
	}
	if same {
		way := b.OpenKeys(a, o)[0] == before[0]
		p.say("again.same", values{"Way": !way})
	} else {
		p.say("again.changed", values{"Gone": gone})
	}
	p.shop()
	for _, x := range changed {
		p.line(p.troubleLine(x))
		p.row(p.troubleButton(x, openPart))
	}
	p.gap()
	var count [3]int
	for _, x := range all {
		count[x.rank()]++
	}
	p.say("again.count", values{"Yours": count[0], "Ours": count[1], "Waiting": count[2], "Coming": len(coming) + len(sent)})
	if same {
		p.gap()
		p.say("again.first", nil)
		p.line(p.troubleLine(all[0]))
		p.row(p.troubleButton(all[0], openPart))
	}
	p.gap()
	p.asOf(oldest(o.Trails))
	p.row(p.button("whole_list", press.Data(press.Menu, string(understand.WhereIsMyMoney))))
	return p.done(), true
}
