package keystore

import (
	"fmt"
	"io"
	"log/slog"
)

// mask is what any printing of a secret shows.
const mask = "•••"

// Secret is an AppSecret. However it is printed, logged or marshalled, it
// shows a mask; Reveal is the one way out.
type Secret struct{ s string }

// NewSecret wraps a secret as it was typed or read.
func NewSecret(s string) Secret { return Secret{s} }

// Reveal gives the secret itself. Only the package that puts it on the wire
// calls it; a test greps for that.
func (s Secret) Reveal() string { return s.s }

// Empty reports whether there is no secret.
func (s Secret) Empty() bool { return s.s == "" }

// Format prints the mask, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, mask) }

// LogValue logs the mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue(mask) }

// MarshalJSON writes the mask.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + mask + `"`), nil }

// MarshalText writes the mask.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }
