package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Bounds of reading characters.
const (
	ocrTime = 20 * time.Second
	ocrSide = 2400     // pixels of the longer side of what the program is given
	ocrText = 64 << 10 // bytes of text that are taken
	ocrErrs = 2 << 10  // bytes of what it complains of
)

// PictureArgument stands in a command for the name of a file with the picture.
const PictureArgument = "{}"

// OCR runs the operator's program that prints the characters of a picture. It
// is given a PNG in gray on its standard input, or in the file whose name takes
// the place of {} among its arguments. One runs at a time; no shell is involved.
type OCR struct {
	path string
	args []string
	slot chan struct{}
	time time.Duration
}

// NewOCR prepares a command; the program must be there.
func NewOCR(command string) (*OCR, error) {
	words := strings.Fields(command)
	if len(words) == 0 {
		return nil, errors.New("the command is empty")
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil, fmt.Errorf("there is no program %s: install it, or write the whole path of it", words[0])
	}
	return &OCR{path: path, args: words[1:], slot: make(chan struct{}, 1), time: ocrTime}, nil
}

// Read gives the text that the program prints. What is no picture is
// ErrNoPicture; a program that fails or takes too long is an error.
func (o *OCR) Read(ctx context.Context, data []byte) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, o.time)
	defer cancel()
	select {
	case o.slot <- struct{}{}:
		defer func() { <-o.slot }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	g, err := gray(data, ocrSide)
	if err != nil {
		return "", err
	}
	var plain bytes.Buffer // unpacked and packed anew: the program sees no trick of a foreign file
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&plain, g); err != nil {
		return "", err
	}
	return o.run(ctx, plain.Bytes())
}

// run runs the program on a picture.
func (o *OCR) run(ctx context.Context, picture []byte) (string, error) {
	args := append([]string(nil), o.args...)
	var in io.Reader = bytes.NewReader(picture)
	for i, a := range args {
		if a != PictureArgument {
			continue
		}
		name, err := written(picture)
		if err != nil {
			return "", err
		}
		defer os.Remove(name)
		args[i], in = name, nil
	}
	cmd := exec.CommandContext(ctx, o.path, args...)
	out, errs := &bounded{most: ocrText}, &bounded{most: ocrErrs}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, errs
	// None of the product's own environment, which holds its secrets.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "OMP_THREAD_LIMIT=1"}
	if dir, ok := os.LookupEnv("TESSDATA_PREFIX"); ok {
		cmd.Env = append(cmd.Env, "TESSDATA_PREFIX="+dir)
	}
	cmd.WaitDelay = 2 * time.Second
	group(cmd)
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", fmt.Errorf("the program took longer than %s", o.time)
		}
		return "", fmt.Errorf("the program failed: %w", err) // what it says may quote the slip: not for logs
	}
	return string(out.text), nil
}

// written puts a picture into a file that nobody else may read.
func written(picture []byte) (string, error) {
	f, err := os.CreateTemp("", "moneytrail-*.png")
	if err != nil {
		return "", err
	}
	_, err = f.Write(picture)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// bounded keeps the beginning of what is written and takes the rest in silence.
type bounded struct {
	text []byte
	most int
}

func (b *bounded) Write(p []byte) (int, error) {
	b.text = append(b.text, p[:min(b.most-len(b.text), len(p))]...)
	return len(p), nil
}
