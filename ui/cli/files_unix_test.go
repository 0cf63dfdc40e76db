//go:build unix

package cli

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// run gives what wxops says, and whether it went well.
func (b *box) run(args ...string) (said string, ok bool) {
	b.t.Helper()
	cmd := exec.Command(b.live, append([]string{"--base", b.url}, args...)...)
	cmd.Env = b.environ("WXOPS_SECRET_MALL=" + canary)
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

func TestADryRunMakesNothing(t *testing.T) {
	b := newBox(t)
	b.accounts(`secret = "env"`)
	before, after := map[string]string{}, map[string]string{}
	tree(t, before, b.home)
	for _, args := range [][]string{{"--all"}, {"--api", boxPath}, {"--all", "--via", "secret"}} {
		if said, ok := b.run(append([]string{"reset", "mall", "--dry-run"}, args...)...); !ok {
			t.Errorf("%v: %s", args, said)
		}
	}
	tree(t, after, b.home)
	if !maps.Equal(after, before) {
		t.Errorf("found %v; want %v", after, before)
	}
}

// tree gives every name below a folder, folders too, with its mode.
func tree(t *testing.T, into map[string]string, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil {
			info, ierr := d.Info()
			if err = ierr; err == nil {
				into[path] = info.Mode().String()
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestALinkAtAnyFileOfOursLeadsNowhere: the log says that it cannot be written
// and stops nothing; a reset is refused before anything is sent.
func TestALinkAtAnyFileOfOursLeadsNowhere(t *testing.T) {
	for name, stops := range map[string]bool{
		"resets.jsonl": true, "resets.jsonl.lock": true, "locks/reset-" + boxAppID + ".lock": true,
		"wxops.log": false, "resets.jsonl.room": false,
	} {
		for kind, put := range map[string]func(path, victim string) error{
			"link":     func(path, victim string) error { return os.Symlink(victim, path) },
			"dangling": func(path, victim string) error { return os.Symlink(victim+".new", path) },
			"pipe":     func(path, _ string) error { return unix.Mkfifo(path, 0o600) },
		} {
			b := newBox(t)
			b.accounts(`secret = "env"`)
			victim := b.file("victim", "precious")
			path := filepath.Join(b.home, ".local/state/wxops", name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), put(path, victim)); err != nil {
				t.Fatal(err)
			}
			said, ok := b.run("--debug", "reset", "mall", "--api", boxPath, "--confirm", "mall")
			named := strings.Contains(said, filepath.Base(path)) && strings.Contains(said, "expected a file")
			if clears := len(b.server.Clears()); ok == stops || clears == 1 == stops || named != (name != "resets.jsonl.room") {
				t.Errorf("%s at %s: %d clears, %s", kind, name, clears, said)
			}
			if text, err := os.ReadFile(victim); err != nil || string(text) != "precious" {
				t.Errorf("%s at %s: the victim holds %q, %v", kind, name, text, err)
			}
			if _, err := os.Lstat(victim + ".new"); err == nil {
				t.Errorf("%s at %s: a file was made elsewhere", kind, name)
			}
		}
	}
}
