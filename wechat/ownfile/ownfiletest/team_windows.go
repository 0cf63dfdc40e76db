package ownfiletest

import (
	"os"
	"path/filepath"
	"testing"
)

// Team makes the folder of a team.
func Team(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "wxops")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Become does nothing: there are no members here.
func Become() error { return nil }
