package ownfile

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
)

// Windows keeps other users out of a profile by its access lists; mode bits
// and owners say nothing there.

const safely = 0

// openAt opens a name that was no link a moment ago: making one needs a right
// that users do not have.
func openAt(_ *folder, _, path string, flag int) (*os.File, error) {
	return os.OpenFile(path, flag, 0o600)
}

func openDir(dir string) (*os.File, error) { return os.Open(dir) }

func openDirItself(dir string) (*os.File, error) { return os.Open(dir) }

// syncDir has nothing to do: a folder cannot be synced here.
func syncDir(*os.File) error { return nil }

// removeOpen leaves the name until the file is closed.
func removeOpen(f *os.File) error {
	runtime.AddCleanup(f, func(name string) { _ = os.Remove(name) }, f.Name())
	return nil
}

// names is one for all that a FileInfo says here.
func names(fs.FileInfo) uint64 { return 1 }

func (rule) owned(string, fs.FileInfo, fs.FileInfo) error { return nil }

func (rule) ownedFolder(string, fs.FileInfo) error { return nil }

func mayFollow(_, _ fs.FileInfo) bool { return true }

func closed(string, fs.FileInfo, fs.FileMode, string) error { return nil }

func handOver(*os.File, fs.FileInfo, fs.FileInfo) {}

func misled(string) error { return nil }

func openTeam(dir string, making bool, team string) (*folder, error) {
	if _, err := os.Stat(team); errors.Is(err, fs.ErrNotExist) {
		return nil, refuse(team, NoTeam, "missing", "the team's folder")
	}
	return openFolder(dir, making, common)
}

func lookTeamFile(string, fs.FileInfo, fs.FileInfo) error { return nil }

func teamFile(path string, _, _ fs.FileInfo) error {
	return refuse(path, TeamFile, "closed to you", "a file that the team may write")
}

func (rule) settle(f *os.File, info, dir fs.FileInfo) { handOver(f, info, dir) }

func (rule) openAt(dir *folder, name, path string, flag int) (*os.File, error) {
	return openAt(dir, name, path, flag)
}
