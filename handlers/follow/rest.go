package follow

import (
	"strings"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// rest are whole messages that ask for what was not told of a list.
var rest = []*wording.Form{
	wording.MustCompile(`^(?:那|那么|还有|然后|请问|把|给我看?|看看?|我要看|我想看)*(?:其他|其它|其余|剩下|剩余|余下|另外|别的|后面的|下面的)(?:的)?(?:那|这)?(?:些|几|\d{1,3}|[一二两三四五六七八九十]{1,3})?(?:笔|单|个|条|钱|款|交易|项|件|部分)?(?:的)?(?:钱|款|交易)?(?:呢|啊|在哪里?|怎么样了?|怎样|有吗|还有吗|给我看看?|看看|列出来|也列一下|发我|吗)*$`),
	wording.MustCompile(`^(?:那|那么|请问|就这些吗?|只有这些吗?)?(?:还有(?:其他|其它|别的|更多|没有|的)?(?:的)?(?:吗|呢|么|没有|没)|(?:还有(?:没有)?|有没有)(?:其他|其它|别的|更多)(?:的)?(?:吗|呢|了)?|还(?:有|剩|剩下)(?:什么|啥|哪些)(?:的)?(?:钱|笔|单)?(?:啊|呢|吗)?|没了吗|就这些(?:吗|了吗)|只有这些(?:吗)?|下一页|翻页|更多|显示更多|看更多|接着看|继续看|往下看)$`),
	wording.MustCompile(`^(?:so |ok |okay |and |but )*(?:what about |how about |where (?:is|are) |whats |what are |show (?:me )?|list |give me |see )?(?:all )?(?:the |all the |my )?(?:rest|others?|other ones|remaining(?: ones)?|rest of (?:them|it|those|these|the (?:list|payments|payouts|money|swipes))|other (?:payments?|payouts?|ones|swipes|transactions|two|three|four|five|\d{1,3}))(?: of (?:them|it|those|these))?(?: then| please| too| as well)*$`),
	wording.MustCompile(`^(?:and |ok |please |so )*(?:(?:show |see |list |give )(?:me )?(?:some )?more|more(?: please)?|any more|any others?|are there (?:any )?(?:more|others)|is there more|is that all(?: of them| of it)?|thats all|next page|page 2|what else(?: is there)?|what(?:s| is)(?: still)? (?:left|remaining)|what (?:remains|about what(?:s| is) left)|(?:is )?(?:there )?any(?:thing)?(?: else)? (?:left|remaining)|continue the list|go on with the list)(?: of (?:them|it|those|these))?$`),
}

// AsksRest tells whether a message asks for what was not told of what was shown:
// "其他的呢", "and the rest?".
func AsksRest(text string) bool {
	s := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune("?？!！。，,.~～…、", r) {
			return ' '
		}
		if r == '\'' || r == '’' {
			return -1
		}
		return r
	}, script.Plain(text))), " ")
	for _, form := range rest {
		if form.MatchString(s) {
			return true
		}
	}
	return false
}
