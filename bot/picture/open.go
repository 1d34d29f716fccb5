// Package picture looks at what people photograph: the codes on it, and the
// characters, where the operator has a program that reads them. Pictures are
// other people's data: their header is read before anything is unpacked, and
// what is done with them is bounded in size and time.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/gif" // the kinds of pictures that people send
	_ "image/jpeg"
	_ "image/png"
)

// maxPixels bounds a picture that is unpacked: 24 megapixels, as large as
// telephones make them. A picture that says it has more is not opened.
const maxPixels = 24 << 20

// ErrNoPicture tells bytes that are no picture, or none that is opened.
var ErrNoPicture = errors.New("no picture")

// gray opens a picture in shades of gray, upright, its longer side at most
// most pixels long.
func gray(data []byte, most int) (*image.Gray, error) {
	head, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	if head.Width <= 0 || head.Height <= 0 || head.Width > maxPixels/head.Height {
		return nil, fmt.Errorf("%w: %d by %d pixels", ErrNoPicture, head.Width, head.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	return turned(shrunk(img, most), orientation(data)), nil
}

// shrunk gives a picture in gray, smaller where it is longer than most.
func shrunk(img image.Image, most int) *image.Gray {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	var g *image.Gray
	switch of := img.(type) {
	case *image.YCbCr: // of a photograph the light is there already
		g = &image.Gray{Pix: of.Y, Stride: of.YStride, Rect: b}
	case *image.Gray:
		g = of
	default:
		g = image.NewGray(b)
		for i := range g.Pix {
			g.Pix[i] = 0xff // what is transparent is paper
		}
		draw.Draw(g, b, img, b.Min, draw.Over)
	}
	if long := max(w, h); long > most {
		w, h = max(1, w*most/long), max(1, h*most/long)
	}
	return scaled(g, w, h)
}

// scaled gives each pixel the mean of those that it stands for.
func scaled(g *image.Gray, w, h int) *image.Gray {
	from := g.Rect.Size()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		top, bottom := y*from.Y/h, max((y+1)*from.Y/h, y*from.Y/h+1)
		for x := range w {
			left, right := x*from.X/w, max((x+1)*from.X/w, x*from.X/w+1)
			sum := 0
			for yy := top; yy < bottom; yy++ {
				for _, v := range g.Pix[yy*g.Stride+left : yy*g.Stride+right] {
					sum += int(v)
				}
			}
			out.Pix[y*out.Stride+x] = byte(sum / ((bottom - top) * (right - left)))
		}
	}
	return out
}

// turned gives a picture upright that a camera stored in another orientation
// (EXIF: 3 upside down, 6 to the right, 8 to the left; mirrored ones are not made by cameras).
func turned(g *image.Gray, orientation int) *image.Gray {
	switch orientation {
	case 3:
		return quarter(quarter(g))
	case 6:
		return quarter(g)
	case 8:
		return quarter(quarter(quarter(g)))
	}
	return g
}

// quarter turns a picture by 90 degrees clockwise.
func quarter(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		row := g.Pix[y*g.Stride : y*g.Stride+w]
		for x, v := range row {
			out.Pix[x*out.Stride+h-1-y] = v
		}
	}
	return out
}

// orientation reads the EXIF orientation of a JPEG file; 1, upright, where there is none.
func orientation(data []byte) int {
	const app1, tag = 0xe1, 0x0112
	for i := 2; i+4 <= len(data) && data[i] == 0xff; {
		marker, n := data[i+1], int(data[i+2])<<8|int(data[i+3])
		if n < 2 || i+2+n > len(data) || marker == 0xda {
			return 1
		}
		if seg := data[i+4 : i+2+n]; marker == app1 && bytes.HasPrefix(seg, []byte("Exif\x00\x00")) {
			return fromTIFF(seg[6:], tag)
		}
		i += 2 + n
	}
	return 1
}

// fromTIFF reads a short value of the first directory of a TIFF header.
func fromTIFF(t []byte, tag int) int {
	if len(t) < 8 {
		return 1
	}
	little := t[0] == 'I'
	number := func(b []byte) int {
		n := 0
		for i := range b {
			if little {
				n |= int(b[i]) << (8 * i)
			} else {
				n = n<<8 | int(b[i])
			}
		}
		return n
	}
	at := number(t[4:8])
	if at < 8 || at+2 > len(t) {
		return 1
	}
	for i, n := at+2, number(t[at:at+2]); n > 0 && i+12 <= len(t); i, n = i+12, n-1 {
		if number(t[i:i+2]) == tag {
			return number(t[i+8 : i+10])
		}
	}
	return 1
}
