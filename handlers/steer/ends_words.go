package steer

import "moneytrail/handlers/understand/wording"

// The words that a clause which ends something is made of. A clause has to be
// nothing but these, in their order.
const (
	// leadZh and tailZh stand around it; thingZh is a case, sumZh the money.
	leadZh  = `(?:好的|好|嗯|哦|噢|ok|那|你好|您好|老板|请|麻烦|帮我|给我|可以|已经|终于|刚刚|刚才|刚|现在|今天|昨天|今早|早上|上午|中午|下午|晚上|周[一二三四五六日天]|\d{1,2}月\d{1,2}[号日]|的|都|全部|全|也| )*`
	tailZh  = `(?:谢谢|多谢|感谢|谢|唔该|辛苦|麻烦|您|你们|你|了|啦|吧|哈|啊|哦|呀|好的|没事了|不用(?:再)?(?:查|管|办|跟进)了|别查了|不查了|可以(?:关|结)了| )*`
	thingZh = `(?:问题单|工单|单子|这单|那单|这张单|那张单|问题|事情|这件事|那件事|这事|那事|这个|那个|张|个|单|号|我的|的| )*`
	sumZh   = `(?:我的|我们的)?(?:(?:这|那)?笔?(?:钱|款子|货款|款|工资|尾款|结算款)|(?:这|那)笔|c ?\d{4,9}的?(?:钱|款)?|(?:这|那)?(?:笔|个)?` + figureZh + `(?:元|块钱|块)?的?(?:这笔|那笔|这个|那个)?(?:钱|款|货款)?)`
	// figureZh is an amount in figures or in words.
	figureZh = `(?:\d+(?:\.\d+)?|[一二三四五六七八九两]+(?:[百千万][一二三四五六七八九零两]*)+)`
	// lookedZh says that nobody needs to look any more: what a figure stands before
	// it is an amount; what cancels an amount may be meant for the payment.
	lookedZh = `(?:不用(?:再)?(?:查|办|处理|管|跟进|看)了|不查了|别查了|不用(?:再)?找了|(?:已经|都|全)*(?:解决|处理好|搞定|弄好|办好)了)`
	overZh   = `(?:取消|撤销|撤了|撤回|撤|关掉|关闭|关了|关|结案|结掉|结束|结|作罢|不用(?:再)?(?:查|办|处理|管|跟进|看)?了|不查了|不办了|不需要了|不必了|(?:已经|都|全)*(?:解决|处理好|搞定|弄好|办好)了?)`
	doneZh   = `(?:解决|处理好|搞定|弄好|办好|结束)了`

	leadEn = `(?:ok |okay |please |pls |hi |hello |great |good |thanks |thank you |yes |so |well |you can |can |now |just |all good )*`
	tailEn = `(?: now| already| out| please| pls| thanks| thank you| thank u| so much| a lot| for me| today| yesterday| finally| at last| this morning| this afternoon| ok| all good| in my account| in my bank| in the bank| in our account| so (?:you can |please )?close it| you can close it)*`
	sumEn  = `(?:(?:the|my|our|that|this|all the) )?(?:\d+ )?(?:money|payments?|payouts?|funds|settlements?|deposit|\d+|c \d{4,9})`
	doneEn = `(?:settled|solved|resolved|sorted|fixed|closed|done with)`
)

