//go:build unix

package ownfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// walk goes to what stands behind a whole path, name by name from the root on, as
// the kernel does, and looks at each: folders, links and what is at the end.
func walk(path string, look func(at string, info fs.FileInfo) error) (target string, err error) {
	at, rest, links := "/", namesOf(path), 0
	for {
		info, err := os.Lstat(at)
		if err != nil {
			return "", err
		}
		if err := look(at, info); err != nil {
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
