package steer

import "moneytrail/handlers/understand/wording"

var (
	allCame = wording.MustCompile(`(?:都|全部?|全都|有没有全?)(?:到账|到齐|到|进账|结清|结|收到|打)(?:了|完|齐|账|过来)*(?:吗|没有?|么|嘛|$)|(?:有没有|是不是|有冇)(?:少结|漏结|少到|漏|少给|少打|没到的|没结的|缺)|(?:少结|漏结)(?:了)?(?:吗|没有?|么)?$|` +
		`\b(?:did|has|have|was|were|is)\b.{0,40}\b(?:all|everything)\b.{0,24}\b(?:come|came|arrive[d]?|paid|settled|in|through|received)\b|\b(?:all|everything)\b.{0,30}\b(?:come in|came in|arrive[d]?|paid out|settled|come through|came through)\b`)
	whichNot = wording.MustCompile(`^(?:那|那么|是|请问|都)*(?:哪几笔|哪些|哪笔|哪一笔|哪几单|哪些笔|哪几天)(?:的)?(?:钱|款)?(?:还|是)?(?:没有?|未)(?:到账|到|结|来|进账|收到)?(?:的)?(?:呢|啊|呀)?$|` +
		`^(?:and |so |ok )*(?:which|what) (?:ones?|payments?|swipes|of (?:them|those|these))(?: of (?:them|those|these))? (?:did ?n ?t|did not|have ?n ?t|has ?n ?t|have not|are not|are ?n ?t|not|are missing|is missing)(?: (?:come|arrive|arrived|come in|in|there|yet|make it|paid|come through))*$`)
	whatIs = wording.MustCompile(`是(?:个|笔)?(?:什么|啥|哪)|什么(?:钱|款|费|来的)|哪来|哪里来|咩(?:钱|嚟)|怎么回事|咋回事|\bwhat(?: i| wa|')?s\b|\bwhat (?:is|was)\b`)
)

// AsksAllCame tells whether a message asks whether all the money of some days came.
func AsksAllCame(text string) bool { return allCame.MatchString(plain(text)) }

// AsksWhichNot tells whether a message asks which did not, of days that were asked of just before.
func AsksWhichNot(text string) bool { return whichNot.MatchString(plain(text)) }

// AsksWhatIs tells whether a message asks what something that it names is.
func AsksWhatIs(text string) bool { return whatIs.MatchString(plain(text)) }
