package understand

import (
	"strings"
	"unicode/utf8"
)

// Words that tell whether a day is that of the sale or that of the money's arrival.
var (
	saleWords = []string{"刷", "收款", "消费", "付款", "付的", "支付", "交易", "卖", "营业", "流水", "那笔", "这笔", "的单", "一笔", "几笔", "两笔", "收银", "扫码",
		"swip", "charged", "sale", "sold", "taken", "took", "purchase", "transaction", "card payment", "processed", "paid by", "customer", "takings", "tapped", "rang up"}
	arrivalWords = []string{"到账", "到帐", "入账", "入帐", "进账", "进帐", "收到", "到的", "打款", "打过来", "结算款", "结算的", "回款", "到银行", "转过来", "汇过来", "出款",
		"arriv", "payout", "deposit", "landed", "received", "settled", "credited", "paid out", "paid into", "came in", "hit my", "got paid", "settlement", "remitted", "wired"}
	absentWords = []string{"没到", "未到", "没有到", "没收到", "没有收到", "未收到", "没入", "未入", "没进", "不到账", "没见",
		"hasn't", "haven't", "hasnt", "havent", "didn't", "didnt", "not ", "never", "no "}
	futureWords = []string{"什么时候", "啥时候", "几时", "何时", "多久", "几点", "几天", "能到", "会到", "可以到", "才到", "才能", "when", "how long", "will "}
)

// aboutDay tells what day number i of the message is of, from the words after
// it up to the next day or the end of the clause, else from those before it.
func aboutDay(m *message, all []day, i int) About {
	d := all[i]
	end := len(m.text)
	if i+1 < len(all) {
		end = all[i+1].at
	}
	after := clause(m.text[d.end:end], 60)
	begin := 0
	if i > 0 {
		begin = all[i-1].end
	}
	before := lastClause(m.text[begin:d.at], 40)
	if of := nearest(after, false); of != OfUnknown {
		return of
	}
	return nearest(before, true)
}

// nearest gives what the nearest telling word says. An arrival that is asked
// for or denied says nothing by itself: then the day is rather the sale's.
func nearest(s string, backwards bool) About {
	sale, arrival := place(s, saleWords, backwards), place(s, arrivalWords, backwards)
	if arrival < 0 {
		if sale >= 0 {
			return OfSwipe
		}
		return OfUnknown
	}
	if sale >= 0 && (!backwards && sale < arrival || backwards && sale > arrival) {
		return OfSwipe
	}
	if noun := place(s, []string{"payout", "deposit", "settlement", "结算款", "打款", "回款"}, backwards); noun == arrival {
		return OfArrival
	}
	if place(s, futureWords, false) >= 0 || place(s, absentWords, false) >= 0 {
		return OfUnknown
	}
	return OfArrival
}

// place gives where the first (or last) of the words stands, -1 if none does.
func place(s string, words []string, last bool) int {
	found := -1
	for _, w := range words {
		at := strings.Index(s, w)
		if last {
			at = strings.LastIndex(s, w)
		}
		if at >= 0 && (found < 0 || last && at > found || !last && at < found) {
			found = at
		}
	}
	return found
}

// clause cuts s at the end of its first clause, at most n bytes on.
func clause(s string, n int) string {
	for i, r := range s {
		if i >= n || ends(s, i, r) {
			return s[:i]
		}
	}
	return s
}

// lastClause keeps the last clause of s, at most n bytes of it.
func lastClause(s string, n int) string {
	from := 0
	for i, r := range s {
		if ends(s, i, r) || len(s)-i > n {
			from = i + utf8.RuneLen(r)
		}
	}
	return s[from:]
}

// ends tells whether r at place i ends a clause; the comma of 3,500 does not.
func ends(s string, i int, r rune) bool {
	if r == ',' {
		return i+1 == len(s) || s[i+1] < '0' || s[i+1] > '9'
	}
	return strings.ContainsRune("。?!;、", r)
}
