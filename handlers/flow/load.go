package flow

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/BurntSushi/toml"
)

// Read reads the definitions in the files *.toml at the root of fsys, one each,
// without proving them: New does that. The error lists every Problem found,
// with the file.
func Read(fsys fs.FS) ([]*Definition, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, err
	}
	var out []*Definition
	var found []error
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read flow: %w", err)
		}
		d, err := Parse(name, raw)
		if err != nil {
			found = append(found, err)
			continue
		}
		out = append(out, d)
	}
	if len(found) > 0 {
		return nil, joined(found)
	}
	return out, nil
}

// Parse reads one definition as TOML. Unknown keys are refused. file is for errors.
func Parse(file string, raw []byte) (*Definition, error) {
	d := &Definition{}
	meta, err := toml.Decode(string(raw), d)
	if err != nil {
		var wrong toml.ParseError
		if errors.As(err, &wrong) {
			return nil, Problem{File: file, What: fmt.Sprintf("line %d, column %d: %s", wrong.Position.Line, wrong.Position.Col, wrong.Message)}
		}
		return nil, Problem{File: file, What: err.Error()}
	}
	d.file = file
	var found []error
	for _, key := range meta.Undecoded() {
		p := Problem{File: file, Flow: d.Name, Key: key.String(), What: "there is no such key"}
		if len(key) > 2 && key[0] == "steps" {
			p.Step, p.Key = key[1], toml.Key(key[2:]).String()
		}
		found = append(found, p)
	}
	if len(found) > 0 {
		return nil, joined(found)
	}
	return d, nil
}
