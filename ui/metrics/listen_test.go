package metrics

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wxops/ui/words"
	"wxops/wechat/watch"
)

// serving serves until the test ends, and gives a client that reaches it by any name.
func serving(t *testing.T, m *Metrics, addr string) (*Server, *http.Client) {
	t.Helper()
	s, err := m.Listen(addr)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, s.listener.Addr().Network(), s.listener.Addr().String())
	}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s, &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// asked gives an answer's status and its body.
func asked(t *testing.T, c *http.Client, method, path string) (int, http.Header, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://wxops"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got.StatusCode, got.Header, string(body)
}

func TestServesOverTCPAndSockets(t *testing.T) {
	_, m := everything()
	for _, addr := range []string{"127.0.0.1:0", "[::1]:0", "localhost:0", ":0", "unix:" + filepath.Join(t.TempDir(), "m.sock")} {
		if addr == "[::1]:0" && !hasIPv6() {
			continue
		}
		s, c := serving(t, m, addr)
		status, head, body := asked(t, c, http.MethodGet, "/metrics")
		if status != 200 || body != string(m.text()) || head.Get("Content-Type") != "text/plain; version=0.0.4; charset=utf-8" {
			t.Errorf("%s: %d %v\n%s", addr, status, head, body)
		}
		if s.Anywhere() != (addr == ":0") {
			t.Errorf("%s: reached from anywhere is %v", addr, s.Anywhere())
		}
		if a := s.Address(); strings.HasSuffix(a, ":0") || strings.HasPrefix(addr, "unix:") && a != addr {
			t.Errorf("%s: its address is %s", addr, a)
		}
	}
}

// hasIPv6 reports whether this machine has an IPv6 address to listen on: a container may not.
func hasIPv6() bool {
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		return false
	}
	return l.Close() == nil
}

func TestServesNothingElse(t *testing.T) {
	_, m := everything()
	_, c := serving(t, m, "127.0.0.1:0")
	for _, try := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/healthz", 200}, {"HEAD", "/metrics", 200}, {"HEAD", "/healthz", 200}, {"GET", "/metrics?x=1", 200},
		{"POST", "/metrics", 405}, {"DELETE", "/healthz", 405}, {"OPTIONS", "/metrics", 405},
		{"GET", "/", 404}, {"GET", "//metrics", 404}, {"GET", "/metrics/", 404}, {"GET", "/debug/pprof/", 404}, {"GET", "/debug/vars", 404}, {"POST", "/x", 404},
	} {
		status, _, body := asked(t, c, try.method, try.path)
		if status != try.want || try.method == "HEAD" && body != "" {
			t.Errorf("%s %s: %d %q, not %d", try.method, try.path, status, body, try.want)
		}
	}
}

func TestHealthFollowsTheLoop(t *testing.T) {
	w := &world{}
	w.set(noon)
	m := w.metrics()
	round := noon
	m.cfg.Round = func() time.Time { return round }
	for _, try := range []struct {
		after, round time.Duration
		want         int
	}{
		{0, -time.Hour, 200}, {15 * time.Minute, -time.Hour, 200}, {15*time.Minute + time.Second, -time.Hour, 503},
		{time.Hour, 59 * time.Minute, 200}, {time.Hour, 44 * time.Minute, 503}, {-time.Hour, 0, 200},
	} {
		w.set(noon.Add(try.after))
		round = noon.Add(try.round)
		got := httptest.NewRecorder()
		m.Handler().ServeHTTP(got, httptest.NewRequest("GET", "/healthz", nil))
		if got.Code != try.want || got.Body.Len() == 0 {
			t.Errorf("%v: %d %q", try, got.Code, got.Body)
		}
	}
}

func TestHealthFollowsSweepsWhereNothingElseIsTold(t *testing.T) {
	w := &world{}
	w.set(noon)
	m := w.metrics()
	w.set(noon.Add(time.Hour))
	if m.alive() {
		t.Error("alive an hour after the start, without a sweep")
	}
	if m.Swept(noon.Add(50 * time.Minute)); !m.alive() {
		t.Error("stuck ten minutes after a sweep")
	}
}

