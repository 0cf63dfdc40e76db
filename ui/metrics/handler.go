package metrics

import (
	"net/http"
	"strconv"
	"time"
)

// Handler serves /metrics and /healthz, and nothing else.
func (m *Metrics) Handler() http.Handler { return http.HandlerFunc(m.serve) }

func (m *Metrics) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	known := r.URL.Path == "/metrics" || r.URL.Path == "/healthz"
	switch {
	case !known:
		http.NotFound(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "GET or HEAD", http.StatusMethodNotAllowed)
	case r.URL.Path == "/metrics":
		answer(w, http.StatusOK, contentType, m.text())
	case m.alive():
		answer(w, http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
	default:
		answer(w, http.StatusServiceUnavailable, "text/plain; charset=utf-8", []byte("stuck: the watch does not go round\n"))
	}
}

func answer(w http.ResponseWriter, status int, kind string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body) // who asked may be gone, or wants the head alone
}

// A watch is stuck when its loop did not go round for so many intervals, and for no
// less than leastPatience: a call may take its time.
const (
	intervals     = 3
	leastPatience = 30 * time.Second
)

// alive reports whether the loop goes round. It begins at the start, so that a first
// sweep has its time.
func (m *Metrics) alive() bool {
	m.mu.Lock()
	last := m.swept
	m.mu.Unlock()
	if m.cfg.Round != nil {
		last = m.cfg.Round()
	}
	if last.Before(m.started) {
		last = m.started
	}
	return m.cfg.Now().Sub(last) <= max(intervals*m.cfg.Every, leastPatience)
}
