package trail

import (
	"cmp"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Event kinds that bear on where money is. Those about tampering and the like
// are for other eyes.
const (
	eventHold       = "HOLD"
	eventRelease    = "RELEASE"
	eventRetrieval  = "RETRIEVAL"
	eventWon        = "CHARGEBACK_WON"
	eventAccount    = "ACCOUNT_CHANGED"
	eventKYC        = "KYC_EXPIRES"
	eventPending    = "REFUND_PENDING"
	eventFailed     = "REFUND_FAILED"
	eventWithdrawal = "MANUAL_WITHDRAWAL"
	eventOffline    = "OFFLINE"
	eventUpload     = "UPLOAD"
	eventBatch      = "BATCH_CLOSE"
)

// happenings are the events of one kind up to now, oldest first.
type happenings struct {
	all []*record.Event
	// Positions in all: by what the event names, where it names something, as it
	// is written and as an RRN; and by terminal, "" for the merchant as a whole.
	about, where map[string][]int32
}

// indexEvents keeps the events up to now, by kind and in order of time.
func (l *ledger) indexEvents() {
	if len(l.Events) == 0 {
		return
	}
	l.events = map[string]*happenings{}
	for i := range l.Events {
		e := &l.Events[i]
		if e.Kind != eventKYC && l.at(e.Time).After(l.now) { // an expiry is announced in advance
			continue
		}
		h := l.events[e.Kind]
		if h == nil {
			h = &happenings{about: map[string][]int32{}, where: map[string][]int32{}}
			l.events[e.Kind] = h
		}
		h.all = append(h.all, e)
	}
	for _, h := range l.events {
		slices.SortStableFunc(h.all, func(a, b *record.Event) int {
			return cmp.Or(l.at(a.Time).Compare(l.at(b.Time)), cmp.Compare(a.ID, b.ID))
		})
		for i, e := range h.all {
			if e.Reference != "" {
				h.about[e.Reference] = append(h.about[e.Reference], int32(i))
				if rrn := namedRRN(e.Reference); rrn != "" {
					h.about[rrn] = append(h.about[rrn], int32(i))
				}
			}
			h.where[e.TerminalID] = append(h.where[e.TerminalID], int32(i))
		}
	}
}

// namedRRN is plainRRN of what an event names: a short number is no RRN that lost
// its zeros, but may be an order's.
func namedRRN(reference string) string {
	const shortest = 6
	if len(reference) < shortest {
		return ""
	}
	return plainRRN(reference)
}

// plainRRN is the name of an RRN as such: it is the same with zeros before it or
// without, which an id or an order number is not. "" where a text can be none.
func plainRRN(text string) string {
	if plain := record.PlainRRN(text); plain != "" {
		return "RRN " + plain
	}
	return ""
}

// eachName gives every reference by which an event may speak of a transaction.
func (l *ledger) eachName(t *swipe, yield func(string)) {
	say := func(names ...string) {
		for _, n := range names {
			if n != "" {
				yield(n)
			}
		}
	}
	say(t.ID, t.RRN, plainRRN(t.RRN), t.OrderID)
	for _, j := range l.joined.of(t.position) {
		say(j.ID, j.RRN, plainRRN(j.RRN), j.OrderID)
	}
	for _, line := range l.linesOf(t) {
		say(line.ID, line.PayoutID)
	}
}

// refers says whether an event names the transaction itself.
func (l *ledger) refers(e *record.Event, t *swipe) bool {
	if e.Reference == "" || e.TerminalID != "" && t.TerminalID != "" && e.TerminalID != t.TerminalID {
		return false
	}
	named := false
	rrn := namedRRN(e.Reference)
	l.eachName(t, func(n string) { named = named || n == e.Reference || n == rrn })
	return named
}

// latest gives the latest event of a kind that names t and fits.
func (l *ledger) latest(kind string, t *swipe, fit func(*record.Event) bool) *record.Event {
	h := l.events[kind]
	if h == nil || len(h.about) == 0 {
		return nil
	}
	found := int32(-1)
	l.eachName(t, func(name string) {
		for _, i := range slices.Backward(h.about[name]) {
			if i <= found {
				return
			}
			if e := h.all[i]; (e.TerminalID == "" || t.TerminalID == "" || e.TerminalID == t.TerminalID) && fit(e) {
				found = i
			}
		}
	})
	if found < 0 {
		return nil
	}
	return h.all[found]
}

// latestAt gives the latest event of a kind at a terminal, "" for the merchant
// as a whole, that fits.
func (l *ledger) latestAt(kind, terminal string, fit func(*record.Event) bool) *record.Event {
	if h := l.events[kind]; h != nil {
		for _, i := range slices.Backward(h.where[terminal]) {
			if fit(h.all[i]) {
				return h.all[i]
			}
		}
	}
	return nil
}

// newer gives the later one of two events; nil is older than any.
func (l *ledger) newer(a, b *record.Event) *record.Event {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case cmp.Or(l.at(a.Time).Compare(l.at(b.Time)), cmp.Compare(a.ID, b.ID)) < 0:
		return b
	}
	return a
}

