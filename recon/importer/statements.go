package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"moneytrail/recon/importer/bai2"
	"moneytrail/recon/importer/camt"
	"moneytrail/recon/importer/mt940"
	"moneytrail/recon/importer/statement"
	"moneytrail/recon/record"
)

// grammar is a format of bank statements that is no table.
type grammar struct {
	name string // the format, and the source of entries that name none
	is   func(head string) bool
	// text: bytes are decoded before they are read; XML tells its own encoding.
	text bool
	read func(r io.Reader, encoding string, report *statement.Report) error
}

// grammars are those of the product, in the order in which they are tried.
func grammars() []grammar {
	return []grammar{
		{name: "camt", is: camt.Is, read: func(r io.Reader, _ string, report *statement.Report) error { return camt.Read(r, report) }},
		{name: "bai2", is: bai2.Is, text: true, read: bai2.Read},
		{name: "mt940", is: mt940.Is, text: true, read: mt940.Read},
	}
}

// grammarNamed gives the grammar that a proof was made with, nil for tables.
func grammarNamed(format string) *grammar {
	for _, g := range grammars() {
		if g.name == format {
			return &g
		}
	}
	return nil
}

// kind of all statements.
func (g *grammar) kind(context.Context, Input, Options) (record.Kind, error) {
	return record.Entries, nil
}

// prove reads a statement and writes nothing.
func (g *grammar) prove(ctx context.Context, in Input, o Options) (Proof, error) {
	p := Proof{Known: true, Format: g.name, Source: g.name, Kind: record.Entries}
	if o.Source != "" {
		p.Source = o.Source
	}
	p.Owner = o.ownerFor(p.Source)
	var err error
	if p.Encoding, err = g.encoding(ctx, in); err != nil {
		return p, err
	}
	met := newRepeats(in.Size)
	defer met.close()
	if p.Hash, err = g.walk(ctx, in, o, &p, &numbered{met: met}, nil); err == nil {
		p.found, err = met.settleEntries(ctx)
	}
	return p, err
}

// again yields the entries of a proved statement.
func (g *grammar) again(ctx context.Context, in Input, o Options, p Proof, yield func(Row) error) error {
	second := Proof{Encoding: p.Encoding, Source: p.Source, Owner: p.Owner, cards: p.cards}
	hash, err := g.walk(ctx, in, o, &second, &numbered{found: p.found}, yield)
	switch {
	case err != nil:
		return err
	case hash != p.Hash || second.Fatal || second.Rows != p.Rows || second.Rejected != p.Rejected:
		return changed("changed after it was checked")
	}
	return nil
}

// encoding of a file, from its first bytes and, where it is plain text, all of them.
func (g *grammar) encoding(ctx context.Context, in Input) (string, error) {
	f, b, err := openHead(in)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if wide := encodingOf(b); wide != utf8Text || !g.text {
		return wide, nil
	}
	var sniff statement.Sniffer
	if _, err := io.Copy(&sniff, &stopped{ctx: ctx, r: f.raw}); err != nil {
		return "", fmt.Errorf("read %s: %w", in.Name, err)
	}
	return sniff.Encoding(), nil
}

// stopped ends reading when the context does.
type stopped struct {
	ctx context.Context
	r   io.Reader
}

func (s *stopped) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// walk reads the file once and gives the hash of its bytes.
func (g *grammar) walk(ctx context.Context, in Input, o Options, p *Proof, ids *numbered, yield func(Row) error) (string, error) {
	f, err := openText(in, p.Encoding, o.Progress)
	if err != nil {
		return "", err
	}
	defer f.Close()
	encoding := p.Encoding
	if encoding == utf16Little || encoding == utf16Big {
		encoding = utf8Text // text() has decoded it
	} else {
		f.encoding = utf8Text // the grammar decodes
	}
	b := booked{ctx: ctx, o: &o, p: p, yield: yield, ids: ids}
	report := &statement.Report{Entry: b.entry}
	err = g.read(&stopped{ctx: ctx, r: f.text()}, encoding, report)
	var no statement.Refusal
	switch {
	case errors.As(err, &no):
		p.fatal(b.problem(no.Problem))
	case err != nil:
		return "", fmt.Errorf("read %s: %w", in.Name, err)
	}
	b.finish(report)
	if _, err := io.Copy(io.Discard, &stopped{ctx: ctx, r: f.raw}); err != nil { // the hash is that of the whole file
		return "", fmt.Errorf("read %s: %w", in.Name, err)
	}
	return f.hash(), nil
}

// booked makes records of the entries of a statement.
type booked struct {
	ctx     context.Context
	o       *Options
	p       *Proof
	yield   func(Row) error
	ids     *numbered
	account string // the last one that was sealed
	sealed  record.Account
	waiting map[string]int // entries that leave no record, by the reason
	zero    int
	memos   cardColumn // of the first pass
}

