package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// topLevel is all that the module's folder holds.
var topLevel = []string{".ci", ".gitignore", "LICENSE", "README.md", "go.mod", "go.sum", "keystore", "main.go", "ui", "wechat"}

// TestTopLevelHoldsTheseNamesOnly: what is not tracked, such as a binary that
// somebody built, may lie there.
func TestTopLevelHoldsTheseNamesOnly(t *testing.T) {
	root := moduleRoot(t)
	for _, name := range topLevel {
		if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			t.Error(err)
		}
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); name != ".git" && !slices.Contains(topLevel, name) && isTracked(t, root, name) {
			t.Errorf("%s stands at the top level", name)
		}
	}
}

// isTracked asks git; without it, as in an unpacked archive, it cannot be known.
func isTracked(t *testing.T, root, name string) bool {
	t.Helper()
	git := exec.Command("git", "ls-files", "--", name)
	git.Dir = root
	out, err := git.Output()
	return err == nil && len(out) > 0
}
