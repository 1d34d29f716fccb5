package picture

import (
	"context"
	"fmt"
	"image"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// Bounds of looking for codes.
const (
	codeTime    = 6 * time.Second
	codeSide    = 1600 // pixels of the longer side at the first look
	codeSideTop = 3000 // and at the second, where the picture has more
	codeLength  = 512  // bytes of a code's text that are worth keeping
	codeShort   = 6    // shorter texts are misreadings, or no references
)

// Codes finds bar codes and QR codes. One picture is looked at at a time, so
// that a few large ones do not take all memory and processors.
type Codes struct {
	log  *slog.Logger
	slot chan struct{}
	time time.Duration
}

// NewCodes makes a finder.
func NewCodes(log *slog.Logger) *Codes {
	return &Codes{log: log, slot: make(chan struct{}, 1), time: codeTime}
}

// Find gives the texts of the codes on a picture; none where there are none,
// where it is no picture, or where nothing was found in six seconds.
func (c *Codes) Find(ctx context.Context, data []byte) []string {
	ctx, cancel := context.WithTimeout(ctx, c.time)
	defer cancel()
	select {
	case c.slot <- struct{}{}:
	case <-ctx.Done():
		return nil
	}
	found := make(chan []string, 1)
	go func() { // the library cannot be stopped: the slot is free when it has ended
		defer func() { <-c.slot }()
		found <- c.look(ctx, data)
	}()
	select {
	case texts := <-found:
		return texts
	case <-ctx.Done():
		return nil
	}
}

// look looks at the picture as it is and on its side, first small, then large.
func (c *Codes) look(ctx context.Context, data []byte) []string {
	for _, side := range []int{codeSide, codeSideTop} {
		g, err := gray(data, side)
		if err != nil {
			return nil
		}
		for _, img := range []func() *image.Gray{func() *image.Gray { return g }, func() *image.Gray { return quarter(g) }} {
			if ctx.Err() != nil {
				return nil
			}
			if texts := c.read(ctx, img()); len(texts) > 0 {
				return texts
			}
		}
		if max(g.Rect.Dx(), g.Rect.Dy()) < side {
			return nil // there is nothing more to see
		}
	}
	return nil
}

// read tries the kinds of codes that slips and bill pages bear.
func (c *Codes) read(ctx context.Context, img *image.Gray) (texts []string) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	light, err := gozxing.NewPlanarYUVLuminanceSource(img.Pix, w, h, 0, 0, w, h, false)
	if err != nil {
		return nil
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(light), gozxing.NewGlobalHistgramBinarizer(light)} {
		for _, reader := range []gozxing.Reader{qrcode.NewQRCodeReader(), oned.NewCode128Reader(), oned.NewCode39Reader(),
			oned.NewITFReader(), datamatrix.NewDataMatrixReader()} {
			if ctx.Err() != nil {
				return texts
			}
			if text, ok := c.try(binarizer, reader, hints); ok && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
		if len(texts) > 0 {
			return texts
		}
	}
	return texts
}

// try reads one kind of code. A panic of the library is a picture without one.
func (c *Codes) try(b gozxing.Binarizer, r gozxing.Reader, hints map[gozxing.DecodeHintType]any) (text string, ok bool) {
	defer func() {
		if v := recover(); v != nil {
			c.log.Warn("picture: the reader of codes panicked", "reader", fmt.Sprintf("%T", r), "panic", v)
			text, ok = "", false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return "", false
	}
	res, err := r.Decode(bitmap, hints)
	if err != nil || res == nil {
		return "", false
	}
	text = strings.TrimSpace(strings.ToValidUTF8(res.GetText(), ""))
	return text, len(text) >= codeShort && len(text) <= codeLength && utf8.ValidString(text)
}
