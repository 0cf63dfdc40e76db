package history

import (
	"bytes"
	"math"
	"testing"
	"time"

	"wxops/wechat"
)

// FuzzLines: whatever stands in a file, reading it ends, and what was read is
// written and read the same.
func FuzzLines(f *testing.F) {
	f.Add([]byte("r 1773028800 /p 100 1 99 5/60 -\nr 1773028801 /q - - -\n"))
	f.Add([]byte("s /p 100 1773028800 5! 60 1! 60 -6\nd 2026-03-09 /p 100 5 9 1 12:00:01 3600\n"))
	f.Add([]byte("wxops-history 1 today h a 20521 0\nr 9999999999 %41% 1 1 1\n"))
	f.Add([]byte("s /p 9223372036854775807 1773028800 9223372036854775807 1 9223372036854775807\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		b := newBook(noon.Unix())
		b.read(text)
		b.past()
		b.meterDays()
		b.summaries()
		for path := range b.paths {
			b.readings(path)
		}
		p := Open(t.TempDir(), time.Now).place(mall)
		again := newBook(b.now)
		again.read(p.fresh(b, b.now))
		if again.damaged != 0 {
			t.Errorf("%q is written as %q", text, p.fresh(b, b.now))
		}
		for path, r := range b.last {
			if was, ok := again.last[path]; r.at >= b.now-lastKept*daySeconds && (!ok || was != r) {
				t.Errorf("%q: %+v is read back as %+v", path, r, was)
			}
		}
	})
}

func TestALineIsReadBack(t *testing.T) {
	for _, r := range []reading{
		{at: 1773028800, told: true, limit: math.MaxInt64, used: math.MinInt64, remain: -1},
		{at: 1773028800, told: true},
		{at: 1773028800},
		{at: 1773028800, rate: wechat.Rate{Calls: 1, Seconds: 60}},
		{at: 1773028800, told: true, limit: 5, component: wechat.Rate{Calls: 1, Seconds: -60}},
	} {
		line := bytes.TrimSuffix(r.append(nil, "/a b%\x7f"), []byte("\n"))
		path, got, ok := parseReading(line[2:])
		if !ok || string(path) != "/a b%\x7f" || got != r {
			t.Errorf("%+v is read back from %q as %+v, %v", r, line, got, ok)
		}
	}
}
