package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// section heads the simplified texts of a playbook.
const section = "[texts.zh-Hans]"

// playbooks gives the traditional texts of every playbook in dir, by file name.
func (c *converter) playbooks(dir string) (map[string]string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.toml"))
	if err != nil {
		return nil, err
	}
	made := map[string]string{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		_, simple, ok := strings.Cut(string(raw), "\n"+section+"\n")
		if !ok {
			return nil, fmt.Errorf("%s: there is no %s", name, section)
		}
		simple, _, _ = strings.Cut(simple, "\n[")
		text, err := c.text(strings.TrimSpace(simple) + "\n")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		base := filepath.Base(name)
		made[base] = fmt.Sprintf(head, base) + text
	}
	return made, nil
}
