// Command train makes the weights of the vote from the phrases of the product,
// in whole numbers only: the same file on every machine. go generate runs it in
// the folder of the package vote.
package main

import (
	"fmt"
	"os"

	"moneytrail/handlers/understand/vote/learn"
	"moneytrail/handlers/understand/vote/phrases"
)

func main() {
	templates, err := phrases.Load()
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
	if err := os.WriteFile("weights.bin", learn.Weights(templates.Say(learn.Each)), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}
