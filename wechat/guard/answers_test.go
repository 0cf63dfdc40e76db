package guard_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"wxops/wechat"
	"wxops/wechat/guard"
)

// server answers every clear alike, and the rest as WeChat does.
type server struct {
	status        int
	body          string
	clears, reads atomic.Int64
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	switch {
	case strings.HasSuffix(r.URL.Path, "/stable_token"):
		io.WriteString(w, `{"access_token":"84_token","expires_in":7200}`)
	case strings.HasSuffix(r.URL.Path, "/quota/get"):
		s.reads.Add(1)
		io.WriteString(w, `{"errcode":0,"errmsg":"ok","quota":{"daily_limit":1000,"used":990,"remain":10}}`)
	default:
		s.clears.Add(1)
		if s.status >= 300 && s.status < 400 {
			w.Header().Set("Location", "/login")
		}
		w.WriteHeader(s.status)
		io.WriteString(w, s.body)
	}
}

func errcode(code int) string { return fmt.Sprintf(`{"errcode":%d,"errmsg":"no"}`, code) }

// What an answer to a clear means: ok and refused need a plain word of
// WeChat's; all else is unknown, counted, and the quota read again.
func TestWhatAnAnswerToAClearMeans(t *testing.T) {
	const login = `<html><form action="/login">`
	for _, tt := range []struct {
		status int
		body   string
		want   guard.Outcome
	}{
		// An explicit errcode 0 is the only success.
		{200, `{"errcode":0,"errmsg":"ok"}`, guard.OK},
		{200, "\r\n {\"errmsg\":\"ok\" , \"errcode\" : 0 }\n", guard.OK},
		{200, `{"errcode":0}`, guard.OK},
		{200, `{"\u0065rrcode":0}`, guard.OK}, // the same name, escaped
		{200, `{"errcode":0,"detail":{"errcode":48006}}`, guard.OK},
		{200, `{}`, guard.Unknown},
		{200, `{"errmsg":"ok"}`, guard.Unknown},
		{200, `{"code":0,"msg":"success"}`, guard.Unknown},
		{200, `{"error":"sign in first"}`, guard.Unknown},
		{200, `{"ErrCode":0,"errmsg":"ok"}`, guard.Unknown},

		// An errcode of another type.
		{200, `{"errcode":"0"}`, guard.Unknown},
		{200, `{"errcode":"48006"}`, guard.Unknown},
		{200, `{"errcode":0.0}`, guard.Unknown},
		{200, `{"errcode":-0}`, guard.Unknown},
		{200, `{"errcode":0e0}`, guard.Unknown},
		{200, `{"errcode":0.25}`, guard.Unknown},
		{200, `{"errcode":48006.0}`, guard.Unknown},
		{200, `{"errcode":1e300}`, guard.Unknown},
		{200, `{"errcode":null}`, guard.Unknown},
		{200, `{"errcode":false}`, guard.Unknown},
		{200, `{"errcode":true}`, guard.Unknown},
		{200, `{"errcode":""}`, guard.Unknown},
		{200, `{"errcode":[]}`, guard.Unknown},
		{200, `{"errcode":[0]}`, guard.Unknown},
		{200, `{"errcode":{}}`, guard.Unknown},

		// More than one of them, or one elsewhere.
		{200, `{"errcode":0,"errcode":0}`, guard.Unknown},
		{200, `{"errcode":45011,"errcode":0}`, guard.Unknown},
		{200, `{"errcode":0,"errcode":45011}`, guard.Unknown},
		{200, `{"errcode":40001,"errcode":40001}`, guard.Unknown},
		{200, `{"errcode":48006,"ERRCODE":0}`, guard.Unknown},
		{200, `{"Errcode":0,"errcode":48006}`, guard.Unknown},
		{200, `{"result":{"errcode":0}}`, guard.Unknown},
		{200, `{"result":{"errcode":48006}}`, guard.Unknown},
		{200, `[{"errcode":0}]`, guard.Unknown},

		// No JSON, or not all of it.
		{200, ``, guard.Unknown},
		{204, ``, guard.Unknown},
		{200, `ok`, guard.Unknown},
		{200, `0`, guard.Unknown},
		{200, login, guard.Unknown},
		{200, `{"errcode":0`, guard.Unknown},
		{200, `{"errcode":0}{"errcode":48006}`, guard.Unknown},
		{200, `{"errcode":48006,"errmsg":"` + strings.Repeat("x", 1<<20) + `"}`, guard.Unknown},
		{200, `{"errcode":0,"errmsg":"` + strings.Repeat("x", 1<<20) + `"}`, guard.Unknown},

		// Errcodes that say that nothing was done.
		{200, errcode(40001), guard.Refused},
		{200, errcode(40014), guard.Refused},
		{200, errcode(42001), guard.Refused},
		{200, errcode(41001), guard.Refused},
		{200, errcode(40013), guard.Refused},
		{200, errcode(40164), guard.Refused},
		{200, errcode(40234), guard.Refused},
		{200, errcode(44002), guard.Refused},
		{200, errcode(45009), guard.Refused},
		{200, errcode(45011), guard.Refused},
		{200, errcode(48001), guard.Refused},
		{200, errcode(50002), guard.Refused},
		{200, errcode(61004), guard.Refused},
		{200, errcode(76021), guard.Refused},
		{200, errcode(48006), guard.Refused},

		// Errcodes that do not.
		{200, errcode(-1), guard.Unknown},
		{200, errcode(1), guard.Unknown},
		{200, errcode(-2), guard.Unknown},
		{200, errcode(61450), guard.Unknown},
		{200, errcode(85009), guard.Unknown},
		{200, errcode(99999), guard.Unknown},

		// The HTTP status: only 2xx is a success, and a 5xx is nobody's word.
		{403, errcode(40164), guard.Refused},
		{429, errcode(45011), guard.Refused},
		{403, errcode(0), guard.Unknown},
		{403, errcode(-1), guard.Unknown},
		{403, login, guard.Unknown},
		{404, ``, guard.Unknown},
		{408, errcode(45011), guard.Unknown},
		{302, ``, guard.Unknown},
		{307, errcode(0), guard.Unknown},
		{302, errcode(48006), guard.Unknown},
		{500, errcode(0), guard.Unknown},
		{502, ``, guard.Unknown},
		{503, login, guard.Unknown},
		{503, errcode(48006), guard.Unknown},
		{504, errcode(40001), guard.Unknown},
		{504, errcode(-1), guard.Unknown},
		{504, errcode(1), guard.Unknown},
	} {
		name := fmt.Sprintf("%d %.60s", tt.status, tt.body)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &server{status: tt.status, body: tt.body}
			answerOne(t, s, tt.want)
		})
	}
}

