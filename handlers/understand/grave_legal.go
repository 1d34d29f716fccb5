package understand

import "moneytrail/handlers/understand/wording"

var (
	legal = anyOf(
		`(?:我|我们|老子|马上|现在|再不|这就|就|要|只好|只能|准备|去|等着|已经|已|刚).{0,8}(?:报警|报案|起诉|打官司|告(?:你|死)|去法院|上法院|找律师|请律师|律师函|法律途径|走法律|走司法|找警察|叫警察|喊警察|找公安|找经侦)`,
		`报(?:了|咗)警|报警(?:了|处理)$`,
		`(?:叫|让|请|派|通过)(?:了)?(?:我|我们)?(?:们)?的?律师|律师.{0,4}(?:联系|起诉|告)你`,
		`(?:法庭|法院)(?:上)?见|(?:起诉|曝光|举报|状告)你`,
		`(?:去|跟|向|找|到|给|打).{0,2}(?:银保监|保监|金管局|金融监管|监管局|监管部门|监管机构|人民银行|人行|央行|银联|市监局|工商局|市场监管|消协|消费者协会|12315|12363|12378|12345|信访|纪委|金管|金融办).{0,8}(?:投诉|举报|反映|告|说)|(?:银保监|保监|金管局|监管|人行|央行|银联|工商局|消协|12315|12363|12378|12345|信访|纪委).{0,4}(?:投诉|举报|告你)`,
		`(?:投诉|举报|反映|告(?:状)?|捅).{0,4}(?:到|给|去|向)?(?:银保监|金管|金融监管|监管|人民银行|人行|央行|银联|市监|工商|消协|消费者协会|12315|12363|12378|12345|信访|法院)`,
		`(?:找|叫|喊)(?:记者|媒体|电视台)|(?:抖音|微博|网上|小红书|朋友圈).{0,4}曝光`,
		`\b(?:i|we|ill|well|will|gonna|going to|want to|have to|and) sue\b|\bsue you\b|\bsee you in court\b|\b(?:take|taking|bring) (?:you|this) to court\b|\bgo(?:ing)? to (?:the )?(?:high )?court(?:$| (?:over|with|about|for|against|if|and|now|on|tomorrow|today)\b)`,
		`\blegal action\b|\blawsuit\b|\bpress charges\b|\bsmall claims\b|\bombudsman\b|\btrading standards\b|\bconsumer protection\b`,
		`\b(?:i|we|will|ill|going to|gonna|want to|am|im|are) report(?:ing)? (?:you|this company|your company)\b|^report(?:ing)? you\b`,
		`\bmy (?:lawyer|solicitor|attorney)s? (?:will|is going|is contacting|is writing|is on|says|wants|has been told)`,
		`\b(?:call(?:ing|ed)?|contact(?:ing|ed)?|tell(?:ing)?|told|go(?:ing)? to|went to|get(?:ting)?|hir(?:e|ing)|report(?:ing|ed)?(?: you| this| it)? to|complain(?:ing)? to|write to|writing to)(?: \w+)? (?:a lawyer|my lawyer|the police|police|the cops|the authorities|the regulators?|(?:the )?(?:press|newspapers?)(?:$| (?:about|if|and|now)\b)|the media(?:$| (?:about|if|and|now|involved)\b))`,
		`\bthe authorities and the police\b`,
	)
	// noLegal holds 告, to tell.
	noLegal = anyOf(`告(?:你|您)一(?:声|下)|告诉|报告|告知`)
	// legalAsked only asks whether or how.
	legalAsked = anyOf(
		`(?:要不要|需不需要|需要|该不该|用不用|是否|怎么|如何|可以|能不能|是不是要)去?报|要去?报(?:警|案)(?:吗|么)`,
		`\b(?:should|do|must|can) (?:i|we) (?:\w+ )?(?:call|go to|tell|report|contact|get)`,
		`\b(?:not|dont|wont|no need to) (?:\w+ )?(?:call|sue|tell|go to|contact|report|get)\b|(?:不|没|别|没有|不会|不想|不用)(?:去)?(?:报警|报案|起诉|找律师|打官司)`,
	)
	// whether is in a clause with a question mark that asks if it is to be done.
	whether = anyOf(`要去?报(?:警|案)$`, `\b(?:should|must|do|can) (?:i|we)\b`)
	// joking takes a threat back in the same breath.
	joking  = anyOf(`^[^不没]*(?:开玩笑|说着玩)`, `[^没不]开玩笑的`, `哈哈`, `\b(?:just|only|am|im) (?:kidding|joking)\b`, `\blol\b`)
	subject = wording.MustCompile(`客人|顾客|客户|对方|他们?|她|我|老子|\b(?:i|im|ill|we|were|well|customers?|buyers?|cardholders?|clients?|he|she|they|you)\b`)
	another = wording.MustCompile(`^(?:客人|顾客|客户|对方|他们?|她|customers?|buyers?|cardholders?|clients?|he|she|they)$`)
)

// ofOthers tells whether the one who speaks of law in a clause, the subject named
// last before it ends, is somebody else: a customer calls the police, not we.
func ofOthers(upTo string) bool {
	all := subject.FindAllString(upTo, -1)
	for len(all) > 0 && all[len(all)-1] == "you" {
		all = all[:len(all)-1]
	}
	return len(all) > 0 && another.MatchString(all[len(all)-1])
}
