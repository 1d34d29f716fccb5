package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// section heads the simplified texts of a playbook.
const section = "[texts.zh-Hans]"

// playbooks gives the traditional texts of every playbook in dir, by file name.
func (c *converter) playbooks(dir string) (map[string]string, error) {
	return c.files(filepath.Join(dir, "*.toml"), func(base, raw string) (string, string, error) {
		_, simple, ok := strings.Cut(raw, "\n"+section+"\n")
		if !ok {
			return "", "", fmt.Errorf("there is no %s", section)
		}
		simple, _, _ = strings.Cut(simple, "\n[")
		return base, strings.TrimSpace(simple) + "\n", nil
	})
}
