package metrics

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// left are the names in a folder.
func left(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestTextfileIsWhatAScrapeWouldBe(t *testing.T) {
	_, m := everything()
	dir := t.TempDir()
	path := filepath.Join(dir, "wxops.prom")
	if err := os.WriteFile(path+".tmp", []byte("of one that was killed"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := m.WriteTextfile(path); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil || string(text) != string(m.text()) {
			t.Errorf("%v\n%s", err, text)
		}
		if names := left(t, dir); len(names) != 1 {
			t.Errorf("left are %v", names)
		}
	}
}

func TestTextfileThatNobodyWouldReadIsRefused(t *testing.T) {
	_, m := everything()
	dir := t.TempDir()
	for _, name := range []string{"wxops", "wxops.txt", "wxops.prom.bak", ""} {
		why(t, m.WriteTextfile(filepath.Join(dir, name)), NoPromFile)
	}
	if err := os.Mkdir(filepath.Join(dir, "dir.prom"), 0o700); err != nil {
		t.Fatal(err)
	}
	why(t, m.WriteTextfile(filepath.Join(dir, "dir.prom")), NotAPlainFile)
	why(t, m.WriteTextfile(filepath.Join(dir, "missing", "wxops.prom")), CannotWrite)
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("left are %v", names)
	}
}

// TestFailedWriteLeavesNothingBehind: here the last step fails.
func TestFailedWriteLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "wxops.prom")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := replace(path, []byte("x")); err == nil {
		t.Error("a folder was replaced")
	}
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("left are %v", names)
	}
}

// TestTextfileIsKeptSweepBySweep, and an error is told once, as is its end.
func TestTextfileIsKeptSweepBySweep(t *testing.T) {
	_, m := everything()
	dir := filepath.Join(t.TempDir(), "later")
	path := filepath.Join(dir, "wxops.prom")
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan error, 10), make(chan struct{})
	go func() {
		defer close(ended)
		m.KeepTextfile(ctx, path, func(err error) { told <- err })
	}()
	for range 3 {
		m.Swept(noon)
		time.Sleep(10 * time.Millisecond)
	}
	why(t, <-told, CannotWrite)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	m.Swept(noon)
	if err := <-told; err != nil {
		t.Error(err)
	}
	cancel()
	<-ended
	if len(told) > 0 {
		t.Errorf("told again: %v", <-told)
	}
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("left are %v", names)
	}
}
