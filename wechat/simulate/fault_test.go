package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// carriers are the two ways to the stand-in: a socket, and none.
func carriers(t *testing.T, s *Server) map[string]http.RoundTripper {
	listener := httptest.NewServer(s)
	t.Cleanup(listener.Close)
	t.Cleanup(s.ClearFaults)
	return map[string]http.RoundTripper{
		"socket":    toward{listener.URL, &http.Transport{DisableKeepAlives: true}},
		"no socket": Transport(s),
	}
}

// toward sends to a test server what is meant for WeChat.
type toward struct {
	url  string
	next http.RoundTripper
}

func (c toward) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", strings.TrimPrefix(c.url, "http://")
	return c.next.RoundTrip(r)
}

// seen is what a caller sees of one call.
type seen struct {
	status int
	header http.Header
	body   string
	err    error // of the call or of reading its body
}

func (s seen) code() string {
	var e struct{ Errcode json.Number }
	if json.Unmarshal([]byte(s.body), &e) != nil {
		return "no JSON"
	}
	return e.Errcode.String()
}

func try(ctx context.Context, carrier http.RoundTripper, target, body string) seen {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.weixin.qq.com"+target, strings.NewReader(body))
	if err != nil {
		return seen{err: err}
	}
	res, err := carrier.RoundTrip(r)
	if err != nil {
		return seen{err: err}
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return seen{res.StatusCode, res.Header, string(raw), err}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault  Fault
		worked bool
		check  func(seen) bool
	}{
		"none":           {Fault{}, true, func(s seen) bool { return s.code() == "0" }},
		"drop before":    {Fault{Kind: Drop}, false, func(s seen) bool { return errors.Is(s.err, io.EOF) }},
		"drop after":     {Fault{Kind: Drop, Worked: true}, true, func(s seen) bool { return errors.Is(s.err, io.EOF) }},
		"bad gateway":    {Fault{Kind: Status}, false, func(s seen) bool { return s.status == 502 && strings.Contains(s.body, "<html>") }},
		"503 after":      {Fault{Kind: Status, Status: 503, Worked: true}, true, func(s seen) bool { return s.status == 503 }},
		"another body":   {Fault{Kind: Status, Status: 200, Body: "null"}, false, func(s seen) bool { return s.status == 200 && s.body == "null" }},
		"HTML":           {Fault{Kind: HTML}, false, func(s seen) bool { return s.status == 200 && strings.HasPrefix(s.body, "<!DOCTYPE") }},
		"redirect":       {Fault{Kind: Redirect}, false, func(s seen) bool { return s.status == 302 && s.header.Get("Location") != "" }},
		"huge":           {Fault{Kind: Huge, Size: 3 << 20}, false, func(s seen) bool { return len(s.body) >= 3<<20 && s.err == nil }},
		"minute limit":   {Fault{Kind: Refuse}, false, func(s seen) bool { return s.code() == "45011" && strings.Contains(s.body, "minute-quota") }},
		"system error":   {Fault{Kind: Refuse, Code: -1}, false, func(s seen) bool { return s.code() == "-1" }},
		"own text":       {Fault{Kind: Refuse, Code: 1, Text: "so"}, false, func(s seen) bool { return strings.Contains(s.body, `"so rid: `) }},
		"expired tokens": {Fault{Kind: Expire}, false, func(s seen) bool { return s.code() == "42001" }},
		"cut JSON":       {Fault{Kind: Cut}, true, func(s seen) bool { return s.code() == "no JSON" && s.err == nil && s.body != "" }},
		"broken body":    {Fault{Kind: Broken}, true, func(s seen) bool { return errors.Is(s.err, io.ErrUnexpectedEOF) && s.body != "" }},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{})
			for carried, carrier := range carriers(t, s) {
				query := tokenOf(t, s, mallID)
				used := s.Quota(mallID, scheme).Used
				s.SetFault(scheme, c.fault)
				if got := try(t.Context(), carrier, scheme+query, "{}"); !c.check(got) {
					t.Errorf("%s: %+v", carried, got)
				}
				if worked := s.Quota(mallID, scheme).Used > used; worked != c.worked {
					t.Errorf("%s: the work was done: %v, want %v", carried, worked, c.worked)
				}
			}
			if n := s.Count(scheme); n != 2 {
				t.Errorf("%d calls counted, want 2", n)
			}
		})
	}
}

func TestAHangEndsWithItsCaller(t *testing.T) {
	for _, worked := range []bool{false, true} {
		s, _ := start(Settings{})
		for carried, carrier := range carriers(t, s) {
			query := tokenOf(t, s, mallID)
			used := s.Quota(mallID, scheme).Used
			s.SetFault(scheme, Fault{Kind: Hang, Worked: worked})
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
			if got := try(ctx, carrier, scheme+query, "{}"); !errors.Is(got.err, context.DeadlineExceeded) {
				t.Errorf("%s: %+v", carried, got)
			}
			cancel()
			if did := s.Quota(mallID, scheme).Used > used; did != worked {
				t.Errorf("%s: the work was done: %v, want %v", carried, did, worked)
			}
		}
	}
}

