//go:build unix

package ownfile

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// acts are all that is done with a file of ours.
var acts = map[string]func(path string) error{
	"append":  func(path string) error { return shut(Open(path, os.O_RDWR|os.O_CREATE|os.O_APPEND)) },
	"create":  func(path string) error { return shut(Open(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL)) },
	"cut":     func(path string) error { return shut(Open(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)) },
	"read":    func(path string) error { _, err := Read(path); return err },
	"secret":  func(path string) error { return shut(OpenSecret(path)) },
	"trylock": func(path string) error { return unlocked(TryLock(path)) },
	"lock":    func(path string) error { return unlocked(WaitLock(context.Background(), path)) },
	"room":    func(path string) error { return Room(path, 64<<10) },
}

func shut(f *os.File, err error) error {
	if err == nil {
		err = f.Close()
	}
	return err
}

func unlocked(l *Lock, err error) error {
	if err == nil {
		err = l.Unlock()
	}
	return err
}

// place is a folder of ours within a home, and a victim outside it.
func place(t *testing.T) (path, victim string) {
	t.Helper()
	home, elsewhere := t.TempDir(), t.TempDir()
	path = filepath.Join(home, "wxops", "resets.jsonl")
	victim = filepath.Join(elsewhere, "victim")
	if err := errors.Join(os.Mkdir(filepath.Dir(path), 0o700), os.WriteFile(victim, []byte("precious"), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path, victim
}

// under gives each name below the folders with what it is and what it holds.
func under(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			all[path] = info.Mode().String()
			if info.Mode().IsRegular() {
				text, err := os.ReadFile(path)
				all[path] += " " + string(text)
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestWhatElseStandsAtAFilesNameIsNamedAndUntouched(t *testing.T) {
	root := os.Geteuid() == 0
	for name, tc := range map[string]struct {
		put  func(path, victim string) error
		kind Kind
	}{
		"link":       {func(path, victim string) error { return os.Symlink(victim, path) }, Link},
		"dangling":   {func(path, victim string) error { return os.Symlink(victim+".new", path) }, Link},
		"link near":  {func(path, _ string) error { return os.Symlink("resets.other", path) }, Link},
		"link round": {func(path, _ string) error { return os.Symlink(path, path) }, Link},
		"pipe":       {func(path, _ string) error { return unix.Mkfifo(path, 0o600) }, NotAFile},
		"socket":     {listenAt, NotAFile},
		"folder":     {func(path, _ string) error { return os.Mkdir(path, 0o700) }, NotAFile},
		"device":     {func(path, _ string) error { return unix.Mknod(path, unix.S_IFCHR|0o600, int(unix.Mkdev(1, 3))) }, NotAFile},
		"open to all": {func(path, _ string) error {
			return errors.Join(os.WriteFile(path, []byte("theirs"), 0o600), os.Chmod(path, 0o622))
		}, TooOpen},
		"another's": {func(path, _ string) error {
			return errors.Join(os.WriteFile(path, []byte("theirs"), 0o600), os.Chown(path, 4711, 4711))
		}, Foreign},
	} {
		if !root && (name == "device" || name == "another's") {
			continue // only root can make them
		}
		for act, do := range acts {
			t.Run(name+" "+act, func(t *testing.T) {
				path, victim := place(t)
				if err := tc.put(path, victim); err != nil {
					t.Fatal(err)
				}
				before := under(t, filepath.Dir(path), filepath.Dir(victim))
				err := soon(t, func() error { return do(path) })
				var wrong *Error
				if !errors.As(err, &wrong) || wrong.Kind != tc.kind || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), "expected") {
					t.Errorf("got %v; want %s", err, tc.kind)
				}
				if after := under(t, filepath.Dir(path), filepath.Dir(victim)); !maps.Equal(after, before) {
					t.Errorf("found\n%v; want\n%v", after, before)
				}
			})
		}
	}
}

func listenAt(path, _ string) error {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	return l.Close()
}

// soon fails when something waits for the other end of a pipe.
func soon(t *testing.T, do func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("it waits")
		return nil
	}
}

func TestWhatElseStandsAtAFoldersNameIsNamedAndUntouched(t *testing.T) {
	for name, tc := range map[string]struct {
		put  func(dir, victim string) error
		root bool
	}{
		"dangling": {func(dir, victim string) error { return os.Symlink(victim+".new", dir) }, false},
		"file":     {func(dir, _ string) error { return os.WriteFile(dir, []byte("theirs"), 0o600) }, false},
		"pipe":     {func(dir, _ string) error { return unix.Mkfifo(dir, 0o600) }, false},
		"open to all": {func(dir, _ string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, 0o777))
		}, false},
		"another's link": {func(dir, victim string) error {
			return errors.Join(os.Symlink(filepath.Dir(victim), dir), os.Lchown(dir, 4711, 4711))
		}, true},
	} {
		if tc.root && os.Geteuid() != 0 {
			continue
		}
		for act, do := range acts {
			t.Run(name+" "+act, func(t *testing.T) {
				path, victim := place(t)
				dir := filepath.Dir(path)
				if err := errors.Join(os.Remove(dir), tc.put(dir, victim)); err != nil {
					t.Fatal(err)
				}
				before := under(t, filepath.Dir(dir), filepath.Dir(victim))
				err := soon(t, func() error { return do(path) })
				var wrong *Error
				if !errors.As(err, &wrong) || wrong.Path != dir || errors.Is(err, fs.ErrNotExist) {
					t.Errorf("got %v; want the folder named", err)
				}
				if after := under(t, filepath.Dir(dir), filepath.Dir(victim)); !maps.Equal(after, before) {
					t.Errorf("found\n%v; want\n%v", after, before)
				}
			})
		}
	}
}