var (
	courtesy = wording.MustCompile(`^(?:` + leadZh + tailZh + `|` + leadEn + tailEn + `|(?:ok|okay|hi|hello|great|good|thanks|thank you|yes|all good|cheers|have a (?:nice|good) day|good job)(?: so much| a lot| you)?)$`)
	// looks says that nobody needs to look any more, and no more than that.
	looks     = wording.MustCompile(`^` + leadZh + `(?:不用(?:再)?(?:查|办|处理|管|跟进|麻烦)?了|不查了|别查了|没事了|算了)` + tailZh + `$|^` + leadEn + `(?:no need|no longer needed|never ?mind|nevermind|forget it|forget about it|dont look any more|do not look any more|you can close it|close it)` + tailEn + `$`)
	itArrived = wording.MustCompile(`^` + leadEn + `(?:it|they)(?: has| have| s| is| did| just| now| finally| already| all| been)* (?:came|come|arrived|landed|came in|came through|come in|come through|here|in|turned up|showed up)` + tailEn + `$`)

	allOver = wording.MustCompile(`^` + leadZh + `(?:(?:都|全部|全都|统统|所有的?|两(?:个|张)(?:问题单|工单|单子|单|问题))` + thingZh + `(?:都|全|给我|帮我|可以|已经| )*` + overZh + `|(?:取消|关掉|关闭|撤销)(?:掉)?(?:所有|全部)的?(?:问题单|工单|单子|问题)?)` + tailZh + `$|` +
		`^` + leadEn + `(?:(?:cancel|close|drop|forget) (?:them all|them both|all|all of them|both|both of them)|(?:cancel|close|drop|withdraw|forget) (?:(?:all|both)(?: of)?(?: my| the| these| our)?(?: open)? (?:cases|tickets))|(?:they are |theyre |my |our )?(?:all|both)(?: of them| (?:of )?(?:my |the |our )?(?:cases|tickets))?(?: are| is| have been)?(?: all| now)? ` + doneEn + `)` + tailEn + `$`)
	arrived = wording.MustCompile(`^` + leadZh + `(?:不用(?:再)?(?:查|管|办|跟进)了)?` + leadZh + `(?:` + sumZh + leadZh + `(?:到账|到帐|入账|入帐|进账|到卡里|到卡上|收到|到手|到)(?:了|啦|咯|喽)|(?:到账|到帐|入账|入帐|进账)(?:了|啦|咯|喽)|收到` + sumZh + `(?:了|啦)|收到了` + sumZh + `)` + tailZh + `$|` +
		`^` + leadEn + sumEn + `(?: has| have| did| just| now| finally| already| all| been| is| s)* (?:came|come|arrived|landed|received|credited|here|in|turned up|showed up|came in|come in|came through|come through|got here)` + tailEn + `$|` +
		`^` + leadEn + `(?:i |we )?(?:have |ve |just |finally |already |now )*(?:got|received) (?:the|my|our|all my|all the) (?:money|payments?|payouts?|funds)` + tailEn + `$|^` + leadEn + `(?:i |we )?(?:just |finally |already )*got paid` + tailEn + `$`)
	thisOver = wording.MustCompile(`^` + leadZh + thingZh + leadZh + doneZh + tailZh + `$|^` + leadZh + `(?:(?:我的|这|那)?(?:个|张)?(?:问题单|工单)|(?:我的|这|那)(?:个|张)?单子?)` + leadZh + overZh + tailZh + `$|` +
		`^` + leadEn + `(?:(?:it is|its|thats|that is|this is|(?:the |my |our )?(?:problem|issue|case|ticket))(?: is| has been)? (?:all |now |been |already )*)` + doneEn + tailEn + `$|^` + leadEn + `(?:close|cancel|drop|withdraw) (?:the|my|this|that) (?:case|ticket)` + tailEn + `$`)

	// sumOver is of money that is named by its amount: nobody needs to look for it.
	sumOver = wording.MustCompile(`^` + leadZh + sumZh + leadZh + lookedZh + tailZh + `$|^` + leadZh + `(?:不用(?:再)?(?:查|办|处理|管|跟进|看|找)|别查|不查)` + sumZh + tailZh + `$|` +
		`^` + leadEn + `(?:no need (?:to (?:check|look at|look into|look for|chase|follow up(?: on)?)|for|about)|(?:dont|do not) (?:check|look at|look into|look for|chase)|stop (?:looking for|checking|chasing)|forget(?: about)?|never ?mind) (?:the |my |that )?\d+(?: one| payment| any more| anymore| any longer)*` + tailEn + `$|` +
		`^` + leadEn + `(?:the |my |that )?\d+(?: one| payment)?(?: is| s| has been)(?: all| now)* ` + doneEn + tailEn + `$`)
	figure = wording.MustCompile(`\d{2,}|[百千万]`)
	// caseOver wishes for the end of a case that it does not name; wishLead asks for it politely.
	caseOver = wording.MustCompile(`(?:取消|撤销|撤回|撤掉|关掉|关闭|删掉|删除)(?:掉|了|一下)?(?:我|刚才|刚刚|之前|上面|那|这|的|个|张|条)*(?:问题单|工单|单子|申请|请求|投诉)|(?:问题单|工单|投诉)(?:我)?(?:想|要|帮我|请|能不能|可以)*(?:取消|撤销|撤回|关掉|关闭|删掉)|` +
		`\b(?:cancel|close|withdraw|drop|delete|remove) (?:(?:the|my|this|that|last|open|other|support) )*(?:case|ticket|complaint|request)\b`)
	wishLead = wording.MustCompile(`能不能|可不可以|可以.{0,2}吗|怎么|如何|吗|么|\b(?:can|could|how do|how can|how to|would)\b`)
	// closeIt are whole clauses that end what is going on, and nothing by name.
	closeIt = wording.MustCompile(`^` + leadZh + `(?:(?:就|那就|可以|先|给我|帮我|把它|把这个)*(?:结束|结案|关单|结单|关掉|关闭|关)(?:了|掉)*(?:吧|它|这个|这张|这单)+|(?:可以|帮我|请|直接)+(?:结束|结案|关单|结单|关掉|关闭|关)(?:了)?|结案|关单|结单)` + tailZh + `$|` +
		`^` + leadEn + `(?:you can |you may |please |just |lets |we can )*(?:close|end|finish)(?: it| this| that)(?: one)?` + tailEn + `$`)

	// numberOver is of a number and what ends it alone; withNumber: it has one.
	numberOver = wording.MustCompile(`^(?:` + overZh + `|` + doneZh + `|(?:把|c ?\d{4,9}|\d{4,9}|这|那|先|就)|好的|好|ok|谢谢|多谢|请|麻烦|帮我|给我|可以|已经|` + `问题单|工单|单子|问题|事情|个|张|单|号|的|了|掉|吧|啦|哈|啊|没事了|到此为止| )+$|` +
		`^` + leadEn + `(?:(?:cancel|close|drop|forget)(?: about)?(?: the| my)?(?: case| ticket)?(?: number| no)?(?: c)? ?\d{4,9}|(?:the |my )?(?:case |ticket )?(?:number |no )?(?:c ?)?\d{4,9}(?: is| has been| s)?(?: all| now| already)* (?:` + doneEn + `|done|over|finished|no longer needed|not needed)|(?:no need|never ?mind|nevermind)(?: for| about)?(?: case| ticket)?(?: c)? ?\d{4,9})` + tailEn + `$`)
	withNumber = wording.MustCompile(`\d{4,9}`)

	caseNumber = wording.MustCompile(`(?:^|[^a-z])c ?\d{4,9}|\b(?:case|ticket) (?:number |no )?\d{4,9}|(?:工单|问题单)(?:号)?\d{4,9}`)
	endWord    = wording.MustCompile(`取消|撤销|撤了|撤回|关掉|关闭|关了|结案|不用(?:再)?(?:查|办|处理|管|跟进|看|麻烦)?了|不查了|不办了|不需要了|不必了|作罢|解决了|处理好了|搞定了|弄好了|办好了|没事了|到账了|到了|` +
		`\b(?:cancel|close|drop|withdraw|settled|solved|resolved|sorted|fixed|done|over|finished|no longer needed|not needed|no need|never mind|nevermind|forget)\b`)
	endLook = wording.MustCompile(`不用(?:再)?(?:查|办|处理|管|跟进)了|不查了|别查了|\b(?:no need|no longer need|dont need|do not need|never mind|nevermind|forget it)\b`)
	endLead = wording.MustCompile(`不用(?:再)?|没事了|不查了|never mind|nevermind`)
	// doubt is in what is not over, or asked, or said of others.
	doubt = wording.MustCompile(`没|未|不对|错|少|但|可是|不过|只|就|别人|别的|隔壁|他们|为什么|怎么|什么|谁|哪|几|多少|时候|多久|吗|么$|呢$|能不能|是不是|是否|如果|要是|等|才|再|又|一半|两次|两遍|多到|退|客人|客户|顾客|机器|终端|预授权|订单|拒付|` +
		`\b(?:not|no money|never came|isnt|hasnt|havent|didnt|wasnt|but|only|less|half|parts?|twice|back|short|wrong|missing|why|what|which|who|whom|when|where|how|if|until|once|others?|preauth|pre|authorisation|authorization|order|sale|refund|chargeback|customers?|damaged|broken|link)\b|^(?:has|have|did|is|was|do|does|can|could|will)\b`)
)
