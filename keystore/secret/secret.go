// Package secret is the places where secrets live, and the type that holds
// one without showing it. It knows no accounts: an Item says whose a secret is
// and where each source finds it.
package secret

import (
	"fmt"
	"io"
	"log/slog"
	"unique"
)

// mask is what any printing of a secret shows.
const mask = "•••"

// Secret is an AppSecret, or another one of that kind. However it is printed, logged or marshalled, it
// shows a mask; Reveal is the one way out. Two secrets are equal by ==.
//
// It holds a handle, not the string: fmt calls no methods on unexported
// fields, and %+v of a struct with a Secret in one would print the string.
type Secret struct{ h unique.Handle[string] }

// NewSecret wraps a secret as it was typed or read.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{unique.Make(s)}
}

// Reveal gives the secret itself. Only the package that puts it on the wire
// calls it; a test greps for that.
func (s Secret) Reveal() string {
	if s.Empty() {
		return ""
	}
	return s.h.Value()
}

// Empty reports whether there is no secret.
func (s Secret) Empty() bool { return s == Secret{} }

// Format prints the mask, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, mask) }

// LogValue logs the mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue(mask) }

// MarshalJSON writes the mask.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + mask + `"`), nil }

// MarshalText writes the mask.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }
