package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// told is one record on its way into its table.
type told struct {
	noun            *noun
	id, source, ref string // ref: the merchant as printed
	line            int
	body            []byte
	// day is the business date that the row speaks of, at the day under which it is kept; 0 none.
	day calendar.Date
	at  int64
	// refs are the hashes of the further names of a transaction, by refs' numbers
	// less one, and origins of what it says its original is called.
	refs    [2]uint64
	origins [2]uint64
	extra   []any // values of noun.extra
	words   []string
	party   int64
	row     int64
	of      int // the row of the batch that it is of
}

// What a row is called or refers to by, in the indexes.
const (
	refID byte = iota
	refRRN
	refOrder
	refOriginalRRN
	refOriginalID
)

// tell takes a record apart; its body goes to the end of p's.
func tell(p *packer, rec any) (t told, err error) {
	var o record.Origin
	var kind record.Kind
	switch r := rec.(type) {
	case record.Transaction:
		kind, o, t.id, t.ref, t.day = record.Transactions, r.Origin, r.ID, r.MerchantID, calendar.DateOf(r.Time.Time)
		t.at, t.refs = dayIn(r.Time), [2]uint64{hashOf(refRRN, record.PlainRRN(r.RRN)), hashOf(refOrder, r.OrderID)}
		t.origins = [2]uint64{hashOf(refOriginalRRN, record.PlainRRN(r.OriginalRRN)), hashOf(refOriginalID, r.OriginalID)}
		t.body = packTransaction(p, &r)
	case record.Line:
		kind, o, t.id, t.ref, t.day = record.Lines, r.Origin, r.ID, r.MerchantID, r.SettledOn
		t.at, t.body = int64(r.SettledOn), packLine(p, &r)
	case record.Payout:
		kind, o, t.id, t.ref, t.day = record.Payouts, r.Origin, r.ID, r.MerchantID, dayOf(r.SentAt)
		t.extra, t.body = []any{r.Amount, r.BankReference, r.Account.Key}, packPayout(p, &r)
	case record.Entry:
		kind, o, t.id, t.day, t.words = record.Entries, r.Origin, r.ID, r.BookedOn, memoWords(r.Memo)
		t.extra, t.body = []any{int64(r.BookedOn), r.Amount, string(r.Owner), placeOf(r)}, packEntry(p, &r)
	case record.Event:
		if r.ID == "" {
			r.ID = eventID(r)
		}
		kind, o, t.id, t.ref, t.day = record.Events, r.Origin, r.ID, r.MerchantID, calendar.DateOf(r.Time.Time)
		t.body = packEvent(p, &r)
	case record.Merchant:
		kind, o, t.id, t.extra = record.Merchants, r.Origin, r.ID, []any{r.Account.Key}
		if t.body, err = packMerchant(p, &r); err != nil {
			return t, err
		}
	case record.Terms: // keyed by what it applies to
		kind, o = record.TermsRows, r.Origin
		t.id = strings.Join([]string{r.MerchantID, r.Scheme, r.CardType, r.ValidFrom.String()}, "|")
		t.extra, t.body = []any{r.MerchantID}, packTerms(p, &r)
	default:
		return told{}, fmt.Errorf("storage: a record of type %T", rec)
	}
	if t.id == "" {
		return told{}, fmt.Errorf("a row of %s has no id", kind)
	}
	t.noun, err = nounOf(kind)
	t.source, t.line = o.Source, o.Line
	return t, err
}

// retell gives what told would be of a stored body: what is searched and touched by it.
func retell(n *noun, body []byte) (told, error) {
	var rec any
	var err error
	switch n.kind {
	case record.Transactions:
		rec, err = unpacked(body, unpackTransaction)
	case record.Lines:
		rec, err = unpacked(body, unpackLine)
	case record.Payouts:
		rec, err = unpacked(body, unpackPayout)
	case record.Entries:
		rec, err = unpacked(body, unpackEntry)
	case record.Events:
		rec, err = unpacked(body, unpackEvent)
	case record.Merchants:
		rec, err = unpacked(body, unpackMerchant)
	case record.TermsRows:
		rec, err = unpacked(body, unpackTerms)
	}
	if err != nil {
		return told{}, err
	}
	t, err := tell(&packer{}, rec)
	t.body, t.party = body, partyOf(body)
	return t, err
}

// eventID keys an event without an id by all that it says: the same event told twice is one.
func eventID(r record.Event) string {
	amount := ""
	if r.Amount != nil {
		amount = strconv.FormatInt(*r.Amount, 10)
	}
	said := strings.Join([]string{r.MerchantID, strconv.FormatInt(millis(r.Time.Time), 10), r.Kind, r.TerminalID,
		r.Reference, amount, r.Currency, r.DueOn.String()}, "\x1f")
	sum := sha256.Sum256([]byte(said))
	return "ev-" + hex.EncodeToString(sum[:10])
}

// placeOf gives the merchant's account that a bank entry speaks of.
func placeOf(r record.Entry) string {
	if r.Owner == record.Payer {
		return r.Counterparty.Key
	}
	return r.Account.Key
}

func dayOf(s record.Stamp) calendar.Date {
	if s.IsZero() {
		return 0
	}
	return calendar.DateOf(s.Time)
}

// inZone resolves a printed time in the zone of its merchant.
func inZone(s record.Stamp, zone *time.Location) record.Stamp {
	return record.Stamp{Time: fromMillis(millis(s.In(zone)))}
}

// unpacked gives the record in a body.
func unpacked[T any](body []byte, read func([]byte, *T) error) (any, error) {
	var r T
	err := read(body, &r)
	return r, err
}
