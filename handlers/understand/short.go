package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// shortBy is how people say by how much money came short; with the amount in
// front it is the payment that is spoken of: "88到账少了".
var shortBy = wording.MustCompile(`(?:少|差|短|缺|亏)(?:了|我|给|付|打|到|收|掉|算|结|的?是)*\s*(?:人民币|rmb|cny|¥|￥|\$|hk\$)?\s*[\d一二两三四五六七八九十百千万]|` +
	`\b(?:short(?:ed|ing)?|shortchanged) (?:me|us) (?:by |of |exactly )?(?:cny|rmb|usd|hkd|¥|\$)?\s*\d|\b(?:short|less|missing|lacking) (?:by |of |exactly )?(?:cny|rmb|usd|hkd|¥|\$)?\s*\d|\d\s*(?:cny|rmb|yuan|usd|hkd|dollars?|bucks)? (?:is |are |too |was )?(?:short|less|too little|missing)\b|\b(?:down|off|out) by (?:cny|rmb|¥|\$)?\s*\d`)

// SaysShortBy tells whether a message says by how much money came short.
func SaysShortBy(text string) bool { return shortBy.MatchString(script.Plain(text)) }
