// Package paper makes documents that a person prints or shows: one HTML file
// with everything in it, no script, nothing fetched from anywhere.
package paper

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
)

// Page is a document in words that are ready to be read.
type Page struct {
	Lang, Title string
	// Fields stand at the head: name and value.
	Fields [][2]string
	// Table has a header and rows of as many cells.
	Header []string
	Rows   [][]string
	// Parts follow it, each with a heading and its lines.
	Parts []Part
	// Foot stands at the end, in small letters.
	Foot string
}

// Part is a heading with lines; Numbered counts them.
type Part struct {
	Head     string
	Lines    []string
	Numbered bool
}

//go:embed page.html
var layout string

// HTML gives the document. An error means that the layout itself is broken.
func (p Page) HTML() ([]byte, error) {
	t, err := template.New("page").Parse(layout)
	if err != nil {
		return nil, fmt.Errorf("layout of documents: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("document %q: %w", p.Title, err)
	}
	return b.Bytes(), nil
}
