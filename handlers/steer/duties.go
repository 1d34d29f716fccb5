package steer

import (
	"unicode/utf8"

	"moneytrail/handlers/understand/wording"
)

// longestDuty is how long a message is at most that asks for nothing but what there is to do.
const longestDuty = 60

// doZh and doEn are what is done with such things.
const (
	doZh = `(?:处理|处置|办理|办|做|弄|操作|配合|补充|补|提交|交|确认|解决|跟进|回复|上传|提供|搞|管|留意|注意)`
	doEn = `(?:do|doing|handle|act|deal|take care|fix|submit|provide|send|confirm|look|answer|attend|sort|finish|complete|process|know about)`
)

// duties are how people ask whether there is anything for them to do.
var duties = []*wording.Form{
	wording.MustCompile(`(?:有没有|有无|有|剩|剩下)(?:什么|啥|哪些|些|没有|几件)*(?:事情|事项|东西|业务|事|款|钱|交易|笔)?(?:是|还|等着?|要|需要|得|该|必须|轮到|用)+(?:我们?|店里|本人|老板)(?:来|去|自己|亲自|马上|尽快|这边)*` + doZh),
	wording.MustCompile(`^(?:请问|那|那么|我|我们|店里|今天|今日|现在|目前|这边|还|就|你们|是不是|有没有)*(?:需要|要|得|该|必须|用)(?:我们?|店里)?(?:今天|现在|来|去|再)*` + doZh + `(?:些|点)?(?:什么|啥|哪些)(?:事情?)?(?:吗|么|呢|不|啊)?$`),
	wording.MustCompile(`^(?:请问|那|那么|我们?|店里|今天|今日|现在|目前|这边|这周|还|是不是)*(?:(?:有没有|有无)(?:什么|啥|哪些|些|几件|事情|事项|事|东西)*|(?:有|剩|剩下)(?:什么|啥|哪些|些|没有|几件|事情|事项|事|东西)+)(?:是|还|要|需要|得|该|必须)+(?:来|去|今天|现在|马上|尽快)*(?:处理|处置|办理|办|做|弄|操作|补充|提交|确认|解决|跟进|回复|上传)(?:的|好)?(?:事情?|东西)?(?:吗|么|呢|没有|没|不|啊|嘛)?$`),
	wording.MustCompile(`(?:有没有|有什么|有|我的|看看|看下|查查|查下|今天的?)*(?:待办|代办事项|待处理)(?:的)?(?:事项|事情|事|清单|列表)?(?:吗|么|呢|没有|没|有哪些|是什么)?$`),
	wording.MustCompile(`\b(?:any ?thing|something|things|stuff|what|whats|what else|which things)(?: else| left| urgent| more| today| now| here| still)*(?: that| which| is it)?(?: do| should| must| can| does| still)? (?:i|we|us|me) (?:still |also |now |really )*(?:need|should|must|ought|have|has|got|am supposed|are supposed|am required|are required|to)?(?: got)?(?: to)? ?` + doEn + `(?: with| of| about it| about| to| after| here| now| today| on my (?:side|end)| right now| this week| for now| please)*$`),
	wording.MustCompile(`\b(?:any ?thing|something|things|tasks?|items?|stuff|what|whats)(?: \w+){0,3} (?:for (?:me|us) to ` + doEn + `|(?:waiting|wait|waits) (?:for|on) (?:me|us)|(?:pending|open|outstanding|due) (?:on|from|with|for) (?:me|us|my (?:side|end|part))|needed from (?:me|us)|(?:you|that you) (?:need|want|require) from (?:me|us)|(?:that )?needs? my (?:attention|action|input))\b`),
	wording.MustCompile(`^(?:so |and |ok |hi |hello |today )*(?:do|must|should) (?:i|we) (?:(?:need|have|got) to )?(?:do|handle) (?:anything|something)(?: today| now| here| else)*$`),
	// which is the most urgent: what waits for the merchant comes first
	wording.MustCompile(`^(?:请问|那|那么|这些|这几笔|里面|其中|现在|到底|我|先)*(?:哪)(?:一)?(?:个|笔|件|单|样)(?:事情?|款|钱|问题)?(?:是|算)?(?:最|更|比较)(?:要紧|紧急|急|着急|重要|优先|严重|先办)(?:的)?(?:啊|呢|呀)?$`),
	wording.MustCompile(`^(?:请问|那|那么|我|现在|应该|该|要)*先(?:办|处理|弄|做|管|搞|解决)(?:哪(?:一)?(?:个|笔|件)|什么|啥)(?:事情?)?(?:啊|呢|呀|好)?$`),
	wording.MustCompile(`^(?:请问|那|那么|这些|里面|其中)*(?:最|比较)(?:要紧|紧急|急|着急|重要)的(?:是)?(?:哪(?:一)?(?:个|笔|件)|什么|啥)(?:啊|呢)?$`),
	wording.MustCompile(`^(?:so |and |ok |then )*(?:which|what)(?: one| thing| payment| of (?:these|those|them))*(?: is| are|'s|s)?(?: the)? (?:most |more )?(?:urgent|important|serious|pressing|critical)(?: one| now| here| of (?:them|these|those))*$`),
	wording.MustCompile(`^(?:so |and |ok |then )*(?:which|what)(?: one| thing| of (?:these|those|them))* (?:should|do|must|shall) (?:i|we) (?:do|handle|fix|deal with|take care of|look at|start with|sort)(?: first)+(?: of all)?$`),
	wording.MustCompile(`^(?:so |and |ok |my |any |do i have |are there |show |me |open |the )*(?:to ?dos?|to do list|action items?|tasks)(?: for me| today| list| please)*$`),
}

// AsksDuties tells whether a message asks what there is to do for the merchant, of nothing
// in particular: "今天有什么要我处理的吗", "anything I need to do?".
func AsksDuties(text string) bool {
	s := plain(text)
	if utf8.RuneCountInString(s) > longestDuty {
		return false
	}
	for _, form := range duties {
		if form.MatchString(s) {
			return true
		}
	}
	return false
}
