//go:build unix

package ownfile

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ReadOfMachine gives a file that root keeps for everybody on the machine. It counts only
// when nobody else can have written it: the file and every folder and link on the way are
// root's, and others may not write to them; in a sticky folder they cannot exchange what
// is root's.
func ReadOfMachine(path string) ([]byte, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	target, err := followRoots(path)
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

// followRoots gives the file behind a path, name by name. What it has looked at is root's,
// so nobody exchanges it afterwards.
func followRoots(path string) (string, error) {
	at, rest, links := "/", namesOf(path), 0
	for {
		info, err := os.Lstat(at)
		if err != nil {
			return "", err
		}
		if err := roots(at, info); err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(at)
			if err != nil {
				return "", err
			}
			if links++; links > 40 { // as the kernel counts
				return "", refuse(path, Link, "a link that leads in a circle", "a file")
			}
			if !filepath.IsAbs(to) {
				to = filepath.Join(filepath.Dir(at), to)
			}
			at, rest = "/", append(namesOf(to), rest...)
			continue
		}
		if len(rest) == 0 {
			return at, nil
		}
		at, rest = filepath.Join(at, rest[0]), rest[1:]
	}
}

// namesOf are the names of a path, from the root on.
func namesOf(path string) []string {
	return strings.FieldsFunc(filepath.Clean(path), func(r rune) bool { return r == filepath.Separator })
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
