package wechat

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	maxBody  = 1 << 20
	maxTries = 3

	firstPause = 200 * time.Millisecond // before the second try; doubled before the third
)

// request is one call of one endpoint.
type request struct {
	op     string
	method string
	path   string
	about  string // the cgi_path or rid that it asks about
	query  url.Values
	body   any      // sent as JSON; nil: no body
	hide   []string // the secret or token that it carries
	once   bool     // a clear: it may reach WeChat at most once
}

// with gives the request with the token in its query, where WeChat wants it.
func (r request) with(t Token) request {
	r.query = url.Values{"access_token": {t.reveal()}}
	r.hide = []string{t.reveal()}
	return r
}

// fail is the error of a request that was not sent; what was sent says so itself.
func (r request) fail(why Reason, cause error) *Error {
	return &Error{Op: r.op, Path: r.path, Reason: why, cause: safeCause(cause, r.hide)}
}

// read makes a call that may be repeated: with a live token, again after a
// refused token, again after a passing fault; never more than three times and
// never longer than the timeout.
func (c *Client) read(ctx context.Context, r request) (answer, error) {
	token, err := c.token(ctx)
	if err != nil {
		return nil, unsent(err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	tries := maxTries
	a, err := c.retry(ctx, r.with(token), &tries)
	if tries == 0 || !tokenRefused(err) {
		return a, err
	}
	c.tokens.Drop(token)
	if token, err = c.token(ctx); err != nil {
		return nil, unsent(err)
	}
	return c.retry(ctx, r.with(token), &tries)
}

// retry makes a call until its outcome is final or no tries are left.
func (c *Client) retry(ctx context.Context, r request, tries *int) (answer, error) {
	for pause := firstPause; ; pause *= 2 {
		a, err := c.exchange(ctx, r)
		*tries--
		if *tries == 0 || !passing(err) {
			return a, err
		}
		if werr := c.wait(ctx, jitter(pause)); errors.Is(werr, context.Canceled) {
			return nil, r.fail(Cancelled, werr)
		} else if werr != nil {
			return nil, err
		}
	}
}

// jitter gives between a half and the whole of d, so that many clients that
// fail together do not come back together.
func jitter(d time.Duration) time.Duration { return d/2 + rand.N(d/2+1) }

// passing reports whether a read is worth another try: WeChat was busy, or the
// connection broke. A refused connection and a timeout are not.
func passing(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Code == codeBusy || e.Reason == ConnectionLost || e.Reason == BadStatus && e.Status >= 500
}

// exchange makes exactly one request and takes its answer apart.
func (c *Client) exchange(ctx context.Context, r request) (answer, error) {
	if err := ctx.Err(); err != nil {
		return nil, r.fail(lostReason(ctx, err, false), err)
	}
	started := c.now()
	got, err := send(ctx, c.transport, c.baseURL, r)
	var a answer
	if err == nil {
		a, err = r.judge(got)
		if r.once {
			err = r.judgeClear(got, err)
		}
	}
	call := Call{At: started, Method: r.method, Path: r.path, About: r.about, Status: got.status, Took: c.now().Sub(started)}
	var e *Error
	if errors.As(err, &e) {
		e.Kind = c.kind
		call.Code, call.RID = e.Code, e.RID
	}
	c.onCall(call)
	return a, err
}

// judge says what an answer means. The errcode speaks first, whatever the HTTP
// status, because WeChat answers most errors with 200.
func (r request) judge(got received) (answer, error) {
	env, err := openEnvelope(got.body)
	var e *Error
	switch {
	case err == nil && env.Code.n != 0:
		e = &Error{Op: r.op, Path: r.path, Code: env.Code.n}
		e.Msg, e.RID = readMsg(string(env.Msg), r.hide)
	case got.status >= 300 && got.status < 400:
		e = r.fail(Redirected, nil)
	case got.status < 200 || got.status >= 300:
		e = r.fail(BadStatus, nil)
	case err != nil:
		e = r.fail(BadAnswer, err)
	default:
		return got.body, nil
	}
	e.Status, e.Sent = got.status, true
	return nil, e
}

// received is an answer as it came.
type received struct {
	status int
	date   string
	body   []byte // up to one byte more than is allowed
}

// send makes the request. It uses the transport itself, because http.Client
// follows redirects and puts the query into its errors. When the connection
// breaks in the body, the status is given with the error.
func send(ctx context.Context, transport Transport, baseURL string, r request) (got received, err error) {
	base, traced := transport.(*http.Transport)
	if traced && r.once {
		base = freshTransport(base)
		defer base.CloseIdleConnections()
		transport = base
	}
	var connected atomic.Bool
	lost := func(err error) error {
		// A transport of another kind does not tell when it has a connection:
		// what failed there may have been sent.
		sent := connected.Load() || got.status != 0 || !traced && !unconnected(err)
		e := r.fail(lostReason(ctx, err, sent), err)
		e.Status, e.Sent = got.status, sent
		return e
	}
	req, err := r.build(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	}), baseURL)
	if err != nil {
		return got, r.fail(Broken, err)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return got, lost(err)
	}
	defer resp.Body.Close()
	got.status, got.date = resp.StatusCode, resp.Header.Get("Date")
	got.body, err = io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err != nil {
		return got, lost(err)
	}
	return got, nil
}

func (r request) build(ctx context.Context, baseURL string) (*http.Request, error) {
	var body io.Reader
	switch {
	case r.body != nil:
		b, err := encode(r.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	case r.method == http.MethodGet:
		body = io.MultiReader() // empty; but net/http repeats a GET with no body at all by itself
	}
	target := baseURL + r.path
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "wxops")
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.GetBody = nil // net/http cannot repeat what it cannot read again; tries are counted here
	req.Close = r.once
	return req, nil
}
