package guard

import (
	"slices"
	"sync"
	"time"
)

// MemoryJournal is a journal for one process, for the demo and for tests.
type MemoryJournal struct {
	mu      sync.Mutex
	entries []Entry
}

// Ready is always nil.
func (*MemoryJournal) Ready() error { return nil }

// Append keeps the entry.
func (j *MemoryJournal) Append(e Entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = append(j.entries, e)
	return nil
}

// Entries gives all entries, oldest first.
func (j *MemoryJournal) Entries() ([]Entry, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.entries), nil
}

// MemoryLocks are locks within one process.
type MemoryLocks struct {
	mu   sync.Mutex
	held map[string]*HeldError
}

// Lock takes the account's lock or says who holds it.
func (l *MemoryLocks) Lock(appid string, who Who, now time.Time) (unlock func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if held := l.held[appid]; held != nil {
		return nil, refuse(RefusedHeld, held)
	}
	if l.held == nil {
		l.held = map[string]*HeldError{}
	}
	l.held[appid] = &HeldError{Who: who, Since: now}
	return sync.OnceFunc(func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.held, appid)
	}), nil
}
