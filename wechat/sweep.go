package wechat

import (
	"context"
	"errors"
	"sync"
	"time"
)

// sweepers is how many reads of a sweep are under way at once.
const sweepers = 8

// secondPass is the pause before the rows that were read too fast are read again.
const secondPass = time.Second

// Sweep reads the quotas of many paths. The reads begin in the given order, 8
// at a time, and each row comes as soon as it is read. A row that was refused
// with 45011 halves the rate for all and is read once more after the others. An
// error that every row would meet, such as a wrong secret or no network, is given
// to the rows that are left without asking for them.
//
// The channel is closed after the last row. When the context ends, the rows
// that were not read do not come. A caller may leave the channel unread.
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

// Collect waits for the rows of a sweep and gives one for each of paths, in their
// order; where the context ended first, its error is the answer.
func Collect(ctx context.Context, rows <-chan Reading, paths []string) []Reading {
	answers := map[string]Reading{}
	for r := range rows {
		answers[r.Path] = r
	}
	readings := make([]Reading, len(paths))
	for i, path := range paths {
		r, answered := answers[path]
		switch {
		case answered:
		case ctx.Err() != nil:
			r = Reading{Path: path, Err: ctx.Err()}
		default: // a sweep leaves none out
			r = Reading{Path: path, Err: &Error{Op: opQuota(path), Reason: Broken}}
		}
		readings[i] = r
	}
	return readings
}

type sweep struct {
	client *Client
	out    chan Reading // has room for every row, so that nothing ever waits for its reader

	mu     sync.Mutex
	again  []string // refused with 45011 in the first pass
	missed int      // rows without an answer since the last answer
	end    *Error   // set: nothing more is asked
}

// pass reads the paths; the first one keeps what came too fast for the second.
func (s *sweep) pass(ctx context.Context, paths []string, first bool) {
	// The rows take their start in the order in which they are given out.
	begin := func() (path string, pause time.Duration, more bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(paths) == 0 || ctx.Err() != nil {
			return "", 0, false
		}
		path, paths = paths[0], paths[1:]
		if s.end == nil {
			pause = s.client.pace.Start(s.client.now())
		}
		return path, pause, true
	}
	var readers sync.WaitGroup
	for range min(sweepers, len(paths)) {
		readers.Go(func() {
			for path, pause, more := begin(); more; path, pause, more = begin() {
				s.row(ctx, path, pause, first)
			}
		})
	}
	readers.Wait()
}

func (s *sweep) row(ctx context.Context, path string, pause time.Duration, first bool) {
	defer func() {
		if recover() != nil { // what it says may hold a secret
			s.out <- Reading{Path: path, Err: &Error{Op: opQuota(path), Reason: Broken}}
		}
	}()
	c := s.client
	if c.wait(ctx, pause) != nil {
		return
	}
	if end := s.ended(); end != nil {
		s.out <- Reading{Path: path, Err: end.of(path)}
		return
	}
	started := c.now()
	q, err := c.Quota(ctx, path)
	if Code(err) == codeTooFast {
		c.pace.Slow(started, c.now())
	}
	if s.learn(path, err, first) {
		s.out <- Reading{Path: path, Quota: q, Err: err}
	}
}

func (s *sweep) ended() *Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.end
}

// learn says whether the outcome of a row is final, and decides whether the
// others are worth asking for: one lost answer is bad luck, as many as are
// under way at once are no network.
func (s *sweep) learn(path string, err error, first bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	var e *Error
	switch {
	case !errors.As(err, &e) || e.Code != 0:
		s.missed = 0
	case e.Reason != BadPath:
		s.missed++
	}
	if e == nil {
		return true
	}
	if s.missed >= sweepers || e.everyRow() {
		s.end = e
	}
	if first && e.Code == codeTooFast {
		s.again = append(s.again, path)
		return false
	}
	return true
}

// of is the error of one row as that of another one, which was not asked for.
func (e *Error) of(path string) *Error {
	row := *e
	row.Sent = false
	if row.Op != opToken {
		row.Op = opQuota(path)
	}
	return &row
}

// EveryRow reports whether an error of a read concerns the account: the read of
// any other API would fail in the same way, for want of a secret, a token, the network or WeChat's leave.
func EveryRow(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.everyRow()
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
