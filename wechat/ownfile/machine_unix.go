//go:build unix

package ownfile

import (
	"fmt"
	"io/fs"
	"os"
)

// ReadOfMachine gives a file that root keeps for everybody on the machine. It counts only
// when nobody else can have written it: the file and every folder and link on the way are
// root's, and others may not write to them; in a sticky folder they cannot exchange what
// is root's.
func ReadOfMachine(path string) ([]byte, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	target, err := walk(path, roots) // nobody exchanges what is root's afterwards
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(target, os.O_RDONLY|safely, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, notAFile(target, info)
	}
	if err := roots(target, info); err != nil {
		return nil, err
	}
	return readAll(f)
}

// roots refuses what another user owns or may write to.
func roots(path string, info fs.FileInfo) error {
	if its := owner(info); its != 0 {
		return refuse(path, Foreign, fmt.Sprintf("owner %d", its), "0, root")
	}
	if info.Mode()&fs.ModeSymlink != 0 || info.IsDir() && info.Mode()&fs.ModeSticky != 0 {
		return nil // the mode of a link says nothing
	}
	want := "0644"
	if info.IsDir() {
		want = "0755"
	}
	return closed(path, info, 0o022, want)
}
