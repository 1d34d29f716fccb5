package handlers_test

import (
	"strings"
	"testing"
	"unicode"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
)

// Whatever Telegram can bring gets one answer in the person's language, with a
// way to a person; a file goes into the open case, and nothing opens another.
func TestEveryKindHasItsPlaceInBothLanguages(t *testing.T) {
	files, others := []string{"photo", "document", "voice", "video", "audio"}, []string{"sticker", "location", "contact", "poll", "dice", "game", "story", "other"}
	for _, x := range []struct{ lang, person, added string }{{"zh-Hans", "人工客服", "问题单 C-1001"}, {"en", "Talk to a person", "case C-1001"}} {
		t.Run(x.lang, func(t *testing.T) {
			w, _ := talk(t)
			u := w.user(5, "Kim", x.lang)
			w.binds(u, "M0001", "owner")
			sends := func(kind string, file bool) string {
				e := inbox.TelegramEvent{What: kind}
				if file {
					e = inbox.TelegramEvent{Media: &inbox.Media{Kind: kind, FileID: "f", State: attachment.Kept}}
				}
				got := u.sends(e)
				u.expect(got)
				if last := got[0].Buttons; len(last) == 0 || last[len(last)-1][0].Text != x.person {
					t.Errorf("%s: no way to a person: %+v", kind, last)
				}
				if x.lang == "en" && strings.ContainsFunc(got[0].Text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					t.Errorf("%s: Chinese in\n%s", kind, got[0].Text)
				}
				return got[0].Text
			}
			for _, kind := range files {
				if got := sends(kind, true); strings.Contains(got, "C-1001") {
					t.Errorf("%s without a case: %s", kind, got)
				}
			}
			for _, kind := range others {
				sends(kind, false)
			}
			if len(w.cases) != 0 {
				t.Fatalf("%d cases", len(w.cases))
			}
			u.presses(x.person)
			for _, kind := range files {
				if got := sends(kind, true); !strings.Contains(got, x.added) {
					t.Errorf("%s with a case: %s", kind, got)
				}
			}
			for _, kind := range others {
				sends(kind, false)
			}
			if w.only(); w.caseOfFile() != 1001 {
				t.Errorf("the last file is in %d", w.caseOfFile())
			}
		})
	}
}
