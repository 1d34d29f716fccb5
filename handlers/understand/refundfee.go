package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// refundFee is a question about what becomes of the fee of a sale that is refunded.
var refundFee = wording.MustCompile(`退.{0,8}(?:手续费|费用|费率).{0,4}(?:退|还|返|收|扣|算|怎么)|手续费.{0,6}(?:退给|退还|返还|退不退|退吗|能退|会退)|` +
	`退(?:款|货|钱|单|了)?.{0,6}(?:还|也|要|会|再|另)*(?:收不收|收|扣不扣|扣|要不要|要|花|交)(?:不)?.{0,3}(?:手续费|费用|服务费|钱吗)|退(?:款|货|钱|单|了)?.{0,6}有(?:没有)?.{0,3}(?:手续费|费用|服务费)|` +
	`\b(?:do|does|will|would|is|are|any)\b.{0,16}\b(?:charge|charged|cost|fees?|pay)\b.{0,16}\b(?:for|on|to|when|if)\b.{0,12}\brefund|\brefunds? (?:cost|free)\b|\bare refunds free\b|\bget\b.{0,12}\bfees?\b.{0,4}\bback\b|` +
	`\brefund(?:s|ed|ing)?\b.{0,40}\bfees?\b|\bfees?\b.{0,24}\b(?:returned|refunded|given back|kept|come back|get back)\b|\bkeep\b.{0,12}\bfees?\b`)

// AsksRefundFee tells whether a message asks whether the fee comes back with a refund.
func AsksRefundFee(text string) bool { return refundFee.MatchString(script.Plain(text)) }