// bearing gives the latest event of a kind about the transaction, its terminal
// or its merchant that fits.
func (l *ledger) bearing(kind string, t *swipe, fit func(*record.Event) bool) *record.Event {
	if l.events[kind] == nil {
		return nil
	}
	wide := func(e *record.Event) bool { return e.Reference == "" && fit(e) }
	e := l.newer(l.latest(kind, t, fit), l.latestAt(kind, "", wide))
	if t.TerminalID != "" {
		e = l.newer(e, l.latestAt(kind, t.TerminalID, wide))
	}
	return e
}

// released says whether a later RELEASE lifts e: one for the same transaction
// or terminal, or for the whole merchant.
func (l *ledger) released(e *record.Event, t *swipe) bool {
	return l.bearing(eventRelease, t, func(r *record.Event) bool {
		if l.at(r.Time).Before(l.at(e.Time)) {
			return false
		}
		merchantWide := r.Reference == "" && r.TerminalID == ""
		return merchantWide || r.Reference == e.Reference && r.TerminalID == e.TerminalID ||
			e.Reference != "" && l.refers(r, t)
	}) != nil
}

// hold gives the latest hold on a transaction that was not lifted, nil for none.
func (l *ledger) hold(t *swipe) *record.Event {
	return l.bearing(eventHold, t, func(e *record.Event) bool { return !l.released(e, t) })
}

// retrieval gives the latest request for the slip that is still open, nil for
// none: a release or a won dispute ends it.
func (l *ledger) retrieval(t *swipe) *record.Event {
	return l.latest(eventRetrieval, t, func(e *record.Event) bool {
		return !l.released(e, t) && !l.won(t, e.Time)
	})
}

// won says whether a dispute about t was won since.
func (l *ledger) won(t *swipe, since record.Stamp) bool {
	return l.latest(eventWon, t, func(e *record.Event) bool { return !l.at(e.Time).Before(l.at(since)) }) != nil
}

// anyEvent fits every event.
func anyEvent(*record.Event) bool { return true }

// kycExpired says whether the merchant's papers ran out.
func (l *ledger) kycExpired() bool { return l.papers() != nil }

// papers gives the event by which the merchant's papers ran out: the KYC_EXPIRES
// of the latest day, where that is over; nil where they are good. Its day is
// due_on, else the day of its time; an announcement in advance may lie in the
// future as an event.
func (l *ledger) papers() (expired *record.Event) {
	var latest calendar.Date
	if h := l.events[eventKYC]; h != nil {
		for _, e := range h.all {
			on := e.DueOn
			if on == 0 {
				on = dayOf(e.Time, l.Zone)
			}
			if on > latest {
				latest, expired = on, e
			}
		}
	}
	if latest >= l.today {
		return nil
	}
	return expired
}

// changeBefore gives a change of the bank account on the day of a payout or
// within the three days before it, nil for none.
func (l *ledger) changeBefore(sent calendar.Date) *record.Event {
	h := l.events[eventAccount]
	if h == nil || sent == 0 {
		return nil
	}
	for _, e := range slices.Backward(h.all) {
		if on := dayOf(e.Time, l.Zone); on <= sent && on >= sent-3 {
			return e
		}
	}
	return nil
}

// terminalTrouble says why a terminal may not have delivered a swipe:
// it went offline after its last upload, and has not uploaded since; or it
// is known to close batches, and closed none since the swipe.
func (l *ledger) terminalTrouble(t *swipe) (Reason, bool) {
	if t.TerminalID == "" || l.events == nil {
		return "", false
	}
	upload, off := l.latestAt(eventUpload, t.TerminalID, anyEvent), l.latestAt(eventOffline, t.TerminalID, anyEvent)
	if off != nil && (upload == nil || l.at(off.Time).After(l.at(upload.Time)) && t.at.After(l.at(upload.Time))) {
		return OfflineNotUploaded, true
	}
	if batch := l.latestAt(eventBatch, t.TerminalID, anyEvent); batch != nil && l.at(batch.Time).Before(t.at) {
		return BatchNotClosed, true
	}
	return "", false
}
