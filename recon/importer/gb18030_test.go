package importer

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// Whatever the bytes, and however they come, the text is that of the decoder alone.
func FuzzGB18030(f *testing.F) {
	for _, s := range []string{"a,\xb4\xfa\xb8\xb6,b\n", "\x81\x30\x81\x30,\x81,\x81\x30,\x81\x30\x81,1\n", "\x80\xff\xfe\x7f", "\xb4", "12345678\xb4\xfa12345678\xb4", "\x84\x31\xa4\x37"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		want, err := io.ReadAll(transform.NewReader(bytes.NewReader(b), simplifiedchinese.GB18030.NewDecoder()))
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range []io.Reader{bytes.NewReader(b), iotest.OneByteReader(bytes.NewReader(b)), iotest.HalfReader(bytes.NewReader(b))} {
			got, err := io.ReadAll(transform.NewReader(in, gbText{simplifiedchinese.GB18030.NewDecoder()}))
			if err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%q becomes %q (%v), the decoder alone gives %q", b, got, err, want)
			}
		}
	})
}