func TestAHangEndsWhenTheFaultsAreCleared(t *testing.T) {
	s, _ := start(Settings{})
	for carried, carrier := range carriers(t, s) {
		query := tokenOf(t, s, mallID)
		before := s.Count(scheme)
		s.SetFault(scheme, Fault{Kind: Hang})
		go func() {
			for s.Count(scheme) == before {
				time.Sleep(time.Millisecond)
			}
			s.ClearFaults()
		}()
		if got := try(t.Context(), carrier, scheme+query, "{}"); !errors.Is(got.err, io.EOF) {
			t.Errorf("%s: %+v", carried, got)
		}
	}
}

func TestADelayComesBeforeTheWork(t *testing.T) {
	waited := time.Duration(0)
	s, _ := start(Settings{Wait: func(_ context.Context, d time.Duration) error { waited += d; return nil }})
	s.SetFault(scheme, Fault{Delay: 3 * time.Second})
	wantCode(t, post(t, s, scheme+tokenOf(t, s, mallID), "{}"), "0")
	if waited != 3*time.Second {
		t.Errorf("waited %s", waited)
	}

	s, _ = start(Settings{})
	for carried, carrier := range carriers(t, s) {
		query := tokenOf(t, s, mallID)
		s.SetFault(scheme, Fault{Delay: time.Hour})
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		if got := try(ctx, carrier, scheme+query, "{}"); !errors.Is(got.err, context.DeadlineExceeded) {
			t.Errorf("%s: %+v", carried, got)
		}
		cancel()
	}
	if used := s.Quota(mallID, scheme).Used; used != 0 {
		t.Errorf("the work of %d calls was done, and both callers were gone", used)
	}
}

func TestAFaultTakesItsTurn(t *testing.T) {
	s, _ := start(Settings{})
	query := tokenOf(t, s, mallID)
	s.SetFault(scheme, Fault{Kind: Refuse, Code: -1, Skip: 1, Times: 2})
	s.SetFault("", Fault{Kind: Refuse, Code: 45009})
	for i, want := range []string{"0", "-1", "-1", "0", "0"} {
		if got := post(t, s, scheme+query, "{}").code(); got != want {
			t.Errorf("call %d: %s, want %s", i+1, got, want)
		}
	}
	wantCode(t, post(t, s, sendMsg+query, "{}"), "45009")
	s.ClearFaults()
	wantCode(t, post(t, s, sendMsg+query, greeting), "0")
}

func TestTokensExpireInMidSweep(t *testing.T) {
	s, _ := start(Settings{})
	query := tokenOf(t, s, mallID)
	s.SetFault(quotaGet, Fault{Kind: Expire, Skip: 2, Times: 1})
	for _, want := range []string{"0", "0", "42001", "42001"} {
		wantCode(t, post(t, s, quotaGet+query, `{"cgi_path":"`+scheme+`"}`), want)
	}
	wantCode(t, post(t, s, quotaGet+tokenOf(t, s, mallID), `{"cgi_path":"`+scheme+`"}`), "0")
}

func TestEscapesAreInEveryText(t *testing.T) {
	s, _ := start(Settings{})
	query := tokenOf(t, s, mallID)
	rid, _ := s.Fail(Failure{AppID: mallID, Path: scheme, Code: 45009, Request: `{"a":1}`, ClientIP: "203.0.113.7"})
	s.SetFault("", Fault{Kind: Escapes})
	told := try(t.Context(), Transport(s), ridGet+query, `{"rid":"`+rid+`"}`)
	var v struct {
		Errmsg  string
		Request map[string]any
	}
	if err := json.Unmarshal([]byte(told.body), &v); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{v.Errmsg, v.Request["request_body"].(string), v.Request["response_body"].(string), v.Request["client_ip"].(string)} {
		for _, bad := range []string{"\x1b]52;", "\x1b[2J", "\u009b", "\u202e", "\u200d", "\r\n", "\ufffd"} {
			if !strings.Contains(text, bad) {
				t.Errorf("no %q in %q", bad, text)
			}
		}
	}
	if v.Request["cost_in_ms"].(float64) < 1 {
		t.Error("a number was lost")
	}
	if !bytes.Contains([]byte(told.body), []byte("\xff\xfe")) {
		t.Error("no invalid UTF-8")
	}
	wantCode(t, do(t, s, "GET", "/cgi-bin/getcallbackip"+tokenOf(t, s, mallID), ""), "none") // The token is whole.
}
