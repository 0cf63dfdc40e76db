package wechat

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func overTLS(s *httptest.Server)   { s.StartTLS() }
func overHTTP2(s *httptest.Server) { s.EnableHTTP2 = true; s.StartTLS() }

// quietly keeps the handshake errors of the test's own server off the screen.
func quietly(start func(*httptest.Server)) func(*httptest.Server) {
	return func(s *httptest.Server) {
		s.Config.ErrorLog = discardLog()
		start(s)
	}
}

// deadAddress is an address at which nobody listens.
func deadAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func transportOf(c *Config) *http.Transport { return c.Transport.(*http.Transport) }

// An error that says "not sent" lets a clear be tried again, so it must be
// sure; each case is tried as a read and as both kinds of clear.
func TestSent(t *testing.T) {
	proxyAt := func(target string) func(*http.Request) (*url.URL, error) {
		return func(*http.Request) (*url.URL, error) { return url.Parse(target) }
	}
	refusing := httptest.NewServer(reply(http.StatusProxyAuthRequired, ""))
	defer refusing.Close()
	for _, tt := range []struct {
		name   string
		start  func(*httptest.Server)
		answer http.HandlerFunc
		change func(*Config)
		reason Reason
		sent   bool
	}{
		{"nobody listens", overHTTP, nil, func(c *Config) { c.BaseURL = "http://" + deadAddress(t) }, NotConnected, false},
		{"no such host", overHTTP, nil, func(c *Config) {
			transportOf(c).DialContext = func(context.Context, string, string) (net.Conn, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "api.weixin.qq.com", IsNotFound: true}}
			}
		}, NameUnknown, false},
		{"the certificate is of somebody else", quietly(overTLS), nil, func(c *Config) {
			transportOf(c).TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
		}, NotTrusted, false},
		{"only an old TLS is spoken", quietly(func(s *httptest.Server) {
			s.TLS = &tls.Config{MaxVersion: tls.VersionTLS11}
			s.StartTLS()
		}), nil, func(c *Config) {
			transportOf(c).TLSClientConfig.MinVersion = tls.VersionTLS12
		}, NotTrusted, false},
		{"no TLS is spoken", overHTTP, nil, func(c *Config) {
			c.BaseURL = "https" + strings.TrimPrefix(c.BaseURL, "http")
		}, NotTrusted, false},
		{"the proxy wants a password", overTLS, nil, func(c *Config) {
			transportOf(c).Proxy = proxyAt("http://user:proxy-password@" + strings.TrimPrefix(refusing.URL, "http://"))
		}, ProxyRefused, false},
		{"the proxy is away", overTLS, nil, func(c *Config) {
			transportOf(c).Proxy = proxyAt("http://user:proxy-password@" + deadAddress(t))
		}, ProxyRefused, false},
		{"the proxy's address is no address", overTLS, nil, func(c *Config) {
			transportOf(c).Proxy = func(*http.Request) (*url.URL, error) {
				return nil, fmt.Errorf("invalid proxy address %q: %w", "http://user:proxy-password@%zz", &url.Error{Op: "parse", URL: "http://user:proxy-password@%zz", Err: errors.New("bad escape")})
			}
		}, NotConnected, false},
		{"cut before the answer", overHTTP, hangUp, nil, ConnectionLost, true},
		{"cut before the answer, over TLS", overTLS, hangUp, nil, ConnectionLost, true},
		{"no answer", overHTTP, hang, func(c *Config) { c.Timeout = 100 * time.Millisecond }, TimedOut, true},
		{"cut in the answer", overHTTP, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, `{"errcode":0`)
			panic(http.ErrAbortHandler)
		}, nil, ConnectionLost, true},
		{"no answer after its beginning", overHTTP, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, `{"errcode":0`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, func(c *Config) { c.Timeout = 100 * time.Millisecond }, TimedOut, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, tt.start)
			for _, path := range []string{pathQuota, "/cgi-bin/clear_quota", "/cgi-bin/clear_quota/v2"} {
				f.on(path, tt.answer)
			}
			c := newClient(t, f, func(c *Config) {
				c.Tokens = &borrowed{token: NewToken(canaryToken)}
				if tt.change != nil {
					tt.change(c)
				}
			})
			_, read := c.Quota(t.Context(), "/cgi-bin/menu/get")
			for op, err := range map[string]error{"read": read, "clear": c.ClearAll(t.Context()), "secret": c.ClearAllBySecret(t.Context())} {
				var e *Error
				if !errors.As(err, &e) || e.Reason != tt.reason || e.Sent != tt.sent {
					t.Errorf("%s: got %#v: %v", op, err, err)
				}
				checkClean(t, err)
			}
			if n := f.count("/cgi-bin/clear_quota"); n > 1 {
				t.Errorf("cleared %d times", n)
			}
		})
	}
}

