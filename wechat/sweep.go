package wechat

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// sweepers is how many reads of a sweep are under way at once.
const sweepers = 8

// secondPass is the pause before the rows that were read too fast are read again.
const secondPass = time.Second

// Sweep reads the quotas of many paths. The reads begin in the given order, 8
// at a time, and each row comes as soon as it is read. A row that was refused
// with 45011 halves the rate for all and is read once more after the others. An
// error that every row would meet, such as a secret that is wrong, is given to
// the rows that are left without asking for them.
//
// The channel is closed after the last row. When the context ends, the rows
// that were not begun do not come. A caller may leave the channel unread.
func (c *Client) Sweep(ctx context.Context, paths []string) <-chan Reading {
	s := &sweep{client: c, out: make(chan Reading, len(paths))}
	go func() {
		defer close(s.out)
		s.pass(ctx, paths, true)
		if len(s.again) > 0 && c.wait(ctx, jitter(secondPass)) == nil {
			s.pass(ctx, s.again, false)
		}
	}()
	return s.out
}

type sweep struct {
	client *Client
	out    chan Reading // has room for every row, so that nothing ever waits for its reader
	end    atomic.Pointer[Error]

	mu    sync.Mutex
	again []string
}

// pass reads the paths; the first one keeps what came too fast for the second.
func (s *sweep) pass(ctx context.Context, paths []string, first bool) {
	var next atomic.Int64
	var readers sync.WaitGroup
	for range min(sweepers, len(paths)) {
		readers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(paths) || ctx.Err() != nil {
					return
				}
				s.row(ctx, paths[i], first)
			}
		})
	}
	readers.Wait()
}

func (s *sweep) row(ctx context.Context, path string, first bool) {
	if end := s.end.Load(); end != nil {
		s.out <- Reading{Path: path, Err: end.of(path)}
		return
	}
	defer func() {
		if recover() != nil { // what it says may hold a secret
			s.out <- Reading{Path: path, Err: &Error{Op: opQuota + path, Reason: Broken}}
		}
	}()
	c := s.client
	if c.wait(ctx, c.pace.start(c.now())) != nil {
		return
	}
	started := c.now()
	q, err := c.Quota(ctx, path)
	if Code(err) == codeTooFast {
		c.pace.slow(started, c.now())
		if first {
			s.mu.Lock()
			s.again = append(s.again, path)
			s.mu.Unlock()
			return
		}
	}
	var e *Error
	if errors.As(err, &e) && e.everyRow() {
		s.end.Store(e)
	}
	s.out <- Reading{Path: path, Quota: q, Err: err}
}

// of is the error of one row as that of another one, which was not asked for.
func (e *Error) of(path string) *Error {
	row := *e
	row.Sent = false
	if row.Op != opToken {
		row.Op = opQuota + path
	}
	return &row
}

// everyRow reports whether the next row would fail in the same way.
func (e *Error) everyRow() bool {
	switch e.Reason {
	case NoSecret, NoToken, NameUnknown, ProxyRefused, NotConnected, NotTrusted, Redirected:
		return true
	}
	switch e.Code {
	case codeNotListed, codeNotListed3P, codeDayOver:
		return true
	}
	return e.Path == pathToken || tokenRefused(e)
}
