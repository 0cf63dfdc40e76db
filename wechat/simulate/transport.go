package simulate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
)

// Transport carries requests to h without a socket. It honours the request's
// context, and a handler that drops the connection is an io.EOF, or an
// io.ErrUnexpectedEOF in the middle of a body.
func Transport(h http.Handler) http.RoundTripper { return transport{h} }

type transport struct{ handler http.Handler }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	in := r.Clone(ctx)
	in.Body, in.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	in.RemoteAddr, in.RequestURI = "127.0.0.1:1024", r.URL.RequestURI()
	in.Host = r.URL.Host
	if trace := httptrace.ContextClientTrace(ctx); trace != nil && trace.WroteRequest != nil {
		trace.WroteRequest(httptrace.WroteRequestInfo{})
	}
	w := &writer{header: http.Header{}, ended: make(chan struct{})}
	go w.run(t.handler, in)
	select {
	case <-w.ended:
		return w.response(r)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	defer r.Body.Close()
	return io.ReadAll(r.Body)
}

// writer keeps what the handler writes until it has ended.
type writer struct {
	header http.Header
	sent   http.Header // as it was when the status went out
	status int
	body   bytes.Buffer
	err    error
	ended  chan struct{}
}

func (w *writer) run(h http.Handler, r *http.Request) {
	defer close(w.ended)
	defer func() {
		switch fault := recover(); {
		case fault == nil:
		case fault == http.ErrAbortHandler && w.status == 0:
			w.err = io.EOF
		case fault == http.ErrAbortHandler:
			w.err = io.ErrUnexpectedEOF
		default:
			w.err = fmt.Errorf("the simulator gave up: %v", fault)
		}
	}()
	h.ServeHTTP(w, r)
	w.WriteHeader(http.StatusOK)
}

func (w *writer) Header() http.Header { return w.header }

func (w *writer) WriteHeader(status int) {
	if w.status == 0 {
		w.status, w.sent = status, w.header.Clone()
	}
}

func (w *writer) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}

// Flush has nothing to do: the caller sees the body when the handler has ended.
func (w *writer) Flush() {}

func (w *writer) response(r *http.Request) (*http.Response, error) {
	if w.err != nil && !errors.Is(w.err, io.ErrUnexpectedEOF) {
		return nil, w.err
	}
	length := int64(w.body.Len())
	if n, err := strconv.ParseInt(w.sent.Get("Content-Length"), 10, 64); err == nil {
		length = n
	}
	body := io.Reader(&w.body)
	if w.err != nil {
		body = io.MultiReader(body, failing{w.err})
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: io.NopCloser(body), ContentLength: length, Request: r,
	}, nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
