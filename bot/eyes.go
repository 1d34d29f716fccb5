package main

import (
	"context"
	"fmt"
	"log/slog"

	"moneytrail/bot/picture"
	"moneytrail/config"
)

// eyes look at pictures: for codes always, for characters where the operator
// set a program that reads them.
type eyes struct {
	codes *picture.Codes
	ocr   *picture.OCR // nil: nothing reads
	log   *slog.Logger
}

// newEyes makes the eyes of the settings.
func newEyes(s config.Settings, log *slog.Logger) (eyes, error) {
	e := eyes{codes: picture.NewCodes(log), log: log}
	if s.OCR == "" {
		return e, nil
	}
	var err error
	if e.ocr, err = picture.NewOCR(s.OCR); err != nil {
		return e, fmt.Errorf("settings: %sOCR: %w", config.Prefix, err)
	}
	return e, nil
}

// Codes gives the texts of the codes on a picture.
func (e eyes) Codes(ctx context.Context, data []byte) []string { return e.codes.Find(ctx, data) }

// Characters gives what is written on a picture; "" where nothing reads it, or
// the program that should fails, which only the log is told.
func (e eyes) Characters(ctx context.Context, data []byte) string {
	if e.ocr == nil {
		return ""
	}
	text, err := e.ocr.Read(ctx, data)
	if err != nil {
		e.log.Warn("reading a picture", "error", err)
	}
	return text
}
