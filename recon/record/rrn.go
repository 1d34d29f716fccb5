package record

import "strings"

// PlainRRN gives a retrieval reference number without the zeros before it, "" of
// zeros alone: the field has twelve characters (ISO 8583, 37), and terminals,
// spreadsheets and acquirers drop the zeros or fill them in.
func PlainRRN(rrn string) string { return strings.TrimLeft(rrn, "0") }
