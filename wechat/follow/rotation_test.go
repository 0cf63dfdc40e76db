package follow

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestAFileIsReadToItsEndBeforeTheOneThatTakesItsPlace(t *testing.T) {
	path := logIn(t)
	write(t, path, "")
	w := newFollows(t, path, false)
	old, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	fmt.Fprint(old, "a\n")
	rename(t, path, path+".1")
	fmt.Fprint(old, "b\n")
	write(t, path, "c\n")
	fmt.Fprint(old, "late\n")
	w.wants("a\nb\nlate\nc\n")
	write(t, path, "d\n")
	w.wants("a\nb\nlate\nc\nd\n")
}

func TestAWriterThatGoesOnWithTheOldFileIsNotWaitedForForever(t *testing.T) {
	path, now := logIn(t), start
	write(t, path, "")
	f := &file{path: path, poll: time.Second, now: func() time.Time { return now }, note: func(n Notice) { t.Error(n) }}
	defer f.close()
	read := func(want string, werr error) {
		t.Helper()
		p := make([]byte, 100)
		if n, err := f.read(p); string(p[:n]) != want || !errors.Is(err, werr) {
			t.Fatalf("%q, %v", p[:n], err)
		}
	}
	read("", nil)
	rename(t, path, path+".1")
	write(t, path, "new\n")
	for range int(patience / time.Second) {
		write(t, path+".1", "old\n")
		read("old\n", nil)
		read("", nil)
		now = now.Add(time.Second)
	}
	write(t, path+".1", "the last\n")
	read("the last\n", nil)
	read("", errBorder)
	read("new\n", nil)
}

func TestFilesThatTakeEachOthersPlaceWhileOneIsReadAreAllRead(t *testing.T) {
	path, now := logIn(t), start
	f := &file{path: path, poll: time.Second, now: func() time.Time { return now }, note: func(n Notice) { t.Error(n) }}
	defer f.close()
	want := ""
	for n := range 5 {
		text := fmt.Sprintf("%d is long\n", n)
		write(t, path, text)
		want += text
		now = now.Add(time.Second)
		if _, err := f.read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		rename(t, path, fmt.Sprint(path, n))
	}
	got := want[:5]
	for p := make([]byte, 1); len(got) < len(want); {
		n, err := f.read(p)
		if got += string(p[:n]); n == 0 && len(f.next) == 0 && err == nil {
			break
		}
	}
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestALineWithoutAnEndIsReadWhenItsFileIsReplaced(t *testing.T) {
	path := logIn(t)
	write(t, path, "")
	w := newFollows(t, path, false)
	write(t, path, "no end")
	rename(t, path, path+".1")
	write(t, path, "next\n")
	w.wants("no endnext\n")
}

func TestADeletedFileIsLetGoAndWaitedFor(t *testing.T) {
	path := logIn(t)
	write(t, path, "")
	w := newFollows(t, path, false)
	write(t, path, "last words\n")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	w.wants("last words\n")
	eventually(t, func() bool { return len(w.told()) == 1 && w.told()[0].Kind == NotThere }, func() string { return fmt.Sprint(w.told()) })
	write(t, path, "again\n")
	w.wants("last words\nagain\n")
}

func TestALinkThatIsTurnedIsARotation(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "1"), "")
	write(t, filepath.Join(dir, "2"), "two\n")
	path := filepath.Join(dir, "current")
	link := func(to string) {
		t.Helper()
		if err := errors.Join(os.Symlink(to, path+".new"), os.Rename(path+".new", path)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	link("1")
	w := newFollows(t, path, false)
	write(t, filepath.Join(dir, "1"), "one\n")
	link("2")
	w.wants("one\ntwo\n")
}

func TestAThousandRotationsLoseNothingAndLeaveNoFileOpen(t *testing.T) {
	here := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, here) })
	path := logIn(t)
	write(t, path, "")
	w := newFollowsEvery(t, quickly/10, path, false)
	before := openFiles(t)
	var want strings.Builder
	for n := range 1000 {
		line := fmt.Sprintf("line %d\n", n)
		write(t, path, line)
		want.WriteString(line)
		w.wants(want.String()) // what is never seen at its place cannot be read
		rename(t, path, path+".1")
		if n%2 == 0 { // its writer has it open for a moment longer
			write(t, path+".1", "late "+line)
			want.WriteString("late " + line)
		}
		write(t, path, "")
		w.wants(want.String())
	}
	if after := openFiles(t); after > before+1 {
		t.Errorf("%d files were open, now %d", before, after)
	}
}

func openFiles(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir("/proc/self/fd")
	if errors.Is(err, fs.ErrNotExist) {
		return 0 // not Linux
	}
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}
