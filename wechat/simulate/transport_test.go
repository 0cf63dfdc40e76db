package simulate

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
)

func TestTransportIsAnHTTPTransport(t *testing.T) {
	wrote := false
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		WroteRequest: func(httptrace.WroteRequestInfo) { wrote = true },
	})
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Seen", r.Host+" "+r.RequestURI+" "+r.RemoteAddr+" "+string(body))
		w.WriteHeader(http.StatusTeapot)
		w.Header().Set("X-Late", "no")
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write([]byte("tea"))
	})
	r, _ := http.NewRequestWithContext(ctx, "POST", "https://api.weixin.qq.com/a?b=c", strings.NewReader("hi"))
	res, err := Transport(h).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if string(body) != "tea" || err != nil || res.ContentLength != 3 {
		t.Errorf("body %q of %d, %v", body, res.ContentLength, err)
	}
	if res.StatusCode != http.StatusTeapot || res.Status != "418 I'm a teapot" || res.Request != r {
		t.Errorf("%+v", res)
	}
	if got := res.Header.Get("X-Seen"); got != "api.weixin.qq.com /a?b=c 127.0.0.1:1024 hi" {
		t.Errorf("the handler saw %q", got)
	}
	if res.Header.Get("X-Late") != "" {
		t.Error("a header after the status went out")
	}
	if !wrote {
		t.Error("the trace was not told that the request was written")
	}
}

func TestTransportDoesNothingForOneWhoIsGone(t *testing.T) {
	s, _ := start(Settings{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := try(ctx, Transport(s), scheme, "{}"); !errors.Is(got.err, context.Canceled) {
		t.Errorf("%+v", got)
	}
	if s.Count(scheme) != 0 {
		t.Error("the call was made")
	}
}

func TestTransportReportsAPanic(t *testing.T) {
	h := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("ouch") })
	if got := try(t.Context(), Transport(h), "/", ""); got.err == nil || !strings.Contains(got.err.Error(), "ouch") {
		t.Errorf("%+v", got)
	}
}

func TestEveryAnswerTellsTheTime(t *testing.T) {
	s, _ := start(Settings{})
	for carried, carrier := range carriers(t, s) {
		got := try(t.Context(), carrier, "/", "")
		if date := got.header.Get("Date"); date != "Sun, 15 Jun 2025 04:00:00 GMT" {
			t.Errorf("%s: Date %q", carried, date)
		}
	}
}

func TestTooLargeABody(t *testing.T) {
	s, _ := start(Settings{})
	for carried, carrier := range carriers(t, s) {
		if got := try(t.Context(), carrier, scheme, strings.Repeat("x", maxBody+1)); got.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d %v", carried, got.status, got.err)
		}
	}
}
