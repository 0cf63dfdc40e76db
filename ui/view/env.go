package view

import "strings"

// Production reports whether an env means real users, by its name.
func Production(env string) bool { return strings.HasPrefix(strings.ToLower(env), "prod") }
