package understand

// idea is a concept of the word tables: a name and lines of phrases parted by ", ".
type idea struct {
	name string
	says []string
}

// classes are words that many phrases share.
var classes = map[string][]string{
	"toucher": {"有没有人", "有人", "谁", "别人", "人家", "陌生人", "外人", "员工", "店员"},
	"device":  {"终端", "机器", "机子", "pos", "刷卡机", "机具", "设备"},
	"gadget":  {"terminal*", "card reader", "reader", "card machine", "machine*", "pos", "device*", "pinpad"},
	"not":     {"not", "no", "never", "hasnt", "havent", "hadnt", "didnt", "dont", "doesnt", "isnt", "wasnt", "arent", "werent", "cant", "cannot", "couldnt", "wont", "yet to", "without", "aint", "nothing", "none"},
	"结算卡":     {"结算卡", "结算账户", "结算账号", "结算银行卡", "收款账户", "收款账号", "收款渠道", "收钱信息", "收款信息", "收款卡", "到账卡", "到账银行卡", "到账账户", "提现卡", "入账卡", "入账账户", "对公账户", "对公户", "绑定的银行卡", "绑的银行卡", "绑定的卡", "绑的卡", "开户行", "绑定银行卡", "收款银行", "打款账户", "到账的卡", "收钱的卡", "收款的银行卡", "结算的卡", "结算的银行", "储蓄卡", "银行账户", "收款的卡", "结算信息"},
	"account": {"bank account", "bank details", "bank info*", "account number", "routing number", "settlement account", "payout account", "payout destination", "payout method", "deposit account", "banking details", "banking info*", "account details", "settlement bank", "iban", "receiving account", "bank on file", "account my payouts", "account for payouts", "account for settlement", "settlement details"},
	"pay":     {"payment*", "transaction*", "transfer*", "purchase*", "sale*", "order*", "charge", "charges", "debit*", "deposit*", "payout*", "withdraw*", "xfer*", "swipe*", "txn*", "trx*"},
}

// factWords are the concepts that are facts of the message, not words.
var factWords = []idea{{name: "day"}, {name: "amount"}, {name: "two_amounts"}, {name: "reference"}}

// words are the concepts that the rules speak of.
var words = concat(factWords, moneyWords, troubleWords, careWords, talkWords, strangeWords, hintWords)

func concat(tables ...[]idea) []idea {
	var all []idea
	for _, t := range tables {
		all = append(all, t...)
	}
	return all
}
