package understand

// currencySigns are written before a figure, the longer first.
var currencySigns = []string{"hk$", "us$", "nt$", "mop$", "au$", "a$", "ca$", "c$", "sg$", "s$", "rmb", "cny", "hkd", "usd", "eur", "gbp", "jpy", "sgd",
	"twd", "mop", "aud", "cad", "krw", "thb", "myr", "rm", "cn¥", "人民币", "港币", "港元", "美金", "美元", "欧元", "英镑", "日元", "新币", "台币", "澳门币", "¥", "$", "€", "£", "฿", "₩"}

// currencies names the currency of a sign or word.
var currencies = map[string]string{
	"¥": "CNY", "cn¥": "CNY", "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "元": "CNY", "圆": "CNY", "块": "CNY", "块钱": "CNY", "元钱": "CNY", "yuan": "CNY", "kuai": "CNY", "renminbi": "CNY", "元人民币": "CNY",
	"hk$": "HKD", "hkd": "HKD", "港币": "HKD", "港元": "HKD", "港纸": "HKD", "蚊": "HKD", "hong kong dollar": "HKD", "hk dollar": "HKD", "元港币": "HKD", "块港币": "HKD",
	"us$": "USD", "usd": "USD", "$": "USD", "美元": "USD", "美金": "USD", "美刀": "USD", "刀": "USD", "dollar": "USD", "buck": "", "us dollar": "USD", "块美金": "USD",
	"nt$": "TWD", "twd": "TWD", "台币": "TWD", "新台币": "TWD", "mop$": "MOP", "mop": "MOP", "澳门元": "MOP", "澳门币": "MOP", "葡币": "MOP", "pataca": "MOP",
	"au$": "AUD", "a$": "AUD", "aud": "AUD", "澳元": "AUD", "ca$": "CAD", "c$": "CAD", "cad": "CAD", "加元": "CAD",
	"sg$": "SGD", "s$": "SGD", "sgd": "SGD", "新币": "SGD", "新加坡元": "SGD", "坡币": "SGD", "singapore dollar": "SGD",
	"€": "EUR", "eur": "EUR", "euro": "EUR", "欧元": "EUR", "欧": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP", "quid": "", "英镑": "GBP",
	"jpy": "JPY", "日元": "JPY", "日币": "JPY", "yen": "JPY", "円": "JPY", "₩": "KRW", "krw": "KRW", "韩元": "KRW", "韩币": "KRW",
	"฿": "THB", "thb": "THB", "泰铢": "THB", "baht": "THB", "rm": "MYR", "myr": "MYR", "马币": "MYR", "令吉": "MYR", "ringgit": "MYR",
}

// currencyWords are written after a figure, the longer first.
var currencyWords = []string{"hong kong dollars", "hong kong dollar", "hk dollars", "hk dollar", "singapore dollars", "singapore dollar", "us dollars", "us dollar",
	"renminbi", "元人民币", "元港币", "块港币", "块美金", "新加坡元", "新台币", "澳门元", "澳门币", "人民币", "块钱", "元钱", "港币", "港元", "港纸", "美元", "美金", "美刀", "台币", "葡币", "澳元", "加元",
	"新币", "坡币", "欧元", "英镑", "日元", "日币", "韩元", "韩币", "泰铢", "马币", "令吉", "dollars", "dollar", "bucks", "buck", "euros", "euro", "pounds", "pound", "quid", "yuan", "kuai", "yen",
	"baht", "ringgit", "patacas", "pataca", "us$", "hk$", "rmb", "cny", "hkd", "usd", "eur", "gbp", "jpy", "sgd", "twd", "mop", "aud", "cad", "krw", "thb", "myr", "元", "块", "蚊", "刀", "円", "欧", "€", "£", "$", "¥"}

// currencyOf names the currency of a word as written; "" for none.
func currencyOf(word string) string {
	if c, ok := currencies[word]; ok {
		return c
	}
	if n := len(word); n > 1 && word[n-1] == 's' {
		return currencies[word[:n-1]]
	}
	return ""
}
