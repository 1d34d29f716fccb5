package steer

import (
	"fmt"

	"moneytrail/handlers/understand/wording"
)

// How people ask for the sum of all that has not come, and of what was just shown.
var (
	owedAll = []*wording.Form{
		wording.MustCompile(`^(?:那|那么|所以|请问|算一下|帮我算一?下|到底|现在|目前|你们)*(?:一共|总共|合计|加起来|全部加起来|总的|拢共|合共)(?:还|仲)?(?:有|欠我?|差我?|剩|剩下)?(?:多少|几多)(?:钱|款)?(?:还|仲)?(?:没有|没|未|冇)(?:给我?|给|到账|到|进账|进来|进|入账|入|收到|结|打)(?:的|过来|啊|呢|吗)*$`),
		wording.MustCompile(`^(?:那|那么|所以|请问|算一下|帮我算一?下|到底|现在|目前|你们)*(?:还|仲)(?:有|欠我?|差我?|剩|剩下)?(?:多少|几多)(?:钱|款)?(?:没有|没|未|冇)(?:给我?|给|到账|到|进账|进来|进|入账|入|收到|结|打)(?:的|过来|啊|呢|吗)*(?:一共|总共|合计|加起来)?$`),
		wording.MustCompile(`^(?:那|那么|请问|你们|现在|到底)*(?:一共|总共|合计|加起来)(?:还|仲)?(?:欠|差)(?:我|我们)?(?:多少|几多)(?:钱)?(?:啊|呢)*$`),
		wording.MustCompile(`^(?:那|那么|咁|请问|你们|现在|到底)*(?:还|仲)(?:欠|差)(?:我|我们)(?:多少|几多)(?:钱)?(?:啊|呢|呀)*$`),
		wording.MustCompile(`^(?:so |ok |and |then |now )*(?:how much|what)(?: money)?(?: is| s)?(?: (?:it|that))?(?: altogether| in total| in all| all together| total)?(?: is| are)?(?: still)? (?:to come|outstanding|missing|open|not (?:here|paid|arrived)(?: yet)?|owed(?: to me)?)(?: altogether| in total| in all| all together)?(?: now)?$`),
		wording.MustCompile(`^(?:so |ok |and |then |now )*how much (?:do you|you|u) (?:still )?owe me(?: altogether| in total| in all)?(?: now)?$`),
		wording.MustCompile(`^(?:so |ok |and )*(?:whats|what is) the total(?: (?:amount|sum))?(?: (?:that is|thats|which is))? (?:still )?(?:to come|outstanding|missing|open|not (?:arrived|paid))(?: yet)?$`),
	}
	sumShown = []*wording.Form{
		wording.MustCompile(`^(?:那|那么|所以|请问|这些|那些|上面的?|它们|刚才那些|帮我)*(?:一共|总共|合计|加起来|加在一起|合起来|全部加起来|拢共|合共)(?:是|有)?(?:多少|几多)(?:钱)?(?:啊|呢)*$`),
		wording.MustCompile(`^(?:so |ok |and |then )*(?:how much|what)(?: is| s| are| do)?(?: (?:it|that|this|these|those|they|all of (?:it|them|these|those)))?(?: (?:make|come to))? (?:altogether|in total|in all|all together|added up|together)$`),
		wording.MustCompile(`^(?:so |ok |and |then )*(?:(?:whats|what is) the (?:sum|total)(?: of (?:these|those|them|all (?:of )?(?:these|those|them)))?|add (?:them|these|those|it)(?: all)? up)$`),
	}
)

// AsksOwed tells whether a message asks how much has not come, all together.
func AsksOwed(text string) bool { return anyOf(owedAll, text) }

// AsksSum tells whether a message asks what makes up to: the sum of what was just shown.
func AsksSum(text string) bool { return anyOf(sumShown, text) }

// Most is which of several things is asked for.
type Most string

// The one that is asked for. NoMost is every other message.
const (
	NoMost   Most = ""
	Biggest  Most = "biggest"
	Smallest Most = "smallest"
	Earliest Most = "earliest"
	Latest   Most = "latest"
)

const (
	mostZh = `^(?:那|那么|请问|这里面|里面|其中|上面|刚才|这些|哪|是|的)*(?:最|金额最|数额最|数目最|时间最|日期最)%s(?:额|的)?(?:金额)?(?:的)?(?:那|这|嗰|是哪|系边|哪|边)?(?:一)?(?:笔|单|个|条|次)?(?:的)?(?:出款|拨款|交易|钱|款)?(?:是|系)?(?:哪|边|什么|几|多少|边个)?(?:一)?(?:笔|单|个|条|天|日|号|时候|多少|钱)?(?:刷|收|付|打|出)?(?:的|嘅|啊|呢|吗)*$`
	mostEn = `^(?:so |ok |and |then )*(?:(?:which|what|whats|when|show me|how much)(?: (?:one|payment|payout|swipe))?(?: of (?:them|these|those))?(?: is| was| s)? )?(?:the )?%s(?: (?:one|payment|payout|swipe|amount|of them|of these|of those))*(?: taken| swiped| paid)?$`
)

var mosts = []struct {
	is    Most
	forms []*wording.Form
}{
	{Biggest, most(`(?:大|多|高)`, `(?:biggest|largest|highest)`)},
	{Smallest, most(`(?:小|少|低)`, `(?:smallest|lowest)`)},
	{Earliest, most(`(?:早|老|旧)`, `(?:earliest|oldest)`)},
	{Latest, most(`(?:晚|迟)`, `(?:latest|most recent)`)},
}

func most(zh, en string) []*wording.Form {
	return []*wording.Form{wording.MustCompile(fmt.Sprintf(mostZh, zh)), wording.MustCompile(fmt.Sprintf(mostEn, en))}
}

// MostAsked tells which of what was just shown a message asks for.
func MostAsked(text string) Most {
	for _, m := range mosts {
		if anyOf(m.forms, text) {
			return m.is
		}
	}
	return NoMost
}

var payouts = wording.MustCompile(`出款|拨款|\bpayouts?\b`)

// NamesPayouts tells a message that calls what it asks for a payout.
func NamesPayouts(text string) bool { return payouts.MatchString(plain(text)) }

func anyOf(forms []*wording.Form, text string) bool {
	s := plain(text)
	for _, form := range forms {
		if form.MatchString(s) {
			return true
		}
	}
	return false
}
