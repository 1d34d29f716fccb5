package answer

import (
	"strconv"
	"strings"

	"moneytrail/handlers/press"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// hops is the order of the trail.
var hops = []trail.HopName{trail.HopSwiped, trail.HopCleared, trail.HopPaidOut, trail.HopArrived}

// Proof lists the evidence of one transaction, hop by hop: file and line. A
// reader without totals sees the first two hops alone.
func (b *Book) Proof(a Audience, t trail.Trail) Reply {
	p := b.page(a)
	p.say("proof.title", values{"Amount": p.Money(t.Amount, t.Currency)})
	p.identity(t)
	for i, name := range hops {
		if i > 1 && !a.totals() {
			break
		}
		p.gap()
		p.hop(t, name)
	}
	p.gap()
	p.asOf(t.AsOf)
	return p.about(press.Swipe, t.Row)
}

// ProofPage is a further page of the lines that prove a payout.
func (b *Book) ProofPage(a Audience, v trail.PayoutView, at int) Reply {
	return b.furtherLines(a, "proof.title", v, at, func(p *page) { p.proofLines(v, at) })
}

// proofLines lists one page of the settlement lines of a payout.
func (p *page) proofLines(v trail.PayoutView, at int) {
	p.say("proof.settlement", nil)
	var lines []trail.Evidence
	for _, l := range v.Lines[at*linesShown:] {
		lines = append(lines, l.Evidence)
	}
	p.evidence(lines, linesShown)
	if (at+1)*linesShown < len(v.Lines) {
		p.row(p.button("more", press.Data(press.Proof, string(press.Payout), strconv.FormatInt(v.Row, 10), strconv.Itoa(at+1))))
	}
}

func (p *page) hop(t trail.Trail, name trail.HopName) {
	word := p.Say("proof.hop_"+string(name), nil)
	for _, h := range t.Hops {
		if h.Name != name {
			continue
		}
		at := p.Date(h.On)
		if !h.At.IsZero() {
			at = p.Time(h.At.In(p.to.Now.Location()))
		}
		sent, bank := h.Evidence, []trail.Evidence(nil)
		if name == trail.HopPaidOut && t.State == trail.Returned {
			sent, bank = apart(h.Evidence)
		}
		p.say("proof.hop", values{"Hop": word, "At": at})
		p.evidence(sent, rowsShown)
		if name == trail.HopPaidOut && t.State == trail.Returned && t.Payout != nil {
			p.gap()
			p.returned(*t.Payout, sent, bank)
		}
		return
	}
	if name == trail.HopArrived && t.State == trail.Returned {
		return // it went back: that is told with the sending
	}
	if waits(t.State) || t.State == trail.Returned {
		p.say("proof.missing", values{"Hop": word})
	}
}

// apart takes the bank's entries out of the evidence of a payout that came back.
func apart(list []trail.Evidence) (own, bank []trail.Evidence) {
	for _, e := range list {
		if e.Kind == record.Entries {
			bank = append(bank, e)
		} else {
			own = append(own, e)
		}
	}
	return own, bank
}

// returned lists what shows a payout going back: the bank's entries, or the
// payout's own row where there are none.
func (p *page) returned(r trail.PayoutRef, own, bank []trail.Evidence) {
	id := "proof.hop_returned"
	if len(bank) == 0 {
		id, bank = "proof.hop_returned_row", own
	}
	p.line(strings.TrimSpace(p.Say("proof.hop", values{"Hop": p.Say(id, nil), "At": p.Date(r.ReturnedOn)})))
	p.evidence(bank, rowsShown)
}

// rowsShown is how many rows that prove one hop are listed: a hop has one row,
// and those of further witnesses.
const rowsShown = 6

// evidence lists at most so many rows, with an end.
func (p *page) evidence(list []trail.Evidence, most int) {
	for i, e := range list {
		if i == most {
			p.say("proof.more", values{"Count": len(list) - i})
			return
		}
		if e.Kind == trail.ByPerson {
			p.say("proof.word", values{"ID": e.ID})
			continue
		}
		if e.File == "" {
			p.say("proof.plain", values{"ID": clip(e.ID, 64)})
			continue
		}
		p.say("proof.evidence", values{"File": clip(e.File, 40), "Line": e.Line, "ID": clip(e.ID, 64)})
	}
}

// PayoutProof lists the evidence of a payout: its own rows, then its lines'.
func (b *Book) PayoutProof(a Audience, v trail.PayoutView) Reply {
	p := b.page(a)
	p.say("proof.title", values{"Amount": p.Money(v.Amount, v.Currency)})
	if len(v.Evidence) > 0 {
		p.gap()
		own, bank := v.Evidence, []trail.Evidence(nil)
		if v.State == trail.PayoutReturned {
			own, bank = apart(v.Evidence)
		}
		p.say("proof.payouts", nil)
		p.evidence(own, rowsShown)
		if v.State == trail.PayoutReturned {
			p.gap()
			p.returned(v.PayoutRef, own, bank)
		}
	}
	if len(v.Lines) > 0 {
		p.gap()
		p.proofLines(v, 0)
	}
	p.gap()
	p.asOf(v.AsOf)
	return p.about(press.Payout, v.Row)
}
