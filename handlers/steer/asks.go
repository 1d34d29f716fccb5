package steer

import (
	"strings"

	"moneytrail/handlers/understand/wording"
)

// CaseAsk is what a message asks about the work of the support team.
type CaseAsk int

// Questions about the work of the support team.
const (
	NoCase     CaseAsk = iota
	CaseNamed          // how a case stands, in so many words: "how is my case"
	CaseStands         // the same without naming it: "any news?"
	CaseAnyone         // whether anybody is there: "anyone there?"
)

// How a case is called, and what is asked of it.
var (
	caseWord = wording.MustCompile(`工单|问题单|\b(?:my|our|the|this|that|on|open) (?:cases?|tickets?|complaint)\b`)
	caseFact = wording.MustCompile(`怎么样|怎样|咋样|如何|进展|进度|状态|到哪|处理|办|结果|回复|查|解决|关掉|关闭|取消|撤销|情况|在哪|呢$|吗$|` +
		`\b(?:status|update|updates|news|progress|happen\w*|going|doing|stands?|look\w*|about|done|solved|resolved|handled|working|where|hows?|close|cancel)\b`)
	noCase = wording.MustCompile(`\b(?:in the case|the case (?:of|that)|in this case|in that case)\b`)
)

// stands are whole messages that ask how far something is, and name nothing.
var stands = []*wording.Form{
	wording.MustCompile(`^(?:请问|那|现在|你们|我|咱们|之前|上次|刚才|昨天|前天|那个|这个|这件|那件|的|问题|事情|事儿|事|反馈|投诉|到底|还){0,6}` +
		`(?:有没有|有|谁|哪位)?(?:人|同事|客服)?(?:在|给我|帮我)?(?:处理|办|跟进|解决)(?:得|的|到)?` +
		`(?:怎么样|怎样|咋样|如何|哪一步|哪步|好|完)?了?(?:吗|没有|没|呢|么|怎么样|怎样|如何|哪了)?$`),
	wording.MustCompile(`^(?:请问|那|现在|还|我的|到底|那边|你们|同事|客服){0,3}(?:有|有没有)(?:什么|新的|新|啥)?(?:进展|消息|结果|回复|回音|进度|下文)(?:了)?(?:吗|没有|没|呢|么)?$`),
	wording.MustCompile(`^(?:请问|那|现在|我的|目前){0,2}(?:进展|进度|处理结果|结果)(?:现在)?(?:怎么样|怎样|咋样|如何|到哪|呢)了?(?:呢)?$`),
	wording.MustCompile(`^(?:请问|那|到底|你们|大概|还要){0,3}(?:什么时候|啥时候|几时|何时|多久|多长时间)(?:才|能|会|可以|有|人|同事|客服|给|我){0,5}(?:回复|答复|回我|理我|处理好|处理|办好|解决|联系我)(?:我)?(?:啊|呢|呀)?$`),
	wording.MustCompile(`^(?:so |and |hi |hello |hey |is there |do you have |have you got |got ){0,3}any (?:updates?|news|progress|word)(?: yet| please| so far| for me| on (?:this|that|it|my (?:issue|problem)))*$`),
	wording.MustCompile(`^(?:has|is|did|was) (?:anyone|anybody|someone|somebody) (?:looked?|looking|working|handled?|handling|checked|checking|check|seen|see|dealing)\b(?: at| on| into| with| this| that| it| my issue| my problem| yet| my)*$`),
	wording.MustCompile(`^who(?:s| is) (?:handling|working|looking|dealing|responsible)\b(?: on| at| into| for| with| this| that| it| my issue| my problem)*$`),
	wording.MustCompile(`^(?:when|how long|how soon)(?: until| till| before| will| does| do| can| is| it| take| for){0,5} (?:someone|somebody|anyone|anybody|you|a person|an agent|a colleague|your team|support)(?: going to| to)? (?:answers?|reply|replies|gets? back|respond|responds|call me|contact me)(?: to me| me| back)*$`),
	wording.MustCompile(`^(?:what about|what happened (?:to|with)|how is|hows|where is) my (?:issue|problem|question)(?: going| doing)?$`),
}

