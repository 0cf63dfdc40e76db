package follow

import (
	"os"

	"golang.org/x/sys/windows"
)

// openShared opens a file so that others may rename and delete it meanwhile,
// which os.Open does not.
func openShared(path string) (*os.File, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	h, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}

// unlinked: a file that was deleted keeps its name until it is closed, and is
// found to be replaced once the name is free.
func unlinked(os.FileInfo) bool { return false }
