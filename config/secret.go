package config

import "log/slog"

// Secret is a value that never prints: not in logs, errors, JSON or dumps.
type Secret string

const hidden = "***"

// Reveal gives the value itself, for the one place that needs it.
func (s Secret) Reveal() string { return string(s) }

// Set tells whether there is a value.
func (s Secret) Set() bool { return s != "" }

// String hides the value.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// GoString hides the value from %#v.
func (s Secret) GoString() string { return `config.Secret("` + s.String() + `")` }

// MarshalText hides the value from JSON and TOML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue hides the value from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
