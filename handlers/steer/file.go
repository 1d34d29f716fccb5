package steer

import "moneytrail/handlers/understand/wording"

var (
	fileWords = wording.MustCompile(`导出|导成|导一份|下载|excel|表格|电子表|csv|xlsx?|\b(?:export|download|spreadsheet|as a file|csv|excel|xlsx?)\b`)
	sendList  = wording.MustCompile(`(?:明细|清单|流水|账单|列表|逐笔|每一笔)(?:单|表|文件)?.{0,4}(?:发|传|给|导|下载)(?:一份|一下|个|到)?(?:给?我|过来|来|一份|出|邮箱|$)|(?:发|传|给|来|要)(?:给?我)?(?:一?份|一?个)?.{0,4}(?:明细|清单|流水(?:表|文件|单)|逐笔)|` +
		`\b(?:send|give|email|mail|need|want|get)\b.{0,24}\b(?:details|list|file|breakdown of (?:all|each|every)|itemi[sz]ed)\b`)
	notFile = wording.MustCompile(`怎么|为什么|为啥|多少|哪|没收到|资料|小票|凭证|执照|手续费|费率|图片|照片|银行|打印|客人|顾客|不要|不用|别|` +
		`\b(?:why|how much|which|slips?|papers?|documents?|photos?|fees?|receipts?|bank|cases?|shops|people|team|did|not|don ?t|already)\b`)
)

// AsksFile tells whether a message asks for what was shown, one payment a line, as a file.
func AsksFile(text string) bool {
	s := plain(text)
	return (fileWords.MatchString(s) || sendList.MatchString(s)) && !notFile.MatchString(s)
}
