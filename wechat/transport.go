package wechat

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"wxops/wechat/clean"
)

// Transport carries requests to WeChat, or to a stand-in. It has a name here so
// that who only passes one on need not speak HTTP.
type Transport = http.RoundTripper

// keptConns is how many connections to a host are kept: as many as there are calls
// at once when many accounts are read. One that is not kept costs a handshake with the next call.
const keptConns = 40

// NewTransport makes the transport that clients share: kept connections,
// HTTP/2 where offered, TLS 1.2 and later, the environment's proxies.
func NewTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		OnProxyConnectResponse: checkProxy,
		DialContext:            (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    5 * time.Second,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 5 * time.Second},
		MaxIdleConns:           2 * keptConns,
		MaxIdleConnsPerHost:    keptConns,
		IdleConnTimeout:        time.Minute, // a firewall forgets silent connections soon after
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// NewTransportThrough is NewTransport by way of one proxy, whatever the environment
// says: an http, https or socks5 URL.
func NewTransportThrough(proxy string) (*http.Transport, error) {
	u, err := url.Parse(proxy)
	if err != nil {
		return nil, errors.New("read the proxy: expected a URL such as http://10.0.0.8:3128") // err would show what may be a password
	}
	t := NewTransport()
	t.Proxy = http.ProxyURL(u)
	return t, nil
}

// freshTransport is t with a new HTTP/1.1 connection for the one request that it
// makes: net/http sends a request a second time when a kept connection turns
// out to be dead, or when an HTTP/2 server says that it did not look at it.
func freshTransport(t *http.Transport) *http.Transport {
	fresh := t.Clone()
	fresh.DisableKeepAlives = true
	fresh.ForceAttemptHTTP2 = false
	fresh.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	fresh.Protocols = new(http.Protocols)
	fresh.Protocols.SetHTTP1(true)
	if fresh.TLSClientConfig != nil {
		fresh.TLSClientConfig.NextProtos = nil
	}
	return fresh
}

// proxyError says with which HTTP status a proxy refused to lead on.
type proxyError struct{ status int }

func (e proxyError) Error() string {
	return "the proxy answered HTTP " + strconv.Itoa(e.status) + " " + http.StatusText(e.status)
}

func checkProxy(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return proxyError{resp.StatusCode}
}

// lostReason says why no answer came to a request that may have been sent or not.
func lostReason(ctx context.Context, err error, sent bool) Reason {
	var (
		dns   *net.DNSError
		proxy proxyError
	)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return Cancelled
	case ctx.Err() != nil:
		return TimedOut
	case sent:
		return ConnectionLost
	case errors.As(err, &proxy) || failedTo("proxyconnect", err) || failedTo("socks connect", err):
		return ProxyRefused
	case errors.As(err, &dns):
		return NameUnknown
	case distrusted(err):
		return NotTrusted
	}
	return NotConnected
}

// unconnected reports whether err can only come from before the request.
func unconnected(err error) bool {
	var (
		dns   *net.DNSError
		proxy proxyError
	)
	return errors.As(err, &dns) || errors.As(err, &proxy) || distrusted(err) ||
		failedTo("dial", err) || failedTo("proxyconnect", err) || failedTo("socks connect", err)
}

func failedTo(op string, err error) bool {
	var e *net.OpError
	return errors.As(err, &e) && e.Op == op
}

// distrusted reports whether the other side's TLS, or its lack, is to blame.
// Most errors of a handshake have no type of their own, only this beginning.
func distrusted(err error) bool {
	return errors.Is(err, http.ErrSchemeMismatch) || strings.Contains(err.Error(), "tls: ")
}

// safeCause gives an error that may be shown: err itself when nothing in its
// chain could hold a query, a user or one of the values in hide, else its text
// without them. A *url.Error, which prints the whole query, never remains.
func safeCause(err error, hide []string) error {
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if text := e.Error(); bare(text, hide) != text {
			var t interface{ Timeout() bool }
			return bareError{text: bare(err.Error(), hide), timeout: errors.As(err, &t) && t.Timeout()}
		}
	}
	return err
}

// bareError is what is left of an error that held too much.
type bareError struct {
	text    string
	timeout bool
}

func (e bareError) Error() string { return e.text }
func (e bareError) Timeout() bool { return e.timeout }

var urls = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://[^\s"']*|\?[^\s"']+|(?i)\b(?:access_token|secret|appsecret)=[^\s"'&]*`)
})

// bare is a text without URLs, queries and known values, on one line.
func bare(s string, hide []string) string {
	return cut(urls().ReplaceAllString(scrub(clean.Line(s), hide), masked), maxMsg)
}
