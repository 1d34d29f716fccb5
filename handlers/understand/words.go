package understand

// idea is a concept of the word tables: a name and lines of phrases parted by ", ".
type idea struct {
	name string
	says []string
}

// classes are words that many phrases share.
var classes = map[string][]string{
	"not": {"not", "no", "never", "hasnt", "havent", "hadnt", "didnt", "dont", "doesnt", "isnt", "wasnt", "arent", "werent", "cant", "cannot", "couldnt", "wont", "yet to", "didint", "didn t", "hasn t", "without", "aint", "nothing", "none"},
	"没":   {"没", "未", "不到", "没有", "收不到", "无法", "不能", "不见"},
	"pay": {"payment*", "transaction*", "transfer*", "purchase*", "sale*", "order*", "charge", "charges", "debit*", "deposit*", "payout*", "withdraw*", "xfer*", "swipe*", "txn*", "trx*"},
}

// words are the concepts that the rules speak of.
var words = concat(moneyWords, troubleWords, careWords, talkWords, strangeWords)

func concat(tables ...[]idea) []idea {
	var all []idea
	for _, t := range tables {
		all = append(all, t...)
	}
	return all
}
