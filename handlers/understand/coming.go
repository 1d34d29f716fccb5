package understand

import (
	"strings"

	"moneytrail/handlers/understand/wording"
)

// What says of a day in Chinese that it is past or to come: what stands next to
// the day tells. soldZh ties it to a sale, gaveZh to what came or did not come,
// soonZh asks what is still to come.
var (
	soldZh = wording.MustCompile(`^(?:那[天日晚]|当天|上午|下午|早上|中午|晚上|[早晚])*的(?:[^话]|$)|那[笔单]|刷|扫|卖|消费|交易|营业|生意|流水|收的|收了|收款的|付的|付了`)
	gaveZh = wording.MustCompile(`(?:到|打|收|入|结|出|放|进|转|来|给|发)(?:账|到|款|过来|下来|钱|算)*(?:了|过|咗)(?:没|吗|么|嘛|多少|几|的|一|\d|$)|(?:没|未|没有|还没|不曾)(?:[到收打进来入结出放给转发见]|有)|(?:到|收到|到账|打款|入账)(?:没|未|的)|有没有|一共|总共|多少笔|到账多少|为什么|为啥|怎么(?:没|还)`)
	soonZh = wording.MustCompile(`要是|能|会|可以|可不可以|应该|才|将|要(?:到|打|放|结|出|入|进|来|发)|得到|得了|得嘛|到不到|打不打|放不放|结不结|入不入|(?:到|账|款|算|钱|过来|下来|数|班|息|假)(?:吗|么|嘛|不|吧|呢|\?|$)|几点|什么时候|啥时候|何时|上班|放假|休息|照常|也[到打放结出入]|还[到打放结出入]|有钱到|之?前`)
)

// The same in English: oldEn before a day and ownEn after it tie it to a sale,
// pastEn anywhere in its clause tells of what was, soonEn of what will be.
var (
	oldEn  = wording.MustCompile(`\b(?:took|taken|take|swiped|swipe|charged|sold|made|processed|ran|rang up|from|since|of|last|dated|done|did|closed)(?: it| them| that| this| on| the)*$`)
	ownEn  = wording.MustCompile(`^'?s\b`)
	pastEn = wording.MustCompile(`\b(?:said|told|promised|was|were|wasn't|weren't|did|didn't|didnt|had|has|hasn't|hasnt|haven't|havent|came|arrived|landed|received|swiped|should have|should've|would have|supposed to|have not|have you|have they|where)\b`)
	soonEn = wording.MustCompile(`\b(?:will|won't|wont|i'll|it'll|would|can|could|should|shall|may|might|gonna|going to|expect\w*|due|coming|arriving|landing|paying|getting|do (?:you|i|we|they|banks?|payouts?)|does|what time|when)\b|\bby(?: the| about)?$|^ ?(?:is|are)\b|\b(?:open|closed|bank day|working day)\b`)
)

// A day on which money was due and did not come is past, whatever says that it
// should have: overdueZh and overdueEn tell of that behind the day, saidZh before it
// that it was promised, and meantZh beside it that it was meant to come, unless doubtZh asks of that; hopedZh and hopedEn before them ask of what is to come, or suppose it.
var (
	overdueZh = wording.MustCompile(`(?:没|未|没有|还没|不曾)(?:[到收打进来入结出放给转发见付]|影|动静|下文|消息|钱)|没(?:有)?(?:呢|啊|$)|迟迟|不见(?:钱|到|来|踪|影)|拖到`)
	hopedZh   = wording.MustCompile(`能|会不会|吗|嘛|[^怎什]么|什么时候|啥时候|何时|几点|要是|如果|假如|万一|到不到|可不可以`)
	saidZh    = wording.MustCompile(`(?:你们?|您|不是|当时|之前|上次|原来)(?:都|也|就|明明)?(?:说好?|讲好?|答应|承诺|保证|通知)`)
	meantZh   = wording.MustCompile(`^(?:就|都|的)?(?:本来|原本|原来|按理|按说|明明)|(?:本来|原本|原定|明明|说好)(?:是|在)?$`)
	doubtZh   = wording.MustCompile(`吗|嘛|[^怎什]么|会不会|能不能|到不到|是不是|真的|什么时候|几点|\?`)
	overdueEn = wording.MustCompile(`\bnot (?:here|there|in|arrived|come|paid|landed)\b|\b(?:but|and|still|there is|there's) (?:nothing|no (?:money|payment|payout|deposit)|not(?: here| there| in)?)\b|\bnothing (?:yet|here|there|so far|came|arrived|in my)|\bnothing *$|\b(?:is|it's|still|gone) missing\b|\boverdue\b|\bstill waiting\b|\b(?:isn't|isnt|aren't) (?:here|there|in)\b`)
	hopedEn   = wording.MustCompile(`\b(?:if|in case|unless|will|won't|wont|would|can|could|does|when|what time|do (?:you|i|we|they))\b`)
)