func TestNothingIsSentWithoutASecretOrAToken(t *testing.T) {
	locked := errors.New("keyring locked")
	for _, tt := range []struct {
		name   string
		secret func(context.Context) (Secret, error)
		want   error
	}{
		{"the secret's source fails", func(context.Context) (Secret, error) { return nil, locked }, locked},
		{"the secret is empty", func(context.Context) (Secret, error) { return canary(""), nil }, nil},
		{"the secret is nil", func(context.Context) (Secret, error) { return nil, nil }, nil},
		{"there is no source", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, overHTTP)
			c := newClient(t, f, func(c *Config) { c.Secret = tt.secret })
			for _, err := range []error{c.Authorize(t.Context()), c.ClearAll(t.Context()), c.ClearAllBySecret(t.Context()), c.ClearPath(t.Context(), "/cgi-bin/menu/get")} {
				var e *Error
				if !errors.As(err, &e) || e.Reason != NoSecret || e.Sent || tt.want != nil && !errors.Is(err, tt.want) {
					t.Errorf("got %#v", err)
				}
			}
			if len(f.asked) != 0 {
				t.Errorf("asked %+v", f.asked)
			}
		})
	}

	f := newFake(t, overHTTP)
	f.on(pathToken, reply(200, `{"errcode":45009,"errmsg":"reach max api daily quota limit rid: `+someRID+`"}`))
	c := newClient(t, f)
	var e *Error
	if err := c.ClearAll(t.Context()); !errors.As(err, &e) || e.Sent || e.Code != 45009 || e.Path != pathToken {
		t.Errorf("the token's own quota is used up: got %#v", err)
	}
	if err := c.Authorize(t.Context()); !errors.As(err, &e) || !e.Sent || e.Code != 45009 {
		t.Errorf("of the token's own request: got %#v", err)
	}
}

func TestNothingIsSentAfterTheCallerGaveUp(t *testing.T) {
	f := newFake(t, overHTTP)
	c := newClient(t, f)
	if err := c.Authorize(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, read := c.Quota(ctx, "/cgi-bin/menu/get")
	for _, err := range []error{read, c.ClearAll(ctx), c.ClearAllBySecret(ctx)} {
		var e *Error
		if !errors.As(err, &e) || e.Reason != Cancelled || e.Sent || !errors.Is(err, context.Canceled) {
			t.Errorf("got %#v", err)
		}
	}
	if f.count(pathQuota)+f.count("/cgi-bin/clear_quota")+f.count("/cgi-bin/clear_quota/v2") != 0 {
		t.Errorf("asked %+v", f.asked)
	}
}

// A transport that is not net/http's does not tell when it has a connection.
func TestSentOverATransportOfAnotherKind(t *testing.T) {
	for _, tt := range []struct {
		err    error
		reason Reason
		sent   bool
	}{
		{io.EOF, ConnectionLost, true},
		{errors.New("something"), ConnectionLost, true},
		{&net.OpError{Op: "read", Net: "tcp", Err: errors.New("connection reset")}, ConnectionLost, true},
		{&net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}, NotConnected, false},
		{&url.Error{Op: "Post", URL: "https://x/?access_token=" + canaryToken, Err: &net.DNSError{Name: "x", Err: "no such host"}}, NameUnknown, false},
	} {
		c, err := New(Config{AppID: "wx", Secret: giveCanary, Tokens: &borrowed{token: NewToken(canaryToken)}, Transport: failing{tt.err}})
		if err != nil {
			t.Fatal(err)
		}
		err = c.ClearAll(t.Context())
		var e *Error
		if !errors.As(err, &e) || e.Reason != tt.reason || e.Sent != tt.sent {
			t.Errorf("%v: got %#v", tt.err, err)
		}
		checkClean(t, err)
	}
}

type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }
