package wechat

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func discardLog() *log.Logger { return log.New(io.Discard, "", 0) }

// checkClean looks for the canaries, in any form, in an error and all below it.
func checkClean(t *testing.T, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		checkText(t, fmt.Sprintf("%v %+v %#v %q", e, e, e, e))
		if u := (*url.Error)(nil); errors.As(e, &u) {
			t.Errorf("a *url.Error is left in %v", err)
		}
		if js, jerr := json.Marshal(e); jerr == nil {
			checkText(t, string(js))
		}
	}
}

func checkText(t *testing.T, text string) {
	t.Helper()
	for _, bad := range []string{
		"canary", "proxy-password", "access_token=8", "access_token=c", "appsecret=c", "secret=c",
		url.QueryEscape(canarySecret), url.QueryEscape(canaryToken), fmt.Sprintf("%x", canarySecret),
	} {
		if strings.Contains(text, bad) {
			t.Errorf("%q shows in %s", bad, text)
		}
	}
}

// A server that throws everything back at the caller finds no place where it
// could show.
func TestNoSecretAndNoTokenShows(t *testing.T) {
	echo := func(w http.ResponseWriter, r *http.Request) {
		carried := canarySecret
		if r.URL.Query().Has("access_token") {
			carried = canaryToken
		}
		msg, _ := json.Marshal(strings.Join([]string{
			carried, url.QueryEscape(carried), strings.ToLower(url.QueryEscape(carried)), url.PathEscape(carried),
			strings.ReplaceAll(carried, "-", "-\u200b"), quote(carried), r.URL.RequestURI(),
		}, " "))
		fmt.Fprintf(w, `{"errcode":40013,"errmsg":%s}`, msg)
	}
	page := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "https://elsewhere.invalid/"+r.URL.RequestURI())
			w.WriteHeader(status)
			fmt.Fprintf(w, "<html>%s %s %s", r.URL.RequestURI(), canarySecret, canaryToken)
		}
	}
	for name, answer := range map[string]http.HandlerFunc{
		"errmsg": echo, "page": page(200), "redirect": page(302), "gateway": page(502), "lost": hangUp,
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, overHTTP)
			for _, path := range []string{pathQuota, "/cgi-bin/clear_quota", "/cgi-bin/clear_quota/v2", "/cgi-bin/openapi/quota/clear",
				"/cgi-bin/openapi/rid/get", "/cgi-bin/get_api_domain_ip", "/cgi-bin/getcallbackip", "/cgi-bin/callback/check"} {
				f.on(path, answer)
			}
			log := NewCallLog(100)
			var cfg Config
			c := newClient(t, f, func(c *Config) { c.OnCall = log.Add; cfg = *c })
			_, quota := c.Quota(t.Context(), "/cgi-bin/menu/get")
			_, rid := c.RIDInfo(t.Context(), someRID)
			_, ips := c.APIDomainIPs(t.Context())
			_, callbacks := c.CallbackIPs(t.Context())
			_, check := c.CheckCallback(t.Context(), CheckAll, OperatorDefault)
			errs := []error{quota, rid, ips, callbacks, check, c.ClearAll(t.Context()), c.ClearAllBySecret(t.Context()), c.ClearPath(t.Context(), "/cgi-bin/menu/get")}
			f.on(pathToken, answer)
			c.Forget()
			for _, err := range append(errs, c.Authorize(t.Context())) {
				if err == nil {
					t.Error("no error")
				}
				checkClean(t, err)
			}
			for _, call := range log.Recent() {
				checkText(t, fmt.Sprintf("%v %+v %#v", call, call, call))
			}
			checkText(t, fmt.Sprintf("%v %+v %#v %v %+v %#v", cfg, cfg, cfg, c, c, c))
			checkText(t, fmt.Sprintf("%v %+v", *c, *c))
		})
	}
}

func TestSafeCauseKeepsWhatIsHarmless(t *testing.T) {
	harmless := fmt.Errorf("read: %w", io.ErrUnexpectedEOF)
	if got := safeCause(harmless, []string{canaryToken}); got != harmless {
		t.Errorf("got %#v", got)
	}
	if got := safeCause(&url.Error{Op: "Get", URL: "https://x/?access_token=y", Err: io.EOF}, nil); got != io.EOF {
		t.Errorf("got %#v", got)
	}
	if got := safeCause(&url.Error{Op: "Get", URL: "https://x/?access_token=y"}, nil); got != nil {
		t.Errorf("got %#v", got)
	}
	if safeCause(nil, nil) != nil {
		t.Error("no error became one")
	}
	for _, bad := range []error{
		errors.New("dial " + canaryToken), fmt.Errorf("outer: %w", errors.New("https://x/cgi-bin?access_token=canary")),
		errors.Join(errors.New("x"), &url.Error{Op: "Get", URL: "https://x/?access_token=canary", Err: io.EOF}),
		hiding{errors.New("secret=canary")},
	} {
		got := safeCause(bad, []string{canaryToken})
		checkClean(t, got)
	}
}

// hiding is an error whose text does not show its cause.
type hiding struct{ cause error }

func (hiding) Error() string   { return "hidden" }
func (h hiding) Unwrap() error { return h.cause }
