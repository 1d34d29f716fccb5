package slip

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// kind is what a label on a slip names.
type kind int

const (
	loose kind = iota // no label: a line of its own
	other             // a label whose value is not looked for
	merchant
	terminal
	rrn
	voucher
	batch
	auth
	order
	card
	amount
	total
	date
	clock
	datetime
)

// words are the labels of Chinese and English slips and bill pages, longest
// meaning first. A letter may be followed by blanks, and Chinese characters
// that are often mistaken for one another stand together.
var words = []struct {
	kind  kind
	label string
}{
	{merchant, `商[户戶戸](?:编|編|代)[号號弓码碼]|商[户戶戸][号號]|商家编[号號]|MERCHANT(?:NO|NUMBER|ID|NUM|CODE)|MERNO|MID`},
	{terminal, `[终終][端瑞](?:编|編|机)?[号號弓]|[终終]端ID|TERMINAL(?:NO|NUMBER|ID|NUM)|TERMNO|TID`},
	{rrn, `(?:检索|檢索|系统|交易|银行)?[参參]考[号號弓]|RETRIEVALREF(?:ERENCE)?(?:NO|NUMBER)?|REF(?:ERENCE)?(?:NO|NUMBER|NUM)|RRN|REF`},
	{order, `商[户戶戸](?:订|訂)?[单單][号號]|[订訂][单單][号號编編]+|交易[单單][号號]|[转轉][账賬帐][单單][号號]|收款[单單][号號]|ORDER(?:NO|NUMBER|ID)|TRANSACTIONID`},
	{voucher, `(?:凭|憑)[证證][号號弓]|流水[号號]|小票[号號]|VOUCHER(?:NO|NUMBER|NUM)?|TRACE(?:NO|NUMBER|NUM)?|STAN|INVOICE(?:NO|NUMBER|NUM)?|SLIP(?:NO|NUMBER)`},
	{batch, `批次[号號弓]|BATCH(?:NO|NUMBER|NUM)?`},
	{auth, `(?:授|预授)[权權](?:码|碼|号|號)|AUTH(?:ORI[SZ]ATION)?(?:NO|NUMBER|NUM|CODE)|APPR(?:OVAL)?(?:NO|CODE)?|APPCODE`},
	{card, `卡[号號弓]|CARD(?:NO|NUMBER|NUM)|PAN`},
	{total, `(?:实付|實付|实收|合计|合計|总计|總計|总额|付款|支付|交易总)(?:金[额額])?|TOTAL(?:AMOUNT|AMT)?`},
	{other, `优惠金[额額]|折扣金[额額]|退款金[额額]|可用余[额額]|余[额額]|小[费費]|TIPS?|BALANCE|DISCOUNT|CHANGE|` +
		`商[户戶戸]名[称稱]|MERCHANT(?:NAME)?|操作[员員]号?|OPERATOR(?:NO)?|有效期|EXP(?:IRY)?(?:DATE)?|` +
		`(?:发|發)卡[行机機构構]*|ISSUER|收[单單][行机機构構]*|ACQUIRER|ACQ|交易[类類]型|TRANS(?:ACTION)?TYPE|持卡人签名|SIGNATURE|备注|REFERENCE`},
	{amount, `(?:交易|消费|订单|訂單|刷卡|收款)?金[额額]|AMOUNT|AMT|BASE|SALE`},
	{datetime, `(?:交易|支付|付款)?日期[/／]?[时時][间間]|(?:交易|支付|付款|创建)[时時][间間]|DATE[/]?TIME|TRANS(?:ACTION)?TIME`},
	{date, `(?:交易)?日期|DATE`},
	{clock, `[时時][间間]|TIME`},
}

// label is the expression of a kind.
type label struct {
	kind kind
	expr *regexp.Regexp
}

// labels are the expressions of words; they are made once and never changed.
var labels = func() (out []label) {
	for _, w := range words {
		out = append(out, label{w.kind, regexp.MustCompile(`(?i)(?:` + spaced(w.label) + `)`)})
	}
	return out
}()

// spaced lets blanks and points stand between the characters of a label.
func spaced(expr string) string {
	var b strings.Builder
	class, group := false, 0
	for i, r := range expr {
		b.WriteRune(r)
		next := byte(0)
		if n := i + len(string(r)); n < len(expr) {
			next = expr[n]
		}
		switch r {
		case '[':
			class = true
		case ']':
			class = false
		case '(':
			group = 3 // "?:" follows
		}
		if group > 0 {
			group--
			continue
		}
		if class || strings.ContainsRune("|(", r) || strings.IndexByte("|)?+*", next) >= 0 {
			continue
		}
		b.WriteString(`[\s.]*`)
	}
	return b.String()
}

// lines gives the text as lines of half-width characters, without what cannot be seen.
func lines(text string) []string {
	text = width.Fold.String(text)
	var out []string
	for line := range strings.Lines(text) {
		line = strings.Map(func(r rune) rune {
			switch {
			case unicode.Is(unicode.Cf, r):
				return -1
			case unicode.IsSpace(r) || r == '\u00a0':
				return ' '
			}
			return r
		}, line)
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// part is a label's kind and the text that follows it.
type part struct {
	kind  kind
	value string
}

// parts cuts lines at their labels. A label at the end of a line names the
// next line, if that has none of its own.
func parts(all []string) []part {
	var out []part
	pending := loose
	for _, line := range all {
		found := labelled(line)
		if len(found) == 0 {
			if pending != loose {
				out = append(out, part{pending, line})
			}
			out = append(out, part{loose, line})
			pending = loose
			continue
		}
		pending = loose
		for i, f := range found {
			end := len(line)
			if i+1 < len(found) {
				end = found[i+1].from
			}
			value := strings.Trim(line[f.to:end], " :.：()（）[]【】#-_=/|")
			if value != "" {
				out = append(out, part{f.kind, value})
			} else if i == len(found)-1 {
				pending = f.kind
			}
		}
		out = append(out, part{loose, line})
	}
	return out
}

// span is a label within a line.
type span struct {
	kind     kind
	from, to int
}

// labelled finds the labels of a line from left to right; where two stand on
// the same characters, the longer one, then the one that is listed first.
func labelled(line string) []span {
	var all []span
	for _, l := range labels {
		for _, at := range l.expr.FindAllStringIndex(line, -1) {
			if from, to := at[0], at[1]; whole(line, from, to) {
				all = append(all, span{l.kind, from, to})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b span) int { return (b.to - b.from) - (a.to - a.from) })
	var kept []span
	for _, s := range all {
		if !slices.ContainsFunc(kept, func(k span) bool { return s.from < k.to && k.from < s.to }) {
			kept = append(kept, s)
		}
	}
	slices.SortFunc(kept, func(a, b span) int { return a.from - b.from })
	return kept
}

// whole tells that an English label is no piece of a longer word.
func whole(line string, from, to int) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(line) && (line[i] >= 'A' && line[i] <= 'Z' || line[i] >= 'a' && line[i] <= 'z')
	}
	for to > from && (line[to-1] == ' ' || line[to-1] == '.') {
		to--
	}
	return !(letter(from) && letter(from-1)) && !(letter(to-1) && letter(to))
}
