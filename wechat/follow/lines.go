package follow

import "bytes"

// longestLine is as much as is read of a line, in bytes; the rest of it is skipped.
const longestLine = 64 << 10

// lines takes away what is too much of a line, and the NUL bytes: a log that was
// truncated under a writer without O_APPEND begins with a hole, and UTF-16 has
// one beside each letter of ASCII.
type lines struct {
	length int  // of the line that is not over
	over   bool // the rest of it is skipped
}

// keep gives what is kept of the bytes that come next, in their place.
func (l *lines) keep(in []byte) []byte {
	in = withoutNUL(in)
	out := in[:0]
	for len(in) > 0 {
		if l.over {
			n := bytes.IndexByte(in, '\n')
			if n < 0 {
				break
			}
			in = in[n:]
			l.over, l.length = false, 0
		}
		window := in[:min(len(in), longestLine-l.length)]
		if n := bytes.LastIndexByte(window, '\n'); n >= 0 {
			out = append(out, in[:n+1]...)
			in, l.length = in[n+1:], 0
			continue
		}
		out = append(out, window...)
		in, l.length = in[len(window):], l.length+len(window)
		l.over = l.length == longestLine
	}
	return out
}

func withoutNUL(in []byte) []byte {
	at := bytes.IndexByte(in, 0)
	if at < 0 {
		return in
	}
	out := in[:at]
	for _, c := range in[at:] {
		if c != 0 {
			out = append(out, c)
		}
	}
	return out
}
