package ownfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Replace writes a file whole: a temporary one, synced, takes its name.
// renameio does not build here, because Windows does not promise that a
// rename is atomic.
func Replace(path string, data []byte) error { return Space{}.Replace(path, data) }

func replace(path string, data []byte, _ rule) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path))
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
