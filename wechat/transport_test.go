package wechat

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func TestNewTransportIsCareful(t *testing.T) {
	tr := NewTransport()
	if tr.Proxy == nil || tr.TLSClientConfig.MinVersion < 0x0303 || tr.TLSClientConfig.InsecureSkipVerify || !tr.ForceAttemptHTTP2 || tr.DisableKeepAlives {
		t.Errorf("got %+v", tr)
	}
}

// TestAsManyConnectionsAreKeptAsAreUsed: 32 calls at once, time and again, cost 32
// handshakes, because a connection that is not kept costs the next call one.
func TestAsManyConnectionsAreKeptAsAreUsed(t *testing.T) {
	const atOnce, rounds = 32, 5
	var dialled atomic.Int64
	server := httptest.NewUnstartedServer(nil)
	var together sync.WaitGroup
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		together.Done()
		together.Wait() // so that all of a round are under way at once
		_, _ = io.WriteString(w, quotaOK)
	})
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			dialled.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	transport := NewTransport()
	t.Cleanup(transport.CloseIdleConnections)
	c, err := New(Config{AppID: "wx", BaseURL: server.URL, Tokens: &borrowed{token: NewToken("x")}, Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	for range rounds {
		together.Add(atOnce)
		var calls sync.WaitGroup
		for range atOnce {
			calls.Go(func() {
				if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); err != nil {
					t.Error(err)
				}
			})
		}
		calls.Wait()
	}
	if n := dialled.Load(); n > atOnce {
		t.Errorf("%d connections for %d calls, %d at once", n, atOnce*rounds, atOnce)
	}
}

// tunnel is a proxy that leads on to wherever it is asked to.
func tunnel(t *testing.T, used *atomic.Int64) *url.URL {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		used.Add(1)
		there, err := net.Dial("tcp", r.Host)
		if err != nil || r.Method != http.MethodConnect {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer there.Close()
		here, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer here.Close()
		_, _ = io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { _, _ = io.Copy(there, here) }()
		_, _ = io.Copy(here, there)
	}))
	t.Cleanup(proxy.Close)
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestReadsAndClearsGoThroughTheProxy(t *testing.T) {
	var used atomic.Int64
	proxy := tunnel(t, &used)
	f := newFake(t, overTLS)
	f.on(pathQuota, reply(200, quotaOK))
	f.on("/cgi-bin/clear_quota", reply(200, `{"errcode":0}`))
	c := newClient(t, f, func(c *Config) {
		transportOf(c).Proxy = func(*http.Request) (*url.URL, error) { return proxy, nil }
	})
	if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); err != nil {
		t.Error(err)
	}
	if err := c.ClearAll(t.Context()); err != nil {
		t.Error(err)
	}
	if used.Load() != 2 {
		t.Errorf("the proxy was used %d times: once kept for reads, once for the clear", used.Load())
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	f := newFake(t, overHTTP)
	elsewhere := newFake(t, overHTTP)
	for _, path := range []string{pathQuota, "/cgi-bin/clear_quota"} {
		f.on(path, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.URL.RequestURI(), http.StatusTemporaryRedirect)
		})
	}
	c := newClient(t, f)
	_, err := c.Quota(t.Context(), "/cgi-bin/menu/get")
	for _, err := range []error{err, c.ClearAll(t.Context())} {
		if reason(err) != Redirected || strings.Contains(err.Error(), elsewhere.URL) {
			t.Errorf("got %v", err)
		}
	}
	if len(elsewhere.asked) != 0 {
		t.Errorf("the token went elsewhere: %+v", elsewhere.asked)
	}
}
