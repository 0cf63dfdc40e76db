package notify

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"wxops/wechat/ownfile"
	"wxops/wechat/watch"
)

// The bounds of what is kept: what is older, or beyond so many, is forgotten.
const (
	keptFor   = 48 * time.Hour
	keptMost  = 5000
	keptBytes = 4 << 20
)

// told is what each robot was told, kept from one start to the next, so that a
// restart or an hourly look tells nothing again.
type told struct {
	path string // "": it is kept in memory only
	now  func() time.Time

	mu sync.Mutex
	of map[string]map[about]entry

	writing sync.Mutex // held while the file is written: nobody waits with mu for a disk
	failed  bool       // it was said that the file cannot be written
}

// entry is what a robot was told about one thing.
type entry struct {
	Robot   string     `json:"robot"`
	What    watch.Kind `json:"what"`
	Account string     `json:"account"`
	Path    string     `json:"cgi_path,omitempty"`
	Code    int64      `json:"errcode,omitempty"`
	As      string     `json:"as,omitempty"`
	At      time.Time  `json:"at"`
}

// readTold reads what was told. A file that cannot be read is begun anew: better
// told twice than never.
func readTold(path string, now func() time.Time) (*told, error) {
	t := &told{path: path, now: now, of: map[string]map[about]entry{}}
	if path == "" {
		return t, nil
	}
	text, err := ownfile.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return t, err
	}
	var kept struct {
		Told []entry `json:"told"`
	}
	if len(text) > keptBytes || json.Unmarshal(text, &kept) != nil {
		return t, fmt.Errorf("%s is damaged and begun anew", path)
	}
	for _, e := range kept.Told {
		if t.fresh(e) {
			t.put(e)
		}
	}
	return t, nil
}

func (t *told) fresh(e entry) bool { return t.now().Sub(e.At).Abs() < keptFor }

func (t *told) put(e entry) {
	if t.of[e.Robot] == nil {
		t.of[e.Robot] = map[about]entry{}
	}
	t.of[e.Robot][about{What: e.What, Account: e.Account, Path: e.Path, Code: e.Code}] = e
}

// last is what a robot was told about a thing.
func (t *told) last(robot string, a about) (entry, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, some := t.of[robot][a]
	return e, some
}

// crossings are the APIs of an account that a robot was told about as pressed.
func (t *told) crossings(robot, account string) []about {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []about
	for a := range t.of[robot] {
		if a.What == watch.Crossed && a.Account == account {
			all = append(all, a)
		}
	}
	return all
}

// note takes down what a robot was told, or that it is over.
func (t *told) note(robot string, items []item) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, it := range items {
		switch {
		case it.resolved:
			delete(t.of[robot], it.about)
		case it.What != watch.Reset:
			t.put(entry{Robot: robot, What: it.What, Account: it.Account, Path: it.Path, Code: it.Code, As: it.as, At: t.now()})
		}
	}
}

// save forgets what is old, and writes the file. Its error comes once a process.
func (t *told) save() error {
	t.writing.Lock()
	defer t.writing.Unlock()
	kept := t.kept()
	if t.path == "" {
		return nil
	}
	text, err := json.Marshal(map[string][]entry{"told": kept})
	if err == nil {
		err = ownfile.Folder(filepath.Dir(t.path))
	}
	if err == nil {
		err = ownfile.Replace(t.path, append(text, '\n'))
	}
	if err == nil || t.failed {
		return nil
	}
	t.failed = true
	return err
}

// kept forgets what is old and beyond the bound, and gives the rest, the newest first.
func (t *told) kept() []entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := []entry{}
	for _, of := range t.of {
		for a, e := range of {
			if !t.fresh(e) {
				delete(of, a)
				continue
			}
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		if newer := b.At.Compare(a.At); newer != 0 {
			return newer
		}
		return cmp.Or(cmp.Compare(a.Robot, b.Robot), cmp.Compare(a.key().text(), b.key().text()))
	})
	for len(all) > keptMost {
		last := all[len(all)-1]
		delete(t.of[last.Robot], last.key())
		all = all[:len(all)-1]
	}
	return all
}

func (e entry) key() about {
	return about{What: e.What, Account: e.Account, Path: e.Path, Code: e.Code}
}
