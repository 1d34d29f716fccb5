package steer

import (
	"strings"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// schemes are the networks whose cards or codes a message may name, as terms call them.
var schemes = []struct {
	code string
	form *wording.Form
}{
	{"WECHAT", wording.MustCompile(`微信|\b(?:wechat|weixin)\b`)},
	{"ALIPAY", wording.MustCompile(`支付宝|\balipay\b`)},
	{"UNIONPAY", wording.MustCompile(`银联|云闪付|\b(?:union ?pay|cup)\b`)},
	{"VISA", wording.MustCompile(`维萨|威士|\bvisa\b`)},
	{"MASTERCARD", wording.MustCompile(`万事达|\bmaster ?cards?\b|\bmaster\b`)},
	{"AMEX", wording.MustCompile(`运通|\b(?:amex|american express)\b`)},
	{"JCB", wording.MustCompile(`\bjcb\b`)},
	{"DINERS", wording.MustCompile(`大来|\bdiners(?: club)?\b`)},
	{"DISCOVER", wording.MustCompile(`\bdiscover\b`)},
}

var (
	rate    = wording.MustCompile(`几个点|多少个?点|几点|几个百分点|百分之几|百分之多少|费率|扣率|点数|手续费|服务费|佣金|抽成|抽几成|抽多少|扣多少|收多少|` + `\bpercent\w*\b|\bper cent\b|\bpct\b|\b(?:fees?|rates?|commission|charges?|cut|points)\b`)
	notRate = wording.MustCompile(`昨天|今天|上周|这周|上个?月|这个月|一共|总共|合计|为什么|为啥|怎么会|退款|退费|客人|客户|顾客|多扣|扣错|不对|刷了|收了|扣了|` +
		`\b(?:why|yesterday|today|last|this (?:week|month)|total|altogether|in all|refund\w*|customers?|charged|wrong|too much|taken|took|charge back|chargeback|my (?:card|account))\b`)
)

// RatesAsked gives the networks whose rate a message asks for; none where it asks for no
// rate, or for what was charged.
func RatesAsked(text string) (codes []string) {
	s := plain(strings.ReplaceAll(script.Plain(text), "%", " percent "))
	if !rate.MatchString(s) || notRate.MatchString(s) {
		return nil
	}
	for _, x := range schemes {
		if x.form.MatchString(s) {
			codes = append(codes, x.code)
		}
	}
	return codes
}
