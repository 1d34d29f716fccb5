package importer

import "encoding/binary"

// Eight bytes are looked at in one word, the first of them lowest.
const (
	everyByte = 0x0101010101010101
	highBits  = 0x80 * everyByte
	lowBits   = 0x7f * everyByte
)

// wordAt gives the bytes of b from i on, and the high bits of those that b has.
func wordAt(b []byte, i int) (x, mine uint64) {
	if i+8 <= len(b) {
		return binary.LittleEndian.Uint64(b[i:]), highBits
	}
	for j, c := range b[i:] {
		x |= uint64(c) << (8 * j)
	}
	return x, highBits >> (8 * (8 - (len(b) - i)))
}

// fullBytes sets the high bits of the bytes that are not 0; the other bits say nothing.
func fullBytes(x uint64) uint64 { return x&lowBits + lowBits | x }

// oddBytes sets the high bits of bytes that need a closer look in a value:
// control characters, and the sign that numbers of a spreadsheet have.
func oddBytes(x uint64) uint64 {
	return ^fullBytes(x^'+'*everyByte) | ((x&lowBits+everyByte)|^((x|highBits)-' '*everyByte))&^x
}

// oddText tells whether a line has the first byte of a character that needs one
// too: see suspect; U+FFFD is among them.
func oddText(line []byte) bool {
	for i := 0; i < len(line); i += 8 {
		x, mine := wordAt(line, i)
		if x&highBits != 0 && mine&^(fullBytes(x^0xc2*everyByte)&fullBytes(x^0xe2*everyByte)&fullBytes(x^0xef*everyByte)) != 0 {
			return true
		}
	}
	return false
}

// odd tells whether nothing in a line needs a closer look, and whether none of
// its characters beyond ASCII does.
func odd(line []byte) (plain, sound bool) {
	var odd, high uint64
	for i := 0; i < len(line); i += 8 {
		x, mine := wordAt(line, i)
		odd |= mine & oddBytes(x)
		high |= x
	}
	sound = high&highBits == 0 || !oddText(line)
	return sound && odd == 0, sound
}
