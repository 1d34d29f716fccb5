package record

// Words gives the values that a native column may have where its list is
// closed, nil for every other column.
func Words(kind Kind, column string) []string {
	switch [2]string{string(kind), column} {
	case [2]string{string(Transactions), "type"}:
		return []string{"SALE", "REFUND", "VOID", "REVERSAL", "PREAUTH", "CAPTURE"}
	case [2]string{string(Transactions), "status"}:
		return []string{"APPROVED", "DECLINED", "UNKNOWN"}
	case [2]string{string(Lines), "type"}:
		return []string{"SALE", "REFUND", "CHARGEBACK", "FEE", "RESERVE", "ADJUSTMENT"}
	case [2]string{string(Lines), "status"}:
		return []string{"PAID", "HELD", "CARRIED"}
	case [2]string{string(Lines), "hold_reason"}, [2]string{string(Events), "public_reason"}:
		return []string{"RISK_REVIEW", "DOCUMENTS", "KYC", "RETRIEVAL", "RESERVE", "ACCOUNT", "OTHER"}
	case [2]string{string(Payouts), "status"}:
		return []string{"PENDING", "SENT", "CONFIRMED", "FAILED", "RETURNED"}
	case [2]string{string(Entries), "direction"}:
		return []string{"C", "D"}
	case [2]string{string(Entries), "owner"}:
		return []string{"payee", "payer"}
	case [2]string{string(Events), "kind"}:
		return []string{"HOLD", "RELEASE", "RETRIEVAL", "CHARGEBACK_WON", "ACCOUNT_CHANGED", "KYC_EXPIRES",
			"REFUND_PENDING", "REFUND_FAILED", "MANUAL_WITHDRAWAL", "SIGN_IN", "OFFLINE", "UPLOAD", "BATCH_CLOSE",
			"LOGIN_FAILED", "FIRMWARE", "TAMPER", "MOVED"}
	}
	return nil
}
