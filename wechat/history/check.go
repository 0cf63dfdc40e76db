package history

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"wxops/wechat/ownfile"
)

// Check opens each file of a folder as a Store would, and reads its first line. It
// counts the accounts, and gives what is wrong with the first file that a Store
// refuses.
func Check(dir string) (accounts int, err error) { return CheckIn(ownfile.Space{}, dir) }

// CheckIn is Check where a team keeps its readings together.
func CheckIn(files ownfile.Space, dir string) (accounts int, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	for _, e := range entries {
		ext := kind(filepath.Ext(e.Name()))
		if ext != "."+today && ext != "."+week && ext != "."+days || e.Name()[0] == '.' {
			continue
		}
		err = errors.Join(err, checkFile(files, filepath.Join(dir, e.Name()), ext[1:]))
		if ext == "."+today {
			accounts++
		}
	}
	return accounts, err
}

// checkFile looks whether a file is of its name's account and kind. A first line that
// is damaged is mended by the next who writes.
func checkFile(files ownfile.Space, path string, k kind) error {
	f, err := files.Open(path, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := sizeOf(f); err != nil {
		return err
	}
	start := make([]byte, startMost)
	n, err := f.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	h, ok := parseHeader(first(start[:n]))
	switch {
	case ok && h.version == version && (h.kind != k || filepath.Base(path) != nameOf(h.key)+"."+string(k)):
		return &Error{path, Foreign}
	case ok && h.version > version:
		return &Error{path, Later}
	case !ok:
		b := newBook(0)
		b.read(start[:whole(start[:n])])
		return header{kind: k}.check(path, start[:n], func() bool { return b.lines > 0 })
	}
	return nil
}
