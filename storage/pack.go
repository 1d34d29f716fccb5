package storage

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"sync"
	"time"

	"moneytrail/recon/record"
)

// packer writes the body of a row: which of its fields are there (32 bits, one
// for each field in the order of writing), its party (32 bits, 0 for none),
// then the fields that are there. A field that is empty takes no room. The
// order of a noun's fields is part of the stored form: new ones come at the end.
type packer struct {
	buf   []byte
	start int
	mask  uint32
	field uint
}

// bodyHead is the length of what stands before the fields.
const bodyHead = 8

// begin begins a body at the end of buf.
func (p *packer) begin() {
	p.start, p.mask, p.field = len(p.buf), 0, 0
	p.buf = append(p.buf, 0, 0, 0, 0, 0, 0, 0, 0)
}

// end gives the body that was begun. It is a part of buf.
func (p *packer) end() []byte {
	binary.LittleEndian.PutUint32(p.buf[p.start:], p.mask)
	return p.buf[p.start:len(p.buf):len(p.buf)]
}

// setParty puts the party into a body.
func setParty(body []byte, party int64) {
	binary.LittleEndian.PutUint32(body[4:], uint32(party))
}

func partyOf[T string | []byte](body T) int64 {
	if len(body) < bodyHead {
		return 0
	}
	return int64(body[4]) | int64(body[5])<<8 | int64(body[6])<<16 | int64(body[7])<<24
}

// next moves to the next field, which is there or not.
func (p *packer) next(there bool) bool {
	if there {
		p.mask |= 1 << p.field
	}
	p.field++
	return there
}

func (p *packer) text(s string) {
	if p.next(s != "") {
		p.string(s)
	}
}

func (p *packer) string(s string) {
	p.buf = append(binary.AppendUvarint(p.buf, uint64(len(s))), s...)
}

// word writes a text that is mostly one of the known words.
func (p *packer) word(s string) {
	if !p.next(s != "") {
		return
	}
	n := packedWords().number[s]
	p.buf = append(p.buf, n)
	if n == 0 {
		p.string(s)
	}
}

func (p *packer) number(n int64) {
	if p.next(n != 0) {
		p.buf = binary.AppendVarint(p.buf, n)
	}
}

// maybe writes a number that may be absent, which is not 0.
func (p *packer) maybe(n *int64) {
	if p.next(n != nil) {
		p.buf = binary.AppendVarint(p.buf, *n)
	}
}

func (p *packer) maybeText(s *string) {
	if p.next(s != nil) {
		p.string(*s)
	}
}

// stamp writes a time: in seconds where that is all of it, else in milliseconds.
func (p *packer) stamp(s record.Stamp) {
	if !p.next(!s.IsZero() || s.Floating) {
		return
	}
	n, flags := millis(s.Time), int64(0)
	if n%1000 == 0 {
		n /= 1000
	} else {
		flags = 1
	}
	if s.Floating {
		flags |= 2
	}
	if s.IsZero() {
		n = 0
	}
	p.buf = binary.AppendVarint(p.buf, n<<2|flags)
}

// errPacked tells of a body that no packer wrote.
var errPacked = errors.New("storage: a stored body cannot be read: the database is damaged, or of a newer version")

// unpacker reads what packer wrote; all texts are parts of one.
type unpacker struct {
	s     string
	mask  uint32
	field uint
	bad   bool
}

func unpack(body []byte) unpacker {
	if len(body) < bodyHead {
		return unpacker{bad: true}
	}
	return unpacker{s: string(body[bodyHead:]), mask: binary.LittleEndian.Uint32(body)}
}

func (u *unpacker) next() bool {
	there := u.mask>>u.field&1 != 0
	u.field++
	return there && !u.bad
}

func (u *unpacker) uvarint() uint64 {
	var n uint64
	for i := 0; i < len(u.s) && i < binary.MaxVarintLen64; i++ {
		b := u.s[i]
		if b < 0x80 {
			u.s = u.s[i+1:]
			return n | uint64(b)<<(7*i)
		}
		n |= uint64(b&0x7f) << (7 * i)
	}
	u.bad, u.s = true, ""
	return 0
}

func (u *unpacker) varint() int64 {
	n := u.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

func (u *unpacker) string() string {
	n := u.uvarint()
	if n > uint64(len(u.s)) {
		u.bad, u.s = true, ""
		return ""
	}
	s := u.s[:n]
	u.s = u.s[n:]
	return s
}

func (u *unpacker) text() string {
	if !u.next() {
		return ""
	}
	return u.string()
}

func (u *unpacker) word() string {
	if !u.next() {
		return ""
	}
	if u.s == "" {
		u.bad = true
		return ""
	}
	n := int(u.s[0])
	u.s = u.s[1:]
	if n == 0 {
		return u.string()
	}
	if n > len(packedWords().list) {
		u.bad = true
		return ""
	}
	return packedWords().list[n-1]
}

func (u *unpacker) number() int64 {
	if !u.next() {
		return 0
	}
	return u.varint()
}

func (u *unpacker) maybe() *int64 {
	if !u.next() {
		return nil
	}
	n := u.varint()
	return &n
}

func (u *unpacker) maybeText() *string {
	if !u.next() {
		return nil
	}
	s := u.string()
	return &s
}

func (u *unpacker) stamp() record.Stamp {
	if !u.next() {
		return record.Stamp{}
	}
	n := u.varint()
	flags := n & 3
	n >>= 2
	if flags&1 == 0 {
		if n > math.MaxInt64/1000 || n < math.MinInt64/1000 {
			u.bad = true
			return record.Stamp{}
		}
		n *= 1000
	}
	return record.Stamp{Time: fromMillis(n), Floating: flags&2 != 0}
}

// err tells whether the body was one.
func (u *unpacker) err() error {
	if u.bad || u.s != "" {
		return errPacked
	}
	return nil
}

// words that are kept as one byte. Their order is part of the stored form: new
// ones are added at the end.
type words struct {
	list   []string
	number map[string]byte // from 1
}

var packedWords = sync.OnceValue(func() *words {
	w := &words{number: map[string]byte{}, list: slices.Concat(
		[]string{"SALE", "REFUND", "VOID", "REVERSAL", "PREAUTH", "CAPTURE", "APPROVED", "DECLINED", "UNKNOWN"},
		[]string{"CHARGEBACK", "FEE", "RESERVE", "ADJUSTMENT", "PAID", "HELD", "CARRIED"},
		[]string{"PENDING", "SENT", "CONFIRMED", "FAILED", "RETURNED", "C", "D", "payee", "payer"},
		[]string{"CNY", "HKD", "MOP", "TWD", "USD", "EUR", "GBP", "JPY", "SGD", "KRW", "THB", "AUD", "CAD"},
		[]string{"UNIONPAY", "VISA", "MASTERCARD", "AMEX", "JCB", "DINERS", "DISCOVER", "WECHAT", "ALIPAY"},
		[]string{"debit", "credit", "DEBIT", "CREDIT", "*"},
	)}
	for i, s := range w.list {
		w.number[s] = byte(i + 1)
	}
	return w
})

// dayIn gives the UTC day of a stamp as it was printed: where its row is kept.
func dayIn(s record.Stamp) int64 {
	if s.IsZero() {
		return 0
	}
	sec := s.Unix()
	if sec < 0 {
		sec -= int64(24*time.Hour/time.Second) - 1
	}
	return sec / int64(24*time.Hour/time.Second)
}
