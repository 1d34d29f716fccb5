package steer

import "moneytrail/handlers/understand/wording"

// Who is wanted, in a clause of a message that says other things too.
const (
	personZh = `(?:人工客服|人工|客服|真人|活人|你们的?人|人|经理|领导|主管|负责人|老板)`
	personEn = `(?:(?:a|an|some|your|the|real|live|human|actual|support|customer service|customer) ?)*(?:person|human|human being|agent|manager|supervisor|someone|somebody|representative|operator|staff|colleague|support)`
)

var (
	wants = wording.MustCompile(`(?:我要|我想|我得|我需要|帮我|给我|请|麻烦|要|快|赶紧|快|直接|还是|马上)(?:给我|帮我|你们|再|先|直接|马上|快点|去)*(?:转|转接|接|找|叫|换|联系|喊|安排)(?:一下|个|一个|一位|位|到|你们?的?)*` + personZh + `(?:来|给我|跟我|和我|帮我|谈|说|讲|问|聊|处理|解决|帮忙|看|看看|一下|吧|啊|呢|呀|了|谢谢| )*$|` +
		`^(?:转|转接|接|找|叫|换)(?:一下|个|一个)?` + personZh + `(?:吧|啊|谢谢)*$|` +
		`\b(?:i|we) (?:really |just )*(?:want|need|would like|d like|wanna|demand|have to)(?: to)?(?: talk| speak| chat| be connected)?(?: to| with)? ` + personEn + `(?:$| (?:to|who|now|please|here|about|at once|right now)\b)|` +
		`\b(?:let me|can i|could i|may i|can we|please let me|i must|i would like to|id like to) (?:talk|speak|chat) (?:to|with) ` + personEn + `\b|` +
		`\b(?:connect|transfer|put|pass) me (?:through |over |on )?(?:to|with)\b|\b(?:get|give) me ` + personEn + `\b`)
	// wantsOther is of who comes for a machine, of customers who are to be called, and
	// of what a customer wants.
	wantsOther = wording.MustCompile(`人(?:员)?来.{0,4}(?:装|修|换|拿|取|送|检|安装|搬)|(?:找|叫|喊|换|联系)(?:一下|到|那个|这个)*(?:客人|客户|顾客|持卡人)|(?:客人|客户|顾客|持卡人|他们?|她)(?:也|都|就|还|又|非|说|一直|坚持|吵着|闹着)*(?:要|想|非要|要求)(?:见|找|跟|和|换|叫)`)
	wantsNone  = wording.MustCompile(`(?:不|别|没|不用|不想|不要|怎么|如何|哪里|不是|为什么)(?:我|我要|再|先|去|给我|帮我|能|可以)*(?:转|转接|接|找|叫|换|联系|要)|\b(?:not|dont|no need to|how do i|how can i|how to|why do i)\b`)
)

// WantsPerson tells whether a clause of a message wishes for a person, whatever the others ask.
func WantsPerson(text string) bool {
	for _, c := range clauses(text) {
		if wants.MatchString(c) && !wantsNone.MatchString(c) && !wantsOther.MatchString(c) {
			return true
		}
	}
	return false
}
