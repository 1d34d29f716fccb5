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
	m := record.Merchant{Origin: r.begin()}
	m.ID = r.name(colMerchantID, true)
	r.id = m.ID
	m.Account = r.account(colAccount, false)
	m.Name = r.text(colName)
	m.Language = r.language(colLanguage)
	m.Zone = r.zone(colTimezone)
	code, digits := "", 2
	if r.value(colCurrency) != "" || r.value(colMinPayout) != "" {
		code, digits = r.currency(colCurrency, false, func() string { return r.o.Currency })
	}
	if r.value(colCurrency) != "" {
		m.Currency = code
	}
	m.Calendar = r.calendar(colCalendar)
	m.Cycle = r.cycle(colSettlementCycle)
	m.CutOff = r.clock(colCutoff)
	if v := r.value(colFeeBPS); v != "" {
		n, err := strconv.ParseInt(v, 10, 32)
		if err != nil || n < 0 || n > 10_000 {
			r.bad(colFeeBPS, "%s is not a whole number of basis points from 0 to 10000 (60 is 0.60 %%)", quoteValue(v))
		}
		r.noteInt(n)
		m.FeeBPS = &n
	}
	if p := r.maybeAmount(colMinPayout, digits); p != nil {
		m.MinPayout = *p
	}
	m.Group, m.Store = r.name(colGroupID, false), r.text(colStore)
	m.Opens, m.Closes = r.clock(colOpens), r.clock(colCloses)
	m.Aliases = r.aliases(colAliases)
	if r.proving() {
		return nil
	}
	return new(m)
}

// contract reads a row of `terms`.
func (r *nativeRow) contract() any {
	t := record.Terms{Origin: r.begin()}
	t.MerchantID = r.name(colMerchantID, true)
	t.Scheme = r.name(colScheme, true)
	t.CardType = r.name(colCardType, false)
	t.ValidFrom = r.date(colValidFrom, false)
	r.id = t.MerchantID + "\x1f" + t.Scheme + "\x1f" + t.CardType + "\x1f" + t.ValidFrom.String()
	t.Cycle, t.FallbackCycle = r.cycle(colCycle), r.cycle(colFallbackCycle)
	t.CutOff, t.Calendar = r.clock(colCutoff), r.calendar(colCalendar)
	t.WindowFrom, t.WindowTo = r.clock(colWindowFrom), r.clock(colWindowTo)
	if (t.WindowFrom == "") != (t.WindowTo == "") {
		r.bad(colWindowFrom, "and window_to belong together: give both or none")
	}
	digits := 2
	for _, k := range []column{colSingleCap, colDayCap, colFeeFixed, colFeeMin, colFeeCap, colPayoutFee} {
		if r.value(k) != "" {
			_, digits = r.ownCurrency(t.Source, t.MerchantID)
			break
		}
	}
	t.SingleCap, t.DayCap = r.maybeAmount(colSingleCap, digits), r.maybeAmount(colDayCap, digits)
	t.FeeFixed, t.FeeMin = r.maybeAmount(colFeeFixed, digits), r.maybeAmount(colFeeMin, digits)
	t.FeeCap, t.PayoutFee = r.maybeAmount(colFeeCap, digits), r.maybeAmount(colPayoutFee, digits)
	t.Decimals = r.unnamed(new(string), digits, t.Amounts()...)
	if v := r.value(colFeeBPS); v != "" {
		_, plain := parseAmount(v, 4) // refuses exponents and signs that decimal would take
		d, err := decimal.NewFromString(v)
		if plain != nil || err != nil || d.IsNegative() || d.GreaterThan(decimal.New(10_000, 0)) {
			r.bad(colFeeBPS, "%s is not a number of basis points from 0 to 10000 with at most 4 decimals (60 is 0.60 %%)", quoteValue(v))
		}
		s := d.String()
		t.FeeBPS = &s
		r.note(s)
	}
	t.RefundFee = r.one(colRefundFee, false, []string{terms.FeeKept, terms.FeeReturned})
	if len(r.problems) == 0 {
		if f := terms.Check(t); f != nil {
			r.wrong(f.Column, "cannot be meant: %s", f.Err)
		}
	}
	if r.proving() {
		return nil
	}
	return new(t)
}

