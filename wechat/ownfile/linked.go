package ownfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Target gives the file behind a name that may be a link, for what people
// keep in a repository of their own and link to its place. A link is followed
// that is ours or root's, to what belongs to the link's owner or to root; root
// follows another user's link to that user's files only. A name that is not
// there is its own target.
func Target(path string) (string, error) {
	var links []fs.FileInfo
	for at := path; ; {
		info, err := os.Lstat(at)
		switch {
		case err != nil && len(links) == 0 && errors.Is(err, fs.ErrNotExist):
			return path, nil
		case err != nil && len(links) == 0:
			return "", err
		case errors.Is(err, fs.ErrNotExist):
			return "", refuse(path, Link, "a link to nothing", "a file")
		case err != nil:
			return "", &fs.PathError{Op: "follow", Path: path, Err: errors.Unwrap(err)}
		}
		for _, link := range links {
			if !mayFollow(link, info) {
				return "", refuse(path, Link, "a link to a file of another user", "a file of yours, or a link of yours to one")
			}
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			return at, nil
		}
		if links = append(links, info); len(links) > 40 { // as the kernel counts
			return "", refuse(path, Link, "a link that leads in a circle", "a file")
		}
		to, err := os.Readlink(at)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(at), to)
		}
		at = to
	}
}

// ReadTarget reads what Target gave. It may be root's, and who else may read
// or write it is the caller's to judge by info.
func ReadTarget(target string) (text []byte, info fs.FileInfo, err error) {
	f, err := open(target, os.O_RDONLY, linked)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, nil, err
	}
	text, err = readAll(f)
	return text, info, err
}
