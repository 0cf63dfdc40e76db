package watcher

import (
	"errors"
	"io"
)

// firstLine reads a line without its end, byte by byte: what stands behind it is somebody
// else's to read.
func firstLine(r io.Reader, most int) (string, error) {
	var line []byte
	one := make([]byte, 1)
	for len(line) <= most {
		n, err := r.Read(one)
		switch {
		case n == 1 && one[0] == '\n':
			return trimmed(line), nil
		case n == 1:
			line = append(line, one[0])
		case errors.Is(err, io.EOF):
			return trimmed(line), nil
		case err != nil:
			return "", err
		}
	}
	return "", errors.New("the line is too long")
}

func trimmed(line []byte) string {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return string(line)
}
