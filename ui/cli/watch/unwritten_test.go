package watch

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/watch"
)

// TestAFullDiskEndsNoWatch: it is said once, and what acts goes on.
func TestAFullDiskEndsNoWatch(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := os.Open(name) // a file that takes no writing
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var said bytes.Buffer
	sh := &shell.Shell{Output: shell.Output{
		Env: shell.Env{Stdout: out, Stderr: &said, Now: time.Now, Getenv: func(string) string { return "" }}, Lang: words.English,
	}}
	ended := false
	p := newPrinter(&command{Shell: sh}, nil, func() { ended = true })
	for range 3 {
		p.Heard(watch.Event{At: time.Now(), Kind: watch.Stopped, Percent: -1})
	}
	if ended || strings.Count(said.String(), "events cannot be written") != 1 {
		t.Errorf("ended: %v, said: %q", ended, said.String())
	}
}
