package guard

import (
	"context"
	"sync"
	"time"
)

// MemoryJournal is a journal for one process, for the demo and for tests.
type MemoryJournal struct {
	mu      sync.Mutex
	entries []Entry
}

// Ready is always nil.
func (*MemoryJournal) Ready(context.Context) error { return nil }

// Append keeps the entry.
func (j *MemoryJournal) Append(ctx context.Context, e Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = append(j.entries, e)
	return nil
}

// AppendIf keeps the entry, or gives ErrOvertaken.
func (j *MemoryJournal) AppendIf(ctx context.Context, e Entry, seen Mark) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if MarkOf(j.entries, e.AppID) != seen {
		return ErrOvertaken
	}
	j.entries = append(j.entries, e)
	return nil
}

// Entries gives the entries that q asks for, oldest first; none is damaged.
func (j *MemoryJournal) Entries(_ context.Context, q Query) ([]Entry, int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var entries []Entry
	for _, e := range j.entries {
		if q.wants(e) {
			entries = append(entries, e)
		}
	}
	return entries, 0, nil
}

// MemoryLocks are locks within one process.
type MemoryLocks struct {
	mu   sync.Mutex
	held map[string]*memoryLease
}

// Lock takes the account's lock or says who holds it.
func (l *MemoryLocks) Lock(_ context.Context, appid string, who Who, now time.Time) (Lease, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if lease := l.held[appid]; lease != nil {
		return nil, refuse(RefusedHeld, &lease.holder)
	}
	if l.held == nil {
		l.held = map[string]*memoryLease{}
	}
	lease := &memoryLease{l, appid, HeldError{Who: who, Since: now}}
	l.held[appid] = lease
	return lease, nil
}

type memoryLease struct {
	locks  *MemoryLocks
	appid  string
	holder HeldError
}

// Alive gives ErrLeaseLost once somebody else may have the lock.
func (m *memoryLease) Alive(context.Context) error {
	m.locks.mu.Lock()
	defer m.locks.mu.Unlock()
	if m.locks.held[m.appid] != m {
		return ErrLeaseLost
	}
	return nil
}

// Release gives the lock back.
func (m *memoryLease) Release(context.Context) {
	m.locks.mu.Lock()
	defer m.locks.mu.Unlock()
	if m.locks.held[m.appid] == m {
		delete(m.locks.held, m.appid)
	}
}