// TestSlowAndManyVisitorsKeepNobodyOut: who sends nothing is let go, and of too many
// the last are.
func TestSlowAndManyVisitorsKeepNobodyOut(t *testing.T) {
	_, m := everything()
	s, _ := serving(t, m, "127.0.0.1:0")
	var conns []net.Conn
	for range mostConns + 8 {
		c, err := net.Dial("tcp", s.listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		conns = append(conns, c)
	}
	last := conns[len(conns)-1]
	_ = last.SetReadDeadline(time.Now().Add(3 * time.Second))
	if _, err := last.Read(make([]byte, 1)); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the last of too many: %v", err)
	}
	for _, c := range conns {
		_ = c.Close()
	}
	deadline := time.Now().Add(5 * time.Second)
	for s.open.Load() > 0 && time.Now().Before(deadline) {
		time.Sleep(5 * time.Millisecond)
	}
	c, err := net.Dial("tcp", s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = fmt.Fprintf(c, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if line, err := bufio.NewReader(c).ReadString('\n'); !strings.Contains(line, "200") {
		t.Errorf("after they went: %q %v", line, err)
	}
}

func TestRequestsAreBounded(t *testing.T) {
	_, m := everything()
	_, c := serving(t, m, "127.0.0.1:0")
	r, _ := http.NewRequestWithContext(t.Context(), "GET", "http://wxops/metrics", nil)
	r.Header.Set("X-Long", strings.Repeat("x", mostHeader+8<<10))
	got, err := c.Do(r)
	if err == nil {
		_ = got.Body.Close()
		if got.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("a long header: %d", got.StatusCode)
		}
	}
}

// TestEndsWithinASecond, although a visitor is there who neither asks nor goes.
func TestEndsWithinASecond(t *testing.T) {
	_, m := everything()
	s, err := m.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	c, err := net.Dial("tcp", s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = io.WriteString(c, "GET /metr")
	time.Sleep(20 * time.Millisecond)
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Second):
		t.Error("it did not end within a second")
		<-ended
	}
}

func TestPortThatIsTakenNamesTheUsualOwner(t *testing.T) {
	_, m := everything()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = m.Listen(l.Addr().String())
	wrong := why(t, err, PortTaken)
	if fact, do := wrong.Explain(words.English); !strings.Contains(fact, l.Addr().String()) || strings.Contains(do, "OpenTelemetry") {
		t.Errorf("%s\n%s", fact, do)
	}
	wrong.Subject = "127.0.0.1:9464"
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		if _, do := wrong.Explain(lang); !strings.Contains(do, "OpenTelemetry") {
			t.Error(do)
		}
	}
}

// why fails where an error is not of that kind.
func why(t *testing.T, err error, want Why) *Error {
	t.Helper()
	var wrong *Error
	if !errors.As(err, &wrong) || wrong.Why != want {
		t.Fatalf("%v is not %q", err, want)
	}
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		if fact, do := wrong.Explain(lang); fact == "" || do == "" || strings.ContainsAny(fact+do, "{}") {
			t.Errorf("%q, %q", fact, do)
		}
	}
	return wrong
}

func TestWrongAddressesAreRefused(t *testing.T) {
	_, m := everything()
	for _, addr := range []string{"", "9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:65536", "127.0.0.1:-1", "::1:9464", "example.com:9464", "unix:", "http://127.0.0.1:9464"} {
		_, err := m.Listen(addr)
		why(t, err, WrongAddress)
	}
	_, err := m.Listen("192.0.2.1:0")
	why(t, err, CannotListen)
	_, err = m.Listen("unix:/" + strings.Repeat("x", 103))
	why(t, err, LongPath)
	_, err = m.Listen("unix:" + filepath.Join(t.TempDir(), "missing", "m.sock"))
	why(t, err, CannotListen)
}

// TestScrapesAtOnceWhileTheWatchGoesOn is for the race detector.
func TestScrapesAtOnceWhileTheWatchGoesOn(t *testing.T) {
	w := &world{}
	k := account("mall", row("/wxa/a", 10, 1, noon), row("/wxa/b", 10, 1, noon))
	m := w.newAfter(k)
	_, c := serving(t, m, "127.0.0.1:0")
	var work sync.WaitGroup
	work.Go(func() {
		for n := range 200 {
			at := noon.Add(time.Duration(n) * time.Second)
			next := k
			next.Meter.Rows = append(next.Meter.Rows[:1:1], failed(k.Meter.Rows[1], refused(45009), at))
			w.set(at, next)
			m.Heard(watch.Event{Kind: watch.Decided, Account: "mall", Decision: &watch.Decision{}})
			m.Swept(at)
		}
	})
	for range 4 {
		work.Go(func() {
			for range 20 {
				if status, _, body := asked(t, c, http.MethodGet, "/metrics"); status != 200 || !strings.HasSuffix(body, "wxops_series_dropped 0\n") {
					t.Errorf("%d\n%s", status, body)
				}
			}
		})
	}
	work.Wait()
	has(t, string(m.text()), `wxops_decisions_total{account="mall",decision="hold"} 200`)
}
