package follow

import (
	"context"
	"io"
	"time"
)

// stream is a pipe as it comes. It is read by a goroutine of its own, which is
// at most one read ahead: a slow consumer blocks the writer. A read that is
// under way when the context ends cannot be taken back; it ends with the pipe,
// and nothing that it gives is read.
type stream struct {
	chunks <-chan chunk
	free   chan<- []byte
	now    chunk
	rest   []byte // of now
}

type chunk struct {
	data []byte
	err  error
}

func newStream(ctx context.Context, r io.Reader) *stream {
	chunks, free := make(chan chunk), make(chan []byte, 2)
	free <- make([]byte, longestLine)
	free <- make([]byte, longestLine)
	go pump(ctx, r, chunks, free)
	return &stream{chunks: chunks, free: free}
}

func pump(ctx context.Context, r io.Reader, chunks chan<- chunk, free <-chan []byte) {
	for {
		var buf []byte
		select {
		case buf = <-free:
		case <-ctx.Done():
			return
		}
		n, err := r.Read(buf)
		select {
		case chunks <- chunk{buf[:n], err}:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

func (s *stream) more(ctx context.Context, p []byte, wait time.Duration) (int, error) {
	if len(s.rest) == 0 && s.now.err == nil {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case s.now = <-s.chunks:
			s.rest = s.now.data
		case <-timer.C:
			return 0, nil
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	if len(s.rest) > 0 {
		return n, nil
	}
	if s.now.err == nil {
		s.free <- s.now.data[:cap(s.now.data)]
	}
	return n, s.now.err
}
