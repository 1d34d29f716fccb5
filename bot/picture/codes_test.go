package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"log/slog"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// paper is a page of w by h pixels with codes drawn on it.
type paper struct {
	t *testing.T
	*image.Gray
}

func newPaper(t *testing.T, w, h int) paper {
	p := paper{t, image.NewGray(image.Rect(0, 0, w, h))}
	draw.Draw(p.Gray, p.Rect, image.White, image.Point{}, draw.Src)
	return p
}

func (p paper) code(format gozxing.BarcodeFormat, text string, x, y, w, h int) paper {
	p.t.Helper()
	var writer gozxing.Writer = oned.NewCode128Writer()
	if format == gozxing.BarcodeFormat_QR_CODE {
		writer = qrcode.NewQRCodeWriter()
	}
	m, err := writer.EncodeWithoutHint(text, format, w, h)
	if err != nil {
		p.t.Fatal(err)
	}
	for dy := range h {
		for dx := range w {
			if m.Get(dx, dy) {
				p.SetGray(x+dx, y+dy, color.Gray{20})
			}
		}
	}
	return p
}

func (p paper) jpeg() []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p.Gray, &jpeg.Options{Quality: 80}); err != nil {
		p.t.Fatal(err)
	}
	return b.Bytes()
}

func (p paper) png() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, p.Gray); err != nil {
		p.t.Fatal(err)
	}
	return b.Bytes()
}

const billNumber = "1000107301202611200012345678"

func TestCodesOnPictures(t *testing.T) {
	bars := func(w, h int) paper {
		return newPaper(t, w, h).code(gozxing.BarcodeFormat_CODE_128, billNumber, w/10, h/2, w*8/10, h/12)
	}
	side := paper{t, quarter(bars(1080, 2000).Gray)}
	for _, x := range []struct {
		name string
		data []byte
		want []string
	}{
		{"a bar code on a screenshot", bars(1080, 2000).jpeg(), []string{billNumber}},
		{"on its side", side.jpeg(), []string{billNumber}},
		{"of a large photograph", bars(3000, 4000).jpeg(), []string{billNumber}},
		{"a QR code", newPaper(t, 900, 900).code(gozxing.BarcodeFormat_QR_CODE, "TXN-20261120-0007", 200, 200, 300, 300).png(), []string{"TXN-20261120-0007"}},
		{"both", bars(1080, 2000).code(gozxing.BarcodeFormat_QR_CODE, "TXN-20261120-0007", 300, 1300, 400, 400).png(), []string{"TXN-20261120-0007", billNumber}},
		{"a blank page", newPaper(t, 500, 500).png(), nil},
		{"no picture", []byte("%PDF-1.4"), nil},
		{"cut off", bars(1080, 2000).png()[:2000], nil},
		{"nothing", nil, nil},
		{"a picture that says it has 2^31 by 2^31 pixels", bomb(t, 1<<31-1, 1<<31-1), nil},
		{"and one of 60,000 by 60,000", bomb(t, 60000, 60000), nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := NewCodes(slog.New(slog.DiscardHandler))
			c.time = hangs
			got := c.Find(t.Context(), x.data)
			if len(got) != len(x.want) {
				t.Fatalf("found %q, want %q", got, x.want)
			}
			for i := range got {
				if got[i] != x.want[i] {
					t.Errorf("found %q, want %q", got, x.want)
				}
			}
		})
	}
}

// bomb is a small PNG file whose header says that it is huge.
func bomb(t *testing.T, w, h uint32) []byte {
	b := newPaper(t, 8, 8).png()
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

// A camera that was held on its side says so in the file.
func TestAPictureIsTurnedUpright(t *testing.T) {
	p := newPaper(t, 40, 20)
	for y := range 20 {
		for x := range 20 {
			p.SetGray(x, y, color.Gray{0}) // the left half is black
		}
	}
	plain := p.jpeg()
	exif := func(o byte) []byte {
		seg := append([]byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), o, 0, 0, 0, 0, 0, 0)
		out := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(seg) + 2)}, seg...)
		return append(out, plain[2:]...)
	}
	for _, x := range []struct {
		data    []byte
		w, h    int
		x, y    int // a black pixel
		lx, lyy int // a white one
	}{
		{plain, 40, 20, 5, 10, 35, 10}, {exif(1), 40, 20, 5, 10, 35, 10}, {exif(3), 40, 20, 35, 10, 5, 10},
		{exif(6), 20, 40, 10, 5, 10, 35}, {exif(8), 20, 40, 10, 35, 10, 5},
	} {
		g, err := gray(x.data, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if g.Rect.Dx() != x.w || g.Rect.Dy() != x.h || g.GrayAt(x.x, x.y).Y > 60 || g.GrayAt(x.lx, x.lyy).Y < 200 {
			t.Errorf("orientation %d: %v, %d, %d", orientation(x.data), g.Rect, g.GrayAt(x.x, x.y).Y, g.GrayAt(x.lx, x.lyy).Y)
		}
	}
}

// Whatever a file is, looking at it ends without a panic.
func FuzzPicture(f *testing.F) {
	t := &testing.T{}
	f.Add(newPaper(t, 64, 64).png())
	f.Add(newPaper(t, 64, 64).jpeg())
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II\x2a\x00\x08\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		orientation(data)
		if g, err := gray(data, 200); err == nil && max(g.Rect.Dx(), g.Rect.Dy()) > 200 {
			t.Errorf("%v is larger than was asked for", g.Rect)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	data := newPaper(&testing.T{}, 1080, 2000).code(gozxing.BarcodeFormat_CODE_128, billNumber, 108, 1000, 864, 160).jpeg()
	c := NewCodes(slog.New(slog.DiscardHandler))
	for b.Loop() {
		if len(c.Find(b.Context(), data)) != 1 {
			b.Fatal("nothing found")
		}
	}
}
