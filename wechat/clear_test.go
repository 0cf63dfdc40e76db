package wechat

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"wxops/wechat/catalog"
)

func TestClearRequests(t *testing.T) {
	f := newFake(t, overHTTP)
	const ok = `{"errcode":0,"errmsg":"ok"}`
	for _, path := range []string{"/cgi-bin/clear_quota", "/cgi-bin/clear_quota/v2", "/cgi-bin/openapi/quota/clear"} {
		f.on(path, reply(200, ok))
	}
	c := newClient(t, f)
	for _, err := range []error{c.ClearAll(t.Context()), c.ClearAllBySecret(t.Context()), c.ClearPath(t.Context(), "/cgi-bin/menu/get")} {
		if err != nil {
			t.Error(err)
		}
	}
	token := map[string][]string{"access_token": {canaryToken}}
	for _, tt := range []struct {
		path  string
		query map[string][]string
		body  map[string]any
	}{
		{"/cgi-bin/clear_quota", token, map[string]any{"appid": "wx0123456789abcdef"}},
		{"/cgi-bin/openapi/quota/clear", token, map[string]any{"cgi_path": "/cgi-bin/menu/get"}},
		{"/cgi-bin/clear_quota/v2", map[string][]string{}, map[string]any{"appid": "wx0123456789abcdef", "appsecret": canarySecret}},
	} {
		got := f.last(t, tt.path)
		if got.method != http.MethodPost || !reflect.DeepEqual(got.query, tt.query) || !reflect.DeepEqual(fields(t, got.body), tt.body) {
			t.Errorf("asked %+v", got)
		}
	}
}

func TestTheSecretGoesInTheQueryOnlyWhenTheBodyWasNotRead(t *testing.T) {
	const v2 = "/cgi-bin/clear_quota/v2"
	for _, tt := range []struct {
		first string
		asked int
		code  int64
	}{
		{`{"errcode":41002,"errmsg":"appid missing"}`, 2, 0},
		{`{"errcode":41004,"errmsg":"appsecret missing"}`, 2, 0},
		{`{"errcode":-1,"errmsg":"system error"}`, 1, -1},
		{`{"errcode":48006,"errmsg":"forbid"}`, 1, 48006},
		{`{"errcode":40125,"errmsg":"invalid appsecret"}`, 1, 40125},
		{`{"errcode":0,"errmsg":"ok"}`, 1, 0},
	} {
		f := newFake(t, overHTTP)
		f.on(v2, reply(200, tt.first), reply(200, `{"errcode":0,"errmsg":"ok"}`))
		if err := newClient(t, f).ClearAllBySecret(t.Context()); Code(err) != tt.code || f.count(v2) != tt.asked {
			t.Errorf("%s: got %v after %d requests", tt.first, err, f.count(v2))
		}
		last := f.last(t, v2)
		inQuery := reflect.DeepEqual(last.query, map[string][]string{"appid": {"wx0123456789abcdef"}, "appsecret": {canarySecret}}) && last.body == ""
		if inQuery != (tt.asked == 2) {
			t.Errorf("%s: asked %+v", tt.first, last)
		}
		if f.count(pathToken) != 0 {
			t.Errorf("%s: a token was asked for", tt.first)
		}
	}
}

func TestARefusedTokenDoesNotReplayAClear(t *testing.T) {
	for _, code := range []string{"40001", "40014", "42001"} {
		f := newFake(t, overHTTP)
		f.on("/cgi-bin/clear_quota", reply(200, `{"errcode":`+code+`,"errmsg":"x"}`), reply(200, `{"errcode":0}`))
		c := newClient(t, f)
		var e *Error
		if err := c.ClearAll(t.Context()); !errors.As(err, &e) || !tokenRefused(err) || !e.Sent {
			t.Errorf("%s: got %v", code, err)
		}
		if f.count("/cgi-bin/clear_quota") != 1 || f.count(pathToken) != 1 {
			t.Errorf("%s: asked %+v", code, f.asked)
		}
		if err := c.ClearAll(t.Context()); err != nil || f.count(pathToken) != 2 {
			t.Errorf("%s: the next clear got %v with %d tokens", code, err, f.count(pathToken))
		}
	}
}

