// Command traditional makes the catalogs in traditional characters,
// NAME.zh-Hant.toml, from those in simplified ones, NAME.zh-Hans.toml: the
// terms of terms.toml first, everything else by OpenCC. `go generate
// ./handlers/texts` runs it; nothing of it is in the product.
package main

import (
	"log"
	"os"
)

func main() {
	c, err := newConverter()
	if err != nil {
		log.Fatal(err)
	}
	made, err := c.catalogs(".")
	if err != nil {
		log.Fatal(err)
	}
	for name, text := range made {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