// standsAsk is what makes a question of how something stands: without it "解决了"
// would be one, which says that all is well.
var standsAsk = wording.MustCompile(`怎么样|怎样|咋样|如何|哪|有没有|有人|谁|有什么|有啥|进展|进度|消息|结果|回复|答复|回音|下文|时候|几时|何时|多久|多长|吗$|没$|没有$|呢$|么$|[a-z]`)

// anyone are whole messages that ask whether anybody is there.
var anyone = []*wording.Form{
	wording.MustCompile(`^(?:喂|你好|您好|请问|到底|那边|还|hello|hi| ){0,4}有(?:没有)?(?:人|客服|人工|活人)(?:在|管|理我|回我|理|回)?(?:吗|没有|没|么|啊)?$`),
	wording.MustCompile(`^(?:喂|你好|您好|请问|hello|hi| ){0,3}(?:人|客服|人工|同事|你们人)(?:呢|还在吗|在吗|在不在|哪去了|去哪了|在哪|去哪里了|都去哪了)$`),
	wording.MustCompile(`^(?:喂|请问|你们){0,2}(?:怎么|为什么|为啥|咋)?(?:还|一直|都|到现在)*(?:没有|没)(?:有)?人(?:回复|回应|回|理|管|处理|答|接|搭理|理会|在)?(?:我|我们)?(?:了)?(?:啊|呢|呀|的|吗|么|吧|是吧|是不是|对吧)?$`),
	wording.MustCompile(`^(?:hello |hi |hey |ok |so ){0,2}(?:is |are )?(?:there )?(?:anyone|anybody|someone|somebody|any one|you)(?: still| out| even| really){0,2} (?:there|here|around|listening|alive|reading)$`),
	wording.MustCompile(`^(?:why (?:is|has|does|are|do) )?(?:no one|nobody|noone)(?: is| has| s| ever| even| answers){0,2} ?(?:answer\w*|repl\w*|respond\w*|there|here|helping|cares)(?: me| to me| back| yet)*$`),
	wording.MustCompile(`^why (?:hasnt|isnt|doesnt|wont|has|is|does) (?:anyone|anybody|someone|somebody|no one|nobody)(?: not)? (?:answer\w*|repl\w*|respond\w*|called|contacted|helping)(?: me| to me| back| yet)*$`),
}

// callers are the words of who calls for somebody, whoSays those one of which is
// among them: a message of nothing else asks whether anybody is there.
var (
	callers = set(`hello hi hey helo hallo ok okay so please pls is are was will can could would there here around alive awake listening reading watching this that my message messages
		me us out still even really at all online available on in today now ever going to you guys help answer answering reply replying respond responding speak talk yet seriously the chat`)
	whoSays = set("anyone anybody someone somebody")
)

// set holds the words of a list.
func set(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// callsAnyone tells a message of nothing but a call for somebody.
func callsAnyone(s string) bool {
	called := false
	for w := range strings.FieldsSeq(s) {
		if called = called || whoSays[w]; !callers[w] && !whoSays[w] {
			return false
		}
	}
	return called
}

var team = wording.MustCompile(`客服|人工|同事|\b(?:agents?|support|human|person|staff)\b`)

// NamesTeam tells a call that names whom it wants: the support team, and not just anybody.
func NamesTeam(text string) bool { return team.MatchString(plain(text)) }

// AsksCase reads what a message asks about the work of the support team. Whether
// there is any work is for who asks to know: "any news?" means little without.
func AsksCase(text string) CaseAsk {
	s := plain(text)
	if callsAnyone(s) {
		return CaseAnyone
	}
	for _, form := range anyone {
		if form.MatchString(s) {
			return CaseAnyone
		}
	}
	if caseWord.MatchString(s) && caseFact.MatchString(s) && !noCase.MatchString(s) {
		return CaseNamed
	}
	if !standsAsk.MatchString(s) {
		return NoCase
	}
	for _, form := range stands {
		if form.MatchString(s) {
			return CaseStands
		}
	}
	return NoCase
}
