// Package importer turns files of payment companies and banks into records.
// It reads every file twice: Prove checks encoding, layout, every value, the
// laws of each row and the file's own totals and writes nothing; Read then
// yields the rows. Memory stays flat whatever the size of the file, but for
// a few bytes per row that tell repeated ids.
package importer

import (
	"io"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer/profile"
	"moneytrail/recon/record"
)

// MaxErrors is how many errors of a file are told one by one.
const MaxErrors = 100

// Book is what the importer must ask the store.
type Book interface {
	// Currency gives the settlement currency of a merchant as a source names
	// it, "" if it has none of its own; known: the merchant was told of.
	Currency(source, merchantRef string) (code string, known bool)
	// Seal turns an account number into what the product keeps of it.
	Seal(account string) record.Account
}

// Input is a file. Open is called more than once and must give the same bytes.
type Input struct {
	Name string
	Open func() (io.ReadCloser, error)
	Size int64 // bytes, 0 if unknown

	seen *seen // of the bytes, nil: nobody read them yet
}

// Options of an import.
type Options struct {
	// Source names the witness where rows do not; "" = the profile's name.
	Source string
	// SkipBad imports a file without its bad rows instead of refusing it.
	SkipBad bool
	// Owner says whose accounts bank entries are of that do not say it
	// themselves; "" = payee, the merchants', but for PayerSources.
	Owner record.Owner
	// PayerSources are the witnesses whose statements are of the operator's own
	// account (payer) where neither they nor Owner say otherwise.
	PayerSources []string
	// Currency is the operator's, for amounts whose row and merchant name none.
	Currency string
	// Book may be nil: then no merchant has a currency and accounts keep their last four digits only.
	Book Book
	// Calendars are those that merchants and terms may name; nil: the built-in ones.
	Calendars *calendar.Set
	// Profiles tell the layouts of files that are not native; nil: those of the product.
	Profiles []*profile.Profile
	// Progress is told the bytes read so far of the pass that is running.
	Progress func(bytes int64)

	// sheet: the text is that of a sheet, cut by commas whatever the layout's files are cut by
	sheet bool
}

// cut tells what cuts the records of a layout, and whether values may be quoted.
func (o *Options) cut(p *profile.Profile) (comma byte, quotes bool) {
	if o.sheet {
		return ',', true
	}
	return p.Comma(), p.Text.Quotes
}

// ownerFor tells whose accounts entries of a source are of that do not say it.
func (o *Options) ownerFor(source string) record.Owner {
	switch {
	case o.Owner != "":
		return o.Owner
	case slices.Contains(o.PayerSources, source):
		return record.Payer
	}
	return record.Payee
}

// Problem is something wrong or remarkable in a file. Line is the physical
// line from 1, Column the number of the column from 1; 0 where it is the
// whole line or file.
type Problem struct {
	Line    int
	Column  int
	Message string
	// OfTotal: it says what one of the totals that do not tie says too.
	OfTotal bool
}

// ChangedError tells that a file is no longer what it was: somebody writes it.
// Nothing of it may be used; its text is for people.
type ChangedError struct{ what string }

func (e *ChangedError) Error() string {
	return "the file " + e.what + ": import it again when it is complete"
}

func changed(what string) error { return &ChangedError{what} }

// Total is one of the file's own sums or counts, as printed and as computed.
type Total struct {
	Name, Declared, Computed string
	OK                       bool
}

// Proof is what pass 1 found. A file may be imported when Refused is false.
type Proof struct {
	// Known: the layout was recognised. Folders skip what is not.
	Known  bool
	Format string // native/transactions, wechat_trade, ...
	Source string // the witness of rows that name none
	// Owner of the accounts of a bank statement; Read takes it from here.
	Owner record.Owner
	// Kind of the native file; for profiles the kind of most of its records.
	Kind record.Kind
	// Hash is the SHA-256 of the file's bytes, in hex.
	Hash     string
	Encoding string // utf-8, utf-16le, utf-16be, gb18030 or big5
	// Rows counts data rows, bad ones included.
	Rows, Rejected int
	Errors         []Problem // at most MaxErrors
	MoreErrors     int       // errors beyond those
	Warnings       []Problem
	Totals         []Total
	// Bad lists the lines of the rejected rows, in order, at most MaxErrors of them.
	Bad []int
	// First and Last are the business dates that the rows speak of; 0 if none.
	First, Last calendar.Date
	// Fatal: the file as a whole cannot be read or its totals fail; SkipBad does not help.
	Fatal bool

	// profiles are those that the file was proved with, owner and payers the
	// options about whose accounts are told of; Read takes them from here.
	profiles []*profile.Profile
	owner    record.Owner
	payers   []string
	// restated are the payouts whose later state is in the same file, with the time they were sent.
	restated map[string]string
	// mark is what this process knows the bytes by, see marks.
	mark uint64
	// sheet is the hash of the text of a workbook's sheet, "" for other files.
	sheet string

	// cards are the card numbers in columns that carry other numbers.
	cards map[column]cardGroups
	// found: rows that repeat an id, for Read.
	found *findings
}

// Refused tells whether nothing of the file may be imported.
func (p Proof) Refused(o Options) bool {
	return !p.Known || p.Fatal || len(p.Errors) > 0 && !o.SkipBad
}

// Row is one data row of a file and the records it gives.
type Row struct {
	Index int // from 0, bad rows counted
	Line  int
	// Again: an equal row with the same id came earlier in this file.
	Again bool
	// Records are pointers to record.Merchant, Terms, Transaction, Line, Payout, Entry
	// or Event, theirs until the next row. Their texts are parts of a text that many
	// rows share: clone what is kept.
	Records []any
}
