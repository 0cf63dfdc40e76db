package cli

import (
	"os"
	"path/filepath"
	"testing"

	"wxops/ui/view"
)

func TestTheConsoleRemembersItsSettings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "wxops", "console.toml")
	if got := readSettings(path); got != (view.Settings{}) {
		t.Errorf("without a file it remembers %+v", got)
	}
	for _, want := range []view.Settings{{Sort: "alias", Bell: true}, {Sort: "use"}, {}} {
		if err := writeSettings(path, want); err != nil {
			t.Fatal(err)
		}
		if got := readSettings(path); got != want {
			t.Errorf("it remembers %+v, want %+v", got, want)
		}
	}
}

// A file that somebody broke costs its comfort, not the start.
func TestABrokenFileOfSettingsIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "console.toml")
	for _, text := range []string{"sort = [\n", "\x00\xff", "bell = \"true\"\nsort = 7\n", "[bell]\ntrue = 1\n", ""} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := readSettings(path); got.Bell || got.Sort == "alias" {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}
