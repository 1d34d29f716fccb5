// Command traditional makes the catalogs in traditional characters,
// NAME.zh-Hant.toml, from those in simplified ones, NAME.zh-Hans.toml: the
// terms of terms.toml first, everything else by OpenCC; and those of the
// playbooks. `go generate ./handlers/texts` runs it; nothing of it is in the product.
package main

import (
	"log"
	"os"
	"path/filepath"
)

// guides is where the playbooks are, as seen from the catalogs; their
// traditional texts stand in a folder there.
const (
	guides      = "../playbooks"
	traditional = "zh-Hant"
)

func main() {
	c, err := newConverter()
	if err != nil {
		log.Fatal(err)
	}
	catalogs, err := c.catalogs(".")
	if err != nil {
		log.Fatal(err)
	}
	write(".", catalogs)
	playbooks, err := c.playbooks(guides)
	if err != nil {
		log.Fatal(err)
	}
	write(filepath.Join(guides, traditional), playbooks)
}

// write puts the made files into dir.
func write(dir string, made map[string]string) {
	for name, text := range made {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
