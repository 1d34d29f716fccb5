// Package camt reads bank statements of ISO 20022: camt.052 (report), camt.053
// (statement) and camt.054 (notification) of every version, by the local names
// of their elements, one entry at a time.
package camt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"moneytrail/recon/importer/markup"
	"moneytrail/recon/importer/statement"
)

// Is tells whether the beginning of a file, in UTF-8, is a camt document: XML whose
// document is one of the three messages, in whatever envelope.
func Is(head string) bool {
	head = strings.TrimLeft(strings.TrimPrefix(head, "\ufeff"), " \t\r\n")
	if !strings.HasPrefix(head, "<") {
		return false
	}
	for message := range messages {
		if strings.Contains(head, message) {
			return true
		}
	}
	return strings.Contains(head, "tech:xsd:camt.05")
}

// messages are the three documents and the element that one statement is in each.
var messages = map[string]string{
	"BkToCstmrStmt":         "Stmt",
	"BkToCstmrAcctRpt":      "Rpt",
	"BkToCstmrDbtCdtNtfctn": "Ntfctn",
}

// words for a statement of each message.
var words = map[string]string{"Stmt": "statement", "Rpt": "report", "Ntfctn": "notification"}

// reader walks one document.
type reader struct {
	*markup.Scanner
	report *statement.Report
	// inside is the element of the statement being read, "" outside of one;
	// path are the local names below it, each behind a slash.
	inside string
	base   int // depth of that element
	path   []byte
	text   []byte
	leaf   bool // the open element has had no child
	attr   string
	known  bool // one of the messages was seen
	stmt   *account
	entry  *entry
	before *statement.Ledger
	last   string // account of the statement before
}

// Read yields the entries of a document and proves its balances and totals. A
// statement.Refusal means that nothing of the file may be used.
func Read(r io.Reader, report *statement.Report) error {
	d := &reader{Scanner: markup.New(r), report: report}
	for {
		t, err := d.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = d.start(t)
		case xml.EndElement:
			err = d.end(t.Name.Local)
		case xml.CharData:
			if d.inside != "" && d.leaf {
				d.text = append(d.text, t...)
			}
		}
		if err != nil {
			return err
		}
	}
	if !d.known {
		return statement.Refuse(1, "the document is none of camt.052, camt.053 and camt.054")
	}
	report.Finish()
	return nil
}

func (d *reader) start(t xml.StartElement) error {
	name := t.Name.Local
	d.text, d.leaf = d.text[:0], true
	if d.inside == "" {
		if _, ok := messages[name]; ok {
			d.known = true
		}
		if n := len(d.Open); n > 1 && messages[d.Open[n-2]] == name && name != "" {
			d.inside, d.base, d.path = name, n, d.path[:0]
			d.stmt = &account{line: d.Line(), word: words[name]}
		}
		return nil
	}
	d.path = append(append(d.path, '/'), name...)
	d.attr = ""
	for _, a := range t.Attr {
		if a.Name.Local == "Ccy" {
			d.attr = strings.Clone(a.Value)
		}
	}
	switch string(d.path) {
	case "/Bal":
		d.stmt.balance = &balance{line: d.Line()}
	case "/Ntry":
		d.entry = &entry{line: d.Line()}
	case "/Ntry/NtryDtls/TxDtls":
		d.entry.begin(d.Line())
	}
	return nil
}

func (d *reader) end(name string) error {
	if d.inside == "" {
		return nil
	}
	if len(d.Open) == d.base-1 {
		err := d.close()
		d.inside, d.stmt = "", nil
		return err
	}
	if d.leaf {
		d.value(string(d.path), string(bytes.TrimSpace(d.text)))
	}
	var err error
	switch string(d.path) {
	case "/Bal":
		d.stmt.keep(d.stmt.balance)
		d.stmt.balance = nil
	case "/Ntry":
		err = d.finish()
	}
	d.path = d.path[:len(d.path)-len(name)-1]
	d.text, d.leaf = d.text[:0], false
	return err
}

// value takes the text of an element without children.
func (d *reader) value(path, text string) {
	if text == "" {
		return
	}
	if below, ok := strings.CutPrefix(path, txPath); ok && d.entry != nil {
		d.entry.payment(below, text, d.attr)
	} else if below, ok := strings.CutPrefix(path, "/Ntry/"); ok && d.entry != nil {
		d.entry.value(below, text, d.attr)
	} else if below, ok := strings.CutPrefix(path, "/Bal/"); ok && d.stmt.balance != nil {
		d.stmt.balance.value(below, text, d.attr)
	} else if d.entry == nil && d.stmt.balance == nil {
		d.stmt.value(path[1:], text)
	}
}

const txPath = "/Ntry/NtryDtls/TxDtls/"