func TestALinkToNothingOnTheWayIsNamed(t *testing.T) {
	for act, do := range acts {
		path, victim := place(t)
		home := filepath.Dir(filepath.Dir(path))
		if err := errors.Join(os.RemoveAll(home), os.Symlink(victim+".new", home)); err != nil {
			t.Fatal(err)
		}
		var wrong *Error
		if err := do(path); !errors.As(err, &wrong) || wrong.Path != home || wrong.Kind != Link {
			t.Errorf("%s: %v; want %s named as a link", act, err, home)
		}
		if _, err := os.Lstat(victim + ".new"); err == nil {
			t.Errorf("%s: a folder was made elsewhere", act)
		}
	}
}

func TestALockUnderASecondNameLeavesTheTextOfTheFirst(t *testing.T) {
	path, victim := place(t)
	if err := os.Link(victim, path); err != nil {
		t.Fatal(err)
	}
	l, err := TryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Note([]byte("li")); err == nil {
		t.Error("a note was written over another file's text")
	}
	if err := l.Unlock(); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(victim); err != nil || string(text) != "precious" {
		t.Errorf("the other file holds %q, %v", text, err)
	}
}

func TestAFolderThatOneLinkedOneselfIsFollowed(t *testing.T) {
	path, victim := place(t)
	dir := filepath.Dir(path)
	if err := errors.Join(os.Remove(dir), os.Symlink(filepath.Dir(victim), dir)); err != nil {
		t.Fatal(err)
	}
	for act, do := range acts {
		_ = os.WriteFile(path, nil, 0o600)
		if act == "create" {
			_ = os.Remove(path)
		}
		if err := do(path); err != nil {
			t.Errorf("%s: %v", act, err)
		}
	}
}

