package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// about is what a conversation or a case is about: a transaction or a payout, by its store key.
type about struct {
	payout bool
	row    int64
}

// subjectFrom reads "t:<row>" or "p:<row>".
func subjectFrom(data string) (about, bool) {
	p := press.Parse(data)
	row := p.Row(0)
	return about{payout: p.Verb == press.Payout, row: row}, row > 0 && (p.Verb == press.Swipe || p.Verb == press.Payout)
}

// pressedAbout reads the arguments "t:<row>" or "p:<row>" of a button.
func pressedAbout(p press.Press) (about, bool) {
	return subjectFrom(press.Data(press.Verb(p.Arg(0)), p.Arg(1)))
}

// unnamed are the facts of a question that names nothing: a button's whose
// swipe is not there, or is somebody else's.
var unnamed = session.Slots{Hour: -1}

// key writes what subjectFrom reads.
func (a about) key() string {
	if a.payout {
		return press.Row(press.Payout, a.row)
	}
	return press.Row(press.Swipe, a.row)
}

// subject names it as the subject of a case.
func (a about) subject() string {
	if a.payout {
		return cases.ByPayout(a.row)
	}
	return cases.ByTransaction(a.row)
}

// showTrail tells one swipe's story and remembers that it was talked about.
func (t *turn) showTrail(tr trail.Trail, quoted int) error {
	t.flow.About = about{row: tr.Row}.key()
	if tr.Due.On != 0 && tr.State != trail.Arrived && !t.asking {
		t.out.Promises = append(t.out.Promises, Promise{MerchantID: tr.MerchantID, Transaction: tr.Row,
			On: tr.Due.On, Estimated: tr.Due.Estimated})
	}
	t.assureTrail(t.tg.User, t.tg.Chat, tr)
	beside, err := t.knownBeside(tr)
	if err != nil {
		return err
	}
	reasons := tr.Reasons
	switch i := t.flow.Slots.Intent; {
	case tr.State == trail.Declined: // the customer may say otherwise
		reasons = append(slices.Clone(reasons), trail.DeclinedButDebited)
	case tr.Arithmetic.Priced && (i == understand.FeeQuestion || i == understand.ShortPayment && len(reasons) == 0): // what is missing is the fee alone
		reasons = append(slices.Clone(reasons), trail.FeeDeducted)
	}
	t.replyTo(t.guided(t.book.TrailBeside(t.voice().a, tr, beside), reasons, about{row: tr.Row}), quoted)
	return nil
}

// knownBeside reads what an answer about a swipe needs besides its trail.
func (t *turn) knownBeside(tr trail.Trail) (known answer.Beside, err error) {
	if known.Said, err = t.wordsOn(tr); err != nil || !t.scope.Totals() {
		return known, err
	}
	if tr.Arithmetic.Refunded > 0 {
		if known.RefundFee, err = t.refundFee(tr.MerchantID, tr.Scheme); err != nil {
			return known, err
		}
	}
	if known.Gathers, err = t.gathers([]trail.Trail{tr}); err != nil {
		return known, err
	}
	if p := tr.Payout; p != nil && (p.State == trail.PayoutShort || p.State == trail.PayoutOver) {
		v, ok, err := t.payoutIn(p.Row)
		if err != nil {
			return known, fmt.Errorf("read payout: %w", err)
		}
		if ok && v.Difference != 0 {
			known.Payout = &v
		}
	}
	return known, nil
}

// showPayout tells one payout's story; sums are for owner and finance.
func (t *turn) showPayout(p trail.PayoutView, quoted int) error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	t.flow.About = about{payout: true, row: p.Row}.key()
	t.assurePayout(t.tg.User, t.tg.Chat, p)
	known, err := t.besidePayout(p)
	if err != nil {
		return err
	}
	t.replyTo(t.guided(t.book.PayoutBeside(t.voice().a, p, known), p.Reasons, about{payout: true, row: p.Row}), quoted)
	return nil
}

// pick shows what a tapped line of a list names. Something of another merchant
// and something that is not there get the same words.
func (t *turn) pick(a about) error {
	if a.payout {
		p, ok, err := t.payoutIn(a.row)
		if err != nil {
			return err
		}
		if ok {
			return t.showPayout(p, 0)
		}
		return t.nothingFound(unnamed)
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err != nil {
		return err
	}
	if !ok {
		return t.nothingFound(unnamed)
	}
	return t.showTrail(tr, 0)
}

// payoutIn reads a payout within the scope; there is none for who may not see sums.
func (t *turn) payoutIn(row int64) (trail.PayoutView, bool, error) {
	if !t.scope.Totals() {
		return trail.PayoutView{}, false, nil
	}
	return t.Books.Payout(t.ctx, t.scope, row)
}

// proof lists the evidence behind an answer.
func (t *turn) proof(a about) error {
	if a.payout {
		p, ok, err := t.payoutIn(a.row)
		if err != nil {
			return err
		}
		if !ok {
			return t.nothingFound(unnamed)
		}
		t.flow.About = a.key()
		t.reply(t.voice().payoutProof(p))
		return nil
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err != nil {
		return err
	}
	if !ok {
		return t.nothingFound(unnamed)
	}
	t.flow.About = a.key()
	t.reply(t.voice().proof(tr))
	return nil
}
