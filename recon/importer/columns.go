package importer

// column is a column of the native files. The rows of one file ask for their
// columns by position, which the header tells once.
type column uint8

// The columns of the contract, over all native files.
const (
	noColumn column = iota
	colAccount
	colAliases
	colAmount
	colAuthCode
	colBankReference
	colBatchNo
	colBookedAt
	colBookedOn
	colCalendar
	colCardLast4
	colCardType
	colCarriedIn
	colCloses
	colConfirmedAt
	colCounterparty
	colCurrency
	colCutoff
	colCycle
	colDayCap
	colDirection
	colDueOn
	colEntryID
	colEventID
	colFailureCode
	colFailureReason
	colFallbackCycle
	colFee
	colFeeBPS
	colFeeCap
	colFeeFixed
	colFeeMin
	colGross
	colGroupID
	colHoldReason
	colKind
	colLanguage
	colLineID
	colMemo
	colMerchantID
	colMinPayout
	colName
	colNet
	colNote
	colOpens
	colOperator
	colOrderID
	colOriginalID
	colOriginalRRN
	colOwner
	colPayoutFee
	colPayoutID
	colPlace
	colPublicReason
	colReference
	colRefundFee
	colRRN
	colScheme
	colSentAt
	colSettledOn
	colSettlementCycle
	colSingleCap
	colSlipNo
	colSource
	colStatementText
	colStatus
	colStore
	colTerminalID
	colTime
	colTimezone
	colTransactionID
	colType
	colValidFrom
	colWindowFrom
	colWindowTo
	columnCount
)

// String gives the column's name in the header.
func (k column) String() string { return columnNames[k] }

var columnNames = [columnCount]string{
	colAccount:         "account",
	colAliases:         "aliases",
	colAmount:          "amount",
	colAuthCode:        "auth_code",
	colBankReference:   "bank_reference",
	colBatchNo:         "batch_no",
	colBookedAt:        "booked_at",
	colBookedOn:        "booked_on",
	colCalendar:        "calendar",
	colCardLast4:       "card_last4",
	colCardType:        "card_type",
	colCarriedIn:       "carried_in",
	colCloses:          "closes",
	colConfirmedAt:     "confirmed_at",
	colCounterparty:    "counterparty",
	colCurrency:        "currency",
	colCutoff:          "cutoff",
	colCycle:           "cycle",
	colDayCap:          "day_cap",
	colDirection:       "direction",
	colDueOn:           "due_on",
	colEntryID:         "entry_id",
	colEventID:         "event_id",
	colFailureCode:     "failure_code",
	colFailureReason:   "failure_reason",
	colFallbackCycle:   "fallback_cycle",
	colFee:             "fee",
	colFeeBPS:          "fee_bps",
	colFeeCap:          "fee_cap",
	colFeeFixed:        "fee_fixed",
	colFeeMin:          "fee_min",
	colGross:           "gross",
	colGroupID:         "group_id",
	colHoldReason:      "hold_reason",
	colKind:            "kind",
	colLanguage:        "language",
	colLineID:          "line_id",
	colMemo:            "memo",
	colMerchantID:      "merchant_id",
	colMinPayout:       "min_payout",
	colName:            "name",
	colNet:             "net",
	colNote:            "note",
	colOpens:           "opens",
	colOperator:        "operator",
	colOrderID:         "order_id",
	colOriginalID:      "original_id",
	colOriginalRRN:     "original_rrn",
	colOwner:           "owner",
	colPayoutFee:       "payout_fee",
	colPayoutID:        "payout_id",
	colPlace:           "place",
	colPublicReason:    "public_reason",
	colReference:       "reference",
	colRefundFee:       "refund_fee",
	colRRN:             "rrn",
	colScheme:          "scheme",
	colSentAt:          "sent_at",
	colSettledOn:       "settled_on",
	colSettlementCycle: "settlement_cycle",
	colSingleCap:       "single_cap",
	colSlipNo:          "slip_no",
	colSource:          "source",
	colStatementText:   "statement_text",
	colStatus:          "status",
	colStore:           "store",
	colTerminalID:      "terminal_id",
	colTime:            "time",
	colTimezone:        "timezone",
	colTransactionID:   "transaction_id",
	colType:            "type",
	colValidFrom:       "valid_from",
	colWindowFrom:      "window_from",
	colWindowTo:        "window_to",
}

// columnOf gives the column of a name, noColumn for other names.
func columnOf(name string) column {
	for k, n := range columnNames {
		if n == name {
			return column(k)
		}
	}
	return noColumn
}