func TestNothingIsCutShort(t *testing.T) {
	path, _ := place(t)
	if err := os.WriteFile(path, []byte("what is there"), 0o600); err != nil {
		t.Fatal(err)
	}
	for act, do := range acts {
		if err := do(path); err != nil && act != "create" {
			t.Errorf("%s: %v", act, err)
		}
		want := "what is there"
		if strings.HasSuffix(act, "lock") { // a note that its holder had no time to wipe
			want = ""
			_ = os.WriteFile(path, []byte("what is there"), 0o600)
			continue
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != want {
			t.Errorf("%s: %q, %v", act, text, err)
		}
	}
}

func TestRoomLeavesNothing(t *testing.T) {
	path, _ := place(t)
	home := filepath.Dir(filepath.Dir(path))
	deep := filepath.Join(home, "a", "b", "wxops", "resets.jsonl")
	before := under(t, home)
	for _, p := range []string{path, deep} {
		if err := Room(p, 64<<10); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
	dir, err := nearest(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	f, err := nameless(dir) // where the file system has no files without a name
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if after := under(t, home); !maps.Equal(after, before) {
		t.Errorf("found %v; want %v", after, before)
	}
	if os.Geteuid() != 0 {
		if err := os.Chmod(home, 0o500); err != nil {
			t.Fatal(err)
		}
		if err := Room(deep, 1); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("a home that takes nothing: %v", err)
		}
	}
}

func TestALockIsHeldOnceAndTellsItsNote(t *testing.T) {
	path, _ := place(t)
	l, err := TryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Note([]byte("li")); err != nil {
		t.Fatal(err)
	}
	if _, err := TryLock(path); !errors.Is(err, ErrHeld) {
		t.Errorf("a second one: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := WaitLock(ctx, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("one that waits: %v", err)
	}
	if note, err := Read(path); err != nil || string(note) != "li" {
		t.Errorf("the note is %q, %v", note, err)
	}
	if err := l.Unlock(); err != nil {
		t.Error(err)
	}
	if err := acts["trylock"](path); err != nil {
		t.Error(err)
	}
	if note, err := Read(path); err != nil || len(note) != 0 {
		t.Errorf("the note stays: %q, %v", note, err)
	}
}

func TestTheLinkedAccountsAreFoundThroughLinksOfOnesOwn(t *testing.T) {
	path, victim := place(t)
	if target, err := Target(path); err != nil || target != path {
		t.Errorf("no file: %q, %v", target, err)
	}
	nowhere := filepath.Join(filepath.Dir(path), "nowhere")
	var wrong *Error
	if err := os.Symlink(victim+".new", nowhere); err != nil {
		t.Fatal(err)
	}
	if _, err := Target(nowhere); !errors.As(err, &wrong) || wrong.Path != nowhere || wrong.Kind != Link {
		t.Errorf("a link to nothing: %v; want it named", err)
	}
	if err := errors.Join(os.Symlink("beside", path), os.Symlink(victim, filepath.Join(filepath.Dir(path), "beside"))); err != nil {
		t.Fatal(err)
	}
	target, err := Target(path)
	if err != nil || target != victim {
		t.Fatalf("%q, %v; want %q", target, err, victim)
	}
	if text, _, err := ReadTarget(target); err != nil || string(text) != "precious" {
		t.Errorf("%q, %v", text, err)
	}
	if os.Geteuid() != 0 {
		return
	}
	if err := os.Lchown(path, 4711, 4711); err != nil {
		t.Fatal(err)
	}
	if _, err := Target(path); err == nil {
		t.Error("another user's link led root to root's file")
	}
}

// asUser makes the home a user's, as sudo that keeps HOME finds it.
func asUser(t *testing.T, paths ...string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root works in another user's home")
	}
	for _, path := range paths {
		if err := os.Lchown(path, 4711, 4712); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRootIsNotLedOutOfAUsersHome(t *testing.T) {
	for name, trap := range map[string]func(path, victim string) error{
		"hard link": func(path, victim string) error { return os.Link(victim, path) },
		"soft link": func(path, victim string) error {
			return errors.Join(os.Symlink(victim, path), os.Lchown(path, 4711, 4712))
		},
		"folder": func(path, victim string) error {
			dir := filepath.Dir(path)
			return errors.Join(os.Remove(dir), os.Symlink(filepath.Dir(victim), dir), os.Lchown(dir, 4711, 4712))
		},
		"folder above": func(path, victim string) error {
			home := filepath.Dir(filepath.Dir(path))
			return errors.Join(os.RemoveAll(home), os.Symlink(filepath.Dir(victim), home), os.Lchown(home, 4711, 4712))
		},
		"another user's": func(path, _ string) error {
			return errors.Join(os.WriteFile(path, nil, 0o600), os.Chown(path, 815, 815))
		},
	} {
		for act, do := range acts {
			path, victim := place(t)
			asUser(t, filepath.Dir(filepath.Dir(path)), filepath.Dir(path))
			if err := trap(path, victim); err != nil {
				t.Fatal(err)
			}
			before := under(t, filepath.Dir(victim))
			var wrong *Error
			if err := do(path); !errors.As(err, &wrong) {
				t.Errorf("%s, %s: %v", name, act, err)
			}
			if after := under(t, filepath.Dir(victim)); !maps.Equal(after, before) {
				t.Errorf("%s, %s: found %v; want %v", name, act, after, before)
			}
			if info, err := os.Stat(victim); err != nil || info.Sys().(*syscall.Stat_t).Uid != 0 {
				t.Errorf("%s, %s: root's file was given away (%v)", name, act, err)
			}
		}
	}
}

func TestWhatRootMakesInAUsersHomeIsTheUsers(t *testing.T) {
	path, _ := place(t)
	home := filepath.Dir(filepath.Dir(path))
	asUser(t, home, filepath.Dir(path))
	made := []string{path, filepath.Join(home, "new", "wxops", "log"), filepath.Join(home, "new", "wxops"), filepath.Join(home, "new")}
	for _, p := range made[:2] {
		if err := acts["append"](p); err != nil {
			t.Fatal(err)
		}
	}
	fresh := filepath.Join(filepath.Dir(path), "accounts.toml")
	for _, text := range []string{"first", "second"} {
		if err := Replace(fresh, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range append(made, fresh) {
		if info, err := os.Stat(p); err != nil || info.Sys().(*syscall.Stat_t).Uid != 4711 || info.Sys().(*syscall.Stat_t).Gid != 4712 {
			t.Errorf("%s is not the user's: %v", p, err)
		}
	}
}

// What an older release made as root in a user's home is root's still.
func TestRootsOwnFileInAUsersHomeBecomesTheUsers(t *testing.T) {
	path, _ := place(t)
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	asUser(t, filepath.Dir(filepath.Dir(path)), filepath.Dir(path))
	if err := acts["append"](path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Sys().(*syscall.Stat_t).Uid != 4711 {
		t.Errorf("it is not the user's: %v", err)
	}
}
