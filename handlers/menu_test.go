package handlers

import (
	"regexp"
	"testing"

	"moneytrail/handlers/texts"
)

// Telegram takes commands of 1 to 32 of a-z, 0-9 and _, and descriptions of 1 to 256 characters.
func TestTheMenuIsOneThatTelegramTakes(t *testing.T) {
	c, err := texts.New()
	if err != nil {
		t.Fatal(err)
	}
	word := regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	for lang, list := range Menu(c) {
		if len(list) != len(menu) {
			t.Errorf("%q has %d commands", lang, len(list))
		}
		for _, x := range list {
			if !word.MatchString(x[0]) || x[1] == "" || len([]rune(x[1])) > 256 {
				t.Errorf("%q: %q", lang, x)
			}
		}
	}
}
