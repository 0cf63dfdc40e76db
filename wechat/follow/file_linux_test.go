package follow

import (
	"testing"
	"time"
)

// The memory of a process is a regular file, and cannot be read at its start.
func TestAReadErrorIsSaidOnce(t *testing.T) {
	w := newFollows(t, "/proc/self/mem", true)
	eventually(t, func() bool { return len(w.told()) > 0 }, func() string { return "nothing is said" })
	time.Sleep(50 * quickly)
	if n := w.told(); len(n) != 1 || n[0].Kind != Unreadable || n[0].Err == nil {
		t.Error(n)
	}
}
