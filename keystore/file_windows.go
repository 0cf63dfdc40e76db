package keystore

import (
	"io/fs"
	"os"
)

// openPrivate opens a file that is not a link. Who may read it is in an
// access list, which a profile folder restricts to its user.
func openPrivate(path string) (f *os.File, unsafe string, err error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, "", err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return nil, "a link, expected a file", nil
	}
	f, err = os.Open(path)
	return f, "", err
}
