package main

import (
	"github.com/jedib0t/go-pretty/v6/table"

	"moneytrail/recon/importer/profile"
)

// layouts gives the profiles of the product and of the operator's folder.
func (a *app) layouts() ([]*profile.Profile, error) {
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	return profile.Load(s.Profiles)
}

// layoutResult is one profile of `import --profiles`. Its JSON is stable.
type layoutResult struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	File     string `json:"file"`
	Own      bool   `json:"own"` // of the operator's folder
	Extends  string `json:"extends"`
	Replaces bool   `json:"replaces"`
}

// listLayouts prints the profiles, and where each comes from.
func (a *app) listLayouts(asJSON bool) error {
	all, err := a.layouts()
	if err != nil {
		return err
	}
	results := make([]layoutResult, 0, len(all))
	for _, p := range all {
		results = append(results, layoutResult{Name: p.Name, Title: p.Title, File: p.File, Own: !p.Shipped(), Extends: p.Extends, Replaces: p.Replaces})
	}
	if asJSON {
		return printJSON(a.out, results)
	}
	w := table.NewWriter()
	w.SetOutputMirror(a.out)
	w.SetStyle(table.StyleLight)
	w.AppendHeader(table.Row{"profile", "from", "reads"})
	for _, r := range results {
		from := "product"
		if r.Own {
			from = r.File
		}
		if r.Replaces {
			from += ", replaces the product's"
		}
		w.AppendRow(table.Row{r.Name, from, r.Title})
	}
	w.Render()
	return nil
}
