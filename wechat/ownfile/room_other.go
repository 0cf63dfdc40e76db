//go:build !linux

package ownfile

import "os"

// unnamed makes a file that has no name any more.
func unnamed(dir *folder, _ string) (*os.File, error) { return nameless(dir) }