// overdue tells whether what stands behind a day, up to the next one, says that
// what was due on it did not come, or what stands before it that it was promised.
func overdue(m *message, before, rest string) bool {
	late, hoped := overdueEn, hopedEn
	if m.zh {
		late, hoped = overdueZh, hopedZh
		if (saidZh.MatchString(before) || meantZh.MatchString(before) || meantZh.MatchString(strings.TrimLeft(rest, " "))) && !doubtZh.MatchString(rest) {
			return true
		}
	}
	at := first(late, rest)
	return at >= 0 && !hoped.MatchString(before+" "+rest[:at])
}

// aheadWords are what every message that asks of days to come has one of.
var aheadWords = []string{"能", "会", "可以", "应该", "才", "将", "要", "得", "吗", "么", "嘛", "不", "吧", "呢", "几点", "什么时候", "啥时候", "何时", "上班", "放假", "休息", "照常", "也", "还", "有钱", "前",
	"will", "won", "'ll", "would", "can", "could", "should", "shall", "may", "might", "gonna", "going to", "expect", "due", "coming", "arriving", "landing", "paying", "getting", "do ", "does", "what time", "when", "by ", "is ", "are ", "open", "closed", " day"}

// aheadSigns tells whether a message may ask of days to come at all.
func (m *message) aheadSigns() bool {
	for _, w := range aheadWords {
		if strings.Contains(m.text, w) {
			return true
		}
	}
	return false
}

// comingDays makes days that the words ask of as still to come those that come
// next: days are of the past unless the words say otherwise. A day after today is to come anyway.
func comingDays(m *message, c clock, found []day) []day {
	for i := range found {
		d := &found[i]
		returns := d.next != 0
		switch {
		case d.from > c.today:
			d.ahead = true
		case (returns || d.from == c.today && d.kind == weekday || d.from == c.today && d.kind == monthly) && comes(m, found, i):
			d.ahead = true
			if returns {
				d.from, d.to, d.kind = d.next, d.till, fixed
			}
		}
	}
	return found
}

// comes tells whether the words around a day ask what is to come on it.
func comes(m *message, all []day, i int) bool {
	end, begin := len(m.text), 0
	if i+1 < len(all) {
		end = all[i+1].at
	}
	if i > 0 {
		begin = all[i-1].end
	}
	after, before := clause(m.text[all[i].end:end], 80), lastClause(m.text[begin:all[i].at], 60)
	if overdue(m, before, m.text[all[i].end:end]) {
		return false
	}
	if !m.zh {
		before = strings.TrimRight(before, " ")
		switch {
		case oldEn.MatchString(before), ownEn.MatchString(after):
			return false
		case pastEn.MatchString(before + " " + after):
			return false
		}
		whole := strings.TrimRight(lastClause(m.text[:all[i].at], 80), " ")
		return soonEn.MatchString(before) || soonEn.MatchString(after) || soonEn.MatchString(whole) && !pastEn.MatchString(whole)
	}
	if strings.TrimSpace(after) == "" && end < len(m.text) { // "周末，到吗"
		after = strings.TrimLeft(m.text[all[i].end:end], " ,、") // the next clause speaks of it
	}
	if strings.HasSuffix(m.text[:all[i].end], "的") {
		after = "的" + after
	}
	switch sold, gave, soon := first(soldZh, after), first(gaveZh, after), first(soonZh, after); {
	case soon >= 0 && (sold < 0 || soon < sold) && (gave < 0 || soon < gave):
		return true
	case sold >= 0 || gave >= 0:
		return false
	}
	return first(soonZh, before) >= 0 && first(soldZh, before) < 0 && first(gaveZh, before) < 0
}

// first gives where a form is found first, -1 if nowhere.
func first(form *wording.Form, s string) int {
	if at := form.FindStringIndex(s); at != nil {
		return at[0]
	}
	return -1
}
