package follow

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"
)

const (
	room = 4 * longestLine // of what was read of a log and not given yet
	// spellPauses bounds a spell of a log that never rests for a pause: it ends
	// at the first moment in which nothing comes.
	spellPauses  = 5
	momentsPause = 50 // in a pause: as long as a writer may take between two writes
	// tornPauses is how long a line waits for its rest. A writer that buffers
	// leaves a line torn until its buffer is full again.
	tornPauses = 10
)

// feed is the bytes of one log as they come.
type feed interface {
	// more waits for up to wait, or less. It gives no bytes and no error when none
	// came, errBorder where what comes next is of another file, and io.EOF at
	// the end of what has one.
	more(ctx context.Context, p []byte, wait time.Duration) (n int, err error)
}

// errBorder: no line goes on behind it.
var errBorder = errors.New("the next bytes are of another file")

// spells reads a log that has no end, one spell after the other: as an
// io.Reader it ends where the log pauses, behind a whole line, and goes on
// after that as long as next says so.
type spells struct {
	ctx   context.Context
	feed  feed
	now   func() time.Time
	pause time.Duration

	lines             lines
	buf               []byte
	given, whole, end int       // of buf: up to given was given, up to whole are whole lines
	came              time.Time // the last bytes
	began             time.Time // the spell; zero: it has given nothing
	idle              bool      // nothing came when last asked
	border            bool      // the spell ends when all is given
	err               error     // the log has ended
}

func newSpells(ctx context.Context, from feed, now func() time.Time, pause time.Duration) *spells {
	return &spells{ctx: ctx, feed: from, now: now, pause: pause, buf: make([]byte, room)}
}

// next reports whether the log goes on.
func (s *spells) next() bool { return s.err == nil || s.given < s.end }

// Read gives whole lines, and io.EOF at the end of a spell.
func (s *spells) Read(p []byte) (int, error) {
	for {
		switch {
		case s.given < s.whole:
			if s.began.IsZero() {
				s.began = s.now()
			}
			n := copy(p, s.buf[s.given:s.whole])
			s.given += n
			return n, nil
		case s.err != nil || s.border || s.rests():
			s.began, s.border = time.Time{}, false
			return 0, io.EOF
		}
		s.fill()
	}
}

// rests reports whether the spell is over: for a pause nothing came, or it has
// lasted long enough and nothing comes just now.
func (s *spells) rests() bool {
	if s.began.IsZero() || !s.idle {
		return false
	}
	return s.now().Sub(s.came) >= s.pause || s.lasts()
}

// lasts reports whether the spell has lasted long enough.
func (s *spells) lasts() bool {
	return !s.began.IsZero() && s.now().Sub(s.began) >= spellPauses*s.pause
}

// fill reads once. All whole lines were given before.
func (s *spells) fill() {
	s.end = copy(s.buf, s.buf[s.given:s.end])
	s.given, s.whole = 0, 0
	wait := s.pause
	if s.lasts() {
		wait /= momentsPause
	}
	n, err := s.feed.more(s.ctx, s.buf[s.end:], wait)
	if s.ctx.Err() != nil {
		err = s.ctx.Err()
	}
	s.idle = n == 0
	if n > 0 {
		s.came = s.now()
		s.took(s.lines.keep(s.buf[s.end : s.end+n]))
	}
	switch {
	case errors.Is(err, errBorder):
		s.whole, s.border, s.lines = s.end, true, lines{}
	case err != nil:
		s.whole, s.err = s.end, err
	case s.idle && s.end > 0 && s.now().Sub(s.came) >= tornPauses*s.pause:
		s.whole = s.end
	}
}

// took counts in what was kept, which stands at the end already.
func (s *spells) took(kept []byte) {
	if n := bytes.LastIndexByte(kept, '\n'); n >= 0 {
		s.whole = s.end + n + 1
	}
	s.end += len(kept)
	if s.lines.over {
		s.whole = s.end
	}
}
