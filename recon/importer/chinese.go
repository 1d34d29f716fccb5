package importer

import (
	"encoding/binary"
	"math/bits"

	"golang.org/x/text/transform"
)

// chineseText decodes GB18030 and Big5. ASCII, most of any table, is copied as it is; what
// is not goes through the decoder up to a byte that no character of more than
// one byte has in it.
type chineseText struct{ decoder transform.Transformer }

func (t chineseText) Reset() { t.decoder.Reset() }

func (t chineseText) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		n := asciiRun(src[nSrc:])
		if n > len(dst)-nDst {
			n = copy(dst[nDst:], src[nSrc:])
			return nDst + n, nSrc + n, transform.ErrShortDst
		}
		nDst += copy(dst[nDst:], src[nSrc:nSrc+n])
		if nSrc += n; nSrc == len(src) {
			break
		}
		end := nSrc + 1
		for end < len(src) && src[end] >= '0' {
			end++
		}
		d, s, err := t.decoder.Transform(dst[nDst:], src[nSrc:end], atEOF || end < len(src))
		nDst, nSrc = nDst+d, nSrc+s
		if err != nil {
			return nDst, nSrc, err
		}
	}
	return nDst, nSrc, nil
}

// asciiRun counts the bytes of ASCII that b begins with.
func asciiRun(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if high := binary.LittleEndian.Uint64(b[i:]) & 0x8080808080808080; high != 0 {
			return i + bits.TrailingZeros64(high)>>3
		}
	}
	for i < len(b) && b[i] < 0x80 {
		i++
	}
	return i
}
