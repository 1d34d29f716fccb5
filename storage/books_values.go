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
	table      *table
	id, source string
	line       int
	values     []any // of table.columns
	// day is the business date that the row speaks of, 0 none.
	day calendar.Date
}

// tell takes a record apart. name says which column is missing where a row has no key.
func tell(rec any) (told, error) {
	switch r := rec.(type) {
	case record.Merchant:
		return tellMerchant(r)
	case record.Terms:
		return tellTerms(r)
	case record.Transaction:
		return row(record.Transactions, r.Origin, r.ID, calendar.DateOf(r.Time.Time), join(
			list(r.MerchantID), stamp(r.Time), list(r.TerminalID, string(r.Type), r.Amount, r.Currency, r.Last4, r.Scheme,
				r.AuthCode, r.RRN, r.OriginalRRN, string(r.Status), r.CardType, r.BatchNo, r.SlipNo, r.OrderID,
				r.Operator, r.Place, r.OriginalID)))
	case record.Line:
		return row(record.Lines, r.Origin, r.ID, r.SettledOn, join(
			list(r.MerchantID), stamp(r.Time), list(int64(r.SettledOn), r.TerminalID, string(r.Type), r.Gross, r.Fee,
				r.Net, r.Currency, r.RRN, r.OrderID, r.TransactionID, r.BatchNo, r.SlipNo, r.PayoutID, string(r.Status),
				int64(r.DueOn), r.HoldReason, r.Note)))
	case record.Payout:
		return row(record.Payouts, r.Origin, r.ID, dayOf(r.SentAt), join(
			list(r.MerchantID), stamp(r.SentAt), stamp(r.ConfirmedAt), list(r.Amount, r.Currency, r.Account.Key,
				r.Account.Last4, string(r.Status), r.Fee, r.CarriedIn, r.BankReference, r.StatementText,
				r.FailureCode, r.FailureReason)))
	case record.Entry:
		return row(record.Entries, r.Origin, r.ID, r.BookedOn, join(
			stamp(r.BookedAt), list(int64(r.BookedOn), r.Account.Key, r.Account.Last4, r.Amount, string(r.Direction),
				r.Currency, r.Memo, string(r.Owner), r.Counterparty.Key, r.Counterparty.Last4)))
	case record.Event:
		return tellEvent(r)
	default:
		return told{}, fmt.Errorf("storage: a record of type %T", rec)
	}
}

func tellMerchant(r record.Merchant) (told, error) {
	aliases, err := toJSON(r.Aliases)
	if err != nil {
		return told{}, err
	}
	return row(record.Merchants, r.Origin, r.ID, 0, list(r.Account.Key, r.Account.Last4, r.Name, r.Language, r.Zone,
		r.Currency, r.Calendar, r.Cycle, r.CutOff, number(r.FeeBPS), r.MinPayout, r.Group, r.Store, r.Opens, r.Closes,
		aliases))
}

// tellTerms keys a row of terms by what it applies to.
func tellTerms(r record.Terms) (told, error) {
	id := strings.Join([]string{r.MerchantID, r.Scheme, r.CardType, r.ValidFrom.String()}, "|")
	return row(record.TermsRows, r.Origin, id, 0, list(r.MerchantID, r.Scheme, r.CardType, int64(r.ValidFrom), r.Cycle,
		r.CutOff, r.Calendar, r.WindowFrom, r.WindowTo, number(r.SingleCap), number(r.DayCap), r.FallbackCycle,
		text(r.FeeBPS), number(r.FeeFixed), number(r.FeeMin), number(r.FeeCap), number(r.PayoutFee), r.RefundFee))
}

// tellEvent keys an event without an id by all that it says: the same event told twice is one.
func tellEvent(r record.Event) (told, error) {
	values := join(list(r.MerchantID), stamp(r.Time), list(r.Kind, r.TerminalID, r.Reference, number(r.Amount),
		r.Currency, int64(r.DueOn), r.PublicReason, r.Note))
	id := r.ID
	if id == "" {
		amount := ""
		if r.Amount != nil {
			amount = strconv.FormatInt(*r.Amount, 10)
		}
		said := strings.Join([]string{r.MerchantID, strconv.FormatInt(millis(r.Time.Time), 10), r.Kind, r.TerminalID,
			r.Reference, amount, r.Currency, r.DueOn.String()}, "\x1f")
		sum := sha256.Sum256([]byte(said))
		id = "ev-" + hex.EncodeToString(sum[:10])
	}
	return row(record.Events, r.Origin, id, calendar.DateOf(r.Time.Time), values)
}

func row(kind record.Kind, o record.Origin, id string, day calendar.Date, values []any) (told, error) {
	t, err := tableOf(kind)
	if err != nil {
		return told{}, err
	}
	if id == "" {
		return told{}, fmt.Errorf("a row of %s has no id", kind)
	}
	if len(values) != len(t.columns) {
		return told{}, fmt.Errorf("storage: %s has %d columns, not %d", t.name, len(t.columns), len(values))
	}
	return told{table: t, id: id, source: o.Source, line: o.Line, values: values, day: day}, nil
}

func list(values ...any) []any { return values }

func join(lists ...[]any) []any {
	var all []any
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func stamp(s record.Stamp) []any {
	floating := int64(0)
	if s.Floating {
		floating = 1
	}
	return list(millis(s.Time), floating)
}

func dayOf(s record.Stamp) calendar.Date {
	if s.IsZero() {
		return 0
	}
	return calendar.DateOf(s.Time)
}

// resolveWall gives the time of a wall time that was printed in zone.
func resolveWall(wall int64, floating bool, zone *time.Location) int64 {
	return millis(record.Stamp{Time: fromMillis(wall), Floating: floating}.In(zone))
}

func number(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

func text(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}
