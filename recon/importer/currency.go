package importer

import "strings"

// Minor units of ISO 4217 where they are not 2, and the codes in use.
const (
	noDigits    = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "
	threeDigits = " BHD IQD JOD KWD LYD OMR TND "
	fourDigits  = " CLF UYW "
	twoDigits   = " AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY " +
		"COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR " +
		"JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO " +
		"NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB " +
		"TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG "
)

// currencyDigits gives the number of decimals of an ISO 4217 code.
func currencyDigits(code string) (int, bool) {
	if len(code) != 3 || strings.ContainsRune(code, ' ') {
		return 0, false
	}
	switch word := " " + code + " "; {
	case strings.Contains(twoDigits, word):
		return 2, true
	case strings.Contains(noDigits, word):
		return 0, true
	case strings.Contains(threeDigits, word):
		return 3, true
	case strings.Contains(fourDigits, word):
		return 4, true
	}
	return 0, false
}
