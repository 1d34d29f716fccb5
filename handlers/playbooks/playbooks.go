// Package playbooks are the steps that a merchant is walked through, one TOML
// file each (the package flow tells how one is written), and the checks that
// they may run. An operator adds his own in a folder of such files; one with
// the name of a playbook of the product takes its place.
package playbooks

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/BurntSushi/toml"

	"moneytrail/handlers/flow"
)

//go:embed *.toml zh-Hant/*.toml
var files embed.FS

// Shipped reads the playbooks of the product. Their texts in traditional
// characters stand in a folder of their own, as they are made from the simplified ones.
func Shipped() ([]*flow.Definition, error) {
	list, err := flow.Read(files)
	if err != nil {
		return nil, err
	}
	for _, d := range list {
		raw, err := fs.ReadFile(files, "zh-Hant/"+d.Name+".toml")
		if err != nil {
			return nil, fmt.Errorf("playbook %s: %w", d.Name, err)
		}
		var made map[string]string
		if err := toml.Unmarshal(raw, &made); err != nil {
			return nil, fmt.Errorf("playbook %s: zh-Hant: %w", d.Name, err)
		}
		d.Texts["zh-Hant"] = made
	}
	return list, nil
}

// With gives the playbooks of the product and those of an operator's folder,
// which take the place of the product's by name. A playbook without texts in
// traditional characters says the simplified ones. The error lists every
// problem, with the file.
func With(own fs.FS) ([]*flow.Definition, error) {
	list, err := Shipped()
	if err != nil || own == nil {
		return list, err
	}
	added, err := flow.Read(own)
	if err != nil {
		return nil, err
	}
	named := map[string]int{}
	for i, d := range list {
		named[d.Name] = i
	}
	for _, d := range added {
		if i, ok := named[d.Name]; ok {
			list[i] = d
			continue
		}
		list = append(list, d)
	}
	return list, nil
}

// Terms are what playbooks may speak of, with a catalog that tells its texts.
func Terms(languages []string, catalog func(id string) bool) flow.Terms {
	return flow.Terms{
		Languages: languages,
		Derive:    map[string]flow.Derived{"zh-Hant": {From: "zh-Hans", Convert: func(simplified string) string { return simplified }}},
		Catalog:   catalog,
		Given:     []string{"listed"},
		Tools:     Tools(),
	}
}