// cardless notes, in the first pass, the numbers in a memo, and cuts, in the
// second, those that are cards.
func (b *booked) cardless(memo string) string {
	if b.yield == nil {
		b.memos.see(memo, nil, colMemo)
	}
	return b.p.cards[colMemo].cut(memo)
}

func (b *booked) entry(e *statement.Entry) error {
	index := b.p.Rows
	b.p.Rows++
	if len(e.Problems) > 0 {
		b.p.Rejected++
		if len(b.p.Bad) < MaxErrors {
			b.p.Bad = append(b.p.Bad, e.Line)
		}
		for _, problem := range e.Problems {
			b.p.fail(b.problem(problem))
		}
		return nil
	}
	row := Row{Index: index, Line: e.Line}
	switch {
	case e.Unbooked != "":
		b.wait("entries that are not booked yet (" + quoteValue(e.Unbooked) + "), and nothing has arrived by them until the bank books them")
	case e.Unclear != "":
		b.wait("entries of " + e.Unclear + ", and nothing is known of their direction")
	case e.Amount == 0:
		b.zero++
	default:
		rec, again, err := b.record(index, e)
		if err != nil {
			return err
		}
		row.Again = again
		b.p.spans(&rec)
		if b.yield != nil {
			row.Records = []any{&rec}
		}
	}
	if b.yield == nil {
		return b.ctx.Err()
	}
	return b.yield(row)
}

// wait counts an entry that leaves no record; of very many reasons the first ones.
func (b *booked) wait(why string) {
	if b.waiting == nil {
		b.waiting = map[string]int{}
	}
	if len(b.waiting) >= 20 && b.waiting[why] == 0 {
		why = "entries of other kinds that are not booked or not known"
	}
	b.waiting[why]++
}

func (b *booked) record(row int, e *statement.Entry) (rec record.Entry, again bool, err error) {
	if e.Account != b.account {
		b.account, b.sealed = e.Account, sealed(b.o.Book, e.Account)
	}
	rec = record.Entry{
		Origin:   record.Origin{Source: b.p.Source, Line: e.Line},
		BookedOn: e.BookedOn, BookedAt: e.BookedAt, Account: b.sealed,
		Amount: e.Amount, Direction: e.Direction, Currency: e.Currency,
		Memo: hideAccounts(hideCards(b.cardless(printable(e.Memo)), true)), Owner: b.p.Owner,
	}
	if rec.Owner == record.Payer && e.Counterparty != "" {
		rec.Counterparty = sealed(b.o.Book, e.Counterparty)
	}
	rec.Extra = extra(e)
	rec.ID, again, err = b.ids.name(row, &rec, e)
	return rec, again, err
}

// extra keeps what an entry says beside the columns of a bank file.
func extra(e *statement.Entry) string {
	out := map[string]string{}
	for name, v := range map[string]string{
		"value_date": e.ValueOn, "bank_reference": e.BankRef, "code": e.Code, "return_reason": e.Reason, "name": e.Name,
	} {
		if v != "" {
			out[name] = hideAccounts(hideCards(printable(v), false))
		}
	}
	if e.Reversal {
		out["reversal"] = "true"
	}
	if e.Parts > 1 {
		out["parts"] = strconv.Itoa(e.Parts)
	}
	if len(out) == 0 {
		return ""
	}
	b, _ := json.Marshal(out) // strings always marshal
	return string(b)
}

// problem hides account and card numbers in a message of a grammar.
func (b *booked) problem(p statement.Problem) Problem {
	return Problem{Line: p.Line, Column: p.Column, Message: hideAccounts(hideCards(p.Message, false)), OfTotal: p.OfTotal}
}

// finish takes over totals and warnings.
func (b *booked) finish(r *statement.Report) {
	if b.yield == nil {
		b.p.cards = map[column]cardGroups{}
		b.memos.tell(b.p, colMemo, false)
	}
	for _, t := range r.Totals {
		b.p.Totals = append(b.p.Totals, Total{Name: t.Name, Declared: t.Declared, Computed: t.Computed, OK: t.OK})
	}
	for _, w := range r.Warnings {
		b.p.Warnings = append(b.p.Warnings, b.problem(w))
	}
	for _, why := range sortedKeys(b.waiting) {
		b.p.Warnings = append(b.p.Warnings, Problem{Message: fmt.Sprintf("%s: %d. They count as unchanged", why, b.waiting[why])})
	}
	if b.zero > 0 {
		b.p.Warnings = append(b.p.Warnings, Problem{Message: fmt.Sprintf("entries of 0, which move no money: %d. They count as unchanged", b.zero)})
	}
}