// answerOne resets once, and looks at all that must follow from the outcome.
func answerOne(t *testing.T, s *server, want guard.Outcome) {
	const appID = "wx00000000000000c9"
	listening := httptest.NewServer(s)
	defer listening.Close()
	g, c, err := open(listening.URL, t.TempDir(), appID)
	if err != nil {
		t.Fatal(err)
	}
	target := guard.Target{Alias: "shop", AppID: appID, Scope: guard.ScopeAll, Via: guard.ViaToken}
	p, err := g.Plan(t.Context(), c, target, []string{sendPath})
	if err != nil {
		t.Fatal(err)
	}
	before := s.reads.Load()
	r := g.Reset(t.Context(), c, p)
	if r.Outcome != want || s.clears.Load() != 1 {
		t.Errorf("got %s after %d clears (%v); want %s after one", r.Outcome, s.clears.Load(), r.Err, want)
	}
	left := guard.BudgetAll - 1
	switch {
	case want == guard.Refused && wechat.Code(r.Err) == 48006:
		left = 0
	case want == guard.Refused:
		left = guard.BudgetAll
	}
	if r.Left.All != left {
		t.Errorf("leaves %d; want %d", r.Left.All, left)
	}
	if again := s.reads.Load() > before; again != (want != guard.Refused) {
		t.Errorf("read the quota again: %v", again)
	}
	if resets, _, err := g.Resets(t.Context()); err != nil || len(resets) != 1 || resets[0].Outcome != want {
		t.Errorf("the journal holds %+v, %v", resets, err)
	}
}

// The query form is a second request, and so follows only a plain refusal.
func TestTheQueryFormFollowsOnlyAPlainRefusal(t *testing.T) {
	const appID = "wx00000000000000ca"
	for _, tt := range []struct {
		status int
		body   string
		clears int64
	}{
		{200, errcode(41002), 2},
		{200, errcode(41004), 2},
		{400, errcode(41004), 2},
		{504, errcode(41002), 1},
		{302, errcode(41004), 1},
		{200, `{"errcode":41002,"errcode":0}`, 1},
		{200, `{"errcode":0,"errcode":41002}`, 1},
		{200, `{"errcode":"41004"}`, 1},
	} {
		s := &server{status: tt.status, body: tt.body}
		listening := httptest.NewServer(s)
		_, c, err := open(listening.URL, t.TempDir(), appID)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.ClearAllBySecret(t.Context()); err == nil || s.clears.Load() != tt.clears {
			t.Errorf("%d %s: %d clears, %v; want %d", tt.status, tt.body, s.clears.Load(), err, tt.clears)
		}
		listening.Close()
	}
}
