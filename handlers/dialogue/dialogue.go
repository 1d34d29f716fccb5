// Package dialogue holds the flows of the merchant's conversation itself, one
// TOML file each, in the words of package flow.
package dialogue

import (
	"embed"

	"moneytrail/handlers/flow"
)

//go:embed *.toml
var files embed.FS

// Find is the flow that finds one's money.
const Find = "find"

// Definitions reads the flows.
func Definitions() ([]*flow.Definition, error) { return flow.Read(files) }
