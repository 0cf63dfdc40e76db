package desk

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"wxops/wechat/ownfile"
)

// Folders are where wxops keeps what is its own. They follow the XDG rules on
// every system, macOS too.
type Folders struct {
	Config, Data, State string
	Team                string // what several people share is here; "": in State
	home                string
	machine             []string // those of everybody on the machine, the most important first
}

// FoldersOf reads the folders from the environment.
func FoldersOf(getenv func(string) string) Folders {
	home := cmp.Or(getenv("HOME"), getenv("USERPROFILE"))
	folder := func(variable string, under ...string) string {
		// XDG asks that a relative path be ignored.
		if dir := getenv(variable); filepath.IsAbs(dir) {
			return filepath.Join(dir, "wxops")
		}
		return filepath.Join(append(append([]string{home}, under...), "wxops")...)
	}
	return Folders{
		Config: folder("XDG_CONFIG_HOME", ".config"),
		Data:   folder("XDG_DATA_HOME", ".local", "share"),
		State:  folder("XDG_STATE_HOME", ".local", "state"),
		home:   getenv("HOME"), machine: machineFolders(getenv("XDG_CONFIG_DIRS")),
	}
}

// Accounts is the path of accounts.toml.
func (f Folders) Accounts() string { return filepath.Join(f.Config, "accounts.toml") }

// Secrets is the path of the file of secrets.
func (f Folders) Secrets() string { return filepath.Join(f.Data, "secrets.age") }

// Shared is the folder of what all count together who work on one machine.
func (f Folders) Shared() string { return cmp.Or(f.Team, f.State) }

// Space says how files are opened in Shared.
func (f Folders) Space() ownfile.Space {
	if f.Team == "" {
		return ownfile.Space{}
	}
	return ownfile.Team(f.Team)
}

// Journal is the path of the journal of resets.
func (f Folders) Journal() string { return filepath.Join(f.Shared(), journalName) }

// OwnJournal is the path of the person's own journal beside that of a team; it
// may hold resets from before there was one. It is "" where there is no other.
func (f Folders) OwnJournal() string {
	if f.Shared() == f.State {
		return ""
	}
	return filepath.Join(f.State, journalName)
}

const journalName = "resets.jsonl"

// Decisions is the path of what a policy decided, and of what was resumed.
func (f Folders) Decisions() string { return filepath.Join(f.Shared(), "decisions.jsonl") }

// WatchLock is the path of the lock of the one watch that there may be.
func (f Folders) WatchLock() string { return filepath.Join(f.Shared(), "watch.lock") }

// History is the folder of the readings that are kept.
func (f Folders) History() string { return filepath.Join(f.Shared(), "history") }

// Console is the path of what the console remembers.
func (f Folders) Console() string { return filepath.Join(f.State, "console.toml") }

// Locks is the folder of the locks that resets take.
func (f Folders) Locks() string { return filepath.Join(f.Shared(), "locks") }

// Told is the path of what robots were told.
func (f Folders) Told() string { return filepath.Join(f.State, "told.json") }

// Log is the path of the log of --debug.
func (f Folders) Log() string { return filepath.Join(f.State, "wxops.log") }

// Export writes a new file of its own under the state folder, which only its
// owner can read, and gives its path as Tilde shows it.
func (f Folders) Export(now time.Time, name string, content []byte) (string, error) {
	path := filepath.Join(f.State, "exports", now.Format("20060102-150405-")+filepath.Base(name))
	file, err := ownfile.Open(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return "", fmt.Errorf("write the export: %w", err)
	}
	_, err = file.Write(content)
	if err := errors.Join(err, file.Close()); err != nil {
		return "", fmt.Errorf("write the export: %w", err)
	}
	return f.Tilde(path), nil
}

// Tilde writes a path under the home folder with ~, which is shorter to read.
func (f Folders) Tilde(path string) string {
	if f.home != "" && strings.HasPrefix(path, f.home+string(os.PathSeparator)) {
		return "~" + strings.TrimPrefix(path, f.home)
	}
	return path
}
