// Package money keeps amounts exact: int64 minor units of one currency, read
// and written as decimals at the edges, shared out to the last unit, priced by
// rates with one rounding rule. Nothing here is a float.
package money

import "strings"

// codes are the currencies of ISO 4217 by the digits of their minor unit.
var codes = [5]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
	2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF " +
		"CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ " +
		"GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD " +
		"MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD " +
		"RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH " +
		"USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL",
	3: "BHD IQD JOD KWD LYD OMR TND",
	4: "CLF UYW",
}

// Untold stands for the currency of an amount that none of its merchant can
// hold: the code of ISO 4217 for no currency. No file can name it. Its amounts
// have four decimals.
const Untold = "XXX"

// Digits gives the number of decimals of the currency's minor unit by ISO
// 4217 (CNY 2, JPY 0, KWD 3); ok is false where the code is not of that list.
// Codes are written in capitals.
func Digits(currency string) (digits int, ok bool) {
	switch currency { // the everyday ones, without a search
	case "CNY", "USD", "EUR", "HKD":
		return 2, true
	}
	if len(currency) != 3 || strings.ContainsRune(currency, ' ') {
		return 0, false
	}
	for d, list := range codes {
		if strings.Contains(list, currency) {
			return d, true
		}
	}
	return 0, false
}
