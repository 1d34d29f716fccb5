package steer

import "moneytrail/handlers/understand/wording"

var within = wording.MustCompile(`^(?:那么?|这|请问|都)*(?:这个|这次|这笔|这一?笔(?:出款|钱|到账)?|那笔|里面|里头|其中|当中|它|出款|到账|的|钱|具体)*(?:里面|里头|其中|包括|包含|含|有|都有|是|都是|到底)*(?:哪几笔|哪些|哪几单|哪几个|哪些笔|哪些单|哪些交易|哪几笔交易|什么交易|啥交易|几笔什么)(?:的)?(?:钱|交易|单|组成)?(?:呢|啊|啦|吗|加起来的?)*$|` +
	`^(?:把|看看?|列出|给我看?|我要看|一笔一笔|逐笔)*(?:里面的?|每一笔|每笔|一笔一笔|逐笔|明细)(?:都|的)?(?:列出来|列一下|看看|给我看?|列给我)*$|` +
	`^(?:and |so |ok )*(?:which|what) (?:payments?|swipes|sales|transactions|ones) (?:are|is|were|was|make up|went into|made up) ?(?:in|inside|of|within)? ?(?:it|that|there|this|this one|that one|the payout|this payout|that payout)?$|^(?:and |so |ok )*what(?: i|')?s (?:in|inside) (?:it|that|this|the payout|this payout|that payout)$|^(?:list|show)(?: me)? (?:each|every|all|the) (?:one|payment|swipe|line)s?(?: (?:in|of) (?:it|that|the payout))?$`)

// AsksWithin tells whether a message asks which payments are in what was shown last.
func AsksWithin(text string) bool { return within.MatchString(plain(text)) }
