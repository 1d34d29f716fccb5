// Command table writes characters.txt, what OpenCC knows of single characters:
// each traditional one with its simplified one. `go generate ./handlers/understand/script` runs it.
package main

import (
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/longbridgeapp/opencc"
)

func main() {
	text, err := characters()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("characters.txt", []byte(text), 0o644); err != nil {
		log.Fatal(err)
	}
}

// characters lists the pairs of the common Han block, twenty-four in a line; a
// "=" follows where traditional writing has the simplified character as well.
func characters() (string, error) {
	simpler, err := opencc.New("t2s")
	if err != nil {
		return "", fmt.Errorf("opencc: %w", err)
	}
	var b strings.Builder
	plainer, err := opencc.New("s2t")
	if err != nil {
		return "", fmt.Errorf("opencc: %w", err)
	}
	n := 0
	for r := rune(0x4E00); r <= 0x9FFF; r++ {
		simple, err := simpler.Convert(string(r))
		if err != nil {
			return "", fmt.Errorf("opencc: %w", err)
		}
		if simple == string(r) || len([]rune(simple)) != 1 || len(simple) != len(string(r)) {
			continue
		}
		if again, err := simpler.Convert(simple); err != nil || again != simple {
			continue // what is simplified is not to be simplified once more
		}
		b.WriteString(string(r) + simple)
		if back, err := plainer.Convert(simple); err != nil {
			return "", fmt.Errorf("opencc: %w", err)
		} else if back == simple {
			b.WriteString("=")
		}
		if n++; n%24 == 0 {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String()) + "\n", nil
}
