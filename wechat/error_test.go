package wechat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"wxops/wechat/rid"
)

func TestReadMsg(t *testing.T) {
	const id = someRID
	for _, tt := range []struct {
		raw, msg string
		rid      rid.RID
	}{
		{"ok", "ok", ""},
		{"", "", ""},
		{"reach max api daily quota limit rid: " + id, "reach max api daily quota limit", id},
		{"invalid code, rid: " + id, "invalid code", id},
		{" rid: " + id, "", id},
		{"invalid media_id hint: [aB3_.-xyz01] rid: " + id, "invalid media_id", id},
		{"invalid media_id hint: [aB3_.-xyz01!]   rid: " + id, "invalid media_id", id},
		{"invalid media_id rid: " + id + " hint: [aB3_.-xyz01]", "invalid media_id", id},
		{"invalid credential hint: [aB3_.-xyz01]", "invalid credential", ""},
		{"invalid code, hints: [ req_id: aB3xyz01 ]", "invalid code", ""},
		{" hints: [aB3xyz01]", "", ""},
		{"argument invalid! hint: [aB3xyz01] data.f.value invalid", "argument invalid! data.f.value invalid", ""},
		{"argument invalid! data.x.value invalid  rid: " + id, "argument invalid! data.x.value invalid", id},
		{"argument invalid! data.x.value i rid:", "argument invalid! data.x.value i", ""},
		{"argument invalid! data.x.value i rid: 617682e0-5a2b", "argument invalid! data.x.value i", ""},
		{"not in whitelist requestIP: 203.0.113.7 rid: " + id, "not in whitelist requestIP: 203.0.113.7", id},
		{"invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: " + id, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist", id},
		{"rid not found, please check rid: " + id, "rid not found, please check", id},
		{"rid is error", "rid is error", ""},
		{"system error RID:" + strings.ToUpper(id), "system error", id},
		{"system error hint: [cut", "system error", ""},
		{"no grid: " + id, "no grid: " + id, ""},
		{"an uuid rid: 617682e0-5a2b-4c3d-8e2d-3c0f1e2d3c4b", "an uuid rid: 617682e0-5a2b-4c3d-8e2d-3c0f1e2d3c4b", ""},
		{"\x1b[31mred\x1b[0m\u202e \u200bbidi\n rid: " + id, "[31mred[0m bidi", id},
		{"AppSecret已被冻结，请解冻后再次调用。 rid: " + id, "AppSecret已被冻结，请解冻后再次调用。", id},
		{"bad token " + canaryToken + " rid: " + id, "bad token " + masked, id},
		{"token with a joiner: 84_canary\u200b-token_/+=&?#", "token with a joiner: " + masked, ""},
		{strings.Repeat("长", 1000) + " rid: " + id, strings.Repeat("长", maxMsg) + "…", id},
	} {
		msg, rid := readMsg(tt.raw, []string{canaryToken})
		if msg != tt.msg || rid != tt.rid {
			t.Errorf("%q:\n got %q %q\nwant %q %q", tt.raw, msg, rid, tt.msg, tt.rid)
		}
	}
}

func TestErrorText(t *testing.T) {
	for _, tt := range []struct {
		err  *Error
		want string
	}{
		{&Error{Op: "read quota of /x", Code: 45009, Msg: "reach limit", RID: someRID, Status: 200}, "read quota of /x: errcode 45009 reach limit (rid " + someRID + ")"},
		{&Error{Op: "read quota of /x", Code: -1}, "read quota of /x: errcode -1"},
		{&Error{Op: "read quota of /x", Reason: BadStatus, Status: 502}, "read quota of /x: no answer from the API (HTTP 502)"},
		{&Error{Op: "read quota of /x", Reason: TimedOut, cause: context.DeadlineExceeded}, "read quota of /x: no answer in time: context deadline exceeded"},
		{&Error{Op: "read quota of /x"}, "read quota of /x"},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

func TestCodeAndTimeoutAreSeenThroughWrapping(t *testing.T) {
	wrapped := fmt.Errorf("sweep: %w", &Error{Code: 45009})
	if Code(wrapped) != 45009 || Code(errors.New("other")) != 0 || Code(nil) != 0 {
		t.Error("Code does not see WeChat's own answer")
	}
	late := &Error{Reason: ConnectionLost, cause: bareError{timeout: true}}
	if !late.Timeout() || !(&Error{Reason: TimedOut}).Timeout() || (&Error{Code: 40001}).Timeout() {
		t.Error("Timeout does not tell lateness from refusal")
	}
}

// Whatever goes wrong, the error is one *Error that says how far the call
// came, whatever kind of call it was.
func TestAnswersThatAreNone(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer string
		status int
		reason Reason
		code   int64
		tries  int // of a read
	}{
		{"HTML", "<!DOCTYPE html><html></html>", 200, BadAnswer, 0, 1},
		{"cut JSON", `{"errcode":0,"quota":{"daily`, 200, BadAnswer, 0, 1},
		{"empty", "", 200, BadAnswer, 0, 1},
		{"spaces", " \n", 200, BadAnswer, 0, 1},
		{"a list", "[]", 200, BadAnswer, 0, 1},
		{"null", "null", 200, BadAnswer, 0, 1},
		{"two answers", "{}{}", 200, BadAnswer, 0, 1},
		{"errcode is a word", `{"errcode":"none"}`, 200, BadAnswer, 0, 1},
		{"errcode is an object", `{"errcode":{}}`, 200, BadAnswer, 0, 1},
		{"too long", `{"errmsg":"` + strings.Repeat("x", maxBody) + `"}`, 200, BadAnswer, 0, 1},
		{"too deep", `{"a":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "}", 200, BadAnswer, 0, 1},
		{"302", "", 302, Redirected, 0, 1},
		{"304", "", 304, Redirected, 0, 1},
		{"404", "<html>", 404, BadStatus, 0, 1},
		{"403 with JSON of another kind", `{"message":"forbidden"}`, 403, BadStatus, 0, 1},
		{"413 with an errcode", `{"errcode":45009,"errmsg":"x"}`, 413, "", 45009, 1},
		{"500", "", 500, BadStatus, 0, 3},
		{"502", "<html>", 502, BadStatus, 0, 3},
		{"503, long", strings.Repeat("x", 2*maxBody), 503, BadStatus, 0, 3},
		{"500 with an errcode", `{"errcode":48001,"errmsg":"x"}`, 500, "", 48001, 1},
		{"busy", `{"errcode":-1,"errmsg":"system error"}`, 200, "", -1, 3},
		{"errcode as text", `{"errcode":"45009","errmsg":["odd"]}`, 200, "", 45009, 1},
		{"huge errcode", `{"errcode":1e300}`, 200, "", 1<<63 - 1, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, overHTTP)
			for _, path := range []string{pathQuota, "/cgi-bin/clear_quota", "/cgi-bin/clear_quota/v2"} {
				f.on(path, reply(tt.status, tt.answer))
			}
			c := newClient(t, f)
			_, read := c.Quota(t.Context(), "/cgi-bin/menu/get")
			for op, err := range map[string]error{"read": read, "clear": c.ClearAll(t.Context()), "secret": c.ClearAllBySecret(t.Context())} {
				var e *Error
				if !errors.As(err, &e) || e.Reason != tt.reason || e.Code != tt.code || e.Status != tt.status || !e.Sent {
					t.Errorf("%s: got %#v: %v", op, err, err)
				}
			}
			if n := f.count(pathQuota); n != tt.tries {
				t.Errorf("read %d times, want %d", n, tt.tries)
			}
			if n, v2 := f.count("/cgi-bin/clear_quota"), f.count("/cgi-bin/clear_quota/v2"); n != 1 || v2 != 1 {
				t.Errorf("cleared %d and %d times", n, v2)
			}
		})
	}
}

func TestRetries(t *testing.T) {
	const good = `{"errcode":0,"quota":{"daily_limit":5,"used":1,"remain":4}}`
	t.Run("a passing fault is waited for, with growing pauses", func(t *testing.T) {
		f := newFake(t, overHTTP)
		f.on(pathQuota, hangUp, reply(502, ""), reply(200, good))
		var pauses []time.Duration
		c := newClient(t, f, func(c *Config) {
			c.Wait = func(_ context.Context, d time.Duration) error { pauses = append(pauses, d); return nil }
		})
		if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); err != nil {
			t.Fatal(err)
		}
		if len(pauses) != 2 || pauses[0] < firstPause/2 || pauses[0] > firstPause || pauses[1] < firstPause || pauses[1] > 2*firstPause {
			t.Errorf("paused %v", pauses)
		}
	})
	t.Run("three tries in all, with a token renewed among them", func(t *testing.T) {
		f := newFake(t, overHTTP)
		f.on(pathQuota, hangUp, reply(200, `{"errcode":42001}`), hangUp, reply(200, good))
		_, err := newClient(t, f).Quota(t.Context(), "/cgi-bin/menu/get")
		if reason(err) != ConnectionLost || f.count(pathQuota) != 3 {
			t.Errorf("got %v after %d tries", err, f.count(pathQuota))
		}
	})
	t.Run("a token request is retried too", func(t *testing.T) {
		f := newFake(t, overHTTP)
		f.on(pathToken, hangUp, reply(200, `{"errcode":-1,"errmsg":"system error"}`), reply(200, okToken))
		if err := newClient(t, f).Authorize(t.Context()); err != nil || f.count(pathToken) != 3 {
			t.Errorf("got %v after %d tries", err, f.count(pathToken))
		}
	})
	t.Run("a pause that the deadline cuts short gives the fault itself", func(t *testing.T) {
		f := newFake(t, overHTTP)
		f.on(pathQuota, reply(502, ""))
		c := newClient(t, f, func(c *Config) {
			c.Wait = func(context.Context, time.Duration) error { return context.DeadlineExceeded }
		})
		if _, err := c.Quota(t.Context(), "/cgi-bin/menu/get"); reason(err) != BadStatus || f.count(pathQuota) != 1 {
			t.Errorf("got %v after %d tries", err, f.count(pathQuota))
		}
	})
	t.Run("a caller who gives up in a pause is told so", func(t *testing.T) {
		f := newFake(t, overHTTP)
		f.on(pathQuota, reply(502, ""))
		ctx, cancel := context.WithCancel(t.Context())
		c := newClient(t, f, func(c *Config) {
			c.Wait = func(context.Context, time.Duration) error { cancel(); return context.Canceled }
		})
		if _, err := c.Quota(ctx, "/cgi-bin/menu/get"); reason(err) != Cancelled || !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("one deadline holds all tries", func(t *testing.T) {
		f := newFake(t, overHTTP)
		f.on(pathQuota, reply(502, ""), hang)
		started := time.Now()
		c := newClient(t, f, func(c *Config) { c.Timeout = 50 * time.Millisecond })
		_, err := c.Quota(t.Context(), "/cgi-bin/menu/get")
		var e *Error
		if !errors.As(err, &e) || e.Reason != TimedOut || !e.Timeout() || !e.Sent || f.count(pathQuota) != 2 {
			t.Errorf("got %#v after %d tries", err, f.count(pathQuota))
		}
		if took := time.Since(started); took > time.Second {
			t.Errorf("took %v", took)
		}
	})
}