// ownCurrency gives the currency of a row that may name none: then its merchant's,
// else the operator's. Of a merchant who is not known yet it is "", and amounts are
// read with as many decimals as any currency has: see record.Decimals.
func (r *nativeRow) ownCurrency(source, merchant string) (code string, digits int) {
	if r.minor {
		r.note("")
		return "", 0
	}
	if r.value(colCurrency) == "" && merchant != "*" && r.o.Book != nil {
		code, known := r.layout.ask(r.o.Book, source, merchant)
		if !known {
			r.note("")
			return "", record.MostDecimals
		}
		return r.currency(colCurrency, false, func() string { return cmp.Or(code, r.o.Currency) })
	}
	return r.currency(colCurrency, false, func() string { return r.o.Currency })
}

// rowCurrency is ownCurrency for rows that only profiles let be without one.
func (r *nativeRow) rowCurrency(source, merchant string) (code string, digits int) {
	if r.follows {
		return r.ownCurrency(source, merchant)
	}
	return r.currency(colCurrency, true, nil)
}

// unnamed makes the amounts of a row that names no currency such as it printed them.
func (r *nativeRow) unnamed(code *string, digits int, amounts ...*int64) record.Decimals {
	if r.value(colCurrency) != "" {
		return 0
	}
	if *code = ""; r.minor {
		return record.InMinor
	}
	return record.Unnamed(digits, amounts...)
}

// maxAsked bounds the answers of the book that a pass remembers.
const maxAsked = 50_000

// asked is what the book said of a merchant.
type asked struct {
	code  string
	known bool
}

// ask asks the book once for each merchant of a pass.
func (l *nativeLayout) ask(b Book, source, merchant string) (code string, known bool) {
	if source != l.of || len(l.currencies) >= maxAsked || l.currencies == nil {
		l.of, l.currencies = strings.Clone(source), map[string]asked{}
	}
	a, met := l.currencies[merchant]
	if !met {
		a.code, a.known = b.Currency(source, merchant)
		l.currencies[strings.Clone(merchant)] = a
	}
	return a.code, a.known
}

func (r *nativeRow) language(k column) string {
	v := r.name(k, false)
	if v == "" {
		return ""
	}
	base, _, _ := strings.Cut(strings.ReplaceAll(v, "_", "-"), "-")
	if len(base) < 2 || len(base) > 3 || strings.ContainsFunc(v, func(c rune) bool {
		return c > 'z' || c != '-' && c != '_' && !isWord(byte(c))
	}) {
		r.bad(k, "%s is not a language: write zh-Hans, zh-Hant or en", quoteValue(v))
	}
	return v
}

func (r *nativeRow) calendar(k column) string {
	v := r.name(k, false)
	if v == "" {
		return ""
	}
	if r.layout.calendars = cmp.Or(r.layout.calendars, r.o.Calendars); r.layout.calendars == nil {
		r.layout.calendars = calendar.Builtin()
	}
	if cals := r.layout.calendars; !cals.Has(v) {
		r.bad(k, "%s is not a calendar: write one of %s, or tell its days in a file that the setting calendars names",
			quoteValue(v), strings.Join(cals.Names(), " "))
	}
	return v
}

func (r *nativeRow) zone(k column) string {
	v := r.name(k, false)
	if v == "" {
		return ""
	}
	if _, err := time.LoadLocation(v); err != nil || v == "Local" {
		r.bad(k, "%s is not a time zone of the IANA list: write one like Asia/Shanghai", quoteValue(v))
	}
	return v
}

// aliases reads "source=number; source=number".
func (r *nativeRow) aliases(k column) map[string]string {
	v := r.value(k)
	r.note(v)
	if v == "" {
		return nil
	}
	out := map[string]string{}
	for _, part := range strings.FieldsFunc(v, func(c rune) bool { return c == ';' || c == '|' || c == ' ' }) {
		source, number, ok := strings.Cut(part, "=")
		if !ok || source == "" || number == "" {
			r.bad(k, "%s is not of the form source=number;source=number", quoteValue(v))
			return nil
		}
		if old, twice := out[source]; twice && old != number {
			r.bad(k, "%s names source %s twice", quoteValue(v), source)
		}
		out[source] = number
	}
	return out
}
