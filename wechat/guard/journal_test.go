package guard

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/wechat/ownfile"
)

func intent(id string) Entry {
	return Entry{V: version, Event: EventIntent, ID: id, At: noon, Who: Who{User: "li"}, Alias: "mall", AppID: appID, Scope: ScopeAll, Via: ViaToken}
}

func ids(t *testing.T, j *FileJournal) string {
	t.Helper()
	entries, _, err := j.Entries(t.Context(), Query{})
	if err != nil {
		t.Fatal(err)
	}
	var s []string
	for _, e := range entries {
		s = append(s, e.ID)
	}
	return strings.Join(s, " ")
}

func damaged(t *testing.T, j *FileJournal) int {
	t.Helper()
	_, n, err := j.Entries(t.Context(), Query{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustAppend(t *testing.T, j Journal, e Entry) {
	t.Helper()
	if err := j.Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
}

func TestTheJournalIsPrivate(t *testing.T) {
	j := fileJournal(t)
	if entries, _, err := j.Entries(t.Context(), Query{}); err != nil || len(entries) != 0 {
		t.Fatalf("no file: %v, %v; want no entries", entries, err)
	}
	mustAppend(t, j, intent("a"))
	for path, want := range map[string]os.FileMode{filepath.Dir(j.Path()): 0o700, j.Path(): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want mode %o", path, info.Mode(), err, want)
		}
	}
}

func TestALineIsWhatTheDesignSays(t *testing.T) {
	j := fileJournal(t)
	e := intent("a")
	e.Who = Who{User: "root", Sudo: "li", Client: "192.0.2.7", Host: "jump1"}
	e.Reason = "大促 45009"
	e.Before = []Counter{{Path: apiPath, Limit: 1000, Used: 990, Remain: 10, At: noon}}
	mustAppend(t, j, e)
	data, err := os.ReadFile(j.Path())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"v":1,"event":"intent","id":"a","at":"2026-07-15T12:00:00+08:00",` +
		`"who":{"user":"root","sudo":"li","client":"192.0.2.7","host":"jump1"},` +
		`"account":"mall","appid":"wx0123456789abcdef","scope":"all","via":"token","reason":"大促 45009",` +
		`"before":[{"cgi_path":"/cgi-bin/message/custom/send","limit":1000,"used":990,"remain":10,"at":"2026-07-15T12:00:00+08:00"}]}` + "\n"
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

// A crash can cut the last line anywhere; what stood before it and what comes
// after it must be read all the same.
func TestATornLastLineHidesNothing(t *testing.T) {
	first, err := intent("a").line()
	if err != nil {
		t.Fatal(err)
	}
	second, err := intent("b").line()
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(second) {
		j := OpenJournal(filepath.Join(t.TempDir(), "resets.jsonl"))
		torn := string(first) + string(second[:cut])
		write(t, j.Path(), torn)
		whole := cut == len(second)-1 // only the line end is missing
		before, after, bad := "a", "a c", 1
		if whole {
			before, after = "a b", "a b c"
		}
		if whole || cut == 0 {
			bad = 0
		}
		if got := ids(t, j); got != before || damaged(t, j) != bad {
			t.Fatalf("cut at %d: %q, %d damaged; want %q, %d", cut, got, damaged(t, j), before, bad)
		}
		mustAppend(t, j, intent("c"))
		if got := ids(t, j); got != after || damaged(t, j) != bad {
			t.Fatalf("cut at %d, then appended: %q, %d damaged; want %q, %d", cut, got, damaged(t, j), after, bad)
		}
		if data, _ := os.ReadFile(j.Path()); !strings.HasPrefix(string(data), torn) {
			t.Fatalf("cut at %d: the torn line was not kept", cut)
		}
	}
}

func TestDamagedLinesHideNothingElse(t *testing.T) {
	line := func(id string) string {
		b, err := intent(id).line()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for name, bad := range map[string]string{
		"not JSON":      "<<<<<<< HEAD",
		"zeros":         "\x00\x00\x00\x00",
		"cut":           `{"v":1,"event":"intent","id":"x","at":"2026`,
		"another thing": `{"level":"info"}`,
		"a list":        `[1,2]`,
		"wrong type":    `{"v":1,"event":"intent","id":7,"at":"2026-07-15T12:00:00+08:00","appid":"wx"}`,
		"no time":       `{"v":1,"event":"intent","id":"x","appid":"wx"}`,
		"odd event":     `{"v":1,"event":"begun","id":"x","at":"2026-07-15T12:00:00+08:00","appid":"wx"}`,
	} {
		j := fileJournal(t)
		write(t, j.Path(), line("a")+bad+"\n"+"\n"+line("b"))
		if got := ids(t, j); got != "a b" || damaged(t, j) != 1 {
			t.Errorf("%s: %q, %d damaged; want a b, 1", name, got, damaged(t, j))
		}
	}
}

func TestLinesOfALaterVersionAreKeptAndNoError(t *testing.T) {
	j := fileJournal(t)
	later := `{"v":2,"event":"intent","id":"new","at":"2026-07-15T12:00:00+08:00","appid":"wx0123456789abcdef","scope":"all","team":{"name":"ops"}}` + "\n" +
		`{"v":2,"event":"approved","id":"new","at":"2026-07-15T12:00:01+08:00","appid":"wx0123456789abcdef"}` + "\n" +
		`{"v":3,"event":"intent","id":{"a":1}}` + "\n"
	write(t, j.Path(), later)
	mustAppend(t, j, intent("mine"))
	if got := ids(t, j); got != "new mine" || damaged(t, j) != 0 {
		t.Errorf("got %q, %d damaged; want what is understood, and no damage", got, damaged(t, j))
	}
	if data, _ := os.ReadFile(j.Path()); !strings.HasPrefix(string(data), later) {
		t.Error("a later line was changed")
	}
	if left, err := newGuard(j, at(noon)).Left(t.Context(), appID); err != nil || left.All != 8 {
		t.Errorf("left %+v, %v; want the later intent counted", left, err)
	}
}

func TestAFileThatAnotherUserCouldHaveMadeIsRefused(t *testing.T) {
	for name, prepare := range map[string]func(path string) error{
		"symlink": func(path string) error {
			write(t, path+".real", "")
			return os.Symlink(path+".real", path)
		},
		"dangling symlink": func(path string) error { return os.Symlink(path+".none", path) },
		"folder":           func(path string) error { return os.Mkdir(path, 0o700) },
		"writable by all": func(path string) error {
			write(t, path, "")
			return os.Chmod(path, 0o666)
		},
		"open folder": func(path string) error { return os.Chmod(filepath.Dir(path), 0o777) },
	} {
		j := fileJournal(t)
		if err := os.MkdirAll(filepath.Dir(j.Path()), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := prepare(j.Path()); err != nil {
			t.Fatal(err)
		}
		ready, appended := j.Ready(t.Context()), j.Append(t.Context(), intent("a"))
		if ready == nil || appended == nil || strings.Contains(ready.Error(), "too many levels") {
			t.Errorf("%s: ready %v, append %v; want both refused in plain words", name, ready, appended)
		}
	}
}

func TestReadyLeavesNothingBehind(t *testing.T) {
	j := fileJournal(t)
	if err := j.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(filepath.Dir(j.Path())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v; want not even the folder", err)
	}
	mustAppend(t, j, intent("a"))
	before := filesOf(t, filepath.Dir(j.Path()))
	if err := j.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := filesOf(t, filepath.Dir(j.Path())); !maps.Equal(after, before) {
		t.Errorf("found %v; want %v", after, before)
	}
}

func TestReadyLooksAtTheLockOfTheJournalToo(t *testing.T) {
	j := fileJournal(t)
	mustAppend(t, j, intent("a"))
	if err := errors.Join(os.Remove(j.lockPath()), os.Symlink("elsewhere", j.lockPath())); err != nil {
		t.Fatal(err)
	}
	var wrong *ownfile.Error
	if err := j.Ready(t.Context()); !errors.As(err, &wrong) || wrong.Path != j.lockPath() || wrong.Kind != ownfile.Link {
		t.Errorf("%v; want the link named before anything is planned", err)
	}
}

// filesOf gives the files under a folder and what is in them.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A journal that is deleted while a line is being written takes it along.
func TestALineInADeletedFileIsNotWritten(t *testing.T) {
	j := fileJournal(t)
	c := &fakeClient{used: 990}
	g := newGuard(j, at(noon))
	p := planOf(t, g, c)
	lock, err := ownfile.TryLock(j.Path() + ".lock") // so that the writer waits with the file open
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan Result)
	go func() { done <- g.Reset(t.Context(), c, p) }()
	for os.Remove(j.Path()) != nil {
		time.Sleep(time.Millisecond)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	if r := <-done; r.Outcome != NotSent || !isRefused(r.Err, RefusedJournal) || len(c.clears) != 0 {
		t.Errorf("got %s, %v, sent %v; want nothing sent", r.Outcome, r.Err, c.clears)
	}
}

// Whatever stands in the file, a new line can be read back.
func FuzzAnAppendedLineIsReadBack(f *testing.F) {
	for _, junk := range []string{"", "\n", "{", `{"v":1,`, "\x00\x00", "\r\n", "null", `{"v":9}`, "\xff\xfe\n\n["} {
		f.Add([]byte(junk))
	}
	f.Fuzz(func(t *testing.T, junk []byte) {
		before, _, _ := readLines(t.Context(), bytes.NewReader(junk), Query{})
		j := OpenJournal(filepath.Join(t.TempDir(), "resets.jsonl"))
		write(t, j.Path(), string(junk))
		mustAppend(t, j, intent("mine"))
		after, _, err := j.Entries(t.Context(), Query{})
		if err != nil || len(after) != len(before)+1 || after[len(before)].ID != "mine" {
			t.Errorf("%d entries before, %d after, %v", len(before), len(after), err)
		}
	})
}
