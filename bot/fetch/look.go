package fetch

import (
	"context"
	"net/http"
	"strings"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/slip"
)

// codesMost is how many codes of a picture are worth a search.
const codesMost = 4

// look looks at a picture for codes and, while read says that there may be
// more, for what is written. Other files are not looked at.
func (w *Worker) look(ctx context.Context, m *inbox.Media, data []byte, read *int) {
	if !strings.HasPrefix(http.DetectContentType(data), "image/") {
		return
	}
	w.guarded("codes", func() {
		for _, text := range w.o.Eyes.Codes(ctx, data) {
			if masked, n := w.o.Mask(text); n == 0 || !isNumber(text) {
				m.Codes = append(m.Codes, masked)
			}
		}
		m.Codes = m.Codes[:min(len(m.Codes), codesMost)]
	})
	if *read <= 0 {
		return
	}
	*read--
	w.guarded("characters", func() {
		if text := w.o.Eyes.Characters(ctx, data); text != "" {
			if f := slip.Read(text); f.Any() || f.Card || f.Identity {
				m.Slip = &f
			}
		}
	})
}

// isNumber tells a code that is nothing but digits: masked, it finds nothing.
func isNumber(text string) bool { return strings.Trim(text, "0123456789") == "" }
