package wechat

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

const (
	canarySecret = "canary+secret/of=32&letters"
	canaryToken  = "84_canary-token_/+=&?#"
	okToken      = `{"access_token":"84_canary-token_/+=&?#","expires_in":7200}`
	someRID      = "617682e0-5a2b1c3d-0f1e2d3c"
)

type canary string

func (c canary) Reveal() string { return string(c) }

func giveCanary(context.Context) (Secret, error) { return canary(canarySecret), nil }

// asked is a request as the fake got it.
type asked struct {
	method, path, proto string
	query               map[string][]string
	body                string
}

// fake is a WeChat that answers from a list for each path and then repeats the
// last answer. stable_token is answered by itself unless the test does.
type fake struct {
	*httptest.Server
	mu      sync.Mutex
	answers map[string][]http.HandlerFunc
	asked   []asked
}

func newFake(t testing.TB, start func(*httptest.Server)) *fake {
	f := &fake{answers: map[string][]http.HandlerFunc{pathToken: {reply(200, okToken)}}}
	f.Server = httptest.NewUnstartedServer(f)
	start(f.Server)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) on(path string, answers ...http.HandlerFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers[path] = answers
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	f.asked = append(f.asked, asked{r.Method, r.URL.Path, r.Proto, r.URL.Query(), string(body)})
	list := f.answers[r.URL.Path]
	if len(list) > 1 {
		f.answers[r.URL.Path] = list[1:]
	}
	f.mu.Unlock()
	if len(list) == 0 {
		http.NotFound(w, r)
		return
	}
	list[0](w, r)
}

func (f *fake) count(path string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, a := range f.asked {
		if a.path == path {
			n++
		}
	}
	return n
}

func (f *fake) last(t *testing.T, path string) asked {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := len(f.asked) - 1; i >= 0; i-- {
		if f.asked[i].path == path {
			return f.asked[i]
		}
	}
	t.Fatalf("%s was not asked", path)
	return asked{}
}

func reply(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// hangUp closes the connection without an answer.
func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// noWait makes pauses take no time.
func noWait(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func newClient(t testing.TB, f *fake, change ...func(*Config)) *Client {
	t.Helper()
	transport := NewTransport()
	transport.TLSClientConfig = nil
	if tr, ok := f.Client().Transport.(*http.Transport); ok && tr.TLSClientConfig != nil {
		transport.TLSClientConfig = tr.TLSClientConfig.Clone()
	}
	t.Cleanup(transport.CloseIdleConnections)
	cfg := Config{BaseURL: f.URL, AppID: "wx0123456789abcdef", Secret: giveCanary, Transport: transport, Wait: noWait, Timeout: 5 * time.Second}
	for _, c := range change {
		c(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func overHTTP(s *httptest.Server) { s.Start() }

func fields(t *testing.T, body string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Fatalf("body %q: %v", body, err)
	}
	return m
}
