package main

import (
	"fmt"
	"os"

	"moneytrail/config"
	"moneytrail/handlers"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/texts"
)

// flows gives the flows of the conversation and the playbooks, the operator's among them.
func flows(s config.Settings, catalog *texts.Catalog) (*flow.Library, error) {
	if s.Playbooks == "" {
		return handlers.Flows(catalog, nil)
	}
	if info, err := os.Stat(s.Playbooks); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("playbooks: %s is no folder that can be read", s.Playbooks)
	}
	return handlers.Flows(catalog, os.DirFS(s.Playbooks))
}
