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

// names lists every reference by which an event may speak of a transaction.
func (l *ledger) names(t record.Transaction) []string {
	names := []string{t.ID, t.RRN, t.OrderID}
	for _, j := range l.joined[t.Row] {
		names = append(names, j.ID, j.RRN, j.OrderID)
	}
	for _, line := range l.lines[t.Row] {
		names = append(names, line.ID, line.PayoutID)
	}
	return slices.DeleteFunc(names, func(s string) bool { return s == "" })
}

// refers says whether an event names the transaction itself.
func (l *ledger) refers(e record.Event, t record.Transaction) bool {
	return e.Reference != "" && slices.Contains(l.names(t), e.Reference) &&
		(e.TerminalID == "" || t.TerminalID == "" || e.TerminalID == t.TerminalID)
}

// bears says whether an event of the merchant, a terminal or a transaction bears on t.
func (l *ledger) bears(e record.Event, t record.Transaction) bool {
	if e.Reference != "" {
		return l.refers(e, t)
	}
	return e.TerminalID == "" || e.TerminalID == t.TerminalID
}

// indexEvents keeps the events up to now, by kind and in order of time.
func (l *ledger) indexEvents() {
	for _, e := range l.Events {
		if e.Kind == eventKYC || !l.at(e.Time).After(l.now) { // an expiry is announced in advance
			l.events[e.Kind] = append(l.events[e.Kind], e)
		}
	}
	for _, list := range l.events {
		slices.SortStableFunc(list, func(a, b record.Event) int {
			return cmp.Or(l.at(a.Time).Compare(l.at(b.Time)), cmp.Compare(a.ID, b.ID))
		})
	}
}

// last gives the latest event of a kind that fits.
func (l *ledger) last(kind string, fit func(record.Event) bool) (record.Event, bool) {
	for _, e := range slices.Backward(l.events[kind]) {
		if fit(e) {
			return e, true
		}
	}
	return record.Event{}, false
}

// released says whether a later RELEASE lifts e: one for the same transaction
// or terminal, or for the whole merchant.
func (l *ledger) released(e record.Event, t record.Transaction) bool {
	_, ok := l.last(eventRelease, func(r record.Event) bool {
		if l.at(r.Time).Before(l.at(e.Time)) || !l.bears(r, t) {
			return false
		}
		merchantWide := r.Reference == "" && r.TerminalID == ""
		return merchantWide || r.Reference == e.Reference && r.TerminalID == e.TerminalID ||
			e.Reference != "" && l.refers(r, t)
	})
	return ok
}

// hold gives the latest hold on a transaction that was not lifted.
func (l *ledger) hold(t record.Transaction) (record.Event, bool) {
	return l.last(eventHold, func(e record.Event) bool { return l.bears(e, t) && !l.released(e, t) })
}

// retrieval gives the latest request for the slip that is still open: a
// release, a won dispute or the chargeback itself ends it.
func (l *ledger) retrieval(t record.Transaction) (record.Event, bool) {
	return l.last(eventRetrieval, func(e record.Event) bool {
		return l.refers(e, t) && !l.released(e, t) && !l.won(t, e.Time)
	})
}

// won says whether a dispute about t was won since.
func (l *ledger) won(t record.Transaction, since record.Stamp) bool {
	_, ok := l.last(eventWon, func(e record.Event) bool {
		return l.refers(e, t) && !l.at(e.Time).Before(l.at(since))
	})
	return ok
}

// merchantWide gives the latest event of a kind about the merchant as a whole.
func (l *ledger) merchantWide(kind string) (record.Event, bool) {
	return l.last(kind, func(e record.Event) bool { return e.TerminalID == "" })
}

// kycExpired says whether the merchant's papers ran out: the latest KYC_EXPIRES
// names a day that is over. Its day is due_on, else the day of its time; an
// announcement in advance may lie in the future as an event.
func (l *ledger) kycExpired() bool {
	var latest calendar.Date
	for _, e := range l.events[eventKYC] {
		on := e.DueOn
		if on == 0 {
			on = dayOf(e.Time, l.Zone)
		}
		latest = max(latest, on)
	}
	return latest != 0 && latest < l.today
}

// accountChanged says whether the bank account was changed on the day of the
// payout or within the three days before it.
func (l *ledger) accountChanged(sent calendar.Date) bool {
	_, ok := l.last(eventAccount, func(e record.Event) bool {
		on := dayOf(e.Time, l.Zone)
		return sent != 0 && on <= sent && on >= sent-3
	})
	return ok
}

// terminalTrouble says why a terminal may not have delivered a swipe:
// it went offline after its last upload, and has not uploaded since; or it
// is known to close batches, and closed none since the swipe.
func (l *ledger) terminalTrouble(t record.Transaction) (Reason, bool) {
	if t.TerminalID == "" {
		return "", false
	}
	here := func(e record.Event) bool { return e.TerminalID == t.TerminalID }
	at := l.when(t)
	upload, uploaded := l.last(eventUpload, here)
	if off, ok := l.last(eventOffline, here); ok &&
		(!uploaded || l.at(off.Time).After(l.at(upload.Time)) && at.After(l.at(upload.Time))) {
		return OfflineNotUploaded, true
	}
	if batch, ok := l.last(eventBatch, here); ok && l.at(batch.Time).Before(at) {
		return BatchNotClosed, true
	}
	return "", false
}
