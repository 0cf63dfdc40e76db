package follow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	quickly = time.Millisecond
	briefly = 10 * time.Millisecond // a pause
	soon    = 20 * time.Second
)

// follows is a file that is read while a test writes it.
type follows struct {
	t     *testing.T
	path  string
	mu    sync.Mutex
	got   strings.Builder
	notes []Notice
	stop  func()
}

func newFollows(t *testing.T, path string, fromStart bool) *follows {
	t.Helper()
	return newFollowsEvery(t, quickly, path, fromStart)
}

func newFollowsEvery(t *testing.T, poll time.Duration, path string, fromStart bool) *follows {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	w := &follows{t: t, path: path}
	from := &file{path: path, poll: poll, now: time.Now, fromEnd: !fromStart, note: func(n Notice) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.notes = append(w.notes, n)
	}}
	from.open()
	var done sync.WaitGroup
	done.Go(func() {
		defer from.close()
		log := newSpells(ctx, from, time.Now, briefly)
		for log.next() {
			if _, err := io.Copy(w, log); err != nil {
				t.Error(err)
			}
		}
	})
	w.stop = sync.OnceFunc(func() { cancel(); done.Wait() })
	t.Cleanup(w.stop)
	return w
}

// Write takes what is read.
func (w *follows) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.got.Write(p)
}

func (w *follows) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.got.String()
}

func (w *follows) told() []Notice {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.notes)
}

// wants waits until all that was read is want.
func (w *follows) wants(want string) {
	w.t.Helper()
	eventually(w.t, func() bool { return w.text() == want }, func() string { return fmt.Sprintf("read %q, want %q", w.text(), want) })
}

func eventually(t *testing.T, ok func() bool, otherwise func() string) {
	t.Helper()
	for deadline := time.Now().Add(soon); !ok(); time.Sleep(quickly) {
		if time.Now().After(deadline) {
			t.Fatal(otherwise())
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func logIn(t *testing.T) string { return filepath.Join(t.TempDir(), "app.log") }

func TestAFileIsReadFromItsEndUnlessFromItsStart(t *testing.T) {
	path := logIn(t)
	write(t, path, "old\n")
	end, start := newFollows(t, path, false), newFollows(t, path, true)
	start.wants("old\n")
	write(t, path, "new\n")
	end.wants("new\n")
	start.wants("old\nnew\n")
}

func TestAFileThatIsNotThereYetIsWaitedForAndReadFromItsStart(t *testing.T) {
	path := logIn(t)
	w := newFollows(t, path, false)
	time.Sleep(20 * quickly)
	write(t, path, "first\n")
	w.wants("first\n")
	eventually(t, func() bool { return len(w.told()) == 2 }, func() string { return fmt.Sprint(w.told()) })
	if n := w.told(); n[0].Kind != NotThere || n[1].Kind != Readable || n[0].Log != path {
		t.Error(n)
	}
}

func TestAFileThatShrankIsReadFromItsStart(t *testing.T) {
	path := logIn(t)
	write(t, path, "")
	w := newFollows(t, path, false)
	want := ""
	for n := range 5 {
		long := fmt.Sprintf("before the %dth time\n", n)
		write(t, path, long)
		want += long
		w.wants(want)
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * quickly)
		write(t, path, "after\n")
		want += "after\n"
		w.wants(want)
	}
}

// logrotate's copytruncate leaves a hole before what a writer without O_APPEND writes next.
func TestAHoleIsNoPartOfALine(t *testing.T) {
	path := logIn(t)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := newFollows(t, path, false)
	fmt.Fprintln(f, "before")
	w.wants("before\n")
	if err := f.Truncate(0); err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * quickly)
	if _, err := f.WriteAt([]byte("after\n"), 1<<20); err != nil {
		t.Fatal(err)
	}
	w.wants("before\nafter\n")
}

func TestALineWaitsForItsRest(t *testing.T) {
	path := logIn(t)
	write(t, path, "")
	w := newFollows(t, path, false)
	write(t, path, "whole\nto")
	w.wants("whole\n")
	time.Sleep(3 * briefly)
	write(t, path, "rn\n")
	w.wants("whole\ntorn\n")
	write(t, path, "without an end")
	w.wants("whole\ntorn\nwithout an end")
}

func TestWhatCannotBeReadIsSaidOnceAndTriedAgain(t *testing.T) {
	path := logIn(t)
	write(t, path, "")
	w := newFollows(t, path, false)
	write(t, path, "a\n")
	w.wants("a\n")
	rename(t, path, path+".1")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return len(w.told()) == 1 }, func() string { return fmt.Sprint(w.told()) })
	time.Sleep(20 * quickly)
	if n := w.told(); len(n) != 1 || n[0].Kind != Unreadable || !errors.Is(n[0].Err, ErrFolder) {
		t.Fatal(n)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	write(t, path, "b\n")
	w.wants("a\nb\n")
	eventually(t, func() bool { return len(w.told()) == 2 && w.told()[1].Kind == Readable }, func() string { return fmt.Sprint(w.told()) })
}