// counted counts the connections that a server gets.
func counted(n *atomic.Int64, start func(*httptest.Server)) func(*httptest.Server) {
	return func(s *httptest.Server) {
		s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				n.Add(1)
			}
		}
		start(s)
	}
}

func TestReadsShareAConnectionAndClearsGetTheirOwn(t *testing.T) {
	for name, tt := range map[string]struct {
		start       func(*httptest.Server)
		read, clear string
	}{
		"HTTP/1.1": {overTLS, "HTTP/1.1", "HTTP/1.1"},
		"HTTP/2":   {overHTTP2, "HTTP/2.0", "HTTP/1.1"},
	} {
		t.Run(name, func(t *testing.T) {
			var connections atomic.Int64
			f := newFake(t, counted(&connections, tt.start))
			f.on(pathQuota, reply(200, `{}`))
			f.on("/cgi-bin/clear_quota", reply(200, `{"errcode":0}`))
			c := newClient(t, f)
			for range 5 {
				if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); err != nil {
					t.Fatal(err)
				}
			}
			if n, proto := connections.Load(), f.last(t, pathQuota).proto; n != 1 || proto != tt.read {
				t.Errorf("reads took %d connections of %s", n, proto)
			}
			for range 2 {
				if err := c.ClearAll(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if n, proto := connections.Load(), f.last(t, "/cgi-bin/clear_quota").proto; n != 3 || proto != tt.clear {
				t.Errorf("two clears made it %d connections, of %s", n, proto)
			}
			if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); err != nil || connections.Load() != 3 {
				t.Errorf("after the clears a read got %v, %d connections", err, connections.Load())
			}
		})
	}
}

// A server that forgets its kept connections makes net/http send a request
// twice; here it answers each connection's first request only.
func TestAStaleConnectionDoesNotTouchAClear(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var cleared atomic.Int64
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				r := bufio.NewReader(conn)
				for first := true; ; first = false {
					req, err := http.ReadRequest(r)
					if err != nil {
						return
					}
					_, _ = io.Copy(io.Discard, req.Body)
					if strings.HasSuffix(req.URL.Path, "clear_quota") {
						cleared.Add(1)
					}
					if !first {
						return
					}
					_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"errcode\":0}")
				}
			}()
		}
	}()
	transport := NewTransport()
	defer transport.CloseIdleConnections()
	c, err := New(Config{BaseURL: "http://" + l.Addr().String(), AppID: "wx", Tokens: &borrowed{token: NewToken("x")}, Transport: transport, Wait: noWait})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); err != nil {
			t.Errorf("a read is tried again: %v", err)
		}
		if err := c.ClearAll(t.Context()); err != nil {
			t.Errorf("a clear has its own connection: %v", err)
		}
	}
	if cleared.Load() != 3 {
		t.Errorf("%d clears arrived", cleared.Load())
	}
}

func TestNoRequestCanBeReadAgain(t *testing.T) {
	for _, r := range []request{
		{method: http.MethodPost, path: "/cgi-bin/clear_quota", body: map[string]string{"appid": "wx"}, once: true},
		{method: http.MethodPost, path: pathQuota, body: map[string]string{"cgi_path": "/x"}},
		{method: http.MethodGet, path: "/cgi-bin/getcallbackip"},
	} {
		req, err := r.build(context.Background(), catalog.DefaultBaseURL)
		if err != nil {
			t.Fatal(err)
		}
		if req.GetBody != nil || req.Body == nil || req.Body == http.NoBody || req.Close != r.once {
			t.Errorf("%s: got GetBody %v, body %v, Close %v", r.path, req.GetBody != nil, req.Body, req.Close)
		}
	}
}
