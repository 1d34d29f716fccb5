package importer

import (
	"slices"
	"strings"
	"unicode"
)

// personal tells the names of columns that hold who a card or an account
// belongs to, or how to reach them: they are dropped at the door.
func personal(column string) bool {
	return says(column, "持卡人", "姓名", "户名", "昵称", "身份证", "证件号", "护照", "手机", "电话", "邮箱", "地址", "出生", "用户标识", "用户id",
		"付款人", "对方名称", "对方单位", "对方账", "对手名称", "对手方名称",
		"cardholder", "card holder", "holder name", "customer name", "payer name", "shopper", "counterparty name", "beneficiary name", "buyer",
		"first name", "last name", "surname", "nickname", "birth", "id number", "id card", "identity", "passport", "ssn",
		"email", "e mail", "phone", "mobile", "address", "openid", "open id", "ip")
}

// ofAccounts tells the names of columns that hold numbers of accounts or
// cards, of which no more than the end is kept.
func ofAccounts(column string) bool {
	return says(column, "账号", "帐号", "卡号", "账户号", "银行卡",
		"account no", "account number", "bank account", "card no", "card number", "cardno", "pan", "iban")
}

// says tells whether a name has one of the phrases in it: Chinese ones
// anywhere, others as whole words, between which any signs may stand.
func says(column string, phrases ...string) bool {
	words := strings.FieldsFunc(strings.ToLower(column), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	name := " " + strings.Join(words, " ") + " "
	return slices.ContainsFunc(phrases, func(p string) bool {
		return p[0] >= 0x80 && strings.Contains(name, p) || strings.Contains(name, " "+p+" ")
	})
}

// lastFour gives the end of a number, all of a short one.
func lastFour(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-4):])
}
