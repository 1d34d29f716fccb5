package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Wish is what somebody wants of the product itself rather than of their money.
type Wish string

// Wishes. NoWish is every other message.
const (
	NoWish     Wish = ""
	OwnAccount Wish = "own_account" // which account is paid into
	Quiet      Wish = "quiet"       // no more of the messages that come unasked
	MorePeople Wish = "more_people" // somebody else is to look things up too
)

// wishes are how people say them; what speaks of a change is none of them.
var wishes = []struct {
	wish Wish
	form *wording.Form
}{
	{OwnAccount, wording.MustCompile(`(?:打|结|结算|转|付|出款|到账|到|进|入账|提现).{0,3}(?:到|进|给|的)?.{0,2}(?:哪张|哪一张|哪个|哪家|什么|啥)(?:银行)?(?:卡|银行|账户|账号|户头)|` +
		`(?:绑|绑定|登记|留|填|预留)(?:了|着)?的?(?:是|到)?(?:哪张|哪一张|哪个|哪家|什么|啥)(?:银行)?(?:卡|银行|账户|账号|户头)|^(?:我|我们|咱|店里|咱们)的?(?:银行)?(?:卡|账户|账号|户头)?的?(?:尾号|后四位)(?:是|是多少|是什么|是啥|多少|几号|是几号)(?:啊|呀|呢|吗)?[?？]?$|` +
		`(?:到账|结算|收款|入账|提现|收钱|绑定|绑|登记|预留)的?(?:是)?(?:那张|那个)?的?(?:银行)?(?:卡|账户|账号|银行)号?.{0,4}(?:尾号|是哪|是什么|是多少|后四位|是啥|哪个|哪张|哪家)|` +
		`\b(?:which|what)\b.{0,16}\b(?:bank|account|acct|card)\b.{0,24}\b(?:pay|paid|payouts?|settle\w*|deposit\w*|send|sent|goes?)\b`)},
	{Quiet, wording.MustCompile(`(?:不要|不用|甭|停止|停掉|关掉|关闭|取消|退订).{0,8}(?:发消息|发信息|发汇总|发日报|推送|日报|每日汇总|发通知|打扰)|` +
		`(?:^|[^特分区级类])别(?:再|老|总|天天|每天|一直|给我)*(?:发消息|发信息|发汇总|发日报|推送|发通知|打扰)|` +
		`\b(?:stop|no more|unsubscribe|turn off|mute|quit)\b.{0,24}\b(?:messaging|messages|texting|summar(?:y|ies)|notifications?|notices|updates|daily reports?)\b|` +
		`\b(?:dont|don't|do not) (?:want|need|send|message|text|notify)\b.{0,24}\b(?:messag(?:es|ing)|texting|summar(?:y|ies)|notifications?|notices|updates|daily reports?)\b`)},
	{MorePeople, wording.MustCompile(`(?:加|添加|增加|邀请|拉).{0,3}(?:财务|店员|收银|员工|同事|会计|合伙人|老婆|老公|家人|店长|管理员|人)(?:员)?(?:进来|进去|一起|看|查|$)|` +
		`(?:老婆|老公|家人|会计|财务|店员|同事|合伙人|儿子|女儿).{0,6}(?:也能|能不能|可不可以|可以|也可以|也想).{0,3}(?:看|查|用)|` +
		`\b(?:add|invite)\b.{0,16}\b(?:accountant|bookkeeper|cashier|employee|staff|colleague|partner|wife|husband|user|person|someone|somebody|manager|member)\b|` +
		`\bcan my (?:\w+ )?(?:accountant|bookkeeper|staff|cashier|partner|wife|husband|manager|colleague)s?\b.{0,16}\b(?:see|use|look|check|have access)\b`)},
}

var changes = wording.MustCompile(`换|改|变更|修改|\b(?:chang\w*|switch\w*|updat\w*|new|another|different)\b`)

// WishOf tells what a message wants of the product itself.
func WishOf(text string) Wish {
	s := script.Plain(text)
	for _, w := range wishes {
		if w.form.MatchString(s) && (w.wish != OwnAccount || !changes.MatchString(s)) {
			return w.wish
		}
	}
	return NoWish
}
