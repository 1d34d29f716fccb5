package importer

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// merchant reads a row of `merchants`.
func (r *nativeRow) merchant() any {
	m := record.Merchant{Origin: r.origin()}
	m.ID = r.cells.id("merchant_id", true)
	r.id = m.ID
	m.Account = r.account("account", false)
	m.Name = r.text("name")
	m.Language = r.language("language")
	m.Zone = r.zone("timezone")
	code, digits := "", 2
	if r.raw("currency") != "" || r.raw("min_payout") != "" {
		code, digits = r.currency("currency", false, func() string { return r.o.Currency })
	}
	if r.raw("currency") != "" {
		m.Currency = code
	}
	m.Calendar = r.calendar("calendar")
	m.Cycle = r.cycle("settlement_cycle")
	m.CutOff = r.clock("cutoff")
	if v := r.raw("fee_bps"); v != "" {
		n, err := strconv.ParseInt(v, 10, 32)
		if err != nil || n < 0 || n > 10_000 {
			r.wrong("fee_bps", "%s is not a whole number of basis points from 0 to 10000 (60 is 0.60 %%)", quoteValue(v))
		}
		r.noteInt(n)
		m.FeeBPS = &n
	}
	if p := r.maybeAmount("min_payout", digits); p != nil {
		m.MinPayout = *p
	}
	m.Group, m.Store = r.cells.id("group_id", false), r.text("store")
	m.Opens, m.Closes = r.clock("opens"), r.clock("closes")
	m.Aliases = r.aliases("aliases")
	return m
}

// contract reads a row of `terms`.
func (r *nativeRow) contract() any {
	t := record.Terms{Origin: r.origin()}
	t.MerchantID = r.cells.id("merchant_id", true)
	t.Scheme = r.cells.id("scheme", true)
	t.CardType = r.cells.id("card_type", false)
	t.ValidFrom = r.date("valid_from", false)
	r.id = t.MerchantID + "\x1f" + t.Scheme + "\x1f" + t.CardType + "\x1f" + t.ValidFrom.String()
	t.Cycle, t.FallbackCycle = r.cycle("cycle"), r.cycle("fallback_cycle")
	t.CutOff, t.Calendar = r.clock("cutoff"), r.calendar("calendar")
	t.WindowFrom, t.WindowTo = r.clock("window_from"), r.clock("window_to")
	if (t.WindowFrom == "") != (t.WindowTo == "") {
		r.wrong("window_from", "and window_to belong together: give both or none")
	}
	digits := 2
	for _, name := range []string{"single_cap", "day_cap", "fee_fixed", "fee_min", "fee_cap", "payout_fee"} {
		if r.raw(name) != "" {
			_, digits = r.currency("currency", false, r.merchantCurrency(t.Source, t.MerchantID))
			break
		}
	}
	t.SingleCap, t.DayCap = r.maybeAmount("single_cap", digits), r.maybeAmount("day_cap", digits)
	t.FeeFixed, t.FeeMin = r.maybeAmount("fee_fixed", digits), r.maybeAmount("fee_min", digits)
	t.FeeCap, t.PayoutFee = r.maybeAmount("fee_cap", digits), r.maybeAmount("payout_fee", digits)
	if v := r.raw("fee_bps"); v != "" {
		_, plain := parseAmount(v, 4) // refuses exponents and signs that decimal would take
		d, err := decimal.NewFromString(v)
		if plain != nil || err != nil || d.IsNegative() || d.GreaterThan(decimal.New(10_000, 0)) {
			r.wrong("fee_bps", "%s is not a number of basis points from 0 to 10000 with at most 4 decimals (60 is 0.60 %%)", quoteValue(v))
		}
		s := d.String()
		t.FeeBPS = &s
		r.note(s)
	}
	t.RefundFee = r.one("refund_fee", false, terms.FeeKept, terms.FeeReturned)
	if len(r.problems) == 0 {
		if f := terms.Check(t); f != nil {
			r.wrong(f.Column, "cannot be meant: %s", f.Err)
		}
	}
	return t
}

// merchantCurrency asks the book, then the operator's setting.
func (r *nativeRow) merchantCurrency(source, merchant string) func() string {
	return func() string {
		if r.o.Book == nil || merchant == "*" {
			return r.o.Currency
		}
		return cmp.Or(r.layout.ask(r.o.Book, source, merchant), r.o.Currency)
	}
}

// maxAsked bounds the answers of the book that a pass remembers.
const maxAsked = 50_000

// ask asks the book once for each merchant of a pass.
func (l *nativeLayout) ask(b Book, source, merchant string) string {
	name := [2]string{source, merchant}
	c, known := l.currencies[name]
	if !known {
		c = b.Currency(source, merchant)
		if l.currencies == nil || len(l.currencies) >= maxAsked {
			l.currencies = map[[2]string]string{}
		}
		l.currencies[[2]string{strings.Clone(source), strings.Clone(merchant)}] = c
	}
	return c
}

func (r *nativeRow) language(name string) string {
	v := r.cells.id(name, false)
	if v == "" {
		return ""
	}
	base, _, _ := strings.Cut(strings.ReplaceAll(v, "_", "-"), "-")
	if len(base) < 2 || len(base) > 3 || strings.ContainsFunc(v, func(c rune) bool {
		return c > 'z' || c != '-' && c != '_' && !isWord(byte(c))
	}) {
		r.wrong(name, "%s is not a language: write zh-Hans, zh-Hant or en", quoteValue(v))
	}
	return v
}

func (r *nativeRow) calendar(name string) string {
	v := r.cells.id(name, false)
	if v == "" {
		return ""
	}
	if r.layout.calendars = cmp.Or(r.layout.calendars, r.o.Calendars); r.layout.calendars == nil {
		r.layout.calendars = calendar.Builtin()
	}
	if cals := r.layout.calendars; !cals.Has(v) {
		r.wrong(name, "%s is not a calendar: write one of %s, or tell its days in a file that the setting calendars names",
			quoteValue(v), strings.Join(cals.Names(), " "))
	}
	return v
}

func (r *nativeRow) zone(name string) string {
	v := r.cells.id(name, false)
	if v == "" {
		return ""
	}
	if _, err := time.LoadLocation(v); err != nil || v == "Local" {
		r.wrong(name, "%s is not a time zone of the IANA list: write one like Asia/Shanghai", quoteValue(v))
	}
	return v
}

// aliases reads "source=number; source=number".
func (r *nativeRow) aliases(name string) map[string]string {
	v := r.raw(name)
	r.note(v)
	if v == "" {
		return nil
	}
	out := map[string]string{}
	for _, part := range strings.FieldsFunc(v, func(c rune) bool { return c == ';' || c == '|' || c == ' ' }) {
		source, number, ok := strings.Cut(part, "=")
		if !ok || source == "" || number == "" {
			r.wrong(name, "%s is not of the form source=number;source=number", quoteValue(v))
			return nil
		}
		if old, twice := out[source]; twice && old != number {
			r.wrong(name, "%s names source %s twice", quoteValue(v), source)
		}
		out[source] = number
	}
	return out
}
