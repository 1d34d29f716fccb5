package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/recon/trail"
)

// markedIn gives the swipes that flows had marked in their lists; those with the
// harmless mark, which is a list's first, have none.
func (t *turn) markedIn(frames []flow.Frame) []cases.Marked {
	var out []cases.Marked
	for _, f := range frames {
		d, ok := t.Flows.Get(f.Flow)
		if !ok {
			continue
		}
		for _, m := range f.Done {
			step := d.Steps[m.Step]
			if step == nil || step.Kind != flow.List {
				continue
			}
			for _, l := range f.Slots[step.Slot].Value.Lines {
				a, ok := subjectFrom(l.Key)
				switch {
				case !ok || a.payout || l.Mark == "":
				case l.Mark == step.Choices[0].Name:
					out = append(out, cases.Marked{Row: a.row})
				default:
					out = append(out, cases.Marked{Row: a.row, Mark: t.markName(d, step, l.Mark)})
				}
			}
		}
	}
	return out
}

// markName is a mark as staff read it, in both languages.
func (t *turn) markName(d *flow.Definition, step *flow.Step, mark string) string {
	var words []string
	for _, lang := range []string{"zh", "en"} {
		if word, err := t.voiceFor(lang, t.member.Role).labelOf(flow.At{Def: d, Step: step}, mark); err == nil && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// remarked adds marks to others. Of a swipe that was marked twice the later mark
// stands; one that was found in order since is none of them any more.
func remarked(before, later []cases.Marked) []cases.Marked {
	out := slices.Clone(before)
	for _, m := range later {
		out = slices.DeleteFunc(out, func(o cases.Marked) bool { return o.Row == m.Row })
		if m.Mark != "" {
			out = append(out, m)
		}
	}
	return out
}

// gatherMarked tells the marked swipes of a case as they stand, and what they
// come to where they are of one currency.
func (t *turn) gatherMarked(c *cases.Case) error {
	if len(c.Marked) == 0 {
		return nil
	}
	marked, sums := slices.Clone(c.Marked), map[string]int64{}
	for i := range marked {
		m := &marked[i]
		if _, ok, err := t.Books.Trail(t.ctx, access.For(access.Owner, c.MerchantID), m.Row); err != nil || !ok {
			if err != nil {
				return fmt.Errorf("read trail: %w", err)
			}
			continue // taken back since: what was read of it stands
		}
		tr, ok, err := t.Books.Trail(t.ctx, access.StaffScope(), m.Row)
		if err != nil {
			return fmt.Errorf("read trail: %w", err)
		}
		if !ok {
			continue
		}
		lines := t.book.StaffFacts(tr)
		m.Text = strings.Join(lines[:min(len(lines), 3)], " · ")
		if tr.State != trail.Declined { // no money moved: nothing is at stake
			sums[tr.Currency] += tr.Amount
		}
	}
	c.Marked = marked
	if kind, _, _ := strings.Cut(c.Subject, ":"); kind == "txn" || kind == "payout" {
		return nil // what that is worth is at stake
	}
	c.Amount = 0
	if len(sums) == 1 {
		for currency, sum := range sums {
			c.Amount, c.Currency = sum, currency
		}
	}
	return nil
}

// doneBy says when a step was finished, in the merchant's zone, and by whom.
func (t *turn) doneBy(m flow.Mark) string {
	return t.Clock.Shift(m.At).In(t.now.Location()).Format("01-02 15:04") + " " + t.tg.Name + " · "
}
