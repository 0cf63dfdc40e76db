package follow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"go.uber.org/goleak"

	"wxops/wechat/rid"
	"wxops/wechat/watch"
)

// silent asks nobody.
type silent struct{}

func (silent) Look(context.Context, string, rid.RID) (rid.Record, error) {
	return rid.Record{}, errors.New("nobody is asked")
}

func (silent) Read(string, ...string) {}

// config follows mall, and gives its events to seen.
func config(seen func(watch.Event)) Config {
	return Config{
		Accounts: func() []Account { return []Account{mall} }, Ask: silent{}, Seen: seen, Note: func(Notice) {}, Now: time.Now, Poll: quickly, Pause: briefly,
	}
}

func TestFilesAndAPipeAreFollowedTogether(t *testing.T) {
	here := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, here) })
	events, waits := make(chan watch.Event, 100), make(chan Notice, 100)
	c := config(func(e watch.Event) { events <- e })
	c.Note = func(n Notice) { waits <- n }
	c.Files = []string{logIn(t), logIn(t)}
	r, w := io.Pipe()
	c.Stdin = r
	f, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		if err := f.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	for range c.Files {
		if n := <-waits; n.Kind != NotThere {
			t.Error(n)
		}
	}
	for n, path := range c.Files {
		write(t, path, line(mallID, send, int64(40003+n), "")+"\n")
		if e := <-events; e.Kind != watch.Seen || e.Account != "mall" || e.Path != send || e.Group.First.Code != int64(40003+n) {
			t.Errorf("%+v", e)
		}
	}
	fmt.Fprintln(w, line(mallID, send, 40005, ""))
	if e := <-events; e.Group.First.Code != 40005 {
		t.Errorf("%+v", e)
	}
	fmt.Fprintln(w, line(mallID, send, 40005, ""))
	_ = w.Close() // the files go on
	write(t, c.Files[0], line(mallID, send, 40006, "")+"\n")
	if e := <-events; e.Group.First.Code != 40006 {
		t.Errorf("%+v", e)
	}
	cancel()
	done.Wait()
	if e := <-events; e.Group.First.Code != 40005 || !e.Group.Rest || e.Group.Count != 1 {
		t.Errorf("%+v", e.Group)
	}
}

func TestThePipesEndIsTheEndWhereNoFileIsFollowed(t *testing.T) {
	for _, c := range []struct {
		end  error
		want error
	}{{nil, nil}, {io.ErrClosedPipe, io.ErrClosedPipe}} {
		var seen []watch.Event
		conf := config(func(e watch.Event) { seen = append(seen, e) })
		conf.Stdin = strings.NewReader(line(mallID, send, 40003, ""))
		if c.end != nil {
			conf.Stdin = io.MultiReader(conf.Stdin, iotest.ErrReader(c.end))
		}
		f, err := New(conf)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Run(context.Background()); !errors.Is(err, c.want) || len(seen) != 1 {
			t.Error(err, seen)
		}
	}
}

func TestWhatCannotBeFollowedIsRefused(t *testing.T) {
	c := config(nil)
	c.Files = []string{t.TempDir()}
	if _, err := New(c); !errors.Is(err, ErrFolder) {
		t.Error(err)
	}
}

// logText is n bytes of a service's log; of so many lines one failed.
func logText(n, one int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "2025-11-03 14:32:%02d.%03d INFO [http-nio-8080-exec-%d] c.e.order.OrderController - request /order/list took %d ms, 用户下单成功 traceId=%016x\n", i%60, i%1000, i%8, i%97, i)
		if i%one == 0 {
			fmt.Fprintf(&b, "2025-11-03 14:32:%02d ERROR c.e.wx.Sender - %s {\\\"errcode\\\":45009,\\\"errmsg\\\":\\\"reach max api daily quota limit rid: 6908%04x-%08x-%08x\\\"}\n", i%60, mallID, i%65536, i, i*7)
		}
	}
	return b.Bytes()
}

// repeated is a text so often that it has size bytes.
func repeated(text []byte, size int) io.Reader {
	all := make([]io.Reader, 0, size/len(text)+1)
	for n := 0; n < size; n += len(text) {
		all = append(all, bytes.NewReader(text))
	}
	return io.MultiReader(all...)
}

func run(t testing.TB, log io.Reader) (events int) {
	t.Helper()
	c := config(func(watch.Event) { events++ })
	c.Stdin, c.Pause = log, time.Second
	f, err := New(c)
	if err == nil {
		err = f.Run(context.Background())
	}
	if err != nil {
		t.Fatal(err)
	}
	return events
}

func TestMemoryIsBoundedWhateverTheLog(t *testing.T) {
	const size, most = 64 << 20, 24 << 20
	for name, text := range map[string][]byte{
		"failures": logText(1<<20, 2), "one line": bytes.Repeat([]byte("x"), 1<<20), "holes": make([]byte, 1<<20), "escapes": bytes.Repeat([]byte(`\\\"`), 1<<18),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		highest := uint64(0)
		stop := make(chan struct{})
		var watching sync.WaitGroup
		watching.Go(func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(20 * time.Millisecond):
					runtime.ReadMemStats(&after)
					highest = max(highest, after.HeapAlloc)
				}
			}
		})
		run(t, repeated(text, size))
		close(stop)
		watching.Wait()
		if highest > before.HeapAlloc+most {
			t.Errorf("%s: %d MB more were held", name, (highest-before.HeapAlloc)>>20)
		}
	}
}

func BenchmarkFollow(b *testing.B) {
	const size = 32 << 20
	for _, c := range []struct {
		name string
		one  int
	}{{"quiet", 1 << 30}, {"of 1000 one failed", 1000}, {"of 10 one failed", 10}} {
		text := logText(1<<20, c.one)
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				run(b, repeated(text, size))
			}
		})
	}
}
