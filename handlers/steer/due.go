package steer

import "moneytrail/handlers/understand/wording"

const (
	oughtZh = `(?:应该|应当|该|本该|本来|原本|原定|理应)(?:要|会|就|是|能)*`
	comesEn = `(?:arrive|come|land|reach|settle|get (?:here|paid)|be (?:paid|here|in\b|credited|settled|deposited|sent))`
)

var (
	// Money comes to the merchant; what only may be of money has to name it.
	dueZh = wording.MustCompile(oughtZh + `(?:到(?:$|[^店场期底哪货家那])|收到|入(?:$|[账帐卡的])|进(?:$|[账帐卡来的])|来(?:$|[的钱款没])|打(?:$|[款钱来给到的]|过来)|转(?:来|过来|给我|到)|结(?:$|[算给款的])|出款)|` +
		oughtZh + `(?:给|付|有|收)(?:我们?|店里|一|笔|的|了|过|几|个|些)*(?:钱|款|到账|打款|结算)|到期的`)
	dueEn = wording.MustCompile(`\b(?:was|were) due(?:$|[^a-z ]| (?:[a-su-z]|t[^o]|to ` + comesEn + `))|\b(?:was|were) (?:supposed to|meant to|to) ` + comesEn + `|\bshould(?:ve| have) (?:arrived|come|landed|reached|been (?:paid|here|in\b|credited|settled|deposited|sent)|got(?:ten)? (?:here|paid|my|the money))|\bdue (?:on |last |for )?(?:mon|tues|wednes|thurs|fri|satur|sun|yesterday|today)|\boverdue since\b`)
	// notOurs is of what customers get, and of what never goes through a terminal.
	notOurs = wording.MustCompile(`退|客人|顾客|客户|持卡人|现金|\b(?:refund\w*|customers?|clients?|guests?|cardholders?|cash|chargebacks?)\b`)
	notDue  = wording.MustCompile(`多少|什么时候|几点|几号|why|when|how much`)
	todayZh = wording.MustCompile(`^(?:那|那么|这笔|它|请问|钱|这个|我的)*今[天日晚](?:之内|以内|内|里)?(?:就|还|到底|究竟)*(?:能不能|会不会|可不可以|能|会|可以|到不到|有没有可能)?(?:到|到账|入账|收到|打|打款|来|拿到|给我|到帐|到卡)*(?:得了|得到|了)?(?:吗|么|嘛|没|没有|不|吧|呢)*(?:啊|呀)?$`)
	todayEn = wording.MustCompile(`^(?:so |and |but |then |ok )*(?:will|can|could|does|is|would|has|did) (?:it|this|that|the money|this one|that one|the payment) (?:going to |gonna |still |really |be )*(?:come|coming|arrive|arriving|arrived|here|land|landing|there|paid|due|get here|be paid|be in|in|reach me)?(?: in)?(?: my account)? ?(?:by )?(?:today|tonight)$|^(?:so |and |then )*(?:today|tonight) (?:then|maybe|or not)$`)
	bareDay = wording.MustCompile(`^(?:那|那么|如果|要是|换成|改成)*(?:这|本|下|下个|这个)?(?:周|星期|礼拜)[一二三四五六日天末]?(?:呢|能到吗|会到吗|到吗|能到么|行吗|可以吗|到不到|到账吗)+$|^(?:and |what about |how about |or |so |then )+(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$`)
)

// WasDue tells a message about what was due on a day that it names, and did not come.
func WasDue(text string) bool {
	s := plain(text)
	return (dueZh.MatchString(s) || dueEn.MatchString(s)) && !notDue.MatchString(s) && !notOurs.MatchString(s)
}

// AsksToday tells a question of nothing but whether money comes today.
func AsksToday(text string) bool {
	s := plain(text)
	return todayZh.MatchString(s) && s != "今天" && s != "今日" && s != "今晚" || todayEn.MatchString(s)
}

// OrThatDay tells a question of nothing but a day of the week, which goes on with
// the one before: "礼拜天呢", "and Sunday?".
func OrThatDay(text string) bool { return bareDay.MatchString(plain(text)) }
