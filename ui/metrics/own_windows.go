package metrics

import (
	"io/fs"
	"syscall"
)

// ours has no answer here: a folder's access list keeps others out.
func ours(fs.FileInfo) bool { return true }

func forOwner(string, string, syscall.RawConn) error { return nil }
